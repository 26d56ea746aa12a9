// A .safetensors file of any bytes: it is refused, or every tensor can be read.
#include <cstring>
#include <string>
#include <vector>

#include "engine/model/safetensors.h"
#include "engine/model/safetensors_header.h"
#include "tests/fuzz/input.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  using namespace inkling;
  static const FuzzFolder folder;
  const std::string path = folder.write("x", {reinterpret_cast<const char*>(data), size});
  const auto file = SafeTensors::open(path);
  if (!file) {
    require(file.error().message.find(path) == 0);
    return 0;
  }
  // It has been accepted, so the header stands behind the first eight bytes.
  uint64_t header_bytes = 0;
  std::memcpy(&header_bytes, data, sizeof header_bytes);
  const auto entries = parse_safetensors_header(
      {reinterpret_cast<const char*>(data) + sizeof header_bytes, header_bytes});
  require(entries.ok());
  std::size_t elements = 0;
  for (const TensorEntry& entry : *entries) {
    require(file->has(entry.name));
    const auto values = file->read(entry.name, entry.shape);
    if (values) elements += values->size();
    const auto view = file->view(entry.name, entry.shape);
    if (!view || view->elements() == 0) continue;
    // Across the border of two rows.
    std::vector<float> some(view->elements() - view->elements() / 2);
    view->widen(view->elements() / 2, some);
  }
  require(elements <= size);
  return 0;
}
