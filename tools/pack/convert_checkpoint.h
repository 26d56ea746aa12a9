// From a Hugging Face folder to a pack.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "platform/result.h"

namespace inkling {

struct ConvertOptions {
  std::string checkpoint_dir;  // config.json, model.safetensors, vocab.txt, tokenizer_config.json
  std::string pack_dir;        // made when it is not there
  std::string words_dir;       // a pack whose words are taken, or empty
  bool eight_bits = false;     // matrices as whole numbers of 8 bits
};

struct ConvertReport {
  std::string model_type;
  std::size_t parameters = 0;
  bool lower_case = false;
  bool case_guessed = false;           // by the vocabulary: no file said it
  std::vector<std::string> sources;    // what the manifest is to name
  std::vector<std::string> languages;  // of the words
  std::string words_licence;
};

/// Writes model, vocabulary and, from `words_dir`, lexicon.bin, language.json, NOTICE and the part
/// of decoder.json that is not about a model; the manifest is left to the caller. Everything is
/// checked before the first file is written. The first error names file and tensor and says what to
/// do.
Result<ConvertReport> convert_checkpoint(const ConvertOptions& options);

}  // namespace inkling
