#include "engine/lexicon/lexicon.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <random>

#include "engine/lexicon/lexicon_format.h"
#include "engine/lexicon/text_key.h"
#include "tools/pack/lexicon_writer.h"

namespace inkling {
namespace {

std::unique_ptr<Lexicon> make(const LexiconSource& source) {
  auto bytes = write_lexicon(source);
  EXPECT_TRUE(bytes.ok()) << (bytes.ok() ? "" : bytes.error().message);
  auto lexicon = Lexicon::from_bytes(bytes.value());
  EXPECT_TRUE(lexicon.ok()) << (lexicon.ok() ? "" : lexicon.error().message);
  return std::move(lexicon.value());
}

LexiconSource small() {
  LexiconSource source;
  source.words = {{"the", -3, 0},
                  {"then", -6, 0},
                  {"them", -5.5F, 0},
                  {"us", -6, 0},
                  {"US", -8, 0},
                  {"Monday", -9, 0},
                  {"iPhone", -11, 0},
                  {"I", -4, 0},
                  {"I'm", -6, 0},
                  {"darn", -9, kWordOffensive},
                  {"etc", -9, kWordAbbreviation},
                  {"caf\u00e9", -10, 0}};
  source.emoji = {{"hedgehog", "🦔"}, {"party", "🎉"}, {"party", "🥳"}};
  source.joined = {{"alot", "a lot", 4.17F}, {"ithink", "I think", 5}};
  return source;
}

std::vector<std::string> texts(const std::vector<LexiconEntry>& entries) {
  std::vector<std::string> out;
  out.reserve(entries.size());
  for (const LexiconEntry& e : entries) out.push_back(e.text);
  return out;
}

TEST(Lexicon, FindsEveryWayOfWritingBestFirst) {
  const auto lexicon = make(small());
  EXPECT_EQ(texts(lexicon->find("us")), (std::vector<std::string>{"us", "US"}));
  EXPECT_EQ(texts(lexicon->find("IPHONE")), std::vector<std::string>{"iPhone"});
  EXPECT_EQ(texts(lexicon->find("monday")), std::vector<std::string>{"Monday"});
  EXPECT_EQ(texts(lexicon->find("i\u2019m")), std::vector<std::string>{"I'm"});
  EXPECT_TRUE(lexicon->find("th").empty());
  EXPECT_TRUE(lexicon->find("").empty());
  EXPECT_TRUE(lexicon->find("zebra").empty());
  EXPECT_TRUE(lexicon->contains_exact("US"));
  EXPECT_FALSE(lexicon->contains_exact("Us"));
}

TEST(Lexicon, KeepsCapitalsThatBelongToTheWord) {
  const auto lexicon = make(small());
  EXPECT_TRUE(lexicon->keeps_capital("Monday"));
  EXPECT_TRUE(lexicon->keeps_capital("I'm"));
  EXPECT_FALSE(lexicon->keeps_capital("The"));
  EXPECT_FALSE(lexicon->keeps_capital("Us"));
  EXPECT_FALSE(lexicon->keeps_capital("Zebra"));
}

TEST(Lexicon, CarriesFlagsEmojiAndJoinedWords) {
  const auto lexicon = make(small());
  EXPECT_EQ(lexicon->find("darn")[0].flags, kWordOffensive);
  EXPECT_EQ(lexicon->find("etc")[0].flags, kWordAbbreviation);
  EXPECT_EQ(lexicon->emoji_for("Party"), (std::vector<std::string>{"🎉", "🥳"}));
  EXPECT_TRUE(lexicon->emoji_for("the").empty());
  ASSERT_TRUE(lexicon->joined("Alot"));
  EXPECT_EQ(lexicon->joined("Alot")->words, "a lot");
  EXPECT_NEAR(lexicon->joined("Alot")->cost, 4.17, 0.005);
  EXPECT_EQ(lexicon->joined("ithink")->words, "I think");
  EXPECT_FALSE(lexicon->joined("the"));
  EXPECT_FALSE(lexicon->joined(""));
}

TEST(Lexicon, CompletesBestFirstIncludingTheWordItself) {
  const auto lexicon = make(small());
  EXPECT_EQ(texts(lexicon->complete("the", 5)), (std::vector<std::string>{"the", "them", "then"}));
  EXPECT_EQ(texts(lexicon->complete("", 2)), (std::vector<std::string>{"the", "I"}));
  EXPECT_TRUE(lexicon->complete("x", 5).empty());
  EXPECT_TRUE(lexicon->complete("the", 0).empty());
}

TEST(Lexicon, EmptyLexiconAnswersNothing) {
  const auto lexicon = make({});
  EXPECT_EQ(lexicon->size(), 0U);
  EXPECT_TRUE(lexicon->complete("", 5).empty());
  EXPECT_FALSE(lexicon->contains("a"));
}

/// Words over a few scripts, many of which share prefixes.
LexiconSource random_words(std::mt19937* random, std::size_t count) {
  const std::u32string letters = U"abcde'\u00e9\u00fc\u0431\u0432\u05d0\u05d1\uac00\uac01";
  LexiconSource source;
  std::map<std::u32string, bool> seen;
  while (source.words.size() < count) {
    std::u32string key;
    for (std::size_t n = 1 + (*random)() % 6; n > 0; --n) {
      key.push_back(letters[(*random)() % letters.size()]);
    }
    if (!seen.emplace(key, true).second) continue;
    source.words.push_back({encode_utf8(key), -0.001F * static_cast<float>((*random)() % 20000),
                            static_cast<uint8_t>((*random)() % 8)});
  }
  return source;
}

TEST(Lexicon, RandomWordsComeBackAsTheyWere) {
  std::mt19937 random(3);
  const LexiconSource source = random_words(&random, 3000);
  const auto lexicon = make(source);
  EXPECT_EQ(lexicon->size(), source.words.size());
  for (const LexiconWord& word : source.words) {
    const auto found = lexicon->find(word.text);
    ASSERT_EQ(found.size(), 1U) << word.text;
    EXPECT_EQ(found[0].text, word.text);
    EXPECT_EQ(found[0].flags, word.flags);
    EXPECT_NEAR(found[0].log_prob, word.log_prob, 0.001F);
    EXPECT_EQ(lexicon->text(found[0].id), word.text);
  }
}

TEST(Lexicon, CompletionEqualsBruteForce) {
  std::mt19937 random(4);
  const LexiconSource source = random_words(&random, 2000);
  const auto lexicon = make(source);
  for (int i = 0; i < 200; ++i) {
    const std::u32string any = decode_utf8(source.words[random() % source.words.size()].text);
    const std::string prefix = encode_utf8(any.substr(0, random() % (any.size() + 1)));
    std::vector<float> want;
    for (const LexiconWord& word : source.words) {
      if (word.text.starts_with(prefix)) want.push_back(word.log_prob);
    }
    std::sort(want.rbegin(), want.rend());
    want.resize(std::min<std::size_t>(want.size(), 8));
    const auto got = lexicon->complete(prefix, 8);
    ASSERT_EQ(got.size(), want.size()) << prefix;
    for (std::size_t k = 0; k < want.size(); ++k) {
      EXPECT_TRUE(got[k].text.starts_with(prefix));
      EXPECT_NEAR(got[k].log_prob, want[k], 0.001F);
    }
  }
}

TEST(Lexicon, BoundsAreNeverTooLow) {
  std::mt19937 random(5);
  const auto lexicon = make(random_words(&random, 1000));
  for (LexiconNode n = 0; n < lexicon->node_count(); ++n) {
    const auto [first, last] = lexicon->entry_ids(n);
    for (uint32_t id = first; id < last; ++id) {
      EXPECT_GE(lexicon->best_below(n), lexicon->log_prob(id) - 1e-5F);
    }
    const auto [begin, end] = lexicon->children(n);
    for (LexiconNode c = begin; c < end; ++c) {
      EXPECT_GE(lexicon->best_below(n), lexicon->best_below(c));
    }
  }
}

TEST(Lexicon, WordsSeenAreKnownByTheirProbabilityOnly) {
  LexiconSource source;
  source.words.push_back({"the", -3, 0});
  source.seen = {{"hawijah", -18.0F}, {"printf", -15.7F}, {"often", -2.0F}, {"never", -90.0F}};
  const auto lexicon = Lexicon::from_bytes(write_lexicon(source).value()).value();
  EXPECT_NEAR(*lexicon->seen_log_prob("hawijah"), -18, 0.21);
  EXPECT_NEAR(*lexicon->seen_log_prob("Printf"), -15.7, 0.21);  // case put aside
  EXPECT_NEAR(*lexicon->seen_log_prob("often"), -9, 0.21);      // the ends of the scale
  EXPECT_LT(*lexicon->seen_log_prob("never"), -20);
  EXPECT_FALSE(lexicon->seen_log_prob("blorf"));
  EXPECT_FALSE(lexicon->seen_log_prob(""));
  EXPECT_FALSE(lexicon->contains("printf"));  // never to be suggested
  EXPECT_TRUE(lexicon->complete("prin", 5).empty());
}

TEST(Lexicon, WordsThatCannotBeHeldAreRefused) {
  EXPECT_FALSE(write_lexicon({.words = {{"", -1, 0}}, .emoji = {}, .joined = {}, .seen = {}}).ok());
  EXPECT_FALSE(write_lexicon({.words = {{"a", 1, 0}}, .emoji = {}, .joined = {}, .seen = {}}).ok());
  EXPECT_FALSE(
      write_lexicon(
          {.words = {{std::string(100, 'a'), -1, 0}}, .emoji = {}, .joined = {}, .seen = {}})
          .ok());
  LexiconSource many;
  for (char32_t c = 0x4e00; c < 0x4e00 + 300; ++c)
    many.words.push_back({encode_utf8({&c, 1}), -1, 0});
  EXPECT_FALSE(write_lexicon(many).ok());
}

/// Asks everything once; must neither crash nor read outside the file.
void exercise(const Lexicon& lexicon) {
  (void)lexicon.complete("", 50);
  (void)lexicon.find("the");
  (void)lexicon.keeps_capital("US");
  for (uint32_t id = 0; id < 20; ++id) (void)lexicon.text(id);
  (void)lexicon.text(0xffffffff);
  (void)lexicon.children(0xffffffff);
  (void)lexicon.entry_ids(0xffffffff);
  (void)lexicon.key_of(0xffffffff);
  (void)lexicon.emoji_for("party");
}

TEST(LexiconFile, EveryTruncationIsCorrupt) {
  const auto bytes = write_lexicon(small()).value();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto lexicon =
        Lexicon::from_bytes({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)});
    ASSERT_FALSE(lexicon.ok()) << size;
    EXPECT_EQ(lexicon.error().code, ErrorCode::kCorrupt);
  }
}

