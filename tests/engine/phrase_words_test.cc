// What is shared by all who take words or phrases apart.
#include "engine/ranking/phrase_words.h"

#include <cmath>

#include "cache/history/history.h"
#include "engine/ranking/word_book.h"
#include "engine/session/engine_impl.h"
#include "engine/session/field_learner.h"
#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

std::vector<std::string> words_of(std::string_view phrase) {
  std::vector<std::string> out;
  for_each_word(phrase, [&](std::string_view word) { out.emplace_back(word); });
  return out;
}

TEST(PhraseWords, AreWhatStandsBetweenSpaces) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(words_of("see you soon"), (Words{"see", "you", "soon"}));
  EXPECT_EQ(words_of("don't"), (Words{"don't"}));
  EXPECT_EQ(words_of("  see  you "), (Words{"see", "you"}));
  EXPECT_EQ(words_of(""), Words{});
  EXPECT_EQ(words_of(" "), Words{});
}

TEST(CaseForms, AreSummedAndTheCommonestSpeaksForTheFlags) {
  const TempFolder folder;
  LexiconSource source;
  source.words = {{"may", -6.0F, 0}, {"May", -7.0F, kWordNeverAutocorrect}};
  write_lexicon_file(source, folder.path());
  const auto lexicon = Lexicon::open(folder.file("lexicon.bin")).value();
  const CaseForms both = sum_case_forms(lexicon.get(), "MAY");
  EXPECT_TRUE(both.known);
  EXPECT_EQ(both.flags, 0);
  EXPECT_NEAR(both.log_prob, std::log(std::exp(-6.0) + std::exp(-7.0)), 0.02);
  EXPECT_FALSE(sum_case_forms(lexicon.get(), "mayx").known);
  EXPECT_EQ(sum_case_forms(lexicon.get(), "mayx").log_prob, kImpossible);
  EXPECT_FALSE(sum_case_forms(nullptr, "may").known);
}

using FieldLearnerTest = SmallEngineTest;

TEST_F(FieldLearnerTest, APhraseIsLearnedWordByWordAndUnlearnedWhole) {
  FieldLearner learner(parts_of(*engine_));
  const auto learned = [&](const char* word) {
    return engine_->history().probability("", "", word) > 0;
  };
  Lesson lesson{"See you soon", /*deliberate=*/true, {}, /*sentence_start=*/true};
  learner.teach(&lesson);
  EXPECT_TRUE(lesson.learned.empty());  // nothing allows it yet
  EXPECT_FALSE(learned("see"));
  learner.allow(true);
  learner.teach(&lesson);
  EXPECT_TRUE(learned("see") && learned("you") && learned("soon"));
  EXPECT_GT(engine_->history().probability("see", "you", "soon"), 0.3);
  EXPECT_EQ(engine_->history().words("see", 1).front().text, "see");  // the capital was free
  learner.unlearn(&lesson);
  EXPECT_TRUE(lesson.learned.empty());
  EXPECT_FALSE(learned("see") || learned("you") || learned("soon"));
  learner.teach(&lesson);
  EXPECT_TRUE(learned("see") && learned("you") && learned("soon"));
}

TEST_F(FieldLearnerTest, AMissingSpaceTakenBackLeavesNeitherWordBehind) {
  type("seeyou ");
  ASSERT_EQ(session_->left(), "see you ");
  EXPECT_EQ(engine_->history().words("", 9).size(), 2U);
  session_->backspace();
  EXPECT_EQ(session_->left(), "seeyou");
  EXPECT_TRUE(engine_->history().words("", 9).empty());
}

}  // namespace
}  // namespace inkling
