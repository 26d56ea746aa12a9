// The text as the person expects it while the engine is still busy: what the engine confirmed, and
// the keys that wait.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>

#include "demo_keyboard/keyboard_event.h"
#include "engine/inkling.h"
#include "engine/text_field.h"

namespace inkling {

/// A text with its cursor, as the engine has it.
struct ConfirmedText {
  TextField field;
  std::optional<Commit> autocorrected;  // what the last key replaced on its own
};

/// The same, and what the next key needs to know about it.
struct ExpectedText {
  TextField field;
  bool auto_space = false;  // it ends in a space that a pick put there
  // What the last key replaced, and the character that it typed behind it.
  std::optional<Commit> autocorrected;
  std::string after;

  /// Does `typed` as the engine would if it corrected nothing. `replaces`: see KeyboardEvent.
  void type(const TraceEvent& typed, const std::string& replaces);
  /// Commits the composing text as it stands.
  void finish();

 private:
  void type_key(const std::string& character);
  void end_word(const std::string& character);
  void erase();
  void pick(const std::string& text, const std::string& replaces);
};

/// The queue in front of the engine. A plain value: the owner locks.
class PendingKeys {
 public:
  void push(KeyboardEvent event);
  [[nodiscard]] bool empty() const { return queue_.empty(); }
  [[nodiscard]] const KeyboardEvent& front() const { return queue_.front(); }
  /// The engine did the front event, and this is its text now. `confirmed` is empty where there is
  /// no engine: then what was expected holds.
  void pop(const std::optional<ConfirmedText>& confirmed);

  /// What the text is, once all that waits is done.
  [[nodiscard]] const ExpectedText& shown() const { return shown_; }

 private:
  std::deque<KeyboardEvent> queue_;
  ExpectedText confirmed_;
  ExpectedText shown_;
};

/// Where a cursor that was put at `offset` of the text `seen` belongs in `now`, the same text after
/// the engine corrected it: what both have in common at the front and at the end keeps its place.
std::size_t moved_offset(const std::string& seen, std::size_t offset, const std::string& now);

}  // namespace inkling
