// The text as the person expects it while the engine is still busy: what the engine confirmed, and
// the keys that wait.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>

#include "demo_keyboard/keyboard_event.h"
#include "demo_keyboard/text_history.h"
#include "engine/document.h"
#include "engine/inkling.h"

namespace inkling {

/// What the last key replaced on its own, if it did: a backspace takes it back.
std::optional<Commit> autocorrected(const Document& text);

/// The queue in front of the engine. Does to its own document what the engine does to its, with the
/// same edits, but for corrections. A plain value: the owner locks.
class PendingKeys {
 public:
  void push(KeyboardEvent event);
  [[nodiscard]] bool empty() const { return queue_.empty(); }
  [[nodiscard]] const KeyboardEvent& front() const { return queue_.front(); }
  /// The engine did the front event, and this is its text now. `confirmed` is empty where there is
  /// no engine: then what was expected holds.
  void pop(const std::optional<Document>& confirmed);

  /// What the text is, once all that waits is done.
  [[nodiscard]] const Document& shown() const { return shown_; }

 private:
  std::deque<KeyboardEvent> queue_;
  Document confirmed_;
  Document shown_;
};

/// The text of `text` after `mend`, with the cursor where it was: at the end of the word where it
/// stood within. Nothing where the word that is to be mended does not stand there.
std::optional<FieldText> mended_text(const Document& text, const KeyboardEvent& mend);

/// Where a cursor that was put at `offset` of the text `seen` belongs in `now`, the same text after
/// the engine corrected it: what both have in common at the front and at the end keeps its place.
std::size_t moved_offset(const std::string& seen, std::size_t offset, const std::string& now);

}  // namespace inkling
