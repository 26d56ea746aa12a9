#include "cache/history/history_import.h"

#include <algorithm>
#include <array>
#include <istream>
#include <string_view>
#include <utility>

#include "cache/history/history_json.h"
#include "cache/history/history_rules.h"
#include "cache/history/history_word_lists.h"
#include "cache/history/text_source.h"

namespace inkling {
namespace {

using namespace std::string_view_literals;

/// Files that people take for a list of words, by their first bytes, and what to do about it.
constexpr std::array<std::pair<std::string_view, const char*>, 8> kOtherFiles = {{
    {"PK\x03\x04"sv, "this is a zip archive; unpack it and import the dictionary.txt inside"},
    {"\x1F\x8B"sv, "this is compressed; unpack it with gunzip and import what comes out"},
    {"\xFF\xFE"sv, "this text is UTF-16; save it as UTF-8"},
    {"\xFE\xFF"sv, "this text is UTF-16; save it as UTF-8"},
    {"\x9B\xC1\x3A\xFE"sv,
     "this is a compiled dictionary of Android's keyboard; import the .combined list that it was "
     "made from"},
    {"SQLite format 3"sv,
     "this is a database; if it is a history, export it first and import that"},
    {"<"sv, "XML is not read; export a list of words, one a line"},
    {"%PDF"sv, "this is a PDF; save its words as text, one a line"},
}};

std::string number_of(std::size_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

}  // namespace

std::string HistoryImport::sentence() const {
  std::string out = format + ": " + number_of(words, "word", "words");
  if (shortcuts > 0) out += " and " + number_of(shortcuts, "shortcut", "shortcuts");
  if (left_out == 0) return out;
  out += "; " + std::to_string(left_out) + " of " +
         number_of(entries, "entry was left out", "entries were left out");
  const char* separator = ": ";
  for (const auto& [why, times] : reasons) {
    out += separator + std::to_string(times) + " " + why;
    separator = "; ";
  }
  return out;
}

void ImportedHistory::leave_out(const std::string& why, std::size_t times) {
  report.left_out += times;
  const auto found = std::find_if(report.reasons.begin(), report.reasons.end(),
                                  [&](const auto& reason) { return reason.first == why; });
  if (found != report.reasons.end()) {
    found->second += times;
  } else {
    report.reasons.emplace_back(why, times);
  }
}

const char* why_not_stored(const std::string& word) {
  if (may_learn(word)) return nullptr;
  return word.empty() || word.size() > kMaxWordBytes ? kTooLong : kNeverStored;
}

Result<ImportedHistory> read_import(std::istream& in, int64_t now) {
  TextSource source(in, kMostImportBytes);
  for (const auto& [start, what] : kOtherFiles) {
    if (source.start().starts_with(start)) return make_error(ErrorCode::kCorrupt, what);
  }
  // A tab may stand for a first column without anything in it.
  while (source.peek() == '\n' || source.peek() == '\r' || source.peek() == ' ') {
    (void)source.get();
  }
  if (source.at_end()) {
    if (auto trouble = source.trouble()) return *std::move(trouble);
    return make_error(ErrorCode::kCorrupt, "this is empty; there is nothing to import");
  }
  if (source.peek() == '{' || source.peek() == '[') return read_history_json(&source);
  return read_word_list(&source, now);
}

}  // namespace inkling
