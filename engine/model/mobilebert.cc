#include "engine/model/mobilebert.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <string>
#include <utility>

#include "engine/model/executor.h"
#include "engine/model/safetensors.h"
#include "platform/free_memory.h"

namespace inkling {
namespace {

KvShape shape_of(const ModelConfig& c) {
  return {c.num_hidden_layers, c.inner_size(), c.head_size, c.max_context};
}

/// Features that anything can be done with. Each weight may be sound and their products not.
Status check_features(const TensorSource& source, std::span<const float> features) {
  const auto sound = [](float x) { return std::abs(x) <= kMaxNumber; };  // false for NaN
  if (std::all_of(features.begin(), features.end(), sound)) return {};
  return make_error(ErrorCode::kCorrupt, source.where() +
                                             ": the weights make numbers that are not finite or "
                                             "beyond 1e15; reinstall the pack");
}

Error bad_argument(const std::string& what) {
  return make_error(ErrorCode::kInvalidArgument, what);
}

}  // namespace

struct MobileBert::Impl {
  Impl(std::unique_ptr<const TensorSource> tensors, ModelConfig sizes, Precision held)
      : source(std::move(tensors)), config(sizes), precision(held) {}

  std::unique_ptr<const TensorSource> source;
  ModelConfig config;
  Precision precision;
  std::size_t token_bytes = 0;
  std::size_t vocabulary_bytes = 0;
  const char* kernel_name = "";

  // Held to take and give back, never while anything is worked out. Guards all below.
  std::mutex mutex;
  std::shared_ptr<const ModelWeights> weights;
  std::vector<std::unique_ptr<Executor>> idle;  // of these weights
  bool loaded_before = false;

