// Named numbers of a JSON object, read into a struct with a bound for each.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>

#include "platform/result.h"

namespace inkling {

/// One number: where it goes, what it may be, and what it says.
struct NumberField {
  const char* name = "";
  double* value = nullptr;
  double least = 0;
  double most = 0;
  const char* unit = "";
  const char* reason = "";  // what it is there for, a few words
};

/// Parses the file at `path` as one JSON object. kNotFound, kIo, or kCorrupt naming the file.
Result<nlohmann::json> read_json_object(const std::string& path);

/// The error with the pack's file named in front and what to do behind.
Error error_in_pack(const std::string& path, const Error& error);

/// Reads the fields, each a number or an object with "value" (docs/decoder-json.md), that
/// `json[section]` names; the others keep their values, and so do all when there is no such
/// section. kCorrupt names the field and its bounds.
Status read_numbers(const nlohmann::json& json, const std::string& section,
                    std::span<const NumberField> fields);

}  // namespace inkling
