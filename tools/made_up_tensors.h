// Weights of any shape for benchmarks: what they say does not matter, how many there are does.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/tensor_source.h"

namespace inkling {

/// Gives every tensor that is asked for, whatever its name and shape: matrices of small random
/// numbers, gains of one, biases of zero, so that no activation grows beyond bounds. Thread-safe.
class MadeUpTensors final : public TensorSource {
 public:
  /// Float32; kept for as long as the source lives.
  [[nodiscard]] Result<TensorView> view(std::string_view name,
                                        std::span<const std::size_t> shape) const override;
  /// Made anew at each call, not kept.
  [[nodiscard]] Result<std::vector<float>> read(std::string_view name,
                                                std::span<const std::size_t> shape) const override;
  [[nodiscard]] const std::string& where() const override { return where_; }
  /// Numbers in all tensors that were asked for so far, each tensor once.
  [[nodiscard]] uint64_t parameters() const;

 private:
  const std::string where_ = "made-up tensors";
  void count(std::string_view name, std::span<const std::size_t> shape) const;

  mutable std::mutex mutex_;  // guards what follows
  mutable std::map<std::string, std::vector<float>, std::less<>> kept_;
  mutable std::map<std::string, uint64_t, std::less<>> sizes_;
};

}  // namespace inkling
