#include "tools/tune/weights_model.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "engine/ranking/word_book.h"
#include "tools/tune/channel_costs.h"

namespace inkling {
namespace {

// Fitted by name. Left out: what no item shows (apostrophes that people leave out, spaces inside
// words), what each session learns (the touch offset), and what belongs to other sources (history,
// languages).
constexpr std::array<std::string_view, 14> kChannel = {"neighbour",
                                                       "far",
                                                       "extra",
                                                       "extra_repeat",
                                                       "extra_neighbour",
                                                       "omission",
                                                       "omission_repeat",
                                                       "transposition",
                                                       "first_letter",
                                                       "space_missing",
                                                       "letter_for_space",
                                                       "touch_sigma_x",
                                                       "touch_sigma_y",
                                                       "spelling_offset"};
constexpr std::array<std::string_view, 5> kRanking = {
    "channel_weight", "unigram_share", "unigram_share_alone", "unknown_share", "unknown_letters"};
constexpr double kNats = 0.5;      // first step of a cost
constexpr double kLengths = 0.03;  // … of a touch's spread
constexpr double kShares = 0.05;   // … of a share
constexpr double kMostShare = 0.95;
constexpr double kPriorSpread = 4;  // first steps: standard deviation of the prior

const NumberField* find_field(const std::vector<NumberField>& fields, std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [name](const NumberField& field) { return field.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

Coordinate coordinate_of(const NumberField& field) {
  const std::string_view name = field.name;
  Coordinate out{std::string(name), *field.value, kNats, field.least, field.most};
  if (name.starts_with("touch_")) out.step = kLengths;
  if (name == "channel_weight" || name == "unknown_letters") out.step = 2 * kLengths;
  if (name.starts_with("unigram_share")) {
    out.step = kShares;
    out.least = 1e-3;
    out.most = kMostShare;
  }
  return out;
}

template <std::size_t N>
void add_coordinates(const std::vector<NumberField>& fields,
                     const std::array<std::string_view, N>& names, std::vector<Coordinate>* out) {
  for (const std::string_view name : names) {
    if (const NumberField* field = find_field(fields, name)) out->push_back(coordinate_of(*field));
  }
}

double word_log_prob(const WordParts& parts, double share, const RankingParams& params) {
  double unigram = parts.unigram;
  if (parts.letters > kImpossible) {
    unigram = std::max(unigram, params.unknown_share + params.unknown_letters * parts.letters);
  }
  if (parts.model <= kImpossible) return unigram;
  return log_mix(share, parts.model, unigram);
}

/// `channels`: of the literal, then of each candidate.
ItemScores score_item(const CachedItem& item, const float* channels, const RankingParams& params) {
  const double share =
      std::min(item.nothing_before ? params.unigram_share_alone : params.unigram_share, kMostShare);
  ItemScores out;
  out.literal = word_log_prob(item.literal, share, params) -
                params.channel_weight * static_cast<double>(channels[0]);
  out.candidates.reserve(item.candidates.size());
  for (std::size_t i = 0; i < item.candidates.size(); ++i) {
    const CachedCandidate& c = item.candidates[i];
    const double prior = c.several != 0 ? c.several : word_log_prob(c.parts, share, params);
    out.candidates.push_back(prior - params.channel_weight * static_cast<double>(channels[i + 1]));
  }
  return out;
}

void add_channels(const CachedItem& item, ChannelCosts* costs, float* out) {
  costs->set_presses(item.presses);
  out[0] = static_cast<float>(costs->cost(item.typed));
  for (std::size_t i = 0; i < item.candidates.size(); ++i) {
    out[i + 1] = static_cast<float>(costs->cost(item.candidates[i].key));
  }
}

}  // namespace

std::vector<Coordinate> weight_coordinates(const Weights& weights) {
  Weights copy = weights;
  std::vector<Coordinate> out;
  add_coordinates(channel_fields(&copy.channel), kChannel, &out);
  add_coordinates(ranking_fields(&copy.ranking), kRanking, &out);
  return out;
}

Weights weights_at(const Weights& base, std::span<const Coordinate> at) {
  Weights out = base;
  const auto channel = channel_fields(&out.channel);
  const auto ranking = ranking_fields(&out.ranking);
  for (const Coordinate& coordinate : at) {
    const NumberField* field = find_field(channel, coordinate.name);
    if (field == nullptr) field = find_field(ranking, coordinate.name);
    if (field != nullptr) *field->value = coordinate.value;
  }
  return out;
}

WeightsModel::WeightsModel(const std::vector<CachedItem>& items, const Layout& layout,
                           const Weights& base, std::optional<std::size_t> half)
    : middle_(weight_coordinates(Weights())), layout_(layout), base_(base) {
  std::size_t size = 0;
  for (const CachedItem& item : items) {
    // Right words come among the simulated ones as often as they do in life; those that stand for
    // nothing but themselves are there for the margins.
    if (item.source == ItemSource::kRight || !item.found) continue;
    if (half && item.half != *half) continue;
    items_.push_back(&item);
    weight_ += item.weight;
    size += item.candidates.size() + 1;
  }
  channels_.assign(size, 0.0F);
  trial_ = channels_;
}

void WeightsModel::work_out_channels(const ChannelParams& params, bool touches_only) {
  ChannelCosts costs(params, layout_);
  std::size_t at = 0;
  for (const CachedItem* item : items_) {
    if (!touches_only || item->source == ItemSource::kTouches) {
      add_channels(*item, &costs, &trial_[at]);
    }
    at += item->candidates.size() + 1;
  }
}

double WeightsModel::mean_log_posterior(const RankingParams& params) {
  std::array<double, kItemSources> sums{};
  std::array<double, kItemSources> weights{};
  std::size_t at = 0;
  for (const CachedItem* item : items_) {
    const ItemScores scores = score_item(*item, &trial_[at], params);
    at += item->candidates.size() + 1;
    double all = scores.literal;
    double meant = item->right ? scores.literal : kImpossible * 4;
    for (std::size_t i = 0; i < scores.candidates.size(); ++i) {
      const double score = scores.candidates[i];
      all = std::max(all, score) + std::log1p(std::exp(-std::abs(all - score)));
      if (item->candidates[i].meant) meant = std::max(meant, score);
    }
    const auto source = static_cast<std::size_t>(item->source);
    sums.at(source) += item->weight * (meant - all);
    weights.at(source) += item->weight;
  }
  double sum = 0;
  double weight = 0;
  for (std::size_t source = 0; source < kItemSources; ++source) {
    sum += sums.at(source);
    weight += weights.at(source);
    by_source_.at(source) = weights.at(source) > 0 ? sums.at(source) / weights.at(source) : 0;
  }
  return weight > 0 ? sum / weight : 0;
}

double WeightsModel::start(std::span<const Coordinate> at) {
  const Weights weights = weights_at(base_, at);
  work_out_channels(weights.channel, false);
  accept();
  return mean_log_posterior(weights.ranking) + prior(at);
}

double WeightsModel::prior(std::span<const Coordinate> at) const {
  double sum = 0;
  for (std::size_t i = 0; i < at.size(); ++i) {
    // First steps are of the size of a number's uncertainty.
    const double off = (at[i].value - middle_[i].value) / (kPriorSpread * middle_[i].step);
    sum -= 0.5 * off * off;
  }
  return weight_ > 0 ? sum / weight_ : 0;
}

double WeightsModel::evaluate(std::span<const Coordinate> at, std::size_t changed) {
  const Weights weights = weights_at(base_, at);
  trial_ = channels_;
  if (changed < kChannel.size()) {
    work_out_channels(weights.channel, at[changed].name.starts_with("touch_"));
  }
  return mean_log_posterior(weights.ranking) + prior(at);
}

std::vector<ItemScores> score_items(const std::vector<CachedItem>& items, const Layout& layout,
                                    const Weights& weights) {
  ChannelCosts costs(weights.channel, layout);
  std::vector<ItemScores> out;
  out.reserve(items.size());
  std::vector<float> channels;
  for (const CachedItem& item : items) {
    channels.resize(item.candidates.size() + 1);
    add_channels(item, &costs, channels.data());
    out.push_back(score_item(item, channels.data(), weights.ranking));
  }
  return out;
}

}  // namespace inkling
