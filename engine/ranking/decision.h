// What a space puts in: P(the replacement is right), and the few cases in which it never asks.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "engine/inkling.h"
#include "engine/pack/decision_params.h"
#include "engine/ranking/candidates.h"

namespace inkling {

struct EngineParts;
struct Literal;
struct Ranked;

/// Why a literal stays whatever speaks for another reading: the whole list of such rules.
enum class Veto : uint8_t {
  kNone,
  kOff,         // correction is switched off, or nothing else could be meant
  kCode,        // digits and signs: no prose
  kCapitals,    // tYped: on purpose
  kLonger,      // more than one letter would have to be made up
  kOffensive,   // the reading is offensive, or never put in
  kRefused,     // this very change was taken back before
  kPersonal,    // the person's own word or shortcut
  kOneLetter,   // a letter on its own
  kForEffect,   // laughter, drawn-out letters
  kOwnWriting,  // the same letters, written as one likes
};

/// The outcome for one text.
struct Decision {
  Veto veto = Veto::kOff;
  // The best finished one among the ranked items that is not what was typed, if there is one.
  std::optional<std::size_t> reading;
  DecisionFeatures features{};  // of the best reading, where no veto came first
  double probability = 0;       // that replacing is right
  double threshold = 1;         // what it must reach
  bool replaces = false;
};

/// How reports call it: "code", "refused" …; empty for kNone.
const char* veto_name(Veto veto);
/// For people, from a ranking.
DecisionReport report_of(const EngineParts& parts, const Ranked& ranked);
/// Decides whether a space replaces what was typed, and moves what it would put in to the front.
void decide_autocorrect(const EngineParts& parts, bool sentence_start, AutocorrectStrength strength,
                        Ranked* ranked);
/// Does the reading that replaces do so by the careful strength, too, and by other letters than the
/// typed ones, three and more? What stands before a hyphen may be no word of its own ("re-did").
bool is_sure(const EngineParts& parts, const Ranked& ranked);
/// Would another word explain what was typed better, whatever forbids to put it in? A word of a
/// lexicon, or the person's own, is no slip.
bool looks_like_slip(const EngineParts& parts, bool sentence_start, const Ranked& ranked);
/// P(right) for given evidence.
double replacement_probability(const DecisionParams& params, const DecisionFeatures& features);
/// The score of a candidate when the word is over: letters that are still to come were left out.
double finished_score(const EngineParts& parts, const Candidate& candidate);
/// "shes": the same letters but for apostrophes. Who leaves them out knows the word.
bool only_apostrophes(std::string_view typed, std::string_view better);
/// "boys'": the last sign may close a quotation, or belong to a plural.
bool closes_with_apostrophe(std::string_view typed);
}  // namespace inkling
