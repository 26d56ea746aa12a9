#include "engine/decoder/channel.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "engine/lexicon/text_key.h"
#include "platform/file.h"

namespace inkling {
namespace {

constexpr float kForeign = 14;     // a digit or another script's letter in place of a letter
constexpr float kAdjacent = 1.5F;  // squared distance in key widths: the six keys around one

bool is_vowel(char32_t c) {
  return c == U'a' || c == U'e' || c == U'i' || c == U'o' || c == U'u' || c == U'y';
}

/// -log(e^-a + e^-b): either could have happened.
double either(double a, double b) {
  const double low = std::min(a, b);
  return low - std::log1p(std::exp(low - std::max(a, b)));
}

}  // namespace

Result<ChannelParams> load_channel_params(const std::string& path) {
  const auto text = read_file(path, std::size_t{1} << 20);
  if (!text) return text.error();
  const nlohmann::json json = nlohmann::json::parse(*text, nullptr, false);
  const auto corrupt = [&path](const std::string& what) {
    return make_error(ErrorCode::kCorrupt, path + ": " + what + "; reinstall the pack");
  };
  if (!json.is_object()) return corrupt("not a JSON object");
  ChannelParams params;
  const auto section = json.find("channel");
  if (section == json.end()) return params;
  if (!section->is_object()) return corrupt("\"channel\" must be an object");
  const std::array<std::pair<const char*, double*>, 15> fields = {{
      {"neighbour", &params.neighbour},
      {"vowel", &params.vowel},
      {"far", &params.far},
      {"extra", &params.extra},
      {"extra_repeat", &params.extra_repeat},
      {"extra_neighbour", &params.extra_neighbour},
      {"omission", &params.omission},
      {"omission_repeat", &params.omission_repeat},
      {"transposition", &params.transposition},
      {"first_letter", &params.first_letter},
      {"apostrophe_missing", &params.apostrophe_missing},
      {"apostrophe_extra", &params.apostrophe_extra},
      {"split", &params.split},
      {"touch_sigma_x", &params.touch_sigma_x},
      {"touch_sigma_y", &params.touch_sigma_y},
  }};
  for (const auto& [name, value] : fields) {
    const auto found = section->find(name);
    if (found == section->end()) continue;
    const bool spread = std::string_view(name).starts_with("touch_");
    if (!found->is_number() || !(found->get<double>() >= (spread ? 0.01 : 0.0)) ||
        found->get<double>() > 100) {
      return corrupt(std::string("channel.") + name + " must be a number from " +
                     (spread ? "0.01" : "0") + " to 100");
    }
    *value = found->get<double>();
  }
  return params;
}

float PressCosts::letter_cost(const ChannelParams& params, const Layout& layout,
                              const KeyPress& press, char32_t meant) const {
  if (press.touch) {
    const auto center = layout.center(meant);
    if (center) {
      const double dx = (press.touch->x - center->x) / params.touch_sigma_x;
      const double dy = (press.touch->y - center->y) / params.touch_sigma_y;
      // A finger that went to a wrong key on purpose lands anywhere.
      return static_cast<float>(either(0.5 * (dx * dx + dy * dy), params.far));
    }
  }
  if (meant == press.letter || meant == base_letter(press.letter)) return 0;
  if (foreign_) return kForeign;
  const auto distance = layout.distance_squared(press.letter, meant);
  if (distance && *distance < kAdjacent) return static_cast<float>(params.neighbour);
  if (is_vowel(press.letter) && is_vowel(meant)) return static_cast<float>(params.vowel);
  return static_cast<float>(params.far);
}

PressCosts::PressCosts(const ChannelParams& params, const Layout& layout, const KeyPress& press)
    : letter_(press.letter),
      far_(static_cast<float>(params.far)),
      foreign_(!layout.center(base_letter(press.letter)) && press.letter != U'\'') {
  for (char32_t c = 0; c < kDirect; ++c) direct_[c] = letter_cost(params, layout, press, c);
  if (!press.touch || !layout.center(press.letter)) return;
  // Relative to the best key, so that an honest touch costs next to nothing, as a letter does.
  float best = far_;
  for (const char32_t c : layout.letters()) {
    if (c < kDirect) best = std::min(best, direct_[c]);
  }
  for (float& cost : direct_) cost -= best;
}

float PressCosts::slow_cost(char32_t meant) const {
  if (meant == letter_) return 0;
  const char32_t base = base_letter(meant);
  return base < kDirect ? direct_[base] : far_;
}

}  // namespace inkling
