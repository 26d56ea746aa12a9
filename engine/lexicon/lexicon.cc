#include "engine/lexicon/lexicon.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <limits>
#include <utility>

#include "engine/lexicon/lexicon_format.h"
#include "engine/lexicon/text_key.h"

namespace inkling {

namespace fmt = lexicon_format;

namespace lexicon_format {

uint64_t checksum(std::span<const std::byte> bytes) {
  uint64_t hash = 0xcbf29ce484222325U;
  for (std::size_t i = 0; i < bytes.size(); i += 8) {
    uint64_t word = 0;
    std::memcpy(&word, bytes.data() + i, std::min<std::size_t>(8, bytes.size() - i));
    hash = (hash ^ word) * 0x100000001b3U;
    hash ^= hash >> 29U;
  }
  return hash;
}

uint32_t seen_hash(std::string_view key) {
  uint32_t hash = 0x811c9dc5U;
  for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193U;
  return hash >> kSeenBits << kSeenBits;
}

}  // namespace lexicon_format

namespace {

Error corrupt(const std::string& what) {
  return make_error(ErrorCode::kCorrupt, "lexicon: " + what + "; reinstall the pack");
}

template <typename T>
std::span<const T> as(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
}

std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

using Pairs = std::vector<std::pair<std::string_view, std::string_view>>;

/// Lines "word TAB value", sorted by word.
Status parse_pairs(std::string_view text, Pairs* out) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    const std::size_t tab = line.find('\t');
    if (end == std::string_view::npos || tab == std::string_view::npos) {
      return corrupt("a list of replacements is cut off");
    }
    out->emplace_back(line.substr(0, tab), line.substr(tab + 1));
    text.remove_prefix(end + 1);
  }
  const auto by_word = [](const auto& a, const auto& b) { return a.first < b.first; };
  if (!std::is_sorted(out->begin(), out->end(), by_word)) {
    return corrupt("a list of replacements is not sorted");
  }
  return {};
}

std::vector<std::string> values_of(const Pairs& pairs, std::string_view word) {
  const std::string key = encode_utf8(search_key(word));
  std::vector<std::string> out;
  auto at = std::lower_bound(pairs.begin(), pairs.end(), std::string_view(key),
                             [](const auto& pair, std::string_view k) { return pair.first < k; });
  for (; at != pairs.end() && at->first == key; ++at) out.emplace_back(at->second);
  return out;
}

}  // namespace

Result<std::unique_ptr<Lexicon>> Lexicon::open(const std::string& path) {
  auto file = MappedFile::open(path);
  if (!file) return file.error();
  std::unique_ptr<Lexicon> out(new Lexicon());  // NOLINT: private constructor
  out->file_ = std::move(file.value());
  if (Status attached = out->attach(out->file_.bytes()); !attached.ok()) {
    return make_error(attached.error().code, path + ": " + attached.error().message);
  }
  return out;
}

Result<std::unique_ptr<Lexicon>> Lexicon::from_bytes(std::vector<std::byte> bytes) {
  std::unique_ptr<Lexicon> out(new Lexicon());  // NOLINT: private constructor
  out->owned_ = std::move(bytes);
  if (Status attached = out->attach(out->owned_); !attached.ok()) return attached.error();
  return out;
}

