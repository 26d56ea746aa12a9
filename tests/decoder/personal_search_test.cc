// The search through a person's own words against looking at each of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <random>

#include "engine/decoder/decoder.h"
#include "engine/lexicon/text_key.h"
#include "tools/pack/lexicon_writer.h"

namespace inkling {
namespace {

constexpr float kPerLetter = 2;
constexpr float kWeight = 1.25F;
// Nats that are always looked at, however well the lexicon explains the keys: of slips, and of what
// value() says.
constexpr float kFewSlips = 7;
constexpr float kFarthest = 8;

class PersonalSearchTest : public ::testing::Test {
 protected:
  PersonalSearchTest() {
    LexiconSource source;
    source.words.push_back({"the", -3.0F, 0});
    lexicon_ = std::move(Lexicon::from_bytes(write_lexicon(source).value()).value());
    decoder_ = std::make_unique<Decoder>(*lexicon_, params_, Layout::qwerty());
  }
  void add(const std::string& text, float count = 2, bool personal = true) {
    words_[text] = count;
    trie_.put(search_key(text), {static_cast<uint32_t>(words_.size()), count,
                                 personal ? std::make_shared<std::string>(text) : nullptr});
  }
  /// Syllables, so that many words begin alike.
  std::string made_up() {
    std::string out;
    for (std::size_t n = 2 + random_() % 3; n > 0; --n) {
      out += "bcdfghklmnprst"[random_() % 14];
      out += "aeiou"[random_() % 5];
    }
    return out;
  }
  std::u32string with_slips(std::u32string word, std::size_t slips) {
    for (; slips > 0 && word.size() > 2; --slips) {
      const std::size_t at = 1 + random_() % (word.size() - 2);
      switch (random_() % 4) {
        case 0:
          word[at] = U"qwertyuiopasdfghjkl"[random_() % 19];
          break;
        case 1:
          word.erase(at, 1);
          break;
        case 2:
          word.insert(at, 1, word[at]);
          break;
        default:
          std::swap(word[at], word[at + 1]);
      }
    }
    return word;
  }
  void type(std::u32string_view keys) {
    decoder_->reset();
    for (const char32_t c : keys) decoder_->press({c, std::nullopt});
  }
  std::vector<PersonalMatch> search(std::size_t limit) {
    return decoder_->personal(trie_.snapshot(), limit, kPerLetter, kWeight);
  }
  /// What it costs, and what speaks for it.
  float value(const Reached& reached, float count) const {
    const float to_come = reached.slipped ? kPerLetter * static_cast<float>(reached.remaining) : 0;
    return kWeight * reached.channel + to_come - std::log(count);
  }

