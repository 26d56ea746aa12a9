#include "engine/model/executor.h"

#include <algorithm>
#include <utility>

namespace inkling {

Executor::Executor(const ModelConfig& config, std::shared_ptr<const ModelWeights> weights)
    : config_(config),
      weights_(std::move(weights)),
      layer_(config.bottleneck_size != 0 ? &Executor::bottleneck_layer : &Executor::plain_layer),
      inner_width_(config.inner_size()) {}

void Executor::reserve(std::size_t rows, std::size_t wanted_rows) {
  if (rows > capacity_) {
    capacity_ = rows;
    window_.resize(rows * 3 * config_.embedding_size);
    hidden_.resize(rows * config_.hidden_size);
    entry_.resize(rows * 3 * inner_width_);
    query_key_.resize(rows * 2 * inner_width_);
    context_.resize(rows * inner_width_);
    inner_.resize(rows * inner_width_);
    next_.resize(rows * inner_width_);
    intermediate_.resize(rows * config_.intermediate_size);
    exit_.resize(rows * config_.hidden_size);
    scores_.resize(config_.max_context + config_.max_position + rows);
  }
  if (wanted_rows > wanted_capacity_) {
    wanted_capacity_ = wanted_rows;
    read_rows_.resize(wanted_rows * config_.hidden_size);
    head_.resize(wanted_rows * config_.head_size);
  }
}

Status Executor::run(std::size_t content, KvCache* cache, const CancelToken& cancel) {
  reserve(tokens.size(), wanted.size());
  Status done = embed();
  for (std::size_t i = 0; done.ok() && i < weights_->layers.size(); ++i) {
    if (cancel.cancelled()) return make_error(ErrorCode::kCancelled, "the forward was cancelled");
    done = (this->*layer_)(weights_->layers[i], i, content, cache);
  }
  return done.ok() ? run_head() : done;
}

void Executor::read_embedding(std::ptrdiff_t id, float* out) const {
  const std::size_t width = config_.embedding_size;
  if (id == kOutside) {
    std::fill_n(out, width, 0.0F);
    return;
  }
  weights_->word_embeddings.widen(static_cast<std::size_t>(id) * width, {out, width});
}

// h = InNorm(W_in [E(window)] + P(position))
Status Executor::embed() {
  const std::size_t e = config_.embedding_size;
  const std::size_t h = config_.hidden_size;
  if (config_.trigram_input) {
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      for (std::size_t k = 0; k < 3; ++k) {
        read_embedding(tokens[t].window[k], window_.data() + (t * 3 + k) * e);
      }
    }
    Status done = weights_->embedding_transform->run(window_.data(), hidden_.data(), tokens.size(),
                                                     &scratch_);
    if (!done.ok()) return done;
  } else {
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      read_embedding(tokens[t].id, hidden_.data() + t * h);
    }
  }
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    kernels().add_norm(weights_->embedding_norm.view(), hidden_.data() + t * h, h,
                       weights_->position_embeddings.data() + tokens[t].position * h, h, 1);
  }
  return {};
}

// r, a, v = W_bi h, W_ba h, W_v h    q, k = W_q a, W_k a    y = Norm(W_o attend(q, k, v) + r)
// F times: y = Norm(W_2 act(W_1 y) + y)                     h = Norm(W_bo y + h)
Status Executor::bottleneck_layer(const LayerWeights& w, std::size_t index, std::size_t content,
                                  KvCache* cache) {
  const std::size_t rows = tokens.size();
  const std::size_t b = inner_width_;
  const std::size_t h = config_.hidden_size;
  Status done = w.entry.run(hidden_.data(), entry_.data(), rows, &scratch_);
  if (!done.ok()) return done;
  float* residual = entry_.data();
  float* shared = entry_.data() + b;
  const float* values = entry_.data() + 2 * b;
  if (!w.residual_norm.gain.empty()) {
    kernels().add_norm(w.residual_norm.view(), residual, 3 * b, nullptr, 0, rows);
  }
  if (!w.shared_norm.gain.empty()) {
    kernels().add_norm(w.shared_norm.view(), shared, 3 * b, nullptr, 0, rows);
  }
  done = w.query_key->run(shared, query_key_.data(), rows, &scratch_);
  if (!done.ok()) return done;
  attend_all(index, content, query_key_.data(), 2 * b, query_key_.data() + b, 2 * b, values, cache);
  done = attention_out(w, residual, 3 * b);
  if (done.ok()) done = feed_forward(w);
  if (done.ok()) done = w.exit->run(inner_.data(), exit_.data(), rows, &scratch_);
  if (!done.ok()) return done;
  kernels().add_norm(w.exit_norm.view(), exit_.data(), h, hidden_.data(), h, rows);
  std::swap(exit_, hidden_);
  return {};
}

