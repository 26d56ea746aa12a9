// Words by their texts: the packed table against a map.
#include "cache/history/history_words.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

#include "cache/history/history_rules.h"

namespace inkling {
namespace {

using Id = HistoryWords::Id;

void expect_same(const HistoryWords& words, const std::map<std::string, Id>& expected) {
  EXPECT_EQ(words.size(), expected.size());
  const std::vector<Id> in_order = words.in_order();
  ASSERT_EQ(in_order.size(), expected.size());
  auto at = in_order.begin();
  for (const auto& [key, id] : expected) {
    EXPECT_EQ(*at++, id);
    EXPECT_EQ(words.find(key), id);
    EXPECT_EQ(history_key(words[id].text), key);
  }
}

TEST(HistoryWords, RandomChangesGiveWhatAMapGives) {
  HistoryWords words;
  std::map<std::string, Id> expected;
  std::mt19937 random(3);
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    const std::size_t letters = 1 + random() % 3;
    while (text.size() < letters) text += "abcdefGHIJKLMN\xC3"[random() % 15];
    const std::string key = history_key(text);
    if (random() % 3 == 0) {
      words.erase(words.find(text));
      expected.erase(key);
      EXPECT_EQ(words.find(text), HistoryWords::kNone);
    } else {
      const Id id = words.add(text);
      EXPECT_EQ(expected.try_emplace(key, id).first->second, id);
    }
    if (i % 2000 == 0) expect_same(words, expected);
  }
  expect_same(words, expected);
  words.clear();
  expect_same(words, {});
}

TEST(HistoryWords, AreFoundInAnyCaseAndListedByTheirKeys) {
  HistoryWords words;
  const Id priya = words.add("Priya");
  const Id prague = words.add("PRAGUE");
  const Id dog = words.add("dog");
  EXPECT_EQ(words.find("pRIYA"), priya);
  EXPECT_EQ(words.add("priya"), priya);
  EXPECT_EQ(words[priya].text, "Priya");
  EXPECT_EQ(words.in_order(), (std::vector<Id>{dog, prague, priya}));
  EXPECT_EQ(words.in_order("pr"), (std::vector<Id>{prague, priya}));
  EXPECT_EQ(words.find(""), HistoryWords::kNone);
  words.erase(HistoryWords::kNone);
  EXPECT_EQ(words.size(), 3U);
}

TEST(HistoryWords, ANumberIsNotGivenTwice) {
  HistoryWords words;
  const Id first = words.add("one");
  words.erase(first);
  EXPECT_NE(words.add("one"), first);
  EXPECT_FALSE(words[first].alive);
}

}  // namespace
}  // namespace inkling
