#include "tests/quality/quality_table.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "platform/file.h"
#include "tests/quality/known_misses.h"
#include "tests/temp_folder.h"

namespace inkling::quality {
namespace {

const std::string kHeader = "group\tcontext\ttyped\tlayout\texpected\twhy";

/// The error of a table whose third line is `line`.
std::string error_of(const std::string& line) {
  const auto table =
      parse_table({kHeader, "slips\tI am\thte\tqwerty\tcommit:the\ta swap", line}, "t.tsv");
  return table.ok() ? "none" : table.error().message;
}

bool says(const std::string& message, const std::string& part) {
  return message.find(part) != std::string::npos;
}

TEST(QualityTable, ReadsLinesWithTheirNumbers) {
  const auto table = parse_table(
      {kHeader, "# a note", "", "slips\tgive me\tthw\tdvorak\tcommit:the | thaw & not:damn\twhy"},
      "t.tsv");
  ASSERT_TRUE(table.ok()) << table.error().message;
  ASSERT_EQ(table->size(), 1U);
  const Line& line = table->front();
  EXPECT_EQ(line.number, 4U);
  EXPECT_EQ(line.group, "slips");
  EXPECT_EQ(line.key(), "give me\tthw\tdvorak");
  ASSERT_EQ(line.conditions.size(), 2U);
  EXPECT_EQ(line.conditions[0].kind, ConditionKind::kCommit);
  EXPECT_EQ(line.conditions[0].texts, (std::vector<std::string>{"the", "thaw"}));
  EXPECT_EQ(line.conditions[1].kind, ConditionKind::kNot);
  EXPECT_FALSE(line.wants_no_change());
}

TEST(QualityTable, KnowsWhereNothingMustChange) {
  const auto table = parse_table({kHeader, "words\t\tnut\tqwerty\tcommit:nut\ta word"}, "t.tsv");
  ASSERT_TRUE(table.ok()) << table.error().message;
  EXPECT_TRUE(table->front().wants_no_change());
}

TEST(QualityTable, NamesFileAndLineOfWhatIsMalformed) {
  EXPECT_TRUE(says(error_of("slips\tI am\thte\tqwerty\tcommit:the"), "t.tsv:3: ")) << "five fields";
  EXPECT_TRUE(says(error_of("a\tb\tc\tqwerty\tcommit:d\te\tf"), "t.tsv:3: a line has 6 fields"));
  EXPECT_TRUE(says(error_of("\tb\tc\tqwerty\tcommit:d\te"), "t.tsv:3: \"group\""));
  EXPECT_TRUE(says(error_of("a\tb\tc\tqwerty\tcommit:d\t"), "t.tsv:3: \"why\""));
  EXPECT_TRUE(says(error_of("a\tb|c|\tc\tqwerty\tcommit:d\te"), "t.tsv:3: \"context\""));
  EXPECT_TRUE(says(error_of("a\tb\tc\tqwertx\tcommit:d\te"), "qwertx"));
  EXPECT_TRUE(says(error_of("a\tb\tc\tqwerty\tcomit:d\te"), "comit:d"));
  EXPECT_TRUE(says(error_of("a\tb\tc\tqwerty\t\te"), "t.tsv:3: the condition \"\""));
  EXPECT_TRUE(says(error_of("a\tb\tc\tqwerty\tcommit:\te"), "empty text"));
  EXPECT_TRUE(says(error_of("a\tb\tc\tqwerty\tcommit:d & \te"), "t.tsv:3: the condition \"\""));
  EXPECT_TRUE(says(error_of("a\tb\tc{d\tqwerty\tcommit:d\te"), "{"));
  EXPECT_TRUE(says(error_of("a\tb\tc{}\tqwerty\tcommit:d\te"), "{}"));
  EXPECT_TRUE(says(error_of("a\tb\t\tqwerty\tcommit:d\te"), "\"typed\" is empty"));
  EXPECT_TRUE(says(error_of("a\tb\tc\xff\tqwerty\tcommit:d\te"), "t.tsv:3: the line is not UTF-8"));
  EXPECT_TRUE(
      says(error_of("x\tI am\thte\tqwerty\tcommit:hot\te"), "t.tsv:3: line 2 has the same"));
  EXPECT_EQ(error_of("a\tb\tc\tqwerty\tcommit:d\te"), "none");
}

TEST(QualityTable, NeedsItsHeader) {
  const auto without = parse_table({"a\tb\tc\tqwerty\tcommit:d\te"}, "t.tsv");
  ASSERT_FALSE(without.ok());
  EXPECT_TRUE(says(without.error().message, "t.tsv:1: "));
  EXPECT_FALSE(parse_table({}, "t.tsv").ok());
  EXPECT_EQ(read_table("/no/such/table.tsv").error().code, ErrorCode::kNotFound);
}

TEST(QualityTable, CutsKeysAtGraphemesAndMarks) {
  using Kind = Press::Kind;
  const auto presses = parse_presses("é⌫ {on my way}⏎");
  ASSERT_TRUE(presses.ok());
  EXPECT_EQ(*presses, (std::vector<Press>{{Kind::kKey, "é"},
                                          {Kind::kBackspace, ""},
                                          {Kind::kKey, " "},
                                          {Kind::kPick, "on my way"},
                                          {Kind::kKey, "\n"}}));
}

class KnownMisses : public ::testing::Test {
 protected:
  /// The error of a list whose second line is `line`.
  [[nodiscard]] std::string error_of(const std::string& line) const {
    const auto known =
        parse_known_misses({"context\ttyped\tlayout", line, "\tteh\tqwerty"}, table_, "m.tsv");
    return known.ok() ? "none" : known.error().message;
  }

  std::vector<Line> table_ =
      parse_table({kHeader, "a\t\tteh\tqwerty\tcommit:the\tb", "a\t#1\tadn\tqwerty\tcommit:and\tb"},
                  "t.tsv")
          .value();
};

TEST_F(KnownMisses, AreReadBackAsWritten) {
  const TempFolder folder;
  const std::string path = folder.file("m.tsv");
  ASSERT_TRUE(write_known_misses(path, {&table_[0], &table_[1]}).ok());
  const auto known = read_known_misses(path, table_);
  ASSERT_TRUE(known.ok()) << known.error().message;
  EXPECT_EQ(known->size(), 2U);
  EXPECT_EQ(known->count(table_[0].key()), 1U);
  EXPECT_EQ(known->count(table_[1].key()), 1U) << "a context may start with #";
}

TEST_F(KnownMisses, NameFileAndLineOfWhatIsMalformed) {
  EXPECT_TRUE(says(error_of("\tteh"), "m.tsv:2: a line has 3 fields"));
  EXPECT_TRUE(says(error_of("\tthe\tqwerty"), "m.tsv:2: the table has no such line"));
  EXPECT_TRUE(says(error_of("\tteh\tqwerty"), "m.tsv:3: the line is here twice"));
  EXPECT_EQ(error_of("#1\tadn\tqwerty"), "none");
  EXPECT_FALSE(parse_known_misses({}, table_, "m.tsv").ok());
  EXPECT_FALSE(parse_known_misses({"\tteh\tqwerty"}, table_, "m.tsv").ok());
}

}  // namespace
}  // namespace inkling::quality
