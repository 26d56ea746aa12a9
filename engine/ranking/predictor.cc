#include "engine/ranking/predictor.h"

#include <utility>

#include "engine/ranking/bidirectional_predictor.h"
#include "engine/ranking/causal_predictor.h"

namespace inkling {

std::unique_ptr<Predictor> make_predictor(const LanguageParts& language) {
  if (language.model == nullptr || language.tokenizer == nullptr) return nullptr;
  if (language.model->config().attention == Attention::kBidirectional) {
    return std::make_unique<BidirectionalPredictor>(*language.model, *language.tokenizer);
  }
  return std::make_unique<CausalPredictor>(*language.model, *language.tokenizer,
                                           language.ngrams.get(), language.ranking.causal_weight);
}

void Predictor::trim() {
  fresh_ = false;
  for (std::vector<float>* floats : {&log_probs_, &masked_, &back_log_probs_}) *floats = {};
  before_ = {};
  earlier_ = {};
  left_ = {};
}

void Predictor::set_context(std::string_view text) {
  std::vector<int32_t> ids = tokenizer_.encode(text).ids;
  ids.insert(ids.begin(), tokenizer_.specials().begin);
  const auto capacity = static_cast<std::size_t>(model_.config().max_context);
  if (ids.size() > capacity) {
    // Dropping in steps of half the arena keeps the front still while the text grows.
    const std::size_t half = std::max<std::size_t>(capacity / 2, 1);
    const std::size_t steps = (ids.size() - capacity + half - 1) / half;
    // The begin mark stays: the model has never seen a row without it.
    ids.erase(ids.begin() + 1, ids.begin() + 1 + static_cast<std::ptrdiff_t>(steps * half));
  }
  if (ids == context_) return;
  Past again = take_past(ids);
  const bool grew = fresh_ && ids.size() > context_.size() &&
                    std::equal(context_.begin(), context_.end(), ids.begin());
  if (grew) {
    keep_distribution();
  } else if (fresh_) {
    std::swap(left_.log_probs, log_probs_);
    left_.context = context_;
    log_probs_.resize(model_.config().vocab_size);
  }
  const auto stands = [&ids](const Past& past) {
    return past.context.size() < ids.size() &&
           std::equal(past.context.begin(), past.context.end(), ids.begin());
  };
  if (!stands(before_)) before_ = {};
  if (!stands(earlier_)) earlier_ = {};
  context_ = std::move(ids);
  fresh_ = false;
  masked_.clear();
  forget_look_back();
  surroundings_changed();
  if (again.log_probs.empty()) return;
  log_probs_ = std::move(again.log_probs);
  fresh_ = true;
  tokens_reused_ += static_cast<int64_t>(context_.size());
}

/// What is still known of `context`, or nothing: somebody looked elsewhere and came back.
Predictor::Past Predictor::take_past(std::span<const int32_t> context) {
  // With both sides a distribution is of what stands to the right as well.
  if (both_sides_) return {};
  for (Past* past : {&left_, &before_, &earlier_}) {
    if (past->log_probs.empty() || !std::ranges::equal(past->context, context)) continue;
    return std::exchange(*past, {});
  }
  return {};
}

/// The present distribution becomes one of before; its place is that of the one forgotten.
void Predictor::keep_distribution() {
  std::swap(earlier_, before_);
  std::swap(before_.log_probs, log_probs_);
  before_.context = context_;
  log_probs_.resize(model_.config().vocab_size);
}

void Predictor::forget_look_back() {
  back_anchor_ = 0;
  back_right_.clear();
  back_log_probs_.clear();
}

void Predictor::set_right(std::vector<int32_t> pieces) {
  if (pieces == right_) return;
  right_ = std::move(pieces);
  masked_.clear();
  if (both_sides_) fresh_ = false;
  surroundings_changed();
}

void Predictor::set_look_back(std::size_t anchor, std::span<const int32_t> right) {
  const auto taken = right.first(std::min(right.size(), most_right_));
  if (anchor == back_anchor_ &&
      std::equal(taken.begin(), taken.end(), back_right_.begin(), back_right_.end())) {
    return;
  }
  back_anchor_ = anchor;
  back_right_.assign(taken.begin(), taken.end());
  back_log_probs_.clear();
}

Status Predictor::check_anchor(std::size_t anchor) const {
  if (anchor != 0 && anchor <= context_.size()) return {};
  return make_error(ErrorCode::kInvalidArgument, "no such place in the context");
}

Status Predictor::check_pieces(std::span<const int32_t> pieces) const {
  if (pieces.empty()) return make_error(ErrorCode::kInvalidArgument, "a branch without pieces");
  const auto known = [this](int32_t id) {
    return id >= 0 && static_cast<std::size_t>(id) < model_.config().vocab_size;
  };
  if (std::all_of(pieces.begin(), pieces.end(), known)) return {};
  return make_error(ErrorCode::kInvalidArgument, "a branch with a piece of no vocabulary");
}

Result<std::vector<float>> Predictor::between(std::size_t anchor, std::span<const int32_t> right,
                                              const CancelToken& cancel) {
  if (Status ok = check_anchor(anchor); !ok.ok()) return ok.error();
  set_look_back(anchor, right);
  const Status done = refresh(cancel, {.both_sides = false, .look_back = true});
  if (!done.ok()) {
    // The next word is not to fail of a question that cannot be asked.
    forget_look_back();
    return done.error();
  }
  return back_log_probs_;
}

}  // namespace inkling
