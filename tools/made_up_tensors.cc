#include "tools/made_up_tensors.h"

#include <cmath>
#include <functional>
#include <numeric>
#include <span>

namespace inkling {
namespace {

uint64_t elements(std::span<const std::size_t> shape) {
  return std::accumulate(shape.begin(), shape.end(), uint64_t{1}, std::multiplies<>());
}

std::vector<float> made_up(std::string_view name, std::span<const std::size_t> shape) {
  std::vector<float> out(elements(shape));
  if (shape.size() < 2) {
    const bool gain = name.find("LayerNorm.weight") != std::string_view::npos;
    for (float& x : out) x = gain ? 1.0F : 0.0F;
    return out;
  }
  // Half of what keeps a vector's length: a stream that is added to grows slowly.
  const float most = 0.85F / std::sqrt(static_cast<float>(shape.back()));
  uint64_t state = std::hash<std::string_view>()(name) | 1U;
  for (float& x : out) {
    // xorshift64* (arXiv 1402.6246): as good as is needed here, and quick.
    state ^= state >> 12U;
    state ^= state << 25U;
    state ^= state >> 27U;
    const auto bits = static_cast<int32_t>((state * 0x2545F4914F6CDD1DULL) >> 32U);
    x = most * static_cast<float>(bits) * 0x1p-31F;
  }
  return out;
}

}  // namespace

void MadeUpTensors::count(std::string_view name, std::span<const std::size_t> shape) const {
  sizes_.insert_or_assign(std::string(name), elements(shape));
}

Result<TensorView> MadeUpTensors::view(std::string_view name,
                                       std::span<const std::size_t> shape) const {
  const std::lock_guard lock(mutex_);
  count(name, shape);
  // Only token embeddings are used where they lie; of other tensors the type is all that matters.
  TensorView out{TensorType::kFloat32, {shape.begin(), shape.end()}, {}, {}};
  if (name.find("word_embeddings") == std::string_view::npos) return out;
  auto found = kept_.find(name);
  if (found == kept_.end()) {
    found = kept_.emplace(std::string(name), made_up(name, shape)).first;
  }
  out.bytes = std::as_bytes(std::span(found->second));
  return out;
}

Result<std::vector<float>> MadeUpTensors::read(std::string_view name,
                                               std::span<const std::size_t> shape) const {
  const std::lock_guard lock(mutex_);
  count(name, shape);
  return made_up(name, shape);
}

uint64_t MadeUpTensors::parameters() const {
  const std::lock_guard lock(mutex_);
  uint64_t total = 0;
  for (const auto& [name, size] : sizes_) total += size;
  return total;
}

}  // namespace inkling
