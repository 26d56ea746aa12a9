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
      cache_(model.make_cache()) {
  make_room();
  set_context("");
}

void Predictor::make_room() {
  log_probs_.resize(model_.config().vocab_size);
  features_.resize(model_.config().head_size);
  if (cache_.capacity() == 0) cache_ = model_.make_cache();
}

void Predictor::trim() {
  fresh_ = false;
  cache_ = {};
  for (std::vector<float>* floats :
       {&log_probs_, &masked_, &before_, &exponentials_, &features_, &mixed_}) {
    *floats = {};
  }
  before_context_ = {};
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
  const bool grew = fresh_ && ids.size() > context_.size() &&
                    std::equal(context_.begin(), context_.end(), ids.begin());
  if (grew) {
    before_ = log_probs_;
    before_context_ = context_;
  } else if (before_context_.size() >= ids.size() ||
             !std::equal(before_context_.begin(), before_context_.end(), ids.begin())) {
    before_.clear();
    before_context_.clear();
  }
  context_ = std::move(ids);
  fresh_ = false;
  masked_.clear();
}

void Predictor::set_right(std::vector<int32_t> pieces) {
  if (pieces == right_) return;
  right_ = std::move(pieces);
  masked_.clear();
}

Status Predictor::refresh(const CancelToken& cancel, bool both_sides) {
  const bool ask_right = both_sides && !masked_fresh();
  if (fresh_ && !ask_right) return {};
  make_room();
  const std::size_t known = cache_.match(context_);
  // The causal guess of the last token comes with its evaluation or with the cache.
  cache_.truncate(known);
  const std::span<const int32_t> missing = std::span(context_).subspan(known);
  std::vector<QueryBlock> blocks;
  if (causal_weight_ < 1) blocks.push_back({context_.size(), {SpecialIds::kMask}, 0});
  const std::size_t width = model_.config().head_size;
  if (ask_right)
    blocks.push_back(mask_between(context_.size(),
                                  std::span(right_).first(std::min(right_.size(), kAskedRight))));
  features_.resize(std::max<std::size_t>(blocks.size(), 1) * width);
  if (Status done = model_.forward(cache_, missing, blocks, features_, cancel); !done.ok()) {
    return done;
  }
  tokens_evaluated_ += static_cast<int64_t>(missing.size());
  for (const QueryBlock& block : blocks) {
    tokens_evaluated_ += static_cast<int64_t>(block.ids.size());
  }
  tokens_reused_ += static_cast<int64_t>(known);
  const auto asked = std::span<const float>(features_);
  Status done = read(fresh_ ? std::span<const float>() : next_word_features(asked.first(width)),
                     ask_right ? asked.last(width) : std::span<const float>());
  fresh_ = fresh_ || done.ok();
  return done;
}

QueryBlock Predictor::mask_between(std::size_t anchor, std::span<const int32_t> right) const {
  QueryBlock block{anchor, {SpecialIds::kMask}, 0};
  const auto taken = right.first(std::min(right.size(), kMostRight));
  block.ids.insert(block.ids.end(), taken.begin(), taken.end());
  return block;
}

std::span<const float> Predictor::next_word_features(std::span<const float> mask_features) {
  const std::span<const float> causal = cache_.last_features();
  if (causal_weight_ >= 1) return causal;
  // Logits are linear in the features, so one vocabulary product serves the geometric mean of the
  // [MASK] guess and of the last token's causal guess.
  const auto share = static_cast<float>(causal_weight_);
  mixed_.resize(mask_features.size());
  for (std::size_t i = 0; i < mixed_.size(); ++i) {
    mixed_[i] = (1 - share) * mask_features[i] + share * causal[i];
  }
  return mixed_;
}

Status Predictor::distribution(std::span<const int32_t> context, std::span<const float> features,
                               std::vector<float>* out) {
  if (Status done = model_.logits(features, *out); !done.ok()) return done;
  distribution(context, *out);
  return {};
}

