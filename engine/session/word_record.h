// What is known of a word that was committed: how it came about, and what it taught.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "engine/decoder/channel.h"
#include "engine/document.h"
#include "engine/ranking/ranker.h"
#include "engine/session/field_learner.h"

namespace inkling {

/// Belongs to an edit of the log that ended a word. `lesson.phrase` is the committed word.
struct WordRecord {
  /// Another word that the keys may stand for.
  struct Reading {
    std::string text;
    double channel = 0;  // nats
  };
  Lesson lesson;
  TypedText typed;                // the keys and touches, or the finger's way
  std::string after;              // what ended it, " " for instance
  std::vector<KeyPress> presses;  // that made it, as the decoder had them
  std::vector<Reading> readings;  // the committed one first
  bool known = false;             // `typed` is a word
  bool doubtful = false;          // it may be looked at again when the next words are known

  [[nodiscard]] const std::string& committed() const { return lesson.phrase; }
};

/// The finished words among the best of `ranked` as readings; `committed` becomes the first.
std::vector<WordRecord::Reading> readings_of(const Ranked& ranked, const std::string& committed);

/// The edits that put in the last two words before the one being typed, the last one first, as long
/// as nothing but typing happened since; null where there is none. Words that may not be doubted
/// end the row.
std::array<const Edit*, 2> words_before(const Document& document);

}  // namespace inkling
