// Rows of a file on their way into an index.
#include "cache/history/history_rows.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "cache/history/history_index.h"
#include "cache/history/history_intake.h"
#include "cache/history/history_load.h"

namespace inkling {
namespace {

constexpr int64_t kNow = 1'700'000'000;

HistoryOp word(const std::string& text) {
  HistoryOp op;
  op.a = text;
  op.delta = 1;
  op.time = kNow;
  return op;
}

TEST(HistoryRowsTest, AreGivenInPiecesByTheirTexts) {
  HistoryRows rows;
  rows.others = {word("see"), word("you")};
  rows.names = {"", "see", "you"};
  rows.ngrams = {{0, 1, 2, 3.0, kNow}, {1, 2, 1, 4.0, kNow - 1}};
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows.ops(0, 100).size(), 4U);
  EXPECT_TRUE(rows.ops(4, 1).empty());
  const auto some = rows.ops(1, 2);
  ASSERT_EQ(some.size(), 2U);
  EXPECT_EQ(some[0].a, "you");
  EXPECT_EQ(some[1].kind, HistoryOp::Kind::kNgram);
  EXPECT_EQ(some[1].a, "");
  EXPECT_EQ(some[1].b, "see");
  EXPECT_EQ(some[1].c, "you");
  EXPECT_EQ(some[1].delta, 3.0);
  const auto last = rows.ops(3, 100);
  ASSERT_EQ(last.size(), 1U);
  EXPECT_EQ(last[0].a, "see");
  EXPECT_EQ(last[0].time, kNow - 1);
}

TEST(HistoryRowsTest, AreBroughtWithinBounds) {
  HistoryRows rows;
  rows.names = {"", "see", "you", "a\nline"};
  const double none = std::numeric_limits<double>::quiet_NaN();
  rows.ngrams = {{0, 1, 2, none, -5}, {0, 2, 1, 1e300, kNow + 9}, {0, 3, 1, 1, kNow},
                 {3, 1, 2, 1, kNow},  {1, 1, 3, 1, kNow},         {2, 1, 1, -4, kNow}};
  make_sane(&rows, kNow);
  ASSERT_EQ(rows.ngrams.size(), 3U);
  EXPECT_EQ(rows.ngrams[0].count, 0);
  EXPECT_EQ(rows.ngrams[0].time, 0);
  EXPECT_EQ(rows.ngrams[1].count, 1e6);
  EXPECT_EQ(rows.ngrams[1].time, kNow);
  EXPECT_EQ(rows.ngrams[2].count, 0);
}

TEST(HistoryRowsTest, NgramsOfWordsThatAreNotThereAreLeftOut) {
  HistoryRows rows;
  rows.names = {"", "see", "You", "gone"};
  rows.ngrams = {{0, 1, 2, 2, kNow},
                 {0, 1, 3, 1, kNow},
                 {0, 3, 1, 1, kNow},
                 {3, 1, 2, 1, kNow},
                 {1, 2, 1, 1, kNow}};
  HistoryIndex index(kNow, {});
  index.use("you", 1, kNow, 0, 0);
  index.use("see", 1, kNow, 0, 0);
  load_ngrams(rows, &index);
  EXPECT_EQ(index.ngrams().size(), 2U);
  const auto* context = index.ngrams().find(HistoryIndex::kNone, index.find("see"));
  ASSERT_NE(context, nullptr);
  EXPECT_EQ(context->size, 1U);
  EXPECT_EQ(context->best, index.find("you"));
  EXPECT_NEAR(static_cast<double>(context->scaled), 2, 1e-6);
  EXPECT_NE(index.ngrams().find(index.find("see"), index.find("you")), nullptr);
}

}  // namespace
}  // namespace inkling
