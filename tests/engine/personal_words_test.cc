// Words that only this person uses: their slips are mended, however much else was learned.
#include <atomic>
#include <thread>

#include "cache/history/history.h"
#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

/// A word that no list has; the words of two numbers differ in two letters at least.
std::string made_up(std::size_t number) {
  constexpr std::string_view kFirst = "bdfgkmpstv";
  constexpr std::string_view kVowels = "aeiou";
  std::string out;
  for (int i = 0; i < 3; ++i) {
    out += kFirst[number % kFirst.size()];
    out += kVowels[(number / 3) % kVowels.size()];
    number = number / 2 + 7 * number % 1009;
  }
  return out + "zq";
}

/// The word with its last two letters the wrong way round.
std::string slipped(std::string word) {
  std::swap(word[word.size() - 1], word[word.size() - 2]);
  return word;
}

class PersonalWordsTest : public ::testing::Test {
 protected:
  static constexpr std::size_t kPersonal = 20;

  PersonalWordsTest() {
    write_lexicon_pack(folder_.path());
    engine_ = Engine::open({.pack_dir = folder_.path(), .history_path = ""}).value();
  }
  History& history() { return engine_->history(); }
  void learn_personal() {
    for (std::size_t i = 0; i < kPersonal; ++i) {
      for (int use = 0; use < 3; ++use) history().learn("", "", made_up(i), false, true);
    }
  }
  /// Words of a lexicon, each used more than the personal ones.
  void learn_known(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      std::string word = "known";
      for (std::size_t rest = i; rest > 0; rest /= 10) word += "abcdefghij"[rest % 10];
      for (int use = 0; use < 5; ++use) history().learn("", "", word, true, true);
    }
  }
  /// What a space makes of it, in a field that teaches nothing.
  std::string committed(const std::string& typed) { return committed("", typed); }
  std::string committed(const std::string& first_key, const std::string& typed) {
    SessionOptions options;
    options.no_learning = true;
    Session session(engine_, options);
    session.key(first_key);
    type_into(&session, typed + " ");
    std::string out = session.left();
    if (!out.empty()) out.pop_back();
    return out;
  }
  std::size_t mended() {
    std::size_t count = 0;
    for (std::size_t i = 0; i < kPersonal; ++i) {
      if (committed(slipped(made_up(i))) == made_up(i)) ++count;
    }
    return count;
  }

  TempFolder folder_;
  std::shared_ptr<Engine> engine_;
};

TEST_F(PersonalWordsTest, SlipsInThemAreMended) {
  EXPECT_EQ(mended(), 0U);
  learn_personal();
  EXPECT_EQ(mended(), kPersonal);
}

TEST_F(PersonalWordsTest, TwoThousandWordsThatAreUsedMoreDoNotHideThem) {
  learn_personal();
  learn_known(2000);
  EXPECT_EQ(mended(), kPersonal);
}

TEST_F(PersonalWordsTest, ForgottenAndBlockedOnesAreGone) {
  learn_personal();
  learn_known(500);
  for (std::size_t i = 0; i < 5; ++i) history().forget(made_up(i));
  for (std::size_t i = 5; i < 8; ++i) history().block(made_up(i));
  EXPECT_EQ(mended(), kPersonal - 8);
  for (std::size_t i = 5; i < 8; ++i) history().unblock(made_up(i));
  EXPECT_EQ(mended(), kPersonal - 5);
  ASSERT_TRUE(history().clear().ok());
  EXPECT_EQ(mended(), 0U);
}

TEST_F(PersonalWordsTest, AWordThatWasForgottenIsLearnedAgain) {
  const std::string word = made_up(3);
  const auto teach = [&] {
    (void)history().learn("", "", word, false, true);
    return history().learn("", "", word, false, true);
  };
  teach();
  EXPECT_EQ(committed(slipped(word)), word);
  history().forget(word);
  EXPECT_EQ(committed(slipped(word)), slipped(word));
  const uint64_t id = teach();
  EXPECT_EQ(committed(slipped(word)), word);
  history().revert(id);  // typed once only: it waits again
  EXPECT_EQ(committed(slipped(word)), slipped(word));
  history().learn("", "", word, false, true);
  EXPECT_EQ(committed(slipped(word)), word);
}

TEST_F(PersonalWordsTest, AWordLearnedBetweenTwoKeysIsThereAtTheNext) {
  SessionOptions options;
  options.no_learning = true;
  Session session(engine_, options);
  const std::string typed = slipped(made_up(1));
  type_into(&session, typed.substr(0, 4));
  (void)session.suggest({});
  learn_personal();
  type_into(&session, typed.substr(4) + " ");
  EXPECT_EQ(session.left(), made_up(1) + " ");
}

TEST_F(PersonalWordsTest, TheirOwnWayOfWritingIsKept) {
  for (const char* word : {"Zbigniewa", "\u0141ukasza", "qu\u2019appelle"}) {
    for (int use = 0; use < 3; ++use) history().learn("", "", word, false, true);
  }
  learn_known(1000);
  EXPECT_EQ(committed("zbigneiwa"), "Zbigniewa");
  EXPECT_EQ(committed("\u0142", "ukazsa"), "\u0141ukasza");
  EXPECT_EQ(committed("quappele"), "qu\u2019appelle");
}

TEST_F(PersonalWordsTest, ConcurrentTypingAndLearning) {
  learn_personal();
  std::atomic<bool> done = false;
  std::thread learner([&] {
    for (int round = 0; !done; ++round) {
      for (std::size_t i = 0; i < kPersonal; ++i) {
        const std::string word = "other" + made_up(i);
        history().learn("", "", word, false, true);
        history().learn("", "", word, false, true);
        if (round % 2 == 1) history().forget(word);
      }
    }
  });
  constexpr int kRounds = 20;
  for (int round = 0; round < kRounds; ++round) EXPECT_EQ(mended(), kPersonal);
  done = true;
  learner.join();
}

}  // namespace
}  // namespace inkling
