// What letters still to come cost, and when a completion comes first: fitted by what the strip
// shows.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "engine/pack/params.h"
#include "tools/tune/candidate_cache.h"

namespace inkling {

/// What strips are good for. While a word is typed, any of three places is a tap away: `typing` is
/// the share of the letters still to come that such a tap would save. A finished word that is wrong
/// is mended by what comes first: `mending` is the share of those strips that begin with the meant
/// word.
struct StripShares {
  double typing = 0;
  double mending = 0;
  /// What is made highest.
  [[nodiscard]] double value() const { return (typing + mending) / 2; }
};

/// The place of the meant word when the strip is sorted as CandidatePool::sort does; nothing when
/// it is not there. `places` may be in any order.
std::optional<std::size_t> meant_place(std::span<const CachedPlace> places,
                                       const RankingParams& params);

StripShares strip_shares(const std::vector<CachedItem>& items, std::optional<std::size_t> half,
                         const RankingParams& params);

/// Sets unfinished_per_letter, completion_per_letter and completion_first to the best of a grid:
/// places have no slope. Of equals the smallest.
StripShares fit_strip(const std::vector<CachedItem>& items, std::optional<std::size_t> half,
                      RankingParams* params);

}  // namespace inkling
