#include "tests/model/model_files.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <sstream>

namespace inkling {
namespace {

template <typename T>
std::string bytes_of(const std::vector<T>& values) {
  std::string out(values.size() * sizeof(T), '\0');
  std::memcpy(out.data(), values.data(), out.size());
  return out;
}

}  // namespace

std::string file_contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

StoredTensors read_tensors(const std::string& path) {
  const std::string text = file_contents(path);
  uint64_t size = 0;
  std::memcpy(&size, text.data(), sizeof size);
  const auto header = nlohmann::json::parse(text.substr(sizeof size, size));
  StoredTensors out;
  for (const auto& item : header.items()) {
    if (item.key() == "__metadata__") continue;
    const auto& entry = item.value();
    const std::size_t begin = entry["data_offsets"][0];
    const std::size_t end = entry["data_offsets"][1];
    out[item.key()] = {entry["dtype"], entry["shape"].get<std::vector<std::size_t>>(),
                       text.substr(sizeof size + size + begin, end - begin)};
  }
  return out;
}

std::string tensor_file(const std::string& header, const std::string& data) {
  const uint64_t size = header.size();
  std::string prefix(sizeof size, '\0');
  std::memcpy(prefix.data(), &size, sizeof size);
  return prefix + header + data;
}

nlohmann::json tensor_header(const StoredTensors& tensors) {
  nlohmann::json header = nlohmann::json::object();
  std::size_t at = 0;
  for (const auto& [name, tensor] : tensors) {
    header[name] = {{"dtype", tensor.type},
                    {"shape", tensor.shape},
                    {"data_offsets", {at, at + tensor.bytes.size()}}};
    at += tensor.bytes.size();
  }
  return header;
}

std::string tensor_data(const StoredTensors& tensors) {
  std::string data;
  for (const auto& [name, tensor] : tensors) data += tensor.bytes;
  return data;
}

StoredTensors int8_tensors(const std::string& variant, StoredTensors* widened) {
  StoredTensors whole;
  for (const auto& [name, tensor] : read_tensors(golden_folder(variant) + "/model.safetensors")) {
    whole[name] = tensor;
    if (widened != nullptr) (*widened)[name] = tensor;
    if (tensor.shape.size() != 2) continue;
    std::vector<float> values(tensor.bytes.size() / sizeof(float));
    std::memcpy(values.data(), tensor.bytes.data(), tensor.bytes.size());
    const std::size_t width = tensor.shape[1];
    std::vector<int8_t> numbers(values.size());
    std::vector<float> steps(tensor.shape[0]);
    for (std::size_t row = 0; row < steps.size(); ++row) {
      float largest = 0;
      for (std::size_t i = 0; i < width; ++i) {
        largest = std::max(largest, std::abs(values[row * width + i]));
      }
      steps[row] = largest > 0 ? largest / 127 : 1;
      for (std::size_t i = 0; i < width; ++i) {
        float& value = values[row * width + i];
        numbers[row * width + i] = static_cast<int8_t>(std::lround(value / steps[row]));
        value = steps[row] * static_cast<float>(numbers[row * width + i]);
      }
    }
    whole[name] = {"I8", tensor.shape, bytes_of(numbers)};
    whole[name + "_scale"] = {"F32", {steps.size()}, bytes_of(steps)};
    if (widened != nullptr) (*widened)[name].bytes = bytes_of(values);
  }
  return whole;
}

Int8Copy::Int8Copy(const std::string& variant) {
  StoredTensors widened;
  const StoredTensors whole = int8_tensors(variant, &widened);
  for (const TempFolder* to : {&int8_, &floats_}) {
    const StoredTensors& tensors = to == &int8_ ? whole : widened;
    std::ofstream(to->file("model.safetensors"), std::ios::binary)
        << tensor_file(tensor_header(tensors).dump(), tensor_data(tensors));
    std::ofstream(to->file("config.json"))
        << file_contents(golden_folder(variant) + "/config.json");
  }
}

}  // namespace inkling
