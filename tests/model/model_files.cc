#include "tests/model/model_files.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

namespace inkling {
namespace {

struct Tensor {
  std::string type;
  std::vector<std::size_t> shape;
  std::string bytes;
};
using Tensors = std::map<std::string, Tensor>;

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

Tensors read_tensors(const std::string& path) {
  const std::string text = contents(path);
  uint64_t size = 0;
  std::memcpy(&size, text.data(), sizeof size);
  const auto header = nlohmann::json::parse(text.substr(sizeof size, size));
  Tensors out;
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

void write_tensors(const std::string& path, const Tensors& tensors) {
  nlohmann::json header = nlohmann::json::object();
  std::string data;
  for (const auto& [name, tensor] : tensors) {
    header[name] = {{"dtype", tensor.type},
                    {"shape", tensor.shape},
                    {"data_offsets", {data.size(), data.size() + tensor.bytes.size()}}};
    data += tensor.bytes;
  }
  const std::string text = header.dump();
  const uint64_t size = text.size();
  std::string prefix(sizeof size, '\0');
  std::memcpy(prefix.data(), &size, sizeof size);
  std::ofstream(path, std::ios::binary) << prefix << text << data;
}

template <typename T>
std::string bytes_of(const std::vector<T>& values) {
  std::string out(values.size() * sizeof(T), '\0');
  std::memcpy(out.data(), values.data(), out.size());
  return out;
}

}  // namespace

Int8Copy::Int8Copy(const std::string& variant) {
  const std::string folder = golden_folder(variant);
  Tensors whole;
  Tensors widened;
  for (const auto& [name, tensor] : read_tensors(folder + "/model.safetensors")) {
    whole[name] = widened[name] = tensor;
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
    widened[name].bytes = bytes_of(values);
  }
  for (const TempFolder* to : {&int8_, &floats_}) {
    write_tensors(to->file("model.safetensors"), to == &int8_ ? whole : widened);
    std::ofstream(to->file("config.json")) << contents(folder + "/config.json");
  }
}

}  // namespace inkling