TEST(LexiconFile, EveryFlippedBitIsFound) {
  const auto bytes = write_lexicon(small()).value();
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    auto damaged = bytes;
    damaged[at] ^= std::byte{0x10};
    EXPECT_FALSE(Lexicon::from_bytes(damaged).ok()) << at;
  }
}

TEST(LexiconFile, HostileBytesWithARightChecksumAreErrorsOrSafeAnswers) {
  namespace fmt = lexicon_format;
  const auto bytes = write_lexicon(small()).value();
  std::mt19937 random(6);
  for (int round = 0; round < 4000; ++round) {
    auto hostile = bytes;
    for (std::size_t n = 1 + random() % 4; n > 0; --n) {
      const std::size_t at = fmt::kHeaderBytes + random() % (bytes.size() - fmt::kHeaderBytes);
      hostile[at] = static_cast<std::byte>(random());
    }
    const uint64_t sum =
        fmt::checksum(std::span<const std::byte>(hostile).subspan(fmt::kHeaderBytes));
    std::memcpy(hostile.data() + 24, &sum, sizeof sum);
    const auto lexicon = Lexicon::from_bytes(std::move(hostile));
    if (lexicon.ok()) exercise(**lexicon);
  }
}

TEST(LexiconFile, NewerVersionIsUnsupported) {
  auto bytes = write_lexicon(small()).value();
  bytes[8] = std::byte{9};
  const auto lexicon = Lexicon::from_bytes(std::move(bytes));
  ASSERT_FALSE(lexicon.ok());
  EXPECT_EQ(lexicon.error().code, ErrorCode::kUnsupported);
}

}  // namespace
}  // namespace inkling
