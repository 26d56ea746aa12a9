// Old files, and files that somebody has planted something in.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "cache/history/history.h"
#include "platform/clock.h"
#include "tests/cache/history_files.h"
#include "tests/temp_folder.h"

namespace inkling {
namespace {

class HistorySchemaTest : public ::testing::Test {
 protected:
  HistorySchemaTest() { clock_.set_wall_seconds(1780001000); }
  std::unique_ptr<History> open(std::vector<Error>* warnings = nullptr) {
    return History::open({.path = path_, .clock = &clock_}, warnings);
  }
  /// A file with a word, and `planted` in it.
  void plant(const char* planted) {
    auto history = open();
    history->learn("see", "you", "tomorrow", true, true);
    history->block("moist");
    ASSERT_TRUE(history->flush().ok());
    history.reset();
    OtherProgram(path_).run(planted);
  }
  std::string count(const std::string& what) {
    return OtherProgram(path_).ask(("SELECT count(*) FROM sqlite_master WHERE " + what).c_str());
  }
  [[nodiscard]] bool set_aside() const { return std::filesystem::exists(path_ + ".damaged-1"); }

  TempFolder folder_;
  const std::string path_ = folder_.file("me.sqlite");
  ManualClock clock_;
};

TEST_F(HistorySchemaTest, FilesOfEveryVersionAreReadAndBroughtUpToDate) {
  for (const char* version : {"1", "2"}) {
    std::filesystem::remove(path_);
    const std::string sql = bytes_of(std::string(INKLING_SOURCE_DIR) +
                                     "/tests/golden/history/version-" + version + ".sql");
    ASSERT_FALSE(sql.empty());
    OtherProgram(path_).run(sql.c_str());
    EXPECT_TRUE(History::check_file(path_)->intact);
    std::vector<Error> warnings;
    auto history = open(&warnings);
    EXPECT_TRUE(warnings.empty()) << version;
    EXPECT_NEAR(history->words("tomorrow", 1).at(0).count, 3, 0.01);
    EXPECT_GT(history->probability("see", "you", "tomorrow"), 0.3);
    EXPECT_TRUE(history->is_personal("grobnitz"));
    EXPECT_TRUE(history->is_blocked("moist"));
    EXPECT_EQ(history->correction("teh", "the").accepted, 2U);
    EXPECT_EQ(history->shortcut("omw"), "on my way");
    EXPECT_EQ(history->emoji_for("grobnitz", 1).size(), 1U);
    EXPECT_TRUE(history->words("hunter", 1).empty());
    EXPECT_TRUE(history->flush().ok());
    for (const char* secret : {"waitingly", "hunter2"}) {
      EXPECT_EQ(all_bytes_of(path_).find(secret), std::string::npos) << version << secret;
    }
    // It was seen once.
    history->learn("", "", "waitingly", false, true);
    EXPECT_TRUE(history->is_personal("waitingly")) << version;
    const HistoryCheck check = history->check();
    EXPECT_TRUE(check.intact);
    EXPECT_EQ(check.schema_version, 2);
  }
}

TEST_F(HistorySchemaTest, AnOldFileThatIsLockedIsReadAndBroughtUpToDateLater) {
  const std::string golden =
      std::string(INKLING_SOURCE_DIR) + "/tests/golden/history/version-1.sql";
  OtherProgram other(path_);
  other.run(bytes_of(golden).c_str());
  other.run("PRAGMA journal_mode = WAL; BEGIN IMMEDIATE");
  auto history = open();
  EXPECT_TRUE(history->is_blocked("moist"));
  EXPECT_TRUE(history->is_personal("grobnitz"));
  EXPECT_TRUE(history->status().delayed);
  other.run("COMMIT");
  EXPECT_TRUE(comes_true([&] { return !history->status().delayed; }));
  EXPECT_EQ(history->check().schema_version, 2);
  EXPECT_EQ(all_bytes_of(path_).find("waitingly"), std::string::npos);
}

TEST_F(HistorySchemaTest, WhatWasPlantedBesideTheTablesIsRemovedUnrun) {
  plant(
      "CREATE TRIGGER gossip AFTER INSERT ON word BEGIN INSERT INTO word(text, lang, count, "
      "last_used, flags) VALUES('planted', 'en', 99, 1780000000, 1); END;"
      "CREATE TRIGGER \"odd \"\" name\" AFTER UPDATE ON word BEGIN DELETE FROM ngram; END;"
      "CREATE VIEW everything AS SELECT text FROM word;"
      "CREATE INDEX tricky ON word(upper(text));"
      "CREATE TABLE loot(text)");
  const auto check = History::check_file(path_);
  ASSERT_TRUE(check.ok());
  EXPECT_FALSE(check->intact);
  EXPECT_EQ(check->problems.size(), 5U);
  EXPECT_NE(check->problems.front().find("gossip"), std::string::npos);
  std::vector<Error> warnings;
  auto history = open(&warnings);
  EXPECT_EQ(warnings.size(), 5U);
  EXPECT_FALSE(set_aside());
  history->learn("", "", "hello", true, true);
  EXPECT_TRUE(history->flush().ok());
  EXPECT_TRUE(history->check().intact);
  history.reset();
  EXPECT_EQ(count("type IN ('trigger', 'view') OR name IN ('loot', 'tricky')"), "0");
  history = open();
  EXPECT_TRUE(history->words("planted", 1).empty());
  EXPECT_GT(history->probability("see", "you", "tomorrow"), 0);
}

TEST_F(HistorySchemaTest, ATriggerNeverRunsEvenWhereItCannotBeRemoved) {
  // Planted while the history is open.
  auto history = open();
  history->learn("", "", "hello", true, true);
  ASSERT_TRUE(history->flush().ok());
  OtherProgram(path_).run(
      "CREATE TRIGGER gossip AFTER UPDATE ON word BEGIN DELETE FROM word WHERE text = 'hello'; "
      "END");
  history->learn("", "", "hello", true, true);
  ASSERT_TRUE(history->flush().ok());
  history.reset();
  EXPECT_NEAR(open()->words("hello", 1).at(0).count, 2, 0.01);
}

TEST_F(HistorySchemaTest, TablesThatAreNotOursAreSetAsideAndTheirRowsSaved) {
  const std::vector<const char*> altered = {
      "ALTER TABLE word ADD COLUMN extra TEXT DEFAULT 'x'",
      "ALTER TABLE correction RENAME TO other; CREATE VIEW correction AS SELECT * FROM other",
      "CREATE VIRTUAL TABLE search USING fts5(text)",
      "DROP TABLE emoji; CREATE TABLE emoji(emoji TEXT, word TEXT, count REAL, last_used INTEGER "
      "CHECK(abs(last_used) >= 0))"};
  for (const char* sql : altered) {
    std::filesystem::remove(path_);
    std::filesystem::remove(path_ + ".damaged-1");
    plant(sql);
    EXPECT_FALSE(History::check_file(path_)->intact) << sql;
    std::vector<Error> warnings;
    auto history = open(&warnings);
    ASSERT_EQ(warnings.size(), 1U) << sql;
    EXPECT_EQ(warnings[0].code, ErrorCode::kCorrupt);
    EXPECT_TRUE(set_aside()) << sql;
    EXPECT_TRUE(history->is_blocked("moist")) << sql;
    EXPECT_GT(history->probability("see", "you", "tomorrow"), 0) << sql;
    EXPECT_TRUE(history->check().intact) << sql;
  }
}

TEST_F(HistorySchemaTest, AViewInPlaceOfTheWordsIsNotRead) {
  plant(
      "ALTER TABLE word RENAME TO real; CREATE VIEW word AS SELECT id, 'planted' AS text, lang, "
      "count, last_used, 1 AS flags FROM real");
  auto history = open();
  EXPECT_TRUE(set_aside());
  EXPECT_TRUE(history->words("", 10).empty());
}

TEST_F(HistorySchemaTest, ATableThatIsMissingIsMadeAgain) {
  plant("DROP TABLE emoji");
  std::vector<Error> warnings;
  auto history = open(&warnings);
  EXPECT_TRUE(warnings.empty());
  EXPECT_TRUE(history->is_blocked("moist"));
  history->learn_emoji("🦔", "tomorrow");
  EXPECT_TRUE(history->flush().ok());
  EXPECT_TRUE(history->check().intact);
}

}  // namespace
}  // namespace inkling
