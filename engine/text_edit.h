// What happened to a text between two looks at it, in an editor's terms.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace inkling {

/// The text around the composing text; the cursor stands behind that.
struct TextSides {
  std::string_view committed;
  std::string_view right;
};

/// How an editor that keeps the composing text apart follows a session: take the composing text
/// out, delete what is erased in front of the cursor and behind it, insert `inserted`, and let
/// `composing` be the composing text.
struct TextEdit {
  std::size_t erased_bytes = 0;        // of committed text, in UTF-8
  std::size_t erased_utf16 = 0;        // the same in UTF-16 units
  std::size_t erased_after_bytes = 0;  // of the text right of the cursor
  std::size_t erased_after_utf16 = 0;
  std::string inserted;  // committed text
  std::string composing;
};

/// The smallest edit that makes `after` of `before`: what their committed texts have in common at
/// the front stays, cut between code points. `after.right` is the end of `before.right`. All texts
/// are well-formed UTF-8.
TextEdit text_edit(TextSides before, TextSides after, std::string_view composing);

/// UTF-16 units of well-formed UTF-8.
std::size_t utf16_units(std::string_view text);

}  // namespace inkling
