#include "engine/ranking/decision.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <numeric>
#include <string>
#include <vector>

#include "engine/lexicon/text_key.h"
#include "engine/ranking/emphasis.h"
#include "engine/ranking/phrase_words.h"
#include "engine/ranking/prose.h"
#include "engine/ranking/ranker.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr int kMostLeftOut = 1;       // letters at the end of a word
constexpr std::ptrdiff_t kDepth = 8;  // candidates among which the best finished one is sought

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

/// Shift was held for the whole word, among words in small letters.
bool is_shouted(const Literal& literal) {
  return case_pattern(literal.typed) == CasePattern::kUpper && !literal.in_capitals;
}

}  // namespace

bool only_apostrophes(std::string_view typed, std::string_view better) {
  const auto letters = [](std::string_view word) {
    std::u32string out = search_key(word);
    std::erase(out, U'\'');
    return out;
  };
  return letters(typed) == letters(better);
}

bool closes_with_apostrophe(std::string_view typed) {
  return typed.size() > 1 && typed.back() == '\'';
}

double finished_score(const EngineParts& parts, const Candidate& candidate) {
  const LanguageParts& language = *parts.languages[candidate.language];
  return finished_score(candidate, language.ranking, language.channel.omission);
}

namespace {

/// Nothing but capitals would change.
bool same_letters(const Candidate& reading, std::string_view typed) {
  return reading.key == to_lower(reading.replaces + std::string(typed));
}

/// Whoever presses shift inside a sentence writes a name.
bool is_named(std::string_view typed, bool sentence_start) {
  return !sentence_start && case_pattern(typed) == CasePattern::kTitle;
}

Veto veto_of(const EngineParts& parts, const Candidate& best, const Literal& literal,
             AutocorrectStrength strength) {
  const std::string& typed = literal.typed;
  if (strength == AutocorrectStrength::kOff || typed.empty()) return Veto::kOff;
  if (is_code(parts.primary().table, typed)) return Veto::kCode;
  if (case_pattern(typed) == CasePattern::kMixed) return Veto::kCapitals;
  if (best.remaining > kMostLeftOut) return Veto::kLonger;
  if ((best.flags & (kWordOffensive | kWordNeverAutocorrect)) != 0) return Veto::kOffensive;
  if (parts.history->refused(typed, best.text)) return Veto::kRefused;
  if (literal.personal || parts.history->shortcut(typed)) return Veto::kPersonal;
  if (closes_with_apostrophe(typed) && best.key + typed.back() == to_lower(typed)) {
    return Veto::kOwnWriting;
  }
  if (same_letters(best, typed)) return Veto::kNone;
  if (is_for_effect(parts.primary().table, typed, best.text)) return Veto::kForEffect;
  // A space that cut a word in two leaves rubble, however short.
  if (decode_utf8(typed).size() < 2 && best.replaces.empty()) return Veto::kOneLetter;
  return Veto::kNone;
}

/// By how many nats `best` leads the best of the others, finished word against finished word.
double lead_over_rivals(const EngineParts& parts, const std::vector<Candidate>& items,
                        const Candidate& best, double score, std::string_view typed) {
  constexpr double kNone = 30;
  double rival = score - kNone;
  const auto depth = std::min<std::size_t>(kDepth, items.size());
  for (std::size_t i = 0; i < depth; ++i) {
    if (&items[i] == &best || items[i].key == best.key || items[i].key == typed) continue;
    rival = std::max(rival, finished_score(parts, items[i]));
  }
  return score - rival;
}

DecisionFeatures features_of(const EngineParts& parts, const Ranked& ranked, const Candidate& best,
                             bool sentence_start) {
  // Beyond these bounds a feature says nothing more; in nats but for the letters.
  constexpr double kFar = 12;
  constexpr double kMostLetters = 10;
  constexpr double kShort = 3;
  constexpr double kRareWord = -13;
  constexpr double kUsualWord = -10;
  constexpr double kMostUsual = 8;
  constexpr double kMostRival = 6;
  const Literal& literal = ranked.literal;
  const std::u32string letters = decode_utf8(literal.typed);
  const double score = finished_score(parts, best);
  const double lead = score - literal.score;
  const bool digit = std::any_of(letters.begin(), letters.end(), is_digit);
  const bool digit_ends = is_digit(letters.front()) || is_digit(letters.back());
  const bool joins = !best.replaces.empty();
  const double usual = std::clamp(literal.word.unigram - kRareWord, 0.0, kMostUsual);
  DecisionFeatures out{};
  const auto set = [&out](DecisionFeature feature, double value) {
    out.at(static_cast<std::size_t>(feature)) = value;
  };
  const auto mark = [&set](DecisionFeature feature, bool is) { set(feature, is ? 1 : 0); };
  // A piece that a stray space cut off is as long as what it was cut from.
  const auto size = static_cast<double>(joins ? decode_utf8(best.text).size() : letters.size());
  set(DecisionFeature::kBias, 1);
  set(DecisionFeature::kLead, std::clamp(lead, -kFar, kFar));
  set(DecisionFeature::kBehind, std::clamp(-lead, 0.0, kFar));
  mark(DecisionFeature::kKnown, literal.known && !joins);
  set(DecisionFeature::kUsual, literal.known && !joins ? usual : 0);
  mark(DecisionFeature::kSeen, literal.seen && !joins);
  const bool named = is_named(literal.typed, sentence_start);
  const bool name = case_pattern(best.text) == CasePattern::kTitle;
  mark(DecisionFeature::kCapital, named && !name);
  mark(DecisionFeature::kOtherName, named && name);
  mark(DecisionFeature::kShouted, is_shouted(literal));
  mark(DecisionFeature::kDigitEnds, digit_ends);
  mark(DecisionFeature::kDigitInside, digit && !digit_ends);
  mark(DecisionFeature::kApostrophes, only_apostrophes(literal.typed, best.text));
  mark(DecisionFeature::kJoins, joins);
  mark(DecisionFeature::kLooksBack, best.looks_back);
  mark(DecisionFeature::kSplits, !joins && is_phrase(best.text));
  set(DecisionFeature::kChannel, std::clamp(best.channel, 0.0, kFar));
  mark(DecisionFeature::kShort, size <= kShort);
  set(DecisionFeature::kLength, std::min(size, kMostLetters));
  set(DecisionFeature::kUnfinished, std::max(best.remaining, 0));
  set(DecisionFeature::kOutshone, std::clamp(ranked.items.front().score - best.score, 0.0, kFar));
  set(DecisionFeature::kRival,
      std::clamp(lead_over_rivals(parts, ranked.items, best, score, to_lower(literal.typed)), 0.0,
                 kMostRival));
  set(DecisionFeature::kRare, std::clamp(kUsualWord - best.word.unigram, 0.0, kMostRival));
  mark(DecisionFeature::kName, case_pattern(literal.typed) == CasePattern::kLower && name);
  mark(DecisionFeature::kAlone, literal.nothing_before);
  return out;
}

double threshold_of(const DecisionParams& params, AutocorrectStrength strength) {
  switch (strength) {
    case AutocorrectStrength::kCareful:
      return params.careful;
    case AutocorrectStrength::kBold:
      return params.bold;
    default:
      return params.normal;
  }
}

}  // namespace

