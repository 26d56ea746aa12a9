#include "jni/utf.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace inkling::jni {
namespace {

using Units = std::vector<uint16_t>;

TEST(Utf, ConvertsEveryLengthOfCharacterBothWays) {
  const Units units = {'a', 0xE9, 0x20AC, 0xD83D, 0xDE00};
  const std::string text = "a\u00e9\u20ac\U0001F600";
  EXPECT_EQ(utf16_to_utf8(units), text);
  EXPECT_EQ(utf8_to_utf16(text), units);
}

TEST(Utf, KeepsNulAndEmpty) {
  EXPECT_EQ(utf16_to_utf8(Units{}), "");
  EXPECT_EQ(utf8_to_utf16(""), Units{});
  EXPECT_EQ(utf16_to_utf8(Units{'a', 0, 'b'}), std::string("a\0b", 3));
  EXPECT_EQ(utf8_to_utf16(std::string_view("a\0b", 3)), (Units{'a', 0, 'b'}));
}

TEST(Utf, ReplacesAndCountsLoneSurrogates) {
  std::size_t replaced = 0;
  EXPECT_EQ(utf16_to_utf8(Units{'a', 0xD83D}, &replaced), "a\uFFFD");
  EXPECT_EQ(replaced, 1U);
  EXPECT_EQ(utf16_to_utf8(Units{0xDE00, 'a'}, &replaced), "\uFFFDa");
  EXPECT_EQ(replaced, 1U);
  EXPECT_EQ(utf16_to_utf8(Units{0xD83D, 0xD83D, 0xDE00, 0xDE00}, &replaced),
            "\uFFFD\U0001F600\uFFFD");
  EXPECT_EQ(replaced, 2U);
  EXPECT_EQ(utf16_to_utf8(Units{'a'}, &replaced), "a");
  EXPECT_EQ(replaced, 0U);
}

TEST(Utf, ReplacesBytesThatAreNotUtf8) {
  const Units one = {0xFFFD};
  EXPECT_EQ(utf8_to_utf16("\x80"), one);                          // no beginning
  EXPECT_EQ(utf8_to_utf16("\xE2\x82"), one);                      // no end
  EXPECT_EQ(utf8_to_utf16("\xF0\x9F\x98"), one);                  // no end
  EXPECT_EQ(utf8_to_utf16("\xC0\xAF"), (Units{0xFFFD, 0xFFFD}));  // over-long
  EXPECT_EQ(utf8_to_utf16("\xE0\x80\xAF"), (Units{0xFFFD, 0xFFFD, 0xFFFD}));
  EXPECT_EQ(utf8_to_utf16("\xED\xA0\xBD"), (Units{0xFFFD, 0xFFFD, 0xFFFD}));  // a surrogate
  EXPECT_EQ(utf8_to_utf16("\xF4\x90\x80\x80"), (Units{0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD}));
  EXPECT_EQ(utf8_to_utf16("\xE2\x82z"), (Units{0xFFFD, 'z'}));  // what follows is kept
}

TEST(Utf, GivesEveryCodePointBack) {
  for (uint32_t code_point = 0; code_point <= 0x10FFFF; ++code_point) {
    if (code_point >= 0xD800 && code_point <= 0xDFFF) continue;
    Units units;
    if (code_point < 0x10000) {
      units = {static_cast<uint16_t>(code_point)};
    } else {
      units = {static_cast<uint16_t>(0xD7C0 + (code_point >> 10)),
               static_cast<uint16_t>(0xDC00 + (code_point & 0x3FF))};
    }
    ASSERT_EQ(utf8_to_utf16(utf16_to_utf8(units)), units) << std::hex << code_point;
  }
}

TEST(Utf, AnswersArbitraryUnitsAndBytesWithWhatConvertsBackUnchanged) {
  std::mt19937 random(7);
  std::uniform_int_distribution<int> unit(0xD000, 0xE0FF);
  std::uniform_int_distribution<int> byte(0, 255);
  for (int round = 0; round < 2000; ++round) {
    Units units;
    std::string bytes;
    for (int i = 0; i < 12; ++i) {
      units.push_back(static_cast<uint16_t>(unit(random)));
      bytes += static_cast<char>(byte(random));
    }
    const std::string once = utf16_to_utf8(units);
    EXPECT_EQ(utf16_to_utf8(utf8_to_utf16(once)), once);
    std::size_t replaced = 0;
    const Units from_bytes = utf8_to_utf16(bytes);
    EXPECT_EQ(utf8_to_utf16(utf16_to_utf8(from_bytes, &replaced)), from_bytes);
    EXPECT_EQ(replaced, 0U);
  }
}

}  // namespace
}  // namespace inkling::jni
