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
  std::span<const int8_t> numbers;  // [outputs][inputs], in the source
  std::vector<float> steps;         // [outputs]
  std::vector<float> floats;        // [outputs][inputs]
  std::vector<float> bias;          // [outputs]
  bool narrow = false;              // floats that are put together from what is stored in 8 bits
};

/// Reads tensors and keeps the first error, so that the code below reads straight on.
class Loader {
 public:
  Loader(const TensorSource& source, const ModelConfig& config, Precision precision)
      : source_(source), config_(config), precision_(precision) {}

  std::vector<float> tensor(const std::string& name, std::initializer_list<std::size_t> shape) {
    if (!status_.ok()) return {};
    auto values = source_.read(name, std::span(shape.begin(), shape.size()));
    if (!values) {
      status_ = values.error();
      return {};
    }
    return std::move(values.value());
  }

  [[nodiscard]] bool stored_in_8_bits(const std::string& name,
                                      std::initializer_list<std::size_t> shape) const {
    const auto view = source_.view(name, std::span(shape.begin(), shape.size()));
    return view && view->type == TensorType::kInt8;
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
        status_.ok() ? source_.view(weight, shape) : Result<TensorView>(status_.error());
    if (view && view->type == TensorType::kInt8) {
      out.numbers = {reinterpret_cast<const int8_t*>(view->bytes.data()), view->bytes.size()};
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
    const auto stored_whole = [](const DenseTensor& t) { return t.narrow || !t.numbers.empty(); };
    const bool whole = precision_ == Precision::kInt8 ||
                       (precision_ == Precision::kAsStored &&
                        std::all_of(tensors.begin(), tensors.end(), stored_whole));
    auto made = whole ? Result<Dense>(int8_layer(std::move(tensors), shape))
                      : float_layer(std::move(tensors), shape);
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
  static Dense int8_layer(std::vector<DenseTensor> tensors, const Dense::Shape& shape) {
    std::vector<int8_t> made;  // of tensors in floats, all of them
    std::vector<float> steps;
    std::vector<float> bias;
    for (DenseTensor& t : tensors) {
      bias.insert(bias.end(), t.bias.begin(), t.bias.end());
      if (t.numbers.empty()) {
        const std::size_t begin = made.size();
        made.resize(begin + t.floats.size());
        for (std::size_t o = 0; o < t.bias.size(); ++o) {
          steps.push_back(
              quantize_weights(std::span(t.floats).subspan(o * shape.inputs, shape.inputs),
                               std::span(made).subspan(begin + o * shape.inputs, shape.inputs)));
        }
      } else {
        steps.insert(steps.end(), t.steps.begin(), t.steps.end());
      }
    }
    TiledWeights tiles(shape.inputs, std::move(steps), std::move(bias));
    std::span<const int8_t> rest = made;
    std::size_t first = 0;
    for (const DenseTensor& t : tensors) {
      const std::size_t count = t.bias.size() * shape.inputs;
      tiles.set_rows(first, t.numbers.empty() ? rest.first(count) : t.numbers);
      if (t.numbers.empty()) rest = rest.subspan(count);
      first += t.bias.size();
    }
    return Dense::of_int8(shape, std::move(tiles));
  }

  static Result<Dense> float_layer(std::vector<DenseTensor> tensors, const Dense::Shape& shape) {
    std::vector<float> floats;
    std::vector<float> bias;
    for (const DenseTensor& t : tensors) {
      floats.insert(floats.end(), t.floats.begin(), t.floats.end());
      for (std::size_t i = 0; i < t.numbers.size(); ++i) {
        floats.push_back(t.steps[i / shape.inputs] * static_cast<float>(t.numbers[i]));
      }
      bias.insert(bias.end(), t.bias.begin(), t.bias.end());
    }
    return Dense::of_floats(shape, floats, bias);
  }

  const TensorSource& source_;
  const ModelConfig& config_;
  const Precision precision_;
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

/// A bottleneck, H -> B, whose norm becomes part of it or one of the entry's.
DenseTensor load_bottleneck(Loader* load, const ModelConfig& c, const std::string& name,
                            std::size_t first_column, LayerWeights* layer) {
  DenseTensor dense = load->dense(name + ".dense", c.hidden_size, c.bottleneck_size);
  NormWeights norm = load->norm(name + ".LayerNorm", c.bottleneck_size);
  if (!load->status().ok()) return dense;
  fold(&dense, &norm);
  if (!norm.gain.empty()) layer->entry_norms.push_back({first_column, std::move(norm)});
  return dense;
}

void load_entry(Loader* load, const ModelConfig& c, const std::string& p, LayerWeights* layer) {
  const std::size_t wide = c.hidden_size;
  const std::size_t inner = c.inner_size();
  const std::string self = p + "attention.self.";
  std::vector<DenseTensor> entry;
  std::vector<DenseTensor> of_inner;
  const auto add = [&](const char* name, std::vector<DenseTensor>* to) {
    to->push_back(load->dense(self + name, to == &entry ? wide : inner, inner));
  };
  const bool shared = c.bottleneck_size != 0 && c.attention_inputs == AttentionInputs::kShared;
  const bool narrow = c.bottleneck_size != 0 && c.attention_inputs == AttentionInputs::kBottleneck;
  if (c.bottleneck_size != 0) {
    entry.push_back(load_bottleneck(load, c, p + "bottleneck.input", 0, layer));
  }
  if (shared) entry.push_back(load_bottleneck(load, c, p + "bottleneck.attention", inner, layer));
  for (const char* name : {"query", "key"}) add(name, shared || narrow ? &of_inner : &entry);
  add("value", narrow ? &of_inner : &entry);
  const std::size_t columns = entry.size() * inner;
  layer->entry = load->layer(std::move(entry), {wide, columns, wide, columns, Activation::kNone});
  if (of_inner.empty()) return;
  const std::size_t made = of_inner.size() * inner;
  layer->inner = load->layer(std::move(of_inner), {inner, made, columns, made, Activation::kNone});
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

void load_embeddings(Loader* load, const TensorSource& source, const ModelConfig& c,
                     ModelWeights* out) {
  const std::array<std::size_t, 2> table = {c.vocab_size, c.embedding_size};
  auto words = source.view("embeddings.word_embeddings.weight", table);
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
  const char* words = "embeddings.word_embeddings.weight";
  const auto tied = load->tensor(words, {c.vocab_size, c.embedding_size});
  const auto columns = load->tensor("cls.predictions.dense.weight", {rest, c.vocab_size});
  DenseTensor out;
  if (!load->status().ok()) return out;
  out.bias = load->tensor("cls.predictions.bias", {c.vocab_size});
  out.narrow = load->stored_in_8_bits(words, {c.vocab_size, c.embedding_size});
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

Result<ModelWeights> load_weights(const TensorSource& source, const ModelConfig& config,
                                  Precision precision) {
  Loader load(source, config, precision);
  ModelWeights out;
  load_embeddings(&load, source, config, &out);
  for (std::size_t i = 0; i < config.num_hidden_layers && load.status().ok(); ++i) {
    out.layers.push_back(load_layer(&load, config, "encoder.layer." + std::to_string(i) + "."));
  }
  load_head(&load, config, &out);
  if (!load.status().ok()) return load.status().error();
  return out;
}

}  // namespace inkling
