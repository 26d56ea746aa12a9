// Files that cannot be written when the history is opened: read, said, and written later.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <chrono>
#include <csignal>
#include <filesystem>

#include "cache/history/history.h"
#include "tests/cache/history_files.h"
#include "tests/temp_folder.h"

namespace inkling {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

std::unique_ptr<History> open(const std::string& path, std::vector<Error>* warnings = nullptr) {
  return History::open({.path = path}, warnings);
}

class HistoryRefused : public ::testing::Test {
 protected:
  void SetUp() override {
    give_to_ordinary_user(folder_.path());
    EXPECT_TRUE(holds_for_an_ordinary_user([this] {
      auto history = open(path_);
      history->learn("feed", "the", "hedgehog", true, true);
      history->block("moist");
      EXPECT_TRUE(history->flush().ok());
    }));
  }
  /// What was there before is known, and what is new waits.
  static void expect_read_and_delayed(History* history) {
    EXPECT_FALSE(history->status().in_memory);
    EXPECT_TRUE(history->is_blocked("moist"));
    EXPECT_GT(history->probability("feed", "the", "hedgehog"), 0);
    history->learn("", "", "novelty", true, true);
    EXPECT_EQ(history->flush().error().code, ErrorCode::kIo);
    EXPECT_TRUE(history->status().delayed);
    EXPECT_FALSE(history->status().reason.empty());
  }
  /// By itself, without anybody asking.
  static void expect_written_in_time(History* history) {
    EXPECT_TRUE(comes_true([history] { return !history->status().delayed; }, 40));
    EXPECT_TRUE(history->flush().ok());
    EXPECT_EQ(history->status().reason, "");
  }

