// A converted checkpoint as a keyboard's pack: both sides count, nothing is reused.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "engine/model/kernels.h"
#include "engine/ranking/bidirectional_predictor.h"
#include "engine/ranking/right_text.h"
#include "engine/session/engine_impl.h"
#include "tests/checkpoint_fixture.h"
#include "tests/engine/engine_fixture.h"
#include "tools/pack/convert_checkpoint.h"

namespace inkling {
namespace {

/// A tiny checkpoint of random weights, with the words of the small lexicon.
class BidirectionalTest : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    write_lexicon_pack(words_.path());
    const auto done =
        convert_checkpoint({published_folder(GetParam()), folder_.path(), words_.path(), false});
    ASSERT_TRUE(done.ok()) << done.error().message;
    engine_ = Engine::open({.pack_dir = folder_.path()}).value();
    ASSERT_TRUE(engine_->has_model());
  }
  [[nodiscard]] const LanguageParts& language() const { return parts_of(*engine_).primary(); }
  [[nodiscard]] std::unique_ptr<Predictor> make() const { return make_predictor(language()); }
  [[nodiscard]] std::vector<int32_t> pieces(const std::string& text) const {
    return language().tokenizer->encode(text).ids;
  }
  /// log P of each piece at the tokens `at` of `ids`, straight from the model.
  [[nodiscard]] std::vector<std::vector<float>> straight(const std::vector<int32_t>& ids,
                                                         const std::vector<std::size_t>& at) const {
    const MobileBert& model = *language().model;
    const std::size_t width = model.config().head_size;
    std::vector<float> features(ids.size() * width);
    EXPECT_TRUE(model.forward_bidirectional(ids, features).ok());
    std::vector<std::vector<float>> out;
    for (const std::size_t token : at) {
      auto& row = out.emplace_back(model.config().vocab_size);
      EXPECT_TRUE(model.logits(std::span(features).subspan(token * width, width), row).ok());
      std::vector<float> scratch;
      const float sum = log_sum_exp(row, &scratch);
      for (float& value : row) value -= sum;
    }
    return out;
  }
  /// The same, of pieces that words begin with and of nothing else.
  [[nodiscard]] std::vector<float> of_words(std::vector<float> log_probs) const {
    double words = 0;
    for (std::size_t id = 0; id < log_probs.size(); ++id) {
      if (!begins(id)) continue;
      words += std::exp(static_cast<double>(log_probs[id]));
    }
    for (std::size_t id = 0; id < log_probs.size(); ++id) {
      log_probs[id] = begins(id) ? log_probs[id] - static_cast<float>(std::log(words)) : -60;
    }
    return log_probs;
  }
  [[nodiscard]] bool begins(std::size_t id) const {
    return language().tokenizer->may_begin_word(static_cast<int32_t>(id));
  }
  static void expect_near(std::span<const float> got, const std::vector<float>& want) {
    ASSERT_EQ(got.size(), want.size());
    for (std::size_t i = 0; i < want.size(); ++i) EXPECT_NEAR(got[i], want[i], 1e-4) << i;
  }
  [[nodiscard]] std::vector<std::string> strip(const std::string& left,
                                               const std::string& right = "") const {
    Session session(engine_);
    session.set_context(left, right);
    std::vector<std::string> out;
    for (const Suggestion& s : session.suggest({.count = 5}).items) out.push_back(s.text);
    return out;
  }

  TempFolder words_;
  TempFolder folder_;
  std::shared_ptr<Engine> engine_;
};

INSTANTIATE_TEST_SUITE_P(Published, BidirectionalTest, ::testing::Values("bert", "mobilebert"));

TEST_P(BidirectionalTest, StatusSaysThatNothingIsReused) {
  ASSERT_EQ(engine_->status().size(), 1U);
  const Degradation& limit = engine_->status().front();
  EXPECT_EQ(limit.part, "cache");
  EXPECT_FALSE(limit.left_out);
  EXPECT_NE(limit.error.message.find("nothing"), std::string::npos);
  EXPECT_NE(limit.error.message.find("reused"), std::string::npos);
}

TEST_P(BidirectionalTest, TheModelStillRefusesACache) {
  const MobileBert& model = *language().model;
  KvCache cache = model.make_cache();
  const std::vector<int32_t> ids = {5};
  const Status done = model.forward(cache, ids, {}, {});
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, ErrorCode::kUnsupported);
}

