// The texts that stood in a field before, so that undo and redo lead back and forth.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace inkling {

/// A field's text around its cursor.
struct FieldText {
  std::string left, right;
  bool operator==(const FieldText&) const = default;
};

/// Is told of every text and keeps those that a person would go back to: a word and what ends it is
/// one step, so is a run of deleted letters, and whatever else changes the text. The cursor alone
/// is none. A value, for one thread.
class TextHistory {
 public:
  /// The text is this now. What was undone is forgotten where it is another one.
  void note(FieldText now);
  /// The next change is a step of its own, whatever was typed before it or is typed behind it.
  void part() { alone_ = true; }
  /// The text before the newest step, which counts as current from now on; nothing where there is
  /// none.
  std::optional<FieldText> undo();
  std::optional<FieldText> redo();
  [[nodiscard]] bool can_undo() const { return at_ > 0; }
  [[nodiscard]] bool can_redo() const { return at_ + 1 < all_.size(); }

 private:
  enum class Step { kNone, kTyped, kErased, kOther };
  [[nodiscard]] static Step step_between(const FieldText& from, const FieldText& to);

  std::vector<FieldText> all_ = {FieldText{}};  // oldest first; bounded
  std::size_t at_ = 0;                          // the current one
  Step last_ = Step::kNone;                     // how the current one came about
  bool alone_ = false;                          // the next one goes on from none
};

}  // namespace inkling
