#include "engine/model/weights.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace inkling {
namespace {

/// A dense layer's parameters before they become an operator.
struct Dense {
  std::vector<float> weight;  // [outputs][inputs]
  std::vector<float> bias;    // [outputs]
};

/// Reads tensors and keeps the first error, so that the code below reads straight on.
class Loader {
 public:
  Loader(const SafeTensors& file, const ModelConfig& config) : file_(file), config_(config) {}

  std::vector<float> tensor(const std::string& name, std::initializer_list<std::size_t> shape) {
    if (!status_.ok()) return {};
    auto values = file_.read(name, std::span(shape.begin(), shape.size()));
    if (!values) {
      status_ = values.error();
      return {};
    }
    return std::move(values.value());
  }

  Dense dense(const std::string& name, std::size_t inputs, std::size_t outputs) {
    Dense out;
    out.weight = tensor(name + ".weight", {outputs, inputs});
    out.bias = tensor(name + ".bias", {outputs});
    return out;
  }

  NormWeights norm(const std::string& name, Norm kind, float eps, std::size_t width) {
    NormWeights out;
    out.kind = kind;
    out.eps = eps;
    out.gain = tensor(name + ".weight", {width});
    out.bias = tensor(name + ".bias", {width});
    return out;
  }
  NormWeights norm(const std::string& name, std::size_t width) {
    return norm(name, config_.normalization, config_.layer_norm_eps, width);
  }

  DenseOp op(const Dense& dense, std::size_t inputs, std::size_t outputs, bool relu = false) {
    return op(dense, {inputs, outputs, inputs, outputs, relu});
  }
  DenseOp op(const Dense& dense, const DenseOp::Shape& shape) {
    if (!status_.ok()) return {};
    auto made = DenseOp::create(shape, dense.weight, dense.bias);
    if (!made) {
      status_ = made.error();
      return {};
    }
    token_bytes_ += made->weight_bytes();
    return std::move(made.value());
  }

  void fail(Status status) {
    if (status_.ok()) status_ = std::move(status);
  }
  [[nodiscard]] const Status& status() const { return status_; }
  [[nodiscard]] std::size_t token_bytes() const { return token_bytes_; }

