// What people read of an evaluation.
#include "tools/eval_text.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "tools/eval_completion.h"
#include "tools/eval_correction.h"
#include "tools/eval_next_word.h"
#include "tools/eval_perplexity.h"
#include "tools/eval_personal.h"

namespace inkling {
namespace {

TEST(EvalText, SaysWhatEveryNumberMeans) {
  for (const auto& json :
       {NextWordResult().to_json(), CompletionResult().to_json(), CorrectionResult().to_json(),
        PerplexityResult().to_json(), PersonalResult().to_json()}) {
    std::istringstream lines(eval_text(json));
    for (std::string line; std::getline(lines, line);) {
      EXPECT_GT(line.size(), 44U) << line;  // something stands behind name and value
      EXPECT_LE(line.size(), 116U) << line;
    }
  }
}

TEST(EvalText, RoundsForPeople) {
  const std::string text = eval_text({{"items", 3},
                                      {"top1", 1.0 / 3},
                                      {"top3", nullptr},
                                      {"latency_us", {{"p50", 1234.5678}}},
                                      {"autocorrect", {{"harm_per_1000", 2.04081632}}}});
  EXPECT_NE(text.find(" 3  "), std::string::npos) << text;
  EXPECT_NE(text.find(" 33.3 % "), std::string::npos) << text;
  EXPECT_NE(text.find(" – "), std::string::npos) << text;
  EXPECT_NE(text.find(" 1.23 ms "), std::string::npos) << text;
  EXPECT_NE(text.find(" 2.0 "), std::string::npos) << text;
}

TEST(EvalText, TellsWithAndWithoutLearningApart) {
  const std::string text = eval_text({{"off", {{"ksr", 0.5}}}, {"on", {{"ksr", 0.6}}}});
  EXPECT_NE(text.find("nothing learned: key"), std::string::npos) << text;
  EXPECT_NE(text.find("learning from the text: key"), std::string::npos) << text;
}

}  // namespace
}  // namespace inkling
