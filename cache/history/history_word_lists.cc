#include "cache/history/history_word_lists.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "cache/history/history_merge.h"
#include "cache/history/history_rules.h"

namespace inkling {
namespace {

constexpr std::size_t kLongestLine = 4096;
constexpr std::size_t kMostEntries = 250'000;
constexpr double kMostUses = 100;  // of a word, whatever a list says
constexpr const char* kPhrase = "of several words without a shortcut";
constexpr const char* kNeverOffered = "that the other keyboard never offers";

/// One entry, whatever it was written like.
struct Entry {
  std::string typed;  // a shortcut for `word`; may be empty
  std::string word;
  std::string language;  // may be empty
  double uses = kAddedUses;
  bool is_word = true;  // else only what a shortcut stands for
};

/// Lines in, changes out: what all formats have in common.
class List {
 public:
  List(TextSource* source, int64_t now) : source_(*source), now_(now) {}

  /// The next line that is neither empty nor a comment; nothing at the end.
  Result<std::optional<std::string>> next() {
    while (true) {
      number_ = source_.next_line_number();
      auto line = source_.line(kLongestLine);
      if (!line) return line;
      if (auto trouble = source_.trouble()) return *std::move(trouble);
      if (!*line) return line;
      std::string& text = **line;
      const bool comment = text.starts_with('#');
      if (text.find_first_not_of(" \t") == std::string::npos) continue;
      if (!is_text(text)) {
        return error("this is not UTF-8 text; save the list as UTF-8, one word a line");
      }
      if (!comment) return line;
      gboard_ = gboard_ || text.starts_with("# Gboard Dictionary");
    }
  }
  [[nodiscard]] Error error(const std::string& what) const { return error_in_line(number_, what); }
  [[nodiscard]] bool said_gboard() const { return gboard_; }

  /// Takes it in or counts why not.
  Status add(const Entry& entry) {
    if (++out_.report.entries > kMostEntries) {
      return error("more than 250000 entries, which is a language and not a person's dictionary");
    }
    bool taken = false;
    if (!entry.typed.empty() && is_clean_text(entry.typed, kMaxWordBytes) &&
        is_clean_text(entry.word, kMaxExpansionBytes)) {
      HistoryOp op;
      op.kind = HistoryOp::Kind::kShortcut;
      op.a = entry.typed;
      op.b = entry.word;
      shortcuts_.push_back(std::move(op));
      taken = true;
    }
    const bool phrase = entry.word.find(' ') != std::string::npos;
    const char* why = entry.word.empty() ? kTooLong : phrase ? kPhrase : why_not_stored(entry.word);
    if (entry.is_word && why == nullptr) {
      taken = true;
      if (seen_.insert(history_key(entry.word)).second) {
        out_.ops.push_back(personal_word(entry.word, entry.uses, now_));
        if (is_language_tag(entry.language)) out_.ops.back().c = entry.language;
      }
    }
    if (!taken) out_.leave_out(why != nullptr ? why : kTooLong);
    return {};
  }
  void leave_out(const char* why) {
    ++out_.report.entries;
    out_.leave_out(why);
  }
  [[nodiscard]] const HistoryImport& so_far() const { return out_.report; }

  Result<ImportedHistory> finish(const char* format) {
    out_.report.format = format;
    out_.report.words = out_.ops.size();
    out_.report.shortcuts = shortcuts_.size();
    out_.ops.insert(out_.ops.end(), std::make_move_iterator(shortcuts_.begin()),
                    std::make_move_iterator(shortcuts_.end()));
    return std::move(out_);
  }

 private:
  static bool is_text(const std::string& line) {
    std::string plain = line;
    std::replace(plain.begin(), plain.end(), '\t', ' ');
    return is_clean_text(plain, kLongestLine);
  }

