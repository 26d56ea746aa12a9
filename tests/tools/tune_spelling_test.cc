// inkling tune spelling: what is learned from lists of misspellings.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/decoder/channel.h"
#include "tests/temp_folder.h"
#include "tools/tune/edit_smoothing.h"
#include "tools/tune/finger_rates.h"
#include "tools/tune/spelling_fit.h"
#include "tools/tune/typo_lists.h"

namespace inkling {
namespace {

constexpr double kNoSmoothing = 0;

LetterClasses classes(const std::string& word) {
  LetterClasses out;
  for (const char c : word) {
    out.push_back(static_cast<uint8_t>(spelling_class(static_cast<char32_t>(c))));
  }
  return out;
}

std::size_t letter(char c) { return static_cast<std::size_t>(c - 'a'); }

/// "typo word" pairs as a corpus of one group, all to be fitted.
TypoCorpus corpus_of(const std::vector<std::pair<std::string, std::string>>& words) {
  TypoCorpus corpus;
  corpus.groups = {"test"};
  for (const auto& [typo, word] : words) {
    corpus.pairs.push_back({classes(typo), classes(word), 0, Fold::kFit, 1});
  }
  return corpus;
}

TypoCorpus small_corpus() {
  return corpus_of({{"recieve", "receive"},
                    {"beleive", "believe"},
                    {"freind", "friend"},
                    {"acheive", "achieve"},
                    {"wierd", "weird"},
                    {"comitted", "committed"},
                    {"ocasion", "occasion"},
                    {"untill", "until"},
                    {"wellcome", "welcome"},
                    {"alltogether", "altogether"},
                    {"helpfull", "helpful"},
                    {"tommorow", "tomorrow"},
                    {"seperate", "separate"},
                    {"definately", "definitely"},
                    {"wprd", "word"},
                    {"hpuse", "house"}});
}

EditTable exposure_of(const TypoCorpus& corpus, double* letters) {
  EditExposure exposure;
  for (const TypoPair& pair : corpus.pairs) exposure.add(pair.meant, pair.weight);
  return exposure.per_word(letters);
}

EditTable qwerty_finger() { return finger_rates(ChannelParams(), Layout::qwerty()); }

TEST(EditLatticeTest, SumsOverAllWaysToTypeAWord) {
  EditTable rates{};
  rates[edit_cell(EditKind::kOmission, letter('t'), letter('t'))] = 0.25;
  rates[edit_cell(EditKind::kOmission, letter('u'), letter('t'))] = 0.5;
  EditLattice lattice;
  // Either of the two was left out.
  EXPECT_NEAR(lattice.log_likelihood(classes("butter"), classes("buter"), rates), std::log(0.75),
              1e-9);
  EditTable counts{};
  lattice.expect(classes("butter"), classes("buter"), rates, 3, &counts);
  EXPECT_NEAR(counts[edit_cell(EditKind::kOmission, letter('u'), letter('t'))], 2, 1e-9);
  EXPECT_NEAR(counts[edit_cell(EditKind::kOmission, letter('t'), letter('t'))], 1, 1e-9);
}

TEST(EditLatticeTest, AnUnexplainedTypoIsVeryUnlikelyButFinite) {
  EditLattice lattice;
  const double log_prob = lattice.log_likelihood(classes("cat"), classes("dog"), EditTable{});
  EXPECT_LT(log_prob, -500);
  EXPECT_TRUE(std::isfinite(log_prob));
}

TEST(SpellingFitTest, NoRoundLowersTheLikelihood) {
  const TypoCorpus corpus = small_corpus();
  double letters = 0;
  const EditTable exposure = exposure_of(corpus, &letters);
  SpellingFit fit(corpus, exposure, qwerty_finger(), kNoSmoothing);
  double before = fit.scores_of_equal_mistakes()[0];
  for (int round = 0; round < 20; ++round) {
    fit.run_round();
    const double now = fit.scores()[0];
    EXPECT_GE(now, before - 1e-9) << "round " << round;
    before = now;
  }
  EXPECT_GT(before, fit.scores_of_equal_mistakes()[0] + 1);
}

TEST(SpellingFitTest, LearnsTranspositionsAndDoubledLetters) {
  const TypoCorpus corpus = small_corpus();
  double letters = 0;
  const EditTable exposure = exposure_of(corpus, &letters);
  SpellingFit fit(corpus, exposure, qwerty_finger(), 0.25);
  for (int round = 0; round < 20; ++round) fit.run_round();
  const SpellingCosts costs = spelling_costs(fit.rates(), exposure, letters, kMisspelledLetters);
  const auto& swap = costs.transposition;
  EXPECT_LT(swap[letter('i')][letter('e')] + 1, swap[letter('i')][letter('t')]);
  EXPECT_LT(swap[letter('e')][letter('i')] + 1, swap[letter('e')][letter('p')]);
  EXPECT_LT(costs.omission[letter('c')][letter('c')] + 1, costs.omission[letter('c')][letter('h')]);
  EXPECT_LT(costs.insertion[letter('l')][letter('l')] + 1,
            costs.insertion[letter('l')][letter('k')]);
  EXPECT_LT(costs.substitution[letter('a')][letter('e')],
            costs.substitution[letter('a')][letter('t')]);
}

TEST(SpellingFitTest, LeavesSlipsOfTheFingerToTheFinger) {
  // Some words were typed, with every slip to a neighbour as often as the finger makes it, others
  // thought up, with one habit of the head.
  TypoCorpus corpus;
  corpus.groups = {"thought", "typed"};
  const EditTable finger = qwerty_finger();
  for (const char* word : {"tower", "pretty", "quite", "youth", "master", "habit", "bread"}) {
    const LetterClasses meant = classes(word);
    for (std::size_t at = 0; at < meant.size(); ++at) {
      for (uint8_t key = 0; key < 26; ++key) {
        const double rate = finger.at(edit_cell(EditKind::kSubstitution, meant[at], key));
        LetterClasses typed = meant;
        typed[at] = key;
        if (typed != meant) corpus.pairs.push_back({typed, meant, 1, Fold::kFit, 10 * rate});
      }
      if (meant[at] == letter('a')) {
        LetterClasses typed = meant;
        typed[at] = static_cast<uint8_t>(letter('e'));
        corpus.pairs.push_back({typed, meant, 0, Fold::kFit, 2});
      }
    }
  }
  double letters = 0;
  const EditTable exposure = exposure_of(corpus, &letters);
  SpellingFit fit(corpus, exposure, finger, 0.5);
  for (int round = 0; round < 60; ++round) fit.run_round();
  EXPECT_GT(fit.finger_part(1), 0.5);
  EXPECT_LT(fit.finger_part(0), 0.3);
  const SpellingCosts costs = spelling_costs(fit.rates(), exposure, letters, kMisspelledLetters);
  EXPECT_LT(costs.substitution[letter('a')][letter('e')] + 3,
            costs.substitution[letter('i')][letter('o')]);
}

TEST(SpellingFitTest, RatesSumToTheShareOfMisspelledLetters) {
  const TypoCorpus corpus = small_corpus();
  double letters = 0;
  const EditTable exposure = exposure_of(corpus, &letters);
  SpellingFit fit(corpus, exposure, qwerty_finger(), 1);
  fit.run_round();
  const SpellingCosts costs = spelling_costs(fit.rates(), exposure, letters, 0.01);
  double mistakes = 0;
  for (std::size_t cell = 0; cell < kEditCells; ++cell) {
    const EditCell edit = edit_of(cell);
    if (!is_possible(edit)) continue;
    const float cost =
        edit.kind == EditKind::kSubstitution ? costs.substitution[edit.row][edit.column]
        : edit.kind == EditKind::kOmission   ? costs.omission[edit.row][edit.column]
        : edit.kind == EditKind::kInsertion  ? costs.insertion[edit.row][edit.column]
                                             : costs.transposition[edit.row][edit.column];
    mistakes += exposure[cell] * std::exp(-static_cast<double>(cost));
  }
  EXPECT_NEAR(mistakes / letters, 0.01, 1e-4);
}

TEST(SpellingFitTest, StopsByTheStoppingFoldAndSurvivesAsJson) {
  TypoCorpus corpus = small_corpus();
  const std::vector<std::pair<std::string, std::string>> others = {
      {"theif", "thief"}, {"peice", "piece"}, {"adress", "address"}};
  for (const auto& [typo, word] : others) {
    corpus.pairs.push_back({classes(typo), classes(word), 0, Fold::kStop, 1});
  }
  double letters = 0;
  const EditTable exposure = exposure_of(corpus, &letters);
  std::size_t rounds = 0;
  const SpellingFitResult fitted =
      fit_spelling(corpus, exposure, letters, qwerty_finger(), SpellingFitOptions(),
                   [&rounds](double, std::size_t, const FoldScores&) { ++rounds; });
  EXPECT_GT(fitted.fitted[1], fitted.equal[1]);
  EXPECT_LT(rounds, 5U * 60U);
  const auto read =
      spelling_from_json(nlohmann::json::parse(spelling_to_json(fitted.costs).dump()));
  ASSERT_TRUE(read.ok()) << read.error().message;
  for (std::size_t row = 0; row < kSpellingClasses; ++row) {
    for (std::size_t column = 0; column < kSpellingClasses; ++column) {
      EXPECT_NEAR(read->omission[row][column], fitted.costs.omission[row][column], 0.0626F);
      EXPECT_NEAR(read->substitution[row][column], fitted.costs.substitution[row][column], 0.0626F);
    }
  }
}

TEST(EditSmoothingTest, AnUnseenMistakeCostsWhatItsClassDoes) {
  EditTable counts{};
  EditTable exposure{};
  for (std::size_t cell = 0; cell < kEditCells; ++cell) {
    if (is_possible(edit_of(cell))) exposure[cell] = 10;
  }
  // Vowels are often taken for each other, but these two never were.
  for (const char meant : {'a', 'e', 'o'}) {
    for (const char typed : {'a', 'e', 'o', 'u'}) {
      if (meant != typed)
        counts[edit_cell(EditKind::kSubstitution, letter(meant), letter(typed))] = 5;
    }
  }
  const EditTable rates = smoothed_rates(counts, exposure, 1);
  const auto rate = [&rates](char meant, char typed) {
    return rates[edit_cell(EditKind::kSubstitution, letter(meant), letter(typed))];
  };
  EXPECT_GT(rate('i', 'u'), 5 * rate('i', 't'));
  EXPECT_GT(rate('a', 'e'), rate('i', 'u'));
  EXPECT_GT(rate('k', 't'), 0);
}

class TypoListsTest : public ::testing::Test {
 protected:
  std::string list(const std::string& name, const std::string& rows) {
    std::ofstream(folder_.file(name)) << "typo\tcorrect\tleft_context\tright_context\n" << rows;
    return folder_.file(name);
  }
  TempFolder folder_;
};

TEST_F(TypoListsTest, ABadRowIsNamedByFileAndLine) {
  const auto path = list("mine.tsv", "teh\tthe\t\t\n\nlonely\n");
  const auto corpus = read_typo_lists({path});
  ASSERT_FALSE(corpus.ok());
  EXPECT_EQ(corpus.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(corpus.error().message.find("mine.tsv: line 4:"), std::string::npos)
      << corpus.error().message;
}

TEST_F(TypoListsTest, AListWithoutItsColumnsIsRefused) {
  std::ofstream(folder_.file("other.tsv")) << "wrong\tright\nteh\tthe\n";
  const auto corpus = read_typo_lists({folder_.file("other.tsv")});
  ASSERT_FALSE(corpus.ok());
  EXPECT_NE(corpus.error().message.find("line 1"), std::string::npos) << corpus.error().message;
}

TEST_F(TypoListsTest, TakesOnlyMisspellingsOfOneWord) {
  const auto path = list("mine.tsv",
                         "teh\tthe\nalot\ta lot\n2morow\ttomorrow\nTeh\tThe\ndont\tdon't\n"
                         "same\tsame\nu\tyesterday\n");
  const auto corpus = read_typo_lists({path});
  ASSERT_TRUE(corpus.ok()) << corpus.error().message;
  ASSERT_EQ(corpus->pairs.size(), 1U);
  EXPECT_EQ(corpus->pairs[0].typed, classes("teh"));
  EXPECT_EQ(corpus->rows, 7U);
  EXPECT_EQ(corpus->skipped, 5U);
}

TEST_F(TypoListsTest, AnObservedListWeighsAsMuchAsAllTheOthers) {
  list("tweets_fit.tsv", "teh\tthe\n");
  list("big.tsv", "recieve\treceive\nwierd\tweird\nuntill\tuntil\n");
  list("copy.tsv", "recieve\treceive\nwierd\tweird\nadress\taddress\n");
  list("multilexnorm_train.tsv", "gonna\tgone\n");
  const auto corpus = read_typo_lists({folder_.path()});
  ASSERT_TRUE(corpus.ok()) << corpus.error().message;
  ASSERT_EQ(corpus->pairs.size(), 5U);
  std::array<double, 2> weights{};
  for (const TypoPair& pair : corpus->pairs) weights.at(pair.group) += pair.weight;
  EXPECT_NEAR(weights[0], weights[1], 1e-9);
}

TEST_F(TypoListsTest, AWordAndItsInflectionsAreHeldOutTogether) {
  EXPECT_EQ(fold_of("separate"), fold_of("separately"));
  std::array<int, kFolds> sizes{};
  for (char a = 'a'; a <= 'z'; ++a) {
    for (char b = 'a'; b <= 'z'; ++b) {
      ++sizes.at(static_cast<std::size_t>(fold_of(std::string{a, b, 'e'})));
    }
  }
  EXPECT_NEAR(sizes[0], 676 * 0.8, 70);
  EXPECT_GT(sizes[1], 30);
  EXPECT_GT(sizes[2], 30);
}

}  // namespace
}  // namespace inkling
