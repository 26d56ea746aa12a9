#include "tools/bench_model.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "tokenizer/tokenizer.h"
#include "tools/latency.h"

namespace inkling {
namespace {

/// Reads all of `data` as fast as one core does, and gives back something that depends on it.
/// Only a Release build is that fast: the compiler has to use vectors.
uint64_t read_all(const std::vector<uint64_t>& data) {
  // Eight sums that do not wait for each other.
  uint64_t sums[8] = {};
  std::size_t i = 0;
  for (; i + 8 <= data.size(); i += 8) {
    for (std::size_t lane = 0; lane < 8; ++lane) sums[lane] += data[i + lane];
  }
  for (; i < data.size(); ++i) sums[0] += data[i];
  uint64_t all = 0;
  for (const uint64_t sum : sums) all += sum;
  return all;
}

/// The forward passes that are compared.
class Forwards {
 public:
  explicit Forwards(const MobileBert& model)
      : model_(model),
        window_(std::min<std::size_t>(kFullTokens, model.config().max_context)),
        cache_(model.make_cache()),
        features_(model.config().head_size),
        probabilities_(model.config().vocab_size) {
    const auto first = static_cast<std::size_t>(SpecialIds::kFirstRegular);
    const std::size_t regular = std::max<std::size_t>(model.config().vocab_size, first + 1) - first;
    // Any ids will do: time does not depend on them, as long as they are not all one row.
    for (std::size_t i = 0; i < window_; ++i) {
      ids_.push_back(static_cast<int32_t>(first + i * 7919 % regular));
    }
  }

  [[nodiscard]] std::size_t window() const { return window_; }

  /// One window from nothing.
  Status full_window() {
    cache_.truncate(0);
    return run(ids_);
  }
  /// The last token of a window whose others are cached.
  Status last_token() {
    cache_.truncate(window_ - 1);
    return run(std::span<const int32_t>(ids_).subspan(window_ - 1));
  }

 private:
  Status run(std::span<const int32_t> ids) {
    std::vector<QueryBlock> blocks;
    if (model_.config().causal_weight < 1) blocks.push_back({window_, {SpecialIds::kMask}, 0});
    Status done = model_.forward(cache_, ids, blocks, features_, CancelToken());
    if (!done.ok()) return done;
    const std::span<float> out = probabilities_;
    return model_.probabilities(blocks.empty() ? cache_.last_features() : features_, {&out, 1});
  }

  const MobileBert& model_;
  std::size_t window_;
  KvCache cache_;
  std::vector<int32_t> ids_;
  std::vector<float> features_;
  std::vector<float> probabilities_;
};

}  // namespace

Result<ModelTimes> measure_model(const MobileBert& model, int rounds) {
  Forwards forwards(model);
  if (forwards.window() < 2) {
    return make_error(ErrorCode::kUnsupported, "the model's context is too short to measure");
  }
  ModelTimes times;
  times.window = forwards.window();
  times.windows = (kFullTokens + times.window - 1) / times.window;
  const std::size_t bytes = model.weight_bytes() + model.vocabulary_bytes();
  const std::vector<uint64_t> weights(bytes / sizeof(uint64_t) + 1, 3);
  volatile uint64_t sink = 0;  // keeps the reading from being optimised away
  Latencies token;
  Latencies full;
  Latencies floor;
  for (int round = 0; round < rounds; ++round) {
    const Stopwatch full_watch;
    for (std::size_t i = 0; i < times.windows; ++i) {
      if (Status done = forwards.full_window(); !done.ok()) return done.error();
    }
    full.add(full_watch.micros());
    // The first of each is not timed: both are measured with their bytes as near as they get.
    for (int i = 0; i < 3; ++i) {
      const Stopwatch watch;
      if (Status done = forwards.last_token(); !done.ok()) return done.error();
      if (i > 0) token.add(watch.micros());
    }
    for (int i = 0; i < 3; ++i) {
      const Stopwatch watch;
      sink = sink + read_all(weights);
      if (i > 0) floor.add(watch.micros());
    }
  }
  times.token = token.percentile(0.5);
  times.full = full.percentile(0.5);
  times.read_weights = floor.percentile(0.5);
  return times;
}

}  // namespace inkling
