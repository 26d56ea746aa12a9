#include "engine/session/field_learner.h"

#include <cstddef>
#include <string>
#include <utility>

#include "engine/ranking/phrase_words.h"
#include "tokenizer/utf8.h"

namespace inkling {

FieldLearner::Lesson FieldLearner::learn(std::string_view phrase, bool deliberate,
                                         WordContext context, bool sentence_start) {
  Lesson out;
  if (!allowed_) return out;
  for_each_word(phrase, [&](std::string_view word) {
    std::string part(word);
    const bool capital_is_free = sentence_start && case_pattern(part) == CasePattern::kTitle &&
                                 !parts_.primary().case_policy->keeps_capital(part);
    if (capital_is_free && !parts_.history->is_personal(part)) part = to_lower(part);
    const uint64_t id = parts_.history->learn(context.before_last, context.last, part,
                                              parts_.knows(part), deliberate);
    if (id != 0) out.push_back(id);
    context.before_last = std::exchange(context.last, std::move(part));
  });
  return out;
}

void FieldLearner::unlearn(Lesson* lesson) {
  // The last word first: the words before it are what its n-grams hang on.
  for (; !lesson->empty(); lesson->pop_back()) parts_.history->revert(lesson->back());
}

void FieldLearner::learn_pair(std::string_view typed, std::string_view word, bool accepted) {
  if (allowed_) parts_.history->learn_correction(typed, word, accepted);
}

void FieldLearner::learn_emoji(std::string_view character, std::string_view last) {
  std::size_t at = 0;
  if (allowed_ && is_emoji(next_code_point(character, &at))) {
    parts_.history->learn_emoji(character, last);
  }
}

}  // namespace inkling
