#include "tools/pack/tensor_writer.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <numeric>
#include <span>

namespace inkling {
namespace {

namespace fs = std::filesystem;

constexpr const char* kScale = "_scale";
constexpr float kMostSteps = 127;
constexpr std::size_t kAlignment = 8;  // of the data behind the header

std::size_t elements(const PackTensor& source) {
  return std::accumulate(source.shape.begin(), source.shape.end(), std::size_t{1},
                         std::multiplies<>());
}

/// The header: every tensor's type, shape and place, in the order of `sources`.
std::string header_of(const std::vector<PackTensor>& sources) {
  nlohmann::ordered_json header;
  std::size_t at = 0;
  const auto add = [&](const std::string& name, const char* type,
                       const std::vector<std::size_t>& shape, std::size_t bytes) {
    header[name] = {{"dtype", type}, {"shape", shape}, {"data_offsets", {at, at + bytes}}};
    at += bytes;
  };
  for (const PackTensor& source : sources) {
    if (source.whole) continue;
    add(source.name, "F32", source.shape, elements(source) * sizeof(float));
  }
  for (const PackTensor& source : sources) {
    if (!source.whole) continue;
    add(source.name + kScale, "F32", {source.shape[0]}, source.shape[0] * sizeof(float));
  }
  for (const PackTensor& source : sources) {
    if (source.whole) add(source.name, "I8", source.shape, elements(source));
  }
  std::string text = header.dump();
  text.resize((text.size() + kAlignment - 1) / kAlignment * kAlignment, ' ');
  return text;
}

template <typename T>
void put(std::span<const T> values, std::ofstream* out) {
  out->write(reinterpret_cast<const char*>(values.data()),
             static_cast<std::streamsize>(values.size_bytes()));
}

float step_of(std::span<const float> row) {
  float largest = 0;
  for (const float value : row) largest = std::max(largest, std::abs(value));
  return largest > 0 ? largest / kMostSteps : 1;
}

/// The floats first, then the steps, then the whole numbers: what is wider than a byte lies where
/// its size says.
Status put_all(const std::vector<PackTensor>& sources, std::ofstream* out) {
  for (const PackTensor& source : sources) {
    if (source.whole) continue;
    const auto values = source.values();
    if (!values) return values.error();
    put(std::span(*values), out);
  }
  std::vector<std::vector<float>> steps;
  for (const PackTensor& source : sources) {
    if (!source.whole) continue;
    const auto values = source.values();
    if (!values) return values.error();
    const std::size_t width = values->size() / source.shape[0];
    auto& own = steps.emplace_back();
    for (std::size_t row = 0; row < source.shape[0]; ++row) {
      own.push_back(step_of(std::span(*values).subspan(row * width, width)));
    }
    put(std::span<const float>(own), out);
  }
  auto own = steps.begin();
  for (const PackTensor& source : sources) {
    if (!source.whole) continue;
    const auto values = source.values();
    if (!values) return values.error();
    const std::size_t width = values->size() / source.shape[0];
    std::vector<int8_t> numbers(values->size());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      numbers[i] = static_cast<int8_t>(std::lround((*values)[i] / (*own)[i / width]));
    }
    put(std::span<const int8_t>(numbers), out);
    ++own;
  }
  return {};
}

}  // namespace

Status write_tensors(const std::string& path, const std::vector<PackTensor>& sources) {
  const std::string unfinished = path + ".part";
  const auto give_up = [&unfinished](Error error) -> Status {
    std::error_code ignored;
    fs::remove(unfinished, ignored);
    return error;
  };
  std::ofstream out(unfinished, std::ios::binary);
  const std::string header = header_of(sources);
  const uint64_t size = header.size();
  put(std::span(&size, 1), &out);
  out << header;
  if (Status done = put_all(sources, &out); !done.ok()) return give_up(done.error());
  out.close();
  std::error_code failed;
  if (out) fs::rename(unfinished, path, failed);
  if (!out || failed) {
    return give_up(make_error(
        ErrorCode::kIo, path + ": cannot be written; is there room, and may you write there?"));
  }
  return {};
}

}  // namespace inkling
