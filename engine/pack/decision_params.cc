#include "engine/pack/decision_params.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

namespace inkling {
namespace {

constexpr std::array<const char*, kDecisionFeatures> kNames = {
    "bias",         "lead",        "known",    "usual",      "seen",   "capital", "digit_ends",
    "digit_inside", "apostrophes", "joins",    "looks_back", "splits", "channel", "short",
    "length",       "unfinished",  "outshone", "rival",      "rare",   "name",    "alone"};

using enum DecisionFeature;
constexpr std::array kMarks = {kKnown, kSeen, kSplits, kApostrophes, kShort, kAlone};
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
      out[i] = std::string(kNames[kPairs[i].mark]) + '*' + kNames[kPairs[i].other];
    }
    return out;
  }();
  return term < kDecisionFeatures ? kNames.at(term)
                                  : kTogether.at(term - kDecisionFeatures).c_str();
}

double least_lead_weight(const DecisionTerms& weights) {
  constexpr auto kLeadAt = static_cast<std::size_t>(kLead);
  double least = weights[kLeadAt];
  for (std::size_t i = 0; i < kPairs.size(); ++i) {
    if (kPairs[i].other == kLeadAt) least += std::min(weights[kDecisionFeatures + i], 0.0);
  }
  return least;
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
  set(DecisionFeature::kDigitEnds, -2);
  set(DecisionFeature::kApostrophes, 1);
  set(DecisionFeature::kLooksBack, -1);
  set(DecisionFeature::kOutshone, -0.5);
}

std::vector<NumberField> decision_fields(DecisionParams* params) {
  constexpr double kMost = 100;
  std::vector<NumberField> out;
  for (std::size_t i = 0; i < kDecisionTerms; ++i) {
    out.push_back({decision_term_name(i), &params->weights.at(i), -kMost, kMost});
  }
  out.push_back({"careful", &params->careful, 0, 1});
  out.push_back({"normal", &params->normal, 0, 1});
  out.push_back({"bold", &params->bold, 0, 1});
  return out;
}

Result<DecisionParams> decision_from_json(const nlohmann::json& json) {
  DecisionParams params;
  if (Status read = read_numbers(json, "decision", decision_fields(&params)); !read.ok()) {
    return read.error();
  }
  if (least_lead_weight(params.weights) < 0) {
    return make_error(
        ErrorCode::kCorrupt,
        "\"decision\": \"lead\" and the terms with it sum up to less than 0: a reading "
        "that leads by more would be put in less often");
  }
  return params;
}

}  // namespace inkling
