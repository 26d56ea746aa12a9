// Text right of the cursor: what it says of the word that is put in, and when it says nothing.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "engine/ranking/causal_predictor.h"
#include "engine/ranking/right_side.h"
#include "engine/ranking/right_text.h"
#include "engine/session/engine_impl.h"
#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

/// On the pack that ships.
class BothSidesTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { engine_ = Engine::open({.pack_dir = english_pack()}).value(); }
  static void TearDownTestSuite() { engine_.reset(); }

  static const LanguageParts& language() { return parts_of(*engine_).primary(); }
  static std::vector<int32_t> pieces(std::string_view left, std::string_view right,
                                     std::size_t most = 5) {
    return pieces_right_of(left, right, *language().tokenizer, most);
  }
  static std::vector<std::string> strip(Session* session, int count = 3) {
    SuggestOptions options;
    options.count = count;
    std::vector<std::string> out;
    for (const Suggestion& s : session->suggest(options).items) {
      out.push_back(s.text + " " + std::to_string(std::lround(s.score * 1000)));
    }
    return out;
  }
  static std::vector<std::string> strip_at(std::string_view left, std::string_view right,
                                           int count = 3) {
    Session session(engine_);
    session.set_context(left, right);
    return strip(&session, count);
  }
  static bool offers(const std::vector<std::string>& strip, const std::string& word) {
    return std::any_of(strip.begin(), strip.end(),
                       [&](const std::string& s) { return s.starts_with(word + " "); });
  }

  static std::shared_ptr<Engine> engine_;
};
std::shared_ptr<Engine> BothSidesTest::engine_;

TEST_F(BothSidesTest, TheRightSideEndsWithItsSentence) {
  EXPECT_EQ(pieces("see you ", " morning. Then I go"), pieces("see you ", "morning."));
  EXPECT_EQ(pieces("see you ", " morning\nThen"), pieces("see you ", " morning"));
  EXPECT_TRUE(pieces("see you ", "").empty());
  EXPECT_TRUE(pieces("see you ", "   ").empty());
  EXPECT_TRUE(pieces("see you ", "\nmorning").empty());
  EXPECT_EQ(pieces("see you ", ". Then I go").size(), 1U);
  EXPECT_EQ(pieces("a ", "one two three four five six seven").size(), 5U);
  // No sentence begins there, so that capitals are the words' own.
  EXPECT_EQ(pieces("see ", "Monday"), language().tokenizer->encode_unit("Monday"));
}

TEST_F(BothSidesTest, InsideAWordNothingStandsToTheRight) {
  EXPECT_TRUE(pieces("to ma", "ke a reservation").empty());
  EXPECT_FALSE(pieces("to ", "a reservation").empty());
  EXPECT_FALSE(pieces("", "a reservation").empty());
  EXPECT_FALSE(pieces("(", "a reservation").empty());
}

TEST_F(BothSidesTest, WordsThatFitBothSidesComeFirst) {
  const auto offered = strip_at("I would like to ", " a reservation for two");
  EXPECT_TRUE(offers(offered, "make")) << offered.front();
  EXPECT_TRUE(offers(offered, "book")) << offered.front();
  EXPECT_FALSE(offers(strip_at("I would like to ", ""), "make"));
}

TEST_F(BothSidesTest, WithoutARightSideNothingChanges) {
  for (const char* left : {"I would like to ", "see you tomor", ""}) {
    const auto alone = strip_at(left, "", 8);
    for (const char* right : {"\n", "  ", "\nfor two people"}) {
      EXPECT_EQ(strip_at(left, right, 8), alone) << left << '|' << right;
    }
  }
}

TEST_F(BothSidesTest, LettersTypedOneByOneGetFreshAnswers) {
  Session session(engine_);
  session.set_context("I would like to ", " a reservation for two");
  (void)strip(&session);
  std::string typed;
  for (const char letter : std::string_view("mkae")) {
    session.key(std::string(1, letter));
    typed += letter;
    EXPECT_EQ(strip(&session, 8), strip_at("I would like to " + typed, " a reservation for two", 8))
        << typed;
  }
}

