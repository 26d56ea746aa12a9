// One change of a text field, and what it takes to undo it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/inkling.h"

namespace inkling {

/// What the session knows of a word that was committed: engine/session/word_record.h.
struct WordRecord;

/// What a finger drew for one word, and how that is to be written.
struct DrawnWord {
  std::vector<GesturePoint> points;
  GestureCase letter_case = GestureCase::kAsWritten;
  bool moving = false;  // the finger is not at its end
};

/// Text that is being typed, with the touch that made each code point of it, where there was one.
struct TypedText {
  std::string text;
  std::vector<std::optional<Touch>> touches;  // one for each code point of `text`
  std::shared_ptr<const DrawnWord> drawn;     // all of `text` was; null where it was typed

  TypedText() = default;
  /// Well-formed UTF-8. A touch says something of a single code point only.
  explicit TypedText(std::string_view text, std::optional<Touch> touch = std::nullopt);
  void append(const TypedText& more);
  /// Takes the last `bytes` off, which are whole code points, and gives them.
  TypedText split_off(std::size_t bytes);
};

/// What stands around the cursor.
struct TextSlice {
  std::string committed;  // the end of the committed text
  TypedText composing;    // the end of the composing text
  std::string right;      // the beginning of the text right of the cursor
  std::size_t rest = 0;   // how much of all that is right of the cursor belongs to the word, bytes
};

/// What became of the space behind a suggestion that was taken.
enum class PickedSpace : uint8_t {
  kNone,
  kLeft,  // the committed text ends in it; it gives way to another space, or to a sign
  kOwed,  // other text follows the cursor; it comes with the next word
};

/// Replaces `before` by `after`. Its inverse replaces `after` by `before`, so that every edit can
/// be undone to the byte.
struct Edit {
  enum class Kind : uint8_t {
    kJump,        // the text is another one, or the cursor is elsewhere
    kLetter,      // goes into the word
    kGesture,     // a word was drawn; it is being typed from now on
    kSign,        // a sign, a space or a line end where no word was being typed
    kWord,        // a word ended as it was typed
    kCorrection,  // a word ended, and another was put in unasked
    kPick,        // a suggestion was taken
    kErase,       // a grapheme was deleted
    kTakeBack,    // an earlier edit was undone
    kStop,        // a second space made a full stop of the first
    kMend,        // a word that stood there was replaced, wherever the cursor is
  };
  Kind kind = Kind::kJump;
  TextSlice before, after;
  std::string typed;      // the word as it was typed, where one ended
  std::string committed;  // the word that stands in the text for it
  PickedSpace space = PickedSpace::kNone;
  // Where the word begins in `after.committed`, and how much of it stands there (some of it may
  // stand right of the cursor): bytes.
  std::size_t word_at = 0, word_size = 0;
  std::vector<uint64_t> gave_way;  // versions of the edits whose words this one took the place of
  uint64_t undoes = 0;             // of a kTakeBack: the version of the edit that was undone
  std::shared_ptr<WordRecord> word = {};  // null where the word taught nothing and never may
  // Set by Document::apply():
  uint64_t version = 0;  // of the text right after it
  std::size_t at = 0;    // where `after.committed` begins in the committed text, bytes
};

/// The edit that undoes `edit`, while nothing else was done.
Edit inverse(const Edit& edit);

/// Does the edit leave the committed text and what is right of the cursor as they are?
bool inside_word(const Edit& edit);

}  // namespace inkling
