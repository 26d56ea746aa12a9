// Words whose letters were pressed for effect stay as they are.
#include "engine/ranking/emphasis.h"

#include <gtest/gtest.h>

namespace inkling {
namespace {

const LanguageTable kEnglish = [] {
  LanguageTable out;
  out.laughter_vowels = U"aeio";
  out.laughter_leads = {U"mw", U"b"};
  return out;
}();

TEST(Emphasis, LaughterOfAnyKindIsMeant) {
  for (const char* laughter : {"haha", "ahaha", "haah", "Hehe", "hehehehe", "bahaha", "mwahaha",
                               "hoho", "AHAHAH", "hihi"}) {
    EXPECT_TRUE(is_for_effect(kEnglish, laughter, "hat")) << laughter;
  }
  for (const char* word : {"heh", "aha", "hahs", "yeah", "bah", "heah", "mw", "", "behave"}) {
    EXPECT_FALSE(is_for_effect(kEnglish, word, "hhh")) << word;
  }
}

TEST(Emphasis, ADrawnOutWordIsMeant) {
  EXPECT_TRUE(is_for_effect(kEnglish, "boyyyy", "boy"));
  EXPECT_TRUE(is_for_effect(kEnglish, "cuteee", "cute"));
  EXPECT_TRUE(is_for_effect(kEnglish, "loooove", "love"));
  EXPECT_TRUE(is_for_effect(kEnglish, "hmmmm", "hmmm"));
  EXPECT_TRUE(is_for_effect(kEnglish, "NOOO", "No"));
  EXPECT_TRUE(is_for_effect(kEnglish, "caf\xc3\xa9\xc3\xa9\xc3\xa9", "caf\xc3\xa9"));
}

TEST(Emphasis, ALetterPressedOnceTooOftenIsASlip) {
  EXPECT_FALSE(is_for_effect(kEnglish, "misssed", "missed"));
  EXPECT_FALSE(is_for_effect(kEnglish, "willl", "will"));
  EXPECT_FALSE(is_for_effect(kEnglish, "yess", "yes"));
  EXPECT_FALSE(is_for_effect(kEnglish, "committteee", "committee"));
  EXPECT_FALSE(is_for_effect(kEnglish, "1000", "100"));
}

}  // namespace
}  // namespace inkling