TEST_F(BothSidesTest, LettersCostNoFurtherTokens) {
  Session session(engine_);
  session.set_context("I would like to ", " a reservation for two");
  (void)strip(&session);
  const int64_t evaluated = session.counters().tokens_evaluated;
  session.key("m");
  (void)strip(&session);
  EXPECT_EQ(session.counters().tokens_evaluated, evaluated);
}

TEST_F(BothSidesTest, AnotherRightSideIsAnotherAnswer) {
  Session session(engine_);
  session.set_context("see you ", " morning");
  const auto morning = strip(&session);
  EXPECT_TRUE(offers(morning, "tomorrow"));
  session.set_context("see you ", " week");
  EXPECT_TRUE(offers(strip(&session), "next"));
  session.set_context("see you ", " morning");
  EXPECT_EQ(strip(&session), morning);
}

TEST_F(BothSidesTest, ACorrectionHeedsWhatFollows) {
  // "fir" may be for, first, fire.
  const auto with = strip_at("we made it in the fir", " place", 4);
  EXPECT_TRUE(offers(with, "first")) << with.front();
}

TEST_F(BothSidesTest, TheGainSumsToOneOverTheWordsThatMatter) {
  CausalPredictor predictor(*language().model, *language().tokenizer, language().ngrams.get(), -1);
  predictor.set_context("I would like to ");
  predictor.set_right(pieces("I would like to ", " a reservation for two"));
  ASSERT_TRUE(predictor.refresh({}, {.both_sides = true}).ok());
  RightSide right(language());
  EXPECT_FALSE(right.known());
  right.assign(predictor.context(), predictor.right(), predictor.log_probs(), predictor.masked());
  ASSERT_TRUE(right.known());
  double before = 0;
  double after = 0;
  for (int32_t id = 0; id < language().tokenizer->vocab_size(); ++id) {
    if (!language().tokenizer->is_whole_word(id)) continue;
    const auto alone = static_cast<double>(predictor.log_probs()[static_cast<std::size_t>(id)]);
    before += std::exp(alone);
    after += std::exp(alone + right.gain({&id, 1}));
  }
  // All the words that the product is not summed over are unlikely with both sides.
  EXPECT_NEAR(after, before, 0.05);
  right.clear();
  EXPECT_FALSE(right.known());
}

TEST_F(BothSidesTest, TheMaskAndTheNextWordComeFromOneForward) {
  const auto right = pieces("see you ", " morning");
  CausalPredictor together(*language().model, *language().tokenizer, language().ngrams.get(), -1);
  together.set_context("see you ");
  together.set_right(right);
  ASSERT_TRUE(together.refresh({}, {.both_sides = true}).ok());
  CausalPredictor apart(*language().model, *language().tokenizer, language().ngrams.get(), -1);
  apart.set_context("see you ");
  ASSERT_TRUE(apart.refresh({}).ok());
  const auto masked = apart.between(apart.context().size(), right, {});
  ASSERT_TRUE(masked.ok());
  ASSERT_EQ(together.masked().size(), masked->size());
  for (std::size_t i = 0; i < masked->size(); i += 53) {
    ASSERT_NEAR(together.masked()[i], (*masked)[i], 2e-3);
    ASSERT_NEAR(together.log_probs()[i], apart.log_probs()[i], 2e-3);
  }
  // The context's own end is a place like any other.
  const auto alone = apart.alone(apart.context().size(), {});
  ASSERT_TRUE(alone.ok());
  for (std::size_t i = 0; i < alone->size(); i += 53) {
    ASSERT_NEAR((*alone)[i], apart.log_probs()[i], 2e-3);
  }
}

}  // namespace
}  // namespace inkling
