// What people mean is left alone: marks, capitals, names, refused corrections, finished words.
#include "cache/history/history.h"
#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

/// Words like those of SmallEngineTest, and what the text around them was seen to hold.
class MeaningTest : public ::testing::Test {
 protected:
  MeaningTest() {
    LexiconSource source;
    for (const auto& [text, log_prob] :
         std::initializer_list<std::pair<const char*, float>>{{"the", -3.0F},
                                                              {"then", -6.0F},
                                                              {"boys", -8.5F},
                                                              {"friends", -8.0F},
                                                              {"garden", -8.2F},
                                                              {"happy", -7.0F},
                                                              {"pizza", -9.0F},
                                                              {"pizzas", -12.0F},
                                                              {"you", -4.0F},
                                                              {"Monday", -8.5F},
                                                              {"marble", -9.5F},
                                                              {"see", -6.5F}}) {
      source.words.push_back({text, log_prob, 0});
    }
    source.emoji = {{"pizza", "🍕"}, {"happy", "😊"}, {"gard", "🌱"}};
    source.seen = {{"gardem", -15.0F}, {"gsrden", -9.0F}};
    write_lexicon_file(source, folder_.path());
    reopen("{}");
  }
  /// `decision`: the numbers of the pack, JSON.
  void reopen(const std::string& decision) {
    std::ofstream(folder_.file("decoder.json")) << R"({"decision":)" << decision << "}";
    engine_ = Engine::open({.pack_dir = folder_.path()}).value();
    for (const Degradation& d : engine_->status()) {
      ASSERT_TRUE(d.part == "model" || d.part == "tokenizer") << d.error.message;
    }
    session_ = std::make_unique<Session>(engine_);
  }
  void type(std::string_view text) { type_into(session_.get(), text); }
  /// What stands in place of `typed` once a space is pressed behind it.
  std::string committed(const std::string& left, const std::string& typed) {
    session_->focus(FieldKind::kText, true, left, "");
    type(typed);
    return session_->space().committed;
  }
  std::vector<Suggestion> strip(const std::string& left, const std::string& typed) {
    session_->focus(FieldKind::kText, true, left, "");
    type(typed);
    return session_->suggest({}).items;
  }

  TempFolder folder_;
  std::shared_ptr<Engine> engine_;
  std::unique_ptr<Session> session_;
};

TEST_F(MeaningTest, TheApostropheOfAPluralStays) {
  EXPECT_EQ(committed("see the ", "boys'"), "boys'");
  EXPECT_EQ(committed("see the ", "friends'"), "friends'");
}

TEST_F(MeaningTest, ACapitalInsideASentenceNeedsMoreToSpeakForAnotherWord) {
  // Odds between which the same slip falls: with a capital it is taken for a name.
  reopen(R"({"bias":-1,"capital":-30})");
  EXPECT_EQ(committed("see the ", "gsrdrn"), "garden");
  EXPECT_EQ(committed("see the ", "Gsrdrn"), "Gsrdrn");
  EXPECT_EQ(committed("", "Gsrdrn"), "Garden");
  EXPECT_EQ(committed("see you. ", "Gsrdrn"), "Garden");
  reopen(R"({"bias":-1,"capital":0})");
  EXPECT_EQ(committed("see the ", "Gsrdrn"), "Garden");
}

TEST_F(MeaningTest, WordsThatWereSeenAreLessEasilyCorrected) {
  reopen(R"({"seen":-100})");
  EXPECT_EQ(committed("see the ", "gardem"), "gardem");
  EXPECT_EQ(committed("see the ", "gardej"), "garden");
  // … and never suggested.
  for (const Suggestion& s : strip("see the ", "garde")) EXPECT_NE(s.text, "gardem");
  reopen(R"({"seen":0})");
  EXPECT_EQ(committed("see the ", "gardem"), "garden");
  // Even then the one that text is full of stays.
  EXPECT_EQ(committed("see the ", "gsrden"), "gsrden");
}

TEST_F(MeaningTest, AFinishedWordHasItsEmojiInTheThirdPlace) {
  for (const char* word : {"pizza", "happy"}) {
    const auto items = strip("see the ", word);
    ASSERT_GE(items.size(), 2U) << word;
    std::size_t at = 0;
    std::size_t literals = 0;
    while (at < items.size() && items[at].kind != SuggestionKind::kEmoji) {
      if (items[at].kind == SuggestionKind::kLiteral) ++literals;
      ++at;
    }
    ASSERT_LT(at, items.size()) << word;
    EXPECT_LE(at - literals, 2U) << word;
  }
  // Not while the word is likelier to go on.
  for (const Suggestion& s : strip("see the ", "pizz")) EXPECT_NE(s.kind, SuggestionKind::kEmoji);
}

TEST_F(MeaningTest, AddressesPathsAndTagsAreNotCorrected) {
  for (const char* left : {"me@", "/home/", "www.", "#", "a_", "ls -", "go --"}) {
    EXPECT_EQ(committed(left, "gardrn"), "gardrn") << left;
  }
  for (const char* left : {"see ", "see (", "see - ", ""}) {
    EXPECT_EQ(session_->composing(), "");
    const std::string got = committed(left, "gardrn");
    EXPECT_TRUE(got == "garden" || got == "Garden") << left << got;
  }
}

TEST_F(MeaningTest, RefusingOneCorrectionSaysNothingOfOthers) {
  type("happu");
  ASSERT_TRUE(session_->suggest({}).items.front().autocorrect);
  session_->pick("happu");
  EXPECT_EQ(session_->left(), "happu ");
  EXPECT_EQ(engine_->history().correction("happu", "happy").reverted, 1U);
  type("happu ");
  EXPECT_EQ(session_->left(), "happu happu ");
  type("and hapoy ");
  EXPECT_EQ(session_->left(), "happu happu and happy ");
}

TEST_F(MeaningTest, RefusingIsNotLearnedWhereTheFieldForbidsIt) {
  session_->focus(FieldKind::kText, true, "", "");
  type("happu");
  session_->pick("happu");
  EXPECT_EQ(engine_->history().correction("happu", "happy").reverted, 0U);
}

TEST_F(MeaningTest, RemovedShortcutsAreCorrectedAgain) {
  ASSERT_TRUE(engine_->history().set_shortcut("yiu", "your island united").ok());
  EXPECT_EQ(committed("see ", "yiu"), "yiu");
  engine_->history().remove_shortcut("yiu");
  EXPECT_EQ(committed("see ", "yiu"), "you");
}

}  // namespace
}  // namespace inkling
