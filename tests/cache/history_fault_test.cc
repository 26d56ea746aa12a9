// Whatever fails, and whenever: what flush() confirmed is there, counted once, and learning goes
// on.
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "cache/history/history.h"
#include "tests/cache/fault_vfs.h"
#include "tests/cache/history_files.h"
#include "tests/temp_folder.h"

namespace inkling {
namespace {

using Call = FaultVfs::Call;
using Fault = FaultVfs::Fault;

std::unique_ptr<History> open(const std::string& path, std::vector<Error>* warnings = nullptr) {
  return History::open({.path = path}, warnings);
}

/// A file of some size, with something of each kind.
void seed(const std::string& path) {
  auto history = open(path);
  for (int i = 0; i < 200; ++i) {
    history->learn("see", "you", "seeded" + in_letters(i), true, true);
  }
  history->learn("", "", "unwanted", true, true);
  history->block("moist");
  ASSERT_TRUE(history->flush().ok());
}

void expect_once(const History& history, const std::string& word) {
  const auto words = history.words(word, 2);
  ASSERT_EQ(words.size(), 1U) << word;
  EXPECT_NEAR(words[0].count, 1, 0.01) << word;
}

struct Point {
  const char* name;
  Call call;
  Fault fault;
};
constexpr std::array<Point, 9> kPoints = {{
    {"open", Call::kOpen, Fault::kError},
    {"read", Call::kRead, Fault::kError},
    {"write", Call::kWrite, Fault::kError},
    {"short write", Call::kWrite, Fault::kShortWrite},
    {"sync", Call::kSync, Fault::kError},
    {"truncate", Call::kTruncate, Fault::kError},
    {"lock", Call::kLock, Fault::kError},
    {"shared memory", Call::kSharedMemory, Fault::kError},
    {"delete", Call::kDelete, Fault::kError},
}};

class HistoryFault : public ::testing::TestWithParam<std::tuple<Point, bool, bool>> {};

/// One life of a history during which something fails. Was there anything to fail?
bool live_through(FaultVfs* disk, const std::string& path, bool seeded) {
  std::vector<Error> warnings;
  auto history = open(path, &warnings);
  for (const Error& warning : warnings) {
    EXPECT_EQ(warning.code, ErrorCode::kIo) << warning.message;
  }
  history->learn("", "", "first", true, true);
  (void)history->flush();
  history->learn("", "first", "second", true, true);
  history->forget("unwanted");
  (void)history->flush();
  const bool fired = disk->fired();
  disk->heal();
  Status flushed = history->flush();
  if (!flushed.ok()) flushed = history->flush();
  EXPECT_TRUE(flushed.ok()) << flushed.error().message;
  EXPECT_EQ(history->status().reason, "");
  EXPECT_FALSE(history->status().in_memory);
  EXPECT_EQ(history->is_blocked("moist"), seeded);
  history->learn("", "second", "third", true, true);
  EXPECT_TRUE(history->flush().ok());
  for (const char* word : {"first", "second", "third"}) expect_once(*history, word);
  return fired;
}

TEST_P(HistoryFault, LosesNothingAndGoesOn) {
  const auto& [point, once, seeded] = GetParam();
  const TempFolder folder;
  const std::string model = folder.file("model.sqlite");
  if (seeded) seed(model);
  FaultVfs disk;
  int n = 1;
  for (bool fired = true; fired && n < 400; ++n) {
    SCOPED_TRACE(std::string(point.name) + " number " + std::to_string(n));
    const TempFolder here;
    const std::string path = here.file("me.sqlite");
    if (seeded) std::filesystem::copy_file(model, path);
    disk.fail(point.call, n, point.fault, once);
    fired = live_through(&disk, path, seeded);
    std::vector<Error> warnings;
    auto history = open(path, &warnings);
    EXPECT_TRUE(warnings.empty()) << warnings[0].message;
    for (const char* word : {"first", "second", "third"}) expect_once(*history, word);
    EXPECT_GT(history->probability("", "second", "third"), 0);
    EXPECT_TRUE(history->words("unwanted", 1).empty());
    EXPECT_EQ(history->is_blocked("moist"), seeded);
    EXPECT_EQ(history->words("seeded", 1000).size(), seeded ? 200U : 0U);
    EXPECT_EQ(all_bytes_of(path).find("unwanted"), std::string::npos);
    EXPECT_TRUE(history->check().intact);
    EXPECT_FALSE(std::filesystem::exists(path + ".damaged-1"));
    if (HasFailure()) break;
  }
  std::printf("%s: failed at %d points\n", point.name, n - 2);
}

std::string name_of(const ::testing::TestParamInfo<std::tuple<Point, bool, bool>>& info) {
  std::string name = std::get<0>(info.param).name;
  std::erase(name, ' ');
  return name + (std::get<1>(info.param) ? "Once" : "UntilHealed") +
         (std::get<2>(info.param) ? "Old" : "New");
}
INSTANTIATE_TEST_SUITE_P(EachCall, HistoryFault,
                         ::testing::Combine(::testing::ValuesIn(kPoints), ::testing::Bool(),
                                            ::testing::Bool()),
                         name_of);

TEST(HistoryPower, AFailureOfItLosesNothingThatWasConfirmed) {
  const TempFolder folder;
  const std::string model = folder.file("model.sqlite");
  seed(model);
  int n = 1;
  for (bool fired = true; fired && n < 1000; ++n) {
    SCOPED_TRACE("write number " + std::to_string(n));
    const TempFolder here;
    const std::string path = here.file("me.sqlite");
    std::filesystem::copy_file(model, path);
    FaultVfs disk;
    std::vector<std::string> confirmed;
    disk.cut_power(n);
    {
      auto history = open(path);
      for (int i = 0; i < 8 && !disk.fired(); ++i) {
        const std::string word = "learned" + in_letters(i);
        history->learn("see", "you", word, true, true);
        if (i == 4) history->forget("unwanted");
        if (history->flush().ok()) confirmed.push_back(word);
      }
      fired = disk.fired();
      if (!fired) disk.cut_power(1);  // at the end, then
    }
    disk.lose_what_was_not_synced();
    disk.heal();
    std::vector<Error> warnings;
    auto history = open(path, &warnings);
    EXPECT_TRUE(warnings.empty()) << warnings[0].message;
    for (const std::string& word : confirmed) expect_once(*history, word);
    EXPECT_EQ(history->words("seeded", 1000).size(), 200U);
    EXPECT_TRUE(history->is_blocked("moist"));
    if (confirmed.size() > 4) {
      EXPECT_TRUE(history->words("unwanted", 1).empty());
    }
    EXPECT_TRUE(history->check().intact);
    history.reset();
    if (HasFailure()) break;
  }
  EXPECT_GT(n, 20);
  std::printf("the power failed at %d points\n", n - 1);
}

}  // namespace
}  // namespace inkling
