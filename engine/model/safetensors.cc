#include "engine/model/safetensors.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <optional>
#include <utility>

#include "engine/model/safetensors_header.h"

namespace inkling {
namespace {

// A model of a thousand layers needs less.
constexpr uint64_t kMaxHeaderBytes = 8U << 20U;
constexpr const char* kRemedy = "; reinstall the pack";

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

/// What is wrong with one tensor of a file that has `data_bytes` behind its header.
std::optional<std::string> wrong_entry(const TensorEntry& entry, std::size_t data_bytes) {
  if (entry.end < entry.begin) return "ends before it begins";
  if (entry.end > data_bytes) {
    return "is cut off: it ends at byte " + std::to_string(entry.end) + " of the data, of " +
           std::to_string(data_bytes);
  }
  std::size_t elements = 1;
  for (const std::size_t n : entry.shape) {
    if (n != 0 && elements > data_bytes / n) {
      return "has shape " + shape_text(entry.shape) + ", larger than the file";
    }
    elements *= n;
  }
  const auto type = type_of(entry.type);
  if (type && elements * bytes_of(*type) != entry.end - entry.begin) {
    return "has shape " + shape_text(entry.shape) + " of " + entry.type + ", but " +
           std::to_string(entry.end - entry.begin) + " bytes";
  }
  return std::nullopt;
}

/// What is wrong with how the tensors lie, if anything. As the format has it, they cover the data
/// without overlaps or holes: so no more memory is asked for than the file is worth, however many
/// layers it claims. Sorts the entries by where they lie.
std::optional<std::string> wrong_layout(std::vector<TensorEntry>* entries, std::size_t data_bytes) {
  std::sort(entries->begin(), entries->end(), [](const TensorEntry& a, const TensorEntry& b) {
    return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
  });
  const TensorEntry* before = nullptr;
  for (const TensorEntry& entry : *entries) {
    const std::string name = "tensor " + shown_name(entry.name);
    if (auto wrong = wrong_entry(entry, data_bytes)) return name + " " + *wrong;
    const std::size_t at = before != nullptr ? before->end : 0;
    if (entry.begin < at) return name + " overlaps with tensor " + shown_name(before->name);
    if (entry.begin > at) return name + " has bytes before it that are of no tensor";
    before = &entry;
  }
  if (before != nullptr && before->end != data_bytes) {
    return "tensor " + shown_name(before->name) + " is the last, but bytes follow it";
  }
  return std::nullopt;
}

/// A row whose scale is of no use, if any.
std::optional<std::string> wrong_scale(std::span<const std::byte> scales) {
  for (std::size_t row = 0; row < scales.size() / sizeof(float); ++row) {
    float scale = 0;
    std::memcpy(&scale, scales.data() + row * sizeof scale, sizeof scale);
    if (!(scale > 0 && scale <= kMaxNumber)) {
      return "has scale " + std::to_string(scale) + " in row " + std::to_string(row) +
             ", which must be above 0 and no more than 1e15";
    }
  }
  return std::nullopt;
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
    return make_error(ErrorCode::kCorrupt, path_ + ": " + what + kRemedy);
  };
  const std::span<const std::byte> all = file_.bytes();
  uint64_t header_bytes = 0;
  if (all.size() < sizeof header_bytes) return corrupt("too short for a safetensors file");
  std::memcpy(&header_bytes, all.data(), sizeof header_bytes);
  if (header_bytes > all.size() - sizeof header_bytes) {
    return corrupt("the header's length is beyond the file");
  }
  if (header_bytes > kMaxHeaderBytes) {
    return corrupt("the header is longer than " + std::to_string(kMaxHeaderBytes) + " bytes");
  }
  const auto* text = reinterpret_cast<const char*>(all.data()) + sizeof header_bytes;
  auto header = parse_safetensors_header({text, static_cast<std::size_t>(header_bytes)});
  if (!header) return corrupt(header.error().message);
  const std::span<const std::byte> data = all.subspan(sizeof header_bytes + header_bytes);
  if (auto wrong = wrong_layout(&*header, data.size())) return corrupt(*wrong);
  for (TensorEntry& entry : *header) {
    const std::span<const std::byte> bytes = data.subspan(entry.begin, entry.end - entry.begin);
    const std::string name = shown_name(entry.name);
    if (!tensors_
             .emplace(std::move(entry.name),
                      Record{std::move(entry.type), std::move(entry.shape), bytes})
             .second) {
      return corrupt("tensor " + name + " is described twice");
    }
  }
  return {};
}

Result<TensorView> SafeTensors::view(std::string_view name,
                                     std::span<const std::size_t> shape) const {
  const auto found = tensors_.find(name);
  const std::string where = path_ + ": tensor " + std::string(name);
  if (found == tensors_.end())
    return make_error(ErrorCode::kNotFound, where + " is missing" + kRemedy);
  const Record& record = found->second;
  if (!std::equal(shape.begin(), shape.end(), record.shape.begin(), record.shape.end())) {
    return make_error(ErrorCode::kCorrupt, where + " has shape " + shape_text(record.shape) +
                                               ", config.json asks for " + shape_text(shape) +
                                               kRemedy);
  }
  const auto type = type_of(record.type);
  if (!type) {
    return make_error(ErrorCode::kUnsupported, where + " is of type " + shown_name(record.type) +
                                                   "; convert it to F32, F16 or I8");
  }
  TensorView out{*type, record.shape, record.bytes, {}};
  if (*type == TensorType::kInt8) {
    const std::size_t rows = record.shape.empty() ? 0 : record.shape[0];
    const auto scales = tensors_.find(std::string(name) + "_scale");
    if (scales == tensors_.end()) {
      return make_error(ErrorCode::kNotFound, where + " has whole numbers but no scales" + kRemedy);
    }
    if (rows == 0 || scales->second.type != "F32" ||
        scales->second.shape != std::vector<std::size_t>{rows}) {
      return make_error(ErrorCode::kCorrupt, where + " needs one F32 scale for each row" + kRemedy);
    }
    if (const auto wrong = wrong_scale(scales->second.bytes)) {
      return make_error(ErrorCode::kCorrupt, where + "_scale " + *wrong + kRemedy);
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
  // Not a number is not below anything.
  if (!std::all_of(out.begin(), out.end(), [](float x) { return std::abs(x) <= kMaxNumber; })) {
    return make_error(ErrorCode::kCorrupt, path_ + ": tensor " + std::string(name) +
                                               " holds values that are not finite or beyond 1e15" +
                                               kRemedy);
  }
  return out;
}

}  // namespace inkling
