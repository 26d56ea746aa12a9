#include "engine/ranking/bidirectional_predictor.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/model/kernels.h"

namespace inkling {
namespace {

constexpr float kNoWord = -60;  // nats; finite, so that sums of scores stay ordered
constexpr float kLeast = -59;   // of a word: the lexicon's share must still come to it
// What a mask more costs: about one word in seven needs a second piece, one of those in seven a
// third.
constexpr double kFurtherPiece = -1.9;
// A piece inside a word is far better determined than all pieces being alike says.
constexpr double kInsideWord = 0.45;
constexpr std::size_t kMarks = 2;  // [CLS] and [SEP]

}  // namespace

BidirectionalPredictor::BidirectionalPredictor(const MobileBert& model, const Tokenizer& tokenizer)
    : Predictor(model, tokenizer, kMostRight, /*both_sides=*/true) {
  begins_word_.resize(model.config().vocab_size);
  for (std::size_t id = 0; id < begins_word_.size(); ++id) {
    begins_word_[id] = tokenizer.may_begin_word(static_cast<int32_t>(id));
  }
  set_context("");
}

void BidirectionalPredictor::trim() {
  Predictor::trim();
  by_masks_.clear();
}

std::size_t BidirectionalPredictor::missing_tokens() const {
  return context_.size() + std::min(right_.size(), kMostRight) + 1;
}

std::size_t BidirectionalPredictor::look_back_cost() const {
  return back_anchor_ + back_right_.size() + kMarks;
}

std::size_t BidirectionalPredictor::evaluation_tokens(
    std::span<const std::vector<int32_t>> branches) const {
  std::set<std::size_t> counts;
  for (const std::vector<int32_t>& pieces : branches) counts.insert(pieces.size());
  std::size_t tokens = 0;
  for (const std::size_t count : counts) {
    const bool asked = count > 1 && count <= kMostMasks && !by_masks_.contains(count);
    if (asked) tokens += missing_tokens() + count;
  }
  return tokens;
}

std::size_t BidirectionalPredictor::following_tokens(std::size_t pieces) const {
  return missing_tokens() + pieces + 1;
}

std::vector<int32_t> BidirectionalPredictor::window(std::size_t anchor,
                                                    std::span<const int32_t> middle,
                                                    std::span<const int32_t> right,
                                                    std::size_t* first) const {
  const std::size_t room = model_.config().max_position - kMarks - middle.size();
  const auto left = std::span(context_).subspan(1, anchor - 1);
  const std::size_t half = std::max(room / 2, room - std::min(left.size(), room));
  const auto behind = right.first(std::min({right.size(), kMostRight, half}));
  const auto before = left.last(std::min(left.size(), room - behind.size()));
  std::vector<int32_t> ids = {tokenizer_.specials().begin};
  ids.insert(ids.end(), before.begin(), before.end());
  *first = ids.size();
  ids.insert(ids.end(), middle.begin(), middle.end());
  ids.insert(ids.end(), behind.begin(), behind.end());
  ids.push_back(tokenizer_.specials().end);
  return ids;
}

Result<BidirectionalPredictor::Rows> BidirectionalPredictor::read(std::size_t anchor,
                                                                  std::span<const int32_t> middle,
                                                                  std::size_t count,
                                                                  std::span<const int32_t> right,
                                                                  const CancelToken& cancel) {
  const ModelConfig& config = model_.config();
  if (middle.size() + kMarks >= config.max_position) {
    return make_error(ErrorCode::kInvalidArgument, "a branch beyond the last position");
  }
  std::size_t first = 0;
  const std::vector<int32_t> ids = window(anchor, middle, right, &first);
  std::vector<float> features(ids.size() * config.head_size);
  if (Status done = model_.forward_bidirectional(ids, features, cancel); !done.ok()) {
    return done.error();
  }
  count_forward(ids.size());
  Rows rows(count, std::vector<float>(config.vocab_size));
  const std::vector<std::span<float>> out(rows.begin(), rows.end());
  const std::size_t begin = first + middle.size() - count;
  const auto asked =
      std::span<const float>(features).subspan(begin * config.head_size, count * config.head_size);
  if (Status done = model_.probabilities(asked, out); !done.ok()) return done.error();
  for (std::vector<float>& row : rows) log_in_place(row);
  return rows;
}

Result<std::vector<float>> BidirectionalPredictor::read_word(std::size_t anchor,
                                                             std::span<const int32_t> before,
                                                             std::span<const int32_t> right,
                                                             const CancelToken& cancel) {
  std::vector<int32_t> middle(before.begin(), before.end());
  middle.push_back(tokenizer_.specials().mask);
  auto rows = read(anchor, middle, 1, right, cancel);
  if (!rows) return rows.error();
  keep_words(rows->front());
  return std::move(rows->front());
}

Result<const BidirectionalPredictor::Rows*> BidirectionalPredictor::at_masks(
    std::size_t count, const CancelToken& cancel) {
  const auto known = by_masks_.find(count);
  if (known != by_masks_.end()) return &known->second;
  const std::vector<int32_t> masks(count, tokenizer_.specials().mask);
  auto rows = read(context_.size(), masks, count, right_, cancel);
  if (!rows) return rows.error();
  keep_words(rows->front());
  return &by_masks_.emplace(count, std::move(*rows)).first->second;
}

void BidirectionalPredictor::keep_words(std::span<float> log_probs) const {
  double words = 0;
  for (std::size_t id = 0; id < log_probs.size(); ++id) {
    if (begins_word_[id]) words += std::exp(static_cast<double>(log_probs[id]));
  }
  const auto share = static_cast<float>(std::log(std::max(words, 1e-30)));
  for (std::size_t id = 0; id < log_probs.size(); ++id) {
    log_probs[id] = begins_word_[id] ? std::max(log_probs[id] - share, kLeast) : kNoWord;
  }
}

Status BidirectionalPredictor::refresh(const CancelToken& cancel, const Wishes& wishes) {
  if (!fresh_) {
    auto word = read_word(context_.size(), {}, right_, cancel);
    if (!word) return word.error();
    log_probs_ = std::move(*word);
    fresh_ = true;
  }
  const bool ask_back = wishes.look_back && back_anchor_ != 0 && back_log_probs_.empty() &&
                        back_anchor_ <= context_.size();
  if (!ask_back) return {};
  auto word = read_word(back_anchor_, {}, back_right_, cancel);
  if (!word) return word.error();
  back_log_probs_ = std::move(*word);
  return {};
}

/// Does the piece at `at` go on with the word before it? What BERT splits at an apostrophe or a
/// hyphen ("don ' t") is one word to a person.
bool BidirectionalPredictor::goes_on(std::span<const int32_t> pieces, std::size_t at) const {
  const auto begins = [&](std::size_t i) {
    return begins_word_[static_cast<std::size_t>(pieces[i])];
  };
  const bool sign_before = !begins(at - 1) && !tokenizer_.piece_text(pieces[at - 1]).empty() &&
                           !begins_like_word(tokenizer_.piece_text(pieces[at - 1]));
  return !begins(at) || sign_before;
}

double BidirectionalPredictor::estimate(std::span<const float> log_probs,
                                        std::span<const int32_t> pieces) const {
  if (pieces.empty()) return static_cast<double>(kNoWord);
  double total = static_cast<double>(log_probs[static_cast<std::size_t>(pieces[0])]);
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const auto alone = static_cast<double>(tokenizer_.unigram_log_prob(pieces[i]));
    total += goes_on(pieces, i) ? kInsideWord * alone : alone;
  }
  return std::max(total, static_cast<double>(kLeast));
}

