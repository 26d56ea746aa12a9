// A file that only its key opens; and what a build that cannot do that says.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "cache/history/history.h"
#include "tests/cache/history_files.h"
#include "tests/temp_folder.h"

namespace inkling {
namespace {

#ifdef SQLITE_HAS_CODEC
constexpr bool kCanEncrypt = true;
#else
constexpr bool kCanEncrypt = false;
#endif

class HistoryEncryption : public ::testing::Test {
 protected:
  std::unique_ptr<History> open(const std::string& key) {
    warnings_.clear();
    return History::open({.path = path_, .key = key}, &warnings_);
  }
  /// In memory, said, and the file as it was; with learning.
  void expect_left_alone(const std::string& key, ErrorCode code) {
    const std::string before = bytes_of(path_);
    auto history = open(key);
    ASSERT_EQ(warnings_.size(), 1U);
    EXPECT_EQ(warnings_[0].code, code) << warnings_[0].message;
    EXPECT_TRUE(history->status().in_memory);
    EXPECT_FALSE(history->status().reason.empty());
    history->learn("see", "you", "soon", true, true);
    EXPECT_GT(history->probability("see", "you", "soon"), 0);
    EXPECT_TRUE(history->flush().ok());
    EXPECT_FALSE(history->clear().ok());
    history.reset();
    EXPECT_EQ(bytes_of(path_), before);
    EXPECT_FALSE(std::filesystem::exists(path_ + ".damaged-1"));
    EXPECT_EQ(History::check_file(path_, key).ok(), false);
  }
  void learn(const std::string& key) {
    auto history = open(key);
    EXPECT_TRUE(warnings_.empty());
    for (int i = 0; i < 50; ++i) history->learn("see", "you", "tomorrow", true, true);
    history->block("moist");
    EXPECT_TRUE(history->flush().ok());
  }

  TempFolder folder_;
  const std::string path_ = folder_.file("me.sqlite");
  const std::string key_ = std::string(31, 'k') + '\0';
  const std::string other_key_ = std::string(32, 'o');
  std::vector<Error> warnings_;
};

TEST_F(HistoryEncryption, AKeyInABuildThatCannotEncryptMeansMemoryOnly) {
  if (kCanEncrypt) GTEST_SKIP() << "skipped: this build can encrypt";
  expect_left_alone(key_, ErrorCode::kUnsupported);
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(HistoryEncryption, AFileThatIsAllRandomIsTakenForAnEncryptedOneAndLeftAlone) {
  std::string random;
  uint32_t state = 1;
  while (random.size() < 4096) {
    state = state * 1664525U + 1013904223U;
    random += static_cast<char>(state >> 24U);
  }
  std::ofstream(path_, std::ios::binary) << random;
  expect_left_alone("", ErrorCode::kInvalidArgument);
}

TEST_F(HistoryEncryption, NothingOfTheFileCanBeReadWithoutTheKey) {
  if (!kCanEncrypt) GTEST_SKIP() << "skipped: needs INKLING_SQLCIPHER";
  auto history = open(key_);
  EXPECT_TRUE(warnings_.empty());
  for (int i = 0; i < 50; ++i) history->learn("see", "you", "tomorrow", true, true);
  ASSERT_TRUE(history->flush().ok());
  for (const char* text : {"tomorrow", "SQLite format", "CREATE TABLE"}) {
    EXPECT_EQ(all_bytes_of(path_).find(text), std::string::npos) << text;
  }
}

TEST_F(HistoryEncryption, TheKeyOpensItAgain) {
  if (!kCanEncrypt) GTEST_SKIP() << "skipped: needs INKLING_SQLCIPHER";
  learn(key_);
  auto history = open(key_);
  EXPECT_TRUE(warnings_.empty());
  EXPECT_GT(history->probability("see", "you", "tomorrow"), 0.5);
  EXPECT_TRUE(history->is_blocked("moist"));
  EXPECT_TRUE(history->check().intact);
  EXPECT_TRUE(History::check_file(path_, key_)->intact);
  history->forget("tomorrow");
  EXPECT_TRUE(history->flush().ok());
  EXPECT_TRUE(history->clear().ok());
  EXPECT_TRUE(history->check().intact);
}

TEST_F(HistoryEncryption, AWrongKeyOrNoneLeavesItAlone) {
  if (!kCanEncrypt) GTEST_SKIP() << "skipped: needs INKLING_SQLCIPHER";
  learn(key_);
  expect_left_alone(other_key_, ErrorCode::kInvalidArgument);
  expect_left_alone("", ErrorCode::kInvalidArgument);
  expect_left_alone("too short", ErrorCode::kInvalidArgument);
  EXPECT_TRUE(open(key_)->is_blocked("moist"));
}

TEST_F(HistoryEncryption, AFileInTheClearIsNotMixedWithAKey) {
  if (!kCanEncrypt) GTEST_SKIP() << "skipped: needs INKLING_SQLCIPHER";
  learn("");
  expect_left_alone(key_, ErrorCode::kInvalidArgument);
  EXPECT_NE(warnings_[0].message.find("not encrypted"), std::string::npos);
  EXPECT_TRUE(open("")->is_blocked("moist"));
}

}  // namespace
}  // namespace inkling
