#include "demo_keyboard/reasons_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>

#include "demo_keyboard/text_layout.h"

namespace inkling {
namespace {

constexpr int kWordColumns = 22;
constexpr int kFigureColumns = 10;

std::string spaces(int columns) { return std::string(static_cast<std::size_t>(columns), ' '); }

std::string to_the_left(const std::string& text, int columns) {
  return text + spaces(std::max(columns - text_columns(text), 0));
}

std::string to_the_right(std::string_view text, int columns) {
  return spaces(std::max(columns - text_columns(text), 0)) + std::string(text);
}

std::string figure(double nats) {
  if (nats <= kNoReason) return "–";
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f", std::abs(nats));
  const std::string_view digits = text.data();
  return (nats < 0 && digits != "0.0" ? "−" : "") + std::string(digits);
}

std::string line_of(int number, const Suggestion& suggestion) {
  std::string out = to_the_left(
      std::to_string(number) + " " + fit_columns(suggestion.text, kWordColumns - 3), kWordColumns);
  const Reasons& r = suggestion.reasons;
  for (const double nats : {r.model, r.lexicon, r.history, r.channel}) {
    out += to_the_right(figure(nats), kFigureColumns);
  }
  return out + "\n";
}

}  // namespace

std::string reasons_text(const KeyboardView& view) {
  if (!view.strip_current) return {};
  std::string lines;
  for (int i = 0; i < kStripSlots; ++i) {
    const auto& slot = view.strip.at(static_cast<std::size_t>(i));
    if (slot) lines += line_of(i + 1, slot->suggestion);
  }
  if (lines.empty()) return {};
  std::string out = to_the_left("nats (0: certain)", kWordColumns);
  for (const std::string_view name : {"model", "lexicon", "history", "touch"}) {
    out += to_the_right(name, kFigureColumns);
  }
  return out + "\n" + lines;
}

}  // namespace inkling
