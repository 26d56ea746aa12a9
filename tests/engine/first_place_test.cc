// Who stands first on the strip: docs/decisions/0007-first-place.md.
#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

/// A finished word and a longer one that is a little likelier, less than the first place asks for.
class FirstPlaceTest : public ::testing::Test {
 protected:
  FirstPlaceTest() {
    LexiconSource source;
    for (const auto& [text, log_prob] : std::initializer_list<std::pair<const char*, float>>{
             {"car", -8.0F}, {"card", -7.5F}, {"cat", -9.0F}, {"a", -3.0F}, {"an", -4.0F}}) {
      source.words.push_back({text, log_prob, 0});
    }
    write_lexicon_file(source, folder_.path());
    engine_ = Engine::open({.pack_dir = folder_.path(), .history_path = ""}).value();
  }
  Session session() const {
    SessionOptions options;
    options.no_learning = true;
    options.autocorrect = AutocorrectStrength::kOff;  // the order alone
    return Session(engine_, options);
  }
  static std::vector<Suggestion> strip(Session* session) {
    SuggestOptions options;
    options.count = 8;
    return session->suggest(options).items;
  }

  TempFolder folder_;
  std::shared_ptr<Engine> engine_;
};

TEST_F(FirstPlaceTest, ACompletionThatIsALittleLikelierStandsSecond) {
  Session typed = session();
  type_into(&typed, "car");
  const auto items = strip(&typed);
  ASSERT_GE(items.size(), 2U);
  EXPECT_EQ(items[0].text, "car");
  EXPECT_EQ(items[1].text, "card");
  EXPECT_GT(items[1].score, items[0].score);
}

TEST_F(FirstPlaceTest, WordsThatTakeInTheWordBeforeLeaveTheFirstPlaceAlone) {
  Session typed = session();
  type_into(&typed, "qq car");  // "qq" is no word: what else may both be?
  std::vector<std::string> others;
  std::size_t joined = 0;
  for (const Suggestion& s : strip(&typed)) {
    if (s.replaces.empty()) {
      others.push_back(s.text);
    } else {
      ++joined;
    }
  }
  ASSERT_GT(joined, 0U);
  ASSERT_GE(others.size(), 2U);
  EXPECT_EQ(others[0], "car");
  EXPECT_EQ(others[1], "card");
}

}  // namespace
}  // namespace inkling
