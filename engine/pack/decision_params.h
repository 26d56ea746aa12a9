// What a space puts in: the fitted numbers of that decision, the "decision" object of decoder.json.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <vector>

#include "engine/decoder/number_fields.h"
#include "platform/result.h"

namespace inkling {

/// What speaks for or against replacing the literal by a reading. Each is one number; where it is
/// made says what it is (`decision.cc`), `decision_term_name()` how decoder.json calls it.
enum class DecisionFeature : uint8_t {
  kBias,
  kLead,         // nats by which the reading leads, finished word against finished word
  kKnown,        // the literal is a word
  kUsual,        // … nats by which it is commoner than a rare one
  kSeen,         // the literal is no word of the list, but running text has it
  kCapital,      // it has a capital inside a sentence, and the reading has none
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
  kOtherName,    // it has a capital inside a sentence, and so has the reading
  kShouted,      // all of it is in capitals, the words before it are not
  kBehind,       // nats by which the literal leads the reading: a lead that is none
};
inline constexpr std::size_t kDecisionFeatures = 24;
using DecisionFeatures = std::array<double, kDecisionFeatures>;

/// What the weights stand for: first the features, then some of them two by two: eight marks
/// (known, seen, splits, apostrophes, short, alone, unfinished, joins), each with six numbers
/// (lead, channel, length, rival, rare, usual), and each with the marks behind it. A lead says less
/// of a known word, a long word is safer where nothing stands before it.
inline constexpr std::size_t kDecisionTerms = kDecisionFeatures + 8 * 6 + 8 * 7 / 2;
using DecisionTerms = std::array<double, kDecisionTerms>;

/// The features, and the products that DecisionTerms names.
DecisionTerms decision_terms(const DecisionFeatures& features);
/// How decoder.json calls a term: "lead", "known*lead". Lives as long as the program.
const char* decision_term_name(std::size_t term);

/// P(the replacement is right) = sigmoid(weights . terms). The defaults serve a pack without
/// numbers of its own.
struct DecisionParams {
  DecisionParams();
  DecisionTerms weights{};
  // The least probability at which a space replaces, by how much a person asked for: where a wrong
  // change costs c times what a mended slip saves, c / (1 + c).
  double careful = 0.88;
  double normal = 0.5;
  double bold = 0.32;
};

/// The numbers of `params` by name, for reading, writing and fitting.
std::vector<NumberField> decision_fields(DecisionParams* params);
/// Which way more of a term may speak: 1 never against the reading (its lead, and what comes
/// together with it), -1 never for it (its slips, the literal's lead), 0 either way.
double slope_allowed(std::size_t term);
/// The first term that speaks the wrong way, or nothing: the lead under the worst of all that it
/// may come together with, slips with any one mark.
std::optional<std::size_t> wrong_way(const DecisionTerms& weights);
/// From an object that holds the section "decision", or does not. kCorrupt names the field, or says
/// that something speaks the wrong_way().
Result<DecisionParams> decision_from_json(const nlohmann::json& json);

}  // namespace inkling