  std::mt19937 random_{11};
  std::unique_ptr<Lexicon> lexicon_;
  ChannelParams params_;
  std::unique_ptr<Decoder> decoder_;
  WordTrie trie_;
  std::map<std::string, float> words_;
};

TEST_F(PersonalSearchTest, FindsTheBestOfAHundredWordsAsLookingAtEachDoes) {
  while (words_.size() < 100) add(made_up(), static_cast<float>(1 + random_() % 20));
  std::vector<std::string> texts;
  for (const auto& entry : words_) texts.push_back(entry.first);
  std::size_t compared = 0;
  for (int round = 0; round < 300; ++round) {
    std::u32string keys = with_slips(search_key(texts[random_() % texts.size()]), random_() % 3);
    keys.resize(std::min(keys.size(), 1 + random_() % 9));
    type(keys);
    std::vector<float> expected;
    for (const auto& [text, count] : words_) {
      const auto reached = decoder_->explain(search_key(text), kPerLetter);
      if (!reached || reached->channel > kFewSlips) continue;
      if (value(*reached, count) <= kFarthest) expected.push_back(value(*reached, count));
    }
    std::sort(expected.begin(), expected.end());
    const auto found = search(16);
    std::vector<float> got;
    for (const PersonalMatch& match : found) {
      const auto reached = decoder_->explain(search_key(match.text), kPerLetter);
      ASSERT_TRUE(reached);
      if (reached->channel > kFewSlips) continue;
      if (value(*reached, words_[match.text]) > kFarthest) continue;
      EXPECT_EQ(match.reached.channel, reached->channel);
      EXPECT_EQ(match.reached.remaining, reached->remaining);
      EXPECT_EQ(match.reached.slipped, reached->slipped);
      got.push_back(value(*reached, words_[match.text]));
    }
    if (found.size() < 16) {
      EXPECT_EQ(got.size(), expected.size()) << encode_utf8(keys);
    }
    for (std::size_t i = 0; i < std::min(got.size(), expected.size()); ++i) {
      EXPECT_NEAR(got[i], expected[i], 1e-4) << encode_utf8(keys);
    }
    compared += got.size();
  }
  EXPECT_GT(compared, 400U);
}

TEST_F(PersonalSearchTest, AmongTwentyThousandItFindsWordsWithASlip) {
  while (words_.size() < 20000) add(made_up());
  std::vector<std::string> texts;
  for (const auto& entry : words_) texts.push_back(entry.first);
  int tried = 0;
  int found = 0;
  while (tried < 300) {
    const std::string& word = texts[random_() % texts.size()];
    if (word.size() < 8) continue;
    ++tried;
    type(with_slips(search_key(word), 1));
    for (const PersonalMatch& match : search(16)) {
      if (match.text == word) ++found;
    }
  }
  EXPECT_GT(found, tried * 9 / 10);
}

TEST_F(PersonalSearchTest, WhatIsKeptFromKeyToKeyChangesNothing) {
  while (words_.size() < 3000) add(made_up(), static_cast<float>(1 + random_() % 20));
  std::vector<std::string> texts;
  for (const auto& entry : words_) texts.push_back(entry.first);
  const auto described = [](const std::vector<PersonalMatch>& found) {
    std::vector<std::string> out;
    out.reserve(found.size());
    for (const auto& [text, reached] : found) {
      out.push_back(text + " " + std::to_string(reached.channel) + " " +
                    std::to_string(reached.remaining) + (reached.slipped ? " slipped" : ""));
    }
    return out;
  };
  std::size_t compared = 0;
  for (int round = 0; round < 60; ++round) {
    std::u32string keys = with_slips(search_key(texts[random_() % texts.size()]), random_() % 3);
    std::u32string typed;
    decoder_->reset();
    while (!keys.empty()) {
      const std::size_t change = random_() % 12;
      if (change == 0 && !typed.empty()) {
        decoder_->backspace();
        keys.insert(0, 1, typed.back());
        typed.pop_back();
        if (random_() % 2 == 0) continue;
      } else if (change == 1) {
        add(made_up(), static_cast<float>(1 + random_() % 20));
      } else if (change == 2) {
        decoder_->press({U' ', std::nullopt});
        typed += U' ';
      } else {
        decoder_->press({keys.front(), std::nullopt});
        typed += keys.front();
        keys.erase(0, 1);
        // Not asked after each key.
        if (random_() % 4 == 0) continue;
      }
      const auto kept = described(search(16));
      Decoder anew(*lexicon_, params_, Layout::qwerty());
      for (const char32_t c : typed) anew.press({c, std::nullopt});
      ASSERT_EQ(kept, described(anew.personal(trie_.snapshot(), 16, kPerLetter, kWeight)))
          << encode_utf8(typed);
      compared += kept.size();
    }
  }
  EXPECT_GT(compared, 500U);
}

TEST_F(PersonalSearchTest, WordsOfTheLexiconAreNoneOfThem) {
  add("tomato", 50, false);
  add("tomaso", 2);
  type(U"tomat");
  const auto found = search(5);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].text, "tomaso");
  type(U"");
  EXPECT_TRUE(search(5).empty());
}

}  // namespace
}  // namespace inkling
