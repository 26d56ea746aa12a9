// Words used more, or less, than the model expected.
#include "engine/ranking/habit.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace inkling {
namespace {

WordFacts piece_word(const char* text, int32_t id) {
  WordFacts out;
  out.text = out.key = text;
  out.known = true;
  out.single = {id};
  return out;
}

WordFacts spelled_word(const char* text) {
  WordFacts out;
  out.text = out.key = text;
  out.known = true;
  out.pieces = {1, 2};
  return out;
}

class HabitTest : public testing::Test {
 protected:
  void use(const WordFacts& word, double expected = 0.01) { habit_.use(word, here_, expected); }

  const HabitParams params_{};
  Habit habit_{params_};
  // Of four pieces, the first is what a model expects everywhere.
  const std::vector<float> here_ = {std::log(0.7F), std::log(0.2F), std::log(0.09F),
                                    std::log(0.01F)};
  const WordFacts usual_ = piece_word("the", 0);
  const WordFacts rare_ = piece_word("hens", 3);
};

TEST_F(HabitTest, NothingUsedGivesNothing) { EXPECT_EQ(habit_.gain(usual_), 0); }

TEST_F(HabitTest, AWordUsedMoreThanExpectedGainsAndOneProposedInVainLoses) {
  for (int i = 0; i < 5; ++i) use(rare_);
  EXPECT_GT(habit_.gain(rare_), 1);
  EXPECT_LT(habit_.gain(usual_), 0);
  EXPECT_GE(habit_.gain(usual_), params_.least);
  for (int i = 0; i < 500; ++i) use(rare_);
  EXPECT_LE(habit_.gain(rare_), params_.most);
}

TEST_F(HabitTest, AWordUsedAsOftenAsExpectedGainsNothing) {
  for (int i = 0; i < 70; ++i) use(usual_);
  for (int i = 0; i < 30; ++i) use(piece_word("of", 1));
  EXPECT_NEAR(habit_.gain(usual_), 0, 0.05);
}

TEST_F(HabitTest, AWordOfSeveralPiecesGainsToo) {
  const WordFacts word = spelled_word("hedgehog");
  use(word);
  const double once = habit_.gain(word);
  EXPECT_GT(once, 0.2);
  use(word);
  EXPECT_GT(habit_.gain(word), once);
}

TEST_F(HabitTest, WhatIsTakenBackAndWhatIsForgottenCountsNoMore) {
  use(rare_);
  const double once = habit_.gain(rare_);
  habit_.take_back(rare_);
  EXPECT_LT(habit_.gain(rare_), once - 0.3);
  use(spelled_word("hedgehog"));
  habit_.forget();
  EXPECT_EQ(habit_.gain(rare_), 0);
  EXPECT_EQ(habit_.gain(spelled_word("hedgehog")), 0);
}

TEST_F(HabitTest, UnknownWordsAndPlacesWithoutAModelTeachNothing) {
  WordFacts unknown = rare_;
  unknown.known = false;
  use(unknown);
  habit_.use(rare_, {}, 0);
  EXPECT_EQ(habit_.gain(rare_), 0);
}

}  // namespace
}  // namespace inkling
