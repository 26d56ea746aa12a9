// Words by their letters: what begins alike lies together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace inkling {

/// The words of a history that may be shown, each with how much it is used. A radix trie: a node
/// holds all letters up to the next fork. Changes cost the length of the word, never the number of
/// words. Used by one thread; a snapshot costs a pointer, stays as it was, and may be read by any
/// thread while the trie goes on: changes copy the nodes on their way that a snapshot may hold.
///
///   trie.put(U"priya", {.id = 7, .count = 3, .text = std::make_shared<std::string>("Priya")});
///   trie.most_used(U"pr", 10);   // {7}
class WordTrie {
 public:
  struct Word {
    uint32_t id = 0;  // 0: no word
    float count = 0;  // of uses, in whatever unit all the words share; above 0
    // How it is written, where somebody wants to know; may be null.
    std::shared_ptr<const std::string> text;
  };

  class Node;
  /// What lies below a node, behind one letter. Here stands what a search needs to pass by without
  /// a look at the node, which lies elsewhere in memory.
  struct Branch {
    char32_t letter = 0;  // with which the node's label begins
    float most = 0;       // most() of the node
    std::shared_ptr<Node> node;
  };

  class Node {
   public:
    /// The letters between the parent and here; empty for the root only.
    [[nodiscard]] std::u32string_view label() const { return label_; }
    /// The word that ends here, with its id 0 where none does.
    [[nodiscard]] const Word& word() const { return word_; }
    /// By their letters.
    [[nodiscard]] const std::vector<Branch>& branches() const { return branches_; }
    /// The highest count here and below; 0 where there is no word.
    [[nodiscard]] float most() const;
    /// Has the memory bring the node, which is looked at soon, while other things are done.
    void fetch() const;

   private:
    friend class WordTrie;
    [[nodiscard]] std::vector<Branch>::iterator place_of(char32_t letter);

    std::u32string label_;
    std::vector<Branch> branches_;
    Word word_;
    uint64_t age_ = 0;  // snapshots that were taken before it was made
  };
  using Snapshot = std::shared_ptr<const Node>;

  WordTrie() { clear(); }
  /// Adds the word, or replaces what is known of it. `key`: not empty.
  void put(std::u32string_view key, const Word& word);
  void erase(std::u32string_view key);
  void clear();

  /// Ids of the words that begin with `prefix`, most used first.
  [[nodiscard]] std::vector<uint32_t> most_used(std::u32string_view prefix,
                                                std::size_t limit) const;
  /// The words as they are now; its root, never null.
  [[nodiscard]] Snapshot snapshot();

 private:
  using Slot = std::shared_ptr<Node>;
  Node& own(Slot* slot) const;
  Slot make(std::u32string_view label) const;
  void put_below(Node* node, std::u32string_view rest, const Word& word);
  void erase_below(Node* node, std::u32string_view rest);
  void split(Slot* slot, std::size_t letters) const;
  void merge(Slot* slot) const;

  Slot root_;
  uint64_t snapshots_ = 0;
};

}  // namespace inkling
