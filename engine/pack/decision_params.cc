#include "engine/pack/decision_params.h"

#include <nlohmann/json.hpp>

namespace inkling {
namespace {

constexpr std::array<const char*, kDecisionFeatures> kNames = {
    "bias",         "lead",        "known",    "usual",      "seen",   "capital", "digit_ends",
    "digit_inside", "apostrophes", "joins",    "looks_back", "splits", "channel", "short",
    "length",       "unfinished",  "outshone", "rival",      "rare",   "name",    "alone"};

}  // namespace

const char* decision_feature_name(DecisionFeature feature) {
  return kNames.at(static_cast<std::size_t>(feature));
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
  for (std::size_t i = 0; i < kDecisionFeatures; ++i) {
    // Monotone: a reading that leads by more is never less likely to be put in.
    const bool lead = i == static_cast<std::size_t>(DecisionFeature::kLead);
    out.push_back({kNames.at(i), &params->weights.at(i), lead ? 0 : -kMost, kMost});
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
  return params;
}

}  // namespace inkling
