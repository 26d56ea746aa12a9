#include "tools/pack/checkpoint_tensors.h"

#include <array>
#include <optional>
#include <string>
#include <utility>

namespace inkling {
namespace {

constexpr const char* kWords = "embeddings.word_embeddings.weight";
constexpr const char* kHead = "cls.predictions.";

/// Lists the tensors of a model; keeps the first complaint.
class TensorFinder {
 public:
  TensorFinder(std::shared_ptr<const SafeTensors> file, bool eight_bits)
      : file_(std::move(file)), eight_bits_(eight_bits) {}

  /// Before all else: what stands before the body's names.
  void find_prefix(const std::string& model_type) {
    for (const std::string& prefix : {std::string(), model_type + "."}) {
      if (!file_->has(prefix + kWords)) continue;
      prefix_ = prefix;
      return;
    }
    complain(ErrorCode::kNotFound, std::string("tensor ") + kWords + " is missing, with \"" +
                                       model_type +
                                       ".\" before it as well; is it a checkpoint "
                                       "of " +
                                       model_type + "?");
  }

  void body(const std::string& name, std::vector<std::size_t> shape, bool matrix) {
    add(name, file_name(prefix_ + name), std::move(shape), matrix);
  }
  void dense(const std::string& name, std::size_t inputs, std::size_t outputs) {
    body(name + ".weight", {outputs, inputs}, true);
    body(name + ".bias", {outputs}, false);
  }
  void norm(const std::string& name, std::size_t width) {
    body(name + ".weight", {width}, false);
    body(name + ".bias", {width}, false);
  }
  /// Of the head, which has no prefix.
  void head(const std::string& name, std::vector<std::size_t> shape, bool matrix) {
    const std::string whole = kHead + name;
    add(whole, file_name(whole), std::move(shape), matrix);
  }
  /// What both must hold the same of, where the file has both.
  void check_tied(const std::string& tied, const std::string& to,
                  const std::vector<std::size_t>& shape) {
    if (error_ || !file_->has(tied) || !file_->has(to)) return;
    const auto a = file_->read(tied, shape);
    const auto b = file_->read(to, shape);
    if (!a || !b) {
      error_ = a ? b.error() : a.error();
    } else if (*a != *b) {
      complain(ErrorCode::kUnsupported, "tensor " + tied + " differs from " + to +
                                            "; only heads that are tied to the embeddings can be "
                                            "converted");
    }
  }
  [[nodiscard]] const std::string& prefix() const { return prefix_; }
  [[nodiscard]] bool has(const std::string& name) const { return file_->has(name); }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  std::vector<PackTensor> take() { return std::move(sources_); }

  void add(const std::string& name, const std::string& in_file, std::vector<std::size_t> shape,
           bool matrix) {
    if (error_) return;
    if (!file_->has(in_file)) {
      const bool of_head = name.starts_with(kHead);
      complain(ErrorCode::kNotFound,
               "tensor " + in_file + " is missing" +
                   (of_head ? "; the model has no masked-language-model head: take a checkpoint "
                              "that was saved with one (BertForMaskedLM, MobileBertForMaskedLM)"
                            : ", which config.json asks for"));
      return;
    }
    // Type and shape are checked now: what is wrong is found before anything is written.
    if (const auto view = file_->view(in_file, shape); !view) {
      error_ = view.error();
      return;
    }
    PackTensor source;
    source.name = name;
    source.shape = shape;
    source.whole = matrix && eight_bits_;
    source.values = [file = file_, in_file, shape] { return file->read(in_file, shape); };
    sources_.push_back(std::move(source));
  }

 private:
  /// As the file spells it: gamma and beta are what TensorFlow called a norm's weight and bias.
  [[nodiscard]] std::string file_name(const std::string& name) const {
    if (file_->has(name)) return name;
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kOld = {
        {{"LayerNorm.weight", "LayerNorm.gamma"}, {"LayerNorm.bias", "LayerNorm.beta"}}};
    for (const auto& [now, then] : kOld) {
      if (!name.ends_with(now)) continue;
      std::string old = name.substr(0, name.size() - now.size()) + std::string(then);
      if (file_->has(old)) return old;
    }
    return name;
  }
  void complain(ErrorCode code, const std::string& what) {
    if (!error_) error_ = make_error(code, file_->where() + ": " + what);
  }

