#include "tools/pack/lexicon_writer.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <set>
#include <span>

#include "engine/lexicon/lexicon.h"
#include "engine/lexicon/lexicon_format.h"
#include "engine/lexicon/text_key.h"

namespace inkling {

namespace fmt = lexicon_format;

namespace {

using Keys = std::map<std::u32string, std::vector<const LexiconWord*>>;

constexpr std::size_t kMaxKey = 64;  // letters

Result<Keys> group_by_key(const std::vector<LexiconWord>& words) {
  Keys keys;
  for (const LexiconWord& word : words) {
    const std::u32string key = search_key(word.text);
    if (key.empty() || key.size() > kMaxKey || word.text.find('\0') != std::string::npos ||
        !(word.log_prob <= 0)) {
      return make_error(ErrorCode::kInvalidArgument,
                        "the word \"" + word.text + "\" cannot be in a lexicon");
    }
    keys[key].push_back(&word);
  }
  for (auto& [key, forms] : keys) {
    std::stable_sort(forms.begin(), forms.end(), [](const LexiconWord* a, const LexiconWord* b) {
      return a->log_prob > b->log_prob;
    });
    std::set<std::string_view> seen;
    std::erase_if(forms, [&seen](const LexiconWord* w) { return !seen.insert(w->text).second; });
    if (forms.size() > fmt::kMaxEntriesPerNode) forms.resize(fmt::kMaxEntriesPerNode);
  }
  return keys;
}

fmt::CaseKind case_kind(const std::u32string& key, const std::string& text) {
  if (encode_utf8(key) == text) return fmt::kCaseLower;
  std::u32string other = key;
  other[0] = upper_letter(other[0]);
  if (encode_utf8(other) == text) return fmt::kCaseTitle;
  for (char32_t& c : other) c = upper_letter(c);
  if (encode_utf8(other) == text) return fmt::kCaseUpper;
  return fmt::kCaseSpelled;
}

/// The trie, level by level, as the format wants it.
struct Arrays {
  std::vector<uint32_t> alphabet, nodes, count_sums, spelled;
  std::vector<uint8_t> best, flags;
  std::vector<uint64_t> counts;
  std::vector<uint16_t> probs;
  std::string spelled_text;
};

/// A node under construction: the sorted keys [first, last) share their first `depth` letters.
struct Pending {
  Keys::const_iterator first, last;
  std::size_t depth;
  uint32_t parent;
};

void add_entries(const std::u32string& key, const std::vector<const LexiconWord*>& forms,
                 Arrays* out, double* best) {
  for (const LexiconWord* form : forms) {
    const auto id = static_cast<uint32_t>(out->probs.size());
    const double steps =
        std::min(-static_cast<double>(form->log_prob) / Lexicon::kProbStep, 65535.0);
    out->probs.push_back(static_cast<uint16_t>(std::lround(steps)));
    const fmt::CaseKind kind = case_kind(key, form->text);
    out->flags.push_back(
        static_cast<uint8_t>((form->flags & fmt::kFlagMask) | (kind << fmt::kCaseShift)));
    if (kind == fmt::kCaseSpelled) {
      out->spelled.push_back(id);
      out->spelled.push_back(static_cast<uint32_t>(out->spelled_text.size()));
      out->spelled_text += form->text;
      out->spelled_text.push_back('\0');
    }
    *best = std::max(*best, -static_cast<double>(out->probs.back()) * Lexicon::kProbStep);
  }
}

Status build_trie(const Keys& keys, Arrays* out) {
  std::set<char32_t> letters;
  for (const auto& [key, forms] : keys) letters.insert(key.begin(), key.end());
  if (letters.size() > fmt::kMaxAlphabet) {
    return make_error(ErrorCode::kInvalidArgument, "the words use " +
                                                       std::to_string(letters.size()) +
                                                       " different letters; a lexicon holds 255");
  }
  out->alphabet.assign(letters.begin(), letters.end());
  const auto symbol_of = [out](char32_t c) {
    const auto at = std::lower_bound(out->alphabet.begin(), out->alphabet.end(), c);
    return static_cast<uint32_t>(at - out->alphabet.begin()) + 1;
  };
  std::vector<Pending> queue = {{keys.begin(), keys.end(), 0, 0}};
  std::vector<double> best;
  for (std::size_t n = 0; n < queue.size(); ++n) {
    Pending node = queue[n];
    if (queue.size() > fmt::kMaxNodes) {
      return make_error(ErrorCode::kInvalidArgument, "too many words for one lexicon");
    }
    const uint32_t symbol = n == 0 ? 0 : symbol_of(node.first->first[node.depth - 1]);
    best.push_back(-1e9);
    if (n % 32 == 0) {
      out->counts.push_back(0);
      out->count_sums.push_back(static_cast<uint32_t>(out->probs.size()));
    }
    if (n > 0 && node.first->first.size() == node.depth) {
      add_entries(node.first->first, node.first->second, out, &best.back());
      out->counts.back() |= static_cast<uint64_t>(node.first->second.size()) << (2 * (n % 32));
      ++node.first;
    }
    out->nodes.push_back(static_cast<uint32_t>(queue.size()) << 8U | symbol);
    while (node.first != node.last) {
      const char32_t letter = node.first->first[node.depth];
      auto end = node.first;
      while (end != node.last && end->first[node.depth] == letter) ++end;
      queue.push_back({node.first, end, node.depth + 1, static_cast<uint32_t>(n)});
      node.first = end;
    }
  }
  for (std::size_t n = queue.size() - 1; n > 0; --n) {
    best[queue[n].parent] = std::max(best[queue[n].parent], best[n]);
  }
  for (const double b : best) {
    // Rounded towards zero: the bound must never be too low.
    const double steps = std::floor(-b / static_cast<double>(Lexicon::kBestStep));
    out->best.push_back(static_cast<uint8_t>(std::clamp(steps, 0.0, 255.0)));
  }
  return {};
}

Result<std::string> pairs_text(std::vector<std::pair<std::string, std::string>> pairs) {
  for (auto& [word, value] : pairs) {
    word = encode_utf8(search_key(word));
    if (word.find_first_of("\t\n") != std::string::npos ||
        value.find_first_of("\t\n") != std::string::npos) {
      return make_error(ErrorCode::kInvalidArgument,
                        "\"" + word + "\" has a tab or a line end in it");
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string out;
  for (const auto& [word, value] : pairs) {
    out.append(word).append(1, '\t').append(value).append(1, '\n');
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> joined_pairs(
    const std::vector<JoinedWords>& joined) {
  std::vector<std::pair<std::string, std::string>> out;
  out.reserve(joined.size());
  for (const JoinedWords& j : joined) {
    const auto steps = std::max(0L, std::lround(j.cost / fmt::kJoinedStep));
    out.emplace_back(j.typed, std::to_string(steps) + ' ' + j.words);
  }
  return out;
}

std::vector<uint32_t> pack_seen(const std::vector<std::pair<std::string, float>>& seen) {
  constexpr float kMostSteps = (1U << fmt::kSeenBits) - 1;
  std::vector<uint32_t> out;
  out.reserve(seen.size());
  for (const auto& [word, log_prob] : seen) {
    const float steps = std::round((-log_prob - fmt::kSeenBest) / fmt::kSeenStep);
    out.push_back(fmt::seen_hash(encode_utf8(search_key(word))) |
                  static_cast<uint32_t>(std::clamp(steps, 0.0F, kMostSteps)));
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// Collects sections and lays the file out.
class FileBuilder {
 public:
  template <typename T>
  void add(fmt::Section id, const T& values) {
    std::vector<std::byte> bytes(values.size() * sizeof(*values.data()));
    if (!bytes.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
    sections_.emplace_back(id, std::move(bytes));
  }

  [[nodiscard]] std::vector<std::byte> bytes() const {
    std::vector<std::byte> out(fmt::kHeaderBytes + sections_.size() * fmt::kSectionRecordBytes);
    for (std::size_t i = 0; i < sections_.size(); ++i) {
      const auto& [id, data] = sections_[i];
      out.resize((out.size() + 7) / 8 * 8);
      const uint64_t place[2] = {out.size(), data.size()};
      std::byte* record = out.data() + fmt::kHeaderBytes + i * fmt::kSectionRecordBytes;
      std::memcpy(record, &id, sizeof id);
      std::memcpy(record + 8, place, sizeof place);
      out.insert(out.end(), data.begin(), data.end());
    }
    const auto count = static_cast<uint32_t>(sections_.size());
    const uint64_t size = out.size();
    const uint64_t sum = fmt::checksum(std::span<const std::byte>(out).subspan(fmt::kHeaderBytes));
    std::memcpy(out.data(), fmt::kMagic, sizeof fmt::kMagic);
    std::memcpy(out.data() + 8, &fmt::kVersion, sizeof fmt::kVersion);
    std::memcpy(out.data() + 12, &count, sizeof count);
    std::memcpy(out.data() + 16, &size, sizeof size);
    std::memcpy(out.data() + 24, &sum, sizeof sum);
    return out;
  }

 private:
  std::vector<std::pair<uint32_t, std::vector<std::byte>>> sections_;
};

}  // namespace

Result<std::vector<std::byte>> write_lexicon(const LexiconSource& source) {
  auto keys = group_by_key(source.words);
  if (!keys) return keys.error();
  Arrays arrays;
  if (Status built = build_trie(*keys, &arrays); !built.ok()) return built.error();
  auto emoji = pairs_text(source.emoji);
  if (!emoji) return emoji.error();
  auto joined = pairs_text(joined_pairs(source.joined));
  if (!joined) return joined.error();
  const std::vector<uint32_t> meta = {static_cast<uint32_t>(arrays.nodes.size()),
                                      static_cast<uint32_t>(arrays.probs.size()),
                                      static_cast<uint32_t>(arrays.alphabet.size()), 0};
  FileBuilder file;
  file.add(fmt::kSectionMeta, meta);
  file.add(fmt::kSectionAlphabet, arrays.alphabet);
  file.add(fmt::kSectionNodes, arrays.nodes);
  file.add(fmt::kSectionBest, arrays.best);
  file.add(fmt::kSectionCounts, arrays.counts);
  file.add(fmt::kSectionCountSums, arrays.count_sums);
  file.add(fmt::kSectionProbs, arrays.probs);
  file.add(fmt::kSectionFlags, arrays.flags);
  file.add(fmt::kSectionSpelled, arrays.spelled);
  file.add(fmt::kSectionSpelledText, arrays.spelled_text);
  file.add(fmt::kSectionEmoji, *emoji);
  file.add(fmt::kSectionSeen, pack_seen(source.seen));
  file.add(fmt::kSectionJoined, *joined);
  return file.bytes();
}

}  // namespace inkling
