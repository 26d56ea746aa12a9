// The page of emoji, the place for one beside the words, and the width of the slots.
#include <QLineEdit>
#include <numeric>

#include "demo_keyboard/window/slot_widths.h"
#include "tests/demo_window/window_fixture.h"

namespace inkling {
namespace {

TEST(SlotWidthsTest, EachGetsWhatItWantsAndAnEqualPartOfTheRest) {
  EXPECT_EQ(share_room({20, 50, 0}, 100), (std::vector<double>{35, 65, 0}));
}

TEST(SlotWidthsTest, WhereRoomIsShortTheSmallOnesAreServedFirst) {
  const std::vector<double> widths = share_room({20, 90, 80}, 120);
  EXPECT_EQ(widths, (std::vector<double>{20, 50, 50}));
  EXPECT_EQ(share_room({0, 0}, 100), (std::vector<double>{0, 0}));
}

TEST_F(WindowTest, NothingOnTheStripIsCutInTheMiddle) {
  open();
  type("tomorow");
  settle();
  const int slot = slot_of("tomorrow");
  ASSERT_GE(slot, 0);
  ASSERT_TRUE(window().strip().slot(slot).marked());
  EXPECT_EQ(window().strip().slot(slot).fitting_text(), "tomorrow");
  for (int i = 0; i < kStripSlots; ++i) {
    const QString shown = window().strip().slot(i).fitting_text();
    const auto cut = shown.indexOf(QChar(0x2026));
    EXPECT_TRUE(cut < 0 || cut == shown.size() - 1) << shown.toStdString();
  }
}

TEST_F(WindowTest, AnEmojiHasAPlaceBesideTheWords) {
  open();
  type("hello");
  settle();
  SlotButton& place = window().strip().slot(kEmojiSlot);
  ASSERT_TRUE(place.isVisible());
  EXPECT_EQ(place.accessibleName(), "Emoji: 👋");
  EXPECT_EQ(slot_of("👋"), -1) << "the words keep their places";
  click(&place, place.rect().center());
  settle();
  EXPECT_EQ(view().text, "👋 ");
  EXPECT_FALSE(place.isVisible());
}

class EmojiPageTest : public WindowTest {
 protected:
  EmojiPage& page() { return window().emoji(); }
  void take(const std::string& emoji) {
    QCoreApplication::processEvents();
    const QPoint at = page().grid().center_of(emoji);
    ASSERT_GE(at.x(), 0) << emoji;
    click(&page().grid(), at);
    settle();
  }
};

TEST_F(EmojiPageTest, OpensInThePlaceOfTheKeysAndTypes) {
  open();
  window().strip().emoji().click();
  ASSERT_TRUE(page().isVisible());
  EXPECT_FALSE(window().keyboard().isVisible());
  take("😀");
  take("😃");
  EXPECT_EQ(view().text, "😀😃");
  window().strip().emoji().click();
  EXPECT_FALSE(page().isVisible());
  EXPECT_TRUE(window().keyboard().isVisible());
  window().strip().emoji().click();
  const auto shown = page().grid().shown();
  ASSERT_GT(shown.size(), 2);
  EXPECT_EQ(shown[0], "😃") << "the one used last comes first";
  EXPECT_EQ(shown[1], "😀");
  press(Qt::Key_Escape);
  EXPECT_FALSE(page().isVisible());
}

TEST_F(EmojiPageTest, IsSearchedWithTheKeysOnTheScreenAndThePhysicalOnes) {
  open();
  window().strip().emoji().click();
  page().search().setFocus();
  ASSERT_TRUE(page().is_searching());
  ASSERT_TRUE(window().keyboard().isVisible()) << "fingers search, too";
  for (const char* key : {"b", "i", "r", "t", "h"}) click_key(key);
  QTest::keyClicks(&page().search(), " ca");
  EXPECT_EQ(view().text, "") << "that was the search's";
  ASSERT_FALSE(page().grid().shown().empty());
  EXPECT_EQ(page().grid().shown().front(), "🎂");
  click_key("enter");
  settle();
  EXPECT_EQ(view().text, "🎂");
  page().close_button().click();
  EXPECT_FALSE(page().isVisible());
  click_key("a");
  EXPECT_EQ(view().text, "🎂a");
}

TEST_F(EmojiPageTest, ArrowKeysAndReturnTakeOne) {
  open();
  press(Qt::Key_F7);
  ASSERT_TRUE(page().isVisible());
  EmojiGrid& grid = page().grid();
  const auto shown = grid.shown();
  grid.setFocus();
  QTest::keyClick(&grid, Qt::Key_Right);
  QTest::keyClick(&grid, Qt::Key_Right);
  QTest::keyClick(&grid, Qt::Key_Down);
  QTest::keyClick(&grid, Qt::Key_Up);
  EXPECT_FALSE(grid.accessibleDescription().isEmpty());
  QTest::keyClick(&grid, Qt::Key_Return);
  settle();
  EXPECT_EQ(view().text, shown.at(1));
}

TEST_F(EmojiPageTest, RecentOnesAreKeptBesideTheHistoryButNotInPrivate) {
  const TempFolder folder;
  WindowOptions options;
  options.keyboard.engine.history_path = folder.file("me.sqlite");
  open(options);
  press(Qt::Key_F7);
  take("😀");
  press(Qt::Key_F2);
  take("😃");
  controller().set_incognito(false);
  controller().focus(FieldKind::kPassword, false, "", "");
  settle();
  take("😄");
  EXPECT_EQ(RecentEmoji(folder.file("me.sqlite.emoji")).all(), std::vector<std::string>{"😀"});
}

}  // namespace
}  // namespace inkling