void Predictor::distribution(std::span<const int32_t> context, std::span<float> logits) {
  if (ngrams_ == nullptr) return log_softmax(logits);
  // Mixed as probabilities: one exponential and one logarithm a piece.
  const float total = softmax_in_place(logits);
  ngrams_->mix(context, total, logits);
  log_in_place(logits);
}

Status Predictor::read(std::span<const float> next_word, std::span<const float> masked) {
  if (masked.empty()) return distribution(context_, next_word, &log_probs_);
  // One vocabulary product for both: its weights are read once.
  std::vector<float> rows(next_word.begin(), next_word.end());
  rows.insert(rows.end(), masked.begin(), masked.end());
  const std::size_t vocab = model_.config().vocab_size;
  std::vector<float> logits(rows.size() / model_.config().head_size * vocab);
  if (Status done = model_.logits(rows, logits); !done.ok()) return done;
  if (!next_word.empty()) {
    std::copy_n(logits.begin(), vocab, log_probs_.begin());
    distribution(context_, log_probs_);
  }
  const auto last = std::span(logits).last(vocab);
  masked_.assign(last.begin(), last.end());
  log_softmax(masked_);
  return {};
}

void Predictor::log_softmax(std::span<float> logits) {
  const float shift = log_sum_exp(logits, &exponentials_);
  for (float& logit : logits) logit -= shift;
}

double Predictor::estimate(std::span<const float> log_probs,
                           std::span<const int32_t> pieces) const {
  if (pieces.empty()) return -std::numeric_limits<double>::infinity();
  double total = static_cast<double>(log_probs[static_cast<std::size_t>(pieces[0])]);
  // A piece inside a word is far better determined than the vocabulary's unigram says.
  constexpr double kInsideWord = 0.45;
  // Behind a piece that n-grams know, they say more than the unigram; the rest is shared out.
  constexpr double kNgramShare = 0.7;
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const double alone = static_cast<double>(tokenizer_.unigram_log_prob(pieces[i]));
    const double guess = tokenizer_.ends_unit(pieces[i - 1]) ? alone : kInsideWord * alone;
    if (ngrams_ == nullptr) {
      total += guess;
      continue;
    }
    // The context itself is left out: its distribution may not be the present one.
    const double counted = ngrams_->probability(pieces.first(i), pieces[i]);
    total += std::log(kNgramShare * counted + (1 - kNgramShare) * std::exp(guess));
  }
  return total;
}

Status Predictor::check_branch(std::span<const int32_t> pieces) const {
  if (pieces.empty()) return make_error(ErrorCode::kInvalidArgument, "a branch without pieces");
  if (context_.size() + pieces.size() > model_.config().max_position) {
    return make_error(ErrorCode::kInvalidArgument, "a branch beyond the last position");
  }
  // The last piece never reaches the model, which would refuse it.
  const auto known = [this](int32_t id) {
    return id >= 0 && static_cast<std::size_t>(id) < log_probs_.size();
  };
  if (!std::all_of(pieces.begin(), pieces.end(), known)) {
    return make_error(ErrorCode::kInvalidArgument, "a branch with a piece of no vocabulary");
  }
  return {};
}

Status Predictor::check_branches(std::span<const std::vector<int32_t>> branches) const {
  for (const std::vector<int32_t>& pieces : branches) {
    if (Status done = check_branch(pieces); !done.ok()) return done;
  }
  return {};
}

