#include "tests/scenarios/scenario.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>
#include <utility>

#include "tokenizer/utf8.h"

namespace inkling {
namespace {

std::optional<uint32_t> hex(std::string_view digits) {
  uint32_t value = 0;
  for (const char c : digits) {
    const std::string_view kDigits = "0123456789abcdef";
    const std::size_t at = kDigits.find(c);
    if (at == std::string_view::npos) return std::nullopt;
    value = value * 16 + static_cast<uint32_t>(at);
  }
  return value;
}

/// Nothing for an escape that does not exist.
std::optional<std::string> unescape(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\') {
      out += text[at];
      continue;
    }
    const char kind = ++at < text.size() ? text[at] : '\0';
    const std::size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : 0;
    if (digits > 0) {
      if (at + digits >= text.size()) return std::nullopt;
      const auto value = hex(text.substr(at + 1, digits));
      if (!value) return std::nullopt;
      at += digits;
      if (kind == 'x') {
        out += static_cast<char>(*value);
      } else {
        append_utf8(*value, &out);
      }
      continue;
    }
    switch (kind) {
      case 's':
        out += ' ';
        break;
      case 'n':
        out += '\n';
        break;
      case 't':
        out += '\t';
        break;
      case '\\':
        out += '\\';
        break;
      default:
        return std::nullopt;
    }
  }
  return out;
}

std::optional<Step> parse(std::string_view line) {
  Step out;
  bool first = true;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t end = std::min(line.find('\t', at), line.size());
    auto field = unescape(line.substr(at, end - at));
    if (!field) return std::nullopt;
    if (std::exchange(first, false)) {
      out.verb = std::move(*field);
    } else {
      out.arguments.push_back(std::move(*field));
    }
    at = end + 1;
  }
  return out;
}

}  // namespace

Result<std::vector<Scenario>> read_scenarios(const std::string& path) {
  std::ifstream file(path);
  if (!file) return make_error(ErrorCode::kNotFound, "cannot read " + path);
  const std::string name = std::filesystem::path(path).filename().string();
  std::vector<Scenario> out;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    const std::string where = name + ":" + std::to_string(number);
    auto step = parse(line);
    if (!step) return make_error(ErrorCode::kCorrupt, where + ": no such escape");
    step->where = where;
    if (step->verb == "scenario") {
      out.push_back({where, step->argument(0), step->argument(1), {}});
    } else if (out.empty()) {
      return make_error(ErrorCode::kCorrupt, where + ": in front of the first scenario");
    } else {
      out.back().steps.push_back(std::move(*step));
    }
  }
  return out;
}

}  // namespace inkling
