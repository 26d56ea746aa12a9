// Commits by number, suggestions by place, how readily a space corrects, and memory given back.
#include <algorithm>
#include <cstring>
#include <filesystem>

#include "cache/history/history.h"
#include "engine/session/engine_impl.h"
#include "engine/session/session_impl.h"
#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

class RevertTest : public SmallEngineTest {
 protected:
  bool learned(const std::string& word) {
    for (const HistoryWord& known : engine_->history().words(word, 9)) {
      if (known.text == word) return true;
    }
    return false;
  }
  Commit press(const char* key) { return session_->key(key); }
  void open_with(AutocorrectStrength strength) {
    session_ = std::make_unique<Session>(
        engine_, SessionOptions{"qwerty", FieldKind::kText, false, strength});
  }
};

TEST_F(RevertTest, OnlyCommittedWordsHaveNumbers) {
  EXPECT_EQ(press("t").id, 0U);
  type("h");
  const uint64_t first = press("e").id;
  EXPECT_EQ(first, 0U);
  const uint64_t word = session_->space().id;
  EXPECT_NE(word, 0U);
  EXPECT_EQ(session_->space().id, 0U);
  EXPECT_GT(session_->pick("you").id, word);
}

TEST_F(RevertTest, AWordAsTypedComesBackAndIsUnlearned) {
  type("hello");
  const Commit commit = session_->space();
  EXPECT_TRUE(learned("hello"));
  EXPECT_FALSE(session_->revert(commit.id + 1));
  EXPECT_TRUE(session_->revert(commit.id));
  EXPECT_EQ(session_->left(), "hello");
  EXPECT_EQ(session_->composing(), "hello");
  EXPECT_FALSE(learned("hello"));
  EXPECT_FALSE(session_->revert(commit.id));
}

TEST_F(RevertTest, ALetterBehindItIsTooMuch) {
  type("hello");
  const Commit commit = session_->space();
  type("t");
  EXPECT_FALSE(session_->revert(commit.id));
  session_->backspace();
  EXPECT_FALSE(session_->revert(commit.id));
  EXPECT_EQ(session_->left(), "hello ");
}

TEST_F(RevertTest, APickGivesBackWhatWasTypedBeforeIt) {
  type("see tomo");
  const Commit commit = session_->pick("tomorrow");
  ASSERT_EQ(session_->left(), "see tomorrow ");
  EXPECT_TRUE(session_->revert(commit.id));
  EXPECT_EQ(session_->left(), "see tomo");
  EXPECT_EQ(session_->composing(), "tomo");
  EXPECT_FALSE(learned("tomorrow"));
}

TEST_F(RevertTest, APickThatPutASpaceInFrontTakesItAway) {
  type("see");
  session_->finish();
  const Commit commit = session_->pick("you");
  ASSERT_EQ(session_->left(), "see you ");
  EXPECT_TRUE(session_->revert(commit.id));
  EXPECT_EQ(session_->left(), "see");
  EXPECT_EQ(session_->composing(), "");
}

TEST_F(RevertTest, AJoinIsTakenBackStepByStep) {
  type("yuo");
  const Commit first = session_->space();
  type("r");
  const Commit join = session_->space();
  ASSERT_EQ(session_->left(), "your ");
  EXPECT_FALSE(session_->revert(first.id));
  EXPECT_TRUE(session_->revert(join.id));
  EXPECT_EQ(session_->left(), "you r");
  EXPECT_TRUE(session_->revert(first.id));
  EXPECT_EQ(session_->left(), "yuo r");
}

TEST_F(RevertTest, AnAcceptedJoinGivesTheTextBack) {
  type("tomo");
  session_->space();
  type("rrow");
  const Suggestions strip = session_->suggest({});
  const auto joined = std::find_if(strip.items.begin(), strip.items.end(), [](const Suggestion& s) {
    return s.text == "tomorrow" && !s.replaces.empty();
  });
  ASSERT_NE(joined, strip.items.end());
  const auto commit = session_->accept(static_cast<std::size_t>(joined - strip.items.begin()));
  ASSERT_TRUE(commit.ok());
  ASSERT_EQ(session_->left(), "tomorrow ");
  EXPECT_TRUE(session_->revert(commit->id));
  EXPECT_EQ(session_->left(), "tomo rrow");
  EXPECT_EQ(session_->composing(), "rrow");
  type(" ");
  EXPECT_EQ(session_->left(), "tomo rrow ");
}

TEST_F(RevertTest, AcceptNeedsAStripOfThisText) {
  EXPECT_FALSE(session_->accept(0).ok());
  type("tomo");
  const Suggestions strip = session_->suggest({});
  EXPECT_FALSE(session_->accept(strip.items.size()).ok());
  type("r");
  EXPECT_FALSE(session_->accept(0).ok());
  SuggestOptions cancelled;
  cancelled.cancel = CancelToken::create();
  cancelled.cancel.cancel();
  (void)session_->suggest(cancelled);
  EXPECT_FALSE(session_->accept(0).ok());
  (void)session_->suggest({});
  const auto commit = session_->accept(0);
  ASSERT_TRUE(commit.ok());
  EXPECT_EQ(commit->typed, "tomor");
  EXPECT_EQ(session_->left(), "tomorrow ");
}

TEST_F(RevertTest, FinishCommitsAsTyped) {
  // Seen once: it waits, and what is typed next makes it a word of one's own.
  engine_->history().learn("", "", "yuo", false, true);
  EXPECT_EQ(session_->finish().id, 0U);
  type("see yuo");
  const Commit commit = session_->finish();
  EXPECT_NE(commit.id, 0U);
  EXPECT_EQ(commit.committed, "yuo");
  EXPECT_FALSE(commit.autocorrected);
  EXPECT_EQ(session_->left(), "see yuo");
  EXPECT_EQ(session_->composing(), "");
  EXPECT_TRUE(learned("yuo"));
}