  TextSource& source_;
  int64_t now_;
  std::size_t number_ = 1;
  bool gboard_ = false;
  ImportedHistory out_;
  std::vector<HistoryOp> shortcuts_;
  std::unordered_set<std::string> seen_;
};

std::vector<std::string> split(std::string_view line, char at) {
  std::vector<std::string> out;
  while (true) {
    const std::size_t end = line.find(at);
    out.emplace_back(line.substr(0, end));
    if (end == line.npos) return out;
    line.remove_prefix(end + 1);
  }
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// Reads all lines from `line` on with `read`, a Status(line).
template <typename Read>
Status each_line(List* list, std::string line, Read&& read) {
  while (true) {
    if (Status done = read(line); !done.ok()) return done;
    auto next = list->next();
    if (!next) return next.error();
    if (!*next) return {};
    line = **std::move(next);
  }
}

Result<ImportedHistory> read_gboard(List* list, std::string first) {
  Status done = each_line(list, std::move(first), [&](const std::string& line) -> Status {
    const std::vector<std::string> columns = split(line, '\t');
    if (columns.size() < 2) {
      return list->error(
          "no tab here; a Gboard dictionary has shortcut, word and language in "
          "three columns parted by tabs");
    }
    Entry entry;
    entry.typed = trimmed(columns[0]);
    entry.word = trimmed(columns[1]);
    if (columns.size() > 2) entry.language = trimmed(columns[2]);
    // Some write the word into the first column where there is no shortcut.
    if (entry.word.empty()) std::swap(entry.word, entry.typed);
    return list->add(entry);
  });
  if (!done.ok()) return done.error();
  return list->finish("a Gboard dictionary");
}

/// A line of a combined list: name=value,name=value.
class Fields {
 public:
  Fields(std::string_view line, char separator) {
    for (const std::string& field : split(trimmed(line), separator)) {
      const std::size_t equals = field.find('=');
      if (equals == std::string::npos) continue;
      fields_.emplace_back(trimmed(field).substr(0, trimmed(field).find('=')),
                           trimmed(std::string_view(field).substr(equals + 1)));
    }
  }
  [[nodiscard]] bool begins_with(std::string_view name, std::string_view other = "") const {
    return !fields_.empty() && (fields_[0].first == name || fields_[0].first == other);
  }
  /// The value under either name, or "".
  [[nodiscard]] std::string value(std::string_view name, std::string_view other = "") const {
    for (const auto& [key, value] : fields_) {
      if (key == name || key == other) return value;
    }
    return {};
  }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

std::string language_of(const Fields& fields) {
  std::string tag = fields.value("locale", "l");
  return tag == "null" || tag == "all" ? std::string() : tag;
}

Result<ImportedHistory> read_combined(List* list, std::string first) {
  const char separator = first.find(';') < first.find(',') ? ';' : ',';
  std::string language;  // of the whole list
  std::string word;      // the last one, which a shortcut may follow
  Status done = each_line(list, std::move(first), [&](const std::string& line) -> Status {
    const Fields fields(line, separator);
    if (fields.begins_with("dictionary")) {
      language = language_of(fields);
      return {};
    }
    if (fields.begins_with("bigram")) return {};
    Entry entry;
    entry.language = language_of(fields);
    if (entry.language.empty()) entry.language = language;
    if (fields.begins_with("shortcut")) {
      if (word.empty()) return list->error("a shortcut with no word before it");
      entry.typed = word;
      entry.word = fields.value("shortcut");
      entry.is_word = false;
      return list->add(entry);
    }
    if (!fields.begins_with("word", "w")) {
      return list->error(
          "this is no line of a combined word list, which begins with \"word=\"; "
          "take it out or export again");
    }
    word = fields.value("word", "w");
    entry.word = word;
    entry.typed = fields.value("shortcut", "s");
    const bool only_typed = fields.value("not_a_word") == "true";
    if (only_typed && entry.typed.empty()) return {};  // there for the shortcuts that follow
    entry.is_word = !only_typed;
    if (fields.value("f", "freq") == "0" && entry.typed.empty()) {
      list->leave_out(kNeverOffered);
      return {};
    }
    return list->add(entry);
  });
  if (!done.ok()) return done.error();
  return list->finish("a combined word list");
}

std::optional<double> number_in(std::string_view text) {
  double out = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), out);
  if (end.ec != std::errc() || end.ptr != text.data() + text.size() || !(out >= 0)) return {};
  return out;
}

Result<ImportedHistory> read_plain(List* list, std::string first) {
  std::size_t phrases = 0;
  Status done = each_line(list, std::move(first), [&](const std::string& line) -> Status {
    const std::vector<std::string> columns = split(line, '\t');
    Entry entry;
    entry.word = trimmed(columns[0]);
    if (columns.size() > 1) {
      const auto count = number_in(trimmed(columns[1]));
      if (columns.size() > 2 || !count) {
        return list->error("behind a tab there may only be how often the word was used, a number");
      }
      entry.uses = std::clamp(*count, 1.0, kMostUses);
    }
    if (entry.word.find(' ') != std::string::npos) ++phrases;
    return list->add(entry);
  });
  if (!done.ok()) return done.error();
  if (2 * phrases > list->so_far().entries) {
    return make_error(ErrorCode::kCorrupt,
                      "this reads like running text, not like a list of words; put one word in "
                      "each line");
  }
  return list->finish("a list of words");
}

}  // namespace

Result<ImportedHistory> read_word_list(TextSource* source, int64_t now) {
  List list(source, now);
  auto first = list.next();
  if (!first) return first.error();
  if (!*first) {
    if (list.said_gboard()) return list.finish("a Gboard dictionary");
    return make_error(ErrorCode::kCorrupt, "there are only comments here; nothing to import");
  }
  std::string line = **std::move(first);
  const Fields comma(line, ',');
  const bool combined = comma.begins_with("dictionary") || comma.begins_with("word", "w");
  constexpr auto kColumns = 2;  // tabs
  const bool table = std::count(line.begin(), line.end(), '\t') >= kColumns;
  if (list.said_gboard() || table) return read_gboard(&list, std::move(line));
  if (combined) return read_combined(&list, std::move(line));
  return read_plain(&list, std::move(line));
}

}  // namespace inkling
