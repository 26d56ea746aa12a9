// Opening packs that are whole, damaged or missing; the pack that ships, end to end.
#include <algorithm>
#include <thread>

#include "cache/history/history.h"
#include "engine/ranking/predictor.h"
#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

std::vector<std::string> answers(const std::shared_ptr<Engine>& engine, const std::string& left,
                                 const std::string& typed = "", int count = 3) {
  Session session(engine);
  session.set_context(left, "");
  for (const char c : typed) session.key(std::string(1, c));
  SuggestOptions options;
  options.count = count;
  std::vector<std::string> out;
  for (const Suggestion& s : session.suggest(options).items) out.push_back(s.text);
  return out;
}

bool has_part(const std::shared_ptr<Engine>& engine, const std::string& part) {
  for (const Degradation& d : engine->status()) {
    if (d.part == part) return true;
  }
  return false;
}

void copy_pack(const std::string& to) {
  for (const auto& entry : std::filesystem::directory_iterator(english_pack())) {
    std::filesystem::copy_file(entry.path(), to + "/" + entry.path().filename().string());
  }
}

TEST(Engine, WithoutAnythingOffersWhatWasTyped) {
  const auto engine = Engine::open({}).value();
  EXPECT_TRUE(engine->status().empty());
  EXPECT_EQ(answers(engine, "", "hello"), std::vector<std::string>{"hello"});
}

TEST(Engine, MissingPackIsSaidPartByPart) {
  const auto engine = Engine::open({.pack_dir = "/nowhere/at/all"}).value();
  EXPECT_TRUE(has_part(engine, "lexicon"));
  EXPECT_TRUE(has_part(engine, "model"));
  EXPECT_TRUE(has_part(engine, "tokenizer"));
  EXPECT_FALSE(engine->has_model());
}

TEST(Engine, EveryDamagedFileLosesItsOwnPartOnly) {
  const std::pair<const char*, const char*> files[] = {{"lexicon.bin", "lexicon"},
                                                       {"model.safetensors", "model"},
                                                       {"config.json", "model"},
                                                       {"tokenizer.model", "tokenizer"}};
  for (const auto& [name, part] : files) {
    SCOPED_TRACE(name);
    const TempFolder folder;
    copy_pack(folder.path());
    std::fstream file(folder.file(name), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(100);
    file << "\x01\x02\x03";
    file.close();
    const auto engine = Engine::open({.pack_dir = folder.path()}).value();
    ASSERT_TRUE(has_part(engine, part));
    EXPECT_NE(engine->status()[0].error.message.find(name), std::string::npos);
    EXPECT_FALSE(answers(engine, "how are ", "yo").empty());
    EXPECT_EQ(engine->has_lexicon(), std::string(name) != "lexicon.bin");
  }
}

TEST(Engine, CutOffFilesAreSaidAndTheRestWorks) {
  const TempFolder folder;
  copy_pack(folder.path());
  std::filesystem::resize_file(folder.file("model.safetensors"), 1000);
  std::filesystem::remove(folder.file("pack.json"));
  const auto engine = Engine::open({.pack_dir = folder.path()}).value();
  EXPECT_TRUE(has_part(engine, "model"));
  EXPECT_EQ(answers(engine, "how are ", "yiu")[0], "you");
}

TEST(Engine, UnusableHistoryIsSaidAndTheRestWorks) {
  const auto engine =
      Engine::open({.pack_dir = english_pack(), .history_path = "/nowhere/me.sqlite"}).value();
  EXPECT_TRUE(has_part(engine, "history"));
  EXPECT_EQ(answers(engine, "how are ", "yiu")[0], "you");
}

class EnglishPack : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { engine_ = Engine::open({.pack_dir = english_pack()}).value(); }
  static void TearDownTestSuite() { engine_.reset(); }
  static std::shared_ptr<Engine> engine_;
};
std::shared_ptr<Engine> EnglishPack::engine_;

TEST_F(EnglishPack, OpensWhole) {
  EXPECT_TRUE(engine_->status().empty());
  EXPECT_TRUE(engine_->has_model());
  EXPECT_TRUE(engine_->has_lexicon());
}

