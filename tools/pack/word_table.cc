#include "tools/pack/word_table.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <functional>

#include "engine/lexicon/text_key.h"
#include "tools/pack/list_reader.h"

namespace inkling {
namespace {

using Cells = std::vector<std::string_view>;

// Sightings as one word that are too few to tell how usual that is.
constexpr double kFewJoined = 8;
// What is so often one word is one ("lowkey", "dropdown"): spaces are forgotten more seldom.
constexpr double kMostJoined = 0.1;

double number(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string key_of(std::string_view word) { return encode_utf8(search_key(word)); }

/// Letters with inner apostrophes, no longer than a keyboard would complete.
bool is_word(std::string_view text) {
  constexpr std::size_t kMaxLetters = 32;
  const std::u32string letters = decode_utf8(text);
  if (letters.empty() || letters.size() > kMaxLetters) return false;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const bool apostrophe = letters[i] == U'\'';
    if (apostrophe && (i == 0 || i + 1 == letters.size())) return false;
    const char32_t lower = lower_letter(letters[i]);
    const bool ascii = lower >= U'a' && lower <= U'z';
    const bool latin = lower >= U'\u00DF' && lower <= U'\u024F' && lower != U'\u00F7';
    if (!apostrophe && !ascii && !latin) return false;
  }
  return true;
}

class TableReader {
 public:
  TableReader(const BuildOptions& options, BuildReport* report)
      : options_(options), report_(report) {}

  Result<WordTable> read();

 private:
  /// The list's path with or without .xz; empty when there is none.
  std::string find(const std::string& name) const {
    for (const char* ending : {".tsv", ".tsv.xz"}) {
      std::error_code ec;
      std::string path = options_.lists_dir + "/" + name + ending;
      if (std::filesystem::is_regular_file(path, ec)) return path;
    }
    return {};
  }
  void list(const std::string& name, const std::function<void(const Cells&)>& row) {
    const std::string path = find(name);
    if (path.empty()) {
      report_->warnings.push_back(options_.lists_dir + "/" + name + ".tsv is not there");
      return;
    }
    report_->sources.push_back(name);
    file(path, row);
  }
  void file(const std::string& path, const std::function<void(const Cells&)>& row) {
    if (!status_.ok()) return;
    status_ = read_list(path, row);
  }
  WordEvidence* word(std::string_view text) {
    return is_word(text) ? &table_.words[key_of(text)] : nullptr;
  }
  /// Reads counts into a share of their sum.
  void counts(const std::string& name, double WordEvidence::*field);
  void scale(double WordEvidence::*field);
  void read_curated();
  void read_flags();
  void read_typed();
  void read_typos();
  void read_emoji();

