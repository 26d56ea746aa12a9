// Lookups in the n-grams, along a text.
#include <string_view>
#include <vector>

#include "engine/model/ngram.h"
#include "tests/bench/bench_pack.h"

namespace inkling {
namespace {

constexpr std::string_view kText =
    "Thank you for the lovely dinner last night, we had a great time. Let me know when you are "
    "free "
    "and we can talk about the trip. ";

/// The pieces of the text; each is asked for behind those before it.
std::vector<int32_t> pieces() { return bench_pack().tokenizer->encode(kText).ids; }

bool can_look_up(benchmark::State* state) {
  return there(bench_pack().tokenizer, "tokenizer", state) &&
         there(bench_pack().ngrams, "n-grams", state);
}

/// One piece, mixed with the model's guess.
void BM_NgramLookup(benchmark::State& state) {
  if (!can_look_up(&state)) return;
  const NgramTable& table = *bench_pack().ngrams;
  const std::vector<int32_t> ids = pieces();
  std::size_t at = 1;
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(table.mix_one(std::span(ids).first(at), ids[at], -7));
    at = at + 1 == ids.size() ? 1 : at + 1;
  }
}
BENCHMARK(BM_NgramLookup);

/// All pieces of the vocabulary behind one context.
void BM_NgramMix(benchmark::State& state) {
  if (!can_look_up(&state)) return;
  const NgramTable& table = *bench_pack().ngrams;
  const std::vector<int32_t> ids = pieces();
  std::vector<float> values(table.vocab_size());
  std::size_t at = 1;
  for ([[maybe_unused]] auto _ : state) {
    values.assign(values.size(), 1.0F);
    table.mix(std::span(ids).first(at), static_cast<float>(values.size()), values);
    benchmark::DoNotOptimize(values.data());
    at = at + 1 == ids.size() ? 1 : at + 1;
  }
}
BENCHMARK(BM_NgramMix)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace inkling
