#include "engine/model/tensor_source.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace inkling {

std::size_t bytes_of(TensorType type) {
  switch (type) {
    case TensorType::kFloat32:
      return 4;
    case TensorType::kFloat16:
      return 2;
    case TensorType::kInt8:
      return 1;
  }
  return 1;
}

float half_to_float(uint16_t half) {
  const uint32_t sign = static_cast<uint32_t>(half & 0x8000U) << 16U;
  const uint32_t exponent = (half >> 10U) & 0x1FU;
  const uint32_t mantissa = half & 0x3FFU;
  if (exponent == 0) {  // zero or subnormal: mantissa * 2^-24
    const float magnitude = static_cast<float>(mantissa) * 0x1p-24F;
    return sign != 0 ? -magnitude : magnitude;
  }
  const uint32_t wide_exponent = exponent == 31 ? 255U : exponent + 112U;
  return std::bit_cast<float>(sign | (wide_exponent << 23U) | (mantissa << 13U));
}

std::size_t TensorView::elements() const { return bytes.size() / bytes_of(type); }

void TensorView::widen(std::size_t begin, std::span<float> out) const {
  const std::byte* from = bytes.data() + begin * bytes_of(type);
  switch (type) {
    case TensorType::kFloat32:
      if (!out.empty()) std::memcpy(out.data(), from, out.size() * sizeof(float));
      return;
    case TensorType::kFloat16:
      for (std::size_t i = 0; i < out.size(); ++i) {
        uint16_t half = 0;
        std::memcpy(&half, from + sizeof half * i, sizeof half);
        out[i] = half_to_float(half);
      }
      return;
    case TensorType::kInt8: {
      const std::size_t width = elements() / shape[0];
      for (std::size_t i = 0; i < out.size();) {
        const std::size_t row = (begin + i) / width;
        const std::size_t end = std::min(out.size(), (row + 1) * width - begin);
        float step = 0;
        std::memcpy(&step, scales.data() + row * sizeof step, sizeof step);
        for (; i < end; ++i) out[i] = step * static_cast<float>(static_cast<int8_t>(from[i]));
      }
      return;
    }
  }
}

}  // namespace inkling
