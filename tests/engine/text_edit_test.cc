// How an editor follows a session's text.
#include "engine/text_edit.h"

#include <gtest/gtest.h>

namespace inkling {
namespace {

TEST(TextEdit, KeepsWhatIsAlikeAtTheFront) {
  const TextEdit edit = text_edit({"how are yiu ", ""}, {"how are you ", ""}, "x");
  EXPECT_EQ(edit.erased_bytes, 3U);
  EXPECT_EQ(edit.erased_utf16, 3U);
  EXPECT_EQ(edit.inserted, "ou ");
  EXPECT_EQ(edit.composing, "x");
}

TEST(TextEdit, OfTheSameTextIsNothing) {
  const TextEdit edit = text_edit({"as it is", " now"}, {"as it is", " now"}, "");
  EXPECT_EQ(edit.erased_bytes, 0U);
  EXPECT_EQ(edit.inserted, "");
}

TEST(TextEdit, CutsBetweenCodePointsOnly) {
  // 😀 and 😁 differ in their last byte, é and è too.
  TextEdit edit = text_edit({"a😀", ""}, {"a😁", ""}, "");
  EXPECT_EQ(edit.erased_bytes, 4U);
  EXPECT_EQ(edit.erased_utf16, 2U);
  EXPECT_EQ(edit.inserted, "😁");
  edit = text_edit({"café ", ""}, {"cafè ", ""}, "");
  EXPECT_EQ(edit.erased_bytes, 3U);
  EXPECT_EQ(edit.erased_utf16, 2U);
  EXPECT_EQ(edit.inserted, "è ");
}

TEST(TextEdit, DeletesWhatWentBehindTheCursor) {
  const TextEdit edit = text_edit({"a ", "😀é is"}, {"a weather ", " is"}, "");
  EXPECT_EQ(edit.erased_after_bytes, 6U);
  EXPECT_EQ(edit.erased_after_utf16, 3U);
  EXPECT_EQ(edit.erased_bytes, 0U);
  EXPECT_EQ(edit.inserted, "weather ");
}

TEST(TextEdit, CountsUtf16Units) {
  EXPECT_EQ(utf16_units(""), 0U);
  EXPECT_EQ(utf16_units("aé中"), 3U);
  EXPECT_EQ(utf16_units("😀👋"), 4U);
}

}  // namespace
}  // namespace inkling