TEST_F(RevertTest, OffCorrectsNothingButStillOffers) {
  open_with(AutocorrectStrength::kOff);
  type("yuo");
  EXPECT_TRUE(offered("you"));
  for (const Suggestion& s : suggest()) EXPECT_FALSE(s.autocorrect);
  EXPECT_FALSE(session_->space().autocorrected);
  type("i");
  EXPECT_EQ(session_->space().committed, "i");
}

TEST_F(RevertTest, StrengthMovesTheMarginByWhatItSays) {
  // The literal's score decides where the margin lies: raise it until the word just stays.
  const auto least_lead = [&](AutocorrectStrength strength) {
    Ranker ranker(parts_of(*engine_), Layout::qwerty(), strength);
    ranker.set_context("see ");
    ranker.press("yuo", std::nullopt);
    Ranked ranked = ranker.rank("yuo", true, {}, nullptr);
    for (int step = -500; step < 2500; ++step) {
      const double lead = 0.01 * step;
      ranked.literal.score = ranked.items.front().score - lead;
      decide_autocorrect(parts_of(*engine_), false, strength, &ranked);
      if (ranked.decision.replaces) return lead;
    }
    return 1e9;
  };
  const double normal = least_lead(AutocorrectStrength::kNormal);
  EXPECT_NEAR(least_lead(AutocorrectStrength::kCareful), normal + 2, 0.02);
  EXPECT_NEAR(least_lead(AutocorrectStrength::kBold), normal - 0.75, 0.02);
  EXPECT_EQ(least_lead(AutocorrectStrength::kOff), 1e9);
}

TEST_F(RevertTest, ReasonsSayWhatSpokeForAWord) {
  type("see yuo");
  for (const Suggestion& s : session_->suggest({}).items) {
    if (s.text != "you") continue;
    EXPECT_EQ(s.reasons.model, kNoReason);  // there is none
    EXPECT_LT(s.reasons.lexicon, 0);
    EXPECT_GT(s.reasons.lexicon, kNoReason);
    EXPECT_LT(s.reasons.channel, 0);
    EXPECT_GT(s.reasons.channel, kNoReason);
    return;
  }
  FAIL() << "\"you\" was not offered";
}

TEST_F(RevertTest, WhatIsForgottenOrBlockedIsOffTheNextStrip) {
  for (int i = 0; i < 3; ++i) type("zyxomatic ");
  type("zyxo");
  ASSERT_TRUE(offered("zyxomatic"));
  engine_->history().block("zyxomatic");
  EXPECT_FALSE(offered("zyxomatic"));
  engine_->history().unblock("zyxomatic");
  EXPECT_TRUE(offered("zyxomatic"));
  engine_->history().forget("zyxomatic");
  EXPECT_FALSE(offered("zyxomatic"));
}

/// A copy of the pack that ships, to damage.
class TrimTest : public ::testing::Test {
 protected:
  TrimTest() {
    std::filesystem::copy(english_pack(), folder_.path(),
                          std::filesystem::copy_options::recursive |
                              std::filesystem::copy_options::overwrite_existing);
    engine_ = Engine::open({.pack_dir = folder_.path()}).value();
  }
  static std::vector<Suggestion> strip(Session* session) { return session->suggest({}).items; }
  static bool used_model(Session* session) {
    const auto stages = session->suggest({}).stages;
    return std::find(stages.begin(), stages.end(), Stage::kNextWord) != stages.end();
  }
  TempFolder folder_;
  std::shared_ptr<Engine> engine_;
};

TEST_F(TrimTest, TheAnswerAfterwardsIsTheSame) {
  ASSERT_TRUE(engine_->has_model());
  Session session(engine_);
  session.set_context("it was so good to see y", "");
  const auto before = strip(&session);
  for (const TrimLevel level : {TrimLevel::kHidden, TrimLevel::kBackground}) {
    session.trim();
    engine_->trim(level);
    const auto after = strip(&session);
    EXPECT_TRUE(used_model(&session));
    ASSERT_EQ(after.size(), before.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
      EXPECT_EQ(after[i].text, before[i].text);
      EXPECT_NEAR(after[i].score, before[i].score, 1e-4);
    }
  }
}

TEST_F(TrimTest, AModelThatCannotBeOpenedAgainIsLeftOutUntilItCan) {
  Session session(engine_);
  session.set_context("it was so good to see y", "");
  ASSERT_TRUE(used_model(&session));
  session.trim();
  engine_->trim(TrimLevel::kBackground);
  // The file changes under the mapping: numbers that are none.
  const std::string path = folder_.file("model.safetensors");
  const auto size = std::filesystem::file_size(path);
  std::string whole(size, '\0');
  std::ifstream(path, std::ios::binary).read(whole.data(), static_cast<std::streamsize>(size));
  uint64_t header = 0;
  std::memcpy(&header, whole.data(), sizeof header);
  std::string damaged = whole;
  std::fill(damaged.begin() + static_cast<std::ptrdiff_t>(8 + header), damaged.end(), '\xff');
  const auto write = [&](const std::string& bytes) {
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  };
  write(damaged);
  EXPECT_FALSE(used_model(&session));
  EXPECT_FALSE(strip(&session).empty());
  session.key("o");
  EXPECT_FALSE(strip(&session).empty());
  write(whole);
  EXPECT_TRUE(used_model(&session));
}

}  // namespace
}  // namespace inkling
