// What the commands of `inkling tune` that type words read: texts, lists, and the pack they fit.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "engine/pack/engine_parts.h"
#include "platform/result.h"
#include "tools/engine_options.h"
#include "tools/tune/edit_cells.h"
#include "tools/tune/typing_items.h"

namespace inkling {

struct TuneInputs {
  std::vector<std::string> texts;  // typed by the simulator
  std::vector<std::string> right;  // edited texts, whose words must stay
  std::vector<std::string> typos;  // lists of misspellings, or folders of them
  std::vector<std::string> items;  // correction sets: slips, and words that must stay, in context
  double items_weight = 1;         // of each of their words
  EngineArguments engine;
  std::string out;  // decoder.json: read first, then written
  TypingItemOptions options;
};

/// The letters of `word` as the tables of edits count them.
LetterClasses classes_of(const std::string& word);
void add_tune_inputs(CLI::App* command, TuneInputs* inputs);
/// The words to type. kInvalidArgument when there are none, or what reading a file says.
Result<std::vector<TypingItem>> read_tune_items(const TuneInputs& inputs);
/// The pack with the numbers of `out`, where there are some, and nobody's history.
Result<std::unique_ptr<EngineParts>> open_tuned_parts(const TuneInputs& inputs);

}  // namespace inkling
