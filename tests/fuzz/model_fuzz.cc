// config.json and model.safetensors of any bytes: they are refused, or the model answers.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/model/mobilebert.h"
#include "tests/fuzz/input.h"

namespace {

/// What would be right, but takes long.
bool too_large(const inkling::ModelConfig& c) {
  return c.num_hidden_layers > 4 || c.num_feedforward_networks > 4 || c.hidden_size > 64 ||
         c.inner_size() > 64 || c.intermediate_size > 128 || c.embedding_size > 64 ||
         c.vocab_size > 512 || c.max_position > 256;
}

void require(bool holds) {
  if (!holds) std::abort();
}

/// An answer is either an error or numbers.
void check(const inkling::Status& done, const std::vector<float>& values) {
  if (!done.ok()) return;
  for (const float value : values) require(std::isfinite(value));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  using namespace inkling;
  static const FuzzFolder folder;
  const auto files = joined_files(data, size, 2);
  const auto config = load_model_config(folder.write("config.json", files[0]));
  if (config && too_large(*config)) return 0;
  folder.write("model.safetensors", files[1]);
  const auto model = MobileBert::open(folder.path());
  if (!model) {
    require(model.error().message.find(folder.path()) == 0);
    return 0;
  }
  const std::vector<int32_t> ids = {1, 7};
  if (config->attention == Attention::kBidirectional) {
    std::vector<float> features(ids.size() * config->head_size);
    check((*model)->forward_bidirectional(
              std::span(ids).first(std::min(ids.size(), config->max_position)), features),
          features);
    return 0;
  }
  KvCache cache = (*model)->make_cache();
  std::vector<float> features(config->head_size);
  const std::vector<QueryBlock> blocks = {{ids.size(), {4}, 0}};
  const Status done = (*model)->forward(cache, ids, blocks, features);
  check(done, features);
  if (!done.ok()) return 0;
  std::vector<float> out(config->vocab_size);
  const std::vector<std::span<float>> rows = {out};
  check((*model)->probabilities(features, rows), out);
  return 0;
}
