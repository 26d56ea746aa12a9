#include "engine/ranking/word_book.h"

#include <algorithm>
#include <cmath>

#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr std::size_t kLarge = 12'000;

int count_letters(std::string_view word) {
  int letters = 0;
  for (std::size_t i = 0; i < word.size(); ++letters) next_code_point(word, &i);
  return letters;
}

}  // namespace

double log_add(double a, double b) {
  const double high = std::max(a, b);
  if (high <= kImpossible) return kImpossible;
  return high + std::log1p(std::exp(std::min(a, b) - high));
}

double log_mix(double share, double model, double unigram) {
  return log_add(std::log1p(-share) + model, std::log(share) + unigram);
}

CaseForms sum_case_forms(const Lexicon* lexicon, std::string_view word) {
  CaseForms out;
  out.log_prob = kImpossible;
  if (lexicon == nullptr) return out;
  for (const LexiconEntry& entry : lexicon->find(word)) {
    if (!out.known) out.flags = entry.flags;
    out.known = true;
    out.log_prob = log_add(out.log_prob, static_cast<double>(entry.log_prob));
  }
  return out;
}

double WordBook::unknown_log_prob(std::string_view word) const {
  if (letters_ != nullptr) {
    return params_.unknown_share + params_.unknown_letters * letters_->log_prob(word);
  }
  return params_.unknown_start + params_.unknown_per_letter * count_letters(word);
}

WordFacts WordBook::look_up(std::string_view word) const {
  WordFacts out;
  out.text = word;
  out.key = to_lower(word);
  const CaseForms forms = sum_case_forms(lexicon_, word);
  out.known = forms.known;
  out.flags = forms.flags;
  out.unigram = forms.log_prob;
  if (!out.known) {
    out.unigram = unknown_log_prob(out.key);
    const auto seen = lexicon_ == nullptr ? std::nullopt : lexicon_->seen_log_prob(word);
    out.seen = seen.has_value();
    if (seen) out.unigram = std::max(out.unigram, static_cast<double>(*seen));
  }
  if (pieces_ != nullptr && tokenizer_ != nullptr) {
    const auto [first, last] = pieces_->with_key(out.key);
    for (const auto* entry = first; entry != last; ++entry) out.single.push_back(entry->id);
    if (out.single.empty()) out.pieces = tokenizer_->encode_unit(word);
  }
  return out;
}

const WordFacts& WordBook::facts(std::string_view word) {
  const auto found = known_.find(word);
  if (found != known_.end()) return found->second;
  return known_.emplace(std::string(word), look_up(word)).first->second;
}

const WordFacts& WordBook::entry(uint32_t id) {
  const auto [at, added] = entries_.try_emplace(id, nullptr);
  if (added) at->second = &facts(lexicon_->text(id));
  return *at->second;
}

const WordFacts* WordBook::piece(int32_t id) {
  const auto [at, added] = written_.try_emplace(id, nullptr);
  if (!added) return at->second;
  const std::string& text = tokenizer_->piece_text(id);
  const bool as_it_is = !tokenizer_->lower_cases();
  if (lexicon_ == nullptr || (as_it_is && lexicon_->contains_exact(text))) {
    at->second = &facts(text);
  } else if (const std::vector<LexiconEntry> forms = lexicon_->find(text); !forms.empty()) {
    at->second = &facts(forms.front().text);
  }
  return at->second;
}

void WordBook::forget() {
  entries_ = {};
  written_ = {};
  known_ = {};
}

void WordBook::forget_if_large() {
  if (known_.size() > kLarge) forget();
}

}  // namespace inkling
