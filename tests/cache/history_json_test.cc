// A history as JSON: out and in again, from whoever wrote it.
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "cache/history/history.h"
#include "platform/clock.h"
#include "tests/temp_folder.h"

namespace inkling {
namespace {

constexpr int64_t kNow = 1'800'000'000;
constexpr int64_t kDay = 24L * 3600;

std::unique_ptr<History> empty_history(const ManualClock& clock) {
  return History::open({.path = "", .language = "en", .clock = &clock}, nullptr);
}

std::string exported(const History& history) {
  std::ostringstream out;
  EXPECT_TRUE(history.export_json(out).ok());
  return out.str();
}

Status imported(History* history, const std::string& text) {
  std::istringstream in(text);
  return history->import_json(in);
}

/// What is wrong with `text` as a whole export.
std::string complaint(const std::string& text) {
  ManualClock clock;
  clock.set_wall_seconds(kNow);
  const auto history = empty_history(clock);
  const Status done = imported(history.get(), text);
  EXPECT_FALSE(done.ok()) << text.substr(0, 200);
  EXPECT_TRUE(history->words("", 9).empty());
  if (done.ok()) return "";
  EXPECT_EQ(done.error().code, ErrorCode::kCorrupt);
  // The words of the JSON library are no words for people.
  EXPECT_EQ(done.error().message.find("json.exception"), std::string::npos);
  return done.error().message;
}

std::string export_with(const std::string& words, const std::string& rest = "") {
  return "{\"format\": \"inkling-history\",\n\"version\": 1,\n\"words\": [\n" + words +
         "\n],\n\"ngrams\": []" + rest + "}";
}

/// A person who types, blocks, corrects and chooses at random, for months.
void live(History* history, ManualClock* clock, uint32_t seed) {
  static const std::array<std::string, 12> kWords = {
      "see",  "you",    "Priya", "Zürich", "don't",  "naïve",
      "e.g.", "日本語", "wait",  "ok",     "\"so\"", "back\xC2\xA0room"};
  static const std::array<std::string, 4> kEmoji = {"🦔", "👍🏽", "❤️", "🇨🇭"};
  std::mt19937 random(seed);
  const auto pick = [&](const auto& from) { return from[random() % from.size()]; };
  std::string w2;
  std::string w1;
  for (int step = 0; step < 400; ++step) {
    clock->set_wall_seconds(clock->wall_seconds() + static_cast<int64_t>(random() % kDay));
    const std::string word = pick(kWords);
    switch (random() % 12) {
      case 0:
        history->block(random() % 2 == 0 ? word : "word" + std::to_string(random() % 9));
        break;
      case 1:
        history->unblock(word);
        break;
      case 2:
        history->learn_correction(word, pick(kWords), random() % 2 == 0);
        break;
      case 3:
        EXPECT_TRUE(history->set_shortcut(word, "stands for " + pick(kWords)).ok());
        break;
      case 4:
        history->learn_emoji(pick(kEmoji), random() % 3 == 0 ? "" : word);
        break;
      case 5:
        history->revert(history->learn(w2, w1, word, true, true));
        break;
      case 6:
        if (random() % 8 == 0) history->forget(word);
        break;
      default:
        history->learn(w2, w1, word, random() % 3 != 0, random() % 2 == 0);
    }
    w2 = random() % 6 == 0 ? "" : w1;
    w1 = random() % 9 == 0 ? "" : word;
  }
}

TEST(HistoryJson, AnyHistoryComesBackAsTheSameBytes) {
  for (uint32_t seed = 1; seed <= 60; ++seed) {
    ManualClock clock;
    clock.set_wall_seconds(kNow);
    const auto mine = empty_history(clock);
    live(mine.get(), &clock, seed);
    const std::string first = exported(*mine);
    const auto theirs = empty_history(clock);
    ASSERT_TRUE(imported(theirs.get(), first).ok()) << seed;
    ASSERT_EQ(exported(*theirs), first) << seed;
  }
}

TEST(HistoryJson, TimesAndFlagsAndLanguagesSurvive) {
  ManualClock clock;
  clock.set_wall_seconds(kNow);
  const auto history = empty_history(clock);
  const std::string text = export_with(
      R"({"text": "Servus", "count": 3, "last_used": 1790000000, "personal": true,)"
      R"( "language": "de-AT"}, {"text": "b00", "count": 0, "last_used": 5, "blocked": true})",
      R"(, "corrections": [{"typed": "teh", "word": "the", "accepted": 2, "reverted": 1,)"
      R"( "last_used": 1790000001}])");
  ASSERT_TRUE(imported(history.get(), text).ok());
  const HistoryOverview all = history->overview(0);
  ASSERT_EQ(all.words.size(), 2U);
  EXPECT_EQ(all.words[0].language, "de-AT");
  EXPECT_EQ(all.words[0].last_used, 1'790'000'000);
  EXPECT_TRUE(all.words[0].personal);
  EXPECT_TRUE(history->is_blocked("b00"));
  ASSERT_EQ(all.corrections.size(), 1U);
  EXPECT_EQ(all.corrections[0].last_used, 1'790'000'001);
  EXPECT_EQ(all.corrections[0].reverted, 1U);
}

TEST(HistoryJson, WhatWasImportedIsInTheFileAsItWas) {
  ManualClock clock;
  clock.set_wall_seconds(kNow);
  const TempFolder folder;
  const std::string text = export_with(
      R"({"text": "Servus", "count": 3, "last_used": 1790000000, "personal": true,)"
      R"( "language": "de-AT"}, {"text": "hello", "count": 1.5, "last_used": 1790000000})",
      R"(, "corrections": [{"typed": "teh", "word": "the", "accepted": 2, "reverted": 1,)"
      R"( "last_used": 1790000001}], "shortcuts": [{"typed": "omw", "expansion": "on my way"}],)"
      R"( "emoji": [{"emoji": "🦔", "word": "hello", "count": 2, "last_used": 1790000000}])");
  const std::string path = folder.file("me.sqlite");
  std::string before;
  {
    const auto history = History::open({.path = path, .language = "en", .clock = &clock}, nullptr);
    ASSERT_TRUE(imported(history.get(), text).ok());
    ASSERT_TRUE(history->flush().ok());
    before = exported(*history);
  }
  clock.set_wall_seconds(kNow + kDay);
  const auto history = History::open({.path = path, .language = "en", .clock = &clock}, nullptr);
  EXPECT_EQ(exported(*history), before);
  EXPECT_NE(before.find("de-AT"), std::string::npos);
}

TEST(HistoryJson, OrderOfListsDoesNotMatter) {
  ManualClock clock;
  clock.set_wall_seconds(kNow);
  const auto history = empty_history(clock);
  ASSERT_TRUE(
      imported(history.get(),
               R"({"ngrams": [{"words": ["see", "you"], "count": 9, "last_used": 1800000000}],)"
               R"("words": [{"text": "see", "count": 9, "last_used": 1800000000},)"
               R"({"text": "you", "count": 9, "last_used": 1800000000}],)"
               R"("version": 1, "format": "inkling-history", "more": [[{"a": [1]}], 2]})")
          .ok());
  EXPECT_GT(history->probability("", "see", "you"), 0.5);
}

TEST(HistoryJson, ComplaintsNameLineAndCureInPlainWords) {
  const std::string word = R"({"text": "a", "count": 1, "last_used": 1},)";
  EXPECT_EQ(complaint(export_with(word + "\n{\"text\": 5}")),
            "line 5: in an entry of \"words\", \"text\" must be a text; mend it there or export "
            "again");
  EXPECT_NE(complaint(export_with(R"({"text": "a", "count": -1, "last_used": 1})"))
                .find("line 4: in an entry of \"words\", \"count\" must be a number"),
            std::string::npos);
  EXPECT_NE(complaint(export_with(word + "\n{\"text\" \"b\"}")).find("line 5: column 11"),
            std::string::npos);
  const std::string whole = export_with(word.substr(0, word.size() - 1));
  for (std::size_t length = 1; length < whole.size(); ++length) {
    const std::string message = complaint(whole.substr(0, length));
    EXPECT_TRUE(message.find("cut off") != std::string::npos) << length << ": " << message;
  }
  EXPECT_NE(complaint(R"({"format": "inkling-history", "version": 2, "words": [], "ngrams": []})")
                .find("newer Inkling"),
            std::string::npos);
}

TEST(HistoryJson, OtherJsonIsCalledThat) {
  for (const char* text : {R"({"words": ["a", "b"]})", R"({"words": [{"word": "a"}]})", "{}",
                           R"({"format": "other", "version": 1})", R"(["a"])"}) {
    EXPECT_NE(complaint(text).find("JSON"), std::string::npos) << text;
  }
}

TEST(HistoryJson, DeepAndWideInputIsRefused) {
  const std::string deep = R"({"format": "inkling-history", "x": )" + std::string(100'000, '[');
  EXPECT_NE(complaint(deep).find("too deep"), std::string::npos);
  std::string wide = R"({"format": "inkling-history", "version": 1, "words": [)";
  for (int i = 0; i <= 1 << 20; ++i) wide += "{\"text\":\"a\",\"count\":1,\"last_used\":1},";
  EXPECT_NE(complaint(wide).find("more entries"), std::string::npos);
}

TEST(HistoryJson, WhatIsTrustedHereStaysTrusted) {
  ManualClock clock;
  clock.set_wall_seconds(kNow);
  const auto history = empty_history(clock);
  ASSERT_TRUE(history->add_personal("grobnitz").ok());
  ASSERT_TRUE(imported(history.get(), export_with(R"({"text": "grobnitz", "count": 0,)"
                                                  R"( "last_used": 1, "waiting": true})"))
                  .ok());
  EXPECT_EQ(history->predict("", "", "grob", 3).size(), 1U);
}

TEST(HistoryJson, WhatTheyTrustWaitsNoLonger) {
  ManualClock clock;
  clock.set_wall_seconds(kNow);
  const auto history = empty_history(clock);
  history->learn("", "grobnitz", "near", true, true);  // names a context
  history->learn("", "", "grobnitz", false, true);     // waits
  EXPECT_EQ(history->overview(0).waiting, 1U);
  ASSERT_TRUE(imported(history.get(), export_with(R"({"text": "grobnitz", "count": 3,)"
                                                  R"( "last_used": 1800000000, "personal": true})"))
                  .ok());
  EXPECT_EQ(history->predict("", "", "grob", 3).size(), 1U);
  EXPECT_EQ(history->overview(0).waiting, 0U);
}

/// A stream that somebody reads very slowly: until it is told to go on.
class SlowBuffer : public std::stringbuf {
 public:
  std::atomic<bool> asked = false;
  std::atomic<bool> go_on = false;

 protected:
  std::streamsize xsputn(const char* text, std::streamsize size) override {
    asked = true;
    while (!go_on) std::this_thread::yield();
    return std::stringbuf::xsputn(text, size);
  }
};

TEST(HistoryJson, ASlowStreamKeepsNobodyFromTyping) {
  ManualClock clock;
  clock.set_wall_seconds(kNow);
  const auto history = empty_history(clock);
  history->learn("", "", "before", true, true);
  SlowBuffer buffer;
  std::ostream out(&buffer);
  std::thread exporter([&] { EXPECT_TRUE(history->export_json(out).ok()); });
  while (!buffer.asked) std::this_thread::yield();
  history->learn("", "", "meanwhile", true, true);
  EXPECT_EQ(history->words("", 9).size(), 2U);
  buffer.go_on = true;
  exporter.join();
  EXPECT_NE(buffer.str().find("before"), std::string::npos);
}

}  // namespace
}  // namespace inkling
