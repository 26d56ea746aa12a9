#include "tools/trace/line_reader.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "platform/file.h"
#include "tests/temp_folder.h"

namespace inkling {
namespace {

std::vector<InputLine> read_lines(const std::string& contents) {
  const TempFolder folder;
  const std::string path = folder.file("lines");
  EXPECT_TRUE(write_file_atomic(path, contents).ok());
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  EXPECT_GE(descriptor, 0);
  LineReader reader(descriptor);
  std::vector<InputLine> lines;
  while (auto line = reader.next()) lines.push_back(*std::move(line));
  ::close(descriptor);
  return lines;
}

TEST(LineReader, ReadsAnEmptyInputAsNoLine) { EXPECT_TRUE(read_lines("").empty()); }

TEST(LineReader, ReadsALastLineWithoutItsEnd) {
  const auto lines = read_lines("one\ntwo");
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[1].text, "two");
  EXPECT_EQ(lines[1].number, 2U);
}

TEST(LineReader, DoesNotInventALineBehindTheLastEnd) {
  EXPECT_EQ(read_lines("one\n").size(), 1U);
  EXPECT_EQ(read_lines("\n\n").size(), 2U);
}

TEST(LineReader, TakesEitherLineEnd) {
  const auto lines = read_lines("one\r\ntwo\nthr\ree\r");
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0].text, "one");
  EXPECT_EQ(lines[1].text, "two");
  EXPECT_EQ(lines[2].text, "thr\ree");
}

TEST(LineReader, ReadsALineOfOneMegabyte) {
  const std::string big(1'000'000, 'x');
  const auto lines = read_lines("a\n" + big + "\nb\n");
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_FALSE(lines[1].too_long);
  EXPECT_EQ(lines[1].text, big);
  EXPECT_EQ(lines[2].text, "b");
}

TEST(LineReader, RefusesALineOfFiveMegabytesAndGoesOnBehindIt) {
  const std::string big(5'000'000, 'x');
  for (const std::string& end : {std::string("\nb\n"), std::string()}) {
    const auto lines = read_lines(std::string("a\n").append(big).append(end));
    ASSERT_EQ(lines.size(), end.empty() ? 2U : 3U);
    EXPECT_TRUE(lines[1].too_long);
    EXPECT_TRUE(lines[1].text.empty());
    EXPECT_EQ(lines[1].number, 2U);
    if (!end.empty()) {
      EXPECT_EQ(lines[2].text, "b");
    }
  }
}

TEST(LineReader, GivesALineAsSoonAsItIsThere) {
  int ends[2] = {};
  ASSERT_EQ(::pipe(ends), 0);
  ASSERT_EQ(::write(ends[1], "one\ntw", 6), 6);
  LineReader reader(ends[0]);
  EXPECT_EQ(reader.next()->text, "one");
  ASSERT_EQ(::write(ends[1], "o\n", 2), 2);
  ::close(ends[1]);
  EXPECT_EQ(reader.next()->text, "two");
  EXPECT_FALSE(reader.next().has_value());
  ::close(ends[0]);
}

TEST(LineReader, KeepsZeroBytes) {
  const auto lines = read_lines(std::string("a\0b\n", 4));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].text, std::string("a\0b", 3));
}

}  // namespace
}  // namespace inkling
