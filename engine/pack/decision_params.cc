#include "engine/pack/decision_params.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace inkling {
namespace {

struct Named {
  const char* name;
  const char* reason;
};
constexpr std::array<Named, kDecisionFeatures> kNames = {
    {{"bias", "always"},
     {"lead", "nats by which the reading leads, finished word against finished word"},
     {"known", "what was typed is a word"},
     {"usual", "nats by which that word is commoner than a rare one"},
     {"seen", "running text has it, though no list"},
     {"capital", "it has a capital inside a sentence, the reading has none"},
     {"digit_ends", "it begins or ends with a digit"},
     {"digit_inside", "it has a digit inside"},
     {"apostrophes", "both differ by apostrophes alone"},
     {"joins", "the reading takes in the word before"},
     {"looks_back", "it changes that word alone"},
     {"splits", "it is several words where one was typed"},
     {"channel", "nats that its slips cost"},
     {"short", "three letters were typed, or fewer"},
     {"length", "letters typed, ten at most"},
     {"unfinished", "letters of the reading that were not typed"},
     {"outshone", "nats by which something longer leads the strip"},
     {"rival", "nats by which the reading leads the next best"},
     {"rare", "nats by which the reading is rarer than a usual word"},
     {"name", "the reading has a capital that was not typed"},
     {"alone", "no text before it"},
     {"other_name", "both have a capital inside a sentence"},
     {"shouted", "typed in capitals, the words before it not"},
     {"behind", "nats by which what was typed leads the reading"}}};

using enum DecisionFeature;
constexpr std::array kMarks = {kKnown, kSeen,  kSplits,     kApostrophes,
                               kShort, kAlone, kUnfinished, kJoins};
constexpr std::array kNumbers = {kLead, kChannel, kLength, kRival, kRare, kUsual};

struct Pair {
  std::size_t mark, other;
};
constexpr auto kPairs = [] {
  std::array<Pair, kDecisionTerms - kDecisionFeatures> out{};
  std::size_t at = 0;
  for (std::size_t m = 0; m < kMarks.size(); ++m) {
    const auto mark = static_cast<std::size_t>(kMarks[m]);
    for (const DecisionFeature number : kNumbers) out[at++] = {mark, std::size_t(number)};
    for (std::size_t other = m + 1; other < kMarks.size(); ++other) {
      out[at++] = {mark, std::size_t(kMarks[other])};
    }
  }
  return out;
}();

/// Where a pair stands among the terms.
std::size_t term_of(DecisionFeature mark, DecisionFeature other) {
  const auto at = std::find_if(kPairs.begin(), kPairs.end(), [&](const Pair& pair) {
    return pair.mark == static_cast<std::size_t>(mark) &&
           pair.other == static_cast<std::size_t>(other);
  });
  return kDecisionFeatures + static_cast<std::size_t>(at - kPairs.begin());
}

}  // namespace

DecisionTerms decision_terms(const DecisionFeatures& features) {
  DecisionTerms out{};
  std::copy(features.begin(), features.end(), out.begin());
  for (std::size_t i = 0; i < kPairs.size(); ++i) {
    out[kDecisionFeatures + i] = features[kPairs[i].mark] * features[kPairs[i].other];
  }
  return out;
}

const char* decision_term_name(std::size_t term) {
  static const auto kTogether = [] {
    std::array<std::string, kPairs.size()> out;
    for (std::size_t i = 0; i < kPairs.size(); ++i) {
      out[i] = std::string(kNames[kPairs[i].mark].name) + '*' + kNames[kPairs[i].other].name;
    }
    return out;
  }();
  return term < kDecisionFeatures ? kNames.at(term).name
                                  : kTogether.at(term - kDecisionFeatures).c_str();
}

double slope_allowed(std::size_t term) {
  const auto feature = static_cast<DecisionFeature>(
      term < kDecisionFeatures ? term : kPairs[term - kDecisionFeatures].other);
  if (feature == kLead) return 1;
  return feature == kChannel || feature == kBehind ? -1 : 0;
}

std::optional<std::size_t> wrong_way(const DecisionTerms& weights) {
  for (const DecisionFeature feature : {kLead, kBehind, kChannel}) {
    const auto at = static_cast<std::size_t>(feature);
    const double way = slope_allowed(at);
    const double alone = way * weights[at];
    if (alone < 0) return at;
    double least = alone;
    for (std::size_t k = kDecisionFeatures; k < kDecisionTerms; ++k) {
      if (kPairs[k - kDecisionFeatures].other != at) continue;
      const double together = std::min(way * weights[k], 0.0);
      if (alone + together < 0) return k;
      if (feature == kLead) least += together;
    }
    if (least < 0) return at;
  }
  return std::nullopt;
}

DecisionParams::DecisionParams() {
  const auto set = [this](DecisionFeature feature, double weight) {
    weights.at(static_cast<std::size_t>(feature)) = weight;
  };
  set(DecisionFeature::kBias, -1.2);
  set(DecisionFeature::kLead, 1);
  set(DecisionFeature::kKnown, -5);
  set(DecisionFeature::kSeen, -1);
  set(DecisionFeature::kCapital, -2);
  set(DecisionFeature::kOtherName, -1);
  set(DecisionFeature::kShouted, -8);
  set(DecisionFeature::kDigitEnds, -2);
  set(DecisionFeature::kApostrophes, 1);
  set(DecisionFeature::kJoins, -1);
  set(DecisionFeature::kLooksBack, -2.5);
  set(DecisionFeature::kOutshone, -0.5);
  set(DecisionFeature::kBehind, -0.5);
  // Of joins nothing is typed for the fit: theirs is a lead of its own.
  weights.at(term_of(kJoins, kLead)) = 0.25;
}

std::vector<NumberField> decision_fields(DecisionParams* params) {
  constexpr double kMost = 100;
  std::vector<NumberField> out;
  for (std::size_t i = 0; i < kDecisionTerms; ++i) {
    out.push_back({decision_term_name(i), &params->weights.at(i), -kMost, kMost, "log odds",
                   i < kDecisionFeatures ? kNames.at(i).reason : "both together"});
  }
  out.push_back({"careful", &params->careful, 0, 1, "probability",
                 "least P(right) for the careful strength"});
  out.push_back({"normal", &params->normal, 0, 1, "probability", "the same for the normal one"});
  out.push_back({"bold", &params->bold, 0, 1, "probability", "the same for the bold one"});
  return out;
}

Result<DecisionParams> decision_from_json(const nlohmann::json& json) {
  DecisionParams params;
  if (Status read = read_numbers(json, "decision", decision_fields(&params)); !read.ok()) {
    return read.error();
  }
  if (const auto term = wrong_way(params.weights)) {
    return make_error(ErrorCode::kCorrupt,
                      std::string("\"decision\": \"") + decision_term_name(*term) +
                          "\" speaks the wrong way: a reading that leads by more, or has fewer "
                          "slips, would be put in less often");
  }
  return params;
}

}  // namespace inkling
