// Words whose letters were pressed for effect stay as they are.
#include "engine/ranking/emphasis.h"

#include <gtest/gtest.h>

namespace inkling {
namespace {

TEST(Emphasis, LaughterOfAnyKindIsMeant) {
  for (const char* laughter : {"haha", "ahaha", "haah", "Hehe", "hehehehe", "bahaha", "mwahaha",
                               "hoho", "AHAHAH", "hihi"}) {
    EXPECT_TRUE(is_for_effect(laughter, "hat")) << laughter;
  }
  for (const char* word : {"heh", "aha", "hahs", "yeah", "bah", "heah", "mw", "", "behave"}) {
    EXPECT_FALSE(is_for_effect(word, "hhh")) << word;
  }
}

TEST(Emphasis, ADrawnOutWordIsMeant) {
  EXPECT_TRUE(is_for_effect("boyyyy", "boy"));
  EXPECT_TRUE(is_for_effect("cuteee", "cute"));
  EXPECT_TRUE(is_for_effect("loooove", "love"));
  EXPECT_TRUE(is_for_effect("hmmmm", "hmmm"));
  EXPECT_TRUE(is_for_effect("NOOO", "No"));
  EXPECT_TRUE(is_for_effect("caf\xc3\xa9\xc3\xa9\xc3\xa9", "caf\xc3\xa9"));
}

TEST(Emphasis, ALetterPressedOnceTooOftenIsASlip) {
  EXPECT_FALSE(is_for_effect("misssed", "missed"));
  EXPECT_FALSE(is_for_effect("willl", "will"));
  EXPECT_FALSE(is_for_effect("yess", "yes"));
  EXPECT_FALSE(is_for_effect("committteee", "committee"));
  EXPECT_FALSE(is_for_effect("1000", "100"));
}

}  // namespace
}  // namespace inkling
