// The loops that a forward spends its time in, once for each kind of processor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace inkling {

/// Outputs that lie side by side, so that no sum goes across the lanes of a register, and the
/// number of inputs that every kernel can do at once: shorter rows are filled up with zeros.
inline constexpr std::size_t kTileOutputs = 32;
inline constexpr std::size_t kTileInputs = 16;

constexpr std::size_t whole_tiles(std::size_t count, std::size_t tile) {
  return (count + tile - 1) / tile * tile;
}

/// Weights of 8 bits in tiles, [outputs / 32][inputs / 2][32][2], one step an output: weight = step
/// * number. Borrowed.
struct Int8Tiles {
  const int8_t* numbers = nullptr;
  const float* steps = nullptr;  // [outputs]
  const float* bias = nullptr;   // [outputs]
  std::size_t outputs = 0;       // as many as are wanted; the last tile may hold more
  std::size_t inputs = 0;        // a multiple of kTileInputs
};

/// Rows of activations as whole numbers, [count][stride], of which as many are used as the matrix
/// has inputs: activation = step of its row * number. No number is beyond most_activation(inputs).
struct Int16Rows {
  const int16_t* numbers = nullptr;
  const float* steps = nullptr;  // [count]
  std::size_t stride = 0;
  std::size_t count = 0;
};

/// The largest activation that keeps a sum of `inputs` products with numbers of 8 bits within 32
/// bits, and both its halves of 7 bits, which some kernels work with, within 8.
constexpr int32_t most_activation(std::size_t inputs) {
  constexpr int32_t kHalves = 16383;
  constexpr int64_t kSum = INT32_MAX;
  constexpr int64_t kLargestWeight = 128;
  const int64_t fits = kSum / (kLargestWeight * static_cast<int64_t>(inputs == 0 ? 1 : inputs));
  return fits < kHalves ? static_cast<int32_t>(fits) : kHalves;
}

/// Weights in floats in tiles, [outputs / 32][inputs][32], and a bias for every output of every
/// tile. Borrowed.
struct FloatTiles {
  const float* numbers = nullptr;
  const float* bias = nullptr;
  std::size_t outputs = 0;
  std::size_t inputs = 0;
};

/// Gain and bias of one norm, [width] each, borrowed. `centred`: LayerNorm (arXiv 1607.06450), else
/// NoNorm (arXiv 2004.02984), which is gain and bias alone.
struct NormView {
  bool centred = true;
  float eps = 1e-6F;
  const float* gain = nullptr;
  const float* bias = nullptr;
  std::size_t width = 0;
};

/// Tokens that one token attends to. Borrowed.
struct KeyValueRun {
  const float* keys = nullptr;    // [width][key_stride]: transposed; kKeyBlock of them can be read
  const float* values = nullptr;  // [count], `value_stride` apart
  std::size_t key_stride = 0;
  std::size_t value_stride = 0;
  std::size_t count = 0;
};

/// Keys that are met at once, and that can therefore be read from any key of a run on.
inline constexpr std::size_t kKeyBlock = 32;

/// A prefix of the cached tokens, then tokens of its own block.
struct AttentionInput {
  KeyValueRun cached;
  KeyValueRun own;
};

/// One set of kernels. All sets give the same bits, but for multiply_floats: sums of whole numbers
/// are exact, sums of floats are taken in the same order, and none is compiled with contracted
/// multiplications. Functions without state: any thread.
struct Kernels {
  const char* name = "";
  /// out[i] = row[i] / step, rounded, [width]; returns the step, by which the largest becomes
  /// `most`; 0 for a row of zeros.
  float (*quantize)(const float* row, std::size_t width, int32_t most, int16_t* out) = nullptr;
  /// out[r][o] = sum over i of activation[r][i] * weight[o][i], plus bias[o]; rows of `out` lie
  /// `out_stride` floats apart.
  void (*multiply)(const Int8Tiles& matrix, const Int16Rows& rows, float* out,
                   std::size_t out_stride) = nullptr;
  /// out[r] = W row[r] + bias, of `count` rows `stride` floats apart. Null where XNNPACK is as
  /// good.
  void (*multiply_floats)(const FloatTiles& matrix, const float* rows, std::size_t stride,
                          std::size_t count, float* out, std::size_t out_stride) = nullptr;
  /// Of at least one value.
  float (*highest)(const float* values, std::size_t count) = nullptr;
  /// As exp_in_place() and log_in_place() of kernels.h.
  float (*exp_in_place)(float* values, std::size_t count, float high) = nullptr;
  void (*log_in_place)(float* values, std::size_t count) = nullptr;
  void (*scale)(float* values, std::size_t count, float factor) = nullptr;
  /// values[i] = max(values[i], 0).
  void (*relu)(float* values, std::size_t count) = nullptr;
  /// values[i] = values[i] * P(a standard normal number is below it) (arXiv 1606.08415).
  void (*gelu)(float* values, std::size_t count) = nullptr;
  /// row = norm(row + residual), in place; `residual` may be null. Rows lie `stride` and
  /// `residual_stride` floats apart.
  void (*add_norm)(const NormView& norm, float* rows, std::size_t stride, const float* residual,
                   std::size_t residual_stride, std::size_t count) = nullptr;
  /// out[width] = softmax(q kᵀ / sqrt(width / heads)) v, head by head. `scores`, which
  /// is scratch, has room for all tokens and kKeyBlock more.
  void (*attend)(const AttentionInput& input, const float* query, std::size_t width,
                 std::size_t heads, float* out, float* scores) = nullptr;
};

/// The best set that this processor runs; chosen once.
const Kernels& kernels();

/// Every set that was compiled in, best first, the portable one last.
struct KernelChoice {
  const Kernels* kernels = nullptr;
  const char* name = "";
  bool runs_here = false;
};
std::span<const KernelChoice> kernel_choices();

// One translation unit each, compiled for its processor; null where it is another architecture's.
// They include no header with inline functions: the linker might keep the copy that was compiled
// for a better processor than it runs on.
const Kernels* portable_kernels();
const Kernels* avx2_kernels();
const Kernels* avx512_vnni_kernels();
const Kernels* neon_dot_kernels();

}  // namespace inkling
