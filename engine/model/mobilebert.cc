#include "engine/model/mobilebert.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <mutex>
#include <string>
#include <utility>

#include "engine/model/weights.h"
#include "platform/free_memory.h"

namespace inkling {
namespace {

constexpr std::ptrdiff_t kOutside = -1;  // "no token there" in a trigram window

/// One token of a forward: who it is, where it stands and whom it sees.
struct Token {
  std::ptrdiff_t id = 0;
  std::ptrdiff_t window[3] = {kOutside, kOutside, kOutside};  // ids of the trigram, in its order
  std::size_t position = 0;
  std::size_t sees = 0;         // cached tokens seen (content tokens see themselves there too)
  std::size_t block_begin = 0;  // rows [block_begin, block_end) of this forward are seen as well
  std::size_t block_end = 0;
};

KvShape shape_of(const ModelConfig& c) {
  return {c.num_hidden_layers, c.inner_size(), c.head_size, c.max_context};
}

}  // namespace

struct MobileBert::Impl {
  Impl(SafeTensors tensors, ModelConfig sizes) : file(std::move(tensors)), config(sizes) {}

  SafeTensors file;
  ModelConfig config;
  std::size_t token_bytes = 0;

  // One forward at a time: the operators remember where they read and write. Guards all below.
  mutable std::mutex mutex;
  bool loaded = false;  // weights and buffers are there
  ModelWeights weights;
  // Rows of the current forward, [rows][…].
  PaddedBuffer window;          // 3E
  PaddedBuffer hidden;          // H
  PaddedBuffer entry;           // 3 * inner
  PaddedBuffer query_key;       // 2 * inner
  PaddedBuffer context;         // inner
  PaddedBuffer inner;           // inner
  PaddedBuffer next;            // inner
  PaddedBuffer intermediate;    // I
  PaddedBuffer exit;            // H
  PaddedBuffer head;            // head_size
  PaddedBuffer read_rows;       // H: the rows whose features are wanted
  PaddedBuffer vocabulary_in;   // [vocabulary_rows][head_size]
  PaddedBuffer vocabulary_out;  // [vocabulary_rows][V]
  std::size_t vocabulary_rows = 0;
  std::vector<float> scores;
  std::size_t capacity = 0;  // rows that the buffers hold

  Status load();
  void unload();
  void reserve(std::size_t rows);
  void read_embedding(std::ptrdiff_t id, float* out) const;
  Status embed(std::span<const Token> tokens);
  Status run_layer(std::size_t index, std::span<const Token> tokens, std::size_t content,
                   KvCache* cache);
  Status attend_all(std::span<const Token> tokens, std::size_t layer, std::size_t content,
                    const float* queries, std::size_t query_stride, const float* keys,
                    std::size_t key_stride, const float* values, KvCache* cache);
  Status run_head(std::span<const std::size_t> rows);
  Status run_body(std::span<const Token> tokens, std::size_t content, KvCache* cache,
                  const CancelToken& cancel);
  [[nodiscard]] Status check_ids(std::span<const int32_t> ids) const;
};

Status MobileBert::Impl::load() {
  if (loaded) return {};
  const bool again = token_bytes != 0;
  auto made = load_weights(file, config);
  if (!made) return made.error();
  // Once memory was given back, glibc keeps the blocks that unpacking needs for itself.
  if (again) return_free_memory();
  weights = std::move(made.value());
  token_bytes = weights.token_bytes;
  loaded = true;
  return {};
}

void MobileBert::Impl::unload() {
  loaded = false;
  weights = {};
  for (PaddedBuffer* buffer :
       {&window, &hidden, &entry, &query_key, &context, &inner, &next, &intermediate, &exit, &head,
        &read_rows, &vocabulary_in, &vocabulary_out}) {
    *buffer = {};
  }
  scores = {};
  capacity = 0;
  vocabulary_rows = 0;
  file.release_pages();
}

void MobileBert::Impl::reserve(std::size_t rows) {
  if (rows <= capacity) return;
  capacity = rows;
  const std::size_t width = config.inner_size();
  window.resize(rows * 3 * config.embedding_size);
  hidden.resize(rows * config.hidden_size);
  entry.resize(rows * 3 * width);
  query_key.resize(rows * 2 * width);
  context.resize(rows * width);
  inner.resize(rows * width);
  next.resize(rows * width);
  intermediate.resize(rows * config.intermediate_size);
  exit.resize(rows * config.hidden_size);
  head.resize(rows * config.head_size);
  read_rows.resize(rows * config.hidden_size);
}

void MobileBert::Impl::read_embedding(std::ptrdiff_t id, float* out) const {
  const std::size_t width = config.embedding_size;
  if (id == kOutside) {
    std::fill_n(out, width, 0.0F);
    return;
  }
  weights.word_embeddings.widen(static_cast<std::size_t>(id) * width, {out, width});
}

Status MobileBert::Impl::embed(std::span<const Token> tokens) {
  const std::size_t e = config.embedding_size;
  const std::size_t h = config.hidden_size;
  if (config.trigram_input) {
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      for (std::size_t k = 0; k < 3; ++k) {
        read_embedding(tokens[t].window[k], window.data() + (t * 3 + k) * e);
      }
    }
    Status done = weights.embedding_transform->run(window.data(), hidden.data(), tokens.size());
    if (!done.ok()) return done;
  } else {
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      read_embedding(tokens[t].id, hidden.data() + t * h);
    }
  }
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    add_norm(weights.embedding_norm, hidden.data() + t * h, h,
             weights.position_embeddings.data() + tokens[t].position * h, h, 1);
  }
  return {};
}

