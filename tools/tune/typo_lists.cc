#include "tools/tune/typo_lists.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "engine/lexicon/text_key.h"
#include "tools/pack/list_reader.h"
#include "tools/tune/edit_lattice.h"

namespace inkling {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestWord = 24;
constexpr std::size_t kApostrophe = 26;
constexpr std::size_t kOther = 27;

/// typo and word, lower case, of one group.
using PairSet = std::map<std::pair<std::string, std::string>, TypoPair>;

std::string list_name(const std::string& path) {
  std::string name = fs::path(path).filename().string();
  return name.substr(0, name.find('.'));
}

/// Lists of a folder that are no misspellings of one English word by another string of letters.
bool is_other_material(const std::string& name) {
  return name.starts_with("multilexnorm") || name.starts_with("okt") || name.ends_with("_ko");
}

Result<std::vector<std::string>> list_files(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code failed;
    if (!fs::is_directory(path, failed)) {
      files.push_back(path);
      continue;
    }
    for (const auto& entry : fs::directory_iterator(path, failed)) {
      const std::string file = entry.path().string();
      const bool list = file.ends_with(".tsv") || file.ends_with(".tsv.xz");
      if (list && !is_other_material(list_name(file))) files.push_back(file);
    }
    if (failed) return make_error(ErrorCode::kIo, path + ": " + failed.message());
  }
  std::sort(files.begin(), files.end());
  if (!files.empty()) return files;
  return make_error(ErrorCode::kInvalidArgument, "no list of typos (.tsv, .tsv.xz) was named");
}

/// Nothing when a letter is none of a-z, the apostrophe, or one of them with an accent.
std::optional<LetterClasses> classes_of(const std::u32string& key) {
  LetterClasses classes;
  for (const char32_t letter : key) {
    const std::size_t found = spelling_class(letter);
    if (found == kOther) return std::nullopt;
    classes.push_back(static_cast<uint8_t>(found));
  }
  return classes;
}

/// A misspelling that the tables can explain; apostrophes have costs of their own.
std::optional<TypoPair> make_pair(const std::u32string& typo, const std::u32string& word) {
  if (typo.size() > kLongestWord || word.size() > kLongestWord) return std::nullopt;
  auto typed = classes_of(typo);
  auto meant = classes_of(word);
  if (!typed || !meant || *typed == *meant) return std::nullopt;
  const std::size_t longer = std::max(typed->size(), meant->size());
  if (longer - std::min(typed->size(), meant->size()) > EditLattice::kBand) return std::nullopt;
  const auto apostrophes = [](const LetterClasses& classes) {
    return std::count(classes.begin(), classes.end(), static_cast<uint8_t>(kApostrophe));
  };
  if (apostrophes(*typed) != apostrophes(*meant)) return std::nullopt;
  TypoPair pair;
  pair.typed = std::move(*typed);
  pair.meant = std::move(*meant);
  return pair;
}

struct ListColumns {
  std::size_t typo = 0;
  std::size_t correct = 0;
};

std::optional<ListColumns> find_columns(const std::vector<std::string_view>& header) {
  const auto typo = std::find(header.begin(), header.end(), "typo");
  const auto correct = std::find(header.begin(), header.end(), "correct");
  if (typo == header.end() || correct == header.end()) return std::nullopt;
  return ListColumns{static_cast<std::size_t>(typo - header.begin()),
                     static_cast<std::size_t>(correct - header.begin())};
}

Status read_one(const std::string& path, TypoCorpus* corpus, PairSet* pairs) {
  std::optional<ListColumns> columns;
  std::optional<Error> failed;
  const auto complain = [&](std::size_t line, const std::string& what) {
    failed = make_error(ErrorCode::kCorrupt, path + ": line " + std::to_string(line) + ": " + what);
  };
  const Status read = read_numbered_list(path, [&](std::size_t line, const auto& cells) {
    if (failed) return;
    if (!columns) {
      columns = find_columns(cells);
      if (!columns) complain(line, R"(the header must name the columns "typo" and "correct")");
      return;
    }
    ++corpus->rows;
    if (cells.size() <= std::max(columns->typo, columns->correct) || cells[columns->typo].empty() ||
        cells[columns->correct].empty()) {
      return complain(line, R"("typo" and "correct" must not be empty)");
    }
    const std::u32string typo = search_key(cells[columns->typo]);
    const std::u32string word = search_key(cells[columns->correct]);
    if (typo.find(U'\uFFFD') != typo.npos || word.find(U'\uFFFD') != word.npos) {
      return complain(line, "not UTF-8");
    }
    auto pair = make_pair(typo, word);
    if (!pair) {
      ++corpus->skipped;
      return;
    }
    const std::string correct = encode_utf8(word);
    pair->fold = fold_of(correct);
    pairs->emplace(std::pair(encode_utf8(typo), correct), std::move(*pair));
  });
  if (!read) return read.error();
  if (failed) return *failed;
  return {};
}

}  // namespace

Fold fold_of(std::string_view word) {
  // FNV-1a and a last stirring: the split must be the same everywhere and always.
  uint64_t hash = 14695981039346656037ULL;
  for (const char c : word.substr(0, 5)) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  }
  hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdULL;
  const uint64_t part = (hash ^ (hash >> 33)) % 10;
  if (part == 9) return Fold::kHeldOut;
  return part == 8 ? Fold::kStop : Fold::kFit;
}

Result<TypoCorpus> read_typo_lists(const std::vector<std::string>& paths) {
  const auto files = list_files(paths);
  if (!files) return files.error();
  TypoCorpus corpus;
  std::map<std::string, PairSet> groups;
  for (const std::string& file : *files) {
    const std::string name = list_name(file);
    const Status read = read_one(file, &corpus, &groups[name.ends_with("_fit") ? name : "other"]);
    if (!read) return read.error();
  }
  double squares = 0;  // of the weights, when they sum to 1
  std::erase_if(groups, [](const auto& group) { return group.second.empty(); });
  const auto group_count = static_cast<double>(groups.size());
  for (const auto& [name, pairs] : groups) {
    squares += 1 / (group_count * group_count * static_cast<double>(pairs.size()));
  }
  for (auto& [name, pairs] : groups) {
    for (auto& [words, pair] : pairs) {
      pair.group = corpus.groups.size();
      pair.weight = 1 / (squares * group_count * static_cast<double>(pairs.size()));
      corpus.pairs.push_back(std::move(pair));
    }
    corpus.groups.push_back(name);
  }
  if (!corpus.pairs.empty()) return corpus;
  return make_error(ErrorCode::kInvalidArgument,
                    "the lists hold no misspelling of one word in the letters a-z");
}

}  // namespace inkling