  TempFolder folder_;
  const std::string path_ = folder_.file("me.sqlite");
};

TEST_F(HistoryRefused, AReadOnlyFileIsReadAndWrittenWhenItMayBe) {
  EXPECT_TRUE(holds_for_an_ordinary_user([this] {
    chmod(path_.c_str(), 0400);
    std::vector<Error> warnings;
    auto history = open(path_, &warnings);
    EXPECT_EQ(warnings.size(), 1U);
    expect_read_and_delayed(history.get());
    chmod(path_.c_str(), 0600);
    expect_written_in_time(history.get());
  }));
  auto history = open(path_);
  EXPECT_EQ(history->words("novelty", 1).size(), 1U);
  EXPECT_TRUE(history->is_blocked("moist"));
}

TEST_F(HistoryRefused, AFileInAReadOnlyFolderIsReadAndWrittenWhenItMayBe) {
  EXPECT_TRUE(holds_for_an_ordinary_user([this] {
    chmod(folder_.path().c_str(), 0500);
    auto history = open(path_);
    expect_read_and_delayed(history.get());
    chmod(folder_.path().c_str(), 0700);
    expect_written_in_time(history.get());
  }));
  EXPECT_EQ(open(path_)->words("novelty", 1).size(), 1U);
}

TEST_F(HistoryRefused, WhatStandsInTheLogOnlyIsReadInAReadOnlyFolder) {
  const std::string copy = folder_.file("copy.sqlite");
  EXPECT_TRUE(holds_for_an_ordinary_user([&] {
    auto history = open(path_);
    // As a crash leaves it: a log, and nothing that says where it ends. SQLite may take a log over
    // into the file at any time; what is wanted is a word that stands in the log alone.
    for (int i = 0; i < 20; ++i) {
      history->block("lately");
      EXPECT_TRUE(history->flush().ok());
      const auto anew = std::filesystem::copy_options::overwrite_existing;
      std::filesystem::copy_file(path_, copy, anew);
      std::filesystem::copy_file(path_ + "-wal", copy + "-wal", anew);
      if (bytes_of(copy).find("lately") == std::string::npos) break;
      history->forget("lately");
      EXPECT_TRUE(history->flush().ok());
    }
    history.reset();
    chmod(folder_.path().c_str(), 0500);
    const std::string before = bytes_of(copy);
    EXPECT_EQ(bytes_of(copy).find("lately"), std::string::npos);
    history = open(copy);
    EXPECT_TRUE(history->is_blocked("lately"));
    expect_read_and_delayed(history.get());
    EXPECT_TRUE(History::check_file(copy)->intact);
    EXPECT_EQ(bytes_of(copy), before);
    chmod(folder_.path().c_str(), 0700);
    expect_written_in_time(history.get());
  }));
  EXPECT_TRUE(open(copy)->is_blocked("lately"));
}

TEST_F(HistoryRefused, OnAFullDiskTheFileIsRead) {
  EXPECT_TRUE(holds_for_an_ordinary_user([this] {
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    const rlimit full{1024, limit.rlim_max};
    setrlimit(RLIMIT_FSIZE, &full);
    auto history = open(path_);
    expect_read_and_delayed(history.get());
    setrlimit(RLIMIT_FSIZE, &limit);
    expect_written_in_time(history.get());
  }));
  EXPECT_EQ(open(path_)->words("novelty", 1).size(), 1U);
}

TEST_F(HistoryRefused, AFolderThatIsNotThereYetIsWaitedFor) {
  const std::string path = folder_.file("later/me.sqlite");
  std::vector<Error> warnings;
  auto history = open(path, &warnings);
  EXPECT_EQ(warnings.size(), 1U);
  history->learn("see", "you", "soon", true, true);
  EXPECT_GT(history->probability("see", "you", "soon"), 0);
  EXPECT_EQ(history->flush().error().code, ErrorCode::kIo);
  EXPECT_TRUE(history->status().delayed);
  std::filesystem::create_directory(folder_.file("later"));
  expect_written_in_time(history.get());
  history.reset();
  EXPECT_GT(open(path)->probability("see", "you", "soon"), 0);
}

TEST_F(HistoryRefused, WhatAppearsLaterIsReadBesideWhatWasLearned) {
  const std::string path = folder_.file("later/me.sqlite");
  auto history = open(path);
  history->learn("", "", "novelty", true, true);
  history->forget("hedgehog");
  // As when the storage of a telephone is unlocked.
  std::filesystem::create_directory(folder_.file("made"));
  std::filesystem::copy_file(path_, folder_.file("made/me.sqlite"));
  std::filesystem::rename(folder_.file("made"), folder_.file("later"));
  EXPECT_TRUE(comes_true([&] { return history->is_blocked("moist"); }));
  EXPECT_TRUE(history->words("hedgehog", 1).empty());
  expect_written_in_time(history.get());
  history.reset();
  history = open(path);
  EXPECT_TRUE(history->is_blocked("moist"));
  EXPECT_EQ(history->words("novelty", 1).size(), 1U);
  EXPECT_TRUE(history->words("hedgehog", 1).empty());
}

TEST_F(HistoryRefused, TheLockOfAnotherDelaysOpeningByNoMoreThanATenthOfASecond) {
  OtherProgram other(path_);
  // For writing in the log; and all of it, as when the file was never in that mode.
  for (const char* hold : {"PRAGMA journal_mode = WAL; BEGIN IMMEDIATE",
                           "PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE"}) {
    other.run(hold);
    const auto begin = steady_clock::now();
    auto history = open(path_);
    // The wait, and as much again for all the rest on a slow machine.
    EXPECT_LT(duration_cast<milliseconds>(steady_clock::now() - begin).count(), 200) << hold;
    history->learn("", "", "novelty", true, true);
    other.run("COMMIT");
    EXPECT_TRUE(comes_true([&] { return history->flush().ok(); })) << hold;
    EXPECT_TRUE(history->is_blocked("moist")) << hold;
    EXPECT_GT(history->probability("feed", "the", "hedgehog"), 0) << hold;
  }
  EXPECT_NEAR(open(path_)->words("novelty", 1)[0].count, 2, 0.01);
}

TEST_F(HistoryRefused, ClosingBesideALockTakesTwoSecondsAtMost) {
  auto history = open(path_);
  OtherProgram other(path_);
  other.run("BEGIN IMMEDIATE");
  history->learn("", "", "novelty", true, true);
  const auto begin = steady_clock::now();
  history.reset();
  EXPECT_LT(duration_cast<milliseconds>(steady_clock::now() - begin).count(), 3000);
}

TEST_F(HistoryRefused, WhatCanNeverBeAFileIsNamedAndLeftAlone) {
  const std::string pipe = folder_.file("pipe");
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  const std::string link = folder_.file("link");
  std::filesystem::create_symlink(folder_.file("nothing"), link);
  for (const std::string& path : {folder_.path(), pipe, std::string("/dev/null"), link}) {
    std::vector<Error> warnings;
    auto history = open(path, &warnings);
    EXPECT_TRUE(history->status().in_memory) << path;
    EXPECT_FALSE(history->status().reason.empty());
    ASSERT_EQ(warnings.size(), 1U);
    EXPECT_EQ(warnings[0].code, ErrorCode::kInvalidArgument);
    history->learn("see", "you", "soon", true, true);
    EXPECT_GT(history->probability("see", "you", "soon"), 0);
    EXPECT_TRUE(history->flush().ok());
    EXPECT_FALSE(history->clear().ok());
    EXPECT_EQ(History::check_file(path).error().code, ErrorCode::kInvalidArgument);
  }
  EXPECT_FALSE(std::filesystem::exists(folder_.file("nothing")));
}

TEST_F(HistoryRefused, ALinkToAFileIsFollowed) {
  const std::string link = folder_.file("link");
  std::filesystem::create_symlink(path_, link);
  EXPECT_TRUE(open(link)->is_blocked("moist"));
  EXPECT_TRUE(std::filesystem::is_symlink(link));
}

TEST_F(HistoryRefused, ADatabaseOfSomethingElseIsLeftAlone) {
  const std::string path = folder_.file("contacts.sqlite");
  OtherProgram(path).run("CREATE TABLE contact(name); INSERT INTO contact VALUES('Ada')");
  const std::string before = bytes_of(path);
  std::vector<Error> warnings;
  auto history = open(path, &warnings);
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_EQ(warnings[0].code, ErrorCode::kInvalidArgument);
  EXPECT_TRUE(history->status().in_memory);
  history.reset();
  EXPECT_EQ(bytes_of(path), before);
}

TEST_F(HistoryRefused, FilesOfBeforeBecomeTheirOwnersAlone) {
  const std::string aside = path_ + ".damaged-1";
  std::ofstream(aside) << "once";
  std::ofstream(aside + "-wal") << "once";
  auto keep = open(path_);
  keep->learn("", "", "novelty", true, true);
  ASSERT_TRUE(keep->flush().ok());
  const std::vector<std::string> files = {path_, path_ + "-wal", path_ + "-shm", aside,
                                          aside + "-wal"};
  for (const std::string& file : files) {
    if (geteuid() == 0) {
      ASSERT_EQ(chown(file.c_str(), 0, 0), 0);
    }
    ASSERT_EQ(chmod(file.c_str(), 0644), 0) << file;
  }
  auto history = open(path_);
  for (const std::string& file : files) {
    struct stat is {};
    ASSERT_EQ(stat(file.c_str(), &is), 0) << file;
    EXPECT_EQ(is.st_mode & 0777U, 0600U) << file;
  }
}

}  // namespace
}  // namespace inkling
