#include "tests/model/bad_model.h"

#include <cstring>
#include <fstream>

#include "tests/temp_folder.h"

namespace inkling {

std::string ModelParts::whole() const {
  return tensor_file(tensor_header(tensors).dump(), tensor_data(tensors));
}

void ModelParts::change_header(const std::function<void(nlohmann::json&)>& change) {
  nlohmann::json header = tensor_header(tensors);
  change(header);
  file = tensor_file(header.dump(), tensor_data(tensors));
}

void ModelParts::put_float(const std::string& name, std::size_t index, float value) {
  std::memcpy(tensors.at(name).bytes.data() + index * sizeof value, &value, sizeof value);
}

void ModelParts::fill_with_halves(const std::string& name, uint16_t half) {
  StoredTensor& tensor = tensors.at(name);
  tensor.type = "F16";
  tensor.bytes.resize(tensor.bytes.size() / 2);
  for (std::size_t i = 0; i < tensor.bytes.size(); i += sizeof half) {
    std::memcpy(tensor.bytes.data() + i, &half, sizeof half);
  }
}

Result<std::unique_ptr<MobileBert>> ModelParts::open() const {
  const TempFolder folder;
  std::ofstream(folder.file("config.json"), std::ios::binary)
      << (config_text.empty() ? config.dump() : config_text);
  std::ofstream(folder.file("model.safetensors"), std::ios::binary)
      << (file.empty() && !empty_file ? whole() : file);
  return MobileBert::open(folder.path());
}

Damage cut_in(const std::string& tensor, std::size_t behind) {
  return [=](ModelParts& p) {
    const nlohmann::json header = tensor_header(p.tensors);
    const std::size_t begin = header[tensor]["data_offsets"][0];
    p.file = p.whole().substr(0, sizeof(uint64_t) + header.dump().size() + begin + behind);
  };
}

Damage with_field(const char* tensor, const char* field, const nlohmann::json& value) {
  return [=](ModelParts& p) {
    p.change_header([&](nlohmann::json& header) { header[tensor][field] = value; });
  };
}

Damage with_number(const char* tensor, std::size_t index, float value) {
  return [=](ModelParts& p) { p.put_float(tensor, index, value); };
}

Damage with_config(const char* field, const nlohmann::json& value) {
  return [=](ModelParts& p) { p.config[field] = value; };
}

Damage with_file(const std::string& header, const std::string& data) {
  return [=](ModelParts& p) { p.file = tensor_file(header, data); };
}

}  // namespace inkling
