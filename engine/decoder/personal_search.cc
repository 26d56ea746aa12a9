// The person's own words that the keys may stand for: best-first search through their trie.
#include <algorithm>
#include <cmath>
#include <queue>

#include "engine/decoder/decoder.h"
#include "engine/lexicon/text_key.h"

namespace inkling {
namespace {

// Letters looked at per key. A hundred words are searched to the end within it; among twenty
// thousand it is enough for words with one slip or two.
constexpr std::size_t kMostSteps = 600;
// Nats of slips: fingers do not do more than that. Less where the lexicon explains the keys better:
// a person's own word may be likelier than its words, but not by more than that.
constexpr float kWorstChannel = 14;
constexpr float kBehindLexicon = 7;

/// Letters of a node to look at, or the word that ends at it.
struct Open {
  float value;  // nats, the less the better; a bound for letters
  float most;   // uses of a word behind it
  const WordTrie::Node* node;
  uint32_t letters;  // of the label that were looked at
  WordColumns::Step step;
  bool is_word;
  bool operator<(const Open& other) const { return value > other.value; }
};

}  // namespace

std::vector<PersonalMatch> Decoder::personal(const WordTrie::Node& words, std::size_t limit,
                                             float per_letter, float channel_weight) {
  advance();
  std::vector<PersonalMatch> out;
  if (!can_answer() || words.most() <= 0) return out;
  float worst = kWorstChannel;
  for (const Hypothesis& h : steps_.back().beam) worst = std::min(worst, h.cost + kBehindLexicon);
  WordColumns columns(model_, costs_, per_letter, worst);
  std::priority_queue<Open> open;
  /// Looks at one letter more, behind which words are used so much at most.
  const auto look = [&](char32_t letter, float most, const WordTrie::Node& node, uint32_t letters,
                        WordColumns::Step from) {
    const auto step = columns.step(from, search_letter(letter));
    if (columns.least_channel(step) > worst) return;
    const float bound = columns.least_cost(step, channel_weight) - std::log(most);
    open.push({bound, most, &node, letters, step, false});
  };
  /// Looks at what comes behind a node.
  const auto pass = [&](const WordTrie::Node& node, WordColumns::Step from) {
    for (const WordTrie::Branch& branch : node.branches()) {
      look(branch.letter, branch.most, *branch.node, 1, from);
    }
  };
  pass(words, WordColumns::kStart);
  while (!open.empty() && out.size() < limit && columns.steps() < kMostSteps) {
    const Open top = open.top();
    open.pop();
    const WordTrie::Node& node = *top.node;
    const WordTrie::Word& word = node.word();
    if (top.is_word) {
      out.push_back({*word.text, *columns.reached(top.step)});
      continue;
    }
    if (top.letters < node.label().size()) {
      look(node.label()[top.letters], top.most, node, top.letters + 1, top.step);
      continue;
    }
    const auto reached = columns.reached(top.step);
    if (word.text != nullptr && reached && reached->channel <= worst) {
      const float to_come =
          reached->slipped ? per_letter * static_cast<float>(reached->remaining) : 0;
      const float value = channel_weight * reached->channel + to_come - std::log(word.count);
      open.push({value, word.count, &node, top.letters, top.step, true});
    }
    pass(node, top.step);
  }
  return out;
}

}  // namespace inkling
