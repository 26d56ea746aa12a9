#include "engine/ranking/autocorrect.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "engine/lexicon/text_key.h"
#include "engine/ranking/emphasis.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr double kNameShare = 0.5;          // of the margin, where the other word is a name, too
constexpr int kMostLeftOut = 1;             // letters at the end of a word
constexpr std::size_t kLeastWithDigit = 4;  // keys of a word that a digit slipped into
constexpr double kDigitMargin = 2;          // added where the digit is the first or last key
// Added to the margin by who asked for it. Careful: odds of e^2, seven to one, beyond the tuned
// ones. Bold: half the tuned odds are enough; less than that harms more words than it mends.
constexpr double kCarefulMargin = 2;
constexpr double kBoldMargin = -0.75;

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_apostrophe(char32_t c) { return c == U'\'' || c == U'\u2019'; }

/// Capitals inside: a name, an acronym.
bool looks_deliberate(std::string_view typed) {
  if (is_code(typed)) return true;
  const CasePattern pattern = case_pattern(typed);
  return pattern == CasePattern::kUpper || pattern == CasePattern::kMixed;
}

/// A digit at an end is more often meant than one inside ("4ever").
double digit_margin(std::string_view typed) {
  const std::u32string letters = decode_utf8(typed);
  return is_digit(letters.front()) || is_digit(letters.back()) ? kDigitMargin : 0;
}

double strength_margin(AutocorrectStrength strength) {
  switch (strength) {
    case AutocorrectStrength::kCareful:
      return kCarefulMargin;
    case AutocorrectStrength::kBold:
      return kBoldMargin;
    default:
      return 0;
  }
}

/// "shes": the same letters but for apostrophes. Who leaves them out knows the word.
bool only_apostrophes(std::string_view typed, std::string_view better) {
  const auto letters = [](std::string_view word) {
    std::u32string out = search_key(word);
    std::erase(out, U'\'');
    return out;
  };
  return letters(typed) == letters(better);
}

/// "3ish", "5min": digits and what is counted in them. The keys of the digits lie above letters,
/// so that others ("2ants") may be slips.
bool is_quantity(std::u32string_view letters) {
  constexpr std::array<std::u32string_view, 22> kBehindNumbers = {
      U"ish",    U"am",   U"pm",    U"sec",  U"secs",  U"min",  U"mins",  U"hr",
      U"hrs",    U"hour", U"hours", U"day",  U"days",  U"week", U"weeks", U"month",
      U"months", U"yr",   U"yrs",   U"year", U"years", U"star"};
  const auto rest = std::find_if_not(letters.begin(), letters.end(), is_digit);
  const std::u32string_view unit = letters.substr(static_cast<std::size_t>(rest - letters.begin()));
  return rest != letters.begin() &&
         std::find(kBehindNumbers.begin(), kBehindNumbers.end(), unit) != kBehindNumbers.end();
}

}  // namespace

bool is_code(std::string_view typed) {
  const std::u32string letters = decode_utf8(typed);
  if (is_quantity(letters)) return true;
  std::size_t digits = 0;
  for (const char32_t c : letters) {
    if (is_digit(c)) {
      ++digits;
    } else if (!is_letter(c) && !is_apostrophe(c)) {
      return true;
    }
  }
  return digits > 1 || (digits == 1 && letters.size() < kLeastWithDigit);
}

double finished_score(const EngineParts& parts, const Candidate& candidate) {
  const LanguageParts& language = *parts.languages[candidate.language];
  return finished_score(candidate, language.ranking, language.channel.omission);
}

bool inside_token(std::string_view committed) {
  constexpr std::string_view kJoins = "@/\\._#&=+~%$";
  return !committed.empty() && kJoins.find(committed.back()) != std::string_view::npos;
}

double capital_share(std::string_view typed, std::string_view better, bool sentence_start) {
  if (sentence_start || case_pattern(typed) != CasePattern::kTitle) return 0;
  return case_pattern(better) == CasePattern::kTitle ? kNameShare : 1;
}

bool may_autocorrect(const EngineParts& parts, const Candidate& best, const Literal& literal,
                     bool sentence_start, AutocorrectStrength strength) {
  if (strength == AutocorrectStrength::kOff) return false;
  const std::string_view typed = literal.typed;
  if (typed.empty() || looks_deliberate(typed)) return false;
  if (best.remaining > kMostLeftOut || best.text == typed) return false;
  // A word is not made longer because a longer one would fit better.
  if (literal.known && best.remaining > 0) return false;
  if ((best.flags & (kWordOffensive | kWordNeverAutocorrect)) != 0) return false;
  if (parts.history->refused(typed, best.text)) return false;
  if (literal.personal || parts.history->shortcut(typed)) return false;
  // The same letters: only a capital that the word cannot do without ("i", "monday"). Acronyms are
  // written as one likes ("imo", "https").
  if (best.key == to_lower(typed)) {
    return !literal.exact && case_pattern(best.text) != CasePattern::kUpper;
  }
  if (is_for_effect(typed, best.text)) return false;
  // A space that cut a word in two leaves rubble, however short.
  const bool joins = !best.replaces.empty();
  if (decode_utf8(typed).size() < 2 && !joins) return false;
  const RankingParams& ranking = parts.languages[best.language]->ranking;
  double margin = ranking.autocorrect_margin + strength_margin(strength) + digit_margin(typed);
  if (literal.known && !joins && !only_apostrophes(typed, best.text)) {
    margin += ranking.autocorrect_known_margin;
  }
  // No space went astray: the word before was let stand once, and has one more reason to.
  if (best.looks_back) margin += ranking.autocorrect_seen_margin;
  if (literal.seen) margin += ranking.autocorrect_seen_margin;
  margin += ranking.autocorrect_capital_margin * capital_share(typed, best.text, sentence_start);
  return finished_score(parts, best) - literal.score > margin;
}

}  // namespace inkling
