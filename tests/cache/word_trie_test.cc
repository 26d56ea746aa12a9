#include "cache/history/word_trie.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace inkling {
namespace {

struct Expected {
  uint32_t id = 0;
  float count = 0;
  bool has_text = false;
};
using Words = std::map<std::u32string, Expected>;

/// All words below a node; checks on the way that the trie holds nothing but forks and words.
void gather(const WordTrie::Node& node, const std::u32string& before, Words* out) {
  const std::u32string here = before + std::u32string(node.label());
  const bool is_word = node.word().id != 0;
  float most = is_word ? node.word().count : 0;
  if (is_word) (*out)[here] = {node.word().id, node.word().count, node.word().text != nullptr};
  EXPECT_TRUE(node.label().empty() || is_word || node.branches().size() > 1);
  char32_t last = 0;
  for (const WordTrie::Branch& branch : node.branches()) {
    EXPECT_GT(branch.letter, last);
    last = branch.letter;
    EXPECT_EQ(branch.letter, branch.node->label().front());
    EXPECT_EQ(branch.most, branch.node->most());
    gather(*branch.node, here, out);
    most = std::max(most, branch.most);
  }
  EXPECT_EQ(node.most(), most);
}

void expect_holds(const WordTrie::Snapshot& root, const Words& words) {
  Words held;
  gather(*root, U"", &held);
  ASSERT_EQ(held.size(), words.size());
  for (const auto& [key, word] : words) {
    ASSERT_TRUE(held.contains(key));
    EXPECT_EQ(held[key].id, word.id);
    EXPECT_EQ(held[key].count, word.count);
    EXPECT_EQ(held[key].has_text, word.has_text);
  }
}

WordTrie::Word make_word(const Expected& word) {
  return {word.id, word.count, word.has_text ? std::make_shared<std::string>("x") : nullptr};
}

TEST(WordTrieTest, ListsTheMostUsedWordsOfAPrefix) {
  WordTrie trie;
  EXPECT_TRUE(trie.most_used(U"", 5).empty());
  trie.put(U"car", {1, 3, nullptr});
  trie.put(U"card", {2, 5, nullptr});
  trie.put(U"care", {3, 1, nullptr});
  trie.put(U"dog", {4, 4, nullptr});
  EXPECT_EQ(trie.most_used(U"", 3), (std::vector<uint32_t>{2, 4, 1}));
  EXPECT_EQ(trie.most_used(U"ca", 5), (std::vector<uint32_t>{2, 1, 3}));
  EXPECT_EQ(trie.most_used(U"card", 5), (std::vector<uint32_t>{2}));
  EXPECT_TRUE(trie.most_used(U"cars", 5).empty());
  EXPECT_TRUE(trie.most_used(U"cb", 5).empty());
  trie.put(U"care", {3, 9, nullptr});
  EXPECT_EQ(trie.most_used(U"c", 1), (std::vector<uint32_t>{3}));
}

TEST(WordTrieTest, RandomChangesLeaveItAsItShouldBeAndSnapshotsAsTheyWere) {
  std::mt19937 random(7);
  WordTrie trie;
  Words words;
  std::vector<std::pair<WordTrie::Snapshot, Words>> kept;
  for (int i = 0; i < 4000; ++i) {
    std::u32string key;
    for (std::size_t n = 1 + random() % 6; n > 0; --n) key += U"ab\u00e9"[random() % 3];
    if (random() % 3 == 0) {
      words.erase(key);
      trie.erase(key);
    } else {
      const Expected word{static_cast<uint32_t>(i + 1), static_cast<float>(1 + random() % 50),
                          random() % 3 == 0};
      words[key] = word;
      trie.put(key, make_word(word));
    }
    if (i % 100 == 0) kept.emplace_back(trie.snapshot(), words);
  }
  kept.emplace_back(trie.snapshot(), words);
  for (const auto& [snapshot, then] : kept) expect_holds(snapshot, then);
  for (const char32_t* prefix : {U"", U"a", U"b\u00e9", U"aaab"}) {
    std::vector<float> counts;
    for (const auto& [key, word] : words) {
      if (key.starts_with(prefix)) counts.push_back(word.count);
    }
    std::sort(counts.begin(), counts.end(), std::greater<>());
    if (counts.size() > 10) counts.resize(10);
    std::vector<float> found;
    for (const uint32_t id : trie.most_used(prefix, 10)) {
      for (const auto& [key, word] : words) {
        if (word.id == id) found.push_back(word.count);
      }
    }
    EXPECT_EQ(found, counts);
  }
  for (const auto& entry : words) trie.erase(entry.first);
  EXPECT_EQ(trie.snapshot()->branches().size(), 0U);
}

}  // namespace
}  // namespace inkling
