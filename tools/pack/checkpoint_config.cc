#include "tools/pack/checkpoint_config.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "platform/file.h"

namespace inkling {
namespace {

using Json = nlohmann::json;

// Tokens left of the cursor that are listened to: more of them cost time, every word anew.
constexpr std::size_t kWindow = 64;

/// Takes fields, with the defaults of transformers, and keeps the first complaint.
class FieldTaker {
 public:
  FieldTaker(const Json& json, std::string path) : json_(json), path_(std::move(path)) {}

  std::size_t size(const char* name, std::optional<std::size_t> otherwise = std::nullopt) {
    const auto found = json_.find(name);
    if (found == json_.end() && otherwise) return *otherwise;
    if (found == json_.end() || !found->is_number_unsigned()) {
      complain(ErrorCode::kCorrupt, std::string(name) + " must be a whole number");
      return 1;
    }
    return found->get<std::size_t>();
  }
  float number(const char* name, float otherwise) {
    const auto found = json_.find(name);
    if (found == json_.end()) return otherwise;
    if (found->is_number()) return found->get<float>();
    complain(ErrorCode::kCorrupt, std::string(name) + " must be a number");
    return otherwise;
  }
  bool flag(const char* name, bool otherwise) {
    const auto found = json_.find(name);
    if (found == json_.end() || found->is_null()) return otherwise;
    if (found->is_boolean()) return found->get<bool>();
    complain(ErrorCode::kCorrupt, std::string(name) + " must be true or false");
    return otherwise;
  }
  std::string text(const char* name, const char* otherwise) {
    const auto found = json_.find(name);
    if (found == json_.end() || found->is_null()) return otherwise;
    if (found->is_string()) return found->get<std::string>();
    complain(ErrorCode::kCorrupt, std::string(name) + " must be a string");
    return otherwise;
  }
  Activation activation(const char* name, const char* otherwise) {
    const std::string given = text(name, otherwise);
    if (given == "relu") return Activation::kRelu;
    if (given != "gelu") refuse(std::string(name) + " is \"" + given + "\"", "relu and gelu");
    return Activation::kGelu;
  }
  void refuse(const std::string& what, const std::string& able) {
    complain(ErrorCode::kUnsupported, what + "; this runtime has " + able);
  }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  void complain(ErrorCode code, const std::string& what) {
    if (!error_) error_ = make_error(code, path_ + ": " + what);
  }

