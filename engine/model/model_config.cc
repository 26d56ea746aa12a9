#include "engine/model/model_config.h"

#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "platform/file.h"

namespace inkling {
namespace {

using nlohmann::json;

/// Reads fields of one object and keeps the first complaint.
class FieldReader {
 public:
  FieldReader(const json& object, std::string path) : object_(object), path_(std::move(path)) {}

  void size(const char* name, std::size_t low, std::size_t high, std::size_t* out) {
    const json* field = find(name);
    if (field == nullptr) return;
    if (!field->is_number_unsigned() || field->get<uint64_t>() < low ||
        field->get<uint64_t>() > high) {
      complain(name, "must be a whole number from " + std::to_string(low) + " to " +
                         std::to_string(high));
      return;
    }
    *out = field->get<std::size_t>();
  }

  void number(const char* name, double low, double high, float* out) {
    const json* field = find(name);
    if (field == nullptr) return;
    if (!field->is_number() || !(field->get<double>() >= low && field->get<double>() <= high)) {
      complain(name,
               "must be a number from " + std::to_string(low) + " to " + std::to_string(high));
      return;
    }
    *out = field->get<float>();
  }

  void flag(const char* name, bool* out) {
    const json* field = find(name);
    if (field == nullptr) return;
    if (!field->is_boolean()) {
      complain(name, "must be true or false");
      return;
    }
    *out = field->get<bool>();
  }

  template <typename T>
  void choice(const char* name, std::initializer_list<std::pair<std::string_view, T>> choices,
              T* out) {
    const json* field = find(name);
    if (field == nullptr) return;
    if (field->is_string()) {
      for (const auto& [text, value] : choices) {
        if (field->get_ref<const std::string&>() == text) {
          *out = value;
          return;
        }
      }
    }
    std::string known;
    for (const auto& [text, value] : choices) {
      known += (known.empty() ? "" : ", ") + std::string(text);
    }
    complain(name, "must be one of: " + known);
  }

  void complain(const std::string& name, const std::string& what) {
    if (!error_) {
      error_ = make_error(ErrorCode::kCorrupt,
                          path_ + ": " + name + " " + what + "; reinstall the pack");
    }
  }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  const json* find(const char* name) {
    const auto found = object_.find(name);
    if (found != object_.end()) return &*found;
    complain(name, "is missing");
    return nullptr;
  }

  const json& object_;
  std::string path_;
  std::optional<Error> error_;
};

constexpr std::size_t kMaxWidth = 8192;
constexpr std::size_t kMaxVocabulary = 262144;
// The one size that no tensor vouches for: keys and values of max_context tokens, in floats.
constexpr std::size_t kMaxCacheFloats = std::size_t{64} << 20U;
// A file without format_version is of the first.
constexpr uint64_t kFormatVersion = 1;

}  // namespace

Result<ModelConfig> load_model_config(const std::string& path) {
  const auto text = read_file(path, std::size_t{1} << 20);
  if (!text && text.error().code == ErrorCode::kInvalidArgument) {
    return make_error(ErrorCode::kCorrupt, path + ": longer than 1 MB; reinstall the pack");
  }
  if (!text) return text.error();
  const json object = json::parse(*text, nullptr, false);
  if (!object.is_object()) {
    return make_error(ErrorCode::kCorrupt, path + ": not a JSON object; reinstall the pack");
  }
  if (object.value("model_type", json()) != "inkling-mobilebert") {
    return make_error(ErrorCode::kUnsupported,
                      path + ": model_type must be inkling-mobilebert; convert the checkpoint");
  }
  const json version = object.value("format_version", json(kFormatVersion));
  if (!version.is_number_unsigned() || version.get<uint64_t>() == 0) {
    return make_error(
        ErrorCode::kCorrupt,
        path + ": format_version must be a whole number from 1 on; reinstall the pack");
  }
  if (version.get<uint64_t>() > kFormatVersion) {
    return make_error(ErrorCode::kUnsupported, path + ": format_version " + version.dump() +
                                                   " is newer than this Inkling, " +
                                                   "which reads " + std::to_string(kFormatVersion) +
                                                   "; update Inkling");
  }
  const std::initializer_list<std::pair<std::string_view, Norm>> norms = {
      {"no_norm", Norm::kNoNorm}, {"layer_norm", Norm::kLayerNorm}};
  const std::initializer_list<std::pair<std::string_view, Activation>> activations = {
      {"none", Activation::kNone}, {"relu", Activation::kRelu}, {"gelu", Activation::kGelu}};
  ModelConfig c;
  FieldReader read(object, path);
  read.choice<Attention>(
      "attention",
      {{"prefix_causal", Attention::kPrefixCausal}, {"bidirectional", Attention::kBidirectional}},
      &c.attention);
  read.size("vocab_size", 8, kMaxVocabulary, &c.vocab_size);
  read.size("embedding_size", 1, kMaxWidth, &c.embedding_size);
  read.size("hidden_size", 1, kMaxWidth, &c.hidden_size);
  read.size("bottleneck_size", 0, kMaxWidth, &c.bottleneck_size);
  if (object.contains("attention_inputs")) {
    read.choice<AttentionInputs>("attention_inputs",
                                 {{"shared", AttentionInputs::kShared},
                                  {"bottleneck", AttentionInputs::kBottleneck},
                                  {"full", AttentionInputs::kFull}},
                                 &c.attention_inputs);
  }
  read.size("intermediate_size", 1, 4 * kMaxWidth, &c.intermediate_size);
  read.size("num_feedforward_networks", 1, 16, &c.num_feedforward_networks);
  read.size("num_attention_heads", 1, 256, &c.num_attention_heads);
  read.size("num_hidden_layers", 1, 128, &c.num_hidden_layers);
  read.choice<Activation>("hidden_act", activations, &c.hidden_act);
  read.choice<Norm>("normalization", norms, &c.normalization);
  read.number("layer_norm_eps", 0, 1, &c.layer_norm_eps);
  read.size("max_position", 1, 65536, &c.max_position);
  read.size("type_vocab_size", 0, 16, &c.type_vocab_size);
  read.flag("trigram_input", &c.trigram_input);
  read.choice<Norm>("embedding_norm", norms, &c.embedding_norm);
  read.choice<Activation>("head_act", activations, &c.head_act);
  read.choice<Norm>("head_norm", norms, &c.head_norm);
  read.size("head_size", 1, kMaxWidth, &c.head_size);
  read.number("head_eps", 0, 1, &c.head_eps);
  read.number("causal_weight", 0, 1, &c.causal_weight);
  read.size("max_context", 2, 4096, &c.max_context);
  if (read.error()) return *read.error();
  if (c.inner_size() % c.num_attention_heads != 0) {
    read.complain("num_attention_heads", "must divide the width of attention");
  }
  if (c.max_context >= c.max_position) {
    read.complain("max_context", "must leave positions for query blocks (max_position)");
  }
  if (c.head_size != c.embedding_size && c.head_size != c.hidden_size) {
    read.complain("head_size", "must equal embedding_size or hidden_size");
  }
  if (!c.trigram_input && c.embedding_size != c.hidden_size) {
    read.complain("trigram_input", "can be false only when embedding_size equals hidden_size");
  }
  if (2 * c.num_hidden_layers * c.inner_size() * c.max_context > kMaxCacheFloats) {
    read.complain("max_context", "times layers and width is more than a cache may hold");
  }
  if (read.error()) return *read.error();
  return c;
}

}  // namespace inkling
