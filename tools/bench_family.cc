#include "tools/bench_family.h"

#include <algorithm>
#include <memory>
#include <span>

#include "engine/model/mobilebert.h"
#include "tools/latency.h"
#include "tools/made_up_tensors.h"

namespace inkling {
namespace {

/// What all published checkpoints share.
ModelConfig published() {
  ModelConfig c;
  c.attention = Attention::kBidirectional;
  c.vocab_size = 30522;
  c.layer_norm_eps = 1e-12F;
  c.max_position = 512;
  c.type_vocab_size = 2;
  c.head_norm = Norm::kLayerNorm;
  c.head_eps = 1e-12F;
  return c;
}

ModelConfig bert(std::size_t layers, std::size_t width, std::size_t heads) {
  ModelConfig c = published();
  c.num_hidden_layers = layers;
  c.embedding_size = c.hidden_size = c.head_size = width;
  c.num_attention_heads = heads;
  c.intermediate_size = 4 * width;
  c.hidden_act = c.head_act = Activation::kGelu;
  c.trigram_input = false;
  return c;
}

ModelConfig thin(std::size_t bottleneck, std::size_t intermediate, std::size_t networks,
                 AttentionInputs inputs) {
  ModelConfig c = published();
  c.num_hidden_layers = 24;
  c.embedding_size = 128;
  c.hidden_size = c.head_size = 512;
  c.bottleneck_size = bottleneck;
  c.intermediate_size = intermediate;
  c.num_feedforward_networks = networks;
  c.num_attention_heads = 4;
  c.attention_inputs = inputs;
  c.normalization = c.embedding_norm = Norm::kNoNorm;
  c.hidden_act = c.head_act = Activation::kRelu;
  return c;
}

ModelConfig mobilebert() { return thin(128, 512, 4, AttentionInputs::kShared); }

/// A model with what a forward of it needs.
class Subject {
 public:
  Subject(std::string name, std::unique_ptr<MobileBert> model, uint64_t parameters)
      : name_(std::move(name)),
        model_(std::move(model)),
        parameters_(parameters),
        probabilities_(model_->config().vocab_size) {
    for (std::size_t i = 0; i < kFamilyTokens.back(); ++i) {
      ids_.push_back(static_cast<int32_t>(i * 7919 % model_->config().vocab_size));
    }
    features_.resize(ids_.size() * model_->config().head_size);
    if (causal()) cache_ = model_->make_cache();
  }

  Status forward(std::size_t tokens) {
    const auto ids = std::span<const int32_t>(ids_).first(tokens);
    const std::size_t width = model_->config().head_size;
    std::span<const float> last;
    if (causal()) {
      cache_.truncate(0);
      if (Status done = model_->forward(cache_, ids, {}, {}); !done.ok()) return done;
      last = cache_.last_features();
    } else {
      if (Status done = model_->forward_bidirectional(ids, features_); !done.ok()) return done;
      last = std::span<const float>(features_).subspan((tokens - 1) * width, width);
    }
    const std::span<float> out = probabilities_;
    return model_->probabilities(last, {&out, 1});
  }

  [[nodiscard]] FamilyRow row(Precision precision) const {
    constexpr double kMega = 1e6;
    FamilyRow out;
    out.model = name_;
    out.precision = precision;
    out.parameters = parameters_;
    out.megabytes =
        static_cast<double>(model_->weight_bytes() + model_->vocabulary_bytes()) / kMega;
    for (const auto& [tokens, times] : times_) out.millis[tokens] = times.percentile(0.5) / 1000;
    return out;
  }
  void add(std::size_t tokens, double micros) { times_[tokens].add(micros); }

 private:
  [[nodiscard]] bool causal() const {
    return model_->config().attention == Attention::kPrefixCausal;
  }

  std::string name_;
  std::unique_ptr<MobileBert> model_;
  uint64_t parameters_;
  std::vector<int32_t> ids_;
  KvCache cache_;
  std::vector<float> features_;
  std::vector<float> probabilities_;
  std::map<std::size_t, Latencies> times_;
};

}  // namespace

std::vector<FamilyModel> family_models() {
  ModelConfig inverted = thin(1024, 4096, 1, AttentionInputs::kFull);
  inverted.normalization = inverted.embedding_norm = Norm::kLayerNorm;
  inverted.hidden_act = inverted.head_act = Activation::kGelu;
  return {{"bert-base", bert(12, 768, 12)},
          {"bert-large", bert(24, 1024, 16)},
          {"ib-bert", inverted},
          {"mobilebert", mobilebert()},
          {"mobilebert-tiny", thin(128, 512, 2, AttentionInputs::kBottleneck)}};
}

std::vector<FamilyModel> ablation_models() {
  std::vector<FamilyModel> out;
  for (const Norm norm : {Norm::kLayerNorm, Norm::kNoNorm}) {
    for (const Activation act : {Activation::kGelu, Activation::kRelu}) {
      ModelConfig c = mobilebert();
      c.normalization = c.embedding_norm = norm;
      c.hidden_act = act;
      out.push_back({std::string(norm == Norm::kLayerNorm ? "LayerNorm" : "NoNorm") + " + " +
                         (act == Activation::kGelu ? "GELU" : "ReLU"),
                     c});
    }
  }
  return out;
}

FamilyModel pack_shape(const ModelConfig& config) {
  ModelConfig c = config;
  c.max_context = std::max(c.max_context, kFamilyTokens.back());
  c.max_position = std::max(c.max_position, c.max_context + 1);
  return {"pack", c};
}

Result<std::vector<FamilyRow>> measure_family(
    const std::vector<FamilyModel>& models, Precision precision, int rounds,
    const std::function<void(const std::string&)>& progress) {
  const std::string in = precision == Precision::kInt8 ? " in 8 bits" : " in float32";
  std::vector<Subject> subjects;
  for (const FamilyModel& model : models) {
    progress("making " + model.name + in);
    auto source = std::make_unique<MadeUpTensors>();
    const MadeUpTensors& tensors = *source;
    auto made = MobileBert::make(model.config, std::move(source), precision);
    if (!made) return made.error();
    const uint64_t parameters = tensors.parameters();  // the model keeps its source
    subjects.emplace_back(model.name, std::move(made.value()), parameters);
  }
  // One round more, which is not counted: buffers grow and operators are set up.
  for (int round = -1; round < rounds; ++round) {
    progress("round " + std::to_string(std::max(round, 0) + 1) + " of " + std::to_string(rounds) +
             in);
    for (const std::size_t tokens : kFamilyTokens) {
      for (Subject& subject : subjects) {
        const Stopwatch watch;
        if (Status done = subject.forward(tokens); !done.ok()) return done.error();
        if (round >= 0) subject.add(tokens, watch.micros());
      }
    }
  }
  std::vector<FamilyRow> out;
  out.reserve(subjects.size());
  for (const Subject& subject : subjects) out.push_back(subject.row(precision));
  return out;
}

}  // namespace inkling