// keys, values: [rows][…] of this forward. Content rows go to the cache first, so that a content
// token finds itself among the cached ones; block tokens find their block in the rows.
Status MobileBert::Impl::attend_all(std::span<const Token> tokens, std::size_t layer,
                                    std::size_t content, const float* queries,
                                    std::size_t query_stride, const float* keys,
                                    std::size_t key_stride, const float* values, KvCache* cache) {
  const std::size_t width = config.inner_size();
  const std::size_t value_stride = 3 * width;
  AttentionInput input;
  if (cache != nullptr) {
    input.keys = cache->keys(layer);
    input.values = cache->values(layer);
    input.capacity = cache->capacity();
    float* cached_keys = cache->keys(layer);
    for (std::size_t t = 0; t < content; ++t) {
      const std::size_t row = cache->size() + t;
      for (std::size_t d = 0; d < width; ++d) {
        cached_keys[d * cache->capacity() + row] = keys[t * key_stride + d];
      }
      std::copy_n(values + t * value_stride, width, cache->values(layer) + row * width);
    }
  }
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    input.cached = tokens[t].sees;
    input.own = tokens[t].block_end - tokens[t].block_begin;
    input.own_keys = keys + tokens[t].block_begin * key_stride;
    input.own_key_stride = key_stride;
    input.own_values = values + tokens[t].block_begin * value_stride;
    input.own_value_stride = value_stride;
    attend(input, queries + t * query_stride, width, config.num_attention_heads,
           context.data() + t * width, &scores);
  }
  return {};
}

Status MobileBert::Impl::run_layer(std::size_t index, std::span<const Token> tokens,
                                   std::size_t content, KvCache* cache) {
  LayerWeights& w = weights.layers[index];
  const std::size_t rows = tokens.size();
  const std::size_t width = config.inner_size();
  const std::size_t h = config.hidden_size;
  const bool bottleneck = config.bottleneck_size != 0;
  Status done = w.entry.run(hidden.data(), entry.data(), rows);
  if (!done.ok()) return done;
  const float* residual = hidden.data();
  std::size_t residual_stride = h;
  const float* values = entry.data() + 2 * width;
  if (bottleneck) {
    if (!w.residual_norm.gain.empty()) {
      add_norm(w.residual_norm, entry.data(), 3 * width, nullptr, 0, rows);
    }
    if (!w.shared_norm.gain.empty()) {
      add_norm(w.shared_norm, entry.data() + width, 3 * width, nullptr, 0, rows);
    }
    done = w.query_key->run(entry.data() + width, query_key.data(), rows);
    if (!done.ok()) return done;
    done = attend_all(tokens, index, content, query_key.data(), 2 * width, query_key.data() + width,
                      2 * width, values, cache);
    residual = entry.data();
    residual_stride = 3 * width;
  } else {
    done = attend_all(tokens, index, content, entry.data(), 3 * width, entry.data() + width,
                      3 * width, values, cache);
  }
  if (!done.ok()) return done;
  done = w.attention_out.run(context.data(), inner.data(), rows);
  if (!done.ok()) return done;
  add_norm(w.attention_norm, inner.data(), width, residual, residual_stride, rows);
  for (FeedForwardWeights& f : w.feed_forward) {
    done = f.up.run(inner.data(), intermediate.data(), rows);
    if (!done.ok()) return done;
    if (config.hidden_act == Activation::kGelu) {
      apply_activation(config.hidden_act, {intermediate.data(), rows * config.intermediate_size});
    }
    done = f.down.run(intermediate.data(), next.data(), rows);
    if (!done.ok()) return done;
    add_norm(f.norm, next.data(), width, inner.data(), width, rows);
    std::copy_n(next.data(), rows * width, inner.data());
  }
  if (!bottleneck) {
    std::copy_n(inner.data(), rows * width, hidden.data());
    return {};
  }
  done = w.exit->run(inner.data(), exit.data(), rows);
  if (!done.ok()) return done;
  add_norm(w.exit_norm, exit.data(), h, hidden.data(), h, rows);
  std::copy_n(exit.data(), rows * h, hidden.data());
  return {};
}

