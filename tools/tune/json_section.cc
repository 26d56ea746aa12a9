#include "tools/tune/json_section.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "platform/file.h"

namespace inkling {
namespace {

/// One line: with a space behind its commas and colons.
std::string on_a_line(const nlohmann::ordered_json& json) {
  std::string text = "{";
  for (auto member = json.begin(); member != json.end(); ++member) {
    if (member != json.begin()) text += ", ";
    text += nlohmann::ordered_json(member.key()).dump() + ": " + member->dump();
  }
  return text + "}";
}

/// Objects a member a line; a number with its unit and reason, or a table of numbers, on one.
std::string pretty(const nlohmann::ordered_json& json, std::size_t indent) {
  if (!json.is_object() || json.empty()) return json.dump();
  if (json.contains("value")) return on_a_line(json);
  std::string text = "{\n";
  for (auto member = json.begin(); member != json.end(); ++member) {
    if (member != json.begin()) text += ",\n";
    text.append(indent + 2, ' ');
    text += nlohmann::ordered_json(member.key()).dump() + ": " + pretty(*member, indent + 2);
  }
  text += "\n" + std::string(indent, ' ') + "}";
  return text;
}

}  // namespace

Status write_json_section(const std::string& path, const std::string& section,
                          const nlohmann::ordered_json& value) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  const auto text = read_file(path);
  if (text) {
    json = nlohmann::ordered_json::parse(*text, nullptr, false);
    if (!json.is_object()) {
      return make_error(ErrorCode::kCorrupt,
                        path + ": not a JSON object; move it away or mend it before tuning");
    }
  } else if (text.error().code != ErrorCode::kNotFound) {
    return text.error();
  }
  json[section] = value;
  return write_file_atomic(path, pretty(json, 0) + "\n");
}

nlohmann::ordered_json fields_to_json(const std::vector<NumberField>& fields) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  for (const NumberField& field : fields) {
    json[field.name] = {{"value", std::round(*field.value * 1e4) / 1e4},
                        {"unit", field.unit},
                        {"reason", field.reason}};
  }
  return json;
}

}  // namespace inkling
