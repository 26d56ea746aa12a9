#include "engine/ranking/context_snapshot.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "engine/layout.h"
#include "engine/ranking/ranker.h"
#include "engine/session/engine_impl.h"
#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

class ContextSnapshotTest : public testing::Test {
 protected:
  [[nodiscard]] Context of(std::string_view committed, std::string_view right = {}) const {
    return take_snapshot(parts_of(*engine_), committed, right);
  }

  std::shared_ptr<Engine> engine_ = Engine::open({.pack_dir = english_pack()}).value();
};

TEST_F(ContextSnapshotTest, KnowsTheLastTwoWordsOfTheSentence) {
  const Context here = of("It rains. I see you ");
  EXPECT_EQ(here->words.last, "you");
  EXPECT_EQ(here->words.before_last, "see");
  EXPECT_FALSE(here->words.nothing_before);
  EXPECT_FALSE(here->sentence_start);
}

TEST_F(ContextSnapshotTest, NoWordReachesOverTheStartOfASentence) {
  const Context here = of("See you. ");
  EXPECT_EQ(here->words.last, "");
  EXPECT_TRUE(here->sentence_start);
  EXPECT_FALSE(here->words.nothing_before);
  EXPECT_TRUE(of("")->words.nothing_before);
}

TEST_F(ContextSnapshotTest, TellsAnAddressFromProse) {
  EXPECT_TRUE(of("write to me@")->in_token);
  EXPECT_FALSE(of("write to me ")->in_token);
}

TEST_F(ContextSnapshotTest, TellsWhetherTheWordsBeforeAreInCapitals) {
  EXPECT_TRUE(of("WHERE ARE ")->in_capitals);
  EXPECT_FALSE(of("Where are ")->in_capitals);
}

TEST_F(ContextSnapshotTest, TheLanguagesShareOneProbability) {
  double sum = 0;
  const Context context = of("see you ");
  for (const double prior : context->priors) sum += std::exp(prior);
  EXPECT_NEAR(sum, 1, 1e-6);
}

TEST_F(ContextSnapshotTest, HoldsTheEndOfALongTextOnly) {
  std::string text;
  while (text.size() < 20'000) text += "and so on ";
  const Context here = of(text, "right");
  EXPECT_LT(here->tail.size(), 2000U);
  EXPECT_TRUE(text.ends_with(here->tail));
  EXPECT_EQ(here->right, "right");
}

TEST_F(ContextSnapshotTest, LettersMakeNoOther) {
  Ranker ranker(parts_of(*engine_), Layout::qwerty());
  ranker.set_context("see you ");
  const ContextSnapshot* const before = &ranker.context();
  std::string typed;
  for (const char* letter : {"t", "o", "m"}) {
    ranker.press(letter, std::nullopt);
    typed += letter;
    (void)ranker.rank(typed, true, {}, nullptr);
    EXPECT_EQ(&ranker.context(), before);
  }
  ranker.set_context("see you tom ");
  EXPECT_EQ(ranker.context().words.last, "tom");
}

}  // namespace
}  // namespace inkling
