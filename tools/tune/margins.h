// When a space may replace what was typed: harm against help.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/pack/params.h"
#include "tools/tune/candidate_cache.h"
#include "tools/tune/weights_model.h"

namespace inkling {

/// What a space would do to an item, by how much its best candidate leads.
struct Decision {
  enum class Outcome { kMends, kChangesWrongly, kHarms };
  ItemSource source = ItemSource::kKeys;
  std::size_t half = 0;
  double weight = 1;
  bool wrong = false;     // what was typed is not what was meant
  bool possible = false;  // the rules other than the margins allow the change
  bool known = false;     // what was typed is a word
  bool seen = false;      // … or running text has it
  double capital = 0;     // how much of the margin for capitals applies
  double lead = 0;        // nats
  double behind = 0;      // nats: by how much a completion leads before it
  Outcome outcome = Outcome::kMends;
};

/// One for each item.
std::vector<Decision> decisions(const std::vector<CachedItem>& items,
                                const std::vector<ItemScores>& scores);

/// By how many nats a correction must lead; see RankingParams.
struct Margins {
  double base = 0;
  double known = 0;     // added where what was typed is a word
  double seen = 0;      // … is no word, but running text has it
  double capital = 0;   // … has a capital inside a sentence
  double outshone = 0;  // … and by how many at most a completion may lead
  [[nodiscard]] bool allow(const Decision& d) const {
    return d.behind <= outshone && d.lead > of(d);
  }
  [[nodiscard]] double of(const Decision& d) const {
    return base + (d.known ? known : 0) + (d.seen ? seen : 0) + d.capital * capital;
  }
};
void set_margins(const Margins& margins, RankingParams* ranking);

/// Under some margins; shares by ItemSource, of the items that were typed wrong.
struct MarginPoint {
  Margins margins;
  std::array<double, kItemSources> mended{};
  std::array<double, kItemSources> wrongly_changed{};
  double harm_per_1000 = 0;  // of the words of ItemSource::kRight
  // Words right afterwards less words right before, by weight, with the price of wrong changes.
  double gain = 0;
};

struct MarginOptions {
  double most_harm = 1.5;  // per 1000 right words
  // Of the margin for known words: what a person expects of "the cst", whatever texts say.
  double most_known = 14;
  // Of the margin for words that running text has: the texts that are fitted on have fewer of them
  // that the pack does not know than the next person's.
  double least_seen = 0;
  // A completion this much likelier never keeps a slip: "fo" is more often a slip than the start
  // of a word, which finished words alone cannot show.
  double least_outshone = 0;
  // A wrong word in place of a misspelled one is no more wrong, but hides what was meant: so much
  // of the harm done to a right word.
  double wrong_change = 0.5;
};

MarginPoint margin_point(const std::vector<Decision>& all, std::optional<std::size_t> half,
                         const Margins& margins, const MarginOptions& options);
/// The margins with the highest gain among those that harm no more than allowed; where all harm
/// more, those that harm least. On a grid: what they decide on has no slope.
MarginPoint choose_margins(const std::vector<Decision>& all, std::optional<std::size_t> half,
                           const MarginOptions& options);

/// Points along the base margin, the others held.
std::vector<MarginPoint> margin_curve(const std::vector<Decision>& all, const Margins& margins,
                                      const MarginOptions& options);
/// A line a point: margin, harm_per_1000, then mended and wrongly_changed of touches, keys, typos.
std::string curve_csv(const std::vector<MarginPoint>& curve);
/// Shares mended against harm, one line a source; `chosen` is marked.
std::string curve_svg(const std::vector<MarginPoint>& curve, const MarginPoint& chosen);

}  // namespace inkling
