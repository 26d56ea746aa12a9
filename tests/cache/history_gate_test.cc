// How far a source of words is believed.
#include "cache/history/history_gate.h"

#include <gtest/gtest.h>

#include <random>

namespace inkling {
namespace {

HistoryGate gate() { return {HistoryWeights().behind_two, HistoryWeights()}; }

TEST(HistoryGate, MoreUsesThatAgreeMoreAreBelievedMore) {
  EXPECT_GT(gate().share({3, 1}), gate().share({1, 1}));
  EXPECT_GT(gate().share({3, 1}), gate().share({3, 0.3}));
}

TEST(HistoryGate, ASourceThatIsAlwaysRightComesToBeBelievedAndOneThatNeverIsDoesNot) {
  HistoryGate right = gate();
  HistoryGate wrong = gate();
  const HistoryEvidence evidence{1, 1};
  const double before = right.share(evidence);
  for (int i = 0; i < 30; ++i) {
    right.judge(evidence, 1, 0.1);
    wrong.judge(evidence, 0, 0.1);
  }
  EXPECT_GT(right.share(evidence), 0.75);
  EXPECT_LT(wrong.share(evidence), before / 2);
}

TEST(HistoryGate, ItsShareComesToHowOftenItIsRight) {
  HistoryWeights slow;
  slow.quick_step = 0;
  slow.step = 0.02;
  HistoryGate some{slow.behind_two, slow};
  std::mt19937 random(3);
  // One in five is what it says, which the others do not expect.
  for (int i = 0; i < 20000; ++i) some.judge({1, 1}, random() % 5 == 0 ? 1 : 0, 1e-3);
  EXPECT_NEAR(some.share({1, 1}), 0.2, 0.05);
}

TEST(HistoryGate, NothingThatIsImpossibleMakesItNan) {
  HistoryGate some = gate();
  some.judge({0.02, 0}, 0, 0);
  some.judge({1e30, 1}, 1, 1e-300);
  EXPECT_GT(some.share({1e30, 1}), 0);
  EXPECT_LT(some.share({1e30, 1}), 1);
}

}  // namespace
}  // namespace inkling
