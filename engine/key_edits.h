// What keys do to a document, as edits that nobody has applied yet.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/document.h"

namespace inkling {

/// A character of a word (extends_word() says so): goes into the word that the cursor stands in, or
/// begins one.
Edit letter_edit(const Document& document, std::string_view character, std::optional<Touch> touch);
/// A drawn word, to be the composing text; nothing is being typed. A space comes in front where one
/// is wanted.
Edit gesture_edit(const Document& document, std::string_view text,
                  std::shared_ptr<const DrawnWord> drawn);
/// Does a letter begin another word, with a space in front, because the one being typed was drawn?
/// Not an apostrophe: "it's" may be drawn and typed.
bool begins_anew(const Document& document, std::string_view character);
/// A sign, " " or "\n" where no word is being typed.
Edit sign_edit(const Document& document, std::string_view character);
/// The full stop that a second space makes of the first, right behind a word whose space was typed
/// just now; nothing anywhere else.
std::optional<Edit> stop_edit(const Document& document);
/// Ends the word that is being typed: `committed` and `after` stand there now, in place of the
/// composing text and of `replaced`, the end of the committed text. What is right of the cursor
/// stays, the rest of a word that is cut in two included.
Edit end_word_edit(const Document& document, std::string_view committed, std::string_view after,
                   std::string_view replaced = {});
/// The word is left as it stands.
Edit finish_edit(const Document& document);
/// Puts `text` in place of the whole word, or where the cursor stands, and of `replaced`, the end
/// of the committed text; with a space behind it where none is and no sign follows.
Edit pick_edit(const Document& document, std::string_view text, std::string_view replaced);
/// Deletes the grapheme left of the cursor. The word that ends there then is taken up again.
Edit erase_edit(const Document& document);
/// What a backspace does where undoable() gives an edit, and a revert to the newest one: undoes it.
/// A full stop of two spaces becomes the two spaces that were typed.
/// What it took from the right of the cursor comes back left of it.
Edit take_back_edit(const Document& document, const Edit& edit);
/// Undoes a correction that the committed text ends in, but for what ended its word: that stays
/// behind what was typed, and so does the word that is being typed now.
Edit retype_edit(const Document& document, const Edit& correction);

/// All of them, for a key as it would be if nothing were corrected.
Edit literal_edit(const Document& document, std::string_view character,
                  std::optional<Touch> touch = std::nullopt);

/// Does the edit end a word in a way that revert() can take back?
bool is_commit(const Edit& edit);

}  // namespace inkling