double replacement_probability(const DecisionParams& params, const DecisionFeatures& features) {
  const DecisionTerms terms = decision_terms(features);
  const double sum = std::inner_product(terms.begin(), terms.end(), params.weights.begin(), 0.0);
  return 1 / (1 + std::exp(-sum));
}

bool is_sure(const EngineParts& parts, const Ranked& ranked) {
  if (!ranked.decision.replaces) return false;
  const Candidate& reading = ranked.items[*ranked.decision.reading];
  if (same_letters(reading, ranked.literal.typed)) return false;
  constexpr std::size_t kPrefix = 2;
  if (decode_utf8(ranked.literal.typed).size() <= kPrefix) return false;
  return ranked.decision.probability >= parts.languages[reading.language]->decision.careful;
}

const char* veto_name(Veto veto) {
  switch (veto) {
    case Veto::kNone:
      return "";
    case Veto::kOff:
      return "off";
    case Veto::kCode:
      return "code";
    case Veto::kCapitals:
      return "capitals";
    case Veto::kLonger:
      return "longer";
    case Veto::kOffensive:
      return "offensive";
    case Veto::kRefused:
      return "refused";
    case Veto::kPersonal:
      return "personal";
    case Veto::kOneLetter:
      return "one_letter";
    case Veto::kForEffect:
      return "for_effect";
    case Veto::kOwnWriting:
      return "own_writing";
  }
  return "";
}

