#include "engine/model/safetensors.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace inkling {
namespace {

constexpr uint64_t kMaxHeaderBytes = 16U << 20U;
constexpr std::size_t kMaxRank = 4;

static_assert(std::endian::native == std::endian::little, "tensors are read as they lie");

/// By the names that the format gives them.
std::optional<TensorType> type_of(std::string_view name) {
  if (name == "F32") return TensorType::kFloat32;
  if (name == "F16") return TensorType::kFloat16;
  if (name == "I8") return TensorType::kInt8;
  return std::nullopt;
}

std::string shape_text(std::span<const std::size_t> shape) {
  std::string out = "[";
  for (const std::size_t n : shape) out += (out.size() > 1 ? ", " : "") + std::to_string(n);
  return out + "]";
}

}  // namespace

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
    const auto type = type_of(record.type);
    if (type && elements * bytes_of(*type) != end - begin) return bad();
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
  const auto type = type_of(record.type);
  if (!type) {
    return make_error(ErrorCode::kUnsupported,
                      where + " is of type " + record.type + "; convert it to F32, F16 or I8");
  }
  TensorView out{*type, record.shape, record.bytes, {}};
  if (*type == TensorType::kInt8) {
    const std::size_t rows = record.shape.empty() ? 0 : record.shape[0];
    const auto scales = tensors_.find(std::string(name) + "_scale");
    if (scales == tensors_.end()) {
      return make_error(ErrorCode::kNotFound, where + " has whole numbers but no scales");
    }
    if (rows == 0 || scales->second.type != "F32" ||
        scales->second.shape != std::vector<std::size_t>{rows}) {
      return make_error(ErrorCode::kCorrupt, where + " needs one F32 scale for each row");
    }
    out.scales = scales->second.bytes;
  }
  return out;
}

Result<std::vector<float>> SafeTensors::read(std::string_view name,
                                             std::span<const std::size_t> shape) const {
  auto found = view(name, shape);
  if (!found) return found.error();
  const TensorView& tensor = *found;
  std::vector<float> out(tensor.elements());
  tensor.widen(0, out);
  if (!std::all_of(out.begin(), out.end(), [](float x) { return std::isfinite(x); })) {
    return make_error(ErrorCode::kCorrupt, path_ + ": tensor " + std::string(name) +
                                               " holds values that are not finite");
  }
  return out;
}

}  // namespace inkling
