// A text that is typed again is noticed.
#include "cache/history/retyped_text.h"

#include <gtest/gtest.h>

#include <random>

namespace inkling {
namespace {

void type(RetypedText* text, std::initializer_list<RetypedText::Id> words) {
  for (const RetypedText::Id word : words) text->push(word);
}

TEST(RetypedText, FourWordsTypedAgainForetellTheFifth) {
  RetypedText text;
  type(&text, {1, 2, 3, 4, 5, 6, 1, 2, 3});
  EXPECT_EQ(text.next().word, RetypedText::kNone);
  text.push(4);
  EXPECT_EQ(text.next().word, 5U);
  EXPECT_EQ(text.next().length, 4U);
  text.push(5);
  EXPECT_EQ(text.next().word, 6U);
  text.push(9);
  EXPECT_EQ(text.next().word, RetypedText::kNone);
}

TEST(RetypedText, ARunOfRightOnesIsCounted) {
  RetypedText text;
  for (RetypedText::Id i = 1; i < 40; ++i) text.push(i);
  for (RetypedText::Id i = 1; i < 20; ++i) text.push(i);
  EXPECT_EQ(text.next().word, 20U);
  EXPECT_GE(text.next().run, 15U);
}

TEST(RetypedText, WhatWasForgottenIsNotForetold) {
  RetypedText text;
  type(&text, {1, 2, 3, 4, 5, 6, 1, 2, 3, 4});
  text.forget(5);
  EXPECT_EQ(text.next().word, RetypedText::kNone);
  text.clear();
  EXPECT_EQ(text.next().word, RetypedText::kNone);
  EXPECT_EQ(text.last(), RetypedText::kNone);
}

TEST(RetypedText, AWordTakenBackIsNotTheLastOne) {
  RetypedText text;
  type(&text, {1, 2, 3});
  text.pop();
  EXPECT_EQ(text.last(), 2U);
}

TEST(RetypedText, LongTextsKeepItWithinBounds) {
  RetypedText text;
  std::mt19937 random(5);
  for (int i = 0; i < 100000; ++i) {
    text.push(static_cast<RetypedText::Id>(1 + random() % 30));
    if (random() % 7 == 0) text.pop();
    const RetypedText::Next next = text.next();
    EXPECT_LE(next.word, 30U);
    if (next.word != RetypedText::kNone) {
      EXPECT_GE(next.length, 4U);
    }
  }
}

}  // namespace
}  // namespace inkling