 private:
  const SafeTensors& file_;
  const ModelConfig& config_;
  Status status_;
  std::size_t token_bytes_ = 0;
};

void append(Dense* to, const Dense& from) {
  to->weight.insert(to->weight.end(), from.weight.begin(), from.weight.end());
  to->bias.insert(to->bias.end(), from.bias.begin(), from.bias.end());
}

/// NoNorm right behind a dense layer is part of it: g(Wx + b) + c = (gW)x + (gb + c).
void fold(Dense* dense, NormWeights* norm) {
  if (norm->kind != Norm::kNoNorm || dense->bias.empty()) return;
  const std::size_t inputs = dense->weight.size() / dense->bias.size();
  for (std::size_t o = 0; o < dense->bias.size(); ++o) {
    for (std::size_t i = 0; i < inputs; ++i) dense->weight[o * inputs + i] *= norm->gain[o];
    dense->bias[o] = dense->bias[o] * norm->gain[o] + norm->bias[o];
  }
  norm->gain.clear();
  norm->bias.clear();
}

FeedForwardWeights load_feed_forward(Loader* load, const ModelConfig& c, const std::string& up,
                                     const std::string& down, const std::string& norm) {
  const std::size_t inner = c.inner_size();
  const std::size_t wide = c.intermediate_size;
  FeedForwardWeights out;
  out.up = load->op(load->dense(up, inner, wide), inner, wide, c.hidden_act == Activation::kRelu);
  out.down = load->op(load->dense(down, wide, inner), wide, inner);
  out.norm = load->norm(norm, inner);
  return out;
}

void load_entry(Loader* load, const ModelConfig& c, const std::string& p, LayerWeights* layer) {
  const std::size_t wide = c.hidden_size;
  const std::size_t inner = c.inner_size();
  const std::string self = p + "attention.self.";
  Dense value = load->dense(self + "value", wide, inner);
  if (c.bottleneck_size == 0) {
    Dense fused = load->dense(self + "query", wide, inner);
    append(&fused, load->dense(self + "key", wide, inner));
    append(&fused, value);
    layer->entry = load->op(fused, wide, 3 * inner);
    return;
  }
  Dense fused = load->dense(p + "bottleneck.input.dense", wide, inner);
  layer->residual_norm = load->norm(p + "bottleneck.input.LayerNorm", inner);
  fold(&fused, &layer->residual_norm);
  Dense shared = load->dense(p + "bottleneck.attention.dense", wide, inner);
  layer->shared_norm = load->norm(p + "bottleneck.attention.LayerNorm", inner);
  fold(&shared, &layer->shared_norm);
  append(&fused, shared);
  append(&fused, value);
  layer->entry = load->op(fused, wide, 3 * inner);
  Dense query_key = load->dense(self + "query", inner, inner);
  append(&query_key, load->dense(self + "key", inner, inner));
  layer->query_key = load->op(query_key, {inner, 2 * inner, 3 * inner, 2 * inner, false});
}

LayerWeights load_layer(Loader* load, const ModelConfig& c, const std::string& p) {
  const std::size_t wide = c.hidden_size;
  const std::size_t inner = c.inner_size();
  LayerWeights layer;
  load_entry(load, c, p, &layer);
  layer.attention_out =
      load->op(load->dense(p + "attention.output.dense", inner, inner), inner, inner);
  layer.attention_norm = load->norm(p + "attention.output.LayerNorm", inner);
  for (std::size_t i = 0; i + 1 < c.num_feedforward_networks; ++i) {
    const std::string f = p + "ffn." + std::to_string(i) + ".";
    layer.feed_forward.push_back(load_feed_forward(load, c, f + "intermediate.dense",
                                                   f + "output.dense", f + "output.LayerNorm"));
  }
  layer.feed_forward.push_back(load_feed_forward(load, c, p + "intermediate.dense",
                                                 p + "output.dense", p + "output.LayerNorm"));
  if (c.bottleneck_size != 0) {
    layer.exit = load->op(load->dense(p + "output.bottleneck.dense", inner, wide), inner, wide);
    layer.exit_norm = load->norm(p + "output.bottleneck.LayerNorm", wide);
  }
  return layer;
}

void load_embeddings(Loader* load, const SafeTensors& file, const ModelConfig& c,
                     ModelWeights* out) {
  const std::array<std::size_t, 2> table = {c.vocab_size, c.embedding_size};
  auto words = file.view("embeddings.word_embeddings.weight", table);
  if (!words) {
    load->fail(words.error());
    return;
  }
  out->word_embeddings = std::move(words.value());
  out->position_embeddings =
      load->tensor("embeddings.position_embeddings.weight", {c.max_position, c.hidden_size});
  if (c.type_vocab_size != 0) {
    const auto types =
        load->tensor("embeddings.token_type_embeddings.weight", {c.type_vocab_size, c.hidden_size});
    if (!load->status().ok()) return;
    for (std::size_t i = 0; i < out->position_embeddings.size(); ++i) {
      out->position_embeddings[i] += types[i % c.hidden_size];
    }
  }
  if (c.trigram_input) {
    const std::size_t window = 3 * c.embedding_size;
    out->embedding_transform =
        load->op(load->dense("embeddings.embedding_transformation", window, c.hidden_size), window,
                 c.hidden_size);
  }
  out->embedding_norm =
      load->norm("embeddings.LayerNorm", c.embedding_norm, c.layer_norm_eps, c.hidden_size);
}

void load_head(Loader* load, const SafeTensors& file, const ModelConfig& c, ModelWeights* out) {
  const std::string p = "cls.predictions.";
  out->head = load->op(load->dense(p + "transform.dense", c.hidden_size, c.head_size),
                       c.hidden_size, c.head_size, c.head_act == Activation::kRelu);
  out->head_norm = load->norm(p + "transform.LayerNorm", c.head_norm, c.head_eps, c.head_size);
  out->token_bytes = load->token_bytes();
  Dense vocabulary;
  vocabulary.bias = load->tensor(p + "bias", {c.vocab_size});
  std::vector<float> tied =
      load->tensor("embeddings.word_embeddings.weight", {c.vocab_size, c.embedding_size});
  if (c.head_size == c.embedding_size) {
    vocabulary.weight = std::move(tied);
  } else {
    // The head is wider than the embedding: its rest has columns of its own, stored [H - E][V].
    const std::size_t rest = c.head_size - c.embedding_size;
    const auto columns = load->tensor(p + "dense.weight", {rest, c.vocab_size});
    if (!load->status().ok()) return;
    vocabulary.weight.resize(c.vocab_size * c.head_size);
    for (std::size_t v = 0; v < c.vocab_size; ++v) {
      float* row = vocabulary.weight.data() + v * c.head_size;
      std::copy_n(tied.data() + v * c.embedding_size, c.embedding_size, row);
      for (std::size_t i = 0; i < rest; ++i) {
        row[c.embedding_size + i] = columns[i * c.vocab_size + v];
      }
    }
  }
  out->vocabulary = load->op(vocabulary, c.head_size, c.vocab_size);
  file.release_pages();
}

}  // namespace

Result<ModelWeights> load_weights(const SafeTensors& file, const ModelConfig& config) {
  Loader load(file, config);
  ModelWeights out;
  load_embeddings(&load, file, config, &out);
  for (std::size_t i = 0; i < config.num_hidden_layers && load.status().ok(); ++i) {
    out.layers.push_back(load_layer(&load, config, "encoder.layer." + std::to_string(i) + "."));
  }
  load_head(&load, file, config, &out);
  if (!load.status().ok()) return load.status().error();
  return out;
}

}  // namespace inkling
