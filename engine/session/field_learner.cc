#include "engine/session/field_learner.h"

#include <cstddef>
#include <string>
#include <utility>

#include "engine/ranking/phrase_words.h"
#include "tokenizer/utf8.h"

namespace inkling {

void FieldLearner::teach(Lesson* lesson) {
  if (!allowed_ || lesson->secret) return;
  WordContext context = lesson->context;
  for_each_word(lesson->phrase, [&](std::string_view word) {
    std::string part(word);
    const bool capital_is_free = lesson->sentence_start &&
                                 case_pattern(part) == CasePattern::kTitle &&
                                 !parts_.primary().case_policy->keeps_capital(part);
    if (capital_is_free && !parts_.history->is_personal(part)) part = to_lower(part);
    const bool is_first = lesson->learned.empty();
    const uint64_t id = parts_.history->learn(named(context.before_last), named(context.last), part,
                                              parts_.knows(part), lesson->deliberate,
                                              is_first ? lesson->expected : std::nullopt);
    if (id != 0) lesson->learned.push_back(id);
    context.before_last = std::exchange(context.last, std::move(part));
  });
  const std::string typed = std::exchange(lesson->in_place_of, {});
  if (!typed.empty()) learn_pair(typed, lesson->phrase, true);
}

bool FieldLearner::is_trusted(std::string_view word) const {
  return parts_.knows(word) || parts_.history->is_personal(word);
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
