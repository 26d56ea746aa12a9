// The walk over tiles that every set of kernels shares; what differs is how one tile is summed. For
// the kernels_*.cc files alone; nothing in here may be an inline function with linkage
// (kernel_table.h).
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/model/kernel_table.h"

namespace inkling {
namespace {

constexpr std::size_t kTileRows = 4;  // rows at once, at most

/// What a tile's sums are made of.
struct TileInput {
  const int8_t* weights;  // [inputs / 2][32][2]
  std::size_t inputs;
  const int16_t* rows;  // `stride` apart
  std::size_t stride;
};

/// Sums of whole numbers to floats, `count` outputs of one row.
inline void scale_sums(const int32_t* sums, float row_step, const float* steps, const float* bias,
                       std::size_t count, float* out) {
  for (std::size_t o = 0; o < count; ++o) {
    out[o] = static_cast<float>(sums[o]) * (row_step * steps[o]) + bias[o];
  }
}

/// Tile::sum<kRows>(input, sums) adds up one tile: sums [kRows][32].
template <typename Tile, int kRows>
inline void rows_of_tile(const Int8Tiles& matrix, std::size_t o, const Int16Rows& rows,
                         std::size_t r, float* out, std::size_t out_stride) {
  alignas(64) int32_t sums[kRows][kTileOutputs];
  Tile::template sum<kRows>({matrix.numbers + o * matrix.inputs, matrix.inputs,
                             rows.numbers + r * rows.stride, rows.stride},
                            sums);
  const std::size_t left = matrix.outputs - o;
  for (std::size_t k = 0; k < kRows; ++k) {
    float* to = out + (r + k) * out_stride + o;
    // Of a whole tile the compiler knows the count.
    if (left >= kTileOutputs) {
      scale_sums(sums[k], rows.steps[r + k], matrix.steps + o, matrix.bias + o, kTileOutputs, to);
    } else {
      scale_sums(sums[k], rows.steps[r + k], matrix.steps + o, matrix.bias + o, left, to);
    }
  }
}

template <typename Tile>
void multiply_tiles(const Int8Tiles& matrix, const Int16Rows& rows, float* out,
                    std::size_t out_stride) {
  // Weights outside, rows inside: they come from far away once, the rows from the first cache.
  for (std::size_t o = 0; o < matrix.outputs; o += kTileOutputs) {
    std::size_t r = 0;
    for (; r + kTileRows <= rows.count; r += kTileRows) {
      rows_of_tile<Tile, kTileRows>(matrix, o, rows, r, out, out_stride);
    }
    switch (rows.count - r) {
      case 3:
        rows_of_tile<Tile, 3>(matrix, o, rows, r, out, out_stride);
        break;
      case 2:
        rows_of_tile<Tile, 2>(matrix, o, rows, r, out, out_stride);
        break;
      case 1:
        rows_of_tile<Tile, 1>(matrix, o, rows, r, out, out_stride);
        break;
      default:
        break;
    }
  }
}

}  // namespace
}  // namespace inkling
