// Ids find what they were given for, and nothing else, for ever.
#include "engine/c_api/handle_table.h"

#include <gtest/gtest.h>

#include <set>

namespace inkling {
namespace {

TEST(HandleTable, FindsWhatIsOpen) {
  HandleTable<int> table(1, 8);
  const uint64_t a = table.add(std::make_shared<int>(7));
  const uint64_t b = table.add(std::make_shared<int>(8));
  EXPECT_NE(a, 0U);
  EXPECT_EQ(*table.find(a), 7);
  EXPECT_EQ(*table.find(b), 8);
  EXPECT_EQ(table.all().size(), 2U);
  EXPECT_GT(static_cast<int64_t>(a), 0) << "an id must fit Java's long";
}

TEST(HandleTable, AClosedIdStaysClosedWhenItsPlaceIsUsedAgain) {
  HandleTable<int> table(1, 1);
  std::set<uint64_t> old;
  for (int i = 0; i < 100; ++i) {
    const uint64_t id = table.add(std::make_shared<int>(i));
    EXPECT_TRUE(old.insert(id).second);
    EXPECT_EQ(*table.find(id), i);
    EXPECT_EQ(*table.remove(id), i);
    EXPECT_EQ(table.remove(id), nullptr);
    for (const uint64_t gone : old) EXPECT_EQ(table.find(gone), nullptr);
    EXPECT_TRUE(table.was_given(id));
  }
}

TEST(HandleTable, KnowsWhichIdsWereNeverGiven) {
  HandleTable<int> table(1, 8);
  const HandleTable<int> other(2, 8);
  const uint64_t id = table.add(std::make_shared<int>(1));
  EXPECT_TRUE(table.was_given(id));
  for (const uint64_t wrong :
       {uint64_t{0}, id + 1, id + (uint64_t{1} << 32), id ^ (uint64_t{3} << 60), ~uint64_t{0}}) {
    EXPECT_EQ(table.find(wrong), nullptr);
    EXPECT_FALSE(table.was_given(wrong));
    EXPECT_EQ(table.remove(wrong), nullptr);
  }
  EXPECT_EQ(other.find(id), nullptr);
}

TEST(HandleTable, RefusesMoreThanItsMost) {
  HandleTable<int> table(1, 2);
  const uint64_t first = table.add(std::make_shared<int>(1));
  EXPECT_NE(table.add(std::make_shared<int>(2)), 0U);
  EXPECT_EQ(table.add(std::make_shared<int>(3)), 0U);
  (void)table.remove(first);
  EXPECT_NE(table.add(std::make_shared<int>(4)), 0U);
}

}  // namespace
}  // namespace inkling
