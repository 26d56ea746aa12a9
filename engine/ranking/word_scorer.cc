#include "engine/ranking/word_scorer.h"

#include <algorithm>
#include <cmath>

#include "engine/pack/best_few.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr unsigned kModel = 1;
constexpr unsigned kLexicon = 2;
constexpr unsigned kHistory = 4;
constexpr float kCapitalCost = 1;     // nats
constexpr std::size_t kHinted = 128;  // words whose right side is looked at
constexpr double kOtherCase = 2;      // nats by which another way of writing a word is likelier

}  // namespace

WordScorer::WordScorer(const ScorerParts& parts, const WordContext& context) : parts_(parts) {
  model_ready_ = parts_.predictor != nullptr && parts_.tokenizer != nullptr &&
                 parts_.pieces != nullptr && !parts_.log_probs.empty();
  unigram_share_ =
      context.nothing_before ? parts_.params->unigram_share_alone : parts_.params->unigram_share;
  if (parts_.history != nullptr) {
    place_ = parts_.history->place(context.before_last, context.last,
                                   context.last.empty() ? 0 : alone_log_prob(context.last));
    history_share_ = place_.share();
  }
}

double WordScorer::model_log_prob(const WordFacts& facts) const {
  if (facts.single.empty()) return parts_.predictor->estimate(parts_.log_probs, facts.pieces);
  // All case forms that are one piece count together.
  double total = kImpossible;
  for (const int32_t id : facts.single) {
    total = log_add(total, static_cast<double>(parts_.log_probs[static_cast<std::size_t>(id)]));
  }
  return total;
}

double WordScorer::right_gain(std::span<const int32_t> pieces) const {
  if (parts_.right == nullptr) return 0;
  return parts_.left.empty() ? parts_.right->gain(pieces)
                             : parts_.right->gain_behind(parts_.left, pieces);
}

double WordScorer::right_gain(const WordFacts& facts) const {
  if (parts_.right == nullptr) return 0;
  if (facts.single.empty()) return right_gain(facts.pieces);
  const auto best =
      std::max_element(facts.single.begin(), facts.single.end(), [this](int32_t a, int32_t b) {
        return parts_.log_probs[static_cast<std::size_t>(a)] <
               parts_.log_probs[static_cast<std::size_t>(b)];
      });
  return right_gain(std::span(&*best, 1));
}

double WordScorer::alone_log_prob(std::string_view word) const {
  return parts_.book->facts(word).unigram;
}

const std::vector<int32_t>& WordScorer::spelled(std::string_view word) const {
  return parts_.book->facts(word).pieces;
}

WordInContext WordScorer::in_context(const WordFacts& facts) const {
  if (parts_.context != 0 && facts.here.context == parts_.context) return facts.here;
  // What no list knows is judged by its letters alone: pieces would make any string plausible.
  const bool asked = model_ready_ && (facts.known || parts_.lexicon == nullptr);
  const WordInContext out{parts_.context,
                          parts_.history != nullptr && parts_.history->is_blocked(facts.text),
                          combine(facts.text, facts, asked ? model_log_prob(facts) : kImpossible)};
  if (parts_.context != 0) facts.here = out;
  return out;
}

WordScore WordScorer::score(std::string_view word, double evaluated) const {
  return combine(word, parts_.book->facts(word), evaluated);
}

WordScore WordScorer::combine(std::string_view word, const WordFacts& facts, double model) const {
  WordScore out;
  out.model = model;
  out.unigram = facts.unigram;
  double base = facts.unigram;
  if (model > kImpossible) {
    model += std::log1p(-std::min(unigram_share_, 1 - 1e-9));
    base = log_add(model, std::log(unigram_share_) + facts.unigram);
  }
  if (parts_.habit != nullptr) base += parts_.habit->gain(facts);
  out.expected = base;
  double total = base;
  double personal = kImpossible;
  if (parts_.history != nullptr && history_share_ > 0) {
    const double p = parts_.history->probability(place_, word, &facts.in_history);
    if (p > 0) {
      out.personal = std::log(p);
      personal = std::log(history_share_) + out.personal;
    }
    total = log_add(std::log1p(-history_share_) + base, personal);
  }
  out.right = right_gain(facts);
  out.log_prob = total + out.right;
  const double floor = total + std::log(0.2);
  if (model > kImpossible && model + std::log1p(-history_share_) >= floor) out.sources |= kModel;
  if (facts.known) out.sources |= kLexicon;
  if (personal >= floor) out.sources |= kHistory;
  return out;
}

