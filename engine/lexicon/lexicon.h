// The words of a language: a compact, read-only, memory-mapped trie.
//
//   auto lexicon = inkling::Lexicon::open("packs/en/lexicon.bin");
//   for (const auto& e : (*lexicon)->complete("tomo", 3)) puts(e.text.c_str());
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/lexicon/lexicon_format.h"
#include "platform/cancel.h"
#include "platform/mapped_file.h"
#include "platform/result.h"

namespace inkling {

/// Bits of LexiconEntry::flags.
enum LexiconFlag : uint8_t {
  kWordOffensive = 1,         // shown only when typed in full
  kWordAbbreviation = 2,      // "etc", "Mr": a full stop after it does not end the sentence
  kWordNeverAutocorrect = 4,  // may be offered, must not replace a word unasked
};

/// One way of writing a word. `id` is dense, from 0, and stable for one lexicon file.
struct LexiconEntry {
  uint32_t id = 0;
  std::string text;    // true case: "iPhone", "I", "Monday"
  float log_prob = 0;  // nats, unigram, <= 0
  uint8_t flags = 0;   // LexiconFlag bits
};

/// Names a trie node. The root is 0. A node is a prefix of search keys (text_key.h).
using LexiconNode = uint32_t;

/// Immutable after open(): every const member may be called from any thread. Damage in the file
/// is an error of open(); a node or id out of range given to an accessor is a programming error
/// but is answered by "no children", "no entries", never by a read outside the file.
class Lexicon {
 public:
  static constexpr LexiconNode kRoot = 0;

  /// kNotFound or kIo from the file system, kCorrupt when the file is damaged or hostile,
  /// kUnsupported when a newer version wrote it.
  static Result<std::unique_ptr<Lexicon>> open(const std::string& path);
  /// As open(), from memory; takes the bytes. For tests and for packs inside other containers.
  static Result<std::unique_ptr<Lexicon>> from_bytes(std::vector<std::byte> bytes);

  /// Every way of writing `word`, case ignored, best first; empty when unknown.
  [[nodiscard]] std::vector<LexiconEntry> find(std::string_view word) const;
  [[nodiscard]] bool contains(std::string_view word) const;
  /// Does the lexicon ask for this capital ("Monday", "I'm", "NASA")? True when the word has a
  /// capital and no lower-case form, or a rarer one. False for words it does not know.
  [[nodiscard]] bool keeps_capital(std::string_view word) const;
  /// Does this very spelling, case included, occur ("US" as well as "us")?
  [[nodiscard]] bool contains_exact(std::string_view word) const;

  /// log P (nats, to a fifth of a nat) of a word that is no entry but occurs in running text: a
  /// name, a term, a word of another language. Never to be suggested; it may be what was meant.
  [[nodiscard]] std::optional<float> seen_log_prob(std::string_view word) const;

  /// The most probable words that begin with `prefix` (case ignored; the word itself included),
  /// best first. Exact: best-first search under an admissible bound. A cancelled search returns
  /// what it has.
  [[nodiscard]] std::vector<LexiconEntry> complete(std::string_view prefix, int limit,
                                                   const CancelToken& cancel = {}) const;

  /// Emoji for a word ("happy"), best first; empty when there is none.
  [[nodiscard]] std::vector<std::string> emoji_for(std::string_view word) const;
  /// Two words that many write as one.
  struct Joined {
    std::string_view words;  // "a lot", in the lexicon's memory
    float cost = 0;          // nats: -log P(written as one | the two are meant)
  };
  /// What `typed` ("alot", no word of its own) stands for, if it is known for that.
  [[nodiscard]] std::optional<Joined> joined(std::string_view typed) const;

  // The trie, for the decoder.
  /// The node of a prefix of search keys, if any word begins so.
  [[nodiscard]] std::optional<LexiconNode> node_of(std::u32string_view key) const;
  /// Children are the nodes [first, second), in letter order.
  [[nodiscard]] std::pair<LexiconNode, LexiconNode> children(LexiconNode node) const {
    if (node >= node_count_) return {0, 0};
    const LexiconNode first = nodes_[node] >> 8U;
    return {first, node + 1 < node_count_ ? nodes_[node + 1] >> 8U
                                          : static_cast<LexiconNode>(node_count_)};
  }
  [[nodiscard]] std::optional<LexiconNode> child(LexiconNode node, char32_t letter) const;
  /// The letter on the edge into `node`, as an index into alphabet(); 0 for the root.
  [[nodiscard]] uint8_t symbol(LexiconNode node) const {
    return node < node_count_ ? static_cast<uint8_t>(nodes_[node] & 0xff) : uint8_t{0};
  }
  [[nodiscard]] char32_t letter(LexiconNode node) const { return alphabet_[symbol(node)]; }
  /// Letters by symbol; position 0 is unused. At most 255 letters.
  [[nodiscard]] const std::vector<char32_t>& alphabet() const { return alphabet_; }
  /// An upper bound (nats) on log_prob of all words at or below the node.
  [[nodiscard]] float best_below(LexiconNode node) const {
    return node < node_count_ ? -static_cast<float>(best_[node]) * kBestStep : -kWorst;
  }

