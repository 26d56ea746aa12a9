// Answers under a deadline: always one, narrower where time is short, and honest about it.
#include <algorithm>
#include <cmath>

#include "engine/ranking/ranker.h"
#include "engine/session/engine_impl.h"
#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

bool ran(const std::vector<Stage>& stages, Stage stage) {
  return std::find(stages.begin(), stages.end(), stage) != stages.end();
}
bool has_literal(const Suggestions& answer, const std::string& typed) {
  return std::any_of(answer.items.begin(), answer.items.end(), [&](const Suggestion& s) {
    return s.kind == SuggestionKind::kLiteral && s.text == typed;
  });
}

/// Time passes on its own: each look at the clock costs `step`.
class TickingClock final : public Clock {
 public:
  explicit TickingClock(int64_t step) : step_(step) {}
  [[nodiscard]] int64_t now_nanos() const override { return nanos_ += step_; }
  [[nodiscard]] int64_t wall_seconds() const override { return 0; }

 private:
  int64_t step_;
  mutable std::atomic<int64_t> nanos_{0};
};

/// A small lexicon under a clock that the test moves.
class DeadlineTest : public ::testing::Test {
 protected:
  DeadlineTest() {
    write_lexicon_pack(folder_.path());
    engine_ = Engine::open({.pack_dir = folder_.path(), .clock = &clock_}).value();
  }
  /// The beam that an answer to "recieve" in `nanos` gets.
  std::size_t width_within(int64_t nanos) {
    Ranker ranker(parts_of(*engine_), Layout::qwerty());
    ranker.set_context("");
    ranker.press("recieve", std::nullopt);
    SuggestOptions options;
    options.deadline = Deadline::after_nanos(clock_, nanos);
    EXPECT_FALSE(ranker.rank("recieve", true, options, nullptr).literal.typed.empty());
    return ranker.languages().front()->decoder()->width();
  }

  ManualClock clock_;
  TempFolder folder_;
  std::shared_ptr<Engine> engine_;
};

