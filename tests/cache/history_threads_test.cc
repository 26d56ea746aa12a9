// Everything at once; meant for the thread sanitizer.
#include <gtest/gtest.h>

#include <atomic>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "cache/history/history.h"
#include "tests/cache/history_files.h"
#include "tests/temp_folder.h"

namespace inkling {
namespace {

TEST(HistoryThreads, LearningReadingForgettingExportingAndPruningGoTogether) {
  const TempFolder folder;
  const std::string path = folder.file("me.sqlite");
  constexpr int kRounds = 400;
  auto history = History::open({.path = path, .max_bytes = std::size_t{96} << 10}, nullptr);
  history->block("moist");
  std::atomic<bool> over = false;
  std::atomic<int> answers = 0;
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int reader = 0; reader < 2; ++reader) {
    threads.emplace_back([&] {
      while (!over) {
        answers += static_cast<int>(history->predict("a", "b", "w", 3).size());
        (void)history->words("w", 10);
        (void)history->status();
        EXPECT_TRUE(history->is_blocked("moist"));
        EXPECT_LE(history->place("a", "b").share(), 1);
      }
    });
  }
  threads.emplace_back([&] {
    while (!over) {
      std::ostringstream out;
      EXPECT_TRUE(history->export_json(out).ok());
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  });
  threads.emplace_back([&] {
    for (int i = 0; !over; ++i) {
      history->forget("w" + in_letters(i % 50));
      (void)history->flush();
    }
  });
  for (int round = 0; round < kRounds; ++round) {
    for (int i = 0; i < 20; ++i) {
      const uint64_t id = history->learn("a", "b", "w" + in_letters(round * 7 + i), true, true);
      if (i == 0) history->revert(id);
    }
    if (round % 50 == 0) {
      EXPECT_TRUE(history->flush().ok());
    }
  }
  over = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_TRUE(history->flush().ok());
  EXPECT_TRUE(history->check().intact);
  EXPECT_TRUE(history->is_blocked("moist"));
}

}  // namespace
}  // namespace inkling
