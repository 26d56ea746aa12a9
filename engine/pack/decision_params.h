// What a space puts in: the fitted numbers of that decision, the "decision" object of decoder.json.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "engine/decoder/number_fields.h"
#include "platform/result.h"

namespace inkling {

/// What speaks for or against replacing the literal by a reading. Each is one number; where it is
/// made says what it is (`decision.cc`), `decision_feature_name()` how decoder.json calls it.
enum class DecisionFeature : uint8_t {
  kBias,
  kLead,         // nats by which the reading leads, finished word against finished word
  kKnown,        // the literal is a word
  kUsual,        // … nats by which it is commoner than a rare one
  kSeen,         // the literal is no word of the list, but running text has it
  kCapital,      // it has a capital inside a sentence: a half where the reading has one, too
  kDigitEnds,    // it begins or ends with a digit
  kDigitInside,  // it has one inside
  kApostrophes,  // both have the same letters but for apostrophes
  kJoins,        // the reading takes in the word before
  kLooksBack,    // … and changes that one alone
  kSplits,       // it is several words where one was typed
  kChannel,      // nats that its slips cost
  kShort,        // the literal has three letters or fewer
  kLength,       // letters of the literal, ten at most
  kUnfinished,   // letters of the reading that were not typed
  kOutshone,     // nats by which something longer leads the strip
  kRival,        // nats by which the reading leads the second best
  kRare,         // nats by which the reading is rarer than a usual word
  kName,         // the reading has a capital that was not typed
  kAlone,        // no text before it
};
inline constexpr std::size_t kDecisionFeatures = 21;
using DecisionFeatures = std::array<double, kDecisionFeatures>;

const char* decision_feature_name(DecisionFeature feature);

/// P(the replacement is right) = sigmoid(weights . features). The defaults serve a pack without
/// numbers of its own.
struct DecisionParams {
  DecisionParams();
  DecisionFeatures weights{};
  // The least probability at which a space replaces, by how much a person asked for: where a wrong
  // change costs c times what a mended slip saves, c / (1 + c).
  double careful = 0.88;
  double normal = 0.5;
  double bold = 0.32;
};

/// The numbers of `params` by name, for reading, writing and fitting.
std::vector<NumberField> decision_fields(DecisionParams* params);
/// From an object that holds the section "decision", or does not. kCorrupt names the field.
Result<DecisionParams> decision_from_json(const nlohmann::json& json);

}  // namespace inkling