TEST_F(DeadlineTest, TheBeamIsAsWideAsTheTimeAllows) {
  EXPECT_EQ(width_within(1'000'000'000), Decoder::kFullWidth);
  const std::size_t some = width_within(1'000'000);
  const std::size_t few = width_within(300'000);
  EXPECT_LT(some, Decoder::kFullWidth);
  EXPECT_LT(few, some);
  EXPECT_LE(width_within(0), few);
  EXPECT_GT(width_within(0), 0U);
  EXPECT_EQ(width_within(-5'000'000), width_within(0));
}

TEST_F(DeadlineTest, AnExpiredDeadlineStillGetsTheLiteralAndCorrections) {
  Session session(engine_);
  for (const char c : std::string("yiu")) session.key(std::string(1, c));
  SuggestOptions options;
  options.deadline = Deadline::after_nanos(clock_, 1000);
  clock_.advance_nanos(2000);
  ASSERT_TRUE(options.deadline.expired());
  const Suggestions late = session.suggest(options);
  EXPECT_TRUE(has_literal(late, "yiu"));
  EXPECT_TRUE(ran(late.stages, Stage::kLexicon));
  EXPECT_TRUE(ran(late.stages, Stage::kHistory));
  EXPECT_FALSE(ran(late.stages, Stage::kNextWord));
  // A beam of a handful finds a slip as plain as this one.
  EXPECT_EQ(late.items.front().text, "you");
}

TEST_F(DeadlineTest, StripsOfEarlierKeysDoNotDecideWhatIsPutIn) {
  for (const char* typed : {"recieve", "tomorow", "thankyou", "tommorrow", "rceive"}) {
    std::string committed[2];
    for (const bool hurried : {false, true}) {
      Session session(engine_,
                      {.layout = "qwerty", .field = FieldKind::kText, .no_learning = true});
      for (const char c : std::string(typed)) {
        if (hurried) {
          SuggestOptions options;
          options.deadline = Deadline::after_nanos(clock_, 0);
          (void)session.suggest(options);
        }
        session.key(std::string(1, c));
      }
      committed[hurried ? 1 : 0] = session.space().committed;
    }
    EXPECT_EQ(committed[1], committed[0]) << typed;
  }
}

/// What would take a stray space out, with scores to a thousandth of a nat.
std::vector<std::string> joins(const Suggestions& answer) {
  std::vector<std::string> out;
  for (const Suggestion& s : answer.items) {
    if (s.replaces.empty()) continue;
    out.push_back(s.replaces + "|" + s.text + "|" + std::to_string(std::lround(s.score * 1000)));
  }
  return out;
}

/// Words that a stray space divided, under a clock that the test moves.
class JoinDeadlineTest : public DeadlineTest {
 protected:
  JoinDeadlineTest() : session_(engine_) {}
  void type(std::string_view text) { type_into(&session_, text); }
  Suggestions within(int64_t nanos) {
    SuggestOptions options;
    options.count = 8;
    options.deadline = Deadline::after_nanos(clock_, nanos);
    return session_.suggest(options);
  }
  static constexpr int64_t kPlenty = 1'000'000'000;

  Session session_;
};

TEST_F(JoinDeadlineTest, NoSpaceIsTakenOutWhenTheTimeIsUp) {
  type("tomo rrow");
  const Suggestions late = within(0);
  EXPECT_TRUE(joins(late).empty());
  EXPECT_TRUE(late.hurried);
  EXPECT_TRUE(has_literal(late, "rrow"));
  const Suggestions early = within(kPlenty);
  ASSERT_FALSE(joins(early).empty());
  EXPECT_EQ(early.items.front().text, "tomorrow");
  EXPECT_FALSE(early.hurried);
}

TEST_F(JoinDeadlineTest, ALittleTimeIsEnoughForAPlainJoin) {
  type("tomo rrow");
  const Suggestions some = within(500'000);
  EXPECT_EQ(some.items.front().text, "tomorrow");
  EXPECT_TRUE(some.hurried);
}

TEST_F(JoinDeadlineTest, AJoinMadeInAHurryIsMadeAnew) {
  for (const char* typed : {"tomo rrow", "rec ieve", "se eyou", "tomo eroq", "he llp"}) {
    std::vector<std::string> got[2];
    for (const bool hurried : {false, true}) {
      session_.focus(FieldKind::kText, true, "", "");
      for (const char c : std::string(typed)) {
        type(std::string(1, c));
        if (hurried && !session_.composing().empty()) (void)within(400'000);
      }
      got[hurried ? 1 : 0] = joins(within(kPlenty));
    }
    EXPECT_FALSE(got[0].empty()) << typed;
    EXPECT_EQ(got[1], got[0]) << typed;
  }
}

TEST_F(JoinDeadlineTest, AJoinFollowsTheKeysHoweverRarelyItIsAskedFor) {
  type("tomo rrow");
  const auto wanted = joins(within(kPlenty));
  session_.focus(FieldKind::kText, true, "", "");
  type("tomo rrox");
  (void)within(kPlenty);
  session_.backspace();
  type("w");
  EXPECT_EQ(joins(within(kPlenty)), wanted);
}

TEST_F(JoinDeadlineTest, AnAnswerWithTimeToSpareIsNotHurried) {
  type("yiu");
  EXPECT_FALSE(within(kPlenty).hurried);
  EXPECT_FALSE(session_.suggest({}).hurried);
  type("r");
  EXPECT_TRUE(within(0).hurried);
}

TEST_F(DeadlineTest, TimeSpentIsReportedInMicroseconds) {
  const TickingClock ticking(500'000);
  const auto engine = Engine::open({.pack_dir = folder_.path(), .clock = &ticking}).value();
  Session session(engine);
  session.key("t");
  SuggestOptions options;
  options.deadline = Deadline::after_millis(ticking, 1);
  const Suggestions answer = session.suggest(options);
  EXPECT_GE(answer.micros, 500);
  EXPECT_TRUE(has_literal(answer, "t"));
}

/// The pack that ships, on a clock that runs so fast that hardly anything fits.
class SlowDeviceTest : public ::testing::Test {
 protected:
  static std::vector<Stage> stages_within(Session* session, const Clock& clock, int64_t nanos) {
    SuggestOptions options;
    options.deadline = Deadline::after_nanos(clock, nanos);
    const Suggestions answer = session->suggest(options);
    EXPECT_FALSE(answer.items.empty());
    return answer.stages;
  }
};

TEST_F(SlowDeviceTest, StagesSayWhatFittedIn) {
  ManualClock clock;
  const auto engine = Engine::open({.pack_dir = english_pack(), .clock = &clock}).value();
  Session session(engine);
  session.set_context("we could meet at the ", "");
  const std::vector<Stage> none = stages_within(&session, clock, 0);
  EXPECT_EQ(none, (std::vector<Stage>{Stage::kLexicon, Stage::kHistory}));
  EXPECT_EQ(session.counters().tokens_evaluated, 0);
  SuggestOptions late;
  late.deadline = Deadline::after_nanos(clock, 0);
  EXPECT_TRUE(session.suggest(late).hurried);  // the model has not spoken
  // A guess before anything was measured: a forward of some tokens takes more than this.
  EXPECT_FALSE(ran(stages_within(&session, clock, 400'000), Stage::kNextWord));
  EXPECT_TRUE(ran(stages_within(&session, clock, 1'000'000'000), Stage::kNextWord));
  const int64_t evaluated = session.counters().tokens_evaluated;
  EXPECT_GT(evaluated, 0);
  // What is known already costs nothing, so that no deadline forbids it.
  EXPECT_TRUE(ran(stages_within(&session, clock, 0), Stage::kNextWord));
  EXPECT_EQ(session.counters().tokens_evaluated, evaluated);
}

TEST_F(SlowDeviceTest, ALateAnswerDoesNotStandInForAFullOne) {
  ManualClock clock;
  const auto engine = Engine::open({.pack_dir = english_pack(), .clock = &clock}).value();
  const auto answer = [&](const std::string& typed, bool model_ready, bool late_first) {
    Session session(engine);
    session.set_context("where did you put my ", "");
    if (model_ready) (void)session.suggest({});
    for (const char c : typed) {
      session.key(std::string(1, c));
      if (late_first) (void)stages_within(&session, clock, 0);
    }
    std::vector<std::pair<std::string, int64_t>> out;
    for (const Suggestion& s : session.suggest({}).items) {
      out.emplace_back(s.text, std::llround(s.score * 100));
    }
    return out;
  };
  for (const char* typed : {"kwys", "bagandcoat", "harmonuca", "thermomster"}) {
    EXPECT_EQ(answer(typed, false, true), answer(typed, false, false)) << typed;
    EXPECT_EQ(answer(typed, true, true), answer(typed, true, false)) << typed;
  }
}

TEST_F(SlowDeviceTest, ASlowDeviceLearnsThatAForwardDoesNotFit) {
  // Every look at the clock costs ten milliseconds: after one forward that took so long, the same
  // time does not allow another.
  const TickingClock clock(10'000'000);
  const auto engine = Engine::open({.pack_dir = english_pack(), .clock = &clock}).value();
  Session session(engine);
  session.set_context("we could meet at the ", "");
  EXPECT_TRUE(ran(stages_within(&session, clock, 60'000'000), Stage::kNextWord));
  for (int i = 0; i < 8; ++i) {
    session.set_context("number " + std::to_string(i) + " stands for ", "");
    (void)stages_within(&session, clock, 60'000'000);
  }
  session.set_context("a text of its own that was never seen before by ", "");
  EXPECT_FALSE(ran(stages_within(&session, clock, 12'000'000), Stage::kNextWord));
}

}  // namespace
}  // namespace inkling