TEST_F(EnglishPack, AnswersAsAKeyboardShould) {
  EXPECT_EQ(answers(engine_, "I will be there ", "tomo")[0], "tomorrow");
  EXPECT_EQ(answers(engine_, "how are ", "yiu")[0], "you");
  const auto receive = answers(engine_, "", "recieve");
  EXPECT_NE(std::find(receive.begin(), receive.end(), "receive"), receive.end());
  const auto thanks = answers(engine_, "Thank you so much for your ");
  EXPECT_NE(std::find(thanks.begin(), thanks.end(), "help"), thanks.end());
  EXPECT_EQ(answers(engine_, "how are ")[0], "you");
}

TEST_F(EnglishPack, ContextDecidesAmongNeighbours) {
  EXPECT_EQ(answers(engine_, "I want to go ti ", "").empty(), false);
  EXPECT_EQ(answers(engine_, "He said that he could nit ", "").empty(), false);
  EXPECT_EQ(answers(engine_, "I did not ", "knoq")[0], "know");
}

TEST_F(EnglishPack, ALetterEvaluatesNothing) {
  Session session(engine_);
  session.set_context("I will see you ", "");
  (void)session.suggest({});
  session.key("s");
  (void)session.suggest({});
  session.key("o");
  const int64_t before = session.counters().tokens_evaluated;
  (void)session.suggest({});
  (void)session.suggest({});
  EXPECT_EQ(session.counters().tokens_evaluated, before);
  EXPECT_GT(before, 0);
}

TEST_F(EnglishPack, CommittingReusesThePrefix) {
  Session session(engine_);
  session.set_context("I have been thinking about the long summer that we ", "");
  (void)session.suggest({});
  const SessionCounters before = session.counters();
  for (const char c : std::string("had ")) session.key(std::string(1, c));
  (void)session.suggest({});
  const SessionCounters after = session.counters();
  EXPECT_LE(after.tokens_evaluated - before.tokens_evaluated, 8);
  EXPECT_GE(after.tokens_reused - before.tokens_reused, 10);
}

TEST_F(EnglishPack, SaysWhichStagesRanAndKeepsADeadline) {
  Session session(engine_);
  session.set_context("I will see you ", "");
  SuggestOptions options;
  options.deadline = Deadline::after_nanos(Clock::system(), 0);
  const Suggestions late = session.suggest(options);
  EXPECT_FALSE(late.items.empty());
  EXPECT_EQ(std::count(late.stages.begin(), late.stages.end(), Stage::kNextWord), 0);
  const Suggestions full = session.suggest({});
  EXPECT_EQ(std::count(full.stages.begin(), full.stages.end(), Stage::kNextWord), 1);
}

TEST_F(EnglishPack, LongTextsAndEmptyOnesAreFine) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "and so we walked on ";
  EXPECT_FALSE(answers(engine_, text).empty());
  EXPECT_FALSE(answers(engine_, std::string(100000, 'x') + " ").empty());
  EXPECT_FALSE(answers(engine_, "").empty());
}

TEST_F(EnglishPack, SessionsInThreadsShareOneEngine) {
  const auto want = answers(engine_, "how are ", "yo");
  std::vector<std::thread> threads;
  threads.reserve(3);
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([&want] {
      for (int i = 0; i < 5; ++i) EXPECT_EQ(answers(engine_, "how are ", "yo"), want);
    });
  }
  for (std::thread& t : threads) t.join();
}

TEST_F(EnglishPack, IncrementalTypingEqualsAFreshSession) {
  Session session(engine_, {.layout = "qwerty", .field = FieldKind::kText, .no_learning = true});
  const std::string text = "we could meet at the station after lunch. what do you think ";
  for (const char c : text) {
    session.key(std::string(1, c));
    if (c != ' ') continue;
    Session fresh(engine_, {.layout = "qwerty", .field = FieldKind::kText, .no_learning = true});
    fresh.set_context(session.left(), "");
    const auto got = session.suggest({}).items;
    const auto want = fresh.suggest({}).items;
    ASSERT_EQ(got.size(), want.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
      EXPECT_EQ(got[i].text, want[i].text) << session.left();
      EXPECT_NEAR(got[i].score, want[i].score, 1e-3);
    }
  }
}

}  // namespace
}  // namespace inkling
