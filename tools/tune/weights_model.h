// How well given weights tell what was meant: the objective of `inkling tune weights`.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/decoder/channel.h"
#include "engine/pack/params.h"
#include "tools/tune/candidate_cache.h"
#include "tools/tune/coordinate_search.h"

namespace inkling {

/// The numbers that are fitted, in one bag.
struct Weights {
  ChannelParams channel;
  RankingParams ranking;
};

/// The coordinates of a search that starts from `weights`: first those of the channel, then those
/// of ranking, margins and costs of unfinished words aside.
std::vector<Coordinate> weight_coordinates(const Weights& weights);
/// `base` with the values of the coordinates.
Weights weights_at(const Weights& base, std::span<const Coordinate> at);

/// What a finished word's candidates are worth. Parallel to CachedItem::candidates; nats.
struct ItemScores {
  double literal = 0;
  std::vector<double> candidates;
};

/// Mean log posterior of the meant word, a softmax over the candidates and the literal, weighted by
/// the items' weights; and a Gaussian prior around the numbers that serve a pack without its own,
/// so that what few items speak of stays sensible. Items whose meant word was not found say
/// nothing. Used by one thread; the items are borrowed.
class WeightsModel final : public Climbable {
 public:
  /// `half`: only items of this half count; nothing: all do.
  WeightsModel(const std::vector<CachedItem>& items, const Layout& layout, const Weights& base,
               std::optional<std::size_t> half);

  double evaluate(std::span<const Coordinate> at, std::size_t changed) override;
  void accept() override { channels_ = trial_; }
  /// Evaluates from the ground and accepts.
  double start(std::span<const Coordinate> at);
  /// Of the point evaluated last, by ItemSource.
  [[nodiscard]] const std::array<double, kItemSources>& by_source() const { return by_source_; }

 private:
  /// Costs of the literal, then of each candidate, item after item.
  void work_out_channels(const ChannelParams& params, bool touches_only);
  double mean_log_posterior(const RankingParams& params);
  /// log of the prior, a word's share of it.
  [[nodiscard]] double prior(std::span<const Coordinate> at) const;

  std::vector<const CachedItem*> items_;
  double weight_ = 0;               // of all items
  std::vector<Coordinate> middle_;  // of the prior
  const Layout& layout_;
  Weights base_;
  std::vector<float> channels_;
  std::vector<float> trial_;
  std::array<double, kItemSources> by_source_{};
};

/// The scores of every item's literal and candidates under `weights`.
std::vector<ItemScores> score_items(const std::vector<CachedItem>& items, const Layout& layout,
                                    const Weights& weights);

}  // namespace inkling
