// inkling tune: learns the numbers of decoder.json.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/decoder/channel.h"
#include "engine/layout.h"
#include "engine/lexicon/lexicon.h"
#include "engine/lexicon/text_key.h"
#include "engine/pack/letter_model.h"
#include "tools/command.h"
#include "tools/tune/edit_cells.h"
#include "tools/tune/finger_rates.h"
#include "tools/tune/json_section.h"
#include "tools/tune/letter_fit.h"
#include "tools/tune/spelling_fit.h"
#include "tools/tune/tune_inputs.h"
#include "tools/tune/typo_lists.h"

namespace inkling {
namespace {

struct SpellingArguments {
  std::vector<std::string> typos;
  std::string lexicon;
  std::string out;
  double rate = kMisspelledLetters;
};

/// Where mistakes could happen: in the lexicon's words, or else in the words of the lists. Words
/// weigh the root of their probability: a list names a misspelling once however common it is.
Result<EditTable> read_exposure(const std::string& lexicon_path, const TypoCorpus& corpus,
                                double* letters) {
  EditExposure exposure;
  if (lexicon_path.empty()) {
    for (const TypoPair& pair : corpus.pairs) {
      if (pair.fold == Fold::kFit) exposure.add(pair.meant, pair.weight);
    }
    return exposure.per_word(letters);
  }
  const auto lexicon = Lexicon::open(lexicon_path);
  if (!lexicon) return lexicon.error();
  for (uint32_t id = 0; id < (*lexicon)->size(); ++id) {
    exposure.add(classes_of((*lexicon)->text(id)), std::exp(0.5 * (*lexicon)->log_prob(id)));
  }
  return exposure.per_word(letters);
}

void print_scores(const char* name, const FoldScores& scores) {
  std::printf("%-22s %9.4f %9.4f %9.4f\n", name, scores[0], scores[1], scores[2]);
}

/// The mistakes that the tables hold to be most frequent, as "meant>typed".
void print_examples(const EditTable& rates, const EditTable& exposure) {
  const auto letter = [](std::size_t c) {
    if (c == kSpellingStart) return '^';
    return c < 26 ? static_cast<char>('a' + c) : '\'';
  };
  std::vector<std::pair<double, std::size_t>> cells;
  for (std::size_t cell = 0; cell < kEditCells; ++cell) {
    cells.emplace_back(rates.at(cell) * exposure.at(cell), cell);
  }
  std::partial_sort(cells.begin(), cells.begin() + 24, cells.end(), std::greater<>());
  std::printf("\nmost frequent:");
  for (std::size_t i = 0; i < 24; ++i) {
    const EditCell edit = edit_of(cells[i].second);
    const char row = letter(edit.row);
    const char column = letter(edit.column);
    switch (edit.kind) {
      case EditKind::kSubstitution:
        std::printf(" %c>%c", row, column);
        break;
      case EditKind::kOmission:
        std::printf(" %c%c>%c", row, column, row);
        break;
      case EditKind::kInsertion:
        std::printf(" %c>%c%c", row, row, column);
        break;
      case EditKind::kTransposition:
        std::printf(" %c%c>%c%c", row, column, column, row);
        break;
    }
    std::printf(" %.1f%%", 100 * cells[i].first);
  }
  std::printf("\n");
}

int run_spelling(const SpellingArguments& arguments) {
  const auto corpus = read_typo_lists(arguments.typos);
  if (!corpus) return fail(corpus.error());
  std::array<std::size_t, kFolds> pairs{};
  for (const TypoPair& pair : corpus->pairs) ++pairs.at(static_cast<std::size_t>(pair.fold));
  std::printf("%zu rows, %zu skipped; pairs to fit %zu, to stop by %zu, held out %zu\n",
              corpus->rows, corpus->skipped, pairs[0], pairs[1], pairs[2]);
  double letters = 0;
  const auto exposure = read_exposure(arguments.lexicon, *corpus, &letters);
  if (!exposure) return fail(exposure.error());
  SpellingFitOptions options;
  options.misspelled_letters = arguments.rate;
  std::printf("\nnats per typo               fit      stop  held out\n");
  const SpellingFitResult fitted =
      fit_spelling(*corpus, *exposure, letters, finger_rates(ChannelParams(), Layout::qwerty()),
                   options, [](double smoothing, std::size_t round, const FoldScores& scores) {
                     const std::string name = "prior " + std::to_string(smoothing).substr(0, 5) +
                                              " round " + std::to_string(round);
                     print_scores(name.c_str(), scores);
                   });
  print_scores("all mistakes equal", fitted.equal);
  print_scores("fitted", fitted.fitted);
  std::printf("\nprior worth %g mistakes\n", fitted.smoothing);
  for (std::size_t group = 0; group < corpus->groups.size(); ++group) {
    std::printf("%-22s %4.1f %% of mistakes by the finger\n", corpus->groups[group].c_str(),
                100 * fitted.finger_parts[group]);
  }
  print_examples(fitted.rates, *exposure);
  const Status written =
      write_json_section(arguments.out, "spelling", spelling_to_json(fitted.costs));
  return written ? kExitDone : fail(written.error());
}

struct LetterArguments {
  std::string lexicon;
  std::string out;
};

/// Words weigh the root of their probability, the rarest 1: unknown words are spelled like the many
/// rare ones; by plain probability a few hundred function words would teach the model.
int run_letters(const LetterArguments& arguments) {
  const auto lexicon = Lexicon::open(arguments.lexicon);
  if (!lexicon) return fail(lexicon.error());
  const auto size = static_cast<uint32_t>((*lexicon)->size());
  float least = 0;
  for (uint32_t id = 0; id < size; ++id) least = std::min(least, (*lexicon)->log_prob(id));
  const auto is_held_out = [&](const std::string& word) {
    return fold_of(encode_utf8(search_key(word))) == Fold::kHeldOut;
  };
  LetterCounts counts;
  for (uint32_t id = 0; id < size; ++id) {
    const std::string word = (*lexicon)->text(id);
    if (is_held_out(word)) continue;
    counts.add(classes_of(word), std::exp(0.5 * ((*lexicon)->log_prob(id) - least)));
  }
  const nlohmann::ordered_json section = LetterModel::to_json(counts.costs());
  const auto model = LetterModel::from_json(section);
  if (!model) return fail(model.error());
  double log_prob = 0;
  std::size_t letters = 0;
  std::size_t words = 0;
  for (uint32_t id = 0; id < size; ++id) {
    const std::string word = (*lexicon)->text(id);
    if (!is_held_out(word)) continue;
    log_prob += model->log_prob(word);
    letters += classes_of(word).size() + 1;
    ++words;
  }
  if (words > 0) {
    std::printf("%zu held-out words: %.3f nats a letter, %.2f a word\n", words,
                -log_prob / static_cast<double>(letters), -log_prob / static_cast<double>(words));
  }
  const Status written = write_json_section(arguments.out, "letters", section);
  return written ? kExitDone : fail(written.error());
}

void add_letters(CLI::App* tune, int* exit_code) {
  CLI::App* command = tune->add_subcommand("letters", "Spelling of unknown words, from a lexicon");
  auto arguments = std::make_shared<LetterArguments>();
  command->add_option("--lexicon", arguments->lexicon, "lexicon.bin")
      ->type_name("FILE")
      ->required();
  command->add_option("--out", arguments->out, "decoder.json; its other sections stay")
      ->type_name("FILE")
      ->required();
  on_run(command, exit_code, [arguments] { return run_letters(*arguments); });
}

void add_spelling(CLI::App* tune, int* exit_code) {
  CLI::App* spelling = tune->add_subcommand("spelling", "Costs of misspellings, from typo lists");
  auto arguments = std::make_shared<SpellingArguments>();
  spelling->add_option("--typos", arguments->typos, "Lists (typo, correct), or folders of them")
      ->type_name("FILE")
      ->required();
  spelling
      ->add_option("--lexicon", arguments->lexicon,
                   "Where mistakes could happen: lexicon.bin; else the lists' own words")
      ->type_name("FILE");
  spelling->add_option("--out", arguments->out, "decoder.json; its other sections stay")
      ->type_name("FILE")
      ->required();
  spelling->add_option("--rate", arguments->rate, "Share of letters that are misspelled")
      ->check(CLI::Range(1e-6, 0.5));
  on_run(spelling, exit_code, [arguments] { return run_spelling(*arguments); });
}

}  // namespace

void add_tune_command(CLI::App* app, int* exit_code) {
  CLI::App* tune = app->add_subcommand("tune", "Learn the numbers of decoder.json from data");
  tune->require_subcommand(1);
  add_spelling(tune, exit_code);
  add_letters(tune, exit_code);
  add_tune_weights(tune, exit_code);
  add_tune_decision(tune, exit_code);
  add_tune_gesture(tune, exit_code);
}

}  // namespace inkling
