#include "engine/key_edits.h"

#include <utility>

#include "engine/spacing.h"
#include "engine/word_bounds.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

/// An edit that has changed nothing yet; the word's rest is as it is.
Edit begin_edit(const Document& document, Edit::Kind kind) {
  Edit edit;
  edit.kind = kind;
  edit.before.rest = edit.after.rest = document.rest().size();
  return edit;
}

/// Does `text` end in a word, or in what closes around one?
bool stands_behind_word(std::string_view text) {
  const std::string_view last = text.substr(text.size() - last_grapheme_bytes(text));
  for (const std::string_view closing : {")", "]", "\"", "'", "\u201d", "\u2019", "%"}) {
    if (last == closing) return text.size() > last.size();
  }
  std::size_t at = 0;
  const char32_t c = last.empty() ? U' ' : next_code_point(last, &at);
  return is_letter(c) || (c >= U'0' && c <= U'9');
}

/// All of the composing text goes.
void end_composing(const Document& document, Edit* edit) {
  edit->before.composing = document.typed();
  edit->after.rest = 0;
}

/// The word becomes the composing text that ends the committed text without its last `gone` bytes;
/// those go, too. False, and nothing happens, where no word ends there.
bool take_up_word(const Document& document, std::size_t gone, Edit* edit) {
  const std::string_view committed = document.committed();
  const std::string_view kept = committed.substr(0, committed.size() - gone);
  const WordAround word = word_around(kept, document.right());
  edit->before.committed = committed.substr(kept.size() - word.left);
  edit->after.composing = TypedText(kept.substr(kept.size() - word.left));
  edit->after.rest = word.right;
  return word.left > 0;
}

}  // namespace

Edit letter_edit(const Document& document, std::string_view character, std::optional<Touch> touch) {
  Edit edit = begin_edit(document, Edit::Kind::kLetter);
  if (document.composing().empty() && document.rest().empty()) {
    if (document.newest().space == PickedSpace::kOwed) {
      edit.after.committed = " ";
    } else {
      const WordAround word = word_around(document.committed(), document.right());
      const std::string_view committed = document.committed();
      if (extends_word(committed.substr(committed.size() - word.left), character)) {
        take_up_word(document, 0, &edit);
      }
    }
  }
  edit.after.composing.append(TypedText(character, touch));
  return edit;
}

Edit gesture_edit(const Document& document, std::string_view text,
                  std::shared_ptr<const DrawnWord> drawn) {
  Edit edit = begin_edit(document, Edit::Kind::kGesture);
  if (needs_space_before(document.committed())) edit.after.committed = " ";
  edit.after.composing = TypedText(text);
  edit.after.composing.drawn = std::move(drawn);
  return edit;
}

bool begins_anew(const Document& document, std::string_view character) {
  return document.typed().drawn != nullptr && character != "'" && character != "\u2019" &&
         extends_word(document.composing(), character);
}

Edit sign_edit(const Document& document, std::string_view character) {
  Edit edit = begin_edit(document, Edit::Kind::kSign);
  edit.after.rest = 0;
  const PickedSpace space = document.newest().space;
  // The space that is there is the one wanted.
  if (character == " " && space == PickedSpace::kLeft) return edit;
  edit.after.committed = character;
  if (space != PickedSpace::kNone && hugs_left(character, document.committed())) {
    edit.space = space;
    if (space == PickedSpace::kLeft) {
      edit.before.committed = " ";
      edit.after.committed += " ";
    }
  }
  return edit;
}

std::optional<Edit> stop_edit(const Document& document) {
  const Edit& last = document.newest();
  const bool ended_word =
      (last.kind == Edit::Kind::kWord || last.kind == Edit::Kind::kCorrection) &&
      last.after.committed.ends_with(' ');
  // A sign that put nothing in is the space that a pick had left already.
  const bool spaced = last.kind == Edit::Kind::kSign && last.before.committed.empty() &&
                      (last.after.committed == " " || last.after.committed.empty());
  std::string_view word = document.committed();
  if (!document.composing().empty() || !(ended_word || spaced) || !word.ends_with(' ')) return {};
  word.remove_suffix(1);
  if (!stands_behind_word(word)) return {};
  Edit edit = begin_edit(document, Edit::Kind::kStop);
  edit.after.rest = 0;
  edit.before.committed = " ";
  edit.after.committed = ". ";
  return edit;
}