  std::shared_ptr<const SafeTensors> file_;
  bool eight_bits_;
  std::string prefix_;
  std::vector<PackTensor> sources_;
  std::optional<Error> error_;
};

void add_layer(const ModelConfig& c, const std::string& p, TensorFinder* find) {
  const std::size_t inner = c.inner_size();
  const std::size_t wide = c.intermediate_size;
  const bool narrow = c.bottleneck_size != 0 && c.attention_inputs == AttentionInputs::kBottleneck;
  if (c.bottleneck_size != 0) {
    for (const char* part : {"input", "attention"}) {
      // What nothing reads may be there: it is left where it is.
      if (narrow && std::string_view(part) == "attention") continue;
      find->dense(p + "bottleneck." + part + ".dense", c.hidden_size, inner);
      find->norm(p + "bottleneck." + part + ".LayerNorm", inner);
    }
    find->dense(p + "output.bottleneck.dense", inner, c.hidden_size);
    find->norm(p + "output.bottleneck.LayerNorm", c.hidden_size);
  }
  find->dense(p + "attention.self.query", inner, inner);
  find->dense(p + "attention.self.key", inner, inner);
  find->dense(p + "attention.self.value", narrow ? inner : c.hidden_size, inner);
  find->dense(p + "attention.output.dense", inner, inner);
  find->norm(p + "attention.output.LayerNorm", inner);
  for (std::size_t i = 0; i + 1 < c.num_feedforward_networks; ++i) {
    const std::string f = p + "ffn." + std::to_string(i) + ".";
    find->dense(f + "intermediate.dense", inner, wide);
    find->dense(f + "output.dense", wide, inner);
    find->norm(f + "output.LayerNorm", inner);
  }
  find->dense(p + "intermediate.dense", inner, wide);
  find->dense(p + "output.dense", wide, inner);
  find->norm(p + "output.LayerNorm", inner);
}

void add_head(const ModelConfig& c, TensorFinder* find) {
  find->head("transform.dense.weight", {c.head_size, c.hidden_size}, true);
  find->head("transform.dense.bias", {c.head_size}, false);
  find->head("transform.LayerNorm.weight", {c.head_size}, false);
  find->head("transform.LayerNorm.bias", {c.head_size}, false);
  if (c.head_size > c.embedding_size) {
    find->head("dense.weight", {c.head_size - c.embedding_size, c.vocab_size}, true);
  }
  const std::string bias = std::string(kHead) + "bias";
  const std::string decoder = std::string(kHead) + "decoder.";
  // transformers writes the bias under either name, or both.
  const bool own = find->has(bias) || !find->has(decoder + "bias");
  find->add(bias, own ? bias : decoder + "bias", {c.vocab_size}, false);
  find->check_tied(decoder + "bias", bias, {c.vocab_size});
  find->check_tied(decoder + "weight", find->prefix() + kWords, {c.vocab_size, c.embedding_size});
}

}  // namespace

Result<std::vector<PackTensor>> find_tensors(std::shared_ptr<const SafeTensors> file,
                                             const CheckpointConfig& config, bool eight_bits) {
  const ModelConfig& c = config.model;
  TensorFinder find(std::move(file), eight_bits);
  find.find_prefix(config.model_type);
  find.body(kWords, {c.vocab_size, c.embedding_size}, true);
  find.body("embeddings.position_embeddings.weight", {c.max_position, c.hidden_size}, false);
  if (c.type_vocab_size != 0) {
    find.body("embeddings.token_type_embeddings.weight", {c.type_vocab_size, c.hidden_size}, false);
  }
  if (c.trigram_input) {
    find.dense("embeddings.embedding_transformation", 3 * c.embedding_size, c.hidden_size);
  }
  find.norm("embeddings.LayerNorm", c.hidden_size);
  for (std::size_t i = 0; i < c.num_hidden_layers && !find.error(); ++i) {
    add_layer(c, "encoder.layer." + std::to_string(i) + ".", &find);
  }
  add_head(c, &find);
  if (find.error()) return *find.error();
  return find.take();
}

}  // namespace inkling
