// The predictor against itself: branches against committing, anchors, the distribution before.
#include <array>
#include <cmath>
#include <optional>
#include <random>

#include "engine/model/kernels.h"
#include "engine/ranking/causal_predictor.h"
#include "engine/session/engine_impl.h"
#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

/// On the pack that ships.
class PredictorTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { engine_ = Engine::open({.pack_dir = english_pack()}).value(); }
  static void TearDownTestSuite() { engine_.reset(); }

  static const LanguageParts& language() { return parts_of(*engine_).primary(); }
  /// A negative weight is the pack's own.
  static CausalPredictor make(bool with_ngrams, double causal_weight = -1) {
    return {*language().model, *language().tokenizer,
            with_ngrams ? language().ngrams.get() : nullptr, causal_weight};
  }
  /// log P(`pieces` behind `context`) by the causal head alone, the first piece by `first`.
  static double committed(const std::vector<int32_t>& context, const std::vector<int32_t>& pieces,
                          double first, const NgramTable* ngrams) {
    const MobileBert& model = *language().model;
    KvCache cache = model.make_cache();
    EXPECT_TRUE(model.forward(cache, context, {}, {}).ok());
    std::vector<float> logits(model.config().vocab_size);
    std::vector<float> scratch;
    std::vector<int32_t> so_far = context;
    double total = first;
    for (std::size_t i = 1; i < pieces.size(); ++i) {
      so_far.push_back(pieces[i - 1]);
      EXPECT_TRUE(model.forward(cache, std::span(&pieces[i - 1], 1), {}, {}).ok());
      EXPECT_TRUE(model.logits(cache.last_features(), logits).ok());
      const double next = static_cast<double>(logits[static_cast<std::size_t>(pieces[i])]) -
                          static_cast<double>(log_sum_exp(logits, &scratch));
      total += ngrams == nullptr ? next : ngrams->mix_one(so_far, pieces[i], next);
    }
    return total;
  }

  static std::shared_ptr<Engine> engine_;
};
std::shared_ptr<Engine> PredictorTest::engine_;

TEST_F(PredictorTest, SeveralBranchesEqualCommittingPieceByPiece) {
  std::mt19937 random(3);
  const auto vocabulary = static_cast<int32_t>(language().model->config().vocab_size);
  std::uniform_int_distribution<int32_t> piece(10, vocabulary - 1);
  for (const bool with_ngrams : {false, true}) {
    CausalPredictor predictor = make(with_ngrams);
    for (const char* text : {"", "we will meet at the old ", "Where are my keys? I had them in "}) {
      SCOPED_TRACE(text);
      predictor.set_context(text);
      std::vector<std::vector<int32_t>> branches;
      for (const std::size_t length : {3U, 1U, 2U, 6U}) {
        branches.emplace_back();
        while (branches.back().size() < length) branches.back().push_back(piece(random));
      }
      const auto got = predictor.evaluate(branches, {});
      ASSERT_TRUE(got.ok());
      ASSERT_EQ(got->size(), branches.size());
      for (std::size_t i = 0; i < branches.size(); ++i) {
        const auto first = static_cast<std::size_t>(branches[i][0]);
        const double want = committed(predictor.context(), branches[i],
                                      static_cast<double>(predictor.log_probs()[first]),
                                      with_ngrams ? language().ngrams.get() : nullptr);
        EXPECT_NEAR((*got)[i], want, 2e-3) << "branch " << i;
      }
    }
  }
}

TEST_F(PredictorTest, TheCausalGuessAloneNeedsNoMask) {
  CausalPredictor alone = make(false, 1);
  CausalPredictor both = make(false, 0.5);
  for (const char* text : {"", "thank ", "thank you for ", "thank you ", "thank you so "}) {
    SCOPED_TRACE(text);
    alone.set_context(text);
    both.set_context(text);
    const int64_t before = alone.tokens_evaluated();
    const auto missing = static_cast<int64_t>(alone.missing_tokens());
    ASSERT_TRUE(alone.refresh({}).ok());
    ASSERT_TRUE(both.refresh({}).ok());
    EXPECT_EQ(alone.tokens_evaluated(), before + missing);
    std::vector<float> logits(language().model->config().vocab_size);
    std::vector<float> scratch;
    KvCache cache = language().model->make_cache();
    ASSERT_TRUE(language().model->forward(cache, alone.context(), {}, {}).ok());
    ASSERT_TRUE(language().model->logits(cache.last_features(), logits).ok());
    const float shift = log_sum_exp(logits, &scratch);
    for (std::size_t i = 0; i < logits.size(); i += 97) {
      ASSERT_NEAR(alone.log_probs()[i], logits[i] - shift, 2e-3);
    }
    EXPECT_FALSE(
        std::equal(alone.log_probs().begin(), alone.log_probs().end(), both.log_probs().begin()));
  }
  EXPECT_LT(alone.tokens_evaluated(), both.tokens_evaluated());
}