Status Lexicon::attach(std::span<const std::byte> data) {
  data_ = data;
  if (data.size() < fmt::kHeaderBytes ||
      std::memcmp(data.data(), fmt::kMagic, sizeof fmt::kMagic) != 0) {
    return corrupt("not a lexicon file");
  }
  uint32_t head[2];
  uint64_t sizes[2];
  std::memcpy(head, data.data() + 8, sizeof head);
  std::memcpy(sizes, data.data() + 16, sizeof sizes);
  if (head[0] != fmt::kVersion) {
    return make_error(ErrorCode::kUnsupported, "lexicon: version " + std::to_string(head[0]) +
                                                   " of the format; this build reads " +
                                                   std::to_string(fmt::kVersion));
  }
  if (sizes[0] != data.size()) return corrupt("the file is cut off or has grown");
  if (sizes[1] != fmt::checksum(data.subspan(fmt::kHeaderBytes))) return corrupt("damaged");
  if (head[1] > fmt::kMaxSections ||
      fmt::kHeaderBytes + head[1] * fmt::kSectionRecordBytes > data.size()) {
    return corrupt("the table of sections is beyond the file");
  }
  std::span<const std::byte> sections[fmt::kLastSection + 1];
  for (uint32_t i = 0; i < head[1]; ++i) {
    const std::byte* record = data.data() + fmt::kHeaderBytes + i * fmt::kSectionRecordBytes;
    uint32_t id = 0;
    uint64_t place[2];
    std::memcpy(&id, record, sizeof id);
    std::memcpy(place, record + 8, sizeof place);
    if (place[0] % 8 != 0 || place[0] > data.size() || place[1] > data.size() - place[0]) {
      return corrupt("section " + std::to_string(id) + " is beyond the file");
    }
    if (id < std::size(sections)) sections[id] = data.subspan(place[0], place[1]);
  }
  const auto meta = as<uint32_t>(sections[fmt::kSectionMeta]);
  if (meta.size() < 3 || meta[0] == 0 || meta[0] > fmt::kMaxNodes ||
      meta[1] > meta[0] * fmt::kMaxEntriesPerNode || meta[2] > fmt::kMaxAlphabet) {
    return corrupt("impossible sizes");
  }
  node_count_ = meta[0];
  entry_count_ = meta[1];
  const auto letters = as<uint32_t>(sections[fmt::kSectionAlphabet]);
  alphabet_.assign(1, U'\0');
  for (const uint32_t letter : letters) alphabet_.push_back(static_cast<char32_t>(letter));
  nodes_ = as<uint32_t>(sections[fmt::kSectionNodes]);
  best_ = as<uint8_t>(sections[fmt::kSectionBest]);
  counts_ = as<uint64_t>(sections[fmt::kSectionCounts]);
  count_sums_ = as<uint32_t>(sections[fmt::kSectionCountSums]);
  probs_ = as<uint16_t>(sections[fmt::kSectionProbs]);
  flags_ = as<uint8_t>(sections[fmt::kSectionFlags]);
  spelled_ = as<uint32_t>(sections[fmt::kSectionSpelled]);
  spelled_text_ = as_text(sections[fmt::kSectionSpelledText]);
  const std::size_t groups = (node_count_ + 31) / 32;
  if (letters.size() != meta[2] || nodes_.size() != node_count_ || best_.size() != node_count_ ||
      counts_.size() != groups || count_sums_.size() != groups || probs_.size() != entry_count_ ||
      flags_.size() != entry_count_ || spelled_.size() % 2 != 0) {
    return corrupt("a section has another size than it says");
  }
  // Children follow their parents and never overlap: every walk ends inside the array.
  uint32_t next = 1;
  for (std::size_t n = 0; n < node_count_; ++n) {
    const uint32_t first = nodes_[n] >> 8U;
    if (first < next || (n == 0 && first != 1) || first > node_count_ || first <= n ||
        (nodes_[n] & 0xffU) > letters.size() || ((nodes_[n] & 0xffU) == 0) != (n == 0)) {
      return corrupt("the trie is not a tree");
    }
    next = first;
  }
  uint32_t total = 0;
  for (std::size_t g = 0; g < groups; ++g) {
    if (count_sums_[g] != total) return corrupt("the numbers of entries do not add up");
    total += sum_fields(counts_[g]);
  }
  const std::size_t tail = node_count_ % 32;
  if (total != entry_count_ || (tail != 0 && (counts_.back() >> (2 * tail)) != 0)) {
    return corrupt("the numbers of entries do not add up");
  }
  for (std::size_t i = 0; i < spelled_.size(); i += 2) {
    if (spelled_[i] >= entry_count_ || spelled_[i + 1] >= spelled_text_.size() ||
        (i > 0 && spelled_[i] <= spelled_[i - 2])) {
      return corrupt("the list of irregular spellings is damaged");
    }
  }
  if (!spelled_text_.empty() && spelled_text_.back() != '\0') {
    return corrupt("the list of irregular spellings is cut off");
  }
  seen_ = as<uint32_t>(sections[fmt::kSectionSeen]);
  if (!std::is_sorted(seen_.begin(), seen_.end())) return corrupt("the words seen are not sorted");
  if (Status done = parse_pairs(as_text(sections[fmt::kSectionEmoji]), &emoji_); !done.ok()) {
    return done;
  }
  return parse_joined(as_text(sections[fmt::kSectionJoined]));
}

