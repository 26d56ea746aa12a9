#include "tools/eval_personal.h"

#include <gtest/gtest.h>

namespace inkling {
namespace {

std::shared_ptr<Engine> open_english() {
  return Engine::open({.pack_dir = std::string(INKLING_SOURCE_DIR) + "/packs/en"}).value();
}

PersonalResult measure(const std::vector<std::string>& lines, std::size_t limit = 1000) {
  EvalOptions options;
  options.limit = limit;
  return evaluate_personal(open_english(), open_english(), lines, options);
}

const std::vector<std::string> kLetter = {
    "Dear Walburga, the zeppelin has landed on the marmalade factory",
    "nobody but the apothecary of Pfaffenhofen saw the glockenspiel burn",
};

TEST(EvalPersonal, ATextThatIsTypedTwiceComesBack) {
  std::vector<std::string> twice = kLetter;
  twice.insert(twice.end(), kLetter.begin(), kLetter.end());
  const PersonalResult result = measure(twice);
  EXPECT_EQ(result.off.items, result.on.items);
  EXPECT_EQ(2 * result.off_second_half.items, result.off.items);
  // Without learning the second time is as the first.
  EXPECT_EQ(2 * result.off_second_half.keystrokes, result.off.keystrokes);
  EXPECT_GT(result.on_second_half.top3, result.off_second_half.top3 + 6);
  EXPECT_LT(result.on_second_half.keystrokes, result.off_second_half.keystrokes * 2 / 3);
}

TEST(EvalPersonal, StopsAfterTheItemsThatWereAskedFor) {
  const PersonalResult result = measure(kLetter, 5);
  EXPECT_EQ(result.off.items, 5U);
  EXPECT_EQ(result.on_second_half.items, 2U);
  const auto json = result.to_json();
  EXPECT_EQ(json["items"], 5);
  EXPECT_TRUE(json["second_half"]["on"]["ksr"].is_number());
  EXPECT_TRUE(measure({}).to_json()["on"]["top3"].is_null());
}

}  // namespace
}  // namespace inkling
