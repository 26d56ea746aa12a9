#include "engine/session/strip.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/ranking/casing.h"
#include "engine/ranking/decision.h"
#include "engine/ranking/phrase_words.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

void add_emoji(const EngineParts& parts, std::string_view word, std::size_t limit,
               std::vector<Suggestion>* out) {
  if (word.empty()) return;
  std::vector<std::string> all = parts.history->emoji_for(word, limit);
  for (const auto& language : parts.languages) {
    if (language->lexicon == nullptr) continue;
    for (std::string& emoji : language->lexicon->emoji_for(word)) {
      if (std::find(all.begin(), all.end(), emoji) == all.end()) all.push_back(std::move(emoji));
    }
  }
  for (std::size_t i = 0; i < std::min(limit, all.size()); ++i) {
    out->push_back({all[i], SuggestionKind::kEmoji, 0, false, kSourceLexicon, {}, {}});
  }
}

/// What the person mostly writes from the likeliest word on, two or three words in all; empty where
/// that is not clear.
std::string habitual_phrase(const EngineParts& parts, const Candidate& first,
                            const StripContext& context) {
  constexpr std::size_t kMostWords = 3;
  const double likely_enough = std::log(0.4);
  const bool is_completion = !context.typed.empty() && first.channel <= 0;
  if (!is_completion && first.word.log_prob < likely_enough) return {};
  if (!first.replaces.empty() || is_phrase(first.text)) return {};
  std::string before(context.last_word);
  std::string last = first.text;
  std::string out = candidate_surface(first, context.like, context.sentence_start);
  std::size_t words = 1;
  for (; words < kMostWords; ++words) {
    std::string next = parts.history->goes_on(before, last);
    if (next.empty()) break;
    out += ' ' + next;
    before = std::exchange(last, std::move(next));
  }
  return words > 1 ? out : std::string();
}

}  // namespace

Reasons reasons_of(const WordScore& word, double channel) {
  const auto said = [](double log_prob) { return log_prob > kImpossible ? log_prob : kNoReason; };
  return {said(word.model), said(word.unigram), said(word.personal), 0 - channel};
}

std::string_view case_model(const DrawnWord& drawn) {
  switch (drawn.letter_case) {
    case GestureCase::kTitle:
      return "Aa";
    case GestureCase::kUpper:
      return "AA";
    case GestureCase::kPlain:
      return "aa";
    case GestureCase::kAsWritten:
      break;
  }
  return {};
}

std::string candidate_surface(const Candidate& candidate, std::string_view typed,
                              bool sentence_start) {
  std::string text = follow_case(candidate.text, typed, sentence_start && typed.empty());
  // A closing quote, or a plural's apostrophe, is no part of what the slip was in.
  // Unless the word goes on behind it: "we'" for "we're".
  const bool inside = to_lower(text).starts_with(to_lower(typed));
  if (closes_with_apostrophe(typed) && !closes_with_apostrophe(text) && !inside) {
    text += typed.back();
  }
  return text;
}

std::vector<Suggestion> make_strip(const EngineParts& parts, const Ranked& ranked,
                                   const StripContext& context) {
  std::vector<Suggestion> out;
  const std::string typed(context.typed);
  bool literal_in = typed.empty();
  std::size_t taken = 0;
  const auto add_literal = [&](double score) {
    out.push_back({typed,
                   SuggestionKind::kLiteral,
                   score,
                   false,
                   ranked.literal.known ? unsigned{kSourceLexicon} : 0U,
                   {},
                   reasons_of(ranked.literal.word, ranked.literal.channel)});
    literal_in = true;
  };
  if (const auto expansion = typed.empty() ? std::nullopt : parts.history->shortcut(typed)) {
    out.push_back({*expansion, SuggestionKind::kShortcut, 0, false, kSourceHistory, {}, {}});
    ++taken;
  }
  // A word that seems finished and has an emoji leaves a place for it: "fire", though "fired" may
  // be a little likelier.
  std::vector<Suggestion> emoji;
  if (context.corrections) {
    const std::string_view word = typed.empty() ? context.last_word : context.typed;
    add_emoji(parts, word, context.count, &emoji);
  }
  constexpr double kUnfinishedLead = 0.5;  // nats
  const bool finished =
      ranked.literal.known &&
      std::none_of(ranked.items.begin(), ranked.items.end(), [&](const Candidate& c) {
        return c.remaining > 0 && c.score > ranked.literal.score + kUnfinishedLead;
      });
  // The third place: the strip of a phone has three.
  constexpr std::size_t kEmojiPlace = 2;
  const bool keeps_place = !emoji.empty() && finished && context.count > kEmojiPlace;
  const auto add_emoji_here = [&] {
    emoji.front().score = out.empty() ? 0 : out.back().score;
    out.push_back(std::move(emoji.front()));
    emoji.erase(emoji.begin());
    ++taken;
  };
  for (const Candidate& c : ranked.items) {
    if (keeps_place && taken == kEmojiPlace) add_emoji_here();
    if (taken >= context.count) break;
    const std::string text = candidate_surface(c, context.like, context.sentence_start);
    if (!literal_in && ranked.literal.score > c.score) add_literal(ranked.literal.score);
    if (text == typed && c.replaces.empty()) {
      if (!literal_in) add_literal(c.score);
      continue;
    }
    const bool replaces = ranked.decision.replaces && &c == &ranked.items.front();
    out.push_back({text, c.kind, c.score, replaces, c.word.sources, c.replaces,
                   reasons_of(c.word, c.channel)});
    ++taken;
    // What space would replace must stay within reach.
    if (replaces && !literal_in) add_literal(ranked.literal.score);
  }
  // Whole phrases take the place of what is least likely.
  if (context.corrections && taken == context.count && taken > 2 && !keeps_place) {
    const Candidate& first = ranked.items.front();
    std::string phrase = habitual_phrase(parts, first, context);
    if (!phrase.empty() && !out.back().autocorrect && out.back().kind != SuggestionKind::kLiteral) {
      out.back() = {std::move(phrase),
                    SuggestionKind::kPhrase,
                    out.back().score,
                    false,
                    kSourceHistory,
                    {},
                    {}};
    }
  }
  if (!literal_in) add_literal(ranked.literal.score);
  while (!emoji.empty() && taken < context.count) add_emoji_here();
  return out;
}

}  // namespace inkling
