#include "tools/pack/emoji_names.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

#include "engine/lexicon/text_key.h"

namespace inkling {
namespace {

constexpr UChar32 kFirst = 0x203C;
constexpr UChar32 kLast = 0x1FAFF;
constexpr std::size_t kShortestWord = 3;
constexpr std::size_t kMostWords = 3;  // of a name: longer ones describe scenes

bool only_describes(const std::string& word) {
  constexpr std::array<std::string_view, 52> kWords = {
      "face",    "with",        "and",      "the",    "sign",     "symbol",    "mark",
      "black",   "white",       "heavy",    "large",  "small",    "medium",    "circled",
      "squared", "input",       "clock",    "oclock", "thirty",   "button",    "open",
      "hands",   "for",         "from",     "emoji",  "of",       "selected",  "level",
      "upper",   "lower",       "left",     "right",  "down",     "over",      "non",
      "not",     "fitzpatrick", "modifier", "type",   "regional", "indicator", "component",
      "hair",    "diagonal",    "two",      "one",    "three",    "slice",     "pile",
      "piece",   "ideograph",   "latin"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

std::string lower_ascii(std::string word) {
  for (char& c : word) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return word;
}

bool all_letters(const std::string& word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

std::vector<std::pair<std::string, std::string>> emoji_names() {
  struct Named {
    std::size_t words;
    std::string word;
    std::string emoji;
  };
  std::vector<Named> found;
  for (UChar32 c = kFirst; c <= kLast; ++c) {
    if (u_hasBinaryProperty(c, UCHAR_EMOJI_PRESENTATION) == 0 ||
        u_hasBinaryProperty(c, UCHAR_EMOJI_MODIFIER) != 0 ||
        u_hasBinaryProperty(c, UCHAR_REGIONAL_INDICATOR) != 0) {
      continue;
    }
    std::array<char, 128> name{};
    UErrorCode status = U_ZERO_ERROR;
    u_charName(c, U_EXTENDED_CHAR_NAME, name.data(), static_cast<int32_t>(name.size()), &status);
    if (U_FAILURE(status) != 0) continue;
    std::vector<std::string> words;
    std::istringstream text(name.data());
    for (std::string word; text >> word;) {
      word = lower_ascii(word);
      if (word.size() >= kShortestWord && all_letters(word) && !only_describes(word)) {
        words.push_back(std::move(word));
      }
    }
    if (words.size() > kMostWords) continue;
    for (std::string& word : words) {
      found.push_back({words.size(), std::move(word),
                       encode_utf8(std::u32string(1, static_cast<char32_t>(c)))});
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Named& a, const Named& b) { return a.words < b.words; });
  std::vector<std::pair<std::string, std::string>> out;
  out.reserve(found.size());
  for (Named& named : found) out.emplace_back(std::move(named.word), std::move(named.emoji));
  return out;
}

}  // namespace inkling
