// Words that were used more, or less, of late than the model expected.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/pack/params.h"
#include "engine/ranking/word_book.h"

namespace inkling {

/// Counts each word's uses in one text field beside the sum of what the model gave it, word for
/// word: who writes of hens gets hens wherever the model finds them possible, and a name that the
/// model proposes again and again in vain is proposed less (HabitParams). In memory only; knows
/// nothing but words of the lexicon. Used by one thread; the parameters must outlive it.
class Habit {
 public:
  explicit Habit(const HabitParams& params) : params_(params) {}

  /// `word` was written where the model gave first pieces `log_probs` [V, nats] and the word
  /// itself `expected`, 0..1. Nothing happens where the model was not asked.
  void use(const WordFacts& word, std::span<const float> log_probs, double expected);
  /// It was not meant after all.
  void take_back(const WordFacts& word);
  /// By how much the word's probability grows, nats.
  [[nodiscard]] double gain(const WordFacts& word) const;
  void forget();

 private:
  struct Counts {
    float used = 0;
    float expected = 0;
  };
  /// Of a word that is no piece; faded to `at`.
  struct Spelled {
    Counts counts;
    uint32_t at = 0;
  };
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  [[nodiscard]] float faded(uint32_t at) const;

  const HabitParams& params_;
  uint32_t words_ = 0;  // that were used
  std::vector<Counts> pieces_;
  std::unordered_map<std::string, Spelled, Hash, std::equal_to<>> spelled_;
};

}  // namespace inkling
