#include "jni/utf.h"

namespace inkling::jni {
namespace {

constexpr uint32_t kReplacement = 0xFFFD;

bool is_high_surrogate(uint32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low_surrogate(uint32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

void append_utf8(uint32_t code_point, std::string& out) {
  const auto byte = [&out](uint32_t value) { out += static_cast<char>(value); };
  const auto rest = [&byte](uint32_t value) { byte(0x80 | (value & 0x3F)); };
  if (code_point < 0x80) {
    byte(code_point);
  } else if (code_point < 0x800) {
    byte(0xC0 | code_point >> 6);
    rest(code_point);
  } else if (code_point < 0x10000) {
    byte(0xE0 | code_point >> 12);
    rest(code_point >> 6);
    rest(code_point);
  } else {
    byte(0xF0 | code_point >> 18);
    rest(code_point >> 12);
    rest(code_point >> 6);
    rest(code_point);
  }
}

void append_utf16(uint32_t code_point, std::vector<uint16_t>& out) {
  if (code_point < 0x10000) {
    out.push_back(static_cast<uint16_t>(code_point));
    return;
  }
  const uint32_t above = code_point - 0x10000;
  out.push_back(static_cast<uint16_t>(0xD800 | above >> 10));
  out.push_back(static_cast<uint16_t>(0xDC00 | (above & 0x3FF)));
}

/// What a first byte promises: how many bytes follow, its own bits, and the range that the second
/// byte must be in to rule out over-long forms, surrogates and numbers beyond U+10FFFF.
struct Lead {
  int following = 0;
  uint32_t bits = 0;
  uint8_t second_min = 0x80;
  uint8_t second_max = 0xBF;
};

Lead lead_of(uint8_t byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {.following = 1, .bits = byte & 0x1FU};
  if (byte >= 0xE0 && byte <= 0xEF) {
    Lead lead{.following = 2, .bits = byte & 0x0FU};
    if (byte == 0xE0) lead.second_min = 0xA0;
    if (byte == 0xED) lead.second_max = 0x9F;
    return lead;
  }
  if (byte >= 0xF0 && byte <= 0xF4) {
    Lead lead{.following = 3, .bits = byte & 0x07U};
    if (byte == 0xF0) lead.second_min = 0x90;
    if (byte == 0xF4) lead.second_max = 0x8F;
    return lead;
  }
  return {};
}

/// Reads the character at `at`, which is no ASCII, and moves `at` behind what was read.
uint32_t read_code_point(std::string_view text, std::size_t& at) {
  const Lead lead = lead_of(static_cast<uint8_t>(text[at++]));
  if (lead.following == 0) return kReplacement;
  uint32_t code_point = lead.bits;
  for (int i = 0; i < lead.following; ++i) {
    if (at == text.size()) return kReplacement;
    const auto byte = static_cast<uint8_t>(text[at]);
    const bool fits =
        i == 0 ? byte >= lead.second_min && byte <= lead.second_max : byte >= 0x80 && byte <= 0xBF;
    if (!fits) return kReplacement;
    code_point = code_point << 6 | (byte & 0x3FU);
    ++at;
  }
  return code_point;
}

}  // namespace

std::string utf16_to_utf8(std::span<const uint16_t> units, std::size_t* replaced) {
  std::string out;
  out.reserve(units.size());
  std::size_t lone = 0;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const uint32_t unit = units[i];
    if (is_high_surrogate(unit) && i + 1 < units.size() && is_low_surrogate(units[i + 1])) {
      append_utf8(0x10000 + ((unit & 0x3FF) << 10 | (units[++i] & 0x3FFU)), out);
    } else if (is_high_surrogate(unit) || is_low_surrogate(unit)) {
      append_utf8(kReplacement, out);
      ++lone;
    } else {
      append_utf8(unit, out);
    }
  }
  if (replaced != nullptr) *replaced = lone;
  return out;
}

std::vector<uint16_t> utf8_to_utf16(std::string_view text) {
  std::vector<uint16_t> out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<uint8_t>(text[at]);
    if (byte < 0x80) {
      out.push_back(byte);
      ++at;
    } else {
      append_utf16(read_code_point(text, at), out);
    }
  }
  return out;
}

}  // namespace inkling::jni
