// The product with the vocabulary: as large as the rest of a small model.
#include <algorithm>
#include <cmath>

#include "engine/model/executor.h"

namespace inkling {
namespace {

constexpr std::size_t kStretch = 256;  // outputs at once: they and their weights stay near
static_assert(kStretch % kTileOutputs == 0);

}  // namespace

/// Makes features ready: as whole numbers, or, of a vocabulary in floats, all of its logits.
Status Executor::begin_product(std::span<const float> features, std::size_t rows,
                               Int16Rows* whole) {
  if (stretch_.size() < rows * kStretch) stretch_.resize(rows * kStretch);
  if (weights_->vocabulary.is_int8()) {
    *whole = weights_->vocabulary.quantized(features.data(), rows, &scratch_);
    return {};
  }
  // XNNPACK reads and writes a little beyond its last row: only buffers of our own will do.
  if (vocabulary_rows_ < rows) {
    vocabulary_rows_ = rows;
    vocabulary_in_.resize(rows * config_.head_size);
    vocabulary_out_.resize(rows * config_.vocab_size);
  }
  std::copy_n(features.data(), rows * config_.head_size, vocabulary_in_.data());
  return weights_->vocabulary.run(vocabulary_in_.data(), vocabulary_out_.data(), rows, &scratch_);
}

/// Logits of the pieces from `begin` on, as many as it returns, into `out`, rows kStretch apart.
std::size_t Executor::next_stretch(const Int16Rows& whole, std::size_t rows, std::size_t begin,
                                   float* out) {
  const std::size_t vocab = config_.vocab_size;
  const std::size_t count = std::min(kStretch, vocab - begin);
  if (weights_->vocabulary.is_int8()) {
    kernels().multiply(weights_->vocabulary.outputs_between(begin, begin + count), whole, out,
                       kStretch);
    return count;
  }
  for (std::size_t r = 0; r < rows; ++r) {
    std::copy_n(vocabulary_out_.data() + r * vocab + begin, count, out + r * kStretch);
  }
  return count;
}

Status Executor::logits(std::span<const float> features, std::size_t rows, float* out) {
  Int16Rows whole;
  if (Status done = begin_product(features, rows, &whole); !done.ok()) return done;
  const std::size_t vocab = config_.vocab_size;
  for (std::size_t begin = 0; begin < vocab;) {
    const std::size_t count = next_stretch(whole, rows, begin, stretch_.data());
    for (std::size_t r = 0; r < rows; ++r) {
      std::copy_n(stretch_.data() + r * kStretch, count, out + r * vocab + begin);
    }
    begin += count;
  }
  return {};
}

Status Executor::probabilities(std::span<const float> features,
                               std::span<const std::span<float>> out) {
  const std::size_t rows = out.size();
  const std::size_t vocab = config_.vocab_size;
  Int16Rows whole;
  if (Status done = begin_product(features, rows, &whole); !done.ok()) return done;
  const std::size_t stretches = (vocab + kStretch - 1) / kStretch;
  if (highs_.size() < 2 * stretches * rows) highs_.resize(2 * stretches * rows);
  float* highs = highs_.data();                    // [rows][stretches]
  float* sums = highs_.data() + stretches * rows;  // [rows][stretches], against those
  for (std::size_t s = 0; s < stretches; ++s) {
    // A single row's go where they are to stay.
    float* logits = rows == 1 ? out[0].data() + s * kStretch : stretch_.data();
    const std::size_t count = next_stretch(whole, rows, s * kStretch, logits);
    for (std::size_t r = 0; r < rows; ++r) {
      float* values = out[r].data() + s * kStretch;
      if (rows > 1) std::copy_n(logits + r * kStretch, count, values);
      highs[r * stretches + s] = kernels().highest(values, count);
      sums[r * stretches + s] = kernels().exp_in_place(values, count, highs[r * stretches + s]);
    }
  }
  for (std::size_t r = 0; r < rows; ++r) {
    const float* high = highs + r * stretches;
    const float top = kernels().highest(high, stretches);
    float total = 0;
    for (std::size_t s = 0; s < stretches; ++s) {
      total += sums[r * stretches + s] * std::exp(high[s] - top);
    }
    for (std::size_t s = 0; s < stretches; ++s) {
      kernels().scale(out[r].data() + s * kStretch, std::min(kStretch, vocab - s * kStretch),
                      std::exp(high[s] - top) / total);
    }
  }
  return {};
}

Status Executor::log_probs(std::span<const float> features, std::size_t rows,
                           std::span<const PieceQuestion> asked, float* out) {
  Int16Rows whole;
  if (Status done = begin_product(features, rows, &whole); !done.ok()) return done;
  if (highs_.size() < 2 * rows) highs_.resize(2 * rows);
  float* highs = highs_.data();        // [rows], of what has passed
  float* sums = highs_.data() + rows;  // [rows], against that
  for (std::size_t begin = 0; begin < config_.vocab_size;) {
    const std::size_t count = next_stretch(whole, rows, begin, stretch_.data());
    for (std::size_t r = 0; r < rows; ++r) {
      float* values = stretch_.data() + r * kStretch;
      for (std::size_t i = 0; i < asked.size(); ++i) {
        const auto piece = static_cast<std::size_t>(asked[i].piece);
        if (asked[i].row != r || piece < begin || piece >= begin + count) continue;
        out[i] = values[piece - begin];
      }
      const float here = kernels().highest(values, count);
      const float high = begin == 0 ? here : std::max(here, highs[r]);
      const float before = begin == 0 ? 0 : sums[r] * std::exp(highs[r] - high);
      sums[r] = before + kernels().exp_in_place(values, count, high);
      highs[r] = high;
    }
    begin += count;
  }
  for (std::size_t i = 0; i < asked.size(); ++i) {
    out[i] -= highs[asked[i].row] + std::log(sums[asked[i].row]);
  }
  return {};
}

}  // namespace inkling
