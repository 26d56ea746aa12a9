// Measuring drawn words, and the sets that hold them.
#include "tools/eval_gesture.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "platform/file.h"
#include "tests/drawn.h"
#include "tests/engine/engine_fixture.h"
#include "tools/gesture_set.h"

namespace inkling {
namespace {

std::string item(const std::string& word, const std::string& drawn, const std::string& left = {}) {
  nlohmann::json json = {{"word", word}, {"points", nlohmann::json::array()}};
  for (const GesturePoint& p : draw(drawn)) json["points"].push_back({p.x, p.y, p.t});
  if (!left.empty()) json["left"] = left;
  return json.dump() + "\n";
}

class GestureSetTest : public ::testing::Test {
 protected:
  Result<std::vector<DrawnItem>> read(const std::string& contents) {
    EXPECT_TRUE(write_file_atomic(folder_.file("set"), contents).ok());
    return read_gesture_set(folder_.file("set"));
  }
  std::string complaint(const std::string& contents) {
    const auto set = read(contents);
    return set.ok() ? "" : set.error().message;
  }
  TempFolder folder_;
};

TEST_F(GestureSetTest, ReadsSwipes) {
  const auto set = read(item("hello", "helo", "They said ") + "\n" + item("you", "you"));
  ASSERT_TRUE(set.ok()) << set.error().message;
  ASSERT_EQ(set->size(), 2U);
  EXPECT_EQ((*set)[0].word, "hello");
  EXPECT_EQ((*set)[0].left, "They said ");
  EXPECT_FALSE((*set)[1].points.empty());
}

TEST_F(GestureSetTest, DrawsTheWordsOfAText) {
  const auto set = read("See you tomorrow.\nI am here\n");
  ASSERT_TRUE(set.ok()) << set.error().message;
  ASSERT_EQ(set->size(), 5U);
  EXPECT_EQ((*set)[1].word, "you");
  EXPECT_EQ((*set)[1].left, "See ");
  EXPECT_EQ((*set)[3].left, "I ");
}

TEST_F(GestureSetTest, NamesTheLineThatIsWrong) {
  const auto has = [](const std::string& message, const std::string& part) {
    return message.find(part) != std::string::npos;
  };
  EXPECT_TRUE(has(complaint(item("a", "as") + "{\"word\":3}\n"), "line 2"));
  EXPECT_TRUE(has(complaint(item("a", "as") + "nonsense\n"), "line 2"));
  EXPECT_TRUE(has(complaint("{\"word\":\"it\",\"points\":[[1,2]]}\n"), "points"));
  EXPECT_TRUE(has(complaint(""), "no word"));
  EXPECT_FALSE(read_gesture_set("/nope").ok());
}

TEST_F(GestureSetTest, CountsWhatWasReadRight) {
  write_lexicon_pack(folder_.path());
  const auto engine = Engine::open({.pack_dir = folder_.path()}).value();
  const auto set = read(item("hello", "hello") + item("dont", "dont", "I ") +
                        item("tomorrow", "see") + item("Monday", "monday", "on "));
  ASSERT_TRUE(set.ok());
  const GestureResult result = evaluate_gesture(engine, *set, {});
  EXPECT_EQ(result.items, 4U);
  EXPECT_EQ(result.first, 3U);
  EXPECT_GE(result.three, 3U);
  EXPECT_EQ(result.latency.count(), 4U);
  EXPECT_DOUBLE_EQ(result.to_json().at("first").get<double>(), 0.75);
}

}  // namespace
}  // namespace inkling
