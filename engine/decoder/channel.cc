#include "engine/decoder/channel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

namespace inkling {
namespace {

constexpr float kAccent = 4;            // for a letter without the accent that was typed
constexpr float kForeign = 14;          // another script's letter, or a sign, in place of a letter
constexpr float kForeignExtra = 8;      // added when such a key is one too many
constexpr float kAdjacentDigit = 2.1F;  // … and the three below a digit
constexpr float kAdjacent = 1.5F;       // squared distance in key widths: the six keys around one
// A Gaussian is as high at its middle as an even density over so many of its spreads.
constexpr double kDensityWidth = 2.5;
constexpr std::u32string_view kSpelled = U"abcdefghijklmnopqrstuvwxyz'";

float narrow(double value) { return static_cast<float>(value); }

/// -log of the density of a touch `dx`, `dy` away from where it was aimed at, up to a constant.
double aim_cost(const ChannelParams& params, double dx, double dy) {
  dx /= params.touch_sigma_x;
  dy /= params.touch_sigma_y;
  return 0.5 * (dx * dx + dy * dy);
}

}  // namespace

double either(double a, double b) {
  const double low = std::min(a, b);
  return low - std::log1p(std::exp(low - std::max(a, b)));
}

std::vector<NumberField> channel_fields(ChannelParams* params) {
  constexpr double kMost = 100;
  constexpr double kLeastSpread = 0.01;
  return {
      {"neighbour", &params->neighbour, 0, kMost, "nats", "a key next to the one that was meant"},
      {"far", &params->far, 0, kMost, "nats", "any other key"},
      {"extra", &params->extra, 0, kMost, "nats", "a key too many"},
      {"extra_repeat", &params->extra_repeat, 0, kMost, "nats", "the same key once too often"},
      {"extra_neighbour", &params->extra_neighbour, 0, kMost, "nats",
       "a key hit together with its neighbour"},
      {"omission", &params->omission, 0, kMost, "nats", "a letter left out"},
      {"omission_repeat", &params->omission_repeat, 0, kMost, "nats",
       "one of two equal letters left out"},
      {"transposition", &params->transposition, 0, kMost, "nats", "two keys in the wrong order"},
      {"first_letter", &params->first_letter, 0, kMost, "nats",
       "added to every slip at the first letter"},
      {"apostrophe_missing", &params->apostrophe_missing, 0, kMost, "nats", "don't as dont"},
      {"apostrophe_extra", &params->apostrophe_extra, 0, kMost, "nats", "an apostrophe too many"},
      {"space_missing", &params->space_missing, 0, kMost, "nats",
       "a space left out between two words"},
      {"space_extra", &params->space_extra, 0, kMost, "nats", "a space inside a word"},
      {"letter_for_space", &params->letter_for_space, 0, kMost, "nats",
       "a key above the bar hit for it"},
      {"space_for_letter", &params->space_for_letter, 0, kMost, "nats",
       "the bar hit for a key above it"},
      {"touch_sigma_x", &params->touch_sigma_x, kLeastSpread, kMost, "key widths",
       "spread of touches around the middle of a key"},
      {"touch_sigma_y", &params->touch_sigma_y, kLeastSpread, kMost, "key heights",
       "spread of touches around the middle of a key"},
      {"touch_offset_x", &params->touch_offset_x, -kMost, kMost, "key widths",
       "where touches land on average, right of the middle"},
      {"touch_offset_y", &params->touch_offset_y, -kMost, kMost, "key heights",
       "where touches land on average, below the middle"},
      {"spelling_offset", &params->spelling_offset, -kMost, kMost, "nats",
       "added to each cost of the table of misspellings"}};
}

Result<ChannelParams> channel_from_json(const nlohmann::json& json) {
  ChannelParams params;
  if (Status read = read_numbers(json, "channel", channel_fields(&params)); !read.ok()) {
    return read.error();
  }
  if (const auto section = json.find("spelling"); section != json.end()) {
    auto spelling = spelling_from_json(*section);
    if (!spelling) return spelling.error();
    params.spelling = *spelling;
  }
  return params;
}

ChannelModel::ChannelModel(const ChannelParams& params, const Layout& layout)
    : params_(params), layout_(layout) {
  const SpellingCosts& spelling = params.spelling;
  const std::size_t apostrophe = spelling_class(U'\'');
  for (std::size_t before = 0; before <= kSpellingClasses; ++before) {
    for (std::size_t letter = 0; letter < kSpellingClasses; ++letter) {
      const double head =
          static_cast<double>(spelling.omission[before][letter]) + params.spelling_offset;
      double finger = params.omission;
      if (before == letter) finger = params.omission_repeat;
      if (before == kSpellingStart) finger += params.first_letter;
      if (letter == apostrophe) finger = params.apostrophe_missing;
      omission_[before][letter] = narrow(either(finger, head));
      if (before < kSpellingClasses) {
        transposition_[before][letter] = narrow(either(
            params.transposition,
            static_cast<double>(spelling.transposition[before][letter]) + params.spelling_offset));
      }
    }
  }
  for (std::size_t first = 0; first < kSpellingClasses; ++first) {
    least_transposition_[first] =
        *std::min_element(transposition_[first].begin(), transposition_[first].end());
  }
  const float swap = *std::min_element(least_transposition_.begin(), least_transposition_.end());
  for (std::size_t before = 0; before <= kSpellingClasses; ++before) {
    const auto& row = omission_[before];
    least_skip_[before] = std::min(swap, *std::min_element(row.begin(), row.end()));
  }
}

PressCosts::PressCosts(const ChannelModel& model, const KeyPress& press, char32_t before,
                       KeyPoint offset)
    : letter_(press.letter), base_(base_letter(press.letter)), far_(narrow(model.params().far)) {
  const ChannelParams& params = model.params();
  const Layout& layout = model.layout();
  const bool bar = letter_ == U' ';
  const bool apostrophe = letter_ == U'\'';
  // Digits have keys, but nobody means a letter by a far one.
  const bool digit = base_ >= U'0' && base_ <= U'9';
  const bool foreign = digit || (!bar && !apostrophe && !layout.center(base_));
  const std::size_t typed = spelling_class(base_);
  const auto head = [&](float cost) { return static_cast<double>(cost) + params.spelling_offset; };

  // Without a touch: the key itself, its neighbours, anything.
  hit_.fill(narrow(foreign || bar ? kForeign : params.far));
  for (const char32_t c : kSpelled) {
    double finger = foreign || bar ? kForeign : params.far;
    const auto distance = layout.distance_squared(base_, c);
    if (distance && *distance < (digit ? kAdjacentDigit : kAdjacent)) finger = params.neighbour;
    if (bar && layout.borders_on_space(c)) finger = params.space_for_letter;
    if (!bar && !foreign) {
      finger = either(finger, head(params.spelling.substitution[spelling_class(c)][typed]));
    }
    hit_[c] = narrow(finger);
  }
  // An accent that was typed was meant.
  if (base_ < kDirect) hit_[base_] = base_ == letter_ ? 0 : kAccent;
  if (letter_ < kDirect) hit_[letter_] = 0;
  space_ = bar ? 0
               : narrow(layout.borders_on_space(base_) ? params.letter_for_space
                                                       : static_cast<double>(kForeign));
  if (press.touch && layout.center(base_)) aim(model, press, offset);

  double finger = params.extra;
  const auto distance = layout.distance_squared(before, base_);
  if (distance && *distance < kAdjacent) finger = params.extra_neighbour;
  if (before == letter_) finger = params.extra_repeat;
  if (foreign) finger += kForeignExtra;
  if (bar) finger = params.space_extra;
  if (apostrophe) finger = params.apostrophe_extra;
  for (std::size_t p = 0; p <= kSpellingClasses; ++p) {
    const double start = p == kSpellingStart ? params.first_letter : 0;
    extra_[p] = narrow(bar || foreign || apostrophe
                           ? finger + start
                           : either(finger + start, head(params.spelling.insertion[p][typed])));
  }
}

/// With a touch: P(touch | meant) = P(touch aimed at meant) + P(typed | meant) P(touch aimed at the
/// typed key), relative to the key under the finger.
void PressCosts::aim(const ChannelModel& model, const KeyPress& press, KeyPoint offset) {
  const ChannelParams& params = model.params();
  const Layout& layout = model.layout();
  const auto x = static_cast<double>(press.touch->x - offset.x) - params.touch_offset_x;
  const auto y = static_cast<double>(press.touch->y - offset.y) - params.touch_offset_y;
  const auto aimed = [&](KeyPoint at) {
    return aim_cost(params, x - static_cast<double>(at.x), y - static_cast<double>(at.y));
  };
  const double here = aimed(*layout.center(base_));
  double best = here;
  std::array<double, kDirect> costs{};
  costs.fill(std::numeric_limits<double>::infinity());
  for (const char32_t c : layout.letters()) {
    if (c >= kDirect) continue;
    costs[c] = aimed(*layout.center(c));
    best = std::min(best, costs[c]);
  }
  const std::size_t typed = spelling_class(base_);
  hit_.fill(narrow(here + params.far - best));
  for (const char32_t c : kSpelled) {
    // The hand went to a wrong key, or the head wanted another letter.
    const double astray = either(
        params.far, static_cast<double>(params.spelling.substitution[spelling_class(c)][typed]) +
                        params.spelling_offset);
    const double elsewhere = c == base_ ? here : here + astray;
    const double cost = std::isfinite(costs[c]) ? either(costs[c], elsewhere) : elsewhere;
    hit_[c] = narrow(std::max(cost - best, 0.0));
  }
  // The bar is as likely to be hit anywhere along its length.
  const KeyRect& bar = layout.space_bar();
  const auto length = static_cast<double>(bar.right - bar.left);
  const float nearest = std::clamp(static_cast<float>(x), bar.left, bar.right);
  const double cost =
      aimed({nearest, bar.center().y}) + std::log(length / (kDensityWidth * params.touch_sigma_x));
  space_ = narrow(std::max(0.0, cost - best));
}

}  // namespace inkling