Status MobileBert::Impl::run_body(std::span<const Token> tokens, std::size_t content,
                                  KvCache* cache, const CancelToken& cancel) {
  Status done = embed(tokens);
  for (std::size_t layer = 0; done.ok() && layer < weights.layers.size(); ++layer) {
    if (cancel.cancelled()) return make_error(ErrorCode::kCancelled, "the forward was cancelled");
    done = run_layer(layer, tokens, content, cache);
  }
  return done;
}

Status MobileBert::Impl::run_head(std::span<const std::size_t> rows) {
  const std::size_t h = config.hidden_size;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::copy_n(hidden.data() + rows[i] * h, h, read_rows.data() + i * h);
  }
  Status done = weights.head.run(read_rows.data(), head.data(), rows.size());
  if (!done.ok()) return done;
  if (config.head_act == Activation::kGelu) {
    apply_activation(config.head_act, {head.data(), rows.size() * config.head_size});
  }
  add_norm(weights.head_norm, head.data(), config.head_size, nullptr, 0, rows.size());
  return {};
}

Status MobileBert::Impl::check_ids(std::span<const int32_t> ids) const {
  for (const int32_t id : ids) {
    if (id < 0 || static_cast<std::size_t>(id) >= config.vocab_size) {
      return make_error(ErrorCode::kInvalidArgument,
                        "token id " + std::to_string(id) + " is not in the vocabulary");
    }
  }
  return {};
}

MobileBert::MobileBert(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
MobileBert::~MobileBert() = default;

Result<std::unique_ptr<MobileBert>> MobileBert::open(const std::string& folder) {
  const auto config = load_model_config(folder + "/config.json");
  if (!config) return config.error();
  auto file = SafeTensors::open(folder + "/model.safetensors");
  if (!file) return file.error();
  auto impl = std::make_unique<Impl>(std::move(file.value()), *config);
  if (Status done = impl->load(); !done.ok()) return done.error();
  return std::unique_ptr<MobileBert>(new MobileBert(std::move(impl)));  // NOLINT: private
}

const ModelConfig& MobileBert::config() const { return impl_->config; }
std::size_t MobileBert::weight_bytes() const { return impl_->token_bytes; }
void MobileBert::trim() const {
  const std::lock_guard lock(impl_->mutex);
  impl_->unload();
}

KvCache MobileBert::make_cache() const { return KvCache(shape_of(impl_->config)); }

Status MobileBert::forward(KvCache& cache, std::span<const int32_t> ids,
                           std::span<const QueryBlock> blocks, std::span<float> features_out,
                           const CancelToken& cancel) const {
  Impl& m = *impl_;
  const ModelConfig& c = m.config;
  const auto bad = [](const std::string& what) {
    return make_error(ErrorCode::kInvalidArgument, what);
  };
  if (c.attention != Attention::kPrefixCausal) {
    return make_error(ErrorCode::kUnsupported, "a bidirectional model cannot use a cache");
  }
  if (cache.shape() != shape_of(c)) return bad("the cache is of another model");
  if (cache.size() + ids.size() > cache.capacity()) return bad("the context is full");
  std::size_t block_rows = 0;
  for (const QueryBlock& block : blocks) block_rows += block.rows();
  if (features_out.size() < block_rows * c.head_size) return bad("too little room for features");
  if (Status ok = m.check_ids(ids); !ok.ok()) return ok;
  const std::size_t length = cache.size() + ids.size();

  std::vector<Token> tokens;
  const auto id_at = [&](std::ptrdiff_t at) -> std::ptrdiff_t {
    if (at < 0) return kOutside;
    const auto i = static_cast<std::size_t>(at);
    return i < cache.size() ? cache.ids()[i] : ids[i - cache.size()];
  };
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto at = static_cast<std::ptrdiff_t>(cache.size() + i);
    Token token;
    token.id = ids[i];
    for (std::ptrdiff_t k = 0; k < 3; ++k) token.window[k] = id_at(at - 2 + k);
    token.position = static_cast<std::size_t>(at);
    token.sees = token.position + 1;
    tokens.push_back(token);
  }
  std::vector<std::size_t> wanted;
  for (std::size_t i = 0; i < ids.size(); ++i) wanted.push_back(i);
  for (const QueryBlock& block : blocks) {
    if (block.anchor > length) return bad("a query block is anchored beyond the prefix");
    if (block.ids.empty() || block.read_at >= block.ids.size()) return bad("an empty query block");
    if (block.anchor + block.ids.size() > c.max_position) {
      return bad("a query block reaches beyond the last position");
    }
    if (Status ok = m.check_ids(block.ids); !ok.ok()) return ok;
    const std::size_t begin = tokens.size();
    if (!block.branch) wanted.push_back(begin + block.read_at);
    for (std::size_t i = 0; i < block.ids.size(); ++i) {
      if (block.branch) wanted.push_back(begin + i);
      Token token;
      token.id = block.ids[i];
      for (std::ptrdiff_t k = 0; k < 3; ++k) {
        const std::ptrdiff_t inside = static_cast<std::ptrdiff_t>(i) - 2 + k;
        token.window[k] = inside >= 0 ? block.ids[static_cast<std::size_t>(inside)]
                                      : id_at(static_cast<std::ptrdiff_t>(block.anchor) + inside);
      }
      token.position = block.anchor + i;
      token.sees = block.anchor;
      token.block_begin = begin;
      token.block_end = begin + (block.branch ? i + 1 : block.ids.size());
      tokens.push_back(token);
    }
  }
  if (tokens.empty()) return {};

  const std::lock_guard lock(m.mutex);
  Status done = m.load();
  if (!done.ok()) return done;
  m.reserve(tokens.size());
  done = m.run_body(tokens, ids.size(), &cache, cancel);
  if (!done.ok()) return done;
  done = m.run_head(wanted);
  if (!done.ok()) return done;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    std::copy_n(m.head.data() + i * c.head_size, c.head_size,
                cache.features(cache.size() + i).data());
  }
  std::copy_n(m.head.data() + ids.size() * c.head_size, block_rows * c.head_size,
              features_out.data());
  cache.append(ids);
  return {};
}

