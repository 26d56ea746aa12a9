#include "engine/model/ngram.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

#include "tokenizer/tokenizer.h"

namespace inkling {
namespace {

constexpr char kMagic[] = {'I', 'N', 'K', 'N', 'G', 'R', 'A', 'M'};
constexpr uint32_t kVersion = 5;
constexpr unsigned kProbBits = 5;
constexpr float kStep = 1.0F / 8;         // of the root of -log P, per unit of a stored probability
constexpr float kBaseStep = 1.0F / 1024;  // nats per unit of a unigram's
constexpr float kLeastBackoff = 0.002F;   // what rounding may leave of it
// A context's bin is the number of these that its back-off weight is not above.
constexpr std::array<float, NgramTable::kBins - 1> kEdges = {0.687F, 0.472F, 0.287F, 0.144F};
constexpr uint32_t kMostPieces = 1U << 16U;

Error corrupt(const std::string& what) {
  return make_error(ErrorCode::kCorrupt, "n-grams: " + what + "; reinstall the pack");
}

/// A stored code as a probability.
float decoded(uint32_t code) {
  static const std::array<float, 1U << kProbBits> kTable = [] {
    std::array<float, 1U << kProbBits> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
      const float root = kStep * static_cast<float>(i);
      table[i] = std::exp(-root * root);
    }
    return table;
  }();
  return kTable[code];
}

/// What is left to the next shorter context by one whose entries are [begin, end) of `own`.
float backoff_of(const PackedNumbers& own, std::size_t begin, std::size_t end) {
  float sum = 0;
  for (std::size_t at = begin; at < end; ++at) sum += decoded(own[at]);
  return std::max(1 - sum, kLeastBackoff);
}

/// Hands out the arrays of a file one after the other.
class Reader {
 public:
  explicit Reader(std::span<const std::byte> data) : data_(data) {}

  /// `count` values, or nothing when the file ends before; aligned to 4 bytes.
  template <typename T>
  bool take(std::size_t count, std::span<const T>* out) {
    at_ = (at_ + 3) / 4 * 4;
    if (at_ > data_.size() || count > (data_.size() - at_) / sizeof(T)) return false;
    *out = {reinterpret_cast<const T*>(data_.data() + at_), count};
    at_ += count * sizeof(T);
    return true;
  }
  bool take_bits(std::size_t bits, BitSequence* out) {
    std::span<const uint32_t> words;
    std::span<const uint32_t> before;
    if (!take(BitSequence::words_for(bits), &words) ||
        !take(BitSequence::blocks_for(bits), &before)) {
      return false;
    }
    *out = BitSequence(bits, words, before);
    return true;
  }
  bool take_numbers(std::size_t count, unsigned width, PackedNumbers* out) {
    std::span<const uint32_t> words;
    // No file holds so many; the product would overflow.
    if (count > data_.size() * 8 || !take(PackedNumbers::words_for(count, width), &words)) {
      return false;
    }
    *out = PackedNumbers(count, width, words);
    return true;
  }
  [[nodiscard]] bool at_end() const { return (at_ + 3) / 4 * 4 == data_.size(); }