bool WordScorer::wants_other_case(std::string_view word) const {
  if (parts_.lexicon == nullptr) return false;
  // A "mason" in one sentence is a Mason in another. The model says where both are pieces; of a
  // word that it has to spell it says too little: there the commoner one must fit as well.
  double own = kImpossible;
  double other = kImpossible;
  double own_fit = kImpossible;
  double other_fit = kImpossible;
  bool spelled = false;
  for (const LexiconEntry& form : parts_.lexicon->find(word)) {
    const bool same = form.text == word;
    double& best = same ? own : other;
    best = std::max(best, static_cast<double>(form.log_prob));
    // Pieces without capitals tell the model of no case.
    if (!model_ready_ || parts_.tokenizer->lower_cases()) continue;
    const std::vector<int32_t> pieces = parts_.tokenizer->encode_unit(form.text);
    spelled = spelled || pieces.size() > 1;
    double& fit = same ? own_fit : other_fit;
    fit = std::max(fit, estimate(pieces));
  }
  if (model_ready_ && !parts_.tokenizer->lower_cases() && own > kImpossible) {
    if (!spelled) return other_fit > own_fit + kOtherCase;
    if (other_fit <= own_fit) return false;
  }
  return other > own + kOtherCase;
}

const WordFacts* WordScorer::surface(const WordPieces::Entry* first,
                                     const WordPieces::Entry* last) const {
  const auto value = [this](const WordPieces::Entry* entry) {
    // A capital has to be clearly likelier: who types without one rarely means a name.
    const bool capital = parts_.tokenizer->piece_text(entry->id) != entry->key;
    return parts_.log_probs[static_cast<std::size_t>(entry->id)] - (capital ? kCapitalCost : 0);
  };
  const auto* best = first;
  for (const auto* entry = first; entry != last; ++entry) {
    if (value(entry) > value(best)) best = entry;
  }
  return parts_.book->piece(best->id);
}

double WordScorer::with_right_side(const WordPieces::Entry* first,
                                   const WordPieces::Entry* last) const {
  double total = kImpossible;
  const auto* best = first;
  const auto value = [this](const WordPieces::Entry* entry) {
    return parts_.log_probs[static_cast<std::size_t>(entry->id)];
  };
  for (const auto* entry = first; entry != last; ++entry) {
    total = log_add(total, static_cast<double>(value(entry)));
    if (value(entry) > value(best)) best = entry;
  }
  return total + right_gain(std::span(&best->id, 1));
}

std::vector<PredictedWord> WordScorer::predict(std::string_view prefix, std::size_t limit) const {
  std::vector<PredictedWord> out;
  if (!model_ready_) return out;
  const std::span<const float> log_probs =
      parts_.right != nullptr ? parts_.right->hints() : parts_.log_probs;
  struct Group {
    const WordPieces::Entry* first;
    const WordPieces::Entry* last;
    double log_prob;
  };
  const std::span<const int32_t> ids = parts_.pieces->ids();
  const auto log_prob = [&](std::size_t at) {
    return static_cast<double>(log_probs[static_cast<std::size_t>(ids[at])]);
  };
  // Some pieces are not words of the lexicon: look at a few more than are wanted.
  const std::size_t take = limit * 2 + 8;
  BestFew<Group> best;
  // Beside a right side, the hints say where to look, the gain how good they are.
  best.begin(parts_.right != nullptr ? std::max(take, kHinted) : take);
  const auto [first, last] = parts_.pieces->with_prefix(prefix);
  const std::size_t end = parts_.pieces->index_of(last);
  std::size_t next = 0;
  for (std::size_t at = parts_.pieces->index_of(first); at < end; at = next) {
    next = at + parts_.pieces->forms(at);
    double total = log_prob(at);
    for (std::size_t form = at + 1; form < next; ++form) {
      total = log_add(total, log_prob(form));
    }
    if (!best.takes(total)) continue;
    const auto* entry = first + (at - parts_.pieces->index_of(first));
    best.offer({entry, entry + (next - at), total});
  }
  std::vector<Group>& groups = best.items();
  if (parts_.right != nullptr) {
    for (Group& group : groups) group.log_prob = with_right_side(group.first, group.last);
  }
  std::sort(groups.begin(), groups.end(),
            [](const Group& a, const Group& b) { return a.log_prob > b.log_prob; });
  if (groups.size() > take) groups.resize(take);
  for (std::size_t i = 0; i < groups.size() && out.size() < limit; ++i) {
    const WordFacts* word = surface(groups[i].first, groups[i].last);
    if (word != nullptr) out.push_back({word, groups[i].log_prob});
  }
  return out;
}

}  // namespace inkling
