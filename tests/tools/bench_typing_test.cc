#include "tools/bench_typing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "tools/allocations.h"

namespace inkling {
namespace {

class BenchTypingTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto engine = Engine::open({.pack_dir = std::string(INKLING_SOURCE_DIR) + "/packs/en"});
    times_ = new TypingTimes(measure_typing(engine.value(), 1));  // NOLINT: kept to the end
  }
  static const TypingTimes& times() { return *times_; }

 private:
  static TypingTimes* times_;
};

TypingTimes* BenchTypingTest::times_ = nullptr;

TEST_F(BenchTypingTest, MeasuresEachLetterEachFirstLetterAndEachSpaceOnce) {
  std::size_t letters = 0;
  std::size_t words = 0;
  for (const std::string_view sentence : bench_sentences()) {
    const auto spaces = static_cast<std::size_t>(std::count(sentence.begin(), sentence.end(), ' '));
    letters += sentence.size() - spaces;
    words += spaces + 1;
  }
  EXPECT_EQ(times().letter.count(), letters);
  EXPECT_EQ(times().first_letter.count(), words);
  EXPECT_EQ(times().space.count(), words);
  EXPECT_EQ(times().commit.count(), words);
  EXPECT_EQ(times().cursor_jump.count(), bench_sentences().size());
}

TEST_F(BenchTypingTest, ACommitIsASpaceAndTheSuggestionsForTheNextWord) {
  ASSERT_EQ(times().next_word.count(), times().commit.count());
  for (std::size_t i = 0; i < times().space.count(); ++i) {
    EXPECT_LE(times().space.values()[i], times().commit.values()[i]);
    EXPECT_NEAR(times().space.values()[i] + times().next_word.values()[i],
                times().commit.values()[i], 1e-6);
  }
}

TEST_F(BenchTypingTest, LettersAndCommitsAskForLittleMemory) {
  EXPECT_GT(times().letter_allocations, 0);
  EXPECT_LT(times().letter_allocations, 186);
  EXPECT_GT(times().commit_allocations, 0);
  EXPECT_LT(times().commit_allocations, 443);
}

TEST(AllocationsTest, CountsEachCallOfOperatorNewByThisThread) {
  // The checks ask for memory, too.
  const uint64_t before = allocations();
  auto one = std::make_unique<int>(1);
  const uint64_t with_one = allocations();
  const std::vector<int> many(100, *one);
  const uint64_t with_many = allocations();
  one.reset();
  const uint64_t after = allocations();
  EXPECT_EQ(with_one - before, 1U);
  EXPECT_EQ(with_many - with_one, 1U);
  EXPECT_EQ(after, with_many);
}

}  // namespace
}  // namespace inkling
