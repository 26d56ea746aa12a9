#include "engine/ranking/causal_predictor.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "engine/model/kernels.h"

namespace inkling {
CausalPredictor::CausalPredictor(const MobileBert& model, const Tokenizer& tokenizer,
                                 const NgramTable* ngrams, double causal_weight)
    : Predictor(model, tokenizer, kMostRight, /*both_sides=*/false),
      ngrams_(ngrams),
      causal_weight_(std::clamp(
          causal_weight < 0 ? static_cast<double>(model.config().causal_weight) : causal_weight,
          0.0, 1.0)),
      cache_(model.make_cache()) {
  make_room();
  set_context("");
}

void CausalPredictor::make_room() {
  log_probs_.resize(model_.config().vocab_size);
  features_.resize(model_.config().head_size);
  if (cache_.capacity() == 0) cache_ = model_.make_cache();
}

void CausalPredictor::trim() {
  Predictor::trim();
  cache_ = {};
  features_ = {};
  rows_ = {};
}

CausalPredictor::BranchPlan CausalPredictor::plan(
    std::span<const std::vector<int32_t>> branches) const {
  // The last piece of a branch is asked for, never a condition.
  const auto condition = [&](std::size_t i) {
    return std::span(branches[i]).first(branches[i].size() - 1);
  };
  std::vector<std::size_t> longest(branches.size());
  std::iota(longest.begin(), longest.end(), std::size_t{0});
  std::stable_sort(longest.begin(), longest.end(), [&](std::size_t a, std::size_t b) {
    return branches[a].size() > branches[b].size();
  });
  BranchPlan out;
  out.first_rows.resize(branches.size());
  for (const std::size_t i : longest) {
    const auto wanted = condition(i);
    std::size_t row = 0;
    bool found = wanted.empty();
    for (std::size_t b = 0; b < out.blocks.size() && !found; ++b) {
      const std::vector<int32_t>& ids = out.blocks[b].ids;
      found = std::equal(wanted.begin(), wanted.end(), ids.begin());
      if (!found) row += ids.size();
    }
    out.first_rows[i] = row;
    if (found) continue;
    out.blocks.push_back({context_.size(), {wanted.begin(), wanted.end()}, 0, true});
    out.rows += wanted.size();
  }
  return out;
}

std::size_t CausalPredictor::evaluation_tokens(
    std::span<const std::vector<int32_t>> branches) const {
  const std::size_t rows = plan(branches).rows;
  return rows == 0 ? 0 : rows + recalled_tokens();
}

Status CausalPredictor::refresh(const CancelToken& cancel, const Wishes& wishes) {
  const bool ask_right = wishes.both_sides && !masked_fresh();
  const bool ask_back =
      wishes.look_back && look_back_tokens() > 0 && back_anchor_ <= context_.size();
  make_room();
  const std::size_t known = cache_.match(context_);
  // A distribution may be known of a context whose states have given way to another's.
  if (fresh_ && !ask_right && !ask_back && known == context_.size()) return {};
  // The causal guess of the last token comes with its evaluation or with the cache.
  cache_.truncate(known);
  const std::span<const int32_t> missing = std::span(context_).subspan(known);
  const bool ask_mask = !fresh_ && causal_weight_ < 1;
  std::vector<QueryBlock> blocks;
  if (ask_mask) blocks.push_back({context_.size(), {SpecialIds::kMask}, 0});
  if (ask_right) {
    blocks.push_back(mask_between(context_.size(),
                                  std::span(right_).first(std::min(right_.size(), kAskedRight))));
  }
  if (ask_back) blocks.push_back(mask_between(back_anchor_, back_right_));
  const std::size_t width = model_.config().head_size;
  features_.resize(blocks.size() * width);
  if (Status done = model_.forward(cache_, missing, blocks, features_, cancel); !done.ok()) {
    return done;
  }
  std::size_t evaluated = missing.size();
  for (const QueryBlock& block : blocks) evaluated += block.ids.size();
  count_forward(evaluated);
  if (!fresh_) tokens_reused_ += static_cast<int64_t>(known);
  // One vocabulary product for all: its weights are read once.
  std::span<const float> asked = features_;
  std::vector<std::span<float>> out;
  rows_.clear();
  const auto want = [&](std::span<const float> features, std::vector<float>* log_probs) {
    rows_.insert(rows_.end(), features.begin(), features.end());
    log_probs->resize(model_.config().vocab_size);
    out.emplace_back(*log_probs);
  };
  const auto next = [&] {
    const auto first = asked.first(width);
    asked = asked.subspan(width);
    return first;
  };
  if (!fresh_) want(next_word_features(ask_mask ? next() : std::span<const float>()), &log_probs_);
  if (ask_right) want(next(), &masked_);
  if (ask_back) want(next(), &back_log_probs_);
  if (out.empty()) return {};
  Status done = model_.probabilities(rows_, out);
  if (!done.ok()) {
    if (ask_right) masked_.clear();
    if (ask_back) back_log_probs_.clear();
    return done;
  }
  if (!fresh_) mix_ngrams(context_, log_probs_);
  if (ask_right) log_in_place(masked_);
  if (ask_back) log_in_place(back_log_probs_);
  fresh_ = true;
  return {};
}

QueryBlock CausalPredictor::mask_between(std::size_t anchor, std::span<const int32_t> right) const {
  QueryBlock block{anchor, {SpecialIds::kMask}, 0};
  const auto taken = right.first(std::min(right.size(), kMostRight));
  block.ids.insert(block.ids.end(), taken.begin(), taken.end());
  return block;
}

std::span<const float> CausalPredictor::next_word_features(std::span<const float> mask_features) {
  if (mask_features.empty()) return cache_.last_features();
  // Logits are linear in the features, so one vocabulary product serves the geometric mean of the
  // [MASK] guess and of the last token's causal guess.
  const auto share = static_cast<float>(causal_weight_);
  const std::span<const float> causal = cache_.last_features();
  for (std::size_t i = 0; i < mask_features.size(); ++i) {
    features_[i] = (1 - share) * mask_features[i] + share * causal[i];
  }
  return mask_features;
}

Status CausalPredictor::distribution(std::span<const int32_t> context,
                                     std::span<const float> features, std::vector<float>* out) {
  const std::span<float> row = *out;
  if (Status done = model_.probabilities(features, {&row, 1}); !done.ok()) return done;
  mix_ngrams(context, row);
  return {};
}

void CausalPredictor::mix_ngrams(std::span<const int32_t> context, std::span<float> probabilities) {
  // Mixed as probabilities: one exponential and one logarithm a piece.
  if (ngrams_ != nullptr) ngrams_->mix(context, 1, probabilities);
  log_in_place(probabilities);
}

double CausalPredictor::estimate(std::span<const float> log_probs,
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

Status CausalPredictor::check_branch(std::span<const int32_t> pieces) const {
  // The last piece never reaches the model, which would refuse it.
  if (Status known = check_pieces(pieces); !known.ok()) return known;
  if (context_.size() + pieces.size() > model_.config().max_position) {
    return make_error(ErrorCode::kInvalidArgument, "a branch beyond the last position");
  }
  return {};
}

Status CausalPredictor::check_branches(std::span<const std::vector<int32_t>> branches) const {
  for (const std::vector<int32_t>& pieces : branches) {
    if (Status done = check_branch(pieces); !done.ok()) return done;
  }
  return {};
}

Result<std::vector<double>> CausalPredictor::evaluate(
    std::span<const std::vector<int32_t>> branches, const CancelToken& cancel) {
  if (Status done = refresh(cancel); !done.ok()) return done.error();
  if (Status done = check_branches(branches); !done.ok()) return done.error();
  const BranchPlan plan = this->plan(branches);
  std::vector<PieceQuestion> asked;
  for (std::size_t i = 0; i < branches.size(); ++i) {
    for (std::size_t k = 1; k < branches[i].size(); ++k) {
      asked.push_back({plan.first_rows[i] + k - 1, branches[i][k]});
    }
  }
  std::vector<float> features(plan.rows * model_.config().head_size);
  std::vector<float> log_probs(asked.size());
  if (plan.rows > 0) {
    if (Status done = model_.forward(cache_, {}, plan.blocks, features, cancel); !done.ok()) {
      return done.error();
    }
    count_forward(plan.rows);
    if (Status done = model_.log_probs(features, asked, log_probs); !done.ok()) {
      return done.error();
    }
  }
  std::vector<double> out;
  std::size_t row = 0;
  for (const std::vector<int32_t>& pieces : branches) {
    double total = static_cast<double>(log_probs_[static_cast<std::size_t>(pieces[0])]);
    std::vector<int32_t> so_far = context_;
    for (std::size_t i = 1; i < pieces.size(); ++i, ++row) {
      const auto next = static_cast<double>(log_probs[row]);
      so_far.push_back(pieces[i - 1]);
      total += ngrams_ == nullptr ? next : ngrams_->mix_one(so_far, pieces[i], next);
    }
    out.push_back(total);
  }
  return out;
}

Result<std::vector<float>> CausalPredictor::following(std::span<const int32_t> pieces,
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
  count_forward(block.rows());
  std::vector<float> out(log_probs_.size());
  std::vector<int32_t> whole = context_;
  whole.insert(whole.end(), pieces.begin(), pieces.end());
  const auto last = std::span<const float>(features).last(width);
  if (Status done = distribution(whole, last, &out); !done.ok()) return done.error();
  return out;
}

Result<std::vector<float>> CausalPredictor::alone(std::size_t anchor, const CancelToken& cancel) {
  if (Status done = refresh(cancel); !done.ok()) return done.error();
  if (Status ok = check_anchor(anchor); !ok.ok()) return ok.error();
  const auto left = std::span(context_).first(anchor);
  for (const Past* past : {&before_, &earlier_}) {
    if (past->context.size() == anchor) return past->log_probs;
  }
  std::vector<float> out(log_probs_.size());
  if (Status done = distribution(left, cache_.features(anchor - 1), &out); !done.ok()) {
    return done.error();
  }
  return out;
}

}  // namespace inkling
