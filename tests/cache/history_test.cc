#include "cache/history/history.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <iterator>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "platform/clock.h"

namespace inkling {
namespace {

/// A number as letters: words with digits are never learned.
std::string in_letters(std::size_t number) {
  std::string out = std::to_string(number);
  for (char& c : out) c = static_cast<char>(c - '0' + 'a');
  return out;
}

constexpr int64_t kDay = 24L * 3600;

class HistoryTest : public ::testing::Test {
 protected:
  HistoryTest() {
    clock_.set_wall_seconds(1'800'000'000);
    history_ = History::open({.path = "", .language = "en", .clock = &clock_}, nullptr);
  }
  /// Types a sentence of known words.
  void type(const std::vector<std::string>& words) {
    std::string w2;
    std::string w1;
    for (const std::string& word : words) {
      history_->learn(w2, w1, word, true, true);
      w2 = w1;
      w1 = word;
    }
  }
  std::vector<std::string> predicted(const std::string& w2, const std::string& w1,
                                     const std::string& prefix = "") {
    std::vector<std::string> out;
    for (const HistoryScore& s : history_->predict(w2, w1, prefix, 5)) out.push_back(s.word);
    return out;
  }

  ManualClock clock_;
  std::unique_ptr<History> history_;
};

TEST_F(HistoryTest, PredictsWhatFollowedBefore) {
  type({"feed", "the", "hedgehog"});
  type({"feed", "the", "hedgehog"});
  type({"near", "the", "river"});
  EXPECT_EQ(predicted("feed", "the").front(), "hedgehog");
  EXPECT_EQ(predicted("near", "the").front(), "river");
  EXPECT_EQ(predicted("feed", "the", "ri").front(), "river");
  EXPECT_GT(history_->probability("feed", "the", "hedgehog"),
            history_->probability("near", "the", "hedgehog"));
}

TEST_F(HistoryTest, APlaceSaysWhatItsWordsSayAndNothingOnceTheyAreGone) {
  type({"feed", "the", "hedgehog"});
  const HistoryPlace place = history_->place("feed", "the");
  EXPECT_EQ(history_->probability(place, "hedgehog"),
            history_->probability("feed", "the", "hedgehog"));
  EXPECT_EQ(place.share(), history_->place("feed", "the").share());
  history_->forget("the");
  // It was used, and that is all.
  EXPECT_LT(history_->probability(place, "hedgehog") * place.share(), 1e-3);
}

TEST_F(HistoryTest, ProbabilitiesOfAContextNeverExceedOne) {
  type({"a", "b", "c"});
  type({"a", "b", "d"});
  type({"a", "b", "c"});
  double sum = 0;
  for (const HistoryScore& s : history_->predict("a", "b", "", 100)) sum += s.probability;
  EXPECT_LE(sum, 1.0 + 1e-6);
  EXPECT_GT(sum, 0.5);
}

TEST_F(HistoryTest, CaseOfAsciiLettersDoesNotMatter) {
  type({"Call", "Anneke"});
  EXPECT_GT(history_->probability("", "call", "anneke"), 0);
  EXPECT_EQ(predicted("", "CALL", "an").front(), "Anneke");
}

TEST_F(HistoryTest, ALonelyFirstWordIsLearnedForTheSentenceStart) {
  type({"Howdy"});
  EXPECT_EQ(predicted("", "").front(), "Howdy");
}

TEST_F(HistoryTest, UnknownWordWaitsUntilTypedTwiceOnPurpose) {
  history_->learn("", "hello", "grobnitz", false, true);
  EXPECT_FALSE(history_->is_personal("grobnitz"));
  EXPECT_TRUE(predicted("", "hello").empty());
  history_->learn("", "hello", "grobnitz", false, true);
  EXPECT_TRUE(history_->is_personal("grobnitz"));
  EXPECT_EQ(predicted("", "hello").front(), "grobnitz");
}

TEST_F(HistoryTest, WhatLooksLikeASlipIsAWordOnceItIsKeptTwiceAfterAnUndo) {
  const auto kept = [this] {
    history_->learn("", "", "wrold", false, true, {.expected = {}, .slip = true});
  };
  history_->learn_correction("wrold", "world", false);
  kept();
  EXPECT_FALSE(history_->is_personal("wrold"));
  kept();
  EXPECT_TRUE(history_->is_personal("wrold"));
}

TEST_F(HistoryTest, WhatLooksLikeASlipIsShownOnceTypedTwiceAndAWordOnceTypedFourTimes) {
  for (int i = 0; i < 4; ++i) {
    EXPECT_FALSE(history_->is_personal("tonite")) << i;
    EXPECT_EQ(history_->words("tonite", 1).size(), i < 2 ? 0U : 1U) << i;
    history_->learn("see", "you", "tonite", false, true, {.expected = {}, .slip = true});
  }
  EXPECT_TRUE(history_->is_personal("tonite"));
  EXPECT_TRUE(predicted("see", "you").empty() || predicted("see", "you").front() == "tonite");
}

TEST_F(HistoryTest, ARefusalThatWasWithdrawnIsNone) {
  history_->learn_correction("ypu", "you", false);
  EXPECT_TRUE(history_->refused("ypu", "you"));
  history_->withdraw_refusal("ypu", "you");
  EXPECT_FALSE(history_->refused("ypu", "you"));
  history_->withdraw_refusal("ypu", "you");
  history_->learn_correction("ypu", "you", false);
  EXPECT_EQ(history_->correction("ypu", "you").reverted, 1U);
}

TEST_F(HistoryTest, WhatIsUnlearnedLeavesItsCorrectionsAlone) {
  history_->learn_correction("wrold", "world", false);
  const uint64_t id = history_->learn("", "the", "wrold", true, true);
  history_->revert(id);
  EXPECT_TRUE(history_->words("wrold", 1).empty());
  EXPECT_TRUE(history_->refused("wrold", "world"));
}

TEST_F(HistoryTest, UnknownWordThatWasNotMeantStaysUnseen) {
  for (int i = 0; i < 5; ++i) history_->learn("", "", "grobnitz", false, false);
  EXPECT_FALSE(history_->is_personal("grobnitz"));
}

TEST_F(HistoryTest, RevertTakesBackWhatWasLearned) {
  const uint64_t id = history_->learn("see", "you", "yesterday", true, true);
  history_->revert(id);
  EXPECT_EQ(history_->probability("see", "you", "yesterday"), 0);
  EXPECT_TRUE(history_->words("yest", 5).empty());
  history_->revert(id);
  history_->revert(12345);
}

TEST_F(HistoryTest, RevertLeavesEarlierUsesAlone) {
  history_->learn("see", "you", "soon", true, true);
  const double before = history_->probability("see", "you", "soon");
  history_->revert(history_->learn("see", "you", "soon", true, true));
  EXPECT_NEAR(history_->probability("see", "you", "soon"), before, 1e-9);
}

TEST_F(HistoryTest, ForgottenWordLeavesEveryNgramWithIt) {
  type({"my", "secret", "garden"});
  history_->forget("Secret");
  EXPECT_EQ(history_->probability("", "my", "secret"), 0);
  EXPECT_TRUE(predicted("my", "secret").empty() || predicted("my", "secret").front() != "secret");
  std::ostringstream out;
  ASSERT_TRUE(history_->export_json(out).ok());
  EXPECT_EQ(out.str().find("secret"), std::string::npos);
}

TEST_F(HistoryTest, BlockedWordIsNeverPredictedUntilUnblocked) {
  type({"so", "literally", "true"});
  history_->block("literally");
  EXPECT_TRUE(history_->is_blocked("Literally"));
  EXPECT_TRUE(predicted("", "so", "lit").empty());
  EXPECT_EQ(history_->probability("", "so", "literally"), 0);
  history_->unblock("literally");
  EXPECT_EQ(predicted("", "so", "lit").front(), "literally");
}

TEST_F(HistoryTest, PrivateStringsAreNeverStored) {
  for (const char* text : {"4929",
                           "12 34",
                           "4929-1234",
                           "me@home.example",
                           "https://x.example",
                           "www.example.org",
                           "code1234",
                           "",
                           "\x01word",
                           "bad\xff",
                           "b2b",
                           "٤٧١١",
                           "४",
                           "４７",
                           "𝟒",
                           "zq²",
                           "@zqvorn",
                           "#tag",
                           "snake_case",
                           "john.doe",
                           "C:\\home",
                           "aQzRtYpLm",
                           "<w>0123456789abcdef0123",
                           "averyveryveryveryveryveryveryveryverylongwordindeed"}) {
    EXPECT_EQ(history_->learn("", "", text, true, true), 0U) << text;
  }
  EXPECT_EQ(history_->status().words, 0U);
  for (const char* text : {"O'Brien", "Jean-Luc", "a.m.", "YouTube", "and/or", "三", "naïve"}) {
    EXPECT_NE(history_->learn("", "", text, true, true), 0U) << text;
  }
}

TEST_F(HistoryTest, CountsHalveInSixtyDays) {
  type({"old"});
  clock_.set_wall_seconds(clock_.wall_seconds() + 60 * kDay);
  ASSERT_EQ(history_->words("old", 1).size(), 1U);
  EXPECT_NEAR(history_->words("old", 1)[0].count, 0.5, 1e-9);
}

TEST_F(HistoryTest, NewHabitsOvertakeOldOnes) {
  for (int i = 0; i < 4; ++i) type({"buy", "bread"});
  clock_.set_wall_seconds(clock_.wall_seconds() + 365 * kDay);
  for (int i = 0; i < 2; ++i) type({"buy", "cheese"});
  EXPECT_EQ(predicted("", "buy").front(), "cheese");
}

TEST_F(HistoryTest, ItsShareGrowsWithWhatWasTypedThere) {
  const auto share = [this](const char* w2, const char* w1) {
    return history_->place(w2, w1).share();
  };
  EXPECT_EQ(share("", "hello"), 0);
  type({"well", "hello", "there"});
  const double once = share("well", "hello");
  type({"well", "hello", "there"});
  EXPECT_GT(share("well", "hello"), once);
  EXPECT_GT(share("well", "hello"), share("oh", "hello"));
}

TEST_F(HistoryTest, InTextThatNeverRepeatsAWordThatCameOnceHardlyCounts) {
  const auto odd = [](int i) {
    return std::string("x") + static_cast<char>('a' + i % 26) + static_cast<char>('a' + i / 26);
  };
  for (int i = 0; i < 80; ++i) type({"under", "the", odd(2 * i), "of", odd(2 * i + 1)});
  type({"behind", "the", "hedge"});
  EXPECT_LT(history_->place("behind", "the").share(), 0.15);
}

TEST_F(HistoryTest, WhatWasWrittenBeforeIsTrustedOnceItComesAgain) {
  const std::vector<std::string> letter = {"i",   "am",    "writing", "to",  "ask",
                                           "you", "about", "the",     "red", "bicycle"};
  type(letter);
  const double before = history_->place("ask", "you").share();
  type(letter);
  const HistoryPlace place = history_->place("ask", "you");
  EXPECT_GT(place.share(), before + 0.3);
  EXPECT_GT(place.share() * history_->probability(place, "about"), 0.5);
  // New text wins the model's part back.
  const double sure = history_->place("writing", "to").share();
  for (int i = 0; i < 40; ++i) {
    const std::string odd(1, static_cast<char>('a' + i % 26));
    type({"ask", "you", "x" + odd, "y" + odd});
  }
  EXPECT_LT(history_->place("writing", "to").share(), sure - 0.1);
}

TEST_F(HistoryTest, ShortcutsExpandAndAreChecked) {
  ASSERT_TRUE(history_->set_shortcut("omw", "on my way").ok());
  EXPECT_EQ(history_->shortcut("OMW"), "on my way");
  EXPECT_EQ(history_->set_shortcut("", "x").error().code, ErrorCode::kInvalidArgument);
  EXPECT_FALSE(history_->set_shortcut("x", std::string(2000, 'y')).ok());
  history_->remove_shortcut("omw");
  EXPECT_FALSE(history_->shortcut("omw").has_value());
}

TEST_F(HistoryTest, EmojiComeBackAfterTheirWord) {
  history_->learn_emoji("🎉", "birthday");
  history_->learn_emoji("🎂", "birthday");
  history_->learn_emoji("🎂", "birthday");
  EXPECT_EQ(history_->emoji_for("Birthday", 5), (std::vector<std::string>{"🎂", "🎉"}));
  EXPECT_TRUE(history_->emoji_for("monday", 5).empty());
}

TEST_F(HistoryTest, ExportAndImportGiveTheSameHistory) {
  type({"feed", "the", "hedgehog"});
  history_->learn("", "", "grobnitz", false, true);
  history_->learn("", "", "grobnitz", false, true);
  history_->block("moist");
  (void)history_->set_shortcut("brb", "be right back");
  history_->learn_correction("teh", "the", true);
  history_->learn_emoji("🦔", "hedgehog");
  std::ostringstream first;
  ASSERT_TRUE(history_->export_json(first).ok());
  auto other = History::open({.path = "", .language = "en", .clock = &clock_}, nullptr);
  std::istringstream in(first.str());
  ASSERT_TRUE(other->import_json(in).ok());
  // What is said there is the same; what was used just now is of a day, not of a file.
  EXPECT_NEAR(other->probability("feed", "the", "hedgehog"),
              history_->probability("feed", "the", "hedgehog"), 0.05);
  EXPECT_LT(other->place("feed", "the").share(), history_->place("feed", "the").share());
  EXPECT_GT(other->probability("feed", "the", "hedgehog"), 0.5);
  EXPECT_TRUE(other->is_personal("grobnitz"));
  EXPECT_TRUE(other->is_blocked("moist"));
  EXPECT_EQ(other->shortcut("brb"), "be right back");
  EXPECT_EQ(other->correction("teh", "the").accepted, 1U);
  EXPECT_EQ(other->emoji_for("hedgehog", 1).size(), 1U);
}

TEST_F(HistoryTest, MalformedImportChangesNothing) {
  type({"hello"});
  for (
      const char* text :
      {"", "[]", "{", R"({"format":"other"})", R"({"format":"inkling-history","version":9})",
       R"({"format":"inkling-history","version":1,"words":[{"text":"a","count":1,"last_used":1},)"
       R"({"text":5}],"ngrams":[]})",
       R"({"format":"inkling-history","version":1,"words":[{"text":"a","count":-1,"last_used":1}],)"
       R"("ngrams":[]})"}) {
    std::istringstream in(text);
    const Status done = history_->import_json(in);
    ASSERT_FALSE(done.ok()) << text;
    EXPECT_EQ(done.error().code, ErrorCode::kCorrupt);
  }
  EXPECT_EQ(history_->words("", 10).size(), 1U);
}

TEST_F(HistoryTest, ImportWithImpossibleNumbersOutweighsNothing) {
  for (int i = 0; i < 5; ++i) type({"see", "you", "soon"});
  std::istringstream in(
      R"({"format":"inkling-history","version":1,"words":[)"
      R"({"text":"late","count":1,"last_used":9223372036854775807},)"
      R"({"text":"early","count":1e308,"last_used":-9223372036854775808}],)"
      R"("ngrams":[{"words":["you","late"],"count":1,"last_used":9223372036854775807}]})");
  ASSERT_TRUE(history_->import_json(in).ok());
  EXPECT_EQ(predicted("see", "you").front(), "soon");
  EXPECT_LE(history_->place("see", "you").share(), 1);
  EXPECT_LE(history_->probability("see", "you", "early"), 1);
}

TEST_F(HistoryTest, ImportLeavesPrivateStringsOut) {
  std::istringstream in(
      R"({"format":"inkling-history","version":1,"ngrams":[],"words":[)"
      R"({"text":"4929123412341234","count":1,"last_used":1},{"text":"fine","count":1,"last_used":1}]})");
  ASSERT_TRUE(history_->import_json(in).ok());
  EXPECT_EQ(history_->words("", 10).size(), 1U);
}

TEST_F(HistoryTest, ConcurrentQueriesWhileLearning) {
  std::thread writer([this] {
    for (int i = 0; i < 500; ++i) type({"see", "you", i % 2 == 0 ? "soon" : "later"});
  });
  for (int i = 0; i < 500; ++i) {
    EXPECT_LE(history_->probability("see", "you", "soon"), 1.0);
    (void)history_->predict("see", "you", "", 3);
  }
  writer.join();
  EXPECT_EQ(predicted("see", "you").size(), 4U);
}

TEST_F(HistoryTest, AWordThatWasFoundOnceIsTheSameWordLater) {
  type({"see", "you", "soon"});
  HistoryName soon;
  HistoryName never;
  const auto expect_same = [&] {
    const HistoryPlace place = history_->place("see", "you");
    EXPECT_EQ(history_->probability(place, "soon", &soon), history_->probability(place, "soon"));
    EXPECT_EQ(history_->probability(place, "never", &never), history_->probability(place, "never"));
  };
  expect_same();
  EXPECT_GT(history_->probability("see", "you", "soon"), 0);
  type({"see", "you", "never"});
  expect_same();
  EXPECT_GT(history_->probability("see", "you", "never"), 0);
  history_->forget("soon");
  expect_same();
  history_->block("never");
  expect_same();
  type({"see", "you", "soon"});
  history_->unblock("never");
  expect_same();
  EXPECT_TRUE(history_->clear().ok());
  expect_same();
}

TEST_F(HistoryTest, PredictsTheLikeliestOfAllThatBeginWithThePrefix) {
  type({"see", "you"});
  std::mt19937 random(3);
  std::set<std::string> words = {"see", "you"};
  while (words.size() < 40) {
    std::string word;
    for (std::size_t n = 1 + random() % 6; n > 0; --n) {
      word += std::array{"a", "b", "\u00e9", "'"}.at(random() % 4);
    }
    // Most come elsewhere more often.
    for (std::size_t n = random() % 3; n > 0; --n) history_->learn("", "", word, true, true);
    if (history_->learn("see", "you", word, true, true) != 0) words.insert(word);
  }
  const HistoryPlace place = history_->place("see", "you");
  for (int i = 0; i < 300; ++i) {
    const std::string& word = *std::next(words.begin(), static_cast<std::ptrdiff_t>(random() % 40));
    const std::string prefix = word.substr(0, random() % (word.size() + 1));
    std::vector<double> expected;
    for (const std::string& w : words) {
      if (w.starts_with(prefix)) expected.push_back(history_->probability(place, w));
    }
    std::sort(expected.rbegin(), expected.rend());
    if (expected.size() > 3) expected.resize(3);
    std::vector<double> found;
    for (const HistoryScore& s : history_->predict(place, prefix, 3)) {
      EXPECT_TRUE(s.word.starts_with(prefix));
      found.push_back(s.probability);
    }
    EXPECT_EQ(found, expected) << prefix;
  }
}

/// All words of a trie below `node`.
std::size_t count_words(const WordTrie::Node& node) {
  std::size_t words = node.word().id != 0 ? 1 : 0;
  for (const WordTrie::Branch& branch : node.branches()) words += count_words(*branch.node);
  return words;
}

TEST_F(HistoryTest, SnapshotsAreWalkedAndDroppedWhileWordsComeAndGo) {
  constexpr std::size_t kWords = 40;
  const auto word = [](std::size_t i) {
    return "wo" + std::string(1 + i % 7, 'x') + in_letters(i);
  };
  std::atomic<bool> done = false;
  std::vector<std::thread> readers;
  readers.reserve(2);
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      WordTrie::Snapshot kept;
      while (!done) {
        WordTrie::Snapshot now = history_->personal_words();
        EXPECT_LE(count_words(*now), kWords);
        // The one before goes here, perhaps as the last that holds its nodes.
        kept = std::move(now);
      }
    });
  }
  for (std::size_t round = 0; round < 3000; ++round) {
    // Twice on purpose makes a word the person's own.
    for (int use = 0; use < 2; ++use) history_->learn("", "", word(round % kWords), false, true);
    if (round % 3 == 0) history_->forget(word((round * 7) % kWords));
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
}

TEST_F(HistoryTest, WhatIsBlockedFollowsEveryEdit) {
  std::mt19937 random(5);
  std::set<std::string> blocked;
  const std::vector<std::string> words = {"alpha", "beta", "gamma", "Delta"};
  for (int i = 0; i < 2000; ++i) {
    const std::string& word = words[random() % words.size()];
    switch (random() % 6) {
      case 0:
        history_->block(word);
        blocked.insert(word);
        break;
      case 1:
        history_->unblock(word);
        blocked.erase(word);
        break;
      case 2:
        history_->forget(word);
        blocked.erase(word);
        break;
      case 3:
        if (random() % 10 == 0) {
          EXPECT_TRUE(history_->clear().ok());
          blocked.clear();
        }
        break;
      default:
        history_->revert(history_->learn("", "", word, random() % 2 == 0, true));
        break;
    }
    for (const std::string& each : words) {
      ASSERT_EQ(history_->is_blocked(each), blocked.contains(each)) << i;
    }
  }
}

}  // namespace
}  // namespace inkling
