// The decision report of the C interface: the same as in C++, and only for who asks.
#include <gtest/gtest.h>

#include <cstddef>
#include <memory>
#include <string>

#include "engine/inkling.h"
#include "engine/inkling_c.h"

namespace inkling {
namespace {

std::string str(inkling_text text) {
  return text.size == 0 ? std::string() : std::string(text.data, text.size);
}

/// A session of its own over the English pack, in C and in C++.
class CDecision : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string pack = std::string(INKLING_SOURCE_DIR) + "/packs/en";
    inkling_engine_options options = INKLING_ENGINE_OPTIONS_INIT;
    options.pack_dir = pack.c_str();
    ASSERT_EQ(inkling_engine_open(&options, &engine_), INKLING_OK) << inkling_last_error();
    ASSERT_EQ(inkling_session_open(engine_, nullptr, &session_), INKLING_OK);
    auto opened = Engine::open({.pack_dir = pack});
    ASSERT_TRUE(opened) << opened.error().message;
    cpp_ = *opened;
  }
  void TearDown() override {
    inkling_suggestions_free(strip_);
    EXPECT_EQ(inkling_session_close(session_), INKLING_OK);
    EXPECT_EQ(inkling_engine_close(engine_), INKLING_OK);
  }

  void type(const std::string& left, const std::string& word) {
    ASSERT_EQ(inkling_session_set_context(session_, {left.data(), left.size()}, {}), INKLING_OK);
    for (const char& key : word) {
      ASSERT_EQ(inkling_session_key(session_, {&key, 1}, nullptr, nullptr), INKLING_OK);
    }
  }
  void suggest(const inkling_suggest_options& options) {
    inkling_suggestions_free(strip_);
    strip_ = nullptr;
    ASSERT_EQ(inkling_session_suggest(session_, &options, &strip_), INKLING_OK)
        << inkling_last_error();
  }
  [[nodiscard]] DecisionReport in_cpp(const std::string& left, const std::string& word) const {
    Session session(cpp_, {});
    session.set_context(left, "");
    for (const char key : word) session.key(std::string(1, key));
    SuggestOptions options;
    options.why = true;
    return session.suggest(options).decision.value();
  }

  inkling_engine engine_ = 0;
  inkling_session session_ = 0;
  inkling_suggestions* strip_ = nullptr;
  std::shared_ptr<Engine> cpp_;
};

inkling_suggest_options asking_why() {
  inkling_suggest_options options = INKLING_SUGGEST_OPTIONS_INIT;
  options.why = 1;
  return options;
}

TEST_F(CDecision, IsTheOneOfCpp) {
  const struct {
    const char* left;
    const char* word;
  } kPlaces[] = {{"how are ", "yiu"}, {"see you ", "tomo"}, {"", "teh"},
                 {"run ", "foo_bar"}, {"at the ", "NASQ"},  {"it was ", "good"}};
  for (const auto& [left, word] : kPlaces) {
    SCOPED_TRACE(std::string(left) + word);
    type(left, word);
    suggest(asking_why());
    inkling_decision decision = INKLING_DECISION_INIT;
    ASSERT_EQ(inkling_suggestions_decision(strip_, &decision), INKLING_OK);
    const DecisionReport expected = in_cpp(left, word);
    EXPECT_EQ(str(decision.reading), expected.reading);
    EXPECT_EQ(str(decision.veto), expected.veto);
    EXPECT_NEAR(decision.probability, expected.probability, 1e-6);
    EXPECT_NEAR(decision.threshold, expected.threshold, 1e-9);
    EXPECT_EQ(decision.replaces != 0, expected.replaces());
    ASSERT_EQ(decision.feature_count, expected.features.size());
    for (std::size_t i = 0; i < decision.feature_count; ++i) {
      inkling_decision_feature feature = INKLING_DECISION_FEATURE_INIT;
      ASSERT_EQ(inkling_suggestions_decision_feature(strip_, i, &feature), INKLING_OK);
      EXPECT_EQ(str(feature.name), expected.features[i].name);
      EXPECT_NEAR(feature.value, expected.features[i].value, 1e-4);
      EXPECT_NEAR(feature.share, expected.features[i].share, 1e-4);
    }
  }
}

TEST_F(CDecision, IsNotMadeForWhoDoesNotAsk) {
  type("how are ", "yiu");
  suggest(INKLING_SUGGEST_OPTIONS_INIT);
  inkling_decision decision = INKLING_DECISION_INIT;
  EXPECT_EQ(inkling_suggestions_decision(strip_, &decision), INKLING_NOT_FOUND);
  EXPECT_NE(std::string(inkling_last_error()).find("why"), std::string::npos);
}

TEST_F(CDecision, ACallerFromBefore13IsNotTakenToAsk) {
  type("how are ", "yiu");
  inkling_suggest_options options = asking_why();
  options.size = offsetof(inkling_suggest_options, why);  // what lies behind is not the struct's
  suggest(options);
  inkling_decision decision = INKLING_DECISION_INIT;
  EXPECT_EQ(inkling_suggestions_decision(strip_, &decision), INKLING_NOT_FOUND);
}

TEST_F(CDecision, LivesAsLongAsItsSuggestions) {
  type("how are ", "yiu");
  suggest(asking_why());
  inkling_decision decision = INKLING_DECISION_INIT;
  ASSERT_EQ(inkling_suggestions_decision(strip_, &decision), INKLING_OK);
  type("", "something else");
  inkling_suggestions* other = nullptr;
  ASSERT_EQ(inkling_session_suggest(session_, nullptr, &other), INKLING_OK);
  inkling_suggestions_free(other);
  EXPECT_EQ(str(decision.reading), "you");
}

TEST_F(CDecision, RefusesWhatHasNoPlaceOrSize) {
  type("how are ", "yiu");
  suggest(asking_why());
  inkling_decision decision = INKLING_DECISION_INIT;
  inkling_decision_feature feature = INKLING_DECISION_FEATURE_INIT;
  EXPECT_EQ(inkling_suggestions_decision(nullptr, &decision), INKLING_INVALID_ARGUMENT);
  EXPECT_EQ(inkling_suggestions_decision(strip_, nullptr), INKLING_INVALID_ARGUMENT);
  EXPECT_EQ(inkling_suggestions_decision_feature(nullptr, 0, &feature), INKLING_INVALID_ARGUMENT);
  EXPECT_EQ(inkling_suggestions_decision_feature(strip_, 0, nullptr), INKLING_INVALID_ARGUMENT);
  decision.size = 8;
  EXPECT_EQ(inkling_suggestions_decision(strip_, &decision), INKLING_INVALID_ARGUMENT);
  feature.size = 0;
  EXPECT_EQ(inkling_suggestions_decision_feature(strip_, 0, &feature), INKLING_INVALID_ARGUMENT);
}

}  // namespace
}  // namespace inkling
