#include "engine/model/executor.h"

#include <algorithm>
#include <utility>

namespace inkling {

Executor::Executor(const ModelConfig& config, std::shared_ptr<const ModelWeights> weights)
    : config_(config),
      weights_(std::move(weights)),
      inner_width_(config.inner_size()),
      embed_(config.trigram_input ? &Executor::embed_trigram : &Executor::embed_token),
      project_(&Executor::project_plain),
      leave_(&Executor::leave_plain) {
  if (config.bottleneck_size == 0) return;
  leave_ = &Executor::leave_bottleneck;
  switch (config.attention_inputs) {
    case AttentionInputs::kShared:
      project_ = &Executor::project_shared;
      break;
    case AttentionInputs::kBottleneck:
      project_ = &Executor::project_bottleneck;
      break;
    case AttentionInputs::kFull:
      project_ = &Executor::project_full;
      break;
  }
}

void Executor::reserve(std::size_t rows, std::size_t wanted_rows) {
  if (rows > capacity_) {
    capacity_ = rows;
    const LayerWeights& layer = weights_->layers.front();
    window_.resize(rows * 3 * config_.embedding_size);
    hidden_.resize(rows * config_.hidden_size);
    entry_.resize(rows * layer.entry.outputs());
    if (layer.inner) projected_.resize(rows * layer.inner->outputs());
    keys_.resize(rows * inner_width_ + kKeyBlock);
    context_.resize(rows * inner_width_);
    inner_.resize(rows * inner_width_);
    next_.resize(rows * inner_width_);
    intermediate_.resize(rows * config_.intermediate_size);
    exit_.resize(rows * config_.hidden_size);
    scores_.resize(config_.max_context + config_.max_position + rows + kKeyBlock);
  }
  if (wanted_rows > wanted_capacity_) {
    wanted_capacity_ = wanted_rows;
    read_rows_.resize(wanted_rows * config_.hidden_size);
    head_.resize(wanted_rows * config_.head_size);
  }
}

Status Executor::run(std::size_t content, KvCache* cache, const CancelToken& cancel) {
  reserve(tokens.size(), wanted.size());
  Status done = (this->*embed_)();
  for (std::size_t i = 0; done.ok() && i < weights_->layers.size(); ++i) {
    if (cancel.cancelled()) return make_error(ErrorCode::kCancelled, "the forward was cancelled");
    done = run_layer(weights_->layers[i], i, content, cache);
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

// h = Norm(W_in [E(window)] + P(position))
Status Executor::embed_trigram() {
  const std::size_t e = config_.embedding_size;
  const std::size_t h = config_.hidden_size;
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    for (std::size_t k = 0; k < 3; ++k) {
      read_embedding(tokens[t].window[k], window_.data() + (t * 3 + k) * e);
    }
  }
  Status done =
      weights_->embedding_transform->run(window_.data(), hidden_.data(), tokens.size(), &scratch_);
  if (!done.ok()) return done;
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    kernels().add_norm(weights_->embedding_norm.view(), hidden_.data() + t * h, h,
                       weights_->position_embeddings.data() + tokens[t].position * h, h, 1);
  }
  return {};
}

// h = Norm(E(token) + P(position))
Status Executor::embed_token() {
  const std::size_t h = config_.hidden_size;
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    read_embedding(tokens[t].id, hidden_.data() + t * h);
    kernels().add_norm(weights_->embedding_norm.view(), hidden_.data() + t * h, h,
                       weights_->position_embeddings.data() + tokens[t].position * h, h, 1);
  }
  return {};
}

// q, k, v, r = project(h)                  y = Norm(W_o attend(q, k, v) + r)
// F times: y = Norm(W_2 act(W_1 y) + y)    h = leave(y, h)
Status Executor::run_layer(const LayerWeights& w, std::size_t index, std::size_t content,
                           KvCache* cache) {
  Projections p;
  if (Status done = (this->*project_)(w, &p); !done.ok()) return done;
  attend_all(p, index, content, cache);
  Status done = w.attention_out.run(context_.data(), inner_.data(), tokens.size(), &scratch_);
  if (!done.ok()) return done;
  kernels().add_norm(w.attention_norm.view(), inner_.data(), inner_width_, p.residual.data,
                     p.residual.stride, tokens.size());
  if (done = feed_forward(w); !done.ok()) return done;
  return (this->*leave_)(w);
}

