#include "tools/bench_model.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "tokenizer/tokenizer.h"
#include "tools/latency.h"

namespace inkling {
namespace {

/// Sixty-four bytes: as many registers as an ordinary processor reads at once.
using Line = uint64_t __attribute__((vector_size(64)));

/// Reads all of `data` as fast as one core does, and gives back something that depends on it.
uint64_t read_all(const std::vector<Line>& data) {
  constexpr std::size_t kAhead = 64;  // lines: processors stop fetching ahead at a page's end
  Line sum = {};
  for (std::size_t i = 0; i < data.size(); ++i) {
    __builtin_prefetch(data.data() + i + kAhead);
    sum += data[i];
  }
  return sum[0] + sum[1] + sum[2] + sum[3] + sum[4] + sum[5] + sum[6] + sum[7];
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

Result<ModelTimes> measure_model(const MobileBert& model, const MobileBert* other, int rounds) {
  Forwards forwards(model);
  std::optional<Forwards> of_other;
  if (other != nullptr) of_other.emplace(*other);
  if (forwards.window() < 2) {
    return make_error(ErrorCode::kUnsupported, "the model's context is too short to measure");
  }
  ModelTimes times;
  times.window = forwards.window();
  times.windows = (kFullTokens + times.window - 1) / times.window;
  const std::size_t bytes = model.weight_bytes() + model.vocabulary_bytes();
  const std::vector<Line> weights(bytes / sizeof(Line) + 1, Line{3});
  volatile uint64_t sink = 0;  // keeps the reading from being optimised away
  Latencies token;
  Latencies full;
  Latencies floor;
  Latencies other_token;
  for (int round = 0; round < rounds; ++round) {
    const Stopwatch full_watch;
    for (std::size_t i = 0; i < times.windows; ++i) {
      if (Status done = forwards.full_window(); !done.ok()) return done.error();
    }
    full.add(full_watch.micros());
    // The first of each is not timed: all are measured with their bytes as near as they get.
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
    if (!of_other) continue;
    if (round == 0) {
      if (Status done = of_other->full_window(); !done.ok()) return done.error();
    }
    for (int i = 0; i < 3; ++i) {
      const Stopwatch watch;
      if (Status done = of_other->last_token(); !done.ok()) return done.error();
      if (i > 0) other_token.add(watch.micros());
    }
  }
  times.token = token.percentile(0.5);
  times.full = full.percentile(0.5);
  times.read_weights = floor.percentile(0.5);
  if (of_other) times.other_token = other_token.percentile(0.5);
  return times;
}

}  // namespace inkling