  /// The entries spelled by the path to `node` are the ids [first, second), best first.
  [[nodiscard]] std::pair<uint32_t, uint32_t> entry_ids(LexiconNode node) const {
    if (node >= node_count_) return {0, 0};
    const std::size_t group = node / 32;
    const unsigned shift = 2 * (node % 32);
    const uint64_t fields = counts_[group];
    const uint32_t first = count_sums_[group] + sum_fields(fields & ((uint64_t{1} << shift) - 1));
    return {first, first + static_cast<uint32_t>((fields >> shift) & 3U)};
  }
  [[nodiscard]] std::vector<LexiconEntry> entries_at(LexiconNode node) const;
  /// nats; -infinity for an id out of range.
  [[nodiscard]] float log_prob(uint32_t id) const {
    return id < entry_count_ ? -static_cast<float>(probs_[id]) * kProbStep
                             : -std::numeric_limits<float>::infinity();
  }
  [[nodiscard]] uint8_t flags(uint32_t id) const {
    return id < entry_count_ ? static_cast<uint8_t>(flags_[id] & lexicon_format::kFlagMask)
                             : uint8_t{0};
  }
  /// The true-case text of an id. Costs a walk to the root: for winners, not for inner loops.
  [[nodiscard]] std::string text(uint32_t id) const;
  /// Number of letters on the path from the root to the node.
  [[nodiscard]] std::u32string key_of(LexiconNode node) const;

  /// Number of entries; ids are 0 .. size()-1.
  [[nodiscard]] size_t size() const { return entry_count_; }
  [[nodiscard]] size_t node_count() const { return node_count_; }
  /// The file's pages may go: they are read again when needed.
  void release_pages() const { file_.release_pages(); }

  static constexpr float kBestStep = 0.1F;            // nats per unit of the best_ bytes
  static constexpr float kProbStep = 1.0F / 2048.0F;  // nats per unit of stored probabilities
  static constexpr float kWorst = 32.0F;              // nothing in the file is less probable

 private:
  Lexicon() = default;
  /// Sum of the two-bit fields of `x`.
  static uint32_t sum_fields(uint64_t x) {
    constexpr uint64_t kPairs = 0x3333333333333333U;
    constexpr uint64_t kBytes = 0x0f0f0f0f0f0f0f0fU;
    x = (x & kPairs) + ((x >> 2U) & kPairs);  // at most 6 in each four bits
    x = (x & kBytes) + ((x >> 4U) & kBytes);
    return static_cast<uint32_t>((x * 0x0101010101010101U) >> 56U);
  }
  Status attach(std::span<const std::byte> data);
  Status read_pairs(uint32_t section, std::vector<std::pair<std::string_view, std::string_view>>&);
  [[nodiscard]] LexiconNode parent(LexiconNode node) const;
  [[nodiscard]] LexiconNode node_of_entry(uint32_t id) const;
  [[nodiscard]] std::string apply_case(std::u32string key, uint32_t id) const;

  MappedFile file_;
  std::vector<std::byte> owned_;
  std::span<const std::byte> data_;
  size_t node_count_ = 0;
  size_t entry_count_ = 0;
  std::vector<char32_t> alphabet_;
  std::span<const uint32_t> nodes_;  // first_child << 8 | symbol
  Status parse_joined(std::string_view text);

  std::span<const uint8_t> best_;         // -best / kBestStep, rounded down
  std::span<const uint64_t> counts_;      // entries per node, two bits each
  std::span<const uint32_t> count_sums_;  // entries before each group of 32 nodes
  std::span<const uint16_t> probs_;
  std::span<const uint8_t> flags_;
  std::span<const uint32_t> spelled_;  // {id, offset of the text}, sorted by id
  std::string_view spelled_text_;      // texts, each ended by a zero byte
  std::span<const uint32_t> seen_;     // hash and probability, see lexicon_format.h
  std::vector<std::pair<std::string_view, std::string_view>> emoji_;
  std::vector<std::pair<std::string_view, Joined>> joined_;  // by key
};

}  // namespace inkling
