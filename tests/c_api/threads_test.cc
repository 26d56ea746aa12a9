// Calls from several threads at once: cancelling, closing, trimming.
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <string>
#include <thread>

#include "engine/c_api/entries.h"
#include "engine/inkling_c.h"

namespace inkling {
namespace {

inkling_text text(const char* of) { return inkling_text_of(of); }

class CThreads : public ::testing::Test {
 protected:
  CThreads() {
    const std::string pack = std::string(INKLING_SOURCE_DIR) + "/packs/en";
    inkling_engine_options options = INKLING_ENGINE_OPTIONS_INIT;
    options.pack_dir = pack.c_str();
    EXPECT_EQ(inkling_engine_open(&options, &engine_), INKLING_OK);
    EXPECT_EQ(inkling_session_open(engine_, nullptr, &session_), INKLING_OK);
  }
  ~CThreads() override {
    inkling_session_close(session_);
    inkling_engine_close(engine_);
  }
  inkling_engine engine_ = 0;
  inkling_session session_ = 0;
};

TEST(CCancelling, OlderAndEqualSequencesGiveUpAlsoWhenTheyComeLater) {
  c_api::Cancelling cancelling;
  const CancelToken running = cancelling.begin(4);
  cancelling.cancel(3);
  EXPECT_FALSE(running.cancelled());
  cancelling.cancel(4);
  EXPECT_TRUE(running.cancelled());
  cancelling.end();
  EXPECT_TRUE(cancelling.begin(2).cancelled());
  EXPECT_FALSE(cancelling.begin(5).cancelled());
  const CancelToken never = cancelling.begin(0);
  cancelling.cancel(~uint64_t{0});
  EXPECT_FALSE(never.cancelled());
}

TEST_F(CThreads, CancelsFromAnotherThreadWhileSuggesting) {
  std::atomic<uint64_t> newest = 0;
  std::atomic<bool> done = false;
  std::thread canceller([&] {
    while (!done) {
      EXPECT_EQ(inkling_session_cancel(session_, newest), INKLING_OK);
      std::this_thread::yield();
    }
  });
  inkling_suggest_options options = INKLING_SUGGEST_OPTIONS_INIT;
  for (const char* key : {"s", "e", "e", " ", "y", "o", "u", " ", "t", "o", "m", "o"}) {
    EXPECT_EQ(inkling_session_key(session_, text(key), nullptr, nullptr), INKLING_OK);
    inkling_suggestions* strip = nullptr;
    options.sequence = newest + 1;
    newest = options.sequence;
    EXPECT_EQ(inkling_session_suggest(session_, &options, &strip), INKLING_OK);
    inkling_suggestions_free(strip);
  }
  done = true;
  canceller.join();
  // What was cancelled leaves nothing behind: the next answer is whole.
  inkling_suggestions* strip = nullptr;
  options.sequence = newest + 1;
  EXPECT_EQ(inkling_session_suggest(session_, &options, &strip), INKLING_OK);
  inkling_suggestion first = INKLING_SUGGESTION_INIT;
  EXPECT_EQ(inkling_suggestions_at(strip, 0, &first), INKLING_OK);
  EXPECT_EQ(std::string(first.text.data, first.text.size), "tomorrow");
  EXPECT_EQ(inkling_suggestions_partial(strip), 0);
  inkling_suggestions_free(strip);
}

TEST_F(CThreads, ClosesWhileOthersAreCalling) {
  std::atomic<int> calls = 0;
  std::array<std::thread, 3> callers;
  for (std::thread& caller : callers) {
    caller = std::thread([&] {
      for (;;) {
        inkling_suggestions* strip = nullptr;
        const auto key = inkling_session_key(session_, text("a"), nullptr, nullptr);
        const auto answer = inkling_session_suggest(session_, nullptr, &strip);
        inkling_suggestions_free(strip);
        ++calls;
        if (key == INKLING_CLOSED || answer == INKLING_CLOSED) return;
      }
    });
  }
  while (calls < 6) std::this_thread::yield();
  EXPECT_EQ(inkling_session_close(session_), INKLING_OK);
  EXPECT_EQ(inkling_session_key(session_, text("a"), nullptr, nullptr), INKLING_CLOSED);
  for (std::thread& caller : callers) caller.join();
}

TEST_F(CThreads, ACallThatWaitedWhileTheSessionWasClosedIsRefused) {
  const auto entry = c_api::sessions().find(session_);
  ASSERT_NE(entry, nullptr);
  entry->mutex.lock();
  std::thread closer([&] { EXPECT_EQ(inkling_session_close(session_), INKLING_OK); });
  // Out of the table first; then it waits for the call that is running, which is this one.
  while (c_api::sessions().find(session_) != nullptr) std::this_thread::yield();
  EXPECT_FALSE(entry->closed);
  entry->mutex.unlock();
  closer.join();
  const MutexLock lock(entry->mutex);
  EXPECT_TRUE(entry->closed);
}

TEST_F(CThreads, TrimsWhileAnotherThreadTypes) {
  std::atomic<bool> done = false;
  std::thread trimmer([&] {
    while (!done) {
      EXPECT_EQ(inkling_engine_trim(engine_, INKLING_TRIM_BACKGROUND), INKLING_OK);
      std::this_thread::yield();
    }
  });
  for (const char* key : {"i", "t", " ", "w", "a", "s"}) {
    inkling_suggestions* strip = nullptr;
    EXPECT_EQ(inkling_session_key(session_, text(key), nullptr, nullptr), INKLING_OK);
    EXPECT_EQ(inkling_session_suggest(session_, nullptr, &strip), INKLING_OK);
    EXPECT_NE(inkling_suggestions_stages(strip) & INKLING_STAGE_NEXT_WORD, 0U);
    inkling_suggestions_free(strip);
  }
  done = true;
  trimmer.join();
}

TEST_F(CThreads, EveryThreadHasItsOwnLastError) {
  EXPECT_EQ(inkling_session_revert(session_, 12, nullptr), INKLING_NOT_FOUND);
  const std::string mine = inkling_last_error();
  EXPECT_NE(mine.find("12"), std::string::npos);
  std::thread other([] {
    EXPECT_STREQ(inkling_last_error(), "");
    EXPECT_EQ(inkling_session_backspace(0, nullptr), INKLING_CLOSED);
  });
  other.join();
  EXPECT_EQ(mine, inkling_last_error());
}

}  // namespace
}  // namespace inkling
