#include "engine/ranking/sentence.h"

#include <gtest/gtest.h>

namespace inkling {
namespace {

LanguageTable english() {
  LanguageTable out;
  out.abbreviations = {"vs", "dr", "e.g"};
  return out;
}

TEST(Sentence, AnAbbreviationEndsNone) {
  for (const char* text : {"us vs. ", "ask Dr. ", "fruit (e.g. ", "at the U.S. ", "at 5 p.m. "}) {
    EXPECT_FALSE(starts_sentence(english(), text)) << text;
  }
}

TEST(Sentence, OtherStopsDo) {
  for (const char* text : {"", "Done. ", "Really? ", "us vs.\n", "so good! ", "I said so. "}) {
    EXPECT_TRUE(starts_sentence(english(), text)) << text;
  }
  for (const char* text : {"and ", "example.", "late) ", "a note: "}) {
    EXPECT_FALSE(starts_sentence(english(), text)) << text;
  }
}

TEST(Sentence, TheLastWordsTellWhetherATextIsInCapitals) {
  for (const char* text : {"STOP ", "I CANT ", "WELL, I ", "ok then STOP NOW AND ", "GO! "}) {
    EXPECT_TRUE(in_capitals(text)) << text;
  }
  for (const char* text :
       {"", "I ", "stop ", "Stop ", "I met NASA people ", "the USA ", "5 ", "A B "}) {
    EXPECT_FALSE(in_capitals(text)) << text;
  }
}

}  // namespace
}  // namespace inkling
