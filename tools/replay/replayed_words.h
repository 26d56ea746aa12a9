// The words of a replayed trace: what was typed for each, what was offered, what was meant.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/strip.h"
#include "tools/trace/trace.h"

namespace inkling {

/// One word from its first key to the event that ended it.
struct ReplayedWord {
  std::string typed;                             // when it was ended
  std::string committed;                         // what stands in the text
  std::vector<std::vector<std::string>> strips;  // shown before each of its keystrokes
  std::optional<std::string> intended;           // what the person meant, if the trace says so
  // Shown when the next word's first letter or path ended it, which is no keystroke of its own.
  std::optional<std::vector<std::string>> at_end;
  double micros = 0;          // the slowest of its events
  std::size_t position = 0;   // words of its line before it, as far as they are known
  bool from_nothing = false;  // the first strip was shown before its first letter
  bool picked = false;
  bool autocorrected = false;

  /// Keystrokes of the trace, with the one that ended the word.
  [[nodiscard]] std::size_t keystrokes() const { return strips.size(); }
  /// The strip shown when the word was ended.
  [[nodiscard]] const std::vector<std::string>& offered() const {
    return at_end ? *at_end : strips.back();
  }
};

/// Follows the events of one trace and cuts them into words. A trace may give `intend` before the
/// keys of its word or after its end; the first one decides for the whole trace.
class WordTracker {
 public:
  /// Call for each event, after the session took it. `typed_before` and `strip_before` are the
  /// composing text and strip that the person saw, `composing` is what is being typed after it.
  /// Returns the word that the event ended, or null; valid until the next call.
  const ReplayedWord* follow(const TraceEvent& event, const std::optional<Commit>& commit,
                             std::string_view typed_before,
                             const std::vector<std::string>& strip_before,
                             std::string_view composing, double micros);
  [[nodiscard]] const std::vector<ReplayedWord>& words() const { return words_; }

 private:
  void take_intent(const std::string& word);
  void keystroke(const std::vector<std::string>& strip_before, std::string_view typed_before,
                 double micros);
  void drop();
  const ReplayedWord* finish(ReplayedWord word);

  enum class IntentOrder { kUnknown, kBeforeKeys, kAfterWord };
  std::vector<ReplayedWord> words_;
  ReplayedWord open_;
  std::optional<std::string> next_intended_;  // said while a word was open
  std::size_t position_ = 0;                  // words that ended in this line
  IntentOrder order_ = IntentOrder::kUnknown;
};

/// Keystrokes of a person who picks the word as soon as it is among those on the strip, the pick
/// included; where it never was, all of the trace. For words whose intention is known.
std::size_t least_keystrokes(const ReplayedWord& word);

}  // namespace inkling
