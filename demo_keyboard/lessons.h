// What one event taught the history, as far as it can be seen from outside.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "demo_keyboard/keyboard_view.h"
#include "engine/inkling.h"

namespace inkling {

/// Looks at the history right before an event and right after it. A few look-ups in memory each;
/// for the thread of the session.
///
/// Sees new words, words that became this person's own, new sequences of words, corrections that
/// were kept or taken back. Does not see that a known word or sequence was counted once more.
class Lessons {
 public:
  /// Before the event: `committed` and `composing` are the session's text, `picked` the text of a
  /// pick (else empty).
  Lessons(const Engine& engine, const Session& session, const std::string& picked);
  /// After it. `taken_back`: the autocorrection that the event may have taken back, or null.
  [[nodiscard]] std::vector<LearnedEvent> after(const Commit& commit,
                                                const Commit* taken_back) const;

 private:
  const Engine& engine_;
  std::string before_;  // the last word of the sentence so far
  std::string word_;    // that the event may finish
  bool personal_;
  std::size_t words_, sequences_;
};

}  // namespace inkling