Edit end_word_edit(const Document& document, std::string_view committed, std::string_view after,
                   std::string_view replaced) {
  Edit edit = begin_edit(document, Edit::Kind::kWord);
  end_composing(document, &edit);
  edit.before.committed = replaced;
  edit.after.committed = std::string(committed) + std::string(after);
  edit.typed = document.composing();
  edit.committed = committed;
  edit.word_size = committed.size();
  if (edit.typed != edit.committed || !replaced.empty()) edit.kind = Edit::Kind::kCorrection;
  return edit;
}

Edit finish_edit(const Document& document) {
  Edit edit = begin_edit(document, Edit::Kind::kWord);
  end_composing(document, &edit);
  edit.after.committed = document.composing();
  edit.typed = edit.committed = document.word();
  edit.word_size = edit.after.committed.size();
  return edit;
}

Edit pick_edit(const Document& document, std::string_view text, std::string_view replaced) {
  Edit edit = begin_edit(document, Edit::Kind::kPick);
  end_composing(document, &edit);
  edit.typed = document.word();
  edit.committed = text;
  edit.word_size = text.size();
  edit.before.committed = replaced;
  std::string_view committed = document.committed();
  committed.remove_suffix(replaced.size());
  std::string_view right = document.right();
  if (edit.typed.empty()) {
    if (!text.empty() && needs_space_before(committed)) edit.after.committed = " ";
  } else {
    edit.before.right = document.rest();
    right.remove_prefix(edit.before.right.size());
  }
  edit.word_at = edit.after.committed.size();
  edit.after.committed += text;
  edit.space = needs_space_after(right) ? PickedSpace::kLeft : PickedSpace::kOwed;
  if (edit.space == PickedSpace::kLeft) edit.after.committed += " ";
  return edit;
}

Edit erase_edit(const Document& document) {
  Edit edit = begin_edit(document, Edit::Kind::kErase);
  if (!document.composing().empty()) {
    TypedText typed = document.typed();
    edit.before.composing = typed.split_off(last_grapheme_bytes(typed.text));
  } else if (!document.committed().empty()) {
    take_up_word(document, last_grapheme_bytes(document.committed()), &edit);
  }
  return edit;
}

Edit retype_edit(const Document& document, const Edit& correction) {
  Edit out = begin_edit(document, Edit::Kind::kTakeBack);
  out.undoes = correction.version;
  out.before.committed = correction.after.committed;
  out.after.committed = correction.typed + correction.after.committed.substr(correction.word_at +
                                                                             correction.word_size);
  out.word_size = correction.typed.size();
  return out;
}

Edit take_back_edit(const Document& document, const Edit& edit) {
  if (edit.version != document.version()) return retype_edit(document, edit);
  Edit out = inverse(edit);
  if (edit.kind == Edit::Kind::kStop) out.after.committed = "  ";
  if (!out.after.right.empty()) {
    // An editor inserts in front of its cursor: the word comes back whole, with the cursor behind.
    out.after.composing.append(TypedText(std::exchange(out.after.right, {})));
    out.after.rest = 0;
  }
  if (edit.gave_way.empty()) return out;
  // The word that had given way stands there again.
  if (const Edit* last = document.find(edit.gave_way.back())) {
    out.word = last->word;
    out.word_at = out.after.committed.size() - last->after.committed.size() + last->word_at;
    out.word_size = last->word_size;
  }
  return out;
}

Edit literal_edit(const Document& document, std::string_view character,
                  std::optional<Touch> touch) {
  if (begins_anew(document, character)) {
    Edit edit = end_word_edit(document, document.composing(), " ");
    edit.kind = Edit::Kind::kLetter;
    edit.after.composing = TypedText(character, touch);
    return edit;
  }
  if (extends_word(document.composing(), character)) {
    return letter_edit(document, character, touch);
  }
  if (document.composing().empty()) return sign_edit(document, character);
  return end_word_edit(document, document.composing(), character);
}

bool is_commit(const Edit& edit) {
  return !edit.committed.empty() &&
         (edit.kind == Edit::Kind::kWord || edit.kind == Edit::Kind::kCorrection ||
          edit.kind == Edit::Kind::kPick);
}

}  // namespace inkling
