#include "engine/model/weights.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace inkling {
namespace {

/// A dense layer's parameters before they become one. Of 8 bits: `numbers`, one step an output;
/// else `floats`.
struct DenseTensor {
  const int8_t* numbers = nullptr;  // [outputs][inputs], mapped
  std::vector<float> steps;         // [outputs]
  std::vector<float> floats;        // [outputs][inputs]
  std::vector<float> bias;          // [outputs]
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

  DenseTensor dense(const std::string& name, std::size_t inputs, std::size_t outputs) {
    return dense(name + ".weight", name + ".bias", inputs, outputs);
  }
  DenseTensor dense(const std::string& weight, const std::string& bias, std::size_t inputs,
                    std::size_t outputs) {
    DenseTensor out;
    out.bias = tensor(bias, {outputs});
    const std::array<std::size_t, 2> shape = {outputs, inputs};
    const auto view =
        status_.ok() ? file_.view(weight, shape) : Result<TensorView>(status_.error());
    if (view && view->type == TensorType::kInt8) {
      out.numbers = reinterpret_cast<const int8_t*>(view->bytes.data());
      out.steps = tensor(weight + "_scale", {outputs});
    } else {
      out.floats = tensor(weight, {outputs, inputs});
    }
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

  Dense layer(DenseTensor tensor, std::size_t inputs, std::size_t outputs,
              Activation activation = Activation::kNone) {
    std::vector<DenseTensor> tensors;
    tensors.push_back(std::move(tensor));
    return layer(std::move(tensors), {inputs, outputs, inputs, outputs, activation});
  }
  /// One layer of several, whose outputs stand side by side.
  Dense layer(std::vector<DenseTensor> tensors, const Dense::Shape& shape) {
    if (!status_.ok()) return {};
    const bool whole = std::all_of(tensors.begin(), tensors.end(),
                                   [](const DenseTensor& t) { return t.numbers != nullptr; });
    std::vector<Dense::Part> parts;
    std::vector<float> steps;
    std::vector<float> floats;
    std::vector<float> bias;
    for (const DenseTensor& t : tensors) {
      if (whole) {
        parts.push_back({t.numbers, t.bias.size()});
        steps.insert(steps.end(), t.steps.begin(), t.steps.end());
      } else {
        append_floats(t, shape.inputs, &floats);
      }
      bias.insert(bias.end(), t.bias.begin(), t.bias.end());
    }
    auto made = whole ? Result<Dense>(Dense::of_int8(shape, std::move(parts), std::move(steps),
                                                     std::move(bias)))
                      : Dense::of_floats(shape, floats, bias);
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
  /// Where layers of both kinds become one, the one of 8 bits is widened.
  static void append_floats(const DenseTensor& t, std::size_t inputs, std::vector<float>* out) {
    out->insert(out->end(), t.floats.begin(), t.floats.end());
    if (t.numbers == nullptr) return;
    for (std::size_t o = 0; o < t.bias.size(); ++o) {
      for (std::size_t i = 0; i < inputs; ++i) {
        out->push_back(t.steps[o] * static_cast<float>(t.numbers[o * inputs + i]));
      }
    }
  }

  const SafeTensors& file_;
  const ModelConfig& config_;
  Status status_;
  std::size_t token_bytes_ = 0;
};

/// NoNorm right behind a dense layer is part of it: g(Wx + b) + c = (gW)x + (gb + c).
void fold(DenseTensor* dense, NormWeights* norm) {
  if (norm->kind != Norm::kNoNorm || dense->bias.empty()) return;
  const std::size_t inputs = dense->floats.size() / dense->bias.size();
  for (std::size_t o = 0; o < dense->bias.size(); ++o) {
    if (!dense->steps.empty()) dense->steps[o] *= norm->gain[o];
    for (std::size_t i = 0; i < inputs; ++i) dense->floats[o * inputs + i] *= norm->gain[o];
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
  out.up = load->layer(load->dense(up, inner, wide), inner, wide, c.hidden_act);
  out.down = load->layer(load->dense(down, wide, inner), wide, inner);
  out.norm = load->norm(norm, inner);
  return out;
}

void load_entry(Loader* load, const ModelConfig& c, const std::string& p, LayerWeights* layer) {
  const std::size_t wide = c.hidden_size;
  const std::size_t inner = c.inner_size();
  const std::string self = p + "attention.self.";
  const Dense::Shape three = {wide, 3 * inner, wide, 3 * inner, Activation::kNone};
  DenseTensor value = load->dense(self + "value", wide, inner);
  std::vector<DenseTensor> side_by_side;
  if (c.bottleneck_size == 0) {
    side_by_side.push_back(load->dense(self + "query", wide, inner));
    side_by_side.push_back(load->dense(self + "key", wide, inner));
    side_by_side.push_back(std::move(value));
    layer->entry = load->layer(std::move(side_by_side), three);
    return;
  }
  DenseTensor residual = load->dense(p + "bottleneck.input.dense", wide, inner);
  layer->residual_norm = load->norm(p + "bottleneck.input.LayerNorm", inner);
  DenseTensor shared = load->dense(p + "bottleneck.attention.dense", wide, inner);
  layer->shared_norm = load->norm(p + "bottleneck.attention.LayerNorm", inner);
  if (!load->status().ok()) return;
  fold(&residual, &layer->residual_norm);
  fold(&shared, &layer->shared_norm);
  side_by_side.push_back(std::move(residual));
  side_by_side.push_back(std::move(shared));
  side_by_side.push_back(std::move(value));
  layer->entry = load->layer(std::move(side_by_side), three);
  std::vector<DenseTensor> query_key;
  query_key.push_back(load->dense(self + "query", inner, inner));
  query_key.push_back(load->dense(self + "key", inner, inner));
  layer->query_key = load->layer(std::move(query_key),
                                 {inner, 2 * inner, 3 * inner, 2 * inner, Activation::kNone});
}

LayerWeights load_layer(Loader* load, const ModelConfig& c, const std::string& p) {
  const std::size_t wide = c.hidden_size;
  const std::size_t inner = c.inner_size();
  LayerWeights layer;
  load_entry(load, c, p, &layer);
  layer.attention_out =
      load->layer(load->dense(p + "attention.output.dense", inner, inner), inner, inner);
  layer.attention_norm = load->norm(p + "attention.output.LayerNorm", inner);
  for (std::size_t i = 0; i + 1 < c.num_feedforward_networks; ++i) {
    const std::string f = p + "ffn." + std::to_string(i) + ".";
    layer.feed_forward.push_back(load_feed_forward(load, c, f + "intermediate.dense",
                                                   f + "output.dense", f + "output.LayerNorm"));
  }
  layer.feed_forward.push_back(load_feed_forward(load, c, p + "intermediate.dense",
                                                 p + "output.dense", p + "output.LayerNorm"));
  if (c.bottleneck_size != 0) {
    layer.exit = load->layer(load->dense(p + "output.bottleneck.dense", inner, wide), inner, wide);
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
        load->layer(load->dense("embeddings.embedding_transformation", window, c.hidden_size),
                    window, c.hidden_size);
  }
  out->embedding_norm =
      load->norm("embeddings.LayerNorm", c.embedding_norm, c.layer_norm_eps, c.hidden_size);
}

/// The head is wider than the embedding: its rest has columns of its own, stored [H - E][V].
DenseTensor wide_vocabulary(Loader* load, const ModelConfig& c) {
  const std::size_t rest = c.head_size - c.embedding_size;
  const auto tied =
      load->tensor("embeddings.word_embeddings.weight", {c.vocab_size, c.embedding_size});
  const auto columns = load->tensor("cls.predictions.dense.weight", {rest, c.vocab_size});
  DenseTensor out;
  if (!load->status().ok()) return out;
  out.bias = load->tensor("cls.predictions.bias", {c.vocab_size});
  out.floats.resize(c.vocab_size * c.head_size);
  for (std::size_t v = 0; v < c.vocab_size; ++v) {
    float* row = out.floats.data() + v * c.head_size;
    std::copy_n(tied.data() + v * c.embedding_size, c.embedding_size, row);
    for (std::size_t i = 0; i < rest; ++i) {
      row[c.embedding_size + i] = columns[i * c.vocab_size + v];
    }
  }
  return out;
}

void load_head(Loader* load, const ModelConfig& c, ModelWeights* out) {
  const std::string p = "cls.predictions.";
  out->head = load->layer(load->dense(p + "transform.dense", c.hidden_size, c.head_size),
                          c.hidden_size, c.head_size, c.head_act);
  out->head_norm = load->norm(p + "transform.LayerNorm", c.head_norm, c.head_eps, c.head_size);
  out->token_bytes = load->token_bytes();
  DenseTensor vocabulary =
      c.head_size == c.embedding_size
          ? load->dense("embeddings.word_embeddings.weight", p + "bias", c.head_size, c.vocab_size)
          : wide_vocabulary(load, c);
  out->vocabulary = load->layer(std::move(vocabulary), c.head_size, c.vocab_size);
}

}  // namespace

Result<ModelWeights> load_weights(const SafeTensors& file, const ModelConfig& config) {
  Loader load(file, config);
  ModelWeights out;
  load_embeddings(&load, file, config, &out);
  for (std::size_t i = 0; i < config.num_hidden_layers && load.status().ok(); ++i) {
    out.layers.push_back(load_layer(&load, config, "encoder.layer." + std::to_string(i) + "."));
  }
  load_head(&load, config, &out);
  if (!load.status().ok()) return load.status().error();
  return out;
}

}  // namespace inkling