  const BuildOptions& options_;
  BuildReport* report_;
  WordTable table_;
  Status status_;
};

void TableReader::counts(const std::string& name, double WordEvidence::*field) {
  list(name, [&](const Cells& cells) {
    if (cells.size() < 2) return;
    if (WordEvidence* w = word(cells[0])) w->*field += number(cells[1]);
  });
  scale(field);
}

void TableReader::scale(double WordEvidence::*field) {
  double total = 0;
  for (const auto& [key, w] : table_.words) total += w.*field;
  if (total <= 0) return;
  for (auto& [key, w] : table_.words) w.*field /= total;
}

void TableReader::read_curated() {
  for (const char* name : {"aosp_en_wordlist", "aosp_en_US_wordlist"}) {
    list(name, [&](const Cells& cells) {
      if (cells.size() < 2) return;
      WordEvidence* w = word(cells[0]);
      if (w == nullptr) return;
      const int f = static_cast<int>(number(cells[1]));
      w->aosp = std::max(w->aosp, f);
      if (f > 0) ++w->listed_forms[std::string(cells[0])];
    });
  }
  list("scowl_en_US_le70", [&](const Cells& cells) {
    if (cells.size() < 2) return;
    WordEvidence* w = word(cells[0]);
    if (w == nullptr) return;
    const int size = static_cast<int>(number(cells[1].substr(0, cells[1].find(':'))));
    w->scowl = w->scowl == 0 ? size : std::min(w->scowl, size);
    ++w->listed_forms[std::string(cells[0])];
    if (cells[1].ends_with(":abbreviations")) w->abbreviation = true;
  });
  for (const char* name : {"names_female_en", "names_male_en"}) {
    list(name, [&](const Cells& cells) {
      WordEvidence* w = word(cells[0]);
      if (w == nullptr) return;
      w->name = true;
      ++w->listed_forms[std::string(cells[0])];
    });
  }
}

void TableReader::read_flags() {
  list("aosp_en_wordlist_offensive", [&](const Cells& cells) {
    if (WordEvidence* w = word(cells[0])) w->aosp_offensive = true;
  });
  list("ldnoobw_en", [&](const Cells& cells) {
    if (WordEvidence* w = word(cells[0])) w->listed_offensive = true;
  });
  list("cuss_en", [&](const Cells& cells) {
    if (cells.size() < 2) return;
    if (WordEvidence* w = word(cells[0])) w->sureness = static_cast<int>(number(cells[1]));
  });
}

void TableReader::read_typed() {
  if (!options_.unigrams_path.empty()) {
    report_->sources.emplace_back("unigrams");
    file(options_.unigrams_path, [&](const Cells& cells) {
      if (cells.size() < 2) return;
      if (WordEvidence* w = word(cells[0])) w->typed += number(cells[1]);
    });
    scale(&WordEvidence::typed);
  }
  if (!options_.cases_path.empty()) {
    report_->sources.emplace_back("cases");
    file(options_.cases_path, [&](const Cells& cells) {
      if (cells.size() < 3) return;
      if (WordEvidence* w = word(cells[1]))
        w->typed_forms[std::string(cells[1])] += number(cells[2]);
    });
  }
  if (!options_.joined_path.empty()) {
    report_->sources.emplace_back("joined");
    file(options_.joined_path, [&](const Cells& cells) {
      if (cells.size() < 3) return;
      const double as_one = number(cells[1]);
      const double as_two = number(cells[2]);
      const double share = as_one / (as_one + as_two);
      if (as_one > as_two || (as_one >= kFewJoined && share > kMostJoined)) {
        table_.one_word.insert(key_of(cells[0]));
      } else if (as_one >= kFewJoined) {
        table_.two_words[key_of(cells[0])] = share;
      }
    });
  }
}

void TableReader::read_typos() {
  if (options_.typos_dir.empty()) return;
  std::error_code ec;
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(options_.typos_dir, ec)) {
    paths.push_back(entry.path().string());
  }
  if (ec) {
    status_ = make_error(ErrorCode::kNotFound, options_.typos_dir + ": cannot be listed");
    return;
  }
  std::sort(paths.begin(), paths.end());
  for (const std::string& path : paths) {
    // Tweets are full of deliberate spellings ("u"), which are not slips.
    const bool deliberate = path.find("multilexnorm") != std::string::npos;
    file(path, [&](const Cells& cells) {
      if (cells.size() < 2 || !is_word(cells[0]) || !is_word(cells[1])) return;
      std::string typo = key_of(cells[0]);
      std::string meant = key_of(cells[1]);
      if (!deliberate) {
        table_.typos.emplace(std::move(typo), std::move(meant));
      } else if (meant.size() >= typo.size() + 2) {
        table_.abbreviations.insert(std::move(typo));
      }
    });
  }
}

void TableReader::read_emoji() {
  list("aosp_en_emoji_shortcuts", [&](const Cells& cells) {
    constexpr std::string_view kArrow = " => ";
    const std::size_t at = cells[0].find(kArrow);
    if (at == std::string_view::npos) return;
    const std::string_view word = cells[0].substr(0, at);
    if (is_word(word)) table_.emoji.emplace_back(word, cells[0].substr(at + kArrow.size()));
  });
}

Result<WordTable> TableReader::read() {
  counts("wordfreq_large_en", &WordEvidence::web);
  counts("opensubtitles2018_en_50k", &WordEvidence::subtitles);
  counts("symspell_en_82765", &WordEvidence::books);
  read_curated();
  read_flags();
  read_typed();
  read_typos();
  read_emoji();
  if (!status_.ok()) return status_.error();
  if (report_->sources.empty()) {
    return make_error(ErrorCode::kNotFound, options_.lists_dir + ": no word lists there");
  }
  return std::move(table_);
}

}  // namespace

Result<WordTable> read_word_table(const BuildOptions& options, BuildReport* report) {
  return TableReader(options, report).read();
}

}  // namespace inkling
