#include "engine/decoder/number_fields.h"

#include <cstddef>
#include <nlohmann/json.hpp>
#include <sstream>

#include "platform/file.h"

namespace inkling {
namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 20;

}  // namespace

Result<nlohmann::json> read_json_object(const std::string& path) {
  const auto text = read_file(path, kMostBytes);
  if (!text) return text.error();
  nlohmann::json json = nlohmann::json::parse(*text, nullptr, false);
  if (!json.is_object()) {
    return make_error(ErrorCode::kCorrupt, path + ": not a JSON object; reinstall the pack");
  }
  return json;
}

Error error_in_pack(const std::string& path, const Error& error) {
  return make_error(error.code, path + ": " + error.message + "; reinstall the pack");
}

Status read_numbers(const nlohmann::json& json, const std::string& section,
                    std::span<const NumberField> fields) {
  const auto found = json.find(section);
  if (found == json.end()) return {};
  if (!found->is_object()) {
    return make_error(ErrorCode::kCorrupt, "\"" + section + "\" must be an object");
  }
  for (const NumberField& field : fields) {
    const auto member = found->find(field.name);
    if (member == found->end()) continue;
    const auto inner = member->is_object() ? member->find("value") : member;
    const bool number = (!member->is_object() || inner != member->end()) && inner->is_number();
    const double value = number ? inner->get<double>() : field.least - 1;
    // Also false for what is no number at all.
    if (!(value >= field.least && value <= field.most)) {
      std::ostringstream message;
      message << section << "." << field.name << " must be a number from " << field.least << " to "
              << field.most;
      return make_error(ErrorCode::kCorrupt, message.str());
    }
    *field.value = value;
  }
  return {};
}

}  // namespace inkling
