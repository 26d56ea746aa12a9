#include "engine/ranking/emphasis.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "engine/lexicon/text_key.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr std::size_t kDrawnOut = 3;       // of a letter in a row; no English word has as many
constexpr std::size_t kSurelyDrawn = 4;    // whatever the word is
constexpr std::size_t kBeyondWord = 2;     // more than the word has of it
constexpr std::size_t kLeastLaughter = 4;  // letters

/// Of `letter`, the most in a row.
std::size_t longest_run(const std::u32string& text, char32_t letter) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char32_t c : text) {
    run = c == letter ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

/// h and one vowel, both twice and more, behind what may lead.
bool is_laughter(const LanguageTable& language, std::u32string_view letters) {
  for (const std::u32string& lead : language.laughter_leads) {
    if (!letters.starts_with(lead)) continue;
    letters.remove_prefix(lead.size());
    break;
  }
  if (letters.size() < kLeastLaughter) return false;
  const std::size_t vowel = letters.find_first_not_of(U'h');
  if (vowel == std::u32string_view::npos) return false;
  if (language.laughter_vowels.find(letters[vowel]) == std::u32string::npos) return false;
  const auto hs = std::count(letters.begin(), letters.end(), U'h');
  const auto vowels = std::count(letters.begin(), letters.end(), letters[vowel]);
  return hs >= 2 && vowels >= 2 && static_cast<std::size_t>(hs + vowels) == letters.size();
}

}  // namespace

bool is_for_effect(const LanguageTable& language, std::string_view typed, std::string_view better) {
  const std::u32string letters = decode_utf8(to_lower(typed));
  if (is_laughter(language, letters)) return true;
  const std::u32string word = decode_utf8(to_lower(better));
  return std::any_of(letters.begin(), letters.end(), [&](char32_t c) {
    const std::size_t run = longest_run(letters, c);
    return is_letter(c) && run >= kDrawnOut &&
           (run >= kSurelyDrawn || run >= longest_run(word, c) + kBeyondWord);
  });
}

}  // namespace inkling