// q, k, v = W_q h, W_k h, W_v h    h = Norm(W_o attend(q, k, v) + h)
// F times: h = Norm(W_2 act(W_1 h) + h)
Status Executor::plain_layer(const LayerWeights& w, std::size_t index, std::size_t content,
                             KvCache* cache) {
  const std::size_t h = inner_width_;
  Status done = w.entry.run(hidden_.data(), entry_.data(), tokens.size(), &scratch_);
  if (!done.ok()) return done;
  attend_all(index, content, entry_.data(), 3 * h, entry_.data() + h, 3 * h, entry_.data() + 2 * h,
             cache);
  done = attention_out(w, hidden_.data(), h);
  if (done.ok()) done = feed_forward(w);
  std::swap(inner_, hidden_);
  return done;
}

// keys, values: [rows][…] of this forward. Content rows go to the cache first, so that a content
// token finds itself among the cached ones; block tokens find their block in the rows.
void Executor::attend_all(std::size_t layer, std::size_t content, const float* queries,
                          std::size_t query_stride, const float* keys, std::size_t key_stride,
                          const float* values, KvCache* cache) {
  const std::size_t b = inner_width_;
  const std::size_t value_stride = 3 * b;
  AttentionInput input;
  if (cache != nullptr) {
    input.keys = cache->keys(layer);
    input.values = cache->values(layer);
    input.capacity = cache->capacity();
    float* cached_keys = cache->keys(layer);
    for (std::size_t t = 0; t < content; ++t) {
      const std::size_t row = cache->size() + t;
      for (std::size_t d = 0; d < b; ++d) {
        cached_keys[d * cache->capacity() + row] = keys[t * key_stride + d];
      }
      std::copy_n(values + t * value_stride, b, cache->values(layer) + row * b);
    }
  }
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    input.cached = tokens[t].sees;
    input.own = tokens[t].block_end - tokens[t].block_begin;
    input.own_keys = keys + tokens[t].block_begin * key_stride;
    input.own_key_stride = key_stride;
    input.own_values = values + tokens[t].block_begin * value_stride;
    input.own_value_stride = value_stride;
    kernels().attend(input, queries + t * query_stride, b, config_.num_attention_heads,
                     context_.data() + t * b, scores_.data());
  }
}

// inner = Norm(W_o context + residual)
Status Executor::attention_out(const LayerWeights& w, const float* residual,
                               std::size_t residual_stride) {
  Status done = w.attention_out.run(context_.data(), inner_.data(), tokens.size(), &scratch_);
  if (!done.ok()) return done;
  kernels().add_norm(w.attention_norm.view(), inner_.data(), inner_width_, residual,
                     residual_stride, tokens.size());
  return {};
}

// F times: inner = Norm(W_2 act(W_1 inner) + inner)
Status Executor::feed_forward(const LayerWeights& w) {
  const std::size_t rows = tokens.size();
  const std::size_t b = inner_width_;
  for (const FeedForwardWeights& f : w.feed_forward) {
    Status done = f.up.run(inner_.data(), intermediate_.data(), rows, &scratch_);
    if (done.ok()) done = f.down.run(intermediate_.data(), next_.data(), rows, &scratch_);
    if (!done.ok()) return done;
    kernels().add_norm(f.norm.view(), next_.data(), b, inner_.data(), b, rows);
    std::swap(next_, inner_);
  }
  return {};
}

// features = Norm(act(W_t h)), of the wanted rows alone
Status Executor::run_head() {
  const std::size_t h = config_.hidden_size;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    std::copy_n(hidden_.data() + wanted[i] * h, h, read_rows_.data() + i * h);
  }
  Status done = weights_->head.run(read_rows_.data(), head_.data(), wanted.size(), &scratch_);
  if (!done.ok()) return done;
  kernels().add_norm(weights_->head_norm.view(), head_.data(), config_.head_size, nullptr, 0,
                     wanted.size());
  return {};
}

}  // namespace inkling