DecisionReport report_of(const EngineParts& parts, const Ranked& ranked) {
  const Decision& decision = ranked.decision;
  DecisionReport out;
  out.veto = veto_name(decision.veto);
  if (!decision.reading) return out;
  const Candidate& reading = ranked.items[*decision.reading];
  out.reading = reading.text;
  out.probability = decision.probability;
  out.threshold = decision.threshold;
  const DecisionParams& params = parts.languages[reading.language]->decision;
  const DecisionTerms terms = decision_terms(decision.features);
  for (std::size_t i = 0; i < kDecisionTerms; ++i) {
    if (terms.at(i) == 0) continue;
    out.features.push_back(
        {decision_term_name(i), terms.at(i), terms.at(i) * params.weights.at(i)});
  }
  return out;
}

namespace {

/// The best finished candidate that is not what was typed.
std::optional<std::size_t> best_reading(const EngineParts& parts, const Ranked& ranked) {
  std::optional<std::size_t> best;
  double best_score = 0;
  const std::size_t depth = std::min<std::size_t>(kDepth, ranked.items.size());
  for (std::size_t i = 0; i < depth; ++i) {
    const Candidate& item = ranked.items[i];
    if (item.text == ranked.literal.typed && item.replaces.empty()) continue;  // no other reading
    const double score = finished_score(parts, item);
    // Of two ways of writing the same word a name of several words says more.
    const bool better =
        !best || (score != best_score ? score > best_score
                                      : item.replaces.size() > ranked.items[*best].replaces.size());
    if (!better) continue;
    best = i;
    best_score = score;
  }
  return best;
}

}  // namespace

bool looks_like_slip(const EngineParts& parts, bool sentence_start, const Ranked& ranked) {
  constexpr double kLikelier = 0.5;
  if (ranked.literal.typed.empty() || ranked.literal.known) return false;
  const auto reading = best_reading(parts, ranked);
  if (!reading) return false;
  const Candidate& best = ranked.items[*reading];
  if (best.remaining > kMostLeftOut || same_letters(best, ranked.literal.typed)) return false;
  const DecisionFeatures features = features_of(parts, ranked, best, sentence_start);
  return replacement_probability(parts.languages[best.language]->decision, features) >= kLikelier;
}

void decide_autocorrect(const EngineParts& parts, bool sentence_start, AutocorrectStrength strength,
                        Ranked* ranked) {
  auto& items = ranked->items;
  Decision& decision = ranked->decision;
  decision = {};
  const Literal& literal = ranked->literal;
  decision.reading = best_reading(parts, *ranked);
  if (!decision.reading) return;
  const auto best = items.begin() + static_cast<std::ptrdiff_t>(*decision.reading);
  decision.veto = veto_of(parts, *best, literal, strength);
  if (decision.veto != Veto::kNone) return;
  const DecisionParams& params = parts.languages[best->language]->decision;
  decision.threshold = threshold_of(params, strength);
  decision.features = features_of(parts, *ranked, *best, sentence_start);
  decision.probability = replacement_probability(params, decision.features);
  if (same_letters(*best, literal.typed)) {
    // The same letters: only a capital that the word cannot do without ("i", "monday"). Acronyms
    // are written as one likes ("imo", "https").
    if ((literal.exact && best->replaces.empty()) ||
        case_pattern(best->text) == CasePattern::kUpper ||
        case_pattern(literal.typed) == CasePattern::kUpper) {
      decision.veto = Veto::kOwnWriting;
      return;
    }
    decision.probability = 1;
  }
  decision.replaces = decision.probability >= decision.threshold;
  if (!decision.replaces) return;
  std::rotate(items.begin(), best, best + 1);
  decision.reading = 0;
}

}  // namespace inkling
