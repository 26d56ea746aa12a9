#include "cache/history/word_trie.h"

#include <algorithm>
#include <queue>
#include <utility>

namespace inkling {

std::vector<WordTrie::Branch>::iterator WordTrie::Node::place_of(char32_t letter) {
  return std::lower_bound(branches_.begin(), branches_.end(), letter,
                          [](const Branch& branch, char32_t c) { return branch.letter < c; });
}

float WordTrie::Node::most() const {
  float most = word_.id != 0 ? word_.count : 0;
  for (const Branch& branch : branches_) most = std::max(most, branch.most);
  return most;
}

void WordTrie::Node::fetch() const {
  constexpr std::size_t kCacheLine = 64;  // bytes
  const auto* at = reinterpret_cast<const char*>(this);
  for (std::size_t i = 0; i < sizeof(*this); i += kCacheLine) __builtin_prefetch(at + i);
}

WordTrie::Slot WordTrie::make(std::u32string_view label) const {
  auto node = std::make_shared<Node>();
  node->label_ = label;
  node->age_ = snapshots_;
  return node;
}

/// The node for writing: a snapshot that was taken since it was made may hold the one in place.
WordTrie::Node& WordTrie::own(Slot* slot) const {
  if ((*slot)->age_ != snapshots_) {
    *slot = std::make_shared<Node>(**slot);
    (*slot)->age_ = snapshots_;
  }
  return **slot;
}

void WordTrie::clear() { root_ = make({}); }

WordTrie::Snapshot WordTrie::snapshot() {
  ++snapshots_;
  return root_;
}

void WordTrie::put(std::u32string_view key, const Word& word) {
  put_below(&own(&root_), key, word);
}

void WordTrie::put_below(Node* node, std::u32string_view rest, const Word& word) {
  if (rest.empty()) {
    node->word_ = word;
    return;
  }
  auto at = node->place_of(rest.front());
  if (at == node->branches_.end() || at->letter != rest.front()) {
    at = node->branches_.insert(at, Branch{rest.front(), 0, make(rest)});
  }
  const std::u32string& label = at->node->label_;
  const auto fork = std::mismatch(label.begin(), label.end(), rest.begin(), rest.end()).first;
  const auto shared = static_cast<std::size_t>(fork - label.begin());
  if (shared < label.size()) split(&at->node, shared);
  put_below(&own(&at->node), rest.substr(shared), word);
  at->most = at->node->most();
}

/// Puts a node in front that takes the first letters of the label.
void WordTrie::split(Slot* slot, std::size_t letters) const {
  Node& below = own(slot);
  Slot above = make(std::u32string_view(below.label_).substr(0, letters));
  below.label_.erase(0, letters);
  above->branches_.push_back({below.label_.front(), below.most(), std::move(*slot)});
  *slot = std::move(above);
}

void WordTrie::erase(std::u32string_view key) { erase_below(&own(&root_), key); }

void WordTrie::erase_below(Node* node, std::u32string_view rest) {
  if (rest.empty()) {
    node->word_ = {};
    return;
  }
  const auto at = node->place_of(rest.front());
  if (at == node->branches_.end() || !rest.starts_with(at->node->label_)) return;
  Node& below = own(&at->node);
  erase_below(&below, rest.substr(below.label_.size()));
  if (below.word_.id == 0 && below.branches_.empty()) {
    node->branches_.erase(at);
    return;
  }
  if (below.word_.id == 0 && below.branches_.size() == 1) merge(&at->node);
  at->most = at->node->most();
}

/// Makes one node of one that nothing forks or ends at and the only one below it.
void WordTrie::merge(Slot* slot) const {
  Slot below = (*slot)->branches_.front().node;
  own(&below).label_.insert(0, (*slot)->label_);
  *slot = std::move(below);
}

std::vector<uint32_t> WordTrie::most_used(std::u32string_view prefix, std::size_t limit) const {
  std::vector<uint32_t> out;
  Node* from = root_.get();
  while (!prefix.empty()) {
    const auto at = from->place_of(prefix.front());
    if (at == from->branches_.end() || at->letter != prefix.front()) return out;
    from = at->node.get();
    const std::u32string_view label = from->label_;
    if (label.substr(0, prefix.size()) != prefix.substr(0, label.size())) return out;
    prefix.remove_prefix(std::min(prefix.size(), label.size()));
  }
  /// A node to open, or the word that ends at it.
  struct Open {
    float count;
    const Node* node;
    bool is_word;
    bool operator<(const Open& other) const { return count < other.count; }
  };
  std::priority_queue<Open> open;
  open.push({from->most(), from, false});
  while (!open.empty() && out.size() < limit) {
    const Open top = open.top();
    open.pop();
    const Node& node = *top.node;
    if (top.is_word) {
      out.push_back(node.word_.id);
      continue;
    }
    if (node.word_.id != 0) open.push({node.word_.count, &node, true});
    for (const Branch& branch : node.branches_) {
      branch.node->fetch();
      open.push({branch.most, branch.node.get(), false});
    }
  }
  return out;
}

}  // namespace inkling
