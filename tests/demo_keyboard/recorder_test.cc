#include "demo_keyboard/recorder.h"

#include <sys/resource.h>

#include <csignal>
#include <string>
#include <vector>

#include "tests/temp_folder.h"

namespace inkling {
namespace {

/// While it lives no file of this process grows beyond `bytes`: as if the disk were full.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit full{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &full);
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int) = nullptr;
};

constexpr int64_t kMilli = 1'000'000;

TEST(Recorder, CountsMillisecondsFromTheFirstEvent) {
  const TempFolder folder;
  const std::string path = folder.file("typed.jsonl");
  auto recorder =
      Recorder::start(path, {.layout = "azerty", .source = "a test", .double_space_stop = true})
          .value();
  ASSERT_TRUE(recorder->add({.kind = EventKind::kFocus}, 77 * kMilli).ok());
  ASSERT_TRUE(recorder->add({.kind = EventKind::kKey, .text = "a"}, 90 * kMilli).ok());
  ASSERT_TRUE(recorder->add({.kind = EventKind::kPick, .text = "café"}, 90 * kMilli + 1).ok());
  ASSERT_TRUE(recorder->finish().ok());
  const auto trace = read_trace(path);
  ASSERT_TRUE(trace.ok());
  EXPECT_EQ(trace->header.layout, "azerty");
  EXPECT_TRUE(trace->header.double_space_stop);
  ASSERT_EQ(trace->events.size(), 3U);
  EXPECT_EQ(trace->events[0].t, 0);
  EXPECT_EQ(trace->events[1].t, 13);
  EXPECT_EQ(trace->events[2].t, 13);
  EXPECT_EQ(trace->events[2].text, "café");
}

TEST(Recorder, OfASecretFieldNothingButItsFocusIsWritten) {
  for (const bool password : {true, false}) {
    const TempFolder folder;
    const std::string path = folder.file("typed.jsonl");
    auto recorder = Recorder::start(path, {}).value();
    const TraceEvent secret{.kind = EventKind::kFocus,
                            .field = password ? FieldKind::kPassword : FieldKind::kText,
                            .no_learning = !password,
                            .left = "hunter",
                            .right = "2"};
    ASSERT_TRUE(recorder->add({.kind = EventKind::kKey, .text = "a"}, 0).ok());
    ASSERT_TRUE(recorder->add(secret, 10 * kMilli).ok());
    for (const TraceEvent& event :
         std::vector<TraceEvent>{{.kind = EventKind::kKey, .text = "h"},
                                 {.kind = EventKind::kBackspace},
                                 {.kind = EventKind::kSpace},
                                 {.kind = EventKind::kEnter},
                                 {.kind = EventKind::kPick, .text = "hunter"},
                                 {.kind = EventKind::kCursor, .left = "hunter", .right = "2"},
                                 {.kind = EventKind::kGesture, .points = {{1, 1, 0}}},
                                 {.kind = EventKind::kMend, .text = "hunter"}}) {
      ASSERT_TRUE(recorder->add(event, 20 * kMilli).ok());
    }
    ASSERT_TRUE(recorder->add({.kind = EventKind::kFocus, .left = "x"}, 30 * kMilli).ok());
    ASSERT_TRUE(recorder->add({.kind = EventKind::kKey, .text = "b"}, 40 * kMilli).ok());
    ASSERT_TRUE(recorder->finish().ok());
    const auto trace = read_trace(path);
    ASSERT_TRUE(trace.ok());
    ASSERT_EQ(trace->events.size(), 4U);
    EXPECT_EQ(trace->events[1].left + trace->events[1].right, "");
    EXPECT_EQ(trace->events[2].left, "x");
    EXPECT_EQ(trace->events[3].text, "b");
  }
}

TEST(Recorder, AFullDiskNamesTheFileAndLeavesWholeLines) {
  const TempFolder folder;
  const std::string path = folder.file("typed.jsonl");
  auto recorder = Recorder::start(path, {}).value();
  std::size_t written = 0;
  Status failed;
  {
    const FullDisk full(400);
    while (failed && written < 100) {
      failed = recorder->add({.kind = EventKind::kKey, .text = "a"}, 0);
      if (failed) ++written;
    }
  }
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().code, ErrorCode::kIo);
  EXPECT_NE(failed.error().message.find(path), std::string::npos);
  const auto trace = read_trace(path);
  ASSERT_TRUE(trace.ok());
  EXPECT_GT(written, 0U);
  EXPECT_EQ(trace->events.size(), written);
}

}  // namespace
}  // namespace inkling
