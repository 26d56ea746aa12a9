// What waits for the engine: a key, or a change of the keyboard itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/inkling.h"
#include "tools/trace/trace.h"

namespace inkling {

/// What a person sets on the keyboard.
struct KeyboardSettings {
  std::string layout = "qwerty";
  AutocorrectStrength strength = AutocorrectStrength::kNormal;
  bool incognito = false;
  bool auto_capitals = true;  // these two as in SessionOptions
  bool double_space_stop = false;
};

/// One thing for the engine to do.
struct KeyboardEvent {
  enum class Kind {
    kTyping,    // `typed`
    kSettings,  // `settings` hold from here on
    kFinish,    // commit the composing text as it stands
    kForget,    // block `word` and forget what was learned of it
    kUnlearn,   // forget what was learned of `word`; it may be learned again
    kKeep,      // `word` is one of this person's own, for good
    kUnblock,   // `word` may be suggested again
    kMend,      // `word` in the place of `replaces`, which stands at byte `at`
    kRefresh,   // work the strip out for the text as it is
  };
  Kind kind = Kind::kTyping;
  TraceEvent typed = {};
  // Of a cursor or focus event: the text stays as the engine has corrected it.
  bool jump = false;
  std::string replaces = {};  // of a pick: Suggestion::replaces; of a mend: the word as it stands
  std::string word = {};
  std::size_t at = 0;       // of a mend: bytes of the whole text before the word
  bool makes_stop = false;  // of a space: a second one behind a word is a full stop
  KeyboardSettings settings = {};
  uint64_t number = 0;       // in the order of arrival, from 1
  int64_t queued_nanos = 0;  // Clock::now_nanos() of the arrival
};

}  // namespace inkling
