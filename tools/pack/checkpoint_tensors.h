// The tensors of a published checkpoint, by the names that the runtime has for them.
#pragma once

#include <memory>
#include <vector>

#include "engine/model/safetensors.h"
#include "platform/result.h"
#include "tools/pack/checkpoint_config.h"
#include "tools/pack/tensor_writer.h"

namespace inkling {

/// All tensors that the model needs, read from `file` when their turn comes. Checkpoints put
/// "bert.", "mobilebert." or nothing before a name, and old ones call a norm's parameters gamma and
/// beta. kNotFound names a tensor that is missing, kUnsupported one that says that the head is not
/// tied to the embeddings. `eight_bits`: matrices are to be stored as whole numbers.
Result<std::vector<PackTensor>> find_tensors(std::shared_ptr<const SafeTensors> file,
                                             const CheckpointConfig& config, bool eight_bits);

}  // namespace inkling