std::optional<LexiconNode> Lexicon::child(LexiconNode node, char32_t letter) const {
  const auto found = std::lower_bound(alphabet_.begin() + 1, alphabet_.end(), letter);
  if (found == alphabet_.end() || *found != letter) return std::nullopt;
  const auto symbol = static_cast<uint32_t>(found - alphabet_.begin());
  const auto [first, last] = children(node);
  // Siblings are sorted by symbol; most nodes have few.
  for (LexiconNode n = first; n < last; ++n) {
    const uint32_t other = nodes_[n] & 0xffU;
    if (other == symbol) return n;
    if (other > symbol) break;
  }
  return std::nullopt;
}

std::optional<LexiconNode> Lexicon::node_of(std::u32string_view key) const {
  LexiconNode node = kRoot;
  for (const char32_t letter : key) {
    const auto next = child(node, letter);
    if (!next) return std::nullopt;
    node = *next;
  }
  return node;
}

LexiconNode Lexicon::parent(LexiconNode node) const {
  // The last node whose children begin at or before `node`.
  const auto after = std::upper_bound(nodes_.begin(), nodes_.end(), node,
                                      [](LexiconNode n, uint32_t x) { return n < (x >> 8U); });
  return static_cast<LexiconNode>(after - nodes_.begin() - 1);
}

LexiconNode Lexicon::node_of_entry(uint32_t id) const {
  const auto group = std::upper_bound(count_sums_.begin(), count_sums_.end(), id);
  const auto index = static_cast<std::size_t>(group - count_sums_.begin() - 1);
  uint32_t before = count_sums_[index];
  for (unsigned i = 0; i < 32; ++i) {
    before += static_cast<uint32_t>((counts_[index] >> (2 * i)) & 3U);
    if (id < before) return static_cast<LexiconNode>(index * 32 + i);
  }
  return kRoot;
}

std::u32string Lexicon::key_of(LexiconNode node) const {
  std::u32string key;
  if (node >= node_count_) return key;
  for (; node != kRoot; node = parent(node)) key.push_back(letter(node));
  std::reverse(key.begin(), key.end());
  return key;
}

std::string Lexicon::apply_case(std::u32string key, uint32_t id) const {
  switch (flags_[id] >> fmt::kCaseShift) {
    case fmt::kCaseTitle:
      if (!key.empty()) key[0] = upper_letter(key[0]);
      break;
    case fmt::kCaseUpper:
      for (char32_t& c : key) c = upper_letter(c);
      break;
    case fmt::kCaseSpelled: {
      std::size_t low = 0;
      std::size_t high = spelled_.size() / 2;
      while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (spelled_[2 * middle] < id) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      if (low < spelled_.size() / 2 && spelled_[2 * low] == id) {
        const std::string_view text = spelled_text_.substr(spelled_[2 * low + 1]);
        return std::string(text.substr(0, text.find('\0')));
      }
      break;
    }
    default:
      break;
  }
  return encode_utf8(key);
}

std::string Lexicon::text(uint32_t id) const {
  return id < entry_count_ ? apply_case(key_of(node_of_entry(id)), id) : std::string();
}

std::vector<LexiconEntry> Lexicon::entries_at(LexiconNode node) const {
  const auto [first, last] = entry_ids(node);
  std::vector<LexiconEntry> out;
  if (first == last) return out;
  const std::u32string key = key_of(node);
  for (uint32_t id = first; id < last; ++id) {
    out.push_back({id, apply_case(key, id), log_prob(id), flags(id)});
  }
  return out;
}

std::vector<std::string> Lexicon::emoji_for(std::string_view word) const {
  return values_of(emoji_, word);
}

std::optional<Lexicon::Joined> Lexicon::joined(std::string_view typed) const {
  const std::string key = encode_utf8(search_key(typed));
  const auto at =
      std::lower_bound(joined_.begin(), joined_.end(), std::string_view(key),
                       [](const auto& entry, std::string_view k) { return entry.first < k; });
  if (at == joined_.end() || at->first != key) return std::nullopt;
  return at->second;
}

Status Lexicon::parse_joined(std::string_view text) {
  Pairs lines;
  if (Status done = parse_pairs(text, &lines); !done.ok()) return done;
  for (const auto& [word, value] : lines) {
    uint32_t steps = 0;
    const auto [rest, error] = std::from_chars(value.data(), value.data() + value.size(), steps);
    const auto digits = static_cast<std::size_t>(rest - value.data());
    if (error != std::errc() || digits + 1 >= value.size() || value[digits] != ' ') {
      return corrupt("a word that is two has no cost");
    }
    joined_.emplace_back(
        word, Joined{value.substr(digits + 1), static_cast<float>(steps) * fmt::kJoinedStep});
  }
  return {};
}

}  // namespace inkling
