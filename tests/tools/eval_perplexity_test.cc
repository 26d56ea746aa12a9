#include "tools/eval_perplexity.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace inkling {
namespace {

constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();

class Perplexity : public ::testing::Test {
 protected:
  Perplexity()
      : language_(open_language(std::string(INKLING_SOURCE_DIR) + "/packs/en", &status_)) {}
  PerplexityResult of(const std::string& line, std::size_t limit = kAll) {
    const auto result = evaluate_perplexity(*language_, {line}, limit);
    EXPECT_TRUE(result.ok()) << result.error().message;
    return result.ok() ? *result : PerplexityResult();
  }

  std::vector<Degradation> status_;
  std::unique_ptr<LanguageParts> language_;
};

TEST_F(Perplexity, OrderMakesSense) {
  const double sense = of("I would like to go to the beach with you").nats;
  const double nonsense = of("I beach you with the to go to like would").nats;
  EXPECT_LT(sense, nonsense);
}

TEST_F(Perplexity, CountsKnownWordsButTheFirst) {
  const PerplexityResult result = of("Thank you, Xqzvy, so much!");
  EXPECT_EQ(result.items, 4U);
  EXPECT_EQ(result.known, 3U);
  EXPECT_EQ(of("Thank you so much", 2).items, 2U);
}

TEST_F(Perplexity, CaseAndPunctuationAreNoSurprise) {
  // What is not a word takes no part: a word after a comma is asked for as a word.
  const double lower = of("see you on monday").nats;
  EXPECT_NEAR(of("see you on MONDAY").nats, lower, 0.5);
}

TEST_F(Perplexity, NothingKnownIsNull) {
  const auto json = of("Xqzvy zzkkpw").to_json();
  EXPECT_EQ(json["known"], 0);
  EXPECT_TRUE(json["perplexity"].is_null());
}

TEST_F(Perplexity, ALanguageWithoutAModelIsAnError) {
  const LanguageParts nothing;
  EXPECT_EQ(evaluate_perplexity(nothing, {"a line"}, kAll).error().code,
            ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace inkling