 private:
  std::span<const std::byte> data_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::unique_ptr<NgramTable>> NgramTable::open(const std::string& path) {
  auto file = MappedFile::open(path);
  if (!file) return file.error();
  std::unique_ptr<NgramTable> out(new NgramTable());  // NOLINT: private constructor
  out->file_ = std::move(file.value());
  if (Status attached = out->attach(out->file_.bytes()); !attached.ok()) {
    return make_error(attached.error().code, path + ": " + attached.error().message);
  }
  return out;
}

Result<std::unique_ptr<NgramTable>> NgramTable::from_bytes(std::vector<std::byte> bytes) {
  std::unique_ptr<NgramTable> out(new NgramTable());  // NOLINT: private constructor
  out->owned_ = std::move(bytes);
  if (Status attached = out->attach(out->owned_); !attached.ok()) return attached.error();
  return out;
}

Status NgramTable::attach(std::span<const std::byte> data) {
  Reader reader(data);
  std::span<const char> magic;
  std::span<const uint32_t> head;
  if (!reader.take(sizeof kMagic, &magic) ||
      std::memcmp(magic.data(), kMagic, sizeof kMagic) != 0) {
    return corrupt("not an n-gram file");
  }
  if (!reader.take(4, &head)) return corrupt("cut off");
  if (head[0] != kVersion) {
    return make_error(ErrorCode::kUnsupported, "n-grams: version " + std::to_string(head[0]) +
                                                   " of the format; this build reads " +
                                                   std::to_string(kVersion));
  }
  if (head[1] == 0 || head[1] > kMostPieces) return corrupt("an impossible vocabulary");
  if (head[2] != kOrders || head[3] != weights_.size()) {
    return corrupt("other orders or cells than version " + std::to_string(kVersion) + " has");
  }
  std::span<const uint32_t> sizes;
  std::span<const float> weights;
  std::span<const uint16_t> base;
  if (!reader.take(2 * levels_.size(), &sizes) || !reader.take(weights_.size(), &weights) ||
      !reader.take(head[1], &base)) {
    return corrupt("cut off");
  }
  for (std::size_t i = 0; i < weights.size(); ++i) {
    // Also false for NaN.
    if (!(weights[i] >= 0 && weights[i] <= 1)) return corrupt("a weight that is no share");
    weights_[i] = weights[i];
  }
  base_.reserve(base.size());
  for (const uint16_t steps : base)
    base_.push_back(std::exp(-kBaseStep * static_cast<float>(steps)));
  const auto piece_bits =
      static_cast<unsigned>(std::max(1, static_cast<int>(std::bit_width(head[1] - 1))));
  std::size_t below = base.size();
  for (std::size_t i = 0; i < levels_.size(); ++i) {
    Level& level = levels_[i];
    const std::size_t entries = sizes[2 * i + 1];
    level.contexts = sizes[2 * i];
    if (!reader.take_bits(below, &level.continued) || !reader.take_bits(entries, &level.last) ||
        !reader.take_numbers(entries, piece_bits, &level.pieces) ||
        !reader.take_numbers(entries, kProbBits, &level.own)) {
      return corrupt("cut off");
    }
    below = entries;
  }
  if (!reader.at_end()) return corrupt("longer than its tables");
  weigh_pieces();
  return {};
}

void NgramTable::weigh_pieces() {
  // One pass over the entries, whatever a damaged directory says.
  const Level& level = levels_[0];
  backoff_.reserve(base_.size());
  for (std::size_t piece = 0, begin = 0; piece < base_.size(); ++piece) {
    std::size_t end = begin;
    for (bool more = level.continued.test(piece); more && end < level.own.size(); ++end) {
      more = !level.last.test(end);
    }
    backoff_.push_back(backoff_of(level.own, begin, end));
    begin = end;
  }
}

NgramTable::Found NgramTable::context_at(std::size_t level, std::size_t place) const {
  const Level& table = levels_[level];
  if (!table.continued.test(place)) return {};
  const std::size_t index = table.continued.rank(place);
  // Its entries begin behind the last one of the context before it.
  const std::size_t begin = index == 0 ? 0 : table.last.select(index - 1) + 1;
  const std::size_t end = table.last.select(index) + 1;
  // Else the file is damaged: no context has more entries than there are pieces.
  if (index >= table.contexts || begin > end || end > table.pieces.size() ||
      end - begin > base_.size()) {
    return {};
  }
  if (level == 0) return {true, begin, end, backoff_[place]};
  return {true, begin, end, backoff_of(table.own, begin, end)};
}

std::size_t NgramTable::entry(std::size_t level, const Found& found, int32_t piece) const {
  if (piece < 0) return kNone;
  const PackedNumbers& pieces = levels_[level].pieces;
  const auto wanted = static_cast<uint32_t>(piece);
  std::size_t low = found.begin;
  for (std::size_t high = found.end; low < high;) {
    const std::size_t middle = low + (high - low) / 2;
    if (pieces[middle] < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < found.end && pieces[low] == wanted ? low : kNone;
}

NgramTable::Match NgramTable::match(std::span<const int32_t> context) const {
  // Counts begin anew with each line.
  std::array<int32_t, kOrders - 1> last{};  // the nearest first
  std::size_t known = 0;
  for (std::size_t i = context.size(); i-- > 0 && known < last.size();) {
    const int32_t piece = context[i];
    const bool starts_line =
        piece == SpecialIds::kNewline || piece == SpecialIds::kEnd || piece == SpecialIds::kBegin;
    last[known++] = starts_line ? static_cast<int32_t>(SpecialIds::kBegin) : piece;
    if (starts_line) break;
  }
  Match out{};
  for (std::size_t length = 1; length <= known; ++length) {
    // The context's first piece names a context of order 2; each further piece is an entry of it,
    // whose place names the context of the next order.
    if (last[length - 1] < 0) continue;
    Found found = context_at(0, static_cast<std::size_t>(last[length - 1]));
    for (std::size_t level = 0; found.known && level + 1 < length; ++level) {
      const std::size_t place = entry(level, found, last[length - 2 - level]);
      found = place == kNone ? Found() : context_at(level + 1, place);
    }
    out[length - 1] = found;
  }
  return out;
}

double NgramTable::weight(const Match& match) const {
  for (std::size_t i = match.size(); i-- > 0;) {
    if (!match[i].known) continue;
    const float backoff = match[i].backoff;
    const auto bin = static_cast<std::size_t>(std::count_if(
        kEdges.begin(), kEdges.end(), [backoff](float edge) { return backoff <= edge; }));
    return weights_[(i + 1) * kBins + bin];
  }
  return weights_[0];
}

double NgramTable::own_probability(std::size_t level, std::size_t at) const {
  return static_cast<double>(decoded(levels_[level].own[at]));
}

double NgramTable::probability(const Match& match, int32_t piece) const {
  if (piece < 0 || static_cast<std::size_t>(piece) >= base_.size()) return 0;
  double p = base_[static_cast<std::size_t>(piece)];
  for (std::size_t i = 0; i < match.size(); ++i) {
    if (!match[i].known) continue;
    p *= static_cast<double>(match[i].backoff);
    const std::size_t at = entry(i, match[i], piece);
    if (at != kNone) p += own_probability(i, at);
  }
  return p;
}

double NgramTable::probability(std::span<const int32_t> context, int32_t piece) const {
  return probability(match(context), piece);
}

double NgramTable::mix_one(std::span<const int32_t> context, int32_t piece, double log_prob) const {
  const Match found = match(context);
  const double share = weight(found);
  return std::log(std::max((1 - share) * std::exp(log_prob) + share * probability(found, piece),
                           std::numeric_limits<double>::min()));
}

void NgramTable::mix(std::span<const int32_t> context, float total, std::span<float> values) const {
  if (values.size() != base_.size()) {
    for (float& p : values) p /= total;
    return;
  }
  const Match found = match(context);
  const auto share = static_cast<float>(weight(found));
  // What each order's probability is worth after the orders above it.
  float scale = share;
  std::array<float, kOrders - 1> scales{};
  for (std::size_t i = found.size(); i-- > 0;) {
    scales[i] = scale;
    if (found[i].known) scale *= found[i].backoff;
  }
  const float rest = (1 - share) / total;
  for (std::size_t w = 0; w < base_.size(); ++w) values[w] = rest * values[w] + scale * base_[w];
  for (std::size_t i = 0; i < found.size(); ++i) {
    const Level& level = levels_[i];
    for (std::size_t at = found[i].begin; at < found[i].end; ++at) {
      const std::size_t piece = level.pieces[at];
      if (piece < base_.size()) {
        values[piece] += scales[i] * decoded(level.own[at]);
      }
    }
  }
}

}  // namespace inkling
