#include "engine/decoder/gesture_channel.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/lexicon/text_key.h"

namespace inkling {

std::vector<NumberField> gesture_fields(GestureParams* params) {
  constexpr double kMost = 100;
  constexpr double kLeastSpread = 0.05;
  return {
      {"aspect", &params->aspect, 0.2, 5, "key widths", "height of a key"},
      {"spacing", &params->spacing, 0.05, 1, "key widths", "between the samples of a path"},
      {"key_sigma_x", &params->key_sigma_x, kLeastSpread, kMost, "key widths",
       "spread of paths around the letters they pass, across"},
      {"key_sigma_y", &params->key_sigma_y, kLeastSpread, kMost, "key widths", "the same, down"},
      {"key_offset_y", &params->key_offset_y, -1, 1, "key widths",
       "how far below the centres they pass on average"},
      {"start_sharpness", &params->start_sharpness, 0.1, 10, "",
       "how much narrower the spread is at the first point"},
      {"end_sharpness", &params->end_sharpness, 0.1, 10, "", "the same at the last point"},
      {"stray", &params->stray, 0, 0.5, "", "share of letters that are passed by far"},
      {"stray_by", &params->stray_by, 1, kMost, "", "how much wider the spread of those is"},
      {"letter", &params->letter, -kMost, kMost, "nats", "each letter"},
      {"stay", &params->stay, 0, kMost, "nats", "each further sample at a letter"},
      {"repeat", &params->repeat, -kMost, kMost, "nats", "the second of two equal letters"},
      {"turn", &params->turn, 0, kMost, "nats", "gained by a letter where the path turns back"},
      {"slow", &params->slow, 0, kMost, "nats", "gained by a letter per log of slowness"},
      {"way_sigma", &params->way_sigma, kLeastSpread, kMost, "key widths",
       "spread of paths around the line from key to key"},
      {"way_weight", &params->way_weight, 0, kMost, "", "of a sample's distance from that line"},
      {"way_heading", &params->way_heading, 0, kMost, "nats", "each sample that goes back"},
      {"way_most", &params->way_most, 0, kMost, "nats", "no sample on the way costs more"},
      {"to_come", &params->to_come, 0, kMost, "nats",
       "each letter that a finger which still moves has not come near"},
      {"weight", &params->weight, 0, kMost, "", "of the path against the word's probability"}};
}

Result<GestureParams> gesture_from_json(const nlohmann::json& json) {
  GestureParams params;
  if (Status read = read_numbers(json, "gesture", gesture_fields(&params)); !read.ok()) {
    return read.error();
  }
  return params;
}

GestureChannel::GestureChannel(const GestureParams& params, const Layout& layout)
    : params_(params),
      path_({}, 1, 1),
      way_distance_(
          static_cast<float>(params.way_weight / 2 / (params.way_sigma * params.way_sigma))),
      way_heading_(static_cast<float>(params.way_heading)),
      way_most_(static_cast<float>(params.way_most)) {
  for (const char32_t letter : layout.letters()) {
    if (keys_.size() == kMaxKeys) break;
    const auto center = layout.center(letter);
    if (!center) continue;
    letters_ += letter;
    keys_.push_back({center->x, center->y * static_cast<float>(params.aspect) +
                                    static_cast<float>(params.key_offset_y)});
  }
  for (const KeyPoint& a : keys_) {
    for (const KeyPoint& b : keys_) {
      const float length = std::hypot(b.x - a.x, b.y - a.y);
      const float least = std::max(length, 1e-6F);
      ways_.push_back({(b.x - a.x) / least, (b.y - a.y) / least, length});
    }
  }
}

uint8_t GestureChannel::key_of(char32_t letter) const {
  auto at = letters_.find(letter);
  if (at == std::u32string::npos) at = letters_.find(base_letter(letter));
  return at == std::u32string::npos ? kNoKey : static_cast<uint8_t>(at);
}

void GestureChannel::begin(GesturePath path, bool moving) {
  path_ = std::move(path);
  moving_ = moving;
  const std::size_t n = samples();
  const std::size_t keys = keys_.size();
  at_.assign(n * keys, 0);
  from_here_.assign(n * keys, 0);
  way_.assign(n * keys * keys, -1);
  for (std::size_t i = n; i-- > 0;) {
    for (uint8_t key = 0; key < keys; ++key) {
      const float cost = at_cost(key, i);
      at_[i * keys + key] = cost;
      from_here_[i * keys + key] = i + 1 < n ? std::min(cost, from_here(key, i + 1)) : cost;
    }
  }
}

float GestureChannel::distance_squared(uint8_t key, const GesturePath::Sample& sample) const {
  const float dx = (sample.x - keys_[key].x) / static_cast<float>(params_.key_sigma_x);
  const float dy = (sample.y - keys_[key].y) / static_cast<float>(params_.key_sigma_y);
  return dx * dx + dy * dy;
}

float GestureChannel::at_cost(uint8_t key, std::size_t sample) const {
  const GesturePath::Sample& s = path_.samples()[sample];
  double d2 = distance_squared(key, s);
  const bool first = sample == 0;
  const bool last = !moving_ && sample + 1 == samples();
  double sharpness = 1;
  if (first) sharpness *= params_.start_sharpness;
  if (last) sharpness *= params_.end_sharpness;
  d2 *= sharpness * sharpness;
  const double wide = params_.stray_by * params_.stray_by;
  const double likelihood =
      (1 - params_.stray) * std::exp(-d2 / 2) + params_.stray / wide * std::exp(-d2 / (2 * wide));
  double cost = -std::log(std::max(likelihood, 1e-30)) - 2 * std::log(sharpness) + params_.letter;
  if (!first && !last) {
    cost -= params_.turn * s.turn;
    cost -= params_.slow * std::clamp(static_cast<double>(s.slow), -2.0, 2.0);
  }
  return static_cast<float>(cost);
}

float GestureChannel::stay(uint8_t key, std::size_t sample) const {
  const float d2 = distance_squared(key, path_.samples()[sample]);
  return static_cast<float>(params_.stay + params_.way_weight * d2 / 2);
}

float GestureChannel::way_cost(uint8_t from, uint8_t to, std::size_t sample) const {
  const GesturePath::Sample& s = path_.samples()[sample];
  const Way& way = ways_[from * keys_.size() + to];
  if (way.length <= 0) return stay(from, sample);
  const float dx = s.x - keys_[from].x;
  const float dy = s.y - keys_[from].y;
  const float along = dx * way.ux + dy * way.uy;
  const float across = dx * way.uy - dy * way.ux;
  const float beyond = std::max({0.0F, -along, along - way.length});
  const float wrong = (1 - (s.dx * way.ux + s.dy * way.uy)) / 2;
  return std::min(way_distance_ * (across * across + beyond * beyond) + way_heading_ * wrong,
                  way_most_);
}

}  // namespace inkling
