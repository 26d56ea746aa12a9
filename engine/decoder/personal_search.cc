#include "engine/decoder/personal_search.h"

#include <algorithm>
#include <cmath>

#include "engine/lexicon/text_key.h"

namespace inkling {
namespace {

// Letters looked at per key. A hundred words are searched to the end within it; among twenty
// thousand it is enough for words with one slip or two.
constexpr std::size_t kMostLooks = 600;
// Letters that are kept: a long word's. Nobody types so long that it matters.
constexpr std::size_t kMostKept = 8192;
// Nats of slips: fingers do not do more than that. Less where the lexicon explains the keys better:
// a person's own word may be likelier than its words, but not by more than that.
constexpr float kWorstChannel = 14;
constexpr float kBehindLexicon = 7;
// Nats of slips, letters to come and uses by which it may be behind those slips: the few that are
// shown come from nearer.
constexpr float kBehindClean = 8;

}  // namespace

void PersonalSearch::clear() {
  presses_ = 0;
  name_ = 0;
  words_ = nullptr;
  places_.clear();
  if (columns_) columns_->clear();
}

std::vector<PersonalMatch> PersonalSearch::find(const WordTrie::Snapshot& words,
                                                std::span<const PressCosts> presses, uint64_t name,
                                                const Query& query) {
  std::vector<PersonalMatch> out;
  if (words != words_ || places_.size() > kMostKept || !columns_ ||
      query.per_letter != per_letter_) {
    clear();
    if (words->most() <= 0) return out;
    if (!columns_ || query.per_letter != per_letter_) {
      columns_.emplace(model_, query.per_letter, kWorstChannel);
    }
    words_ = words;
    per_letter_ = query.per_letter;
    places_.push_back({.node = words.get()});
  }
  presses_ = presses.size();
  name_ = name;
  columns_->see(presses);
  const float farthest = query.channel_weight * query.lexicon + kBehindClean;
  const float worst = std::min(kWorstChannel, query.lexicon + kBehindLexicon);
  queue_.clear();
  looked_ = 0;
  pass(WordColumns::kStart, query, worst);
  while (!queue_.empty() && out.size() < query.limit && looked_ < kMostLooks) {
    const Open top = queue_.front();
    if (top.value > farthest) break;
    std::pop_heap(queue_.begin(), queue_.end());
    queue_.pop_back();
    if (top.is_word) {
      out.push_back({*places_[top.step].word->text, *columns_->reached(top.step)});
      continue;
    }
    pass(top.step, query, worst);
  }
  return out;
}

/// Looks at the word that ends at a place and at the letters behind it.
void PersonalSearch::pass(Step at, const Query& query, float worst) {
  open(at);
  const Place place = places_[at];
  if (place.word != nullptr) {
    const auto reached = columns_->reached(at);
    if (reached && reached->channel <= worst) {
      const float to_come =
          reached->slipped ? query.per_letter * static_cast<float>(reached->remaining) : 0;
      push({query.channel_weight * reached->channel + to_come - std::log(place.word->count), at,
            true});
    }
  }
  for (Step next = place.first; next < place.first + place.size; ++next) {
    ++looked_;
    columns_->bring_up(next);
    if (columns_->least_channel(next) > worst) continue;
    const float bound = columns_->least_cost(next, query.channel_weight);
    if (!places_[next].opened) places_[next].node->fetch();
    push({bound - std::log(places_[next].most), next, false});
  }
}

void PersonalSearch::push(const Open& item) {
  queue_.push_back(item);
  std::push_heap(queue_.begin(), queue_.end());
}

/// Takes what is behind a place from the trie.
void PersonalSearch::open(Step at) {
  if (places_[at].opened) return;
  Place here = places_[at];
  here.opened = true;
  here.first = static_cast<Step>(places_.size());
  const WordTrie::Node& node = *here.node;
  if (here.letters < node.label().size()) {
    add(at, node.label()[here.letters],
        {.node = &node, .most = here.most, .letters = here.letters + 1});
  } else {
    if (node.word().text != nullptr) here.word = &node.word();
    for (const WordTrie::Branch& branch : node.branches()) {
      add(at, branch.letter, {.node = branch.node.get(), .most = branch.most, .letters = 1});
    }
  }
  here.size = static_cast<uint32_t>(places_.size()) - here.first;
  places_[at] = here;
}

void PersonalSearch::add(Step from, char32_t letter, const Place& place) {
  columns_->step(from, search_letter(letter));
  places_.push_back(place);
}

}  // namespace inkling
