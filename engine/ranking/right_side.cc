#include "engine/ranking/right_side.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr std::size_t kNormalised = 128;  // words that the product is summed over
constexpr double kMaskAlone = 0.7;        // m of a pack without n-grams
constexpr float kHintShare = 0.5;         // of the [MASK] where words are looked for

bool is_of_word(const std::string& piece) {
  std::size_t at = 0;
  return !piece.empty() && is_word_character(next_code_point(piece, &at));
}

}  // namespace

void RightSide::clear() {
  gap_.reset();
  for (std::vector<float>* floats : {&shifts_, &hints_, &evidence_}) *floats = {};
}

void RightSide::assign(std::span<const int32_t> left, std::span<const int32_t> right,
                       std::span<const float> alone, std::span<const float> masked, Gap gap) {
  right_.assign(right.begin(), right.end());
  if (language_.ngrams != nullptr) gap_.emplace(*language_.ngrams, left, right);
  const RankingParams& params = language_.ranking;
  exponent_ = gap == Gap::kOpen ? params.right_ngrams : 1;
  more_to_come_ = 0;
  if (gap == Gap::kOpen) {
    // In front of a full stop, several words are as likely to be missing as one.
    const bool words = std::any_of(right.begin(), right.end(), [this](int32_t id) {
      return is_of_word(language_.tokenizer->piece_text(id));
    });
    more_to_come_ = words ? params.right_more : params.right_more_at_end;
  }
  const auto share =
      static_cast<float>(language_.ngrams == nullptr ? kMaskAlone : params.right_mask);
  hints_.assign(alone.begin(), alone.end());
  shifts_.assign(alone.size(), 0.0F);
  evidence_.assign(alone.size(), std::numeric_limits<float>::quiet_NaN());
  for (std::size_t i = 0; i < masked.size(); ++i) {
    const float apart = masked[i] - alone[i];
    shifts_[i] = share * apart;
    hints_[i] = alone[i] + kHintShare * apart;
  }
  norm_ = gap == Gap::kOpen ? normaliser(alone) : 0;
}

double RightSide::normaliser(std::span<const float> alone) const {
  std::vector<int32_t> words;
  const auto [first, last] = language_.pieces->with_prefix("");
  words.reserve(static_cast<std::size_t>(last - first));
  for (const auto* entry = first; entry != last; ++entry) words.push_back(entry->id);
  const std::size_t most = std::min(words.size(), kNormalised);
  std::nth_element(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(most), words.end(),
                   [this](int32_t a, int32_t b) {
                     return hints_[static_cast<std::size_t>(a)] >
                            hints_[static_cast<std::size_t>(b)];
                   });
  words.resize(most);
  double mass = 0;
  double product = 0;
  for (const int32_t id : words) {
    const double p = std::exp(static_cast<double>(alone[static_cast<std::size_t>(id)]));
    mass += p;
    product += p * std::exp(evidence({&id, 1}));
  }
  return mass > 0 && product > 0 ? std::log(product / mass) : 0;
}

double RightSide::weighed(std::span<const int32_t> pieces, double shift) const {
  return gap_ ? shift + exponent_ * gap_->log_prob(pieces) : shift;
}

double RightSide::evidence(std::span<const int32_t> pieces) const {
  // A [MASK] stands for a whole word: of the first of several pieces it says nothing.
  if (pieces.size() > 1) return weighed(pieces, 0);
  const auto word = static_cast<std::size_t>(pieces[0]);
  float& known = evidence_[word];
  if (std::isnan(known)) {
    known = static_cast<float>(weighed(pieces, static_cast<double>(shifts_[word])));
  }
  return static_cast<double>(known);
}

double RightSide::mixed(double evidence) const {
  return std::log((1 - more_to_come_) * std::exp(evidence - norm_) + more_to_come_);
}

double RightSide::gain(std::span<const int32_t> pieces) const {
  return pieces.empty() ? 0 : mixed(evidence(pieces));
}

double RightSide::gain_behind(std::span<const int32_t> left,
                              std::span<const int32_t> pieces) const {
  if (pieces.empty() || language_.ngrams == nullptr) return 0;
  const NgramGap gap(*language_.ngrams, left, right_);
  return mixed(exponent_ * gap.log_prob(pieces));
}

}  // namespace inkling
