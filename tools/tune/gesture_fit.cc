#include "tools/tune/gesture_fit.h"

#include <algorithm>
#include <cmath>
#include <future>
#include <iterator>
#include <string_view>
#include <utility>

#include "engine/lexicon/text_key.h"
#include "tools/simulator/finger_params.h"
#include "tools/simulator/random.h"
#include "tools/simulator/swiper.h"

namespace inkling {
namespace {

constexpr double kWordPower = 0.75;  // of a word's probability
constexpr std::size_t kMatches = 200;
constexpr double kMostNats = 12;  // that an item can cost

bool is_spelled_by(const Layout& layout, const std::u32string& key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [&](char32_t c) {
    return layout.letters().find(c) != std::u32string::npos ||
           layout.letters().find(base_letter(c)) != std::u32string::npos;
  });
}

struct Outcome {
  std::size_t rank = kMatches;
  double log_prob = -kMostNats;
};

Outcome judge(const GestureItem& item, const std::vector<GestureMatch>& matches,
              const Lexicon& lexicon, double weight) {
  Outcome out;
  std::vector<std::u32string> better;  // other words before it; other cases are the same word
  double own = 0;
  double all = 0;
  const auto score = [&](const GestureMatch& m) { return m.log_prob - weight * m.channel; };
  for (const GestureMatch& match : matches) {
    const double share = std::exp(score(match) - score(matches.front()));
    all += share;
    std::u32string key = gesture_key(lexicon.text(match.id));
    if (key == item.key) {
      own += share;
      out.rank = std::min(out.rank, better.size());
    } else if (std::find(better.begin(), better.end(), key) == better.end()) {
      better.push_back(std::move(key));
    }
  }
  if (own > 0) out.log_prob = std::max(-kMostNats, std::log(own / all));
  return out;
}

std::vector<Outcome> judge_all(const std::vector<GestureItem>& items, std::size_t from,
                               std::size_t to, const Lexicon& lexicon, const Layout& layout,
                               const GestureParams& params) {
  GestureSearch search(lexicon, params, layout);
  std::vector<Outcome> out;
  for (std::size_t i = from; i < to; ++i) {
    const auto matches = search.matches(items[i].points, kMatches);
    out.push_back(judge(items[i], matches, lexicon, params.weight));
  }
  return out;
}

/// Numbers that say how a path is cut up or what it is measured by: nothing to fit.
bool is_fitted(const NumberField& field) {
  constexpr std::array<std::string_view, 3> kGiven = {"aspect", "spacing", "stray_by"};
  return std::find(kGiven.begin(), kGiven.end(), field.name) == kGiven.end();
}

class GestureClimb : public Climbable {
 public:
  GestureClimb(const std::vector<GestureItem>& items, const Lexicon& lexicon, const Layout& layout,
               GestureParams params)
      : items_(items), lexicon_(lexicon), layout_(layout), params_(params) {}

  [[nodiscard]] GestureParams params_at(std::span<const Coordinate> at) const {
    GestureParams params = params_;
    std::size_t next = 0;
    for (const NumberField& field : gesture_fields(&params)) {
      if (is_fitted(field)) *field.value = at[next++].value;
    }
    return params;
  }
  double evaluate(std::span<const Coordinate> at, std::size_t) override {
    return score_gestures(items_, lexicon_, layout_, params_at(at)).log_prob;
  }
  void accept() override {}

 private:
  const std::vector<GestureItem>& items_;
  const Lexicon& lexicon_;
  const Layout& layout_;
  GestureParams params_;
};

}  // namespace

std::u32string gesture_key(std::string_view word) {
  std::u32string key = search_key(word);
  std::erase(key, U'\'');
  return key;
}

std::vector<GestureItem> simulated_gestures(const Lexicon& lexicon, const Layout& layout,
                                            std::size_t count, uint64_t seed) {
  std::vector<double> sums;  // of the shares of words up to each
  double sum = 0;
  for (uint32_t id = 0; id < lexicon.size(); ++id) {
    if (is_spelled_by(layout, gesture_key(lexicon.text(id)))) {
      sum += std::exp(kWordPower * static_cast<double>(lexicon.log_prob(id)));
    }
    sums.push_back(sum);
  }
  std::vector<GestureItem> out;
  Random random(seed);
  while (sum > 0 && out.size() < count) {
    const auto at = std::lower_bound(sums.begin(), sums.end(), random.uniform() * sum);
    const std::string word = lexicon.text(static_cast<uint32_t>(at - sums.begin()));
    Swiper swiper(layout, default_finger_params(), {.seed = random.next()});
    out.push_back({gesture_key(word), swiper.swipe(word)});
  }
  return out;
}

GestureScores score_gestures(const std::vector<GestureItem>& items, const Lexicon& lexicon,
                             const Layout& layout, const GestureParams& params) {
  const std::size_t half = items.size() / 2;
  auto second = std::async(std::launch::async, [&] {
    return judge_all(items, half, items.size(), lexicon, layout, params);
  });
  std::vector<Outcome> all = judge_all(items, 0, half, lexicon, layout, params);
  std::vector<Outcome> rest = second.get();
  all.insert(all.end(), rest.begin(), rest.end());
  GestureScores out;
  for (const Outcome& outcome : all) {
    const double each = 1 / static_cast<double>(all.size());
    if (outcome.rank == 0) out.first += each;
    if (outcome.rank < 3) out.three += each;
    out.log_prob += each * outcome.log_prob;
  }
  return out;
}

GestureScores fit_gestures(
    const std::vector<GestureItem>& items, const Lexicon& lexicon, const Layout& layout,
    std::size_t rounds, GestureParams* params,
    const std::function<void(std::size_t, double, const GestureParams&)>& on_round) {
  constexpr double kFirstStep = 0.2;  // of a number, or of 1 where that is small
  std::vector<Coordinate> at;
  for (const NumberField& field : gesture_fields(params)) {
    if (!is_fitted(field)) continue;
    const double step = kFirstStep * std::max(std::abs(*field.value), 0.5);
    at.push_back({field.name, *field.value, step, field.least, field.most});
  }
  GestureClimb climb(items, lexicon, layout, *params);
  const double start = score_gestures(items, lexicon, layout, *params).log_prob;
  SearchOptions options;
  options.most_rounds = rounds;
  options.least_gain = 1e-3;
  coordinate_search(&at, &climb, start, options, [&](std::size_t round, double value) {
    on_round(round, value, climb.params_at(at));
  });
  *params = climb.params_at(at);
  return score_gestures(items, lexicon, layout, *params);
}

}  // namespace inkling
