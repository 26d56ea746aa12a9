#include "demo_keyboard/fcitx5/surroundings.h"

#include <fcitx-utils/utf8.h>

#include <algorithm>
#include <cstddef>

namespace inkling {

std::optional<Surroundings> surroundings(const fcitx::InputContext& context) {
  if (!context.capabilityFlags().test(fcitx::CapabilityFlag::SurroundingText)) return std::nullopt;
  const fcitx::SurroundingText& reported = context.surroundingText();
  if (!reported.isValid()) return std::nullopt;
  const std::string& text = reported.text();
  if (!fcitx::utf8::validate(text)) return std::nullopt;
  // Offsets count code points.
  const std::size_t length = fcitx::utf8::length(text);
  const std::size_t from = std::min(reported.cursor(), reported.anchor());
  const std::size_t to = std::max(reported.cursor(), reported.anchor());
  if (to > length) return std::nullopt;
  const auto bytes = [&text](std::size_t chars) {
    return static_cast<std::size_t>(fcitx::utf8::ncharByteLength(text.begin(), chars));
  };
  return Surroundings{text.substr(0, bytes(from)), text.substr(bytes(to)), from != to};
}

}  // namespace inkling
