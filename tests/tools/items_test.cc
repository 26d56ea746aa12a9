#include "tools/items.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "platform/file.h"
#include "tests/temp_folder.h"

namespace inkling {
namespace {

std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words;
  for (const Item& item : find_items(line)) {
    words.push_back(line.substr(item.begin, item.end - item.begin));
  }
  return words;
}

using Words = std::vector<std::string>;

TEST(Items, AreRunsOfLettersWithInnerApostrophes) {
  EXPECT_EQ(words_of("It's fine, isn't it?"), (Words{"It's", "fine", "isn't", "it"}));
  EXPECT_EQ(words_of("rock'n'roll"), (Words{"rock'n'roll"}));
}

TEST(Items, LeaveOuterAndDoubledApostrophesOut) {
  EXPECT_EQ(words_of("'tis the dogs' day"), (Words{"tis", "the", "dogs", "day"}));
  EXPECT_EQ(words_of("a''b"), (Words{"a", "b"}));
  EXPECT_EQ(words_of("'"), Words{});
}

TEST(Items, AreCutAtDigitsHyphensAndSigns) {
  EXPECT_EQ(words_of("3rd well-known x2y"), (Words{"rd", "well", "known", "x", "y"}));
  EXPECT_EQ(words_of("12:30 😀"), Words{});
}

TEST(Items, KnowLettersOfOtherScripts) {
  EXPECT_EQ(words_of("café 서울 naïve"), (Words{"café", "서울", "naïve"}));
}

TEST(Items, AreComparedWithoutCase) {
  EXPECT_TRUE(same_word("Monday", "mONDAY"));
  EXPECT_TRUE(same_word("É", "é"));
  EXPECT_FALSE(same_word("its", "it's"));
}

TEST(TextLines, NameTheLineThatIsNotUtf8) {
  const TempFolder folder;
  const std::string path = folder.file("lines.txt");
  ASSERT_TRUE(write_file_atomic(path, "one\r\ntwo\n\xff\n").ok());
  const auto bad = read_text_lines(path);
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(bad.error().message.find("line 3"), std::string::npos);
  ASSERT_TRUE(write_file_atomic(path, "one\r\ntwo\n\nlast").ok());
  const auto good = read_text_lines(path);
  ASSERT_TRUE(good.ok());
  EXPECT_EQ(*good, (Words{"one", "two", "", "last"}));
  const auto missing = read_text_lines(path + ".none");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace inkling
