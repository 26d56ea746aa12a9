#include "tools/keys.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/inkling.h"
#include "tools/items.h"

namespace inkling {
namespace {

using Keys = std::vector<std::string>;

TEST(Keys, AreGraphemes) {
  EXPECT_EQ(split_keys("ab c"), (Keys{"a", "b", " ", "c"}));
  EXPECT_EQ(split_keys("e\xcc\x81x"), (Keys{"e\xcc\x81", "x"}));
  EXPECT_EQ(split_keys("👍🏽👨‍👩‍👧"), (Keys{"👍🏽", "👨‍👩‍👧"}));
  EXPECT_EQ(split_keys(""), Keys{});
}

TEST(Keys, TypeATextIntoASession) {
  auto engine = Engine::open({});
  ASSERT_TRUE(engine.ok());
  Session session(*engine);
  type_text(&session, "zqzq vwvw");
  EXPECT_EQ(session.composing(), "vwvw");
  EXPECT_TRUE(same_word(session.left(), "zqzq vwvw")) << session.left();
}

TEST(Keys, SpaceAndLineEndCommit) {
  auto engine = Engine::open({});
  ASSERT_TRUE(engine.ok());
  Session session(*engine);
  type_text(&session, "zqzq");
  EXPECT_EQ(press(&session, " ").typed, "zqzq");
  type_text(&session, "vwvw");
  EXPECT_EQ(press(&session, "\n").typed, "vwvw");
  EXPECT_EQ(session.composing(), "");
}

}  // namespace
}  // namespace inkling
