#include "tools/history_show.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <string>

namespace inkling {
namespace {

constexpr int64_t kNow = 1'794'000'000;  // 2026-11-06 21:20 UTC
constexpr int64_t kDay = 24L * 3600;

class HistoryShowTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(::setenv("TZ", "UTC", 1), 0);
    ::tzset();
    overview_.words = {{"you", 30, kNow - kDay},
                       {"Priya", 14.2, kNow - kDay, true},
                       {"Ärger", 2, kNow, true, false, "de"},
                       {"moist", 0, kNow, false, true}};
    overview_.phrases = {{{"see", "you"}, 12}, {{"you", "once"}, 1}};
    overview_.corrections = {{"ho", "go", 0, 2, kNow}, {"teh", "the", 5, 0, 0}};
    overview_.shortcuts = {{"omw", "on my way"}};
    overview_.emoji = {{"🦔", "hedgehog", 3, kNow}, {"👍", "", 1, kNow}};
    overview_.waiting = 5;
  }
  [[nodiscard]] std::string text(HistoryShowOptions options = {}) const {
    options.now = kNow;
    return history_text(overview_, options);
  }
  HistoryOverview overview_;
};

TEST_F(HistoryShowTest, SectionsReadAsSentencesDo) {
  EXPECT_EQ(text(),
            "Your words\n"
            "  Priya  14 times · last used yesterday\n"
            "  Ärger  twice · last used today · de\n"
            "\n"
            "Other words you use\n"
            "  you  30 times · last used yesterday\n"
            "\n"
            "Words you blocked\n"
            "  moist\n"
            "\n"
            "Shortcuts\n"
            "  omw → on my way\n"
            "\n"
            "Corrections you undid\n"
            "  ho → go  undone twice · today\n"
            "\n"
            "Corrections you keep\n"
            "  teh → the  5 times\n"
            "\n"
            "Emoji you choose\n"
            "  🦔 after hedgehog  3 times · today\n"
            "  👍                 once · today\n"
            "\n"
            "What often follows what\n"
            "  see you  12 times\n"
            "\n"
            "5 words wait to be trusted; they are not stored readably\n");
}

TEST_F(HistoryShowTest, WordsAreSortedAndCutAsAsked) {
  EXPECT_EQ(text({.prefix = "ä"}), "Your words\n  Ärger  twice · last used today · de\n");
  EXPECT_EQ(text({.prefix = "x"}), "No word that was learned begins so.\n");
  EXPECT_EQ(
      text({.limit = 1, .sort = HistorySort::kRecent}).substr(0, 87),
      "Your words\n  Ärger  twice · last used today · de\n  and 1 more (--limit 0 shows all)\n");
  EXPECT_LT(text({.sort = HistorySort::kAlphabet}).find("Priya"),
            text({.sort = HistorySort::kAlphabet}).find("Ärger"));
}

TEST_F(HistoryShowTest, AnEmptyHistoryIsASentence) {
  overview_ = {};
  EXPECT_EQ(text(), "Nothing was learned yet.\n");
}

TEST_F(HistoryShowTest, JsonKeepsItsKeys) {
  const auto json = history_json(overview_, {.limit = 1, .now = kNow});
  EXPECT_EQ(json["words"].size(), 1U);
  EXPECT_EQ(json["words"][0]["text"], "you");
  EXPECT_EQ(json["words"][0]["last_used"], kNow - kDay);
  EXPECT_EQ(json["shortcuts"]["omw"], "on my way");
  EXPECT_EQ(json["corrections"][0]["reverted"], 2);
  EXPECT_EQ(json["waiting"], 5);
}

TEST_F(HistoryShowTest, DaysAreThoseOfTheCalendar) {
  EXPECT_EQ(day_in_words(kNow, kNow), "today");
  EXPECT_EQ(day_in_words(kNow - 22L * 3600, kNow), "yesterday");
  EXPECT_EQ(day_in_words(kNow - 6 * kDay, kNow), "6 days ago");
  EXPECT_EQ(day_in_words(kNow - 7 * kDay, kNow), "2026-10-30");
  EXPECT_EQ(day_in_words(0, kNow), "");
  EXPECT_EQ(times_in_words(0.3), "once");
  EXPECT_EQ(times_in_words(1.6), "twice");
}

}  // namespace
}  // namespace inkling