TEST_F(PredictorTest, EvaluatingLeavesTheDistributionAsItIs) {
  CausalPredictor predictor = make(true);
  predictor.set_context("thank you for the ");
  ASSERT_TRUE(predictor.refresh({}).ok());
  const std::vector<float> before(predictor.log_probs().begin(), predictor.log_probs().end());
  const int64_t evaluated = predictor.tokens_evaluated();
  ASSERT_TRUE(predictor.evaluate(std::vector<std::vector<int32_t>>{{20, 21, 22}, {30}}, {}).ok());
  EXPECT_EQ(predictor.tokens_evaluated(), evaluated + 2);  // the last pieces and {30} need none
  EXPECT_TRUE(predictor.fresh());
  EXPECT_EQ(predictor.missing_tokens(), 0U);
  EXPECT_TRUE(std::equal(before.begin(), before.end(), predictor.log_probs().begin()));
}

TEST_F(PredictorTest, BranchesThatCannotBeAreErrors) {
  CausalPredictor predictor = make(true);
  const auto code = [&](const std::vector<int32_t>& branch) {
    const auto got = predictor.evaluate(std::vector<std::vector<int32_t>>{{20, 21}, branch}, {});
    return got.ok() ? std::nullopt : std::optional(got.error().code);
  };
  predictor.set_context("thank you ");
  EXPECT_EQ(code({}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code(std::vector<int32_t>(5000, 20)), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code({20, -1, 20}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code({20, 1 << 24, 20}), ErrorCode::kInvalidArgument);
  // Ends of branches are looked up as well, though nothing is evaluated for them.
  EXPECT_EQ(code({20, -1}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code({1 << 24}), ErrorCode::kInvalidArgument);
  EXPECT_TRUE(predictor.evaluate(std::vector<std::vector<int32_t>>{{20, 21}}, {}).ok());
}

TEST_F(PredictorTest, WhatFollowsAgreesWithBranchesAndLeavesTheDistribution) {
  CausalPredictor predictor = make(true);
  predictor.set_context("thank you for the ");
  ASSERT_TRUE(predictor.refresh({}).ok());
  const std::vector<float> before(predictor.log_probs().begin(), predictor.log_probs().end());
  const std::vector<int32_t> pieces = {320, 451};
  const auto next = predictor.following(pieces, {});
  ASSERT_TRUE(next.ok());
  double sum = 0;
  for (const float log_prob : *next) sum += std::exp(static_cast<double>(log_prob));
  EXPECT_NEAR(sum, 1, 1e-3);
  // A branch's last piece is judged by the same distribution.
  const auto both =
      predictor.evaluate(std::vector<std::vector<int32_t>>{{320, 451}, {320, 451, 800}}, {});
  ASSERT_TRUE(both.ok());
  EXPECT_NEAR((*next)[800], (*both)[1] - (*both)[0], 2e-3);
  EXPECT_TRUE(std::equal(before.begin(), before.end(), predictor.log_probs().begin()));
  EXPECT_FALSE(predictor.following({}, {}).ok());
  EXPECT_FALSE(predictor.following(std::vector<int32_t>(5000, 20), {}).ok());
}

TEST_F(PredictorTest, BetweenIsADistributionThatListensToTheRight) {
  CausalPredictor predictor = make(true);
  predictor.set_context("please put the milk in the fridge ");
  const std::size_t tokens = predictor.context().size();
  ASSERT_GE(tokens, 7U);
  const std::span<const int32_t> context(predictor.context());
  const auto with = predictor.between(tokens - 2, context.last(1), {});
  const auto without = predictor.between(tokens - 2, {}, {});
  ASSERT_TRUE(with.ok() && without.ok());
  double total = 0;
  double apart = 0;
  for (std::size_t i = 0; i < with->size(); ++i) {
    total += std::exp(static_cast<double>((*with)[i]));
    apart += std::abs(std::exp(static_cast<double>((*with)[i])) -
                      std::exp(static_cast<double>((*without)[i])));
  }
  EXPECT_NEAR(total, 1, 1e-3);
  EXPECT_GT(apart, 0.05);
  // What it asks of the model leaves the next-word distribution alone.
  EXPECT_TRUE(predictor.fresh());
  EXPECT_EQ(predictor.context().size(), tokens);
}

TEST_F(PredictorTest, BetweenTakesNoMoreThanTheModelWasTrainedWith) {
  CausalPredictor predictor = make(true);
  predictor.set_context("we had tea and cake on the terrace behind the house ");
  const std::vector<int32_t> all(predictor.context().begin() + 3, predictor.context().end());
  ASSERT_GT(all.size(), CausalPredictor::kMostRight);
  const auto most = predictor.between(2, std::span(all).first(CausalPredictor::kMostRight), {});
  const auto more = predictor.between(2, all, {});
  ASSERT_TRUE(most.ok() && more.ok());
  EXPECT_EQ(*most, *more);
}

TEST_F(PredictorTest, BetweenRefusesBadAnchors) {
  CausalPredictor predictor = make(true);
  predictor.set_context("see you ");
  const std::vector<int32_t> right = {20};
  const auto code = [&](std::size_t anchor, std::span<const int32_t> pieces) {
    const auto got = predictor.between(anchor, pieces, {});
    return got.ok() ? std::nullopt : std::optional(got.error().code);
  };
  EXPECT_EQ(code(0, right), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code(predictor.context().size() + 1, right), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code(SIZE_MAX, right), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code(1, std::vector<int32_t>{-1}), ErrorCode::kInvalidArgument);
  EXPECT_TRUE(predictor.between(predictor.context().size(), right, {}).ok());
  EXPECT_TRUE(predictor.between(1, right, {}).ok());
  const CancelToken cancel = CancelToken::create();
  cancel.cancel();
  // What was answered before needs no forward.
  EXPECT_TRUE(predictor.between(1, right, cancel).ok());
  const auto cancelled = predictor.between(1, std::vector<int32_t>{21}, cancel);
  ASSERT_FALSE(cancelled.ok());
  EXPECT_EQ(cancelled.error().code, ErrorCode::kCancelled);
}

TEST_F(PredictorTest, TheDistributionBeforeIsThatOfTheContextBefore) {
  CausalPredictor predictor = make(true);
  predictor.set_context("thank you for your ");
  ASSERT_TRUE(predictor.refresh({}).ok());
  const std::vector<float> first(predictor.log_probs().begin(), predictor.log_probs().end());
  EXPECT_TRUE(predictor.log_probs_before().empty());
  predictor.set_context("thank you for your help ");
  ASSERT_EQ(predictor.log_probs_before().size(), first.size());
  EXPECT_TRUE(std::equal(first.begin(), first.end(), predictor.log_probs_before().begin()));
  predictor.set_context("another text ");
  EXPECT_TRUE(predictor.log_probs_before().empty());
}

TEST_F(PredictorTest, TheForwardOfTheNextWordAnswersTheLookBack) {
  CausalPredictor together = make(true);
  CausalPredictor apart = make(true);
  for (CausalPredictor* predictor : {&together, &apart}) {
    predictor->set_context("thank you for ");
    ASSERT_TRUE(predictor->refresh({}).ok());
    predictor->set_context("thank you for your ");
  }
  const std::size_t anchor = together.context().size() - 2;
  const std::vector<int32_t> right = {together.context().back()};
  EXPECT_EQ(together.look_back_tokens(), 0U);
  together.set_look_back(anchor, right);
  EXPECT_EQ(together.look_back_tokens(), 2U);
  const int64_t before = together.tokens_evaluated();
  ASSERT_TRUE(together.refresh({}, {.both_sides = false, .look_back = true}).ok());
  EXPECT_EQ(together.tokens_evaluated(), before + 3);  // the word, [MASK] and what follows it
  EXPECT_EQ(together.look_back_tokens(), 0U);
  const auto on_its_way = together.between(anchor, right, {});
  EXPECT_EQ(together.tokens_evaluated(), before + 3);
  ASSERT_TRUE(apart.refresh({}).ok());
  const auto alone = apart.between(anchor, right, {});
  ASSERT_TRUE(on_its_way.ok() && alone.ok());
  EXPECT_EQ(*on_its_way, *alone);
  EXPECT_TRUE(std::equal(together.log_probs().begin(), together.log_probs().end(),
                         apart.log_probs().begin()));
  // Another question is another answer, and another context has none.
  const auto other = together.between(anchor, {}, {});
  ASSERT_TRUE(other.ok());
  EXPECT_NE(*other, *alone);
  together.set_look_back(anchor, right);
  together.set_context("thank you for your help ");
  EXPECT_EQ(together.look_back_tokens(), 0U);
}

TEST_F(PredictorTest, AQuestionThatCannotBeAskedHarmsNoOther) {
  CausalPredictor predictor = make(true);
  predictor.set_context("see you ");
  EXPECT_FALSE(predictor.between(1, std::vector<int32_t>{-1}, {}).ok());
  EXPECT_TRUE(predictor.refresh({}, {.both_sides = true, .look_back = true}).ok());
  EXPECT_TRUE(predictor.fresh());
}

TEST_F(PredictorTest, WhatWasKeptOfEarlierContextsIsWhatTheCacheGives) {
  CausalPredictor predictor = make(true);
  std::vector<std::size_t> sizes;
  for (const char* text : {"we ", "we will ", "we will meet ", "we will meet at "}) {
    predictor.set_context(text);
    ASSERT_TRUE(predictor.refresh({}).ok());
    sizes.push_back(predictor.context().size());
  }
  CausalPredictor anew = make(true);
  anew.set_context("we will meet at ");
  for (const std::size_t anchor : sizes) {
    const auto kept = predictor.alone(anchor, {});
    const auto again = anew.alone(anchor, {});
    ASSERT_TRUE(kept.ok() && again.ok());
    EXPECT_EQ(*kept, *again) << anchor;
  }
}

/// A jump there and back, a word that is drawn and thought better of.
TEST_F(PredictorTest, ComingBackCostsNothing) {
  CausalPredictor predictor = make(true);
  const auto visit = [&](const char* text) {
    predictor.set_context(text);
    EXPECT_TRUE(predictor.refresh({}).ok());
    return std::vector<float>(predictor.log_probs().begin(), predictor.log_probs().end());
  };
  const auto first = visit("we will meet ");
  const auto longer = visit("we will meet again ");
  const auto other = visit("she said that ");
  const int64_t evaluated = predictor.tokens_evaluated();
  const int64_t forwards = predictor.forwards();
  predictor.set_context("we will meet again ");
  EXPECT_TRUE(predictor.fresh());
  EXPECT_TRUE(std::ranges::equal(predictor.log_probs(), longer));
  EXPECT_EQ(predictor.forwards(), forwards) << "nobody has asked";
  // Its states gave way to the other text's.
  EXPECT_TRUE(predictor.refresh({}).ok());
  EXPECT_EQ(predictor.tokens_evaluated(),
            evaluated + static_cast<int64_t>(predictor.context().size()) - 1);
  EXPECT_EQ(visit("she said that "), other);
  EXPECT_EQ(visit("we will meet again "), longer);
  EXPECT_EQ(visit("we will meet "), first);
}

/// Wherever the cursor was before, the answer is that of a predictor that was nowhere else.
TEST_F(PredictorTest, RandomVisitsEqualFirstOnes) {
  std::mt19937 random(11);
  CausalPredictor predictor = make(true);
  const std::array texts = {"",
                            "we ",
                            "we will ",
                            "we will meet ",
                            "we will meet again ",
                            "she ",
                            "she said that ",
                            "she said that we "};
  for (int i = 0; i < 60; ++i) {
    const char* text = texts.at(random() % texts.size());
    predictor.set_context(text);
    if (random() % 3 != 0) {
      ASSERT_TRUE(predictor.refresh({}).ok());
    }
    if (!predictor.fresh()) continue;
    CausalPredictor anew = make(true);
    anew.set_context(text);
    ASSERT_TRUE(anew.refresh({}).ok());
    for (std::size_t v = 0; v < anew.log_probs().size(); v += 97) {
      ASSERT_NEAR(predictor.log_probs()[v], anew.log_probs()[v], 1e-3) << text << " " << i;
    }
    const std::vector<std::vector<int32_t>> branches = {
        language().tokenizer->encode("tomorrow ").ids, language().tokenizer->encode("at ten ").ids};
    const auto here = predictor.evaluate(branches, {});
    const auto there = anew.evaluate(branches, {});
    ASSERT_TRUE(here.ok() && there.ok());
    for (std::size_t b = 0; b < branches.size(); ++b) {
      ASSERT_NEAR((*here)[b], (*there)[b], 1e-3) << text << " " << i;
    }
  }
}

TEST_F(PredictorTest, BranchesThatBeginAlikeShareTheirBeginning) {
  CausalPredictor predictor = make(true);
  predictor.set_context("we will meet ");
  ASSERT_TRUE(predictor.refresh({}).ok());
  const std::vector<std::vector<int32_t>> branches = {
      {40, 50}, {40, 50, 60, 70}, {41, 50}, {40, 51}, {80}, {40, 50, 61}};
  // 40 50 60 and 41.
  EXPECT_EQ(predictor.evaluation_tokens(branches), 4U);
  const int64_t before = predictor.tokens_evaluated();
  const auto together = predictor.evaluate(branches, {});
  ASSERT_TRUE(together.ok());
  EXPECT_EQ(predictor.tokens_evaluated(), before + 4);
  for (std::size_t i = 0; i < branches.size(); ++i) {
    const auto alone = predictor.evaluate({&branches[i], 1}, {});
    ASSERT_TRUE(alone.ok());
    EXPECT_NEAR((*together)[i], (*alone)[0], 1e-4) << i;
  }
}

}  // namespace
}  // namespace inkling
