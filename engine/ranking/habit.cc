#include "engine/ranking/habit.h"

#include <algorithm>
#include <cmath>

namespace inkling {
namespace {

// What is less likely adds up to nothing within the time that is remembered.
constexpr float kExpectedAtLeast = -6.9F;  // nats
constexpr std::size_t kMostSpelled = 4096;

}  // namespace

float Habit::faded(uint32_t at) const {
  return static_cast<float>(std::exp2(-static_cast<double>(words_ - at) / params_.fades));
}

void Habit::use(const WordFacts& word, std::span<const float> log_probs, double expected) {
  if (log_probs.empty() || !word.known) return;
  pieces_.resize(log_probs.size());
  ++words_;
  const float kept = faded(words_ - 1);
  for (std::size_t i = 0; i < log_probs.size(); ++i) {
    Counts& counts = pieces_[i];
    counts.used *= kept;
    counts.expected *= kept;
    if (log_probs[i] > kExpectedAtLeast) counts.expected += std::exp(log_probs[i]);
  }
  if (!word.single.empty()) {
    pieces_[static_cast<std::size_t>(word.single.front())].used += 1;
    return;
  }
  if (spelled_.size() >= kMostSpelled) spelled_.clear();
  Spelled& spelled = spelled_[word.key];
  const float left = faded(spelled.at);
  spelled.counts.used = spelled.counts.used * left + 1;
  spelled.counts.expected = spelled.counts.expected * left + static_cast<float>(expected);
  spelled.at = words_;
}

void Habit::take_back(const WordFacts& word) {
  const auto less = [](Counts* counts) { counts->used = std::max(0.0F, counts->used - 1); };
  if (!word.single.empty()) {
    if (!pieces_.empty()) less(&pieces_[static_cast<std::size_t>(word.single.front())]);
  } else if (const auto found = spelled_.find(word.key); found != spelled_.end()) {
    less(&found->second.counts);
  }
}

double Habit::gain(const WordFacts& word) const {
  if (pieces_.empty()) return 0;
  double used = 0;
  double expected = 0;
  for (const int32_t id : word.single) {
    used += static_cast<double>(pieces_[static_cast<std::size_t>(id)].used);
    expected += static_cast<double>(pieces_[static_cast<std::size_t>(id)].expected);
  }
  if (word.single.empty()) {
    const auto found = spelled_.find(word.key);
    if (found == spelled_.end()) return 0;
    const auto left = static_cast<double>(faded(found->second.at));
    used = left * static_cast<double>(found->second.counts.used);
    expected = left * static_cast<double>(found->second.counts.expected);
  }
  if (used == 0 && expected == 0) return 0;
  const double nats =
      params_.weight * std::log((used + params_.prior) / (expected + params_.prior));
  return std::clamp(nats, params_.least, params_.most);
}

void Habit::forget() {
  words_ = 0;
  pieces_ = {};
  spelled_ = {};
}

}  // namespace inkling