TEST_P(BidirectionalTest, TheNextWordIsReadAtAMaskBetweenBothSides) {
  const SpecialPieces& special = language().tokenizer->specials();
  for (const std::string right : {"", "and see you"}) {
    SCOPED_TRACE(right);
    const auto predictor = make();
    predictor->set_context("thank you for ");
    predictor->set_right(pieces(right));
    ASSERT_TRUE(predictor->refresh({}).ok());
    std::vector<int32_t> ids = {special.begin};
    for (const int32_t id : pieces("thank you for")) ids.push_back(id);
    const std::size_t at = ids.size();
    ids.push_back(special.mask);
    for (const int32_t id : pieces(right)) ids.push_back(id);
    ids.push_back(special.end);
    expect_near(predictor->log_probs(), of_words(straight(ids, {at}).front()));
    EXPECT_EQ(predictor->tokens_evaluated(), static_cast<int64_t>(ids.size()));
    EXPECT_EQ(predictor->tokens_reused(), 0);
    double words = 0;
    for (const float value : predictor->log_probs()) words += std::exp(static_cast<double>(value));
    EXPECT_NEAR(words, 1, 1e-4);
  }
}

TEST_P(BidirectionalTest, TheRightSideChangesTheWords) {
  const auto alone = strip("thank you for ");
  EXPECT_FALSE(alone.empty());
  bool changed = false;
  for (const char* right : {" good night", " is not at home", " 7 , the meeting"}) {
    changed = changed || strip("thank you for ", right) != alone;
  }
  EXPECT_TRUE(changed);
}

TEST_P(BidirectionalTest, AWordOfSeveralPiecesIsReadAtAsManyMasks) {
  const auto predictor = make();
  predictor->set_context("see you ");
  predictor->set_right(pieces("and"));
  const std::vector<int32_t> word = pieces("hellos");
  ASSERT_EQ(word.size(), 2U);
  const auto got = predictor->evaluate(std::vector<std::vector<int32_t>>{word, {word[0]}}, {});
  ASSERT_TRUE(got.ok()) << got.error().message;
  const SpecialPieces& special = language().tokenizer->specials();
  std::vector<int32_t> ids = {special.begin};
  for (const int32_t id : pieces("see you")) ids.push_back(id);
  ids.insert(ids.end(), {special.mask, special.mask});
  ids.push_back(pieces("and").front());
  ids.push_back(special.end);
  auto rows = straight(ids, {ids.size() - 4, ids.size() - 3});
  rows[0] = of_words(rows[0]);
  const double want = static_cast<double>(rows[0][static_cast<std::size_t>(word[0])]) +
                      static_cast<double>(rows[1][static_cast<std::size_t>(word[1])]) - 1.9;
  EXPECT_NEAR((*got)[0], want, 1e-4);
  EXPECT_NEAR((*got)[1],
              static_cast<double>(predictor->log_probs()[static_cast<std::size_t>(word[0])]), 1e-6);
}

TEST_P(BidirectionalTest, WordsOfAsManyPiecesShareAForward) {
  const auto predictor = make();
  predictor->set_context("see you ");
  const std::vector<std::vector<int32_t>> branches = {pieces("hellos"), pieces("seeing")};
  const std::size_t cost = predictor->evaluation_tokens(branches);
  EXPECT_GT(cost, 0U);
  ASSERT_TRUE(predictor->evaluate(branches, {}).ok());
  const int64_t evaluated = predictor->tokens_evaluated();
  EXPECT_EQ(predictor->evaluation_tokens(branches), 0U);
  ASSERT_TRUE(predictor->evaluate({{pieces("ans"), pieces("thens")}}, {}).ok());
  EXPECT_EQ(predictor->tokens_evaluated(), evaluated);
  // Another right side asks anew.
  predictor->set_right(pieces("and"));
  EXPECT_EQ(predictor->evaluation_tokens(branches), cost + 1);
}

TEST_P(BidirectionalTest, TheLookBackReadsTheSameWay) {
  const auto predictor = make();
  predictor->set_context("see you soon at home ");
  const auto got = predictor->between(3, pieces("soon at home"), {});
  ASSERT_TRUE(got.ok()) << got.error().message;
  const SpecialPieces& special = language().tokenizer->specials();
  std::vector<int32_t> ids = {special.begin};
  for (const int32_t id : pieces("see you")) ids.push_back(id);
  ids.push_back(special.mask);
  for (const int32_t id : pieces("soon at home")) ids.push_back(id);
  ids.push_back(special.end);
  expect_near(*got, of_words(straight(ids, {3}).front()));
  EXPECT_FALSE(predictor->between(0, {}, {}).ok());
  EXPECT_FALSE(predictor->between(99, {}, {}).ok());
}

