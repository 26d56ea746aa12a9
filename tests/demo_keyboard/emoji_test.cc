// Finding emoji, and the ones used last.
#include <gtest/gtest.h>

#include <fstream>

#include "demo_keyboard/emoji_book.h"
#include "demo_keyboard/recent_emoji.h"
#include "tests/temp_folder.h"

namespace inkling {
namespace {

std::vector<std::string> found(const std::string& query, std::size_t limit = 5) {
  std::vector<std::string> out;
  for (const Emoji* emoji : EmojiBook::english().search(query, limit))
    out.emplace_back(emoji->text);
  return out;
}

TEST(EmojiBookTest, HoldsUnicodesEmojiByGroups) {
  const EmojiBook& book = EmojiBook::english();
  EXPECT_GT(book.all().size(), 1800);
  EXPECT_EQ(book.groups().front(), "smileys");
  EXPECT_EQ(book.groups().back(), "flags");
  ASSERT_NE(book.find("🎂"), nullptr);
  EXPECT_EQ(book.find("🎂")->name, "birthday cake");
  EXPECT_EQ(book.find("x"), nullptr);
}

TEST(EmojiBookTest, EveryWordOfAQueryBeginsOneOfTheNameOrAKeyword) {
  EXPECT_EQ(found("birth ca", 1), std::vector<std::string>{"🎂"});
  EXPECT_EQ(found("PIZZA", 1), std::vector<std::string>{"🍕"});
  EXPECT_EQ(found("tada", 1), std::vector<std::string>{"🎉"}) << "a keyword";
  EXPECT_TRUE(found("pizza zzz").empty());
  EXPECT_TRUE(found("").empty());
  EXPECT_TRUE(found(" - ").empty());
}

TEST(EmojiBookTest, TheNameComesBeforeLongerOnesAndKeywords) {
  EXPECT_EQ(found("cat", 1), std::vector<std::string>{"🐈"});
  EXPECT_EQ(found("dog", 1), std::vector<std::string>{"🐕"});
  EXPECT_EQ(found("a", 3).size(), 3);
}

TEST(EmojiBookTest, LinesThatAreNoneAreLeftOut) {
  const EmojiBook book("# remark\n🍎\tfood\tred apple\tfruit\nbroken\n\n🍏\tfood\tgreen apple");
  ASSERT_EQ(book.all().size(), 2);
  EXPECT_EQ(book.all()[1].name, "green apple");
  EXPECT_EQ(book.search("fruit", 9).size(), 1);
}

TEST(RecentEmojiTest, TheOneUsedLastIsFirstAndStaysSo) {
  const TempFolder folder;
  {
    RecentEmoji recent(folder.file("recent"));
    EXPECT_TRUE(recent.all().empty());
    for (const char* emoji : {"🍕", "🎂", "🍕"}) EXPECT_TRUE(recent.used(emoji).ok());
  }
  RecentEmoji again(folder.file("recent"));
  EXPECT_EQ(again.all(), (std::vector<std::string>{"🍕", "🎂"}));
  for (int i = 0; i < 40; ++i) (void)again.used("e" + std::to_string(i));
  EXPECT_EQ(again.all().size(), RecentEmoji::kKept);
  EXPECT_TRUE(again.clear().ok());
  EXPECT_TRUE(RecentEmoji(folder.file("recent")).all().empty());
}

TEST(RecentEmojiTest, WithoutAFileNothingIsWrittenAndADamagedOneIsEmpty) {
  RecentEmoji none;
  EXPECT_TRUE(none.used("🍕").ok());
  EXPECT_EQ(none.all().size(), 1);
  const TempFolder folder;
  std::ofstream(folder.file("recent")) << std::string(3000, 'x');
  EXPECT_TRUE(RecentEmoji(folder.file("recent")).all().empty());
  RecentEmoji nowhere(folder.file("no/such/folder"));
  EXPECT_FALSE(nowhere.used("🍕").ok());
  EXPECT_EQ(nowhere.all().size(), 1);
}

}  // namespace
}  // namespace inkling