Result<std::vector<double>> BidirectionalPredictor::evaluate(
    std::span<const std::vector<int32_t>> branches, const CancelToken& cancel) {
  if (Status done = refresh(cancel); !done.ok()) return done.error();
  for (const std::vector<int32_t>& pieces : branches) {
    if (Status known = check_pieces(pieces); !known.ok()) return known.error();
  }
  std::vector<double> out;
  for (const std::vector<int32_t>& pieces : branches) {
    if (pieces.size() == 1 || pieces.size() > kMostMasks) {
      out.push_back(estimate(log_probs_, pieces));
      continue;
    }
    const auto rows = at_masks(pieces.size(), cancel);
    if (!rows) return rows.error();
    double total = kFurtherPiece * static_cast<double>(pieces.size() - 1);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      total += static_cast<double>((**rows)[i][static_cast<std::size_t>(pieces[i])]);
    }
    out.push_back(total);
  }
  return out;
}

Result<std::vector<float>> BidirectionalPredictor::following(std::span<const int32_t> pieces,
                                                             const CancelToken& cancel) {
  if (Status done = refresh(cancel); !done.ok()) return done.error();
  if (Status known = check_pieces(pieces); !known.ok()) return known.error();
  return read_word(context_.size(), pieces, right_, cancel);
}

Result<std::vector<float>> BidirectionalPredictor::alone(std::size_t anchor,
                                                         const CancelToken& cancel) {
  if (Status ok = check_anchor(anchor); !ok.ok()) return ok.error();
  return read_word(anchor, {}, {}, cancel);
}

}  // namespace inkling