Status MobileBert::forward_bidirectional(std::span<const int32_t> ids,
                                         std::span<float> features_out,
                                         const CancelToken& cancel) const {
  Impl& m = *impl_;
  const ModelConfig& c = m.config;
  if (c.attention != Attention::kBidirectional) {
    return make_error(ErrorCode::kUnsupported, "a prefix-causal model is run with a cache");
  }
  if (ids.size() > c.max_position || features_out.size() < ids.size() * c.head_size) {
    return make_error(ErrorCode::kInvalidArgument, "more tokens than positions or than room");
  }
  if (Status ok = m.check_ids(ids); !ok.ok()) return ok;
  if (ids.empty()) return {};
  std::vector<Token> tokens(ids.size());
  std::vector<std::size_t> wanted(ids.size());
  const auto id_at = [&](std::size_t at, bool inside) -> std::ptrdiff_t {
    return inside ? ids[at] : kOutside;
  };
  for (std::size_t i = 0; i < ids.size(); ++i) {
    Token& token = tokens[i];
    token.id = ids[i];
    // The paper's order: next, current, previous.
    token.window[0] = id_at(i + 1, i + 1 < ids.size());
    token.window[1] = ids[i];
    token.window[2] = id_at(i - 1, i > 0);
    token.position = i;
    token.block_end = ids.size();
    wanted[i] = i;
  }
  const std::lock_guard lock(m.mutex);
  Status done = m.load();
  if (!done.ok()) return done;
  m.reserve(tokens.size());
  done = m.run_body(tokens, 0, nullptr, cancel);
  if (!done.ok()) return done;
  done = m.run_head(wanted);
  if (!done.ok()) return done;
  std::copy_n(m.head.data(), ids.size() * c.head_size, features_out.data());
  return {};
}

Status MobileBert::logits(std::span<const float> features, std::span<float> out) const {
  Impl& m = *impl_;
  const std::size_t width = m.config.head_size;
  const std::size_t vocab = m.config.vocab_size;
  const std::size_t rows = std::min(features.size() / width, out.size() / vocab);
  const std::lock_guard lock(m.mutex);
  Status done = m.load();
  if (!done.ok()) return done;
  // XNNPACK reads and writes a little beyond its last row: only buffers of our own will do.
  if (m.vocabulary_rows < rows) {
    m.vocabulary_rows = rows;
    m.vocabulary_in.resize(rows * width);
    m.vocabulary_out.resize(rows * vocab);
  }
  std::copy_n(features.data(), rows * width, m.vocabulary_in.data());
  done = m.weights.vocabulary.run(m.vocabulary_in.data(), m.vocabulary_out.data(), rows);
  if (done.ok()) std::copy_n(m.vocabulary_out.data(), rows * vocab, out.data());
  return done;
}

}  // namespace inkling
