// A text field: its text, its cursor, and the log of what was done to it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "engine/edit.h"

namespace inkling {

/// A value: it knows nothing of suggestions, and two copies go separate ways. All text is
/// well-formed UTF-8; what comes in is repaired. Used by one thread.
///
/// The text changes in two ways only: reset(), and apply() with an Edit (engine/key_edits.h makes
/// them). Whatever else may be asked, such as what backspace takes back, which space may give way,
/// or which word stood before, is read off the log.
class Document {
 public:
  Document() { reset({}, {}); }

  /// Another text, or another place in it: the log begins anew. The word that the cursor stands in,
  /// or at the end of, becomes the composing text.
  void reset(std::string_view left, std::string_view right);
  /// `edit.before` must be what stands there: anything else is a fault of the program.
  void apply(Edit edit);

  [[nodiscard]] const std::string& committed() const { return committed_; }
  /// The word left of the cursor; its letters right of the cursor are rest().
  [[nodiscard]] const std::string& composing() const { return composing_.text; }
  [[nodiscard]] const TypedText& typed() const { return composing_; }
  /// Everything right of the cursor.
  [[nodiscard]] const std::string& right() const { return right_; }
  [[nodiscard]] std::string left() const { return committed_ + composing_.text; }
  /// What of the word stands right of the cursor: the beginning of right().
  [[nodiscard]] std::string_view rest() const { return std::string_view(right_).substr(0, rest_); }
  /// What stands right of the whole word.
  [[nodiscard]] std::string_view behind_word() const {
    return std::string_view(right_).substr(rest_);
  }
  /// The word that the cursor stands in, whole; empty when nothing is being typed.
  [[nodiscard]] std::string word() const;

  /// Grows with every edit, also with one that changes nothing.
  [[nodiscard]] uint64_t version() const { return version_; }
  /// Oldest first; never empty, and never longer than a few sentences.
  [[nodiscard]] const std::deque<Edit>& log() const { return log_; }
  [[nodiscard]] const Edit& newest() const { return log_.back(); }
  /// The edit that led to `version`; null when it is forgotten, or never was.
  [[nodiscard]] const Edit* find(uint64_t version) const;

  /// What a backspace takes back now: a correction, a drawn word or a full stop of two spaces that
  /// is the newest edit, or, where that took a joined word apart again, the correction of its first
  /// part. Null: it deletes.
  [[nodiscard]] const Edit* undoable() const;
  /// Was the word given back by backspace or revert, so that it is left alone?
  [[nodiscard]] bool given_back() const { return newest().kind == Edit::Kind::kTakeBack; }

 private:
  std::string committed_, right_;
  TypedText composing_;
  std::size_t rest_ = 0;  // bytes of right_
  uint64_t version_ = 0;
  std::deque<Edit> log_;
};

}  // namespace inkling
