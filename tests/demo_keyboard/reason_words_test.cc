#include "demo_keyboard/reason_words.h"

#include <gtest/gtest.h>

namespace inkling {
namespace {

using Words = std::vector<std::string>;

TEST(ReasonWordsTest, SayWhatOneWouldSay) {
  Suggestion word{.text = "tomorrow", .kind = SuggestionKind::kCompletion};
  word.sources = kSourceModel | kSourceLexicon | kSourceHistory;
  word.reasons = {.model = -0.5, .lexicon = -7, .history = -2, .channel = 0};
  EXPECT_EQ(reasons_in_words(word, "see you ", 2),
            (Words{"you wrote this twice", "begins with what you typed", "very likely after “you”",
                   "a common word"}));
  word.kind = SuggestionKind::kPrediction;
  word.reasons.model = -9;
  EXPECT_EQ(reasons_in_words(word, "See. ", 5),
            (Words{"you wrote this 5 times", "unlikely to begin a sentence", "a common word"}));
}

TEST(ReasonWordsTest, WhatIsNotKnownIsNotSaid) {
  EXPECT_EQ(reasons_in_words({.text = "teh", .kind = SuggestionKind::kLiteral}, "", 0),
            (Words{"what you typed", "not in the dictionary"}));
}

}  // namespace
}  // namespace inkling