  Status take(std::unique_ptr<Executor>* out);
  void give_back(std::unique_ptr<Executor> executor);
  Status load();
  /// Runs `work` with an executor of its own; an error when there can be none.
  template <typename Work>
  Status with_executor(const Work& work);
  [[nodiscard]] Status check_ids(std::span<const int32_t> ids) const;
  [[nodiscard]] Status check_blocks(std::span<const QueryBlock> blocks, std::size_t length) const;
};

Status MobileBert::Impl::load() {
  if (weights) return {};
  auto made = load_weights(*source, config, precision);
  if (!made) return made.error();
  source->release_pages();  // all but a few rows of embeddings were copied
  // Once memory was given back, glibc keeps the blocks that unpacking needs for itself.
  if (loaded_before) return_free_memory();
  loaded_before = true;
  token_bytes = made->token_bytes;
  vocabulary_bytes = made->vocabulary.weight_bytes();
  kernel_name = made->vocabulary.is_int8() ? kernels().name : Dense::float_kernel_name();
  weights = std::make_shared<const ModelWeights>(std::move(made.value()));
  return {};
}

Status MobileBert::Impl::take(std::unique_ptr<Executor>* out) {
  const std::lock_guard lock(mutex);
  if (Status done = load(); !done.ok()) return done;
  if (idle.empty()) {
    *out = std::make_unique<Executor>(config, weights);
  } else {
    *out = std::move(idle.back());
    idle.pop_back();
  }
  return {};
}

void MobileBert::Impl::give_back(std::unique_ptr<Executor> executor) {
  const std::lock_guard lock(mutex);
  // After a trim() it is the last to hold its weights, and goes with them.
  if (executor->weights() == weights) idle.push_back(std::move(executor));
}

template <typename Work>
Status MobileBert::Impl::with_executor(const Work& work) {
  std::unique_ptr<Executor> executor;
  if (Status done = take(&executor); !done.ok()) return done;
  Status done = work(*executor);
  give_back(std::move(executor));
  return done;
}

Status MobileBert::Impl::check_ids(std::span<const int32_t> ids) const {
  for (const int32_t id : ids) {
    if (id < 0 || static_cast<std::size_t>(id) >= config.vocab_size) {
      return bad_argument("token id " + std::to_string(id) + " is not in the vocabulary");
    }
  }
  return {};
}

Status MobileBert::Impl::check_blocks(std::span<const QueryBlock> blocks,
                                      std::size_t length) const {
  for (const QueryBlock& block : blocks) {
    if (block.anchor > length) return bad_argument("a query block is anchored beyond the prefix");
    if (block.ids.empty() || block.read_at >= block.ids.size()) {
      return bad_argument("an empty query block");
    }
    if (block.anchor + block.ids.size() > config.max_position) {
      return bad_argument("a query block reaches beyond the last position");
    }
    if (Status ok = check_ids(block.ids); !ok.ok()) return ok;
  }
  return {};
}

MobileBert::MobileBert(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
MobileBert::~MobileBert() = default;

Result<std::unique_ptr<MobileBert>> MobileBert::open(const std::string& folder,
                                                     Precision precision) {
  const auto config = load_model_config(folder + "/config.json");
  if (!config) return config.error();
  auto file = SafeTensors::open(folder + "/model.safetensors");
  if (!file) return file.error();
  return make(*config, std::make_unique<SafeTensors>(std::move(file.value())), precision);
}

Result<std::unique_ptr<MobileBert>> MobileBert::make(const ModelConfig& config,
                                                     std::unique_ptr<const TensorSource> source,
                                                     Precision precision) {
  auto impl = std::make_unique<Impl>(std::move(source), config, precision);
  if (Status done = impl->load(); !done.ok()) return done.error();
  return std::unique_ptr<MobileBert>(new MobileBert(std::move(impl)));  // NOLINT: private
}

const ModelConfig& MobileBert::config() const { return impl_->config; }
std::size_t MobileBert::weight_bytes() const { return impl_->token_bytes; }
std::size_t MobileBert::vocabulary_bytes() const { return impl_->vocabulary_bytes; }
const char* MobileBert::kernel_name() const { return impl_->kernel_name; }

void MobileBert::trim() const {
  const std::lock_guard lock(impl_->mutex);
  std::vector<std::unique_ptr<Executor>>().swap(impl_->idle);
  impl_->weights = nullptr;
  impl_->source->release_pages();
}

KvCache MobileBert::make_cache() const { return KvCache(shape_of(impl_->config)); }

namespace {

/// Content tokens `ids` behind the cached ones, then the tokens of the blocks.
void lay_out(const KvCache& cache, std::span<const int32_t> ids, std::span<const QueryBlock> blocks,
             Executor* executor) {
  std::vector<Token>& tokens = executor->tokens;
  std::vector<std::size_t>& wanted = executor->wanted;
  tokens.clear();
  wanted.clear();
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
    wanted.push_back(tokens.size());
    tokens.push_back(token);
  }
  for (const QueryBlock& block : blocks) {
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
}

/// The paper's window: next, current, previous.
void lay_out_bidirectional(std::span<const int32_t> ids, Executor* executor) {
  executor->tokens.resize(ids.size());
  executor->wanted.resize(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    Token& token = executor->tokens[i];
    token = {};
    token.id = ids[i];
    token.window[0] = i + 1 < ids.size() ? ids[i + 1] : kOutside;
    token.window[1] = ids[i];
    token.window[2] = i > 0 ? ids[i - 1] : kOutside;
    token.position = i;
    token.block_end = ids.size();
    executor->wanted[i] = i;
  }
}

}  // namespace

Status MobileBert::forward(KvCache& cache, std::span<const int32_t> ids,
                           std::span<const QueryBlock> blocks, std::span<float> features_out,
                           const CancelToken& cancel) const {
  Impl& m = *impl_;
  const ModelConfig& c = m.config;
  if (c.attention != Attention::kPrefixCausal) {
    return make_error(ErrorCode::kUnsupported, "a bidirectional model cannot use a cache");
  }
  if (cache.shape() != shape_of(c)) return bad_argument("the cache is of another model");
  if (cache.size() + ids.size() > cache.capacity()) return bad_argument("the context is full");
  std::size_t block_rows = 0;
  for (const QueryBlock& block : blocks) block_rows += block.rows();
  if (features_out.size() < block_rows * c.head_size) {
    return bad_argument("too little room for features");
  }
  if (Status ok = m.check_ids(ids); !ok.ok()) return ok;
  if (Status ok = m.check_blocks(blocks, cache.size() + ids.size()); !ok.ok()) return ok;
  if (ids.empty() && blocks.empty()) return {};
  return m.with_executor([&](Executor& executor) -> Status {
    lay_out(cache, ids, blocks, &executor);
    if (Status done = executor.run(ids.size(), &cache, cancel); !done.ok()) return done;
    const float* features = executor.features();
    const std::size_t rows = ids.size() + block_rows;
    if (Status ok = check_features(*m.source, {features, rows * c.head_size}); !ok.ok()) return ok;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      std::copy_n(features + i * c.head_size, c.head_size, cache.features(cache.size() + i).data());
    }
    std::copy_n(features + ids.size() * c.head_size, block_rows * c.head_size, features_out.data());
    cache.append(ids);
    return {};
  });
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
    return bad_argument("more tokens than positions or than room");
  }
  if (Status ok = m.check_ids(ids); !ok.ok()) return ok;
  if (ids.empty()) return {};
  return m.with_executor([&](Executor& executor) -> Status {
    lay_out_bidirectional(ids, &executor);
    if (Status done = executor.run(0, nullptr, cancel); !done.ok()) return done;
    const std::span<const float> features(executor.features(), ids.size() * c.head_size);
    if (Status ok = check_features(*m.source, features); !ok.ok()) return ok;
    std::copy_n(executor.features(), ids.size() * c.head_size, features_out.data());
    return {};
  });
}

Status MobileBert::logits(std::span<const float> features, std::span<float> out) const {
  const ModelConfig& c = impl_->config;
  const std::size_t rows = std::min(features.size() / c.head_size, out.size() / c.vocab_size);
  return impl_->with_executor(
      [&](Executor& executor) { return executor.logits(features, rows, out.data()); });
}

Status MobileBert::probabilities(std::span<const float> features,
                                 std::span<const std::span<float>> out) const {
  const ModelConfig& c = impl_->config;
  const auto too_small = [&c](std::span<float> row) { return row.size() < c.vocab_size; };
  if (features.size() < out.size() * c.head_size ||
      std::any_of(out.begin(), out.end(), too_small)) {
    return bad_argument("fewer rows of features than wanted, or too little room");
  }
  return impl_->with_executor(
      [&](Executor& executor) { return executor.probabilities(features, out); });
}

Status MobileBert::log_probs(std::span<const float> features, std::span<const PieceQuestion> asked,
                             std::span<float> out) const {
  if (out.size() < asked.size()) return bad_argument("less room than there are questions");
  const std::size_t rows = features.size() / impl_->config.head_size;
  for (const PieceQuestion& question : asked) {
    if (question.row >= rows) return bad_argument("a question of a row that there is not");
    if (Status ok = impl_->check_ids({&question.piece, 1}); !ok.ok()) return ok;
  }
  return impl_->with_executor(
      [&](Executor& executor) { return executor.log_probs(features, rows, asked, out.data()); });
}

}  // namespace inkling
