// The BERT family side by side: what a forward of each costs on this machine.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/model/model_config.h"
#include "platform/result.h"

namespace inkling {

/// One architecture, by the sizes in its article, with the vocabulary of the published English
/// checkpoints (30,522 pieces).
struct FamilyModel {
  std::string name;
  ModelConfig config;
};

/// BERT-base and BERT-large (arXiv 1810.04805), IB-BERT, MobileBERT and MobileBERT-TINY (arXiv
/// 2004.02984, table 1).
std::vector<FamilyModel> family_models();
/// MobileBERT with every pair of norm and activation, the dearest first.
std::vector<FamilyModel> ablation_models();
/// The shape of a pack's model, with room for the longest text that is measured.
FamilyModel pack_shape(const ModelConfig& config);

/// Tokens of the texts that are measured.
inline constexpr std::array<std::size_t, 5> kFamilyTokens = {1, 4, 16, 64, 128};

struct FamilyRow {
  std::string model;
  Precision precision = Precision::kFloat32;
  uint64_t parameters = 0;               // all of them, of the masked-LM head as well
  double megabytes = 0;                  // of weights as they are held: body, head, vocabulary
  std::map<std::size_t, double> millis;  // by tokens: median time of a text from nothing to the
                                         // distribution at its last token
};

/// Measures all models in turns, round by round, with made-up weights: those of one precision are
/// in memory at once. `progress` is called with what comes next. Errors as MobileBert gives them.
Result<std::vector<FamilyRow>> measure_family(
    const std::vector<FamilyModel>& models, Precision precision, int rounds,
    const std::function<void(const std::string&)>& progress);

}  // namespace inkling
