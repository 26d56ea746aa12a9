// Text to token ids: units, then SentencePiece with the white space as a suffix.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/result.h"
#include "tokenizer/case_policy.h"
#include "tokenizer/segmenter.h"

namespace inkling {

/// Ids of the special pieces; the same in every pack.
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

/// The units of a text, and the ids of all of them in a row.
struct Encoding {
  std::vector<int32_t> ids;
  std::vector<Unit> units;
};

/// Immutable after open(); const calls are thread-safe. Every unit is encoded on its own, its last
/// piece carries the end mark, so the ids of a text that ends in white space never change when
/// text is appended.
class Tokenizer {
 public:
  /// `policy` must outlive the tokenizer; null keeps every capital. kNotFound, kCorrupt, or
  /// kUnsupported when the specials are not where they must be.
  static Result<std::unique_ptr<Tokenizer>> open(const std::string& path, const CasePolicy* policy);
  ~Tokenizer();
  Tokenizer(const Tokenizer&) = delete;
  Tokenizer& operator=(const Tokenizer&) = delete;

  /// Normalises `text` first. No begin mark is added.
  [[nodiscard]] Encoding encode(std::string_view text) const;
  /// Ids of one unit as it stands (normalised, no white space), end mark included.
  [[nodiscard]] std::vector<int32_t> encode_unit(std::string_view unit) const;

  [[nodiscard]] int32_t vocab_size() const;
  /// The piece's text without the end mark; empty for specials. Byte pieces give their byte.
  [[nodiscard]] const std::string& piece_text(int32_t id) const;
  /// True when a unit ends with this piece.
  [[nodiscard]] bool ends_unit(int32_t id) const;
  /// True for a piece that is a whole word by itself: letters and the end mark.
  [[nodiscard]] bool is_whole_word(int32_t id) const;
  /// log P(piece) of the vocabulary's own unigram model, nats, at most 0.
  [[nodiscard]] float unigram_log_prob(int32_t id) const;

 private:
  struct Impl;
  explicit Tokenizer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace inkling
