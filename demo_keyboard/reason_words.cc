#include "demo_keyboard/reason_words.h"

#include <string_view>

namespace inkling {
namespace {

/// The last word of the sentence that `text` ends in; "" where one begins.
std::string last_word(std::string_view text) {
  while (text.ends_with(' ')) text.remove_suffix(1);
  if (text.empty()) return {};
  const std::string_view word = text.substr(text.find_last_of(" \n") + 1);
  return std::string(".!?\n").find(word.back()) == std::string::npos ? std::string(word)
                                                                     : std::string();
}

std::string times(int n) {
  if (n == 1) return "once";
  return n == 2 ? "twice" : std::to_string(n) + " times";
}

// Nats: where one would say it in other words.
constexpr double kVeryLikely = -1.2;
constexpr double kLikely = -3.2;
constexpr double kPossible = -6.5;
constexpr double kCommon = -8;
constexpr double kRare = -12;
constexpr double kNearSlip = -4.5;

std::string by_text(double log_prob, const std::string& before) {
  const std::string word = last_word(before);
  const std::string here = word.empty() ? "to begin a sentence" : "after “" + word + "”";
  if (log_prob > kVeryLikely) return "very likely " + here;
  if (log_prob > kLikely) return "likely " + here;
  return (log_prob > kPossible ? "possible " : "unlikely ") + here;
}

std::string by_letters(const Suggestion& suggestion) {
  switch (suggestion.kind) {
    case SuggestionKind::kLiteral:
      return "what you typed";
    case SuggestionKind::kCompletion:
      return "begins with what you typed";
    case SuggestionKind::kCorrection:
      return suggestion.reasons.channel > kNearSlip ? "a small slip from what you typed"
                                                    : "some slips from what you typed";
    case SuggestionKind::kShortcut:
      return "your shortcut";
    case SuggestionKind::kEmoji:
      return "a picture of the word";
    default:
      return {};
  }
}

}  // namespace

std::vector<std::string> reasons_in_words(const Suggestion& suggestion, const std::string& before,
                                          int written) {
  std::vector<std::string> out;
  const Reasons& reasons = suggestion.reasons;
  if (written > 0) out.push_back("you wrote this " + times(written));
  const std::string letters = by_letters(suggestion);
  if (!letters.empty()) out.push_back(letters);
  if (reasons.model > kNoReason) out.push_back(by_text(reasons.model, before));
  const bool in_lexicon = (suggestion.sources & kSourceLexicon) != 0;
  if (reasons.lexicon > kNoReason && in_lexicon) {
    out.emplace_back(reasons.lexicon > kCommon ? "a common word"
                     : reasons.lexicon > kRare ? "a less common word"
                                               : "a rare word");
  } else if (suggestion.kind == SuggestionKind::kLiteral) {
    out.emplace_back("not in the dictionary");
  }
  return out;
}

}  // namespace inkling
