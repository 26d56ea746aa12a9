// What reaches the disk, and what survives there.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <csignal>
#include <fstream>
#include <sstream>

#include "cache/history/history.h"
#include "platform/clock.h"
#include "tests/temp_folder.h"

namespace inkling {
namespace {

/// A number as letters: words with digits are never learned.
std::string in_letters(int64_t number) {
  std::string out = std::to_string(number);
  for (char& c : out) c = static_cast<char>(c - '0' + 'a');
  return out;
}

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

std::unique_ptr<History> open(const std::string& path, std::vector<Error>* warnings = nullptr) {
  return History::open({.path = path}, warnings);
}

/// Letters only: long numbers are not learned.
std::string made_up_word(int number) {
  std::string out = "made";
  for (; number > 0; number /= 26) out += static_cast<char>('a' + number % 26);
  return out;
}

TEST(HistoryFile, WhatWasFlushedIsThereAgain) {
  const TempFolder folder;
  const std::string path = folder.file("me.sqlite");
  {
    auto history = open(path);
    history->learn("feed", "the", "hedgehog", true, true);
    history->learn("", "", "grobnitz", false, true);
    history->learn("", "", "grobnitz", false, true);
    history->block("moist");
    ASSERT_TRUE(history->set_shortcut("omw", "on my way").ok());
    history->learn_emoji("🦔", "hedgehog");
    history->learn_correction("teh", "the", false);
    ASSERT_TRUE(history->flush().ok());
    EXPECT_GT(history->status().batches_committed, 0U);
  }
  std::vector<Error> warnings;
  auto history = open(path, &warnings);
  EXPECT_TRUE(warnings.empty());
  EXPECT_GT(history->probability("feed", "the", "hedgehog"), 0.1);
  EXPECT_TRUE(history->is_personal("grobnitz"));
  EXPECT_TRUE(history->is_blocked("moist"));
  EXPECT_EQ(history->shortcut("omw"), "on my way");
  EXPECT_EQ(history->emoji_for("hedgehog", 1).size(), 1U);
  EXPECT_EQ(history->correction("teh", "the").reverted, 1U);
  const HistoryCheck check = history->check();
  EXPECT_TRUE(check.intact);
  EXPECT_EQ(check.schema_version, 2);
}

TEST(HistoryFile, ClosingWritesWhatIsQueued) {
  const TempFolder folder;
  const std::string path = folder.file("me.sqlite");
  open(path)->learn("", "", "hello", true, true);
  EXPECT_EQ(open(path)->words("hello", 1).size(), 1U);
}

TEST(HistoryFile, IsReadableByItsOwnerOnly) {
  const TempFolder folder;
  const std::string path = folder.file("me.sqlite");
  open(path)->learn("", "", "hello", true, true);
  const auto mode = std::filesystem::status(path).permissions();
  EXPECT_EQ(mode & std::filesystem::perms::group_read, std::filesystem::perms::none);
  EXPECT_EQ(mode & std::filesystem::perms::others_read, std::filesystem::perms::none);
}

TEST(HistoryFile, ClearLeavesNoResidue) {
  const TempFolder folder;
  const std::string path = folder.file("me.sqlite");
  auto history = open(path);
  for (int i = 0; i < 50; ++i) history->learn("very", "private", "xylograbble", true, true);
  ASSERT_TRUE(history->flush().ok());
  ASSERT_TRUE(history->clear().ok());
  EXPECT_EQ(history->words("", 10).size(), 0U);
  for (const char* companion : {"", "-wal", "-shm"}) {
    EXPECT_EQ(contents(path + companion).find("xylograbble"), std::string::npos) << companion;
  }
}

TEST(HistoryFile, ForgottenWordIsGoneFromTheFile) {
  const TempFolder folder;
  const std::string path = folder.file("me.sqlite");
  {
    auto history = open(path);
    history->learn("very", "private", "xylograbble", true, true);
    history->forget("xylograbble");
  }
  EXPECT_TRUE(open(path)->words("xylo", 1).empty());
}

/// Runs `work` in a child process and returns how it ended.
template <typename Work>
int in_child(Work&& work) {
  const pid_t child = fork();
  if (child == 0) {
    work();
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return status;
}

TEST(HistoryFile, EveryFlushedBatchSurvivesKillNine) {
  const TempFolder folder;
  const std::string path = folder.file("me.sqlite");
  for (int round = 0; round < 5; ++round) {
    std::array<int, 2> pipe_ends{};
    ASSERT_EQ(pipe(pipe_ends.data()), 0);
    const pid_t child = fork();
    if (child == 0) {
      auto history = open(path);
      for (int i = 0;; ++i) {
        const std::string word = "r" + in_letters(round) + "w" + in_letters(i);
        history->learn("see", "you", word, true, true);
        if (i % 7 == 0 && history->flush().ok()) {
          if (write(pipe_ends[1], &i, sizeof i) < 0) _exit(1);
        }
      }
    }
    int flushed = 0;
    for (int k = 0; k < 4 + round; ++k) {
      ASSERT_EQ(read(pipe_ends[0], &flushed, sizeof flushed), static_cast<ssize_t>(sizeof flushed));
    }
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    close(pipe_ends[0]);
    close(pipe_ends[1]);
    std::vector<Error> warnings;
    auto history = open(path, &warnings);
    EXPECT_TRUE(warnings.empty());
    for (int i = 0; i <= flushed; ++i) {
      const std::string word = "r" + in_letters(round) + "w" + in_letters(i);
      EXPECT_EQ(history->words(word, 100).empty(), false) << word;
    }
    EXPECT_TRUE(history->check().intact);
  }
}

TEST(HistoryFile, TwoProcessesAddToOneFile) {
  const TempFolder folder;
  const std::string path = folder.file("me.sqlite");
  open(path)->learn("", "", "base", true, true);
  const auto work = [&path](const char* own) {
    auto history = open(path);
    for (int i = 0; i < 40; ++i) {
      history->learn("", "", own, true, true);
      history->learn("", "", "shared", true, true);
      if (i % 10 == 0 && !history->flush().ok()) _exit(2);
    }
    _exit(history->flush().ok() ? 0 : 3);
  };
  const pid_t other = fork();
  if (other == 0) work("mine");
  EXPECT_EQ(in_child([&] { work("yours"); }), 0);
  int status = 0;
  waitpid(other, &status, 0);
  EXPECT_EQ(status, 0);
  auto history = open(path);
  EXPECT_NEAR(history->words("mine", 1)[0].count, 40, 0.1);
  EXPECT_NEAR(history->words("yours", 1)[0].count, 40, 0.1);
  EXPECT_NEAR(history->words("shared", 1)[0].count, 80, 0.1);
}

TEST(HistoryFile, FileThatIsNoDatabaseIsSetAside) {
  const TempFolder folder;
  const std::string path = folder.file("me.sqlite");
  std::ofstream(path) << std::string(5000, 'x');
  std::vector<Error> warnings;
  auto history = open(path, &warnings);
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_EQ(warnings[0].code, ErrorCode::kCorrupt);
  EXPECT_EQ(contents(path + ".damaged-1"), std::string(5000, 'x'));
  history->learn("", "", "hello", true, true);
  EXPECT_TRUE(history->flush().ok());
  EXPECT_FALSE(history->status().in_memory);
}

TEST(HistoryFile, RowsOfADamagedFileAreSaved) {
  const TempFolder folder;
  const std::string path = folder.file("me.sqlite");
  {
    auto history = open(path);
    for (int i = 0; i < 3000; ++i) {
      history->learn("one", "two",
                     "word" + std::string(1, static_cast<char>('a' + i % 26)) + in_letters(i % 997),
                     true, true);
    }
  }
  // Rubbish over pages in the second half of the file.
  const auto size = static_cast<std::streamoff>(std::filesystem::file_size(path));
  ASSERT_GT(size, 64 * 1024);
  {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(size / 2);
    const std::string rubbish(3UL * 4096, '\x5a');
    file.write(rubbish.data(), static_cast<std::streamsize>(rubbish.size()));
  }
  std::vector<Error> warnings;
  auto history = open(path, &warnings);
  ASSERT_FALSE(warnings.empty());
  EXPECT_GT(history->words("word", 100000).size(), 100U);
  EXPECT_TRUE(history->check().intact);
  EXPECT_TRUE(std::filesystem::exists(path + ".damaged-1"));
}

TEST(HistoryFile, CutOffFileStillOpens) {
  const TempFolder folder;
  const std::string path = folder.file("me.sqlite");
  {
    auto history = open(path);
    for (int i = 0; i < 500; ++i) history->learn("", "one", "word" + in_letters(i), true, true);
  }
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  std::vector<Error> warnings;
  auto history = open(path, &warnings);
  EXPECT_FALSE(warnings.empty());
  history->learn("", "", "hello", true, true);
  EXPECT_TRUE(history->flush().ok());
}

TEST(HistoryFile, AnOldFileIsCleanedOfWhatWaitedInTheClear) {
  const TempFolder folder;
  const std::string path = folder.file("me.sqlite");
  open(path)->learn("", "see", "hedgehog", true, true);
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
  const char* old =
      "INSERT INTO word VALUES(101, 'grobnitz', 'en', 1, 1000000000, 24),"
      "(102, 'pastedname', 'en', 0, 1000000000, 8), (103, 'hunter2', 'en', 3, 1000000000, 1),"
      "(104, 'mynamezq', 'en', 3, 1000000000, 1), (105, 'john.doe', 'en', 3, 1000000000, 1);"
      "INSERT INTO ngram SELECT 0, 101, id, 1, 1000000000 FROM word WHERE text = 'hedgehog';"
      "INSERT INTO ngram SELECT 0, 103, id, 1, 1000000000 FROM word WHERE text = 'hedgehog';"
      "INSERT INTO correction VALUES('grobnits', 'granite', 0, 1, 1000000000),"
      "('pa55word', 'password', 1, 0, 1000000000);"
      "DELETE FROM meta WHERE key = 'seal'; PRAGMA user_version = 1";
  ASSERT_EQ(sqlite3_exec(db, old, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
  sqlite3_close(db);

  std::vector<Error> warnings;
  auto history = open(path, &warnings);
  EXPECT_TRUE(warnings.empty());
  EXPECT_TRUE(history->is_personal("mynamezq"));
  EXPECT_FALSE(history->is_personal("hunter2"));
  EXPECT_GT(history->probability("", "see", "hedgehog"), 0);
  EXPECT_EQ(history->correction("grobnits", "granite").reverted, 1U);
  EXPECT_EQ(history->check().schema_version, 2);
  const std::string bytes = contents(path) + contents(path + "-wal");
  for (const char* secret : {"grobnitz", "pastedname", "hunter2", "john.doe", "pa55word"}) {
    EXPECT_EQ(bytes.find(secret), std::string::npos) << secret;
  }
  // It was seen once, and still is.
  history->learn("", "", "grobnitz", false, true);
  EXPECT_TRUE(history->is_personal("grobnitz"));
}

TEST(HistoryFile, TwoWritersSealAWordAlike) {
  const TempFolder folder;
  const std::string path = folder.file("me.sqlite");
  {
    auto one = open(path);
    auto other = open(path);
    one->learn("", "", "grobnitz", false, true);
    ASSERT_TRUE(one->flush().ok());
    other->learn("", "", "grobnitz", false, false);
    ASSERT_TRUE(other->flush().ok());
  }
  EXPECT_EQ(contents(path).find("grobnitz"), std::string::npos);
  auto history = open(path);
  EXPECT_EQ(history->status().words, 1U);
  history->learn("", "", "grobnitz", false, true);
  EXPECT_TRUE(history->is_personal("grobnitz"));
}

TEST(HistoryFile, NewerSchemaIsLeftAlone) {
  const TempFolder folder;
  const std::string path = folder.file("me.sqlite");
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
  sqlite3_exec(db, "CREATE TABLE future(x); PRAGMA user_version = 99", nullptr, nullptr, nullptr);
  sqlite3_close(db);
  const std::string before = contents(path);
  std::vector<Error> warnings;
  auto history = open(path, &warnings);
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_EQ(warnings[0].code, ErrorCode::kUnsupported);
  EXPECT_TRUE(history->status().in_memory);
  history.reset();
  EXPECT_EQ(contents(path), before);
}

TEST(HistoryFile, FullDiskIsReportedAndLosesNothingThatWasWritten) {
  const TempFolder folder;
  const std::string path = folder.file("me.sqlite");
  {
    auto history = open(path);
    history->learn("", "", "kept", true, true);
    ASSERT_TRUE(history->flush().ok());
  }
  const int status = in_child([&path] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{200UL * 1024, 200UL * 1024};
    setrlimit(RLIMIT_FSIZE, &limit);
    auto history = open(path);
    for (int i = 0; i < 20000; ++i) {
      history->learn("one", "two", made_up_word(i % 5000), true, true);
    }
    const Status flushed = history->flush();
    const bool still_answers = history->probability("", "two", "madeb") > 0;
    _exit(!flushed.ok() && still_answers && !history->status().reason.empty() ? 0 : 1);
  });
  EXPECT_EQ(status, 0);
  std::vector<Error> warnings;
  auto history = open(path, &warnings);
  EXPECT_TRUE(warnings.empty());
  EXPECT_EQ(history->words("kept", 1).size(), 1U);
}

TEST(HistoryFile, StaysUnderItsSizeLimit) {
  const TempFolder folder;
  const std::string path = folder.file("me.sqlite");
  constexpr std::size_t kLimit = 256UL * 1024;
  auto history = History::open({.path = path, .max_bytes = kLimit}, nullptr);
  for (int round = 0; round < 200; ++round) {
    for (int i = 0; i < 60; ++i) {
      const std::string word = "w" + in_letters(i) + "x" + in_letters(round % 90);
      history->learn("a" + in_letters(i % 9), "b" + in_letters(i % 7), word, true, true);
    }
    ASSERT_TRUE(history->flush().ok());
  }
  history.reset();
  EXPECT_LT(std::filesystem::file_size(path), 4 * kLimit);
}

TEST(HistoryFile, ALargeImportReachesTheDiskWhole) {
  const TempFolder folder;
  const std::string path = folder.file("me.sqlite");
  constexpr int kWords = 70000;
  std::ostringstream json;
  json << R"({"format":"inkling-history","version":1,"ngrams":[],"words":[)";
  for (int i = 0; i < kWords; ++i) {
    json << (i > 0 ? "," : "") << R"({"text":")" << made_up_word(i)
         << R"(","count":1,"last_used":1})";
  }
  json << "]}";
  std::istringstream in(json.str());
  std::size_t learned = 0;
  {
    auto history = open(path);
    ASSERT_TRUE(history->import_json(in).ok());
    ASSERT_TRUE(history->flush().ok());
    learned = history->status().words;
  }
  EXPECT_GT(learned, 65536U);
  EXPECT_EQ(open(path)->status().words, learned);
}

TEST(HistoryFile, WhatWasLearnedUnderAWrongClockDoesNotOutweighAllElse) {
  constexpr int64_t kNow = 1'800'000'000;
  constexpr int64_t kYear = 365L * 24 * 3600;
  const TempFolder folder;
  ManualClock clock;
  // A clock that was ahead for a while, and one that is behind: without a battery, say.
  for (const int64_t wrong : {kNow + 10 * kYear, int64_t{1000}}) {
    const std::string path = folder.file(std::to_string(wrong) + ".sqlite");
    const auto learn = [&](int64_t at, const char* word, int times) {
      clock.set_wall_seconds(at);
      auto history = History::open({.path = path, .clock = &clock}, nullptr);
      for (int i = 0; i < times; ++i) history->learn("see", "you", word, true, true);
      EXPECT_LE(history->place("see", "you").share(), 1);
      ASSERT_TRUE(history->flush().ok());
    };
    learn(wrong, "once", 1);
    learn(kNow, "often", 5);
    learn(wrong, "once", 1);
    clock.set_wall_seconds(kNow);
    auto history = History::open({.path = path, .clock = &clock}, nullptr);
    EXPECT_GT(history->probability("see", "you", "often"),
              history->probability("see", "you", "once"));
    EXPECT_LE(history->place("see", "you").share(), 1);
  }
}

TEST(HistoryFile, RowsThatNoOneCanHaveLearnedDoNoHarm) {
  const TempFolder folder;
  const std::string path = folder.file("me.sqlite");
  open(path)->learn("see", "you", "soon", true, true);
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
  ASSERT_EQ(
      sqlite3_exec(
          db,
          "INSERT INTO word(text, lang, count, last_used, flags) VALUES"
          "('endless', 'en', 9e999, 5, 0), ('early', 'en', 1, -9223372036854775807, 0),"
          "('late', 'en', 1e308, 9223372036854775807, 0), ('less', 'en', -5, 5, 0),"
          "(CAST(X'62FF64' AS TEXT), 'en', 1, 5, 0), (CAST(X'610A62' AS TEXT), 'en', 1, 5, 0);"
          "INSERT INTO ngram SELECT 0, a.id, b.id, 9e999, 9223372036854775807 FROM word a, word b "
          "WHERE a.text = 'you' AND b.text = 'late';"
          "INSERT INTO shortcut VALUES('omw', CAST(X'80' AS TEXT))",
          nullptr, nullptr, nullptr),
      SQLITE_OK);
  sqlite3_close(db);
  auto history = open(path);
  for (const char* word : {"soon", "endless", "early", "late", "less"}) {
    const double p = history->probability("see", "you", word);
    EXPECT_TRUE(p >= 0 && p <= 1) << word << ": " << p;
  }
  EXPECT_TRUE(std::isfinite(history->place("see", "you").share()));
  EXPECT_FALSE(history->shortcut("omw").has_value());
  std::ostringstream json;
  EXPECT_TRUE(history->export_json(json).ok());
  EXPECT_NE(json.str().find("soon"), std::string::npos);
}

TEST(HistoryFile, CheckSaysWhatIsMissing) {
  const TempFolder folder;
  EXPECT_EQ(History::check_file(folder.file("none")).error().code, ErrorCode::kNotFound);
  std::ofstream(folder.file("text")) << std::string(3000, 'y');
  EXPECT_EQ(History::check_file(folder.file("text")).error().code, ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace inkling
