#include "tools/logs/meant_words.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

#include "tokenizer/utf8.h"
#include "tools/items.h"

namespace inkling {
namespace {

constexpr std::size_t kMostWords = 200;
constexpr std::size_t kMostLetters = 32;
// Of a word's letters. "teh" is two of three away from "the"; beyond that it is another word.
constexpr double kFarthest = 0.67;
// To leave out two words is as likely as to write one that has no letter of the other.
constexpr double kLeftOut = 0.5;

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  for (const Item& item : find_items(text)) {
    out.emplace_back(text.substr(item.begin, item.end - item.begin));
  }
  return out;
}

std::u32string letters_of(std::string_view word) {
  std::u32string out;
  const std::string lower = to_lower(word);
  for (std::size_t at = 0; at < lower.size() && out.size() < kMostLetters;) {
    out += next_code_point(lower, &at);
  }
  return out;
}

/// Letters to change, over the letters of the longer one.
double distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
    }
  }
  const std::size_t longest = std::max<std::size_t>({a.size(), b.size(), 1});
  return static_cast<double>(row.back()) / static_cast<double>(longest);
}

}  // namespace

std::vector<std::string> meant_words(std::string_view entered, std::string_view shown) {
  const std::vector<std::string> typed = words_of(entered);
  const std::vector<std::string> meant = words_of(shown);
  std::vector<std::string> out(typed.size());
  if (typed.size() > kMostWords || meant.size() > kMostWords) return out;
  std::vector<std::u32string> typed_letters(typed.size());
  std::vector<std::u32string> meant_letters(meant.size());
  std::transform(typed.begin(), typed.end(), typed_letters.begin(), letters_of);
  std::transform(meant.begin(), meant.end(), meant_letters.begin(), letters_of);
  const std::size_t width = meant.size() + 1;
  std::vector<double> cost((typed.size() + 1) * width);
  std::vector<double> pair(cost.size());  // of the words that end at each place
  for (std::size_t i = 0; i <= typed.size(); ++i) {
    for (std::size_t j = 0; j <= meant.size(); ++j) {
      double& best = cost[i * width + j];
      best = static_cast<double>(i + j) * kLeftOut;
      if (i == 0 || j == 0) continue;
      double& both = pair[i * width + j];
      both = distance(typed_letters[i - 1], meant_letters[j - 1]);
      best = std::min({cost[(i - 1) * width + j - 1] + both, cost[(i - 1) * width + j] + kLeftOut,
                       cost[i * width + j - 1] + kLeftOut});
    }
  }
  for (std::size_t i = typed.size(), j = meant.size(); i > 0 && j > 0;) {
    const double here = cost[i * width + j];
    if (here == cost[(i - 1) * width + j - 1] + pair[i * width + j]) {
      if (pair[i * width + j] <= kFarthest) out[i - 1] = meant[j - 1];
      --i, --j;
    } else if (here == cost[(i - 1) * width + j] + kLeftOut) {
      --i;
    } else {
      --j;
    }
  }
  return out;
}

}  // namespace inkling
