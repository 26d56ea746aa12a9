// What a published checkpoint's config.json says, as far as the runtime can do it.
#pragma once

#include <cstddef>
#include <string>

#include "engine/model/model_config.h"
#include "platform/result.h"

namespace inkling {

/// A checkpoint's sizes and switches, in the runtime's terms.
struct CheckpointConfig {
  std::string model_type;  // "bert" or "mobilebert"
  ModelConfig model;
};

/// Reads FOLDER/config.json of Hugging Face's `bert` or `mobilebert`. kNotFound; kCorrupt or
/// kUnsupported names the field and what would be needed.
Result<CheckpointConfig> read_checkpoint_config(const std::string& folder);

/// The config.json of a pack.
std::string to_json_text(const ModelConfig& config);

}  // namespace inkling
