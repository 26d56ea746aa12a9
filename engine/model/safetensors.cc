#include "engine/model/safetensors.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>
#include <utility>

namespace inkling {
namespace {

constexpr uint64_t kMaxHeaderBytes = 16U << 20U;
constexpr std::size_t kMaxRank = 4;

static_assert(std::endian::native == std::endian::little, "tensors are read as they lie");

std::string shape_text(std::span<const std::size_t> shape) {
  std::string out = "[";
  for (const std::size_t n : shape) out += (out.size() > 1 ? ", " : "") + std::to_string(n);
  return out + "]";
}

}  // namespace

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

Result<SafeTensors> SafeTensors::open(const std::string& path) {
  auto file = MappedFile::open(path);
  if (!file) return file.error();
  SafeTensors out;
  out.path_ = path;
  out.file_ = std::move(file.value());
  if (Status parsed = out.parse(); !parsed.ok()) return parsed.error();
  return out;
}

Status SafeTensors::parse() {
  const auto corrupt = [this](const std::string& what) {
    return make_error(ErrorCode::kCorrupt, path_ + ": " + what + "; reinstall the pack");
  };
  const std::span<const std::byte> all = file_.bytes();
  uint64_t header_bytes = 0;
  if (all.size() < sizeof header_bytes) return corrupt("too short for a safetensors file");
  std::memcpy(&header_bytes, all.data(), sizeof header_bytes);
  if (header_bytes > kMaxHeaderBytes || header_bytes > all.size() - sizeof header_bytes) {
    return corrupt("the header's length is beyond the file");
  }
  const auto* text = reinterpret_cast<const char*>(all.data()) + sizeof header_bytes;
  const nlohmann::json header = nlohmann::json::parse(text, text + header_bytes, nullptr, false);
  if (!header.is_object()) return corrupt("the header is not a JSON object");
  const std::span<const std::byte> data = all.subspan(sizeof header_bytes + header_bytes);
  for (const auto& item : header.items()) {
    const std::string& name = item.key();
    const auto& entry = item.value();
    if (name == "__metadata__") continue;
    const auto bad = [&] { return corrupt("tensor " + name + " is described wrongly"); };
    if (!entry.is_object() || !entry.contains("dtype") || !entry["dtype"].is_string() ||
        !entry.contains("shape") || !entry["shape"].is_array() || !entry.contains("data_offsets") ||
        !entry["data_offsets"].is_array() || entry["data_offsets"].size() != 2 ||
        entry["shape"].size() > kMaxRank) {
      return bad();
    }
    Record record;
    record.type = entry["dtype"].get<std::string>();
    uint64_t elements = 1;
    for (const auto& n : entry["shape"]) {
      if (!n.is_number_unsigned() || n.get<uint64_t>() > data.size()) return bad();
      record.shape.push_back(n.get<std::size_t>());
      elements *= n.get<uint64_t>();
      if (elements > data.size()) return bad();
    }
    if (!entry["data_offsets"][0].is_number_unsigned() ||
        !entry["data_offsets"][1].is_number_unsigned()) {
      return bad();
    }
    const auto begin = entry["data_offsets"][0].get<uint64_t>();
    const auto end = entry["data_offsets"][1].get<uint64_t>();
    if (begin > end || end > data.size()) return corrupt("tensor " + name + " is cut off");
    const uint64_t size = record.type == "F32" ? 4 : record.type == "F16" ? 2 : 0;
    if (size != 0 && elements * size != end - begin) return bad();
    record.bytes = data.subspan(begin, end - begin);
    tensors_.emplace(name, std::move(record));
  }
  return {};
}

Result<TensorView> SafeTensors::view(std::string_view name,
                                     std::span<const std::size_t> shape) const {
  const auto found = tensors_.find(name);
  const std::string where = path_ + ": tensor " + std::string(name);
  if (found == tensors_.end()) return make_error(ErrorCode::kNotFound, where + " is missing");
  const Record& record = found->second;
  if (!std::equal(shape.begin(), shape.end(), record.shape.begin(), record.shape.end())) {
    return make_error(ErrorCode::kCorrupt, where + " has shape " + shape_text(record.shape) +
                                               ", config.json asks for " + shape_text(shape));
  }
  if (record.type != "F32" && record.type != "F16") {
    return make_error(ErrorCode::kUnsupported,
                      where + " is of type " + record.type + "; convert it to F32 or F16");
  }
  return TensorView{record.type == "F32" ? TensorType::kFloat32 : TensorType::kFloat16,
                    record.shape, record.bytes};
}

Result<std::vector<float>> SafeTensors::read(std::string_view name,
                                             std::span<const std::size_t> shape) const {
  auto found = view(name, shape);
  if (!found) return found.error();
  const TensorView& tensor = *found;
  std::vector<float> out(tensor.elements());
  if (tensor.type == TensorType::kFloat32) {
    if (!out.empty()) std::memcpy(out.data(), tensor.bytes.data(), tensor.bytes.size());
  } else {
    for (std::size_t i = 0; i < out.size(); ++i) {
      uint16_t half = 0;
      std::memcpy(&half, tensor.bytes.data() + 2 * i, sizeof half);
      out[i] = half_to_float(half);
    }
  }
  if (!std::all_of(out.begin(), out.end(), [](float x) { return std::isfinite(x); })) {
    return make_error(ErrorCode::kCorrupt, path_ + ": tensor " + std::string(name) +
                                               " holds values that are not finite");
  }
  return out;
}

}  // namespace inkling
