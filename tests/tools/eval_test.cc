#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "cache/history/history.h"
#include "tools/eval_completion.h"
#include "tools/eval_correction.h"
#include "tools/eval_next_word.h"
#include "tools/strip.h"

namespace inkling {
namespace {

std::shared_ptr<Engine> empty_engine() {
  auto engine = Engine::open({});
  EXPECT_TRUE(engine.ok());
  return engine.ok() ? *engine : nullptr;
}

TEST(Strip, LeavesOutWhatIsTyped) {
  Suggestions suggestions;
  for (const char* text : {"To", "today", "tomorrow", "told", "top"}) {
    suggestions.items.push_back({.text = text});
  }
  EXPECT_EQ(strip_texts(suggestions, "to"),
            (std::vector<std::string>{"today", "tomorrow", "told"}));
  EXPECT_EQ(strip_texts(suggestions, "", 2), (std::vector<std::string>{"To", "today"}));
  EXPECT_EQ(place_on_strip({"Today", "told"}, "TOLD"), 1);
  EXPECT_EQ(place_on_strip({"Today"}, "to"), -1);
}

CorrectionItem item_of(const std::string& typo, const std::string& correct) {
  CorrectionItem item;
  item.typo = typo;
  item.correct = correct;
  return item;
}

TEST(EvalCorrection, CountsByItsDefinitions) {
  CorrectionResult result;
  result.add(item_of("teh", "the"), {{"The", "ten"}, "the"});         // changed right, top 1
  result.add(item_of("fron", "from"), {{"front", "from"}, "front"});  // changed wrong, top 3
  result.add(item_of("whn", "when"), {{"who"}, "whn"});               // left alone, missed
  result.add(item_of("ok", "OK"), {{"okay"}, "OK"});                  // correct; case is no change
  result.add(item_of("dogs", "dogs"), {{"does"}, "does"});            // harmed
  EXPECT_EQ(result.items, 5U);
  EXPECT_EQ(result.noisy, 3U);
  const auto json = result.to_json();
  EXPECT_EQ(json["items"], 5);
  EXPECT_DOUBLE_EQ(json["top1"].get<double>(), 1.0 / 3);
  EXPECT_DOUBLE_EQ(json["top3"].get<double>(), 2.0 / 3);
  EXPECT_DOUBLE_EQ(json["wer_literal"].get<double>(), 3.0 / 5);
  EXPECT_DOUBLE_EQ(json["wer_autocorrect"].get<double>(), 3.0 / 5);
  const auto& autocorrect = json["autocorrect"];
  EXPECT_DOUBLE_EQ(autocorrect["changed_right"].get<double>(), 1.0 / 3);
  EXPECT_DOUBLE_EQ(autocorrect["changed_wrong"].get<double>(), 1.0 / 3);
  EXPECT_DOUBLE_EQ(autocorrect["precision"].get<double>(), 1.0 / 3);
  EXPECT_DOUBLE_EQ(autocorrect["recall"].get<double>(), 1.0 / 3);
  EXPECT_DOUBLE_EQ(autocorrect["harm_per_1000"].get<double>(), 500);
  for (const char* field : {"p50", "p95", "p99"}) {
    EXPECT_TRUE(json["latency_us"].contains(field)) << field;
  }
}

TEST(EvalCorrection, SaysNullWhereThereIsNothingToShare) {
  CorrectionResult result;
  result.add(item_of("dogs", "dogs"), {{}, "dogs"});
  const auto json = result.to_json();
  EXPECT_TRUE(json["top1"].is_null());
  EXPECT_TRUE(json["autocorrect"]["precision"].is_null());
  EXPECT_EQ(json["autocorrect"]["harm_per_1000"], 0);
  EXPECT_TRUE(CorrectionResult{}.to_json()["wer_literal"].is_null());
}

TEST(EvalCorrection, PutsTheWordInItsContextAndCommitsIt) {
  const auto engine = empty_engine();
  Session session(engine);
  Latencies latency;
  CorrectionItem item = item_of("zqzq", "zqzq");
  item.left = "I like ";
  item.right = " very much";
  item.taps = {{1, 1}, {2, 2}, {1, 1}, {2, 2}};
  const CorrectionOutcome outcome = type_correction_item(&session, item, {}, &latency);
  EXPECT_EQ(outcome.committed, "zqzq");
  EXPECT_EQ(latency.count(), 4U);
  EXPECT_EQ(session.left().rfind("I like zqzq", 0), 0U) << session.left();
}

TEST(EvalCorrection, LeavesOutTheStartOfAWordThatStoodThere) {
  const auto engine = empty_engine();
  Session session(engine);
  Latencies latency;
  CorrectionItem item = item_of("zq", "zq");
  item.left = "on March 8";
  EXPECT_EQ(type_correction_item(&session, item, {}, &latency).committed, "zq");
}

TEST(EvalCorrection, MeasuresASlipWithASpaceAsAWhole) {
  const auto engine = empty_engine();
  Session session(engine);
  Latencies latency;
  const auto outcome = type_correction_item(&session, item_of("zq zq", "zqzq"), {}, &latency);
  EXPECT_EQ(outcome.committed.substr(outcome.committed.size() - 2), "zq");
  EXPECT_NE(outcome.committed.find(' '), std::string::npos);
}

TEST(EvalCorrection, TakesTheFirstItemsAndLearnsNothing) {
  const auto engine = empty_engine();
  const std::vector<CorrectionItem> items(5, item_of("zqzq", "zqzq"));
  EXPECT_EQ(evaluate_correction(engine, items, {.limit = 3}).items, 3U);
  EXPECT_EQ(evaluate_correction(engine, items, {}).items, 5U);
  EXPECT_EQ(engine->history().status().words, 0U);
}

TEST(CorrectionSet, ReadsColumnsByName) {
  const auto set = parse_correction_set(
      {"typo\tcorrect\tleft\tright\ttaps", "ni\tno\tokay \t then\t6.5,2.2;7.8,0.5", "a\tb\t\t\t",
       "", "short\tline"},
      "set");
  ASSERT_TRUE(set.ok()) << set.error().message;
  ASSERT_EQ(set->size(), 3U);
  EXPECT_EQ((*set)[0].left, "okay ");
  EXPECT_EQ((*set)[0].right, " then");
  ASSERT_EQ((*set)[0].taps.size(), 2U);
  EXPECT_FLOAT_EQ((*set)[0].taps[1].x, 7.8F);
  EXPECT_TRUE((*set)[1].taps.empty());
  const auto swapped = parse_correction_set({"correct\ttypo", "no\tni"}, "set");
  ASSERT_TRUE(swapped.ok());
  EXPECT_EQ((*swapped)[0].typo, "ni");
}

TEST(CorrectionSet, NamesTheLineThatIsWrong) {
  const std::string header = "typo\tcorrect\tleft\tright\ttaps";
  const auto line_of = [&header](const std::string& line) {
    const auto set = parse_correction_set({header, line}, "set.tsv");
    return set.ok() ? std::string() : set.error().message;
  };
  EXPECT_NE(line_of("ni\t").find("set.tsv: line 2"), std::string::npos);
  EXPECT_NE(line_of("ni\tno\t\t\t1,2").find("one tap for each"), std::string::npos);
  EXPECT_NE(line_of("ni\tno\t\t\t1,2;x,3").find("taps"), std::string::npos);
  EXPECT_NE(line_of("ni\tno\t\t\t1,2;nan,3").find("taps"), std::string::npos);
  EXPECT_FALSE(parse_correction_set({}, "set").ok());
  EXPECT_FALSE(parse_correction_set({"a\tb"}, "set").ok());
}

TEST(EvalNextWord, AsksForEveryItemButTheFirstOfItsLine) {
  const auto engine = empty_engine();
  const std::vector<std::string> lines = {"zq vw xy", "", "zq", "12 zq!", "vw, zq"};
  const auto result = evaluate_next_word(engine, lines, {});
  EXPECT_EQ(result.items, 3U);
  EXPECT_EQ(result.latency.count(), 3U);
  EXPECT_EQ(evaluate_next_word(engine, lines, {.limit = 2}).items, 2U);
  const auto json = result.to_json();
  for (const char* field : {"top1", "top3", "top5"}) {
    EXPECT_TRUE(json[field].is_number()) << field;
  }
  EXPECT_TRUE(evaluate_next_word(engine, {}, {}).to_json()["top1"].is_null());
}

TEST(EvalNextWord, FindsWhatTheHistoryHasLearned) {
  const auto engine = empty_engine();
  for (int i = 0; i < 5; ++i) {
    engine->history().learn("", "see", "you", /*known_word=*/true, /*deliberate=*/true);
  }
  const auto result = evaluate_next_word(engine, {"see You", "see zqzq"}, {});
  EXPECT_EQ(result.items, 2U);
  EXPECT_EQ(result.top3, 1U);
  EXPECT_EQ(result.top5, 1U);
}

TEST(EvalNextWord, AsksBetweenBothSides) {
  const std::string pack = std::string(INKLING_SOURCE_DIR) + "/packs/en";
  const auto engine = Engine::open({.pack_dir = pack}).value();
  const std::vector<std::string> lines = {"I would like to make a reservation for two"};
  const auto alone = evaluate_next_word(engine, lines, {});
  const auto both = evaluate_next_word(engine, lines, {.both_sides = true});
  EXPECT_EQ(both.items, alone.items);
  EXPECT_GT(both.top1, alone.top1);
}

TEST(EvalCompletion, CountsEveryLetterAndASpaceWhenNothingIsOffered) {
  const auto engine = empty_engine();
  const auto result = evaluate_completion(engine, {"zq vwx", "it's 12"}, {});
  EXPECT_EQ(result.items, 3U);
  EXPECT_EQ(result.characters, 3U + 4U + 5U);
  EXPECT_EQ(result.keystrokes, result.characters);
  EXPECT_EQ(result.to_json()["ksr"], 0);
  EXPECT_TRUE(evaluate_completion(engine, {}, {}).to_json()["ksr"].is_null());
  EXPECT_EQ(engine->history().status().words, 0U);
}

TEST(EvalCompletion, PicksAWordAsSoonAsItIsOffered) {
  const auto engine = empty_engine();
  for (int i = 0; i < 5; ++i) {
    engine->history().learn("", "see", "you", /*known_word=*/true, /*deliberate=*/true);
  }
  const auto result = evaluate_completion(engine, {"see you"}, {});
  EXPECT_EQ(result.items, 2U);
  EXPECT_EQ(result.characters, 8U);
  // "you" is offered before its first letter: one keystroke instead of four. "see" may be offered
  // as well, at any of its letters.
  EXPECT_LE(result.keystrokes, 5U);
  EXPECT_GT(result.ksr(), 0.3);
}

}  // namespace
}  // namespace inkling
