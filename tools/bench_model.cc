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

/// As many bytes as the smallest of the vectors that a processor has.
using Lane = uint64_t __attribute__((vector_size(16)));

/// One line of a cache.
struct alignas(64) Line {
  Lane lanes[4];
};

/// Reads all of `data` as fast as one core does, and gives back something that depends on it.
uint64_t read_all(const std::vector<Line>& data) {
  constexpr std::size_t kAhead = 64;  // lines: processors stop fetching ahead at a page's end
  // Four sums that do not wait for each other, by name: of an array they would be kept in memory.
  Lane a = {};
  Lane b = {};
  Lane c = {};
  Lane d = {};
  for (const Line& line : data) {
    __builtin_prefetch(&line + kAhead);
    a += line.lanes[0];
    b += line.lanes[1];
    c += line.lanes[2];
    d += line.lanes[3];
  }
  const Lane all = a + b + c + d;
  return all[0] + all[1];
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
  /// The distribution again, of what the last forward left.
  Status vocabulary() {
    const std::span<float> out = probabilities_;
    return model_.probabilities(asks_mask() ? features_ : cache_.last_features(), {&out, 1});
  }

 private:
  [[nodiscard]] bool asks_mask() const { return model_.config().causal_weight < 1; }
  Status run(std::span<const int32_t> ids) {
    std::vector<QueryBlock> blocks;
    if (asks_mask()) blocks.push_back({window_, {SpecialIds::kMask}, 0});
    Status done = model_.forward(cache_, ids, blocks, features_, CancelToken());
    return done.ok() ? vocabulary() : done;
  }

  const MobileBert& model_;
  std::size_t window_;
  KvCache cache_;
  std::vector<int32_t> ids_;
  std::vector<float> features_;
  std::vector<float> probabilities_;
};

/// Times `work` with its bytes as near as they get: a third cache that was given over to something
/// else takes several passes to change its mind.
template <typename Work>
Status time_warm(const Work& work, Latencies* times) {
  constexpr int kPasses = 12;
  constexpr int kTimed = 4;
  for (int pass = 0; pass < kPasses; ++pass) {
    const Stopwatch watch;
    if (Status done = work(); !done.ok()) return done;
    if (pass >= kPasses - kTimed) times->add(watch.micros());
  }
  return {};
}

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
  const std::vector<Line> weights(bytes / sizeof(Line) + 1);
  volatile uint64_t sink = 0;  // keeps the reading from being optimised away
  const auto read_weights = [&]() -> Status {
    sink = sink + read_all(weights);
    return {};
  };
  for (int round = 0; round < rounds; ++round) {
    const Stopwatch full_watch;
    for (std::size_t i = 0; i < times.windows; ++i) {
      if (Status done = forwards.full_window(); !done.ok()) return done.error();
    }
    times.full.add(full_watch.micros());
    Status done = time_warm([&] { return forwards.last_token(); }, &times.token);
    if (done.ok()) done = time_warm([&] { return forwards.vocabulary(); }, &times.vocabulary);
    if (done.ok()) done = time_warm(read_weights, &times.read_weights);
    if (done.ok() && of_other && round == 0) done = of_other->full_window();
    if (done.ok() && of_other)
      done = time_warm([&] { return of_other->last_token(); }, &times.other_token);
    if (!done.ok()) return done.error();
  }
  return times;
}

}  // namespace inkling
