// inkling tune decision: what typing teaches about when a space may replace.
#include "tools/tune/decision_fit.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "engine/layout.h"
#include "engine/ranking/decision.h"
#include "tests/engine/engine_fixture.h"
#include "tools/tune/tune_inputs.h"

namespace inkling {
namespace {

using Outcome = DecisionItem::Outcome;

std::size_t at(DecisionFeature feature) { return static_cast<std::size_t>(feature); }

DecisionItem item(ItemSource source, Outcome outcome, double lead, bool known = false) {
  DecisionItem out;
  out.source = source;
  out.outcome = outcome;
  out.wrong = outcome != Outcome::kHarms;
  out.asked = true;
  out.features[at(DecisionFeature::kBias)] = 1;
  out.features[at(DecisionFeature::kLead)] = lead;
  out.features[at(DecisionFeature::kKnown)] = known ? 1 : 0;
  return out;
}

/// Slips lead by more than right words, and known words are mostly meant.
std::vector<DecisionItem> typing() {
  std::vector<DecisionItem> all;
  for (int i = 0; i < 400; ++i) {
    const double lead = 0.02 * i;
    all.push_back(item(ItemSource::kKeys, Outcome::kMends, lead + 1));
    all.push_back(item(ItemSource::kRight, Outcome::kHarms, lead - 5));
    if (i % 4 == 0) all.push_back(item(ItemSource::kRight, Outcome::kHarms, lead, true));
  }
  for (std::size_t i = 0; i < all.size(); ++i) all[i].half = i % 2;
  return all;
}

TEST(DecisionFit, LearnsWhatSpeaksForAndAgainst) {
  const DecisionParams params = fit_decision(typing(), std::nullopt, {});
  EXPECT_GT(params.weights[at(DecisionFeature::kLead)], 0.3);
  EXPECT_LT(params.weights[at(DecisionFeature::kKnown)], -2);
  // What never occurred stays as it was.
  const DecisionParams defaults;
  EXPECT_NEAR(params.weights[at(DecisionFeature::kLooksBack)],
              defaults.weights[at(DecisionFeature::kLooksBack)], 1e-6);
}

TEST(DecisionFit, ALargerLeadNeverMakesAChangeLessLikely) {
  // Here it would: the larger the lead the wronger.
  std::vector<DecisionItem> all;
  all.reserve(200);
  for (int i = 0; i < 200; ++i) {
    all.push_back(
        item(ItemSource::kKeys, i < 100 ? Outcome::kMends : Outcome::kChangesWrongly, 0.05 * i));
  }
  EXPECT_EQ(wrong_way(fit_decision(all, std::nullopt, {}).weights), std::nullopt);
  // … nor among known words, where it would for them alone.
  for (int i = 0; i < 200; ++i) {
    all.push_back(item(ItemSource::kKeys, i < 100 ? Outcome::kChangesWrongly : Outcome::kMends,
                       0.1 * i, true));
  }
  EXPECT_EQ(wrong_way(fit_decision(all, std::nullopt, {}).weights), std::nullopt);
}

TEST(DecisionFit, SlipsNeverSpeakForAReading) {
  // Here they would: of splits the dear ones are right, of all else the cheap ones.
  std::vector<DecisionItem> all;
  for (int i = 0; i < 200; ++i) {
    for (const bool splits : {false, true}) {
      const bool dear = i % 2 == 0;
      const auto outcome = dear == splits ? Outcome::kMends : Outcome::kHarms;
      DecisionItem one = item(ItemSource::kKeys, outcome, 1);
      one.features[at(DecisionFeature::kChannel)] = dear ? 8 : 2;
      one.features[at(DecisionFeature::kSplits)] = splits ? 1 : 0;
      all.push_back(one);
    }
  }
  const DecisionParams fitted = fit_decision(all, std::nullopt, {});
  EXPECT_EQ(wrong_way(fitted.weights), std::nullopt);
  DecisionItem split = item(ItemSource::kKeys, Outcome::kMends, 1);
  split.features[at(DecisionFeature::kSplits)] = 1;
  DecisionItem dearer = split;
  dearer.features[at(DecisionFeature::kChannel)] = 8;
  EXPECT_LE(replacement_probability(fitted, dearer.features),
            replacement_probability(fitted, split.features));
}

TEST(DecisionFit, APackInWhichSomethingSpeaksTheWrongWayIsRefused) {
  for (const char* wrong : {R"({"decision":{"lead":-1}})", R"({"decision":{"behind":1}})",
                            R"({"decision":{"channel":-0.5,"splits*channel":0.9}})"}) {
    const auto read = decision_from_json(nlohmann::json::parse(wrong));
    ASSERT_FALSE(read.ok()) << wrong;
    EXPECT_NE(read.error().message.find("wrong way"), std::string::npos) << read.error().message;
  }
  EXPECT_TRUE(decision_from_json(
                  nlohmann::json::parse(R"({"decision":{"channel":-0.5,"splits*channel":0.4}})"))
                  .ok());
}

TEST(DecisionFit, LearnsWhatTwoMarksMeanTogether) {
  // The same lead, the other way round: right for known words, wrong for the others.
  std::vector<DecisionItem> all;
  for (int i = 0; i < 400; ++i) {
    const double length = i % 10;
    for (const bool known : {false, true}) {
      const bool right = known == (length > 4);
      all.push_back(
          item(ItemSource::kKeys, right ? Outcome::kMends : Outcome::kChangesWrongly, 2, known));
      all.back().features[at(DecisionFeature::kLength)] = length;
    }
  }
  const DecisionParams params = fit_decision(all, std::nullopt, {});
  const auto p = [&](bool known, double length) {
    DecisionItem asked = item(ItemSource::kKeys, Outcome::kMends, 2, known);
    asked.features[at(DecisionFeature::kLength)] = length;
    return replacement_probability(params, asked.features);
  };
  EXPECT_GT(p(true, 9), 0.9);
  EXPECT_LT(p(true, 0), 0.1);
  EXPECT_LT(p(false, 9), 0.1);
  EXPECT_GT(p(false, 0), 0.9);
}

TEST(DecisionFit, HarmsNoMoreThanAllowed) {
  const auto all = typing();
  for (const double most : {1.0, 20.0, 200.0}) {
    DecisionFitOptions options;
    options.most_harm = most;
    const DecisionParams params = fit_decision(all, std::nullopt, options);
    EXPECT_LE(decision_point(all, std::nullopt, params, params.normal, options).harm_per_1000,
              most);
    EXPECT_GT(params.careful, params.normal);
    EXPECT_LT(params.bold, params.normal);
  }
}

TEST(DecisionFit, SharesAreOfWhatWasTypedWrong) {
  std::vector<DecisionItem> all = {item(ItemSource::kKeys, Outcome::kMends, 5),
                                   item(ItemSource::kKeys, Outcome::kChangesWrongly, 5),
                                   item(ItemSource::kRight, Outcome::kHarms, 5),
                                   item(ItemSource::kRight, Outcome::kHarms, -5)};
  all.push_back(all[0]);
  all.back().asked = false;  // a rule keeps it
  const DecisionPoint point = decision_point(all, std::nullopt, DecisionParams(), 0.5, {});
  EXPECT_NEAR(point.mended[static_cast<std::size_t>(ItemSource::kKeys)], 1.0 / 3, 1e-9);
  EXPECT_NEAR(point.wrongly_changed[static_cast<std::size_t>(ItemSource::kKeys)], 1.0 / 3, 1e-9);
  EXPECT_DOUBLE_EQ(point.harm_per_1000, 500);
  EXPECT_DOUBLE_EQ(point.gain, 0.5);
}

TEST(DecisionFit, ATunedItemAndATypedItemGetTheSameNumbers) {
  TuneInputs inputs;
  inputs.engine.pack = english_pack();
  inputs.out = "/nowhere/decoder.json";
  const auto parts = open_tuned_parts(inputs);
  ASSERT_TRUE(parts.ok()) << parts.error().message;
  const auto engine = Engine::open({.pack_dir = english_pack()});
  ASSERT_TRUE(engine.ok()) << engine.error().message;
  Session session(*engine, {});
  const std::vector<std::pair<std::string, std::string>> typed = {
      {"we drove past ", "hte"}, {"", "recieve"}, {"they met Dr ", "Zwengli"}, {"it was ", "gkod"}};
  for (const auto& [left, word] : typed) {
    TypingItem one;
    one.keys.typo = word;
    one.keys.correct = "the";
    one.keys.left = left;
    const auto found = collect_decisions(**parts, Layout::qwerty(), {one}, [](std::size_t) {});
    ASSERT_EQ(found.size(), 1U);
    session.set_context(left, "");
    type_into(&session, word);
    SuggestOptions options;
    options.why = true;
    const auto report = session.suggest(options).decision;
    ASSERT_TRUE(report.has_value()) << word;
    ASSERT_FALSE(report->features.empty()) << word << report->veto;
    for (const DecisionReport::Feature& feature : report->features) {
      std::size_t k = 0;
      while (feature.name != decision_term_name(k)) ++k;
      EXPECT_NEAR(decision_terms(found[0].features)[k], feature.value, 1e-9)
          << word << ' ' << feature.name;
    }
    const DecisionParams& params = (*parts)->languages.front()->decision;
    EXPECT_NEAR(replacement_probability(params, found[0].features), report->probability, 1e-9);
  }
}

}  // namespace
}  // namespace inkling