TEST_P(BidirectionalTest, RandomEditsGiveWhatAFreshStartGives) {
  std::mt19937 random(17);
  const std::vector<std::string> words = {"see", "you", "soon",    "at", "home", ",",  "hellos",
                                          "I'm", "not", "meeting", "7",  ".",    "we", "👋"};
  const auto kept = make();
  std::vector<std::string> left;
  std::vector<int32_t> right;
  for (int i = 0; i < 120; ++i) {
    const auto what = random() % 4;
    if (what == 0 && !left.empty()) left.pop_back();
    if (what == 1) right = pieces(words[random() % words.size()] + " " + words[random() % 5]);
    if (what == 2) right.clear();
    left.push_back(words[random() % words.size()]);
    std::string text;
    for (const std::string& word : left) text += word + " ";
    kept->set_context(text);
    kept->set_right(right);
    const auto fresh = make();
    fresh->set_context(text);
    fresh->set_right(right);
    if (random() % 3 == 0) kept->trim();
    const std::vector<std::vector<int32_t>> branches = {pieces("hellos"), pieces("i'm")};
    const auto a = kept->evaluate(branches, {});
    const auto b = fresh->evaluate(branches, {});
    ASSERT_TRUE(a.ok() && b.ok());
    EXPECT_EQ(*a, *b);
    EXPECT_TRUE(
        std::equal(kept->log_probs().begin(), kept->log_probs().end(), fresh->log_probs().begin()));
    EXPECT_LE(kept->context().size(), language().model->config().max_context);
  }
}

TEST_P(BidirectionalTest, LettersInsideAWordCostNoForward) {
  Session session(engine_);
  session.set_context("thank you for ", "");
  (void)session.suggest({.count = 3});
  type_into(&session, "h");
  (void)session.suggest({.count = 3});
  const int64_t before = session.counters().tokens_evaluated;
  type_into(&session, "e");
  (void)session.suggest({.count = 3});
  type_into(&session, "l");
  (void)session.suggest({.count = 3});
  // Words of two pieces, of three and so on are each asked for once, within the window's bound.
  const auto bound = static_cast<int64_t>(language().model->config().max_position);
  EXPECT_LE(session.counters().tokens_evaluated - before,
            bound * static_cast<int64_t>(BidirectionalPredictor::kMostMasks));
  const int64_t after = session.counters().tokens_evaluated;
  (void)session.suggest({.count = 3});
  EXPECT_EQ(session.counters().tokens_evaluated, after);
  EXPECT_EQ(session.counters().tokens_reused, 0);
}

TEST_P(BidirectionalTest, TrueCaseComesFromTheLexicon) {
  const auto all = strip("see you on ");
  Session session(engine_);
  session.set_context("see you on ", "");
  type_into(&session, "monda");
  std::vector<std::string> offered;
  for (const Suggestion& s : session.suggest({.count = 5}).items) offered.push_back(s.text);
  EXPECT_NE(std::find(offered.begin(), offered.end(), "Monday"), offered.end());
  EXPECT_EQ(std::find(offered.begin(), offered.end(), "monday"), offered.end());
  EXPECT_EQ(std::find(all.begin(), all.end(), "monday"), all.end());
  EXPECT_EQ(std::find(all.begin(), all.end(), "i"), all.end());
}

TEST_P(BidirectionalTest, AWholeSentenceCanBeTyped) {
  Session session(engine_);
  for (const char c : std::string("Thnak you for the hello, I'm in tomorow. See you soon. ")) {
    session.key(std::string(1, c));
    const auto strip = session.suggest({.count = 3});
    for (const Suggestion& s : strip.items)
      EXPECT_EQ(s.text.find_first_of("[#"), std::string::npos);
  }
  EXPECT_FALSE(session.phrase("thank", {}).find('[') != std::string::npos);
  session.set_context("thank you ", " in the meeting");
  EXPECT_FALSE(session.suggest({.count = 3}).items.empty());
}

TEST_P(BidirectionalTest, APastedBookKeepsTheWindowBounded) {
  std::string book;
  for (int i = 0; i < 3000; ++i) book += "see you at home ";
  Session session(engine_);
  session.set_context(book, book);
  EXPECT_FALSE(session.suggest({.count = 3}).items.empty());
  EXPECT_LE(session.counters().tokens_evaluated,
            static_cast<int64_t>(language().model->config().max_position) * 5);
}

TEST_P(BidirectionalTest, PartsThatDoNotGoTogetherAreNamed) {
  const auto part_lost = [&](const char* part) {
    const auto engine = Engine::open({.pack_dir = folder_.path()}).value();
    const auto& status = engine->status();
    return std::any_of(status.begin(), status.end(),
                       [&](const Degradation& lost) { return lost.part == part && lost.left_out; });
  };
  write_file_text(folder_.file("ngrams.bin"), "counted over other pieces");
  EXPECT_TRUE(part_lost("ngrams"));
  std::filesystem::remove(folder_.file("ngrams.bin"));
  EXPECT_FALSE(part_lost("ngrams"));
  const std::string vocabulary = file_text(folder_.file("vocab.txt"));
  write_file_text(folder_.file("vocab.txt"), vocabulary + "one more\n");
  EXPECT_TRUE(part_lost("model"));
  std::filesystem::remove(folder_.file("vocab.txt"));
  EXPECT_TRUE(part_lost("tokenizer"));
  std::filesystem::copy_file(english_pack() + "/tokenizer.model", folder_.file("tokenizer.model"));
  EXPECT_TRUE(part_lost("model"));
}

}  // namespace
}  // namespace inkling
