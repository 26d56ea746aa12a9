// One token of the model, and the product with the vocabulary.
#include <cstdint>
#include <span>
#include <vector>

#include "engine/model/mobilebert.h"
#include "tests/bench/bench_pack.h"

namespace inkling {
namespace {

/// Any ids will do, as long as they are not all one row.
std::vector<int32_t> some_ids(std::size_t count, std::size_t vocabulary) {
  std::vector<int32_t> out;
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back(static_cast<int32_t>(1 + (i * 7919 + 100) % (vocabulary - 1)));
  }
  return out;
}

/// The model, if there is one that keeps a prefix.
const MobileBert* prefix_model(benchmark::State* state) {
  const MobileBert* model = bench_pack().model.get();
  if (!there(model, "model", state)) return nullptr;
  if (model->config().attention == Attention::kPrefixCausal) return model;
  state->SkipWithError("the pack's model is bidirectional");
  return nullptr;
}

/// A token behind range(0) that are cached.
void BM_ModelToken(benchmark::State& state) {
  const MobileBert* model = prefix_model(&state);
  if (model == nullptr) return;
  const auto cached = static_cast<std::size_t>(state.range(0));
  if (cached >= model->config().max_context) return state.SkipWithError("longer than its context");
  const std::vector<int32_t> ids = some_ids(cached + 1, model->config().vocab_size);
  KvCache cache = model->make_cache();
  Status done = model->forward(cache, std::span(ids).first(cached), {}, {});
  for ([[maybe_unused]] auto _ : state) {
    if (!done.ok()) return state.SkipWithError(done.error().message.c_str());
    cache.truncate(cached);
    done = model->forward(cache, std::span(ids).subspan(cached), {}, {});
  }
}
BENCHMARK(BM_ModelToken)->Arg(1)->Arg(16)->Arg(63)->Unit(benchmark::kMicrosecond);

/// The distribution of the next piece, of range(0) states at once.
void BM_VocabularyProduct(benchmark::State& state) {
  const MobileBert* model = prefix_model(&state);
  if (model == nullptr) return;
  const auto rows = static_cast<std::size_t>(state.range(0));
  const ModelConfig& config = model->config();
  const std::vector<float> features(rows * config.head_size, 0.1F);
  std::vector<std::vector<float>> out(rows, std::vector<float>(config.vocab_size));
  const std::vector<std::span<float>> views(out.begin(), out.end());
  for ([[maybe_unused]] auto _ : state) {
    const Status done = model->probabilities(features, views);
    if (!done.ok()) return state.SkipWithError(done.error().message.c_str());
    benchmark::DoNotOptimize(out.front().data());
  }
}
BENCHMARK(BM_VocabularyProduct)->Arg(1)->Arg(4)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace inkling
