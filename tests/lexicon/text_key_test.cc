#include "engine/lexicon/text_key.h"

#include <gtest/gtest.h>

namespace inkling {
namespace {

TEST(TextKey, APossessiveBelongsToItsOwner) {
  EXPECT_EQ(owner_of("cheque's"), "cheque");
  EXPECT_EQ(owner_of("cheque\u2019s"), "cheque");
  EXPECT_EQ(owner_of("boys'"), "boys");
  EXPECT_EQ(owner_of("boys\u2019"), "boys");
}

TEST(TextKey, OtherWordsOwnThemselves) {
  for (const char* word : {"", "s", "'s", "'", "boys", "don't", "s's'x"}) {
    EXPECT_EQ(owner_of(word), word);
  }
}

}  // namespace
}  // namespace inkling
