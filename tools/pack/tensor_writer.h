// Writes .safetensors files, one tensor after the other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "platform/result.h"

namespace inkling {

/// A tensor to come. What it holds is asked for when its turn has come, so that a large model never
/// stands in memory as a whole.
struct PackTensor {
  std::string name;
  std::vector<std::size_t> shape;  // of two dimensions where it is `whole`
  bool whole = false;              // as 8-bit whole numbers with one step a row, NAME_scale
  std::function<Result<std::vector<float>>()> values;  // in rows, as many as the shape says
};

/// Replaces `path` as one step. kIo, or the first error of a source.
Status write_tensors(const std::string& path, const std::vector<PackTensor>& sources);

}  // namespace inkling