Result<std::vector<double>> Predictor::evaluate(std::span<const std::vector<int32_t>> branches,
                                                const CancelToken& cancel) {
  if (Status done = refresh(cancel); !done.ok()) return done.error();
  if (Status done = check_branches(branches); !done.ok()) return done.error();
  // The last piece of a branch is asked for, never a condition.
  std::vector<QueryBlock> blocks;
  std::size_t rows = 0;
  for (const std::vector<int32_t>& pieces : branches) {
    if (pieces.size() < 2) continue;
    blocks.push_back({context_.size(), {pieces.begin(), pieces.end() - 1}, 0, true});
    rows += blocks.back().rows();
  }
  const std::size_t width = model_.config().head_size;
  const std::size_t vocab = model_.config().vocab_size;
  std::vector<float> features(rows * width);
  std::vector<float> logits(rows * vocab);
  if (rows > 0) {
    if (Status done = model_.forward(cache_, {}, blocks, features, cancel); !done.ok()) {
      return done.error();
    }
    tokens_evaluated_ += static_cast<int64_t>(rows);
    if (Status done = model_.logits(features, logits); !done.ok()) return done.error();
  }
  std::vector<double> out;
  std::size_t row = 0;
  for (const std::vector<int32_t>& pieces : branches) {
    double total = static_cast<double>(log_probs_[static_cast<std::size_t>(pieces[0])]);
    std::vector<int32_t> so_far = context_;
    for (std::size_t i = 1; i < pieces.size(); ++i, ++row) {
      const auto scores = std::span(logits).subspan(row * vocab, vocab);
      const double next = static_cast<double>(scores[static_cast<std::size_t>(pieces[i])]) -
                          static_cast<double>(log_sum_exp(scores, &exponentials_));
      so_far.push_back(pieces[i - 1]);
      total += ngrams_ == nullptr ? next : ngrams_->mix_one(so_far, pieces[i], next);
    }
    out.push_back(total);
  }
  return out;
}

Result<std::vector<float>> Predictor::following(std::span<const int32_t> pieces,
                                                const CancelToken& cancel) {
  if (Status done = refresh(cancel); !done.ok()) return done.error();
  if (Status done = check_branch(pieces); !done.ok()) return done.error();
  const QueryBlock block{context_.size(), {pieces.begin(), pieces.end()}, 0, true};
  const std::size_t width = model_.config().head_size;
  std::vector<float> features(block.rows() * width);
  if (Status done = model_.forward(cache_, {}, std::span(&block, 1), features, cancel);
      !done.ok()) {
    return done.error();
  }
  tokens_evaluated_ += static_cast<int64_t>(block.rows());
  std::vector<float> out(log_probs_.size());
  std::vector<int32_t> whole = context_;
  whole.insert(whole.end(), pieces.begin(), pieces.end());
  const auto last = std::span<const float>(features).last(width);
  if (Status done = distribution(whole, last, &out); !done.ok()) return done.error();
  return out;
}

Result<std::vector<float>> Predictor::alone(std::size_t anchor, const CancelToken& cancel) {
  if (Status done = refresh(cancel); !done.ok()) return done.error();
  if (anchor == 0 || anchor > context_.size()) {
    return make_error(ErrorCode::kInvalidArgument, "no such place in the context");
  }
  std::vector<float> out(log_probs_.size());
  const auto left = std::span(context_).first(anchor);
  if (Status done = distribution(left, cache_.features(anchor - 1), &out); !done.ok()) {
    return done.error();
  }
  return out;
}

Result<std::vector<float>> Predictor::between(std::size_t anchor, std::span<const int32_t> right,
                                              const CancelToken& cancel) {
  if (Status done = refresh(cancel); !done.ok()) return done.error();
  if (anchor == 0 || anchor > context_.size()) {
    return make_error(ErrorCode::kInvalidArgument, "no such place in the context");
  }
  const QueryBlock block = mask_between(anchor, right);
  features_.resize(model_.config().head_size);
  if (Status done = model_.forward(cache_, {}, std::span(&block, 1), features_, cancel);
      !done.ok()) {
    return done.error();
  }
  tokens_evaluated_ += static_cast<int64_t>(block.ids.size());
  std::vector<float> out(log_probs_.size());
  if (Status done = model_.logits(features_, out); !done.ok()) return done.error();
  log_softmax(out);
  return out;
}

}  // namespace inkling
