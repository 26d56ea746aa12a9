#include "engine/ranking/predictor.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/model/kernels.h"

namespace inkling {
Predictor::Predictor(const MobileBert& model, const Tokenizer& tokenizer, const NgramTable* ngrams,
                     double causal_weight)
    : model_(model),
      tokenizer_(tokenizer),
      ngrams_(ngrams),
      causal_weight_(std::clamp(
          causal_weight < 0 ? static_cast<double>(model.config().causal_weight) : causal_weight,
          0.0, 1.0)),
      cache_(model.make_cache()),
      log_probs_(static_cast<std::size_t>(model.config().vocab_size)),
      scratch_(static_cast<std::size_t>(model.config().vocab_size)),
      features_(static_cast<std::size_t>(model.config().head_size)) {
  set_context("");
}

void Predictor::set_context(std::string_view text) {
  std::vector<int32_t> ids = tokenizer_.encode(text).ids;
  ids.insert(ids.begin(), SpecialIds::kBegin);
  const auto capacity = static_cast<std::size_t>(model_.config().max_context);
  if (ids.size() > capacity) {
    // Dropping in steps of half the arena keeps the front still while the text grows.
    const std::size_t half = std::max<std::size_t>(capacity / 2, 1);
    const std::size_t steps = (ids.size() - capacity + half - 1) / half;
    // The begin mark stays: the model has never seen a row without it.
    ids.erase(ids.begin() + 1, ids.begin() + 1 + static_cast<std::ptrdiff_t>(steps * half));
  }
  if (ids == context_) return;
  context_ = std::move(ids);
  fresh_ = false;
}

Status Predictor::refresh(const CancelToken& cancel) {
  if (fresh_) return {};
  std::size_t known = cache_.match(context_);
  // The causal guess of the last token comes with its evaluation or with the cache.
  cache_.truncate(known);
  const std::span<const int32_t> missing = std::span(context_).subspan(known);
  const std::vector<QueryBlock> blocks = {{context_.size(), {SpecialIds::kMask}, 0}};
  if (Status done = model_.forward(cache_, missing, blocks, features_, cancel); !done.ok()) {
    return done;
  }
  tokens_evaluated_ += static_cast<int64_t>(missing.size()) + 1;
  tokens_reused_ += static_cast<int64_t>(known);
  mix(features_);
  fresh_ = true;
  return {};
}

void Predictor::mix(std::span<const float> mask_features) {
  // Logits are linear in the features, so one vocabulary product serves the geometric mean of the
  // [MASK] guess and of the last token's causal guess.
  const auto share = static_cast<float>(causal_weight_);
  const std::span<const float> causal = cache_.last_features();
  mixed_.resize(mask_features.size());
  for (std::size_t i = 0; i < mixed_.size(); ++i) {
    mixed_[i] = (1 - share) * mask_features[i] + share * causal[i];
  }
  log_softmax(mixed_, &log_probs_);
  if (ngrams_ != nullptr) ngrams_->mix(context_, log_probs_);
}

void Predictor::log_softmax(std::span<const float> features, std::vector<float>* out) {
  model_.logits(features, *out);
  const float shift = log_sum_exp(*out, &exponentials_);
  for (float& logit : *out) logit -= shift;
}

double Predictor::estimate(std::span<const int32_t> pieces) const {
  if (pieces.empty()) return -std::numeric_limits<double>::infinity();
  double total = static_cast<double>(log_probs_[static_cast<std::size_t>(pieces[0])]);
  // A piece inside a word is far better determined than the vocabulary's unigram says.
  constexpr double kInsideWord = 0.45;
  for (const int32_t piece : pieces.subspan(1)) {
    total += kInsideWord * static_cast<double>(tokenizer_.unigram_log_prob(piece));
  }
  return total;
}

Result<double> Predictor::evaluate(std::span<const int32_t> pieces, const CancelToken& cancel) {
  if (Status done = refresh(cancel); !done.ok()) return done.error();
  if (pieces.empty()) return make_error(ErrorCode::kInvalidArgument, "a word without pieces");
  double total = static_cast<double>(log_probs_[static_cast<std::size_t>(pieces[0])]);
  if (pieces.size() == 1) return total;
  const std::size_t size = cache_.size();
  std::vector<int32_t> so_far = context_;
  Status done;
  for (std::size_t i = 0; i + 1 < pieces.size() && done.ok(); ++i) {
    if (cache_.size() + 1 > static_cast<std::size_t>(model_.config().max_context)) {
      done = make_error(ErrorCode::kInvalidArgument, "the context has no room for the word");
      break;
    }
    done = model_.forward(cache_, pieces.subspan(i, 1), {}, {}, cancel);
    if (!done.ok()) break;
    ++tokens_evaluated_;
    log_softmax(cache_.last_features(), &scratch_);
    so_far.push_back(pieces[i]);
    const auto next = static_cast<double>(scratch_[static_cast<std::size_t>(pieces[i + 1])]);
    total += ngrams_ == nullptr ? next : ngrams_->mix_one(so_far, pieces[i + 1], next);
  }
  cache_.truncate(size);
  if (!done.ok()) return done.error();
  return total;
}

}  // namespace inkling
