// Where the vocabulary's whole words are in the lexicon's trie.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/lexicon/lexicon.h"
#include "engine/pack/best_few.h"
#include "engine/pack/word_pieces.h"

namespace inkling {

/// One key of the vocabulary: its pieces (case forms) and the path of its letters.
struct VocabularyWord {
  uint32_t first_piece = 0;  // entries [first_piece, last_piece) of WordPieces
  uint32_t last_piece = 0;
  uint32_t first_node = 0;  // into the nodes
  uint32_t nodes = 0;
};

/// Every whole-word piece that the lexicon knows, with its trie path, so that the likeliest words
/// of a context can be held against a beam. Immutable; thread-safe.
class VocabularyPaths {
 public:
  VocabularyPaths(const Lexicon& lexicon, const WordPieces& pieces);

  [[nodiscard]] std::span<const VocabularyWord> words() const { return words_; }
  /// The path without the root.
  [[nodiscard]] std::span<const LexiconNode> path(const VocabularyWord& word) const {
    return std::span(nodes_).subspan(word.first_node, word.nodes);
  }

 private:
  std::vector<VocabularyWord> words_;
  std::vector<LexiconNode> nodes_;
};

/// The likeliest words of one context.
class LikelyWords {
 public:
  struct Word {
    uint32_t index = 0;  // into VocabularyPaths::words()
    float log_prob = 0;  // of all case forms
  };
  /// `log_probs`: [V], of the first piece.
  void assign(const VocabularyPaths& vocabulary, const WordPieces& pieces,
              std::span<const float> log_probs, std::size_t limit);
  void clear() { words_.clear(); }
  /// Not sorted.
  [[nodiscard]] const std::vector<Word>& words() const { return words_; }

 private:
  std::vector<Word> words_;
  BestFew<Word> best_;  // scratch
};

}  // namespace inkling
