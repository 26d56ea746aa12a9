// What other keyboards know of a person, and files that only look like it.
#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "cache/history/history.h"
#include "platform/clock.h"

namespace inkling {
namespace {

class HistoryImportTest : public ::testing::Test {
 protected:
  HistoryImportTest() {
    clock_.set_wall_seconds(1'800'000'000);
    history_ = History::open({.path = "", .language = "en", .clock = &clock_}, nullptr);
  }
  /// The sentence for a text that is taken in.
  std::string import(const std::string& text) {
    std::istringstream in(text);
    const auto done = history_->import_from(in);
    EXPECT_TRUE(done.ok()) << (done.ok() ? "" : done.error().message);
    return done.ok() ? done->sentence() : "";
  }
  /// Why a text is refused, which changes nothing.
  std::string refusal(const std::string& text) {
    std::istringstream in(text);
    const auto done = history_->import_from(in);
    EXPECT_FALSE(done.ok()) << text.substr(0, 100);
    EXPECT_TRUE(history_->words("", 9).empty());
    EXPECT_TRUE(history_->shortcuts().empty());
    return done.ok() ? "" : done.error().message;
  }
  HistoryWord only_word(const std::string& prefix) {
    const auto words = history_->words(prefix, 9);
    EXPECT_EQ(words.size(), 1U) << prefix;
    return words.empty() ? HistoryWord() : words[0];
  }

  ManualClock clock_;
  std::unique_ptr<History> history_;
};

bool says(const std::string& message, const std::string& what) {
  EXPECT_NE(message.find(what), std::string::npos) << message;
  return message.find(what) != std::string::npos;
}

TEST_F(HistoryImportTest, GboardDictionary) {
  EXPECT_EQ(import("# Gboard Dictionary version:1\n"
                   "# From OS\n"
                   "omw\ton my way\ten-US\n"
                   "\tPriya\ten-IN\n"
                   "grn\tgrobnitz\tde-DE\n"
                   "Znaim\t\t\n"
                   "\tflat 12b\t\n"
                   "mymail\tpriya@mail.example\t\n"
                   "\tpriya@mail.example\t\n"),
            "a Gboard dictionary: 3 words and 3 shortcuts; 2 of 7 entries were left out: 1 of "
            "several words without a shortcut; 1 with digits, addresses, links or codes, which are "
            "never stored");
  EXPECT_TRUE(history_->is_personal("Priya"));
  EXPECT_EQ(only_word("Priya").language, "en-IN");
  EXPECT_EQ(only_word("Znaim").language, "");
  EXPECT_EQ(history_->shortcut("omw"), "on my way");
  EXPECT_EQ(history_->shortcut("grn"), "grobnitz");
  EXPECT_EQ(history_->shortcut("mymail"), "priya@mail.example");
  EXPECT_EQ(history_->predict("", "", "grob", 3).size(), 1U);
}

TEST_F(HistoryImportTest, GboardDictionaryWithoutItsFirstLine) {
  EXPECT_EQ(import("\xEF\xBB\xBF\tPriya\ten\r\nbrb\tbe right back\ten\r\n"),
            "a Gboard dictionary: 1 word and 1 shortcut");
}

TEST_F(HistoryImportTest, CombinedListOfAndroid) {
  EXPECT_EQ(import("dictionary=main:user,locale=de_AT,description=Mine,date=1414726260,version=54\n"
                   " word=Servus,f=250,flags=,originalFreq=250\n"
                   "  bigram=Priya,f=20\n"
                   " word=ill,f=0,not_a_word=true\n"
                   "  shortcut=I'll,f=whitelist\n"
                   " word=rude,f=0\n"),
            "a combined word list: 1 word and 1 shortcut; 1 of 3 entries were left out: 1 that the "
            "other keyboard never offers");
  EXPECT_EQ(only_word("Serv").language, "de_AT");
  EXPECT_EQ(history_->shortcut("ill"), "I'll");
}

TEST_F(HistoryImportTest, CombinedListOfFlorisBoard) {
  EXPECT_EQ(import("dictionary=flor.clb;date=1700000000;generated-by=org.example;version=1\n"
                   " w=Priya;f=128;l=null\n"
                   " w=on my way;f=128;l=en_US;s=omw\n"),
            "a combined word list: 1 word and 1 shortcut");
  EXPECT_EQ(only_word("Pri").language, "");
  EXPECT_EQ(history_->shortcut("omw"), "on my way");
}

TEST_F(HistoryImportTest, PlainWords) {
  EXPECT_EQ(import("# mine\n\nPriya\n  Znaim \nhunter2\ngrobnitz\t12\n"),
            "a list of words: 3 words; 1 of 4 entries were left out: 1 with digits, addresses, "
            "links or codes, which are never stored");
  EXPECT_NEAR(only_word("grob").count, 12, 1e-9);
  EXPECT_NEAR(only_word("Znaim").count, 2, 1e-9);
}

TEST_F(HistoryImportTest, OwnExport) {
  ASSERT_TRUE(history_->add_personal("Priya").ok());
  ASSERT_TRUE(history_->set_shortcut("omw", "on my way").ok());
  std::ostringstream out;
  ASSERT_TRUE(history_->export_json(out).ok());
  ASSERT_TRUE(history_->clear().ok());
  EXPECT_EQ(import(out.str()), "a history export: 1 word and 1 shortcut");
  EXPECT_TRUE(history_->is_personal("Priya"));
}

TEST_F(HistoryImportTest, AListThatIsImportedAgainCountsNothingTwice) {
  import("Priya\nPriya\n");
  import("Priya\n");
  EXPECT_NEAR(only_word("Priya").count, 2, 1e-9);
}

TEST_F(HistoryImportTest, ABlockedWordStaysBlocked) {
  history_->block("moist");
  import("moist\n");
  EXPECT_TRUE(history_->is_blocked("moist"));
  EXPECT_TRUE(history_->predict("", "", "moi", 3).empty());
}

TEST_F(HistoryImportTest, WhatWaitedIsTrusted) {
  history_->learn("", "", "grobnitz", false, true);
  import("grobnitz\n");
  EXPECT_TRUE(history_->is_personal("grobnitz"));
  EXPECT_EQ(history_->overview(0).waiting, 0U);
}

TEST_F(HistoryImportTest, FilesOfOtherKindsAreNamedWithTheCure) {
  says(refusal(""), "empty");
  says(refusal("\n\n  \n"), "empty");
  says(refusal("# only\n# comments\n"), "only comments");
  says(refusal(std::string("PK\x03\x04\x00\x01zip", 9)), "zip");
  says(refusal("\x1F\x8B\x08"), "gunzip");
  says(refusal(std::string("\xFF\xFE\x50\x00", 4)), "UTF-16");
  says(refusal(std::string("P\0r\0i\0y\0a\0\n\0", 12)), "UTF-8");
  says(refusal("SQLite format 3"), "database");
  says(refusal("<?xml version=\"1.0\"?>"), "XML");
  says(refusal("It was a dark night\nand the rain fell\nin torrents\n"), "running text");
  says(refusal("{\"words\": 5}"), "JSON");
}

TEST_F(HistoryImportTest, MalformedLinesAreNamedAndNothingIsTaken) {
  says(refusal("Priya\nZn\xC3"), "line 2: this is not UTF-8");
  says(refusal("\n\nPriya\nZn\x01m\n"), "line 4: this is not UTF-8");
  says(refusal("Priya\t2\nZnaim\tmany\n"), "line 2: behind a tab");
  says(refusal("# Gboard Dictionary version:1\n\tPriya\ten\nnothing\n"), "line 3: no tab");
  says(refusal("dictionary=main:en\n word=Priya,f=1\n what=is,f=1\n"), "line 3: this is no line");
  says(refusal("dictionary=main:en\n  shortcut=Priya,f=1\n"), "line 2: a shortcut with no word");
  says(refusal("Priya\n" + std::string(1 << 20, 'a')), "line 2: longer than 4096 bytes");
}

TEST_F(HistoryImportTest, DamagedFilesAreTakenWholeOrNotAtAll) {
  ASSERT_TRUE(history_->add_personal("Priya").ok());
  history_->learn_emoji("🦔", "Priya");
  std::ostringstream exported;
  ASSERT_TRUE(history_->export_json(exported).ok());
  const std::vector<std::string> files = {
      exported.str(), "# Gboard Dictionary version:1\nomw\ton my way\ten\n\tPriya\ten\n",
      "dictionary=main:en,locale=en\n word=Priya,f=250\n  shortcut=P,f=1\n", "Priya\t3\nZnaim\n"};
  std::mt19937 random(1);
  for (int round = 0; round < 4000; ++round) {
    std::string text = files[random() % files.size()];
    for (std::size_t hits = 1 + random() % 3; hits > 0; --hits) {
      const std::size_t at = random() % text.size();
      const auto byte = static_cast<char>(random() % 256);
      if (random() % 3 == 0)
        text.erase(at, 1 + random() % 8);
      else if (random() % 2 == 0)
        text.insert(at, 1 + random() % 4, byte);
      else
        text[at] = byte;
      if (text.empty()) text = " ";
    }
    const auto history = History::open({.path = "", .clock = &clock_}, nullptr);
    std::istringstream in(text);
    const auto done = history->import_from(in);
    if (done.ok()) continue;
    EXPECT_EQ(done.error().code, ErrorCode::kCorrupt);
    EXPECT_EQ(history->status().words, 0U) << text;
    EXPECT_TRUE(history->shortcuts().empty()) << text;
  }
}

TEST_F(HistoryImportTest, AWholeLanguageIsTooMuch) {
  std::string text;
  for (int i = 0; i < 250'001; ++i) text += "word\n";
  says(refusal(text), "line 250001: more than 250000 entries");
}

TEST_F(HistoryImportTest, AWordIsAddedByHand) {
  history_->block("Priya");
  ASSERT_TRUE(history_->add_personal("Priya").ok());
  EXPECT_FALSE(history_->is_blocked("Priya"));
  EXPECT_TRUE(history_->is_personal("Priya"));
  EXPECT_EQ(history_->predict("", "", "pri", 3).size(), 1U);
  for (const char* word : {"", "hunter2", "on my way", "me@home.example", "bad\xFF"}) {
    const Status done = history_->add_personal(word);
    ASSERT_FALSE(done.ok()) << word;
    EXPECT_EQ(done.error().code, ErrorCode::kInvalidArgument);
  }
  EXPECT_FALSE(history_->add_personal(std::string(49, 'a')).ok());
}

TEST_F(HistoryImportTest, AWordIsWrittenAsItWasAdded) {
  history_->learn("", "", "priya", true, true);
  ASSERT_TRUE(history_->add_personal("Priya").ok());
  EXPECT_EQ(only_word("pri").text, "Priya");
  import("PRIYA\n");
  EXPECT_EQ(only_word("pri").text, "PRIYA");
}

TEST_F(HistoryImportTest, KnowsWhatWasLearnedBlockedOrWaits) {
  history_->learn("", "", "hello", true, true);
  history_->learn("", "", "grobnitz", false, true);
  history_->block("moist");
  EXPECT_TRUE(history_->knows("Hello"));
  EXPECT_TRUE(history_->knows("grobnitz"));
  EXPECT_TRUE(history_->knows("moist"));
  EXPECT_FALSE(history_->knows("never"));
  EXPECT_FALSE(history_->knows("<s>"));
}

TEST_F(HistoryImportTest, AnOverviewListsWhatWasLearned) {
  for (int i = 0; i < 3; ++i) {
    history_->learn("", "", "see", true, true);
    history_->learn("", "see", "you", true, true);
    history_->learn("see", "you", "soon", true, true);
  }
  history_->learn("", "", "moist", true, true);
  history_->block("moist");
  history_->learn("", "", "grobnitz", false, true);
  history_->learn_correction("teh", "the", true);
  history_->learn_correction("ho", "go", false);
  history_->learn_emoji("🦔", "see");
  const HistoryOverview all = history_->overview(0);
  EXPECT_EQ(all.words.size(), 4U);
  EXPECT_EQ(all.waiting, 1U);
  ASSERT_EQ(all.phrases.size(), 3U);
  EXPECT_EQ(all.phrases[0].words, (std::vector<std::string>{"see", "you"}));
  EXPECT_NEAR(all.phrases[0].count, 3, 1e-9);
  ASSERT_EQ(all.corrections.size(), 2U);
  EXPECT_EQ(all.corrections[0].typed, "ho");
  EXPECT_EQ(all.emoji.size(), 1U);
  EXPECT_EQ(history_->overview(1).phrases.size(), 1U);
}

}  // namespace
}  // namespace inkling
