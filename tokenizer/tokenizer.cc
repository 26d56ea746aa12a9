#include "tokenizer/tokenizer.h"

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

struct Piece {
  std::string text;
  bool ends_unit = false;
  bool whole_word = false;
  float log_prob = -20;
};

bool consists_of_letters(std::string_view text) {
  bool any = false;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, &i);
    if (is_letter(c)) {
      any = true;
    } else if (!is_word_character(c)) {
      return false;
    }
  }
  return any;
}

}  // namespace

struct Tokenizer::Impl {
  sentencepiece::SentencePieceProcessor processor;
  const CasePolicy* policy = nullptr;
  std::vector<Piece> pieces;
  // A text grows by a unit at a time: most of it was encoded before.
  Mutex mutex;
  std::unordered_map<std::string, std::vector<int32_t>, UnitHash, std::equal_to<>> known
      INKLING_GUARDED_BY(mutex);

  [[nodiscard]] std::vector<int32_t> encode(std::string_view unit) const {
    std::vector<int> ids;
    const std::string_view head = utf8_head(unit, kMaxUnitBytes);
    if (head.empty() || !processor.Encode(head, &ids).ok()) return {SpecialIds::kUnknown};
    return {ids.begin(), ids.end()};
  }
};

Tokenizer::Tokenizer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Tokenizer::~Tokenizer() = default;

Result<std::unique_ptr<Tokenizer>> Tokenizer::open(const std::string& path,
                                                   const CasePolicy* policy) {
  std::error_code ec;
  if (!std::filesystem::is_regular_file(path, ec)) {
    return make_error(ErrorCode::kNotFound,
                      path + ": no tokenizer there; name a pack folder that has tokenizer.model");
  }
  auto impl = std::make_unique<Impl>();
  impl->policy = policy;
  if (const auto status = impl->processor.Load(path); !status.ok()) {
    return make_error(ErrorCode::kCorrupt, path + ": not a SentencePiece model (" +
                                               status.ToString() + "); reinstall the pack");
  }
  const int size = impl->processor.GetPieceSize();
  if (size <= SpecialIds::kFirstRegular || size > 65536) {
    return make_error(ErrorCode::kUnsupported,
                      path + ": " + std::to_string(size) + " pieces; expected 71 to 65536");
  }
  constexpr std::array<std::string_view, 6> kSpecials = {"<pad>", "<unk>",  "<s>",
                                                         "</s>",  "[MASK]", "<nl>"};
  for (std::size_t i = 0; i < kSpecials.size(); ++i) {
    if (impl->processor.IdToPiece(static_cast<int>(i)) != kSpecials[i]) {
      return make_error(ErrorCode::kUnsupported, path + ": piece " + std::to_string(i) +
                                                     " must be " + std::string(kSpecials[i]) +
                                                     "; was it made for another engine?");
    }
  }
  impl->pieces.resize(static_cast<std::size_t>(size));
  for (int id = SpecialIds::kFirstRegular; id < size; ++id) {
    Piece& piece = impl->pieces[static_cast<std::size_t>(id)];
    piece.log_prob = std::min(impl->processor.GetScore(id), 0.0F);
    std::string_view text = impl->processor.IdToPiece(id);
    if (impl->processor.IsByte(id)) {  // "<0xE2>"
      const auto byte = std::stoi(std::string(text.substr(3, 2)), nullptr, 16);
      piece.text.push_back(static_cast<char>(byte));
      continue;
    }
    piece.ends_unit = text.ends_with(kEndMark);
    if (piece.ends_unit) text.remove_suffix(kEndMark.size());
    piece.text = std::string(text);
    piece.whole_word = piece.ends_unit && consists_of_letters(text);
  }
  return std::unique_ptr<Tokenizer>(new Tokenizer(std::move(impl)));  // NOLINT: private constructor
}

std::vector<int32_t> Tokenizer::encode_unit(std::string_view unit) const {
  if (unit.size() > kKnownBytes) return impl_->encode(unit);
  {
    const MutexLock lock(impl_->mutex);
    const auto found = impl_->known.find(unit);
    if (found != impl_->known.end()) return found->second;
  }
  std::vector<int32_t> ids = impl_->encode(unit);
  const MutexLock lock(impl_->mutex);
  if (impl_->known.size() >= kKnownUnits) impl_->known.clear();
  impl_->known.try_emplace(std::string(unit), ids);
  return ids;
}

Encoding Tokenizer::encode(std::string_view text) const {
  Encoding out;
  out.units = split_units(normalize(text), impl_->policy);
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

int32_t Tokenizer::vocab_size() const { return static_cast<int32_t>(impl_->pieces.size()); }

const std::string& Tokenizer::piece_text(int32_t id) const {
  static const std::string none;
  if (id < 0 || id >= vocab_size()) return none;
  return impl_->pieces[static_cast<std::size_t>(id)].text;
}

bool Tokenizer::ends_unit(int32_t id) const {
  return id >= 0 && id < vocab_size() && impl_->pieces[static_cast<std::size_t>(id)].ends_unit;
}

bool Tokenizer::is_whole_word(int32_t id) const {
  return id >= 0 && id < vocab_size() && impl_->pieces[static_cast<std::size_t>(id)].whole_word;
}

float Tokenizer::unigram_log_prob(int32_t id) const {
  return id >= 0 && id < vocab_size() ? impl_->pieces[static_cast<std::size_t>(id)].log_prob
                                      : -20.0F;
}

}  // namespace inkling
