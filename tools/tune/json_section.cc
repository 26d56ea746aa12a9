#include "tools/tune/json_section.h"

#include <nlohmann/json.hpp>

#include "platform/file.h"

namespace inkling {
namespace {

/// Objects a member a line, arrays on one line: a table of numbers is one line of a diff.
std::string pretty(const nlohmann::ordered_json& json, std::size_t indent) {
  if (!json.is_object() || json.empty()) return json.dump();
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

}  // namespace inkling
