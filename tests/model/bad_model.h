// Models that are damaged on purpose before they are written.
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "tests/model/model_files.h"

namespace inkling {

inline constexpr const char* kWholeVariant = "layer_norm-relu-bottleneck";

/// A model of 8 bits, whole until something is done to it.
struct ModelParts {
  nlohmann::json config =
      nlohmann::json::parse(file_contents(golden_folder(kWholeVariant) + "/config.json"));
  StoredTensors tensors = int8_tensors(kWholeVariant, nullptr);
  std::string config_text;  // in place of `config` if not empty
  std::string file;         // in place of `tensors` if not empty, or `empty_file` is set
  bool empty_file = false;

  [[nodiscard]] std::string whole() const;
  /// The file with another header than the tensors would have.
  void change_header(const std::function<void(nlohmann::json&)>& change);
  void put_float(const std::string& name, std::size_t index, float value);
  /// The floats of `name` as halves, all of them `half`.
  void fill_with_halves(const std::string& name, uint16_t half);
  [[nodiscard]] Result<std::unique_ptr<MobileBert>> open() const;
};

using Damage = std::function<void(ModelParts&)>;

/// One line of the table: what is done to a model, and what is said about it.
struct BadModel {
  const char* name;
  Damage damage;
  ErrorCode code;
  std::vector<std::string> says;
};
inline std::ostream& operator<<(std::ostream& out, const BadModel& row) { return out << row.name; }

/// Cut `behind` bytes behind the beginning of a tensor.
Damage cut_in(const std::string& tensor, std::size_t behind);
/// `tensor` with another value of one field of the header.
Damage with_field(const char* tensor, const char* field, const nlohmann::json& value);
Damage with_number(const char* tensor, std::size_t index, float value);
Damage with_config(const char* field, const nlohmann::json& value);
/// Another file altogether.
Damage with_file(const std::string& header, const std::string& data);

}  // namespace inkling
