// The JSON header of a .safetensors file: what each tensor is and where it lies.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "platform/result.h"

namespace inkling {

/// One tensor as the header describes it; nothing here is held against the file yet.
struct TensorEntry {
  std::string name;
  std::string type;  // as the format names it: F32, F16, I8, …
  std::vector<std::size_t> shape;
  std::size_t begin = 0;  // bytes behind the header
  std::size_t end = 0;
};

/// A name from a file, for a message: printable ASCII, and not longer than a line.
std::string shown_name(std::string_view name);

/// The tensors in the order of the header. kCorrupt, without the name of the file, names the tensor
/// and what is wrong. Takes memory for what the header describes, whatever else stands in it: deep
/// nesting and fields that the format does not have end the reading.
Result<std::vector<TensorEntry>> parse_safetensors_header(std::string_view json);

}  // namespace inkling
