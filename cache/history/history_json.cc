#include "cache/history/history_json.h"

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string_view>
#include <utility>

#include "cache/history/history_json_format.h"

namespace inkling {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kDigits = 9;
constexpr int kNgramDigits = 6;  // they are kept as floats

double rounded(double count, int digits = kDigits) {
  std::array<char, 32> text = {};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), count,
                                 std::chars_format::general, digits);
  double out = 0;
  (void)std::from_chars(text.data(), end.ptr, out);
  return out;
}

/// A list, entry by entry.
class ListWriter {
 public:
  ListWriter(const char* name, std::ostream* out) : out_(*out) {
    out_ << ",\n \"" << name << "\": [";
  }
  void add(const Json& entry) {
    // What is in a history is clean text; where it is not, an export is no place to fail.
    out_ << (first_ ? "\n  " : ",\n  ")
         << entry.dump(-1, ' ', false, Json::error_handler_t::replace);
    first_ = false;
  }
  void end() { out_ << (first_ ? "]" : "\n ]"); }

 private:
  std::ostream& out_;
  bool first_ = true;
};

void write_words(const HistorySnapshot& from, std::ostream* out) {
  ListWriter list(json_format::kWords, out);
  for (const HistorySnapshot::Word& word : from.words) {
    Json entry = {
        {"text", word.text}, {"count", rounded(word.count)}, {"last_used", word.last_used}};
    for (const auto& [name, flag] : json_format::kFlags) {
      if ((word.flags & flag) != 0) entry[name] = true;
    }
    if (!word.language.empty()) entry["language"] = word.language;
    list.add(entry);
  }
  list.end();
}

void write_ngrams(const HistorySnapshot& from, std::ostream* out) {
  ListWriter list(json_format::kNgrams, out);
  for (const HistorySnapshot::Ngram& ngram : from.ngrams) {
    Json texts = Json::array();
    if (ngram.w2 != HistorySnapshot::kNoWord) texts.push_back(from.words[ngram.w2].text);
    texts.push_back(from.words[ngram.w1].text);
    texts.push_back(from.words[ngram.w3].text);
    list.add({{"words", std::move(texts)},
              {"count", rounded(ngram.count, kNgramDigits)},
              {"last_used", ngram.last_used}});
  }
  list.end();
}

void write_rest(const HistorySnapshot& from, std::ostream* out) {
  ListWriter corrections(json_format::kCorrections, out);
  for (const HistorySnapshot::Correction& c : from.corrections) {
    corrections.add({{"typed", c.typed},
                     {"word", c.word},
                     {"accepted", c.record.accepted},
                     {"reverted", c.record.reverted},
                     {"last_used", c.record.last_used}});
  }
  corrections.end();
  ListWriter shortcuts(json_format::kShortcuts, out);
  for (const auto& [typed, expansion] : from.shortcuts) {
    shortcuts.add({{"typed", typed}, {"expansion", expansion}});
  }
  shortcuts.end();
  ListWriter emoji(json_format::kEmoji, out);
  for (const HistoryIndex::Emoji& e : from.emoji) {
    emoji.add({{"emoji", e.emoji},
               {"word", e.word},
               {"count", rounded(e.scaled)},
               {"last_used", e.last_used}});
  }
  emoji.end();
}

}  // namespace

Status write_history_json(HistorySnapshot snapshot, const std::string& language,
                          std::ostream& out) {
  snapshot.sort();
  out << "{\n \"format\": \"" << json_format::kFormat
      << "\",\n \"version\": " << json_format::kVersion
      << ",\n \"language\": " << Json(language).dump();
  write_words(snapshot, &out);
  write_ngrams(snapshot, &out);
  write_rest(snapshot, &out);
  out << "\n}\n";
  if (!out.flush()) return make_error(ErrorCode::kIo, "the export could not be written in full");
  return {};
}

}  // namespace inkling