  const Json& json_;
  std::string path_;
  std::optional<Error> error_;
};

/// What BERT and MobileBERT have in common.
void take_common(FieldTaker* take, ModelConfig* c) {
  c->attention = Attention::kBidirectional;
  c->vocab_size = take->size("vocab_size");
  c->hidden_size = take->size("hidden_size");
  c->num_hidden_layers = take->size("num_hidden_layers");
  c->num_attention_heads = std::max<std::size_t>(take->size("num_attention_heads"), 1);
  c->intermediate_size = take->size("intermediate_size");
  c->max_position = take->size("max_position_embeddings");
  c->type_vocab_size = take->size("type_vocab_size", 2);
  c->layer_norm_eps = c->head_eps = take->number("layer_norm_eps", 1e-12F);
  c->head_size = c->hidden_size;
  c->head_norm = Norm::kLayerNorm;
  c->causal_weight = 0;
  c->max_context = std::min(kWindow, std::max<std::size_t>(c->max_position / 2, 2));
  if (take->text("position_embedding_type", "absolute") != "absolute") {
    take->refuse("position_embedding_type is not \"absolute\"", "absolute positions");
  }
  if (take->flag("is_decoder", false) || take->flag("add_cross_attention", false)) {
    take->refuse("is_decoder or add_cross_attention is true", "encoders");
  }
}

void take_bert(FieldTaker* take, ModelConfig* c) {
  c->embedding_size = c->hidden_size;
  c->trigram_input = false;
  c->normalization = c->embedding_norm = Norm::kLayerNorm;
  c->hidden_act = c->head_act = take->activation("hidden_act", "gelu");
}

void take_mobilebert(FieldTaker* take, ModelConfig* c) {
  c->embedding_size = take->size("embedding_size", 128);
  c->trigram_input = take->flag("trigram_input", true);
  c->num_feedforward_networks = take->size("num_feedforward_networks", 4);
  c->hidden_act = c->head_act = take->activation("hidden_act", "relu");
  if (take->flag("use_bottleneck", true)) {
    c->bottleneck_size = take->size("intra_bottleneck_size", 128);
    const std::size_t inner = take->size("true_hidden_size", c->bottleneck_size);
    if (inner != c->bottleneck_size) {
      take->refuse("true_hidden_size is not intra_bottleneck_size", "bottlenecks of one width");
    }
    const bool narrow = take->flag("use_bottleneck_attention", false);
    if (narrow) c->attention_inputs = AttentionInputs::kBottleneck;
    // Queries of the full width have no tensors of that width in such a checkpoint.
    if (!take->flag("key_query_shared_bottleneck", true) && !narrow) {
      take->refuse("key_query_shared_bottleneck and use_bottleneck_attention are false",
                   "one of the two");
    }
  }
  if (!c->trigram_input && c->embedding_size != c->hidden_size) {
    take->refuse("trigram_input is false and embedding_size is not hidden_size", "trigrams");
  }
  if (c->embedding_size > c->hidden_size) {
    take->refuse("embedding_size is above hidden_size", "embeddings up to the hidden width");
  }
  const std::string norm = take->text("normalization_type", "no_norm");
  c->normalization = norm == "layer_norm" ? Norm::kLayerNorm : Norm::kNoNorm;
  c->embedding_norm = c->normalization;
  if (norm != "no_norm" && norm != "layer_norm") {
    take->refuse("normalization_type is \"" + norm + "\"", "no_norm and layer_norm");
  }
  // Two of its norms have PyTorch's own epsilon, whatever the config says.
  constexpr float kTorchEps = 1e-5F;
  if (norm == "layer_norm" && c->layer_norm_eps != kTorchEps) {
    take->refuse(
        "normalization_type is layer_norm and layer_norm_eps is not 1e-05, so that the model's "
        "norms have two epsilons",
        "one");
  }
}

/// What the file's sizes must be to one another, and the most that the runtime takes.
void check_sizes(FieldTaker* take, const ModelConfig& c) {
  constexpr std::size_t kMostLayers = 128;
  constexpr std::size_t kMostNetworks = 16;
  if (c.num_hidden_layers == 0 || c.num_hidden_layers > kMostLayers) {
    take->refuse("num_hidden_layers is not from 1 to 128", "as many");
  }
  if (c.num_feedforward_networks == 0 || c.num_feedforward_networks > kMostNetworks) {
    take->refuse("num_feedforward_networks is not from 1 to 16", "as many");
  }
  if (c.hidden_size == 0 || c.inner_size() % c.num_attention_heads != 0) {
    take->refuse("num_attention_heads does not divide the width of attention",
                 "heads of one width");
  }
  constexpr std::size_t kLeast = 8;
  if (c.max_position < kLeast) {
    take->refuse("max_position_embeddings is below 8", "windows of 8 tokens or more");
  }
}

}  // namespace

Result<CheckpointConfig> read_checkpoint_config(const std::string& folder) {
  const std::string path = folder + "/config.json";
  const auto text = read_file(path, std::size_t{1} << 20);
  if (!text) {
    if (text.error().code != ErrorCode::kNotFound) return text.error();
    return make_error(ErrorCode::kNotFound,
                      path +
                          ": there is none; name the folder that holds a checkpoint's "
                          "config.json, model.safetensors and vocab.txt");
  }
  const Json json = Json::parse(*text, nullptr, false);
  if (!json.is_object()) return make_error(ErrorCode::kCorrupt, path + ": not a JSON object");
  FieldTaker take(json, path);
  CheckpointConfig out;
  out.model_type = take.text("model_type", "");
  if (out.model_type == "inkling-mobilebert") {
    return make_error(ErrorCode::kUnsupported, path + ": that is a pack already");
  }
  if (out.model_type != "bert" && out.model_type != "mobilebert") {
    return make_error(ErrorCode::kUnsupported,
                      path + ": model_type is \"" + out.model_type +
                          "\"; only \"bert\" and \"mobilebert\" can be converted");
  }
  take_common(&take, &out.model);
  if (out.model_type == "bert") {
    take_bert(&take, &out.model);
  } else {
    take_mobilebert(&take, &out.model);
  }
  check_sizes(&take, out.model);
  if (take.error()) return *take.error();
  return out;
}

std::string to_json_text(const ModelConfig& c) {
  const auto norm = [](Norm kind) { return kind == Norm::kNoNorm ? "no_norm" : "layer_norm"; };
  const auto activation = [](Activation kind) {
    if (kind == Activation::kNone) return "none";
    return kind == Activation::kRelu ? "relu" : "gelu";
  };
  const auto inputs = [](AttentionInputs kind) {
    if (kind == AttentionInputs::kShared) return "shared";
    return kind == AttentionInputs::kBottleneck ? "bottleneck" : "full";
  };
  const bool causal = c.attention == Attention::kPrefixCausal;
  const nlohmann::ordered_json json = {{"model_type", "inkling-mobilebert"},
                                       {"attention", causal ? "prefix_causal" : "bidirectional"},
                                       {"vocab_size", c.vocab_size},
                                       {"embedding_size", c.embedding_size},
                                       {"hidden_size", c.hidden_size},
                                       {"bottleneck_size", c.bottleneck_size},
                                       {"attention_inputs", inputs(c.attention_inputs)},
                                       {"intermediate_size", c.intermediate_size},
                                       {"num_feedforward_networks", c.num_feedforward_networks},
                                       {"num_attention_heads", c.num_attention_heads},
                                       {"num_hidden_layers", c.num_hidden_layers},
                                       {"hidden_act", activation(c.hidden_act)},
                                       {"normalization", norm(c.normalization)},
                                       {"layer_norm_eps", c.layer_norm_eps},
                                       {"max_position", c.max_position},
                                       {"type_vocab_size", c.type_vocab_size},
                                       {"trigram_input", c.trigram_input},
                                       {"embedding_norm", norm(c.embedding_norm)},
                                       {"head_act", activation(c.head_act)},
                                       {"head_norm", norm(c.head_norm)},
                                       {"head_size", c.head_size},
                                       {"head_eps", c.head_eps},
                                       {"causal_weight", c.causal_weight},
                                       {"max_context", c.max_context}};
  return json.dump(1) + "\n";
}

}  // namespace inkling
