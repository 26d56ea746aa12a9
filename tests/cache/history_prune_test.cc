// A file that has grown too large becomes smaller, and nobody who types notices.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>

#include "cache/history/history.h"
#include "platform/clock.h"
#include "tests/cache/fault_vfs.h"
#include "tests/cache/history_files.h"
#include "tests/temp_folder.h"

namespace inkling {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t kSmall = std::size_t{256} << 10;

/// Nearly a million bytes.
void fill(const std::string& path) {
  auto history = History::open({.path = path, .max_bytes = 0}, nullptr);
  for (int i = 0; i < 12000; ++i) {
    history->learn("a" + in_letters(i % 97), "b" + in_letters(i % 89), "w" + in_letters(i), true,
                   true);
  }
  history->learn("", "", "ownword", false, true);
  history->learn("", "", "ownword", false, true);
  history->block("moist");
  EXPECT_TRUE(history->set_shortcut("omw", "on my way").ok());
  EXPECT_TRUE(history->flush().ok());
}

class HistoryPrune : public ::testing::Test {
 protected:
  [[nodiscard]] std::size_t size() const { return std::filesystem::file_size(path_); }
  TempFolder folder_;
  const std::string path_ = folder_.file("me.sqlite");
};

TEST_F(HistoryPrune, TheFileShrinksBelowItsBoundAndSoDoesTheMemory) {
  fill(path_);
  ASSERT_GT(size(), 3 * kSmall);
  auto history = History::open({.path = path_, .max_bytes = kSmall}, nullptr);
  const HistoryStatus before = history->status();
  history->learn("see", "you", "soon", true, true);
  EXPECT_TRUE(history->flush().ok());
  EXPECT_TRUE(comes_true([&] { return size() <= kSmall; }, 60)) << size();
  const HistoryStatus after = history->status();
  EXPECT_LT(after.ngrams, before.ngrams / 2);
  EXPECT_LT(after.words, before.words);
  EXPECT_TRUE(history->is_blocked("moist"));
  EXPECT_TRUE(history->is_personal("ownword"));
  EXPECT_EQ(history->shortcut("omw"), "on my way");
  EXPECT_GT(history->probability("see", "you", "soon"), 0);
  EXPECT_TRUE(history->check().intact);
  history.reset();
  EXPECT_LE(size(), kSmall);
  // What is in memory is what is in the file, but for what was used just now.
  history = History::open({.path = path_, .max_bytes = kSmall}, nullptr);
  EXPECT_LE(history->status().ngrams, after.ngrams);
  EXPECT_GE(history->status().ngrams + 2, after.ngrams);
  EXPECT_EQ(history->status().words, after.words);
  EXPECT_GT(history->probability("see", "you", "soon"), 0);
}

TEST_F(HistoryPrune, AFileWithinItsBoundKeepsItsLog) {
  auto history = History::open({.path = path_, .max_bytes = kSmall}, nullptr);
  std::string log;
  for (int i = 0; i < 3; ++i) {
    history->learn("see", "you", "soon", true, true);
    EXPECT_TRUE(history->flush().ok());
    // What comes after a batch has been written would take no longer than this.
    std::this_thread::sleep_for(milliseconds(50));
    const std::string longer = bytes_of(path_ + "-wal");
    EXPECT_GT(longer.size(), log.size());
    EXPECT_EQ(longer.substr(0, log.size()), log);
    log = longer;
  }
}

TEST_F(HistoryPrune, WhatIsUsedMostStays) {
  fill(path_);
  {
    auto history = History::open({.path = path_, .max_bytes = 0}, nullptr);
    for (int i = 0; i < 20; ++i) history->learn("see", "you", "tomorrow", true, true);
  }
  auto history = History::open({.path = path_, .max_bytes = kSmall}, nullptr);
  history->learn("", "", "soon", true, true);
  EXPECT_TRUE(comes_true([&] { return size() <= kSmall; }, 60)) << size();
  EXPECT_GT(history->probability("see", "you", "tomorrow"), 0.5);
}

TEST_F(HistoryPrune, AFileMadeWithoutItLearnsToGivePagesBack) {
  fill(path_);
  OtherProgram(path_).run("PRAGMA auto_vacuum = NONE; PRAGMA journal_mode = DELETE; VACUUM");
  ASSERT_EQ(OtherProgram(path_).ask("PRAGMA auto_vacuum"), "0");
  auto history = History::open({.path = path_, .max_bytes = kSmall}, nullptr);
  history->learn("", "", "soon", true, true);
  EXPECT_TRUE(comes_true([&] { return size() <= kSmall; }, 60)) << size();
  history.reset();
  EXPECT_EQ(OtherProgram(path_).ask("PRAGMA auto_vacuum"), "2");
}

TEST_F(HistoryPrune, WhoLearnsDoesNotWaitForIt) {
  fill(path_);
  // A disk on which one step takes a good part of a second.
  FaultVfs slow;
  slow.delay_writes(milliseconds(2));
  auto history = History::open({.path = path_, .max_bytes = kSmall}, nullptr);
  const std::size_t before = history->status().ngrams;
  history->learn("", "", "soon", true, true);
  const auto begin = steady_clock::now();
  auto longest = steady_clock::duration::zero();
  for (int i = 0; steady_clock::now() - begin < std::chrono::seconds(3); ++i) {
    const auto from = steady_clock::now();
    history->learn("see", "you", "x" + in_letters(i % 50), true, true);
    (void)history->predict("see", "you", "", 3);
    longest = std::max(longest, steady_clock::now() - from);
    std::this_thread::sleep_for(milliseconds(2));
  }
  std::printf("%zu n-grams went meanwhile, learning waited %lld microseconds at most\n",
              before - history->status().ngrams,
              static_cast<long long>(
                  std::chrono::duration_cast<std::chrono::microseconds>(longest).count()));
  EXPECT_LT(history->status().ngrams, before);
  EXPECT_LT(longest, milliseconds(250));
  slow.delay_writes(milliseconds(0));
}

TEST_F(HistoryPrune, OthersMayWriteMeanwhile) {
  fill(path_);
  auto history = History::open({.path = path_, .max_bytes = kSmall}, nullptr);
  auto other = History::open({.path = path_, .max_bytes = 0}, nullptr);
  history->learn("", "", "soon", true, true);
  int learned = 0;
  while (size() > kSmall && learned < 400) {
    other->learn("see", "you", "tomorrow", true, true);
    ++learned;
    EXPECT_TRUE(other->flush().ok());
  }
  EXPECT_TRUE(comes_true([&] { return size() <= kSmall; }, 60)) << size();
  EXPECT_TRUE(other->flush().ok());
  other.reset();
  history.reset();
  const auto words = History::open({.path = path_}, nullptr)->words("tomorrow", 1);
  ASSERT_EQ(words.size(), 1U);
  EXPECT_NEAR(words[0].count, learned, 0.01);
}

}  // namespace
}  // namespace inkling
