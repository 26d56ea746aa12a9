#include "tokenizer/sentencepiece_tokenizer.h"

#include <sentencepiece_processor.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <unordered_map>
#include <utility>

#include "platform/mutex.h"
#include "tokenizer/normalize.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr std::string_view kEndMark = "\u2581";
constexpr std::size_t kMaxUnitBytes = 512;  // longer units are cut: no word is that long
constexpr std::size_t kKnownUnits = 2048;   // whose pieces are kept
constexpr std::size_t kKnownBytes = 48;     // longer units are rare, and may be hostile

/// Lets a view be looked up among strings.
struct UnitHash : std::hash<std::string_view> {
  using is_transparent = void;
};

class SentencePieceTokenizer final : public Tokenizer {
 public:
  explicit SentencePieceTokenizer(const CasePolicy* policy) : policy_(policy) {}

  Status load(const std::string& path);

  [[nodiscard]] Encoding encode(std::string_view text) const override;
  [[nodiscard]] std::vector<int32_t> encode_unit(std::string_view unit) const override;
  [[nodiscard]] bool may_begin_word(int32_t id) const override {
    const bool special = id < SpecialIds::kFirstRegular && id != SpecialIds::kUnknown;
    return !special && begins_like_word(piece_text(id));
  }

 private:
  [[nodiscard]] std::vector<int32_t> spell(std::string_view unit) const;

  sentencepiece::SentencePieceProcessor processor_;
  const CasePolicy* policy_;
  // A text grows by a unit at a time: most of it was encoded before.
  mutable Mutex mutex_;
  mutable std::unordered_map<std::string, std::vector<int32_t>, UnitHash, std::equal_to<>> known_
      INKLING_GUARDED_BY(mutex_);
};

Status SentencePieceTokenizer::load(const std::string& path) {
  if (const auto status = processor_.Load(path); !status.ok()) {
    return make_error(ErrorCode::kCorrupt, path + ": not a SentencePiece model (" +
                                               status.ToString() + "); reinstall the pack");
  }
  const int size = processor_.GetPieceSize();
  if (size <= SpecialIds::kFirstRegular || size > 65536) {
    return make_error(ErrorCode::kUnsupported,
                      path + ": " + std::to_string(size) + " pieces; expected 71 to 65536");
  }
  constexpr std::array<std::string_view, 6> kSpecials = {"<pad>", "<unk>",  "<s>",
                                                         "</s>",  "[MASK]", "<nl>"};
  for (std::size_t i = 0; i < kSpecials.size(); ++i) {
    if (processor_.IdToPiece(static_cast<int>(i)) != kSpecials[i]) {
      return make_error(ErrorCode::kUnsupported, path + ": piece " + std::to_string(i) +
                                                     " must be " + std::string(kSpecials[i]) +
                                                     "; was it made for another engine?");
    }
  }
  pieces_.resize(static_cast<std::size_t>(size));
  for (int id = SpecialIds::kFirstRegular; id < size; ++id) {
    Piece& piece = pieces_[static_cast<std::size_t>(id)];
    piece.log_prob = std::min(processor_.GetScore(id), 0.0F);
    std::string_view text = processor_.IdToPiece(id);
    if (processor_.IsByte(id)) {  // "<0xE2>"
      const auto byte = std::stoi(std::string(text.substr(3, 2)), nullptr, 16);
      piece.text.push_back(static_cast<char>(byte));
      continue;
    }
    piece.ends_unit = text.ends_with(kEndMark);
    if (piece.ends_unit) text.remove_suffix(kEndMark.size());
    piece.text = std::string(text);
    piece.whole_word = piece.ends_unit && consists_of_letters(text);
  }
  return {};
}

std::vector<int32_t> SentencePieceTokenizer::spell(std::string_view unit) const {
  std::vector<int> ids;
  const std::string_view head = utf8_head(unit, kMaxUnitBytes);
  if (head.empty() || !processor_.Encode(head, &ids).ok()) return {SpecialIds::kUnknown};
  return {ids.begin(), ids.end()};
}

std::vector<int32_t> SentencePieceTokenizer::encode_unit(std::string_view unit) const {
  if (unit.size() > kKnownBytes) return spell(unit);
  {
    const MutexLock lock(mutex_);
    const auto found = known_.find(unit);
    if (found != known_.end()) return found->second;
  }
  std::vector<int32_t> ids = spell(unit);
  const MutexLock lock(mutex_);
  if (known_.size() >= kKnownUnits) known_.clear();
  known_.try_emplace(std::string(unit), ids);
  return ids;
}

Encoding SentencePieceTokenizer::encode(std::string_view text) const {
  Encoding out;
  out.units = split_units(normalize(text), policy_);
  for (const Unit& unit : out.units) {
    if (unit.kind == UnitKind::kNewline) {
      out.ids.push_back(SpecialIds::kNewline);
    } else {
      const std::vector<int32_t> ids = encode_unit(unit.text);
      out.ids.insert(out.ids.end(), ids.begin(), ids.end());
    }
  }
  return out;
}

}  // namespace

Result<std::unique_ptr<Tokenizer>> open_sentencepiece(const std::string& path,
                                                      const CasePolicy* policy) {
  std::error_code ec;
  if (!std::filesystem::is_regular_file(path, ec)) {
    return make_error(ErrorCode::kNotFound,
                      path + ": no tokenizer there; name a pack folder that has tokenizer.model");
  }
  auto tokenizer = std::make_unique<SentencePieceTokenizer>(policy);
  if (Status loaded = tokenizer->load(path); !loaded.ok()) return loaded.error();
  return std::unique_ptr<Tokenizer>(std::move(tokenizer));
}

}  // namespace inkling
