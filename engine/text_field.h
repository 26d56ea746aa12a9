// The text around the cursor: what is committed, what is being typed, what follows.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace inkling {

/// Editing only: it knows nothing of suggestions. All text is well-formed UTF-8; what comes in is
/// repaired. Used by one thread.
class TextField {
 public:
  /// Replaces everything. A word that ends at the cursor becomes the composing text, unless the
  /// cursor stands inside a word.
  void set(std::string_view left, std::string_view right);

  [[nodiscard]] const std::string& committed() const { return committed_; }
  [[nodiscard]] const std::string& composing() const { return composing_; }
  [[nodiscard]] const std::string& right() const { return right_; }
  [[nodiscard]] std::string left() const { return committed_ + composing_; }

  /// Adds a character to the composing text.
  void compose(std::string_view character) { composing_ += character; }
  /// The composing text becomes `word` and is committed, followed by `after`.
  void commit(std::string_view word, std::string_view after);
  /// Appends to the committed text, in front of the composing text.
  void append(std::string_view text) { committed_ += text; }
  /// Removes the last `bytes` bytes of the committed text.
  void drop(std::size_t bytes);
  /// Deletes one grapheme left of the cursor. True when the composing text is another one than
  /// before minus its end: a committed word was taken up again.
  bool erase_left();
  /// Takes the word that ends the committed text up as composing text. True when there was one.
  bool recompose();

 private:
  std::string committed_;
  std::string composing_;
  std::string right_;
};

/// May this character stand in a word that is being typed after `composing`?
bool extends_word(std::string_view composing, std::string_view character);

}  // namespace inkling
