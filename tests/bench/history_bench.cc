// What a history is asked at a key, when it holds range(0) words.
#include <benchmark/benchmark.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cache/history/history.h"
#include "tools/made_up_word.h"

namespace inkling {
namespace {

/// Another word for each of 343,000 numbers.
std::string word_of(std::size_t number) {
  return made_up_word(3, [number](std::size_t choices) mutable {
    const std::size_t digit = number % choices;
    number /= choices;
    return digit;
  });
}

/// Each word behind its two neighbours, twice.
std::unique_ptr<History> history_of(std::size_t words) {
  auto history = History::open({}, nullptr);
  for (std::size_t i = 2; i < 2 * words; ++i) {
    history->learn(word_of((i - 2) % words), word_of((i - 1) % words), word_of(i % words), true,
                   true);
  }
  return history;
}

/// One candidate, its place looked up for all of them before.
void BM_HistoryScore(benchmark::State& state) {
  constexpr std::size_t kAsked = 64;
  const auto words = static_cast<std::size_t>(state.range(0));
  const auto history = history_of(words);
  std::vector<std::pair<HistoryPlace, std::string>> asked;
  for (std::size_t i = 0; i < kAsked; ++i) {
    const std::size_t at = 2 + i * (words - 2) / kAsked;  // all over the memory
    asked.emplace_back(history->place(word_of(at - 2), word_of(at - 1)), word_of(at));
  }
  std::size_t next = 0;
  for ([[maybe_unused]] auto _ : state) {
    const auto& [place, word] = asked[next];
    next = (next + 1) % kAsked;
    benchmark::DoNotOptimize(history->probability(place, word));
  }
}

/// The place itself.
void BM_HistoryPlace(benchmark::State& state) {
  const auto words = static_cast<std::size_t>(state.range(0));
  const auto history = history_of(words);
  const std::string before_last = word_of(7);
  const std::string last = word_of(8);
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(history->place(before_last, last));
  }
}

/// The three likeliest words with a first letter.
void BM_HistoryPredict(benchmark::State& state) {
  const auto words = static_cast<std::size_t>(state.range(0));
  const auto history = history_of(words);
  const HistoryPlace place = history->place(word_of(7), word_of(8));
  const std::string letter = word_of(9).substr(0, 1);
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(history->predict(place, letter, 3));
  }
}
BENCHMARK(BM_HistoryScore)->Arg(100)->Arg(20000);
BENCHMARK(BM_HistoryPlace)->Arg(100)->Arg(20000);
BENCHMARK(BM_HistoryPredict)->Arg(100)->Arg(20000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace inkling
