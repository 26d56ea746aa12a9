#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <fstream>

#include "platform/clock.h"
#include "platform/file.h"
#include "platform/log.h"
#include "platform/mapped_file.h"
#include "platform/worker.h"
#include "tests/temp_folder.h"

namespace inkling {
namespace {

TEST(DeadlineTest, FollowsTheClockItIsGiven) {
  ManualClock clock;
  const Deadline deadline = Deadline::after_millis(clock, 5);
  EXPECT_FALSE(deadline.expired());
  clock.advance_nanos(4'999'999);
  EXPECT_EQ(deadline.remaining_nanos(), 1);
  clock.advance_nanos(1);
  EXPECT_TRUE(deadline.expired());
  EXPECT_FALSE(Deadline::infinite().expired());
}

TEST(ClockTest, SystemClockNeverGoesBack) {
  int64_t before = Clock::system().now_nanos();
  for (int i = 0; i < 1000; ++i) {
    const int64_t now = Clock::system().now_nanos();
    EXPECT_GE(now, before);
    before = now;
  }
}

TEST(MappedFileTest, MapsWholeFilesAndEmptyOnes) {
  const TempFolder folder;
  std::ofstream(folder.file("a")) << "hello";
  std::ofstream(folder.file("b")).flush();
  auto file = MappedFile::open(folder.file("a"));
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->bytes().size(), 5U);
  EXPECT_EQ(static_cast<char>(file->bytes()[4]), 'o');
  const MappedFile moved = std::move(file.value());
  EXPECT_EQ(moved.bytes().size(), 5U);
  ASSERT_TRUE(MappedFile::open(folder.file("b")).ok());
  EXPECT_EQ(MappedFile::open(folder.file("c")).error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(MappedFile::open(folder.path()).ok());
}

TEST(FileTest, ReadsWholeFilesAndSaysWhyNot) {
  const TempFolder folder;
  std::ofstream(folder.file("a")) << "hello";
  EXPECT_EQ(read_file(folder.file("a")).value(), "hello");
  EXPECT_EQ(read_file(folder.file("a"), 4).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(read_file(folder.file("none")).error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(read_file(folder.path()).ok());
}

TEST(FileTest, WritesAsOneStep) {
  const TempFolder folder;
  const std::string path = folder.file("a");
  ASSERT_TRUE(write_file_atomic(path, "one").ok());
  ASSERT_TRUE(write_file_atomic(path, "two").ok());
  EXPECT_EQ(read_file(path).value(), "two");
  EXPECT_FALSE(write_file_atomic(folder.file("none/a"), "x").ok());
  const auto only = std::filesystem::directory_iterator(folder.path());
  EXPECT_EQ(std::distance(begin(only), end(only)), 1);
}

TEST(FileTest, FailedWriteKeepsTheOldFile) {
  const TempFolder folder;
  const std::string path = folder.file("a");
  ASSERT_TRUE(write_file_atomic(path, "old").ok());
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1000, 1000};
    setrlimit(RLIMIT_FSIZE, &limit);
    _exit(write_file_atomic(path, std::string(5000, 'x')).ok() ? 1 : 0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(read_file(path).value(), "old");
}

TEST(WorkerThread, RunsTasksInOrder) {
  std::vector<int> order;
  {
    Worker worker;
    for (int i = 0; i < 100; ++i)
      worker.post([&order, i](const CancelToken&) { order.push_back(i); });
    worker.drain();
    EXPECT_EQ(worker.pending(), 0U);
  }
  ASSERT_EQ(order.size(), 100U);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(order[static_cast<std::size_t>(i)], i);
}

TEST(WorkerThread, CancelStopsTheRunningTaskAndDropsTheWaiting) {
  Worker worker;
  std::atomic<bool> started{false};
  std::atomic<int> ran{0};
  worker.post([&](const CancelToken& token) {
    started = true;
    while (!token.cancelled()) std::this_thread::yield();
  });
  worker.post([&](const CancelToken&) { ++ran; });
  while (!started) std::this_thread::yield();
  worker.cancel_all();
  worker.drain();
  EXPECT_EQ(ran, 0);
  worker.post([&](const CancelToken&) { ++ran; });
  worker.drain();
  EXPECT_EQ(ran, 1);
}

TEST(WorkerThread, DestructionDoesNotWaitForAnEndlessTask) {
  Worker worker;
  worker.post([](const CancelToken& token) {
    while (!token.cancelled()) std::this_thread::yield();
  });
  worker.post([](const CancelToken&) { FAIL() << "must never run"; });
}

TEST(LogTest, PassesWarningsAndErrorsWithoutControlCharacters) {
  std::vector<std::string> seen;
  set_log_sink([&seen](LogLevel, std::string_view message) { seen.emplace_back(message); });
  log(LogLevel::kInfo, "too quiet");
  log(LogLevel::kError, "line\nforged");
  set_log_sink({});
  EXPECT_EQ(seen, std::vector<std::string>{"line?forged"});
}

TEST(ResultTest, HoldsAValueOrAnError) {
  Result<int> good = 3;
  const Result<int> bad = make_error(ErrorCode::kIo, "no");
  EXPECT_EQ(*good, 3);
  EXPECT_FALSE(bad.ok());
  EXPECT_STREQ(error_code_name(bad.error().code), "io");
}

}  // namespace
}  // namespace inkling