// q, k, v = W_q h, W_k h, W_v h    r = h
Status Executor::project_plain(const LayerWeights& w, Projections* out) {
  const std::size_t h = inner_width_;
  float* entry = entry_.data();  // [rows][query H | key H | value H]
  *out = {{entry, 3 * h}, {entry + h, 3 * h}, {entry + 2 * h, 3 * h}, {hidden_.data(), h}};
  return w.entry.run(hidden_.data(), entry, tokens.size(), &scratch_);
}

// r, a, v = Norm(W_bi h), Norm(W_ba h), W_v h    q, k = W_q a, W_k a
Status Executor::project_shared(const LayerWeights& w, Projections* out) {
  const std::size_t b = inner_width_;
  float* entry = entry_.data();          // [rows][residual B | shared B | value B]
  float* projected = projected_.data();  // [rows][query B | key B]
  *out = {{projected, 2 * b}, {projected + b, 2 * b}, {entry + 2 * b, 3 * b}, {entry, 3 * b}};
  if (Status done = run_entry(w); !done.ok()) return done;
  return w.inner->run(entry + b, projected, tokens.size(), &scratch_);
}

// r = Norm(W_bi h)    q, k, v = W_q r, W_k r, W_v r
Status Executor::project_bottleneck(const LayerWeights& w, Projections* out) {
  const std::size_t b = inner_width_;
  float* projected = projected_.data();  // [rows][query B | key B | value B]
  *out = {
      {projected, 3 * b}, {projected + b, 3 * b}, {projected + 2 * b, 3 * b}, {entry_.data(), b}};
  if (Status done = run_entry(w); !done.ok()) return done;
  return w.inner->run(entry_.data(), projected, tokens.size(), &scratch_);
}

// r = Norm(W_bi h)    q, k, v = W_q h, W_k h, W_v h
Status Executor::project_full(const LayerWeights& w, Projections* out) {
  const std::size_t b = inner_width_;
  float* entry = entry_.data();  // [rows][residual B | query B | key B | value B]
  *out = {{entry + b, 4 * b}, {entry + 2 * b, 4 * b}, {entry + 3 * b, 4 * b}, {entry, 4 * b}};
  return run_entry(w);
}

Status Executor::run_entry(const LayerWeights& w) {
  Status done = w.entry.run(hidden_.data(), entry_.data(), tokens.size(), &scratch_);
  if (!done.ok()) return done;
  for (const ColumnNorm& n : w.entry_norms) {
    kernels().add_norm(n.norm.view(), entry_.data() + n.first, w.entry.outputs(), nullptr, 0,
                       tokens.size());
  }
  return {};
}

// Content tokens find themselves among the cached ones; block tokens find their block in the rows.
void Executor::attend_all(const Projections& p, std::size_t layer, std::size_t content,
                          KvCache* cache) {
  const std::size_t b = inner_width_;
  AttentionInput input;
  if (cache != nullptr) {
    input.cached = {cache->keys(layer), cache->values(layer), cache->capacity(), b, 0};
    for (std::size_t t = 0; t < content; ++t) {
      const std::size_t row = cache->size() + t;
      const float* key = p.key.data + t * p.key.stride;
      for (std::size_t d = 0; d < b; ++d) cache->keys(layer)[d * cache->capacity() + row] = key[d];
      std::copy_n(p.value.data + t * p.value.stride, b, cache->values(layer) + row * b);
    }
  }
  for (std::size_t t = content; t < tokens.size(); ++t) {
    const float* key = p.key.data + t * p.key.stride;
    for (std::size_t d = 0; d < b; ++d) keys_[d * capacity_ + t] = key[d];
  }
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    const std::size_t begin = tokens[t].block_begin;
    input.cached.count = tokens[t].sees;
    input.own = {keys_.data() + begin, p.value.data + begin * p.value.stride, capacity_,
                 p.value.stride, tokens[t].block_end - begin};
    kernels().attend(input, p.query.data + t * p.query.stride, b, config_.num_attention_heads,
                     context_.data() + t * b, scores_.data());
  }
}

// F times: y = Norm(W_2 act(W_1 y) + y)
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

// h = y
Status Executor::leave_plain(const LayerWeights& /*w*/) {
  std::swap(inner_, hidden_);
  return {};
}

// h = Norm(W_bo y + h)
Status Executor::leave_bottleneck(const LayerWeights& w) {
  const std::size_t h = config_.hidden_size;
  Status done = w.exit->run(inner_.data(), exit_.data(), tokens.size(), &scratch_);
  if (!done.ok()) return done;
  kernels().add_norm(w.exit_norm.view(), exit_.data(), h, hidden_.data(), h, tokens.size());
  std::swap(exit_, hidden_);
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
