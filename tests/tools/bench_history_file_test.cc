#include "tools/bench_history_file.h"

#include <gtest/gtest.h>

#include "tools/memory.h"

namespace inkling {
namespace {

TEST(BenchHistoryFile, OpensAFileOfTheSizeThatWasAskedFor) {
  const auto times = measure_history_file(300, 2000, 2);
  ASSERT_TRUE(times) << times.error().message;
  EXPECT_EQ(times->words, 301U);  // with the start of a sentence
  EXPECT_GE(times->ngrams, 2000U);
  EXPECT_LE(times->ngrams, 2001U);  // the last word may bring two
  EXPECT_EQ(times->open.count(), 2U);
  EXPECT_GT(times->open.percentile(0), 0);
  if (heap_mb() > 0) {
    EXPECT_GT(times->held_mb, 0);
  }
}

}  // namespace
}  // namespace inkling
