// Text to token ids, whatever the pieces are: SentencePiece of our packs, WordPiece of BERT's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tokenizer/segmenter.h"

namespace inkling {

/// Ids of the special pieces of SentencePiece packs; the same in each of them.
struct SpecialIds {
  static constexpr int32_t kPad = 0;
  static constexpr int32_t kUnknown = 1;
  static constexpr int32_t kBegin = 2;
  static constexpr int32_t kEnd = 3;
  static constexpr int32_t kMask = 4;
  static constexpr int32_t kNewline = 5;
  static constexpr int32_t kFirstKey = 6;  // reserved for key tokens <k:a> ...
  static constexpr int32_t kFirstRegular = 70;
};

/// The pieces that a model's input is put together with, of any vocabulary.
struct SpecialPieces {
  int32_t pad = SpecialIds::kPad;
  int32_t unknown = SpecialIds::kUnknown;
  int32_t begin = SpecialIds::kBegin;  // BERT's [CLS]
  int32_t end = SpecialIds::kEnd;      // BERT's [SEP]
  int32_t mask = SpecialIds::kMask;
};

/// The units of a text, and the ids of all of them in a row.
struct Encoding {
  std::vector<int32_t> ids;
  std::vector<Unit> units;
};

/// Immutable once opened; const calls are thread-safe. The ids of a text that ends in white space
/// never change when text is appended.
class Tokenizer {
 public:
  virtual ~Tokenizer() = default;
  Tokenizer(const Tokenizer&) = delete;
  Tokenizer& operator=(const Tokenizer&) = delete;

  /// Normalises `text` first, each vocabulary in its way. No begin mark is added.
  [[nodiscard]] virtual Encoding encode(std::string_view text) const = 0;
  /// Ids of one unit as it stands (normalised, no white space), end mark included where there is
  /// one.
  [[nodiscard]] virtual std::vector<int32_t> encode_unit(std::string_view unit) const = 0;
  /// May a word begin with this piece? It has a letter or a digit first and continues nothing.
  [[nodiscard]] virtual bool may_begin_word(int32_t id) const = 0;

  [[nodiscard]] const SpecialPieces& specials() const { return specials_; }
  /// Are all letters lowered, so that pieces say nothing of case?
  [[nodiscard]] bool lower_cases() const { return lower_cases_; }

  [[nodiscard]] int32_t vocab_size() const { return static_cast<int32_t>(pieces_.size()); }
  /// The piece's text without the mark that it ends or continues a word; empty for specials. Byte
  /// pieces give their byte.
  [[nodiscard]] const std::string& piece_text(int32_t id) const;
  /// True when a unit ends with this piece, whatever stands behind it.
  [[nodiscard]] bool ends_unit(int32_t id) const { return known(id) && piece(id).ends_unit; }
  /// True for a piece that is a whole word by itself.
  [[nodiscard]] bool is_whole_word(int32_t id) const { return known(id) && piece(id).whole_word; }
  /// log P(piece) of the vocabulary's own unigram model, nats, at most 0; where it has none, all
  /// pieces of a kind are alike.
  [[nodiscard]] float unigram_log_prob(int32_t id) const {
    return known(id) ? piece(id).log_prob : kRare;
  }

 protected:
  static constexpr float kRare = -20;  // nats
  struct Piece {
    std::string text;
    bool ends_unit = false;
    bool whole_word = false;
    float log_prob = kRare;
  };

  Tokenizer() = default;
  [[nodiscard]] bool known(int32_t id) const { return id >= 0 && id < vocab_size(); }
  [[nodiscard]] const Piece& piece(int32_t id) const {
    return pieces_[static_cast<std::size_t>(id)];
  }

  std::vector<Piece> pieces_;
  SpecialPieces specials_;
  bool lower_cases_ = false;
};

/// Letters and what else may stand in a word, at least one letter among them?
bool consists_of_letters(std::string_view text);
/// A letter or a digit first? So also for a byte that is no character by itself.
bool begins_like_word(std::string_view text);

}  // namespace inkling
