// What letters still to come cost, and when a completion comes first: fitted by what the strip
// shows.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "engine/ranking/params.h"
#include "tools/tune/candidate_cache.h"

namespace inkling {

/// Where meant words stand on strips of three, as shares of the strips. A strip is looked at once
/// while its word is being typed and once when it is finished but wrong.
struct StripShares {
  double first = 0;
  double three = 0;
  /// What is made highest: a first place counts twice, as one of the three places too.
  [[nodiscard]] double value() const { return (first + three) / 2; }
};

/// The place of the meant word when the strip is sorted as CandidatePool::sort does; nothing when
/// it is not there. `places`: likeliest first under any numbers.
std::optional<std::size_t> meant_place(std::span<const CachedPlace> places,
                                       const RankingParams& params);

StripShares strip_shares(const std::vector<CachedItem>& items, std::optional<std::size_t> half,
                         const RankingParams& params);

/// Sets unfinished_per_letter, completion_per_letter and completion_first to the best of a grid:
/// places have no slope. Of equals the smallest.
StripShares fit_strip(const std::vector<CachedItem>& items, std::optional<std::size_t> half,
                      RankingParams* params);

}  // namespace inkling
