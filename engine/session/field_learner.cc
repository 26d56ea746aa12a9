#include "engine/session/field_learner.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "engine/ranking/phrase_words.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr double kRareLogProb = -14;  // nats: of a word that no lexicon has

}  // namespace

void FieldLearner::teach(Lesson* lesson) {
  if (!allowed_ || lesson->secret) return;
  WordContext context = lesson->context;
  for_each_word(lesson->phrase, [&](std::string_view word) {
    std::string part = usual_case(word, *lesson);
    const bool is_first = lesson->learned.empty();
    const uint64_t id = parts_.history->learn(
        named(context.before_last), named(context.last), part, parts_.knows(part),
        lesson->deliberate,
        {is_first ? lesson->expected : std::nullopt, lesson->slip, log_prob_of(context.last),
         parts_.language_of(part, lesson->language)});
    if (id != 0) lesson->learned.push_back(id);
    context.before_last = std::exchange(context.last, std::move(part));
  });
  const std::string typed = std::exchange(lesson->in_place_of, {});
  if (!typed.empty()) learn_pair(typed, lesson->phrase, true);
}

/// As the word is written where nothing but itself asks for capitals: not at the start of a
/// sentence, and not shouted.
std::string FieldLearner::usual_case(std::string_view word, const Lesson& lesson) const {
  const LanguageParts& language = parts_.primary();
  const CasePattern pattern = case_pattern(word);
  if (pattern == CasePattern::kUpper && decode_utf8(word).size() > 1) {
    const std::vector<LexiconEntry> forms =
        language.lexicon != nullptr ? language.lexicon->find(word) : std::vector<LexiconEntry>();
    const bool as_written = std::any_of(
        forms.begin(), forms.end(), [&](const LexiconEntry& form) { return form.text == word; });
    if (!forms.empty() && (!as_written || lesson.in_capitals)) return forms.front().text;
    return lesson.in_capitals ? to_lower(word) : std::string(word);
  }
  const bool capital_is_free = lesson.sentence_start && pattern == CasePattern::kTitle &&
                               !language.case_policy->keeps_capital(word);
  return capital_is_free && !parts_.history->is_personal(word) ? to_lower(word) : std::string(word);
}

bool FieldLearner::is_trusted(std::string_view word) const {
  return parts_.knows(word) || parts_.history->is_personal(word);
}

double FieldLearner::log_prob_of(std::string_view word) const {
  const CaseForms forms = sum_case_forms(parts_.primary().lexicon.get(), word);
  return forms.known ? forms.log_prob : kRareLogProb;
}

std::string_view FieldLearner::named(const std::string& word) const {
  return word.empty() || is_trusted(word) ? std::string_view(word) : kUnnamedWord;
}

void FieldLearner::unlearn(Lesson* lesson) {
  // The last word first: the words before it are what its n-grams hang on.
  std::vector<uint64_t>& ids = lesson->learned;
  for (; !ids.empty(); ids.pop_back()) parts_.history->revert(ids.back());
}

void FieldLearner::learn_pair(std::string_view typed, std::string_view word, bool accepted) {
  if (allowed_) parts_.history->learn_correction(typed, word, accepted);
}

void FieldLearner::learn_emoji(std::string_view character, std::string_view last) {
  std::size_t at = 0;
  const bool trusted = last.empty() || is_trusted(last);
  if (allowed_ && trusted && is_emoji(next_code_point(character, &at))) {
    parts_.history->learn_emoji(character, last);
  }
}

}  // namespace inkling
