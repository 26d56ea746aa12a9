// What was forgotten is nowhere any more.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "cache/history/history.h"
#include "tests/cache/history_files.h"
#include "tests/temp_folder.h"

namespace inkling {
namespace {

class HistoryErase : public ::testing::Test {
 protected:
  /// Among much else, so that pages split and rows move.
  static void learn_much(History* history) {
    for (int i = 0; i < 1500; ++i) {
      history->learn("w" + in_letters(i % 11), "v" + in_letters(i % 7), "word" + in_letters(i),
                     true, true);
      if (i % 10 == 0) history->learn("very", "private", "xylograbble", true, true);
      if (i % 10 == 1) history->learn("private", "xylograbble", "word" + in_letters(i), true, true);
    }
    history->learn_correction("xylograble", "xylograbble", true);
    history->learn_emoji("🦔", "xylograbble");
  }
  [[nodiscard]] bool found(const std::string& text = "xylograbble") const {
    return all_bytes_of(path_).find(text) != std::string::npos;
  }

  TempFolder folder_;
  const std::string path_ = folder_.file("me.sqlite");
  std::unique_ptr<History> history_ = History::open({.path = path_}, nullptr);
};

TEST_F(HistoryErase, AForgottenWordLeavesNoByteOnceFlushed) {
  learn_much(history_.get());
  ASSERT_TRUE(history_->flush().ok());
  ASSERT_TRUE(found());
  history_->forget("xylograbble");
  ASSERT_TRUE(history_->flush().ok());
  EXPECT_FALSE(found());
  EXPECT_TRUE(found("word"));
  EXPECT_FALSE(history_->status().erasing);
}

TEST_F(HistoryErase, AWordIsErasedAlsoWhenItWasNeverWrittenBefore) {
  history_->learn("very", "private", "xylograbble", true, true);
  history_->forget("xylograbble");
  ASSERT_TRUE(history_->flush().ok());
  EXPECT_FALSE(found());
}

TEST_F(HistoryErase, AProgramThatReadsHoldsItUpAndThatIsSaid) {
  learn_much(history_.get());
  ASSERT_TRUE(history_->flush().ok());
  OtherProgram other(path_);
  other.run("BEGIN");
  EXPECT_EQ(other.ask("SELECT count(*) FROM word WHERE text = 'xylograbble'"), "1");
  history_->forget("xylograbble");
  const Status held_up = history_->flush();
  ASSERT_FALSE(held_up.ok());
  EXPECT_EQ(held_up.error().code, ErrorCode::kIo);
  EXPECT_TRUE(history_->status().erasing);
  EXPECT_FALSE(history_->status().delayed);
  EXPECT_EQ(history_->status().reason, held_up.error().message);
  // Learning goes on.
  history_->learn("", "", "novelty", true, true);
  EXPECT_TRUE(comes_true([&] { return found("novelty"); }));
  other.run("COMMIT");
  EXPECT_TRUE(comes_true([&] { return !history_->status().erasing; }, 40));
  EXPECT_FALSE(found());
  EXPECT_TRUE(history_->flush().ok());
}

TEST_F(HistoryErase, WhatCouldNotBeErasedBeforeClosingIsErasedLater) {
  learn_much(history_.get());
  ASSERT_TRUE(history_->flush().ok());
  OtherProgram other(path_);
  other.run("BEGIN");
  EXPECT_EQ(other.ask("SELECT count(*) FROM word WHERE text = 'xylograbble'"), "1");
  history_->forget("xylograbble");
  EXPECT_FALSE(history_->flush().ok());
  history_.reset();
  EXPECT_TRUE(found());
  other.run("COMMIT");
  history_ = History::open({.path = path_}, nullptr);
  EXPECT_TRUE(history_->flush().ok());
  EXPECT_FALSE(found());
}

TEST_F(HistoryErase, ClearAlsoRemovesWhatWasSetAside) {
  history_.reset();
  std::ofstream(path_) << "xylograbble" << std::string(5000, 'x');
  std::ofstream(path_ + ".damaged-7-wal") << "xylograbble";
  std::ofstream(path_ + ".backup") << "somebody else's";
  history_ = History::open({.path = path_}, nullptr);
  EXPECT_TRUE(std::filesystem::exists(path_ + ".damaged-1"));
  learn_much(history_.get());
  EXPECT_TRUE(history_->clear().ok());
  EXPECT_FALSE(found());
  EXPECT_FALSE(found("word" + in_letters(77)));
  EXPECT_FALSE(std::filesystem::exists(path_ + ".damaged-1"));
  EXPECT_FALSE(std::filesystem::exists(path_ + ".damaged-7-wal"));
  EXPECT_TRUE(std::filesystem::exists(path_ + ".backup"));
  history_->learn("see", "you", "soon", true, true);
  EXPECT_TRUE(history_->flush().ok());
  EXPECT_TRUE(history_->check().intact);
}

TEST_F(HistoryErase, NothingGoesToTheFolderForTemporaryFiles) {
  // VACUUM writes a copy of everything somewhere; here it would have to be in this folder.
  const TempFolder other;
  std::filesystem::permissions(other.path(), std::filesystem::perms::none);
  setenv("SQLITE_TMPDIR", other.path().c_str(), 1);
  learn_much(history_.get());
  history_->forget("xylograbble");
  EXPECT_TRUE(history_->flush().ok());
  unsetenv("SQLITE_TMPDIR");
  std::filesystem::permissions(other.path(), std::filesystem::perms::owner_all);
  EXPECT_TRUE(std::filesystem::is_empty(other.path()));
}

}  // namespace
}  // namespace inkling
