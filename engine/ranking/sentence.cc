#include "engine/ranking/sentence.h"

#include <cstddef>
#include <string>

#include "tokenizer/segmenter.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr std::size_t kWordsInCapitals = 3;  // the last ones, that are looked at

/// The last run of signs without white space, trailing white space left out.
std::string_view last_chunk(std::string_view text) {
  const std::size_t end = text.find_last_not_of(" \n\t");
  if (end == std::string_view::npos) return {};
  const std::size_t begin = text.find_last_of(" \n\t", end) + 1;  // 0 where there is none
  return text.substr(begin, end + 1 - begin);
}

/// "Dr.", "U.S.", "(e.g.": the stop is part of the word.
bool is_abbreviation(const LanguageTable& language, std::string_view chunk) {
  if (!chunk.ends_with('.')) return false;
  chunk.remove_suffix(1);
  while (!chunk.empty() &&
         std::string_view("(['\"").find(chunk.front()) != std::string_view::npos) {
    chunk.remove_prefix(1);
  }
  if (language.abbreviations.contains(to_lower(chunk))) return true;
  // One letter between stops: "U.S.", "p.m.".
  if (chunk.size() < 3) return false;
  for (std::size_t i = 0; i < chunk.size(); ++i) {
    const auto c = static_cast<unsigned char>(chunk[i]);
    if (i % 2 == 1 ? c != '.' : !is_letter(c)) return false;
  }
  return chunk.size() % 2 == 1;
}

}  // namespace

bool starts_sentence(const LanguageTable& language, std::string_view normalized) {
  if (!at_sentence_start(normalized)) return false;
  if (!normalized.empty() && normalized.back() == '\n') return true;
  return !is_abbreviation(language, last_chunk(normalized));
}

bool in_capitals(std::string_view committed) {
  bool any = false;
  for (std::size_t seen = 0; seen < kWordsInCapitals; ++seen) {
    const std::string_view chunk = last_chunk(committed);
    if (chunk.empty()) break;
    committed.remove_suffix(
        static_cast<std::size_t>(committed.data() + committed.size() - chunk.data()));
    std::size_t letters = 0;
    for (std::size_t at = 0; at < chunk.size();) {
      const char32_t c = next_code_point(chunk, &at);
      if (!is_letter(c)) continue;
      ++letters;
      if (!is_upper(c)) return false;
    }
    any = any || letters > 1;
  }
  return any;
}

}  // namespace inkling
