#include "tools/tune/tune_inputs.h"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <unordered_set>
#include <utility>

#include "engine/decoder/number_fields.h"
#include "engine/lexicon/text_key.h"
#include "tools/correction_set.h"
#include "tools/items.h"
#include "tools/tune/typo_lists.h"

namespace inkling {
namespace {

Result<Texts> read_texts(const std::vector<std::string>& paths) {
  Texts texts;
  for (const std::string& path : paths) {
    auto lines = read_text_lines(path);
    if (!lines) return lines.error();
    texts.push_back(std::move(*lines));
  }
  return texts;
}

/// What stands in a text and is a listed misspelling was not meant: it is no right word.
void drop_misspelt(const TypoCorpus& corpus, std::vector<TypingItem>* items) {
  std::unordered_set<std::string> misspelt;
  for (const TypoPair& pair : corpus.pairs) misspelt.emplace(pair.typed.begin(), pair.typed.end());
  std::erase_if(*items, [&](const TypingItem& item) {
    const LetterClasses typed = classes_of(item.keys.typo);
    return same_word(item.keys.typo, item.keys.correct) &&
           misspelt.contains({typed.begin(), typed.end()});
  });
}

/// Slips count as misspellings, words that are what was meant as right ones; halves by turns.
Result<std::vector<TypingItem>> read_set(const std::string& path) {
  auto set = read_correction_set(path);
  if (!set) return set.error();
  std::vector<TypingItem> out;
  for (CorrectionItem& item : *set) {
    const bool right = same_word(item.typo, item.correct);
    TypingItem typing;
    typing.source = right ? ItemSource::kRight : ItemSource::kTypos;
    typing.half = out.size() % 2;
    typing.keys = std::move(item);
    out.push_back(std::move(typing));
  }
  return out;
}

}  // namespace

LetterClasses classes_of(const std::string& word) {
  LetterClasses classes;
  for (const char32_t letter : search_key(word)) {
    classes.push_back(static_cast<uint8_t>(spelling_class(letter)));
  }
  return classes;
}

Result<std::vector<TypingItem>> read_tune_items(const TuneInputs& inputs) {
  const auto texts = read_texts(inputs.texts);
  if (!texts) return texts.error();
  const auto right = read_texts(inputs.right);
  if (!right) return right.error();
  std::vector<TypingItem> items = simulated_items(*texts, Layout::qwerty(), inputs.options);
  for (TypingItem& item : right_items(*right, inputs.options)) items.push_back(std::move(item));
  for (const std::string& path : inputs.items) {
    auto set = read_set(path);
    if (!set) return set.error();
    for (TypingItem& item : *set) {
      item.weight = inputs.items_weight;
      items.push_back(std::move(item));
    }
  }
  if (items.empty()) {
    return make_error(ErrorCode::kInvalidArgument, "the texts hold no line that can be typed");
  }
  if (!inputs.typos.empty()) {
    const auto corpus = read_typo_lists(inputs.typos);
    if (!corpus) return corpus.error();
    drop_misspelt(*corpus, &items);
    const double words = 2 * static_cast<double>(inputs.options.words);
    for (TypingItem& item : typo_items(*corpus, words, inputs.options)) {
      items.push_back(std::move(item));
    }
  }
  return items;
}

Result<std::unique_ptr<EngineParts>> open_tuned_parts(const TuneInputs& inputs) {
  auto parts = std::make_unique<EngineParts>();
  parts->clock = &Clock::system();
  parts->languages.push_back(open_language(resolve_pack(inputs.engine.pack), &parts->status));
  std::vector<Error> warnings;
  parts->history = History::open({.path = "", .language = "en", .clock = parts->clock}, &warnings);
  LanguageParts& language = *parts->languages.front();
  if (language.lexicon == nullptr) {
    return make_error(ErrorCode::kNotFound,
                      "weights are fitted with a pack that has a lexicon; "
                      "name it with --pack");
  }
  std::error_code failed;
  if (!std::filesystem::exists(inputs.out, failed)) return parts;
  const auto json = read_json_object(inputs.out);
  if (!json) return json.error();
  const auto wrong = [&](const Error& error) {
    return make_error(error.code, inputs.out + ": " + error.message);
  };
  auto ranking = ranking_from_json(*json);
  if (!ranking) return wrong(ranking.error());
  auto channel = channel_from_json(*json);
  if (!channel) return wrong(channel.error());
  if (const auto section = json->find("letters"); section != json->end()) {
    auto letters = LetterModel::from_json(*section);
    if (!letters) return wrong(letters.error());
    language.letters = std::make_unique<LetterModel>(std::move(*letters));
  }
  auto decision = decision_from_json(*json);
  if (!decision) return wrong(decision.error());
  language.ranking = *ranking;
  language.decision = *decision;
  language.channel = *channel;
  return parts;
}

void add_tune_inputs(CLI::App* command, TuneInputs* inputs) {
  command->add_option("--text", inputs->texts, "UTF-8 texts that are typed, one message a line")
      ->type_name("FILE")
      ->required();
  command
      ->add_option("--right", inputs->right,
                   "Edited texts, whose words must stay when typed as they stand there")
      ->type_name("FILE")
      ->required();
  command->add_option("--typos", inputs->typos, "Lists (typo, correct), or folders of them")
      ->type_name("FILE");
  command
      ->add_option("--items", inputs->items,
                   "Correction sets (typo, correct, left, right): slips and right words in context")
      ->type_name("FILE");
  command
      ->add_option("--items-weight", inputs->items_weight,
                   "Words of running text that a word of those sets stands for")
      ->check(CLI::Range(1e-3, 1e3));
  add_pack_option(command, &inputs->engine);
  command
      ->add_option("--out", inputs->out, "decoder.json: read first, then what is fitted is written")
      ->type_name("FILE")
      ->required();
  command->add_option("--words", inputs->options.words, "Simulated words, with touches and without")
      ->check(CLI::Range(50, 1'000'000));
  command->add_option("--right-words", inputs->options.right, "Words of the edited texts")
      ->check(CLI::Range(0, 1'000'000));
  command->add_option("--typo-words", inputs->options.typos, "Misspellings drawn from the lists")
      ->check(CLI::Range(0, 1'000'000));
  command
      ->add_option("--last", inputs->options.last,
                   "Use only this last part of each text, which training left out")
      ->check(CLI::Range(1e-6, 1.0));
  command->add_option("--seed", inputs->options.seed, "Of all that is drawn");
}

}  // namespace inkling
