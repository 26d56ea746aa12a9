// Where a person's fingers land is learned from the words they finish.
#include "engine/decoder/touch_offset.h"

#include <cmath>

#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

class TouchOffsetTest : public ::testing::Test {
 protected:
  /// The presses of a word whose touches all lie `dx`, `dy` from the keys.
  std::vector<KeyPress> presses(std::u32string_view word, float dx, float dy) {
    std::vector<KeyPress> out;
    for (const char32_t c : word) {
      const KeyPoint center = *layout_.center(c);
      out.push_back({c, KeyPoint{center.x + dx, center.y + dy}});
    }
    return out;
  }
  void learn(int times, float dx, float dy) {
    for (int i = 0; i < times; ++i) offset_.learn(layout_, presses(U"hello", dx, dy), "hello");
  }

  const Layout& layout_ = Layout::qwerty();
  TouchOffset offset_;
};

TEST_F(TouchOffsetTest, ApproachesAConstantOffset) {
  float before = 0;
  for (int words = 0; words < 40; ++words) {
    learn(1, 0.2F, -0.1F);
    EXPECT_GT(offset_.mean().x, before);
    before = offset_.mean().x;
  }
  EXPECT_NEAR(offset_.mean().x, 0.2F, 0.04F);
  EXPECT_NEAR(offset_.mean().y, -0.1F, 0.02F);
  EXPECT_LT(offset_.mean().x, 0.2F);
}

TEST_F(TouchOffsetTest, FollowsAHandThatMoved) {
  learn(200, 0.3F, 0);
  learn(200, -0.3F, 0);
  EXPECT_LT(offset_.mean().x, -0.1F);
}

TEST_F(TouchOffsetTest, OneWordSaysLittle) {
  learn(1, 0.4F, 0);
  EXPECT_LT(offset_.mean().x, 0.06F);
}

TEST_F(TouchOffsetTest, SlipsAndWordsOfAnotherLengthTeachNothing) {
  offset_.learn(layout_, presses(U"hellp", 0, 0), "hello");  // beside the key: an aim that failed
  const KeyPoint beside = offset_.mean();
  EXPECT_GT(beside.x, 0);
  offset_.learn(layout_, presses(U"hello", 1.3F, 0), "hello");
  offset_.learn(layout_, presses(U"hello", 0, -1.3F), "hello");
  offset_.learn(layout_, presses(U"helo", 0.4F, 0), "hello");
  offset_.learn(layout_, presses(U"hello", 0.4F, 0), "help");
  offset_.learn(layout_, presses(U"hello", 0.4F, 0), "");
  offset_.learn(layout_, {{U'h', std::nullopt}}, "h");
  EXPECT_EQ(offset_.mean().x, beside.x);
  EXPECT_EQ(offset_.mean().y, beside.y);
}

TEST_F(TouchOffsetTest, IsBounded) {
  learn(2000, 0.8F, -0.8F);
  EXPECT_FLOAT_EQ(offset_.mean().x, 0.45F);
  EXPECT_FLOAT_EQ(offset_.mean().y, -0.45F);
}

class TouchSessionTest : public SmallEngineTest {
 protected:
  /// Types a word with touches that all lie `dy` key heights below the middle of the keys; the
  /// keyboard takes each for the key it is on.
  void type_low(std::string_view word, float dy) {
    for (const char c : word) {
      const KeyPoint center = *Layout::qwerty().center(static_cast<char32_t>(c));
      session_->key(std::string(1, c), Touch{center.x, center.y + dy});
    }
  }
  double score_of_then() {
    for (const Suggestion& s : suggest(8)) {
      if (s.text == "then") return s.score;
    }
    ADD_FAILURE() << "\"then\" is not offered";
    return 0;
  }
  /// What it costs to take a touch on the d, near the border to the e above it, for that e: the
  /// history, which has its own opinion of the word, is taken out.
  double cost_of_a_low_e() {
    session_->focus(FieldKind::kText, false, "see ", "");
    type("then");
    const double typed = score_of_then();
    session_->focus(FieldKind::kText, false, "see ", "");
    type_low("th", 0.3F);
    const KeyPoint e = *Layout::qwerty().center(U'e');
    session_->key("d", Touch{e.x + 0.1F, e.y + 0.65F});
    type_low("n", 0.3F);
    const double touched = score_of_then();
    session_->focus(FieldKind::kText, false, "", "");
    return typed - touched;
  }
  void write_words() {
    for (int i = 0; i < 6; ++i) {
      type_low("thank", 0.3F);
      session_->space();
      type_low("you", 0.3F);
      session_->space();
      type_low("tomorrow", 0.3F);
      session_->space();
    }
  }
};

TEST_F(TouchSessionTest, LowTouchesAreUnderstoodBetterAfterSomeWords) {
  const double before = cost_of_a_low_e();
  EXPECT_GT(before, 1);
  write_words();
  EXPECT_LT(cost_of_a_low_e(), before - 1);
}

TEST_F(TouchSessionTest, SaysWhereTouchesLand) {
  EXPECT_EQ(session_->touch_offset().y, 0);
  write_words();
  EXPECT_GT(session_->touch_offset().y, 0.1F);
  EXPECT_LT(session_->touch_offset().y, 0.3F);
  EXPECT_NEAR(session_->touch_offset().x, 0, 1e-5);
}

TEST_F(TouchSessionTest, NothingIsLearnedWhereTheFieldForbidsIt) {
  const double before = cost_of_a_low_e();
  session_->focus(FieldKind::kText, true, "", "");
  write_words();
  EXPECT_NEAR(cost_of_a_low_e(), before, 1e-3);
  EXPECT_EQ(session_->touch_offset().y, 0);
}

}  // namespace
}  // namespace inkling
