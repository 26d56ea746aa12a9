#include "tools/tune/typing_items.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/lexicon/text_key.h"
#include "tokenizer/normalize.h"
#include "tokenizer/utf8.h"
#include "tools/items.h"
#include "tools/keys.h"
#include "tools/simulator/finger_params.h"
#include "tools/simulator/random.h"
#include "tools/simulator/typed_output.h"
#include "tools/simulator/typist.h"
#include "tools/tune/spelling_fit.h"

namespace inkling {
namespace {

constexpr std::size_t kLongestLine = 400;   // bytes: longer ones are no messages
constexpr std::size_t kLinesPerPerson = 8;  // then other hands type
constexpr double kThinning = 4;             // of words that came out right, one in so many

template <typename T>
void shuffle(std::vector<T>* items, Random* random) {
  for (std::size_t i = items->size(); i > 1; --i) {
    std::swap((*items)[i - 1], (*items)[random->below(i)]);
  }
}

/// One line after the other, from all texts in turn.
class LineSource {
 public:
  LineSource(const Texts& texts, double last, Random* random) {
    for (const auto& text : texts) {
      std::vector<std::string> lines;
      const auto used = static_cast<std::size_t>(last * static_cast<double>(text.size()));
      for (std::size_t i = text.size() - std::min(used, text.size()); i < text.size(); ++i) {
        const std::string& line = text[i];
        if (!line.empty() && line.size() <= kLongestLine) lines.push_back(normalize(line));
      }
      shuffle(&lines, random);
      if (!lines.empty()) texts_.push_back(std::move(lines));
    }
  }
  /// Empty when all were taken.
  std::string next() {
    while (!texts_.empty()) {
      turn_ = (turn_ + 1) % texts_.size();
      if (texts_[turn_].empty()) {
        texts_.erase(texts_.begin() + static_cast<std::ptrdiff_t>(turn_));
        continue;
      }
      std::string line = std::move(texts_[turn_].back());
      texts_[turn_].pop_back();
      return line;
    }
    return {};
  }

 private:
  std::vector<std::vector<std::string>> texts_;
  std::size_t turn_ = 0;
};

/// Letters and apostrophes: what one composing text holds.
bool is_one_word(std::string_view typed) {
  const std::vector<Item> words = find_items(typed);
  return words.size() == 1 && words[0].begin == 0 && words[0].end == typed.size();
}

/// Fingers as an engine meets them: the keyboard has moved its hit areas under the touches, and the
/// session has learned the rest.
FingerParams met_fingers() {
  FingerParams params = default_finger_params();
  params.offset_x = params.offset_y = params.hit_area_y = 0;
  return params;
}

void add_simulated(LineSource* lines, const Layout& layout, const TypingItemOptions& options,
                   bool touches, Random* random, std::vector<TypingItem>* out) {
  const FingerParams fingers = met_fingers();
  std::size_t words = 0;
  for (std::size_t person = 0; words < options.words; ++person) {
    Typist typist(layout, fingers, {.seed = random->next()});
    for (std::size_t i = 0; i < kLinesPerPerson && words < options.words; ++i) {
      const std::string line = lines->next();
      if (line.empty()) return;
      for (CorrectionItem& keys : correction_items(line, typist.type_line(line))) {
        if (!is_one_word(keys.typo)) continue;
        ++words;
        const bool right = same_word(keys.typo, keys.correct);
        if (right && !random->chance(1 / kThinning)) continue;
        if (touches && keys.taps.empty()) continue;
        if (!touches) keys.taps.clear();
        TypingItem item;
        const std::size_t letters = split_keys(keys.typo).size();
        if (letters > 1) item.prefix = 1 + random->below(letters - 1);
        item.keys = std::move(keys);
        item.source = touches ? ItemSource::kTouches : ItemSource::kKeys;
        item.weight = right ? kThinning : 1;
        item.half = person % 2;
        out->push_back(std::move(item));
      }
    }
  }
}

void add_right(LineSource* lines, std::size_t wanted, std::vector<TypingItem>* out) {
  std::size_t words = 0;
  for (std::size_t number = 0; words < wanted; ++number) {
    const std::string line = lines->next();
    if (line.empty()) return;
    for (const Item& word : find_items(line)) {
      const std::string_view before = std::string_view(line).substr(0, word.begin);
      const std::u32string last = decode_utf8(utf8_tail(before, 8));
      if (!last.empty() && is_word_character(last.back())) continue;
      TypingItem item;
      item.keys.correct = line.substr(word.begin, word.end - word.begin);
      item.keys.typo = item.keys.correct;
      item.keys.left = before;
      item.source = ItemSource::kRight;
      item.half = number % 2;
      out->push_back(std::move(item));
      ++words;
    }
  }
}

/// A word and its inflections fall into one half.
std::size_t half_of(const std::string& word) {
  std::size_t sum = 0;
  for (const char c : word.substr(0, 5)) sum = sum * 31 + static_cast<unsigned char>(c);
  return (sum >> 3) % 2;
}

std::string spelled(const LetterClasses& classes) {
  std::string word;
  for (const uint8_t letter : classes) {
    word += letter < 26 ? static_cast<char>('a' + letter) : '\'';
  }
  return word;
}

}  // namespace

const char* item_source_name(ItemSource source) {
  constexpr std::array<const char*, kItemSources> kNames = {"touches", "keys", "typos", "right"};
  return kNames.at(static_cast<std::size_t>(source));
}

std::vector<TypingItem> simulated_items(const Texts& texts, const Layout& layout,
                                        const TypingItemOptions& options) {
  Random random(options.seed);
  LineSource lines(texts, options.last, &random);
  std::vector<TypingItem> out;
  add_simulated(&lines, layout, options, true, &random, &out);
  add_simulated(&lines, layout, options, false, &random, &out);
  return out;
}

std::vector<TypingItem> right_items(const Texts& texts, const TypingItemOptions& options) {
  Random random(options.seed);
  LineSource lines(texts, options.last, &random);
  std::vector<TypingItem> out;
  add_right(&lines, options.right, &out);
  return out;
}

std::vector<TypingItem> typo_items(const TypoCorpus& corpus, double words,
                                   const TypingItemOptions& options) {
  std::vector<const TypoPair*> pairs;
  double total = 0;
  double letters = 0;
  for (const TypoPair& pair : corpus.pairs) {
    if (pair.fold == Fold::kHeldOut) continue;
    pairs.push_back(&pair);
    total += pair.weight;
    letters += pair.weight * static_cast<double>(pair.meant.size());
  }
  std::vector<TypingItem> out;
  if (pairs.empty() || options.typos == 0) return out;
  Random random(options.seed);
  // Systematic sampling: one pair at each step along the line of all weights.
  const double step = total / static_cast<double>(options.typos);
  double at = random.uniform() * step;
  double passed = 0;
  for (const TypoPair* pair : pairs) {
    passed += pair->weight;
    while (at < passed) {
      at += step;
      TypingItem item;
      item.keys.typo = spelled(pair->typed);
      item.keys.correct = spelled(pair->meant);
      item.source = ItemSource::kTypos;
      item.half = half_of(item.keys.correct);
      out.push_back(std::move(item));
    }
  }
  const double share = 1 - std::pow(1 - kMisspelledLetters, letters / total);
  for (TypingItem& item : out) item.weight = share * words / static_cast<double>(out.size());
  return out;
}

}  // namespace inkling
