#include "tools/logs/aalto_log.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "tools/logs/aalto_keys.h"
#include "tools/logs/open_texts.h"
#include "tools/logs/table_reader.h"

namespace inkling {
namespace {

using Column = std::optional<std::size_t>;

constexpr std::array<std::string_view, 11> kNames = {
    "TEST_SECTION_ID", "PARTICIPANT_ID", "SENTENCE_ID", "SENTENCE", "USER_INPUT",  "PRESS_TIME",
    "LETTER",          "KEYCODE",        "TIMESTAMP",   "INPUT",    "KEYSTROKE_ID"};

// Columns of the phone study's tables, which come without names.
constexpr std::array<std::string_view, 22> kLogColumns = {"TIMESTAMP",
                                                          "LOG_DATA_ID",
                                                          "TEST_SECTION_ID",
                                                          "TYPE",
                                                          "KEY",
                                                          "CODE",
                                                          "DATA",
                                                          "INPUT",
                                                          "PRESSED",
                                                          "DEVICE_ORIENTATION_1",
                                                          "DEVICE_ORIENTATION_2",
                                                          "DEVICE_ORIENTATION_3",
                                                          "SCREEN_ORIENTATION",
                                                          "INPUT_LEN",
                                                          "INPUT_PRLEN",
                                                          "INPUT_LDIST",
                                                          "INPUT_PRLDIST",
                                                          "INPUT_LC",
                                                          "INPUT_PRLC",
                                                          "ITE_SWYP",
                                                          "ITE_PRED",
                                                          "ITE_AUTO"};
constexpr std::array<std::string_view, 27> kSectionColumns = {
    "TEST_SECTION_ID", "SENTENCE_ID",   "PARTICIPANT_ID", "USER_INPUT",
    "INPUT_TIME",      "EDIT_DISTANCE", "ERROR_RATE",     "WPM",
    "INPUT_LENGTH",    "ERROR_LEN",     "POTENTIAL_WPM",  "POTENTIAL_LENGTH",
    "DEVICE",          "TS_IKI",        "TS_KPD",         "TS_BSP",
    "TS_ECPC",         "TS_UILEN",      "TS_KS",          "TS_KSPC",
    "N_SWYP",          "N_PRED",        "N_AUTO",         "PR_SWYP",
    "PR_PRED",         "PR_AUTO",       "TS_NUM_WORDS"};
constexpr std::array<std::string_view, 3> kSentenceColumns = {"SENTENCE_ID", "SENTENCE", "SOURCE"};
constexpr std::array<KnownTable, 3> kKnown = {
    {{kLogColumns}, {kSectionColumns}, {kSentenceColumns}}};

struct Table {
  enum class Kind { kKeys, kField, kSections, kSentences };
  std::shared_ptr<LogFile> file;
  TableReader reader;
  Kind kind = Kind::kKeys;
};

struct Section {
  std::string person;
  std::string sentence;  // its id
};

Result<Table> open_table(const std::string& path, const StandardInput& input) {
  auto file = input.open(path);
  if (!file) return file.error();
  auto reader = TableReader::open(**file, kNames, kKnown);
  if (!reader) return reader.error();
  Table table{std::move(*file), std::move(*reader), Table::Kind::kKeys};
  const auto has = [&](std::string_view name) { return table.reader.column(name).has_value(); };
  const bool times = has("PRESS_TIME") || has("TIMESTAMP");
  if (has("TEST_SECTION_ID") && times && has("INPUT")) {
    table.kind = Table::Kind::kField;
  } else if (has("TEST_SECTION_ID") && has("PRESS_TIME") && (has("LETTER") || has("KEYCODE"))) {
    table.kind = Table::Kind::kKeys;
  } else if (has("TEST_SECTION_ID") && !times && (has("PARTICIPANT_ID") || has("SENTENCE_ID"))) {
    table.kind = Table::Kind::kSections;
  } else if (has("SENTENCE_ID") && has("SENTENCE") && !has("TEST_SECTION_ID")) {
    table.kind = Table::Kind::kSentences;
  } else {
    const char* const missing = !has("TEST_SECTION_ID") ? "TEST_SECTION_ID"
                                : !times                ? "PRESS_TIME"
                                : has("TIMESTAMP")      ? "INPUT"
                                                        : "LETTER";
    return make_error(ErrorCode::kCorrupt,
                      path + ": there is no column " + missing +
                          "; keystrokes need TEST_SECTION_ID, PRESS_TIME and LETTER or KEYCODE, "
                          "logs of the text field TEST_SECTION_ID, TIMESTAMP and INPUT");
  }
  return table;
}

std::optional<double> time_of(std::string_view text) {
  double out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  // More than any clock says in milliseconds, and more than numbers tell apart.
  constexpr double kLatest = 1e15;
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (!std::isfinite(out) || out < 0 || out > kLatest) return std::nullopt;
  return out;
}

class Import {
 public:
  Import(const TextSink& sink, ImportCounts* counts) : open_(sink, counts), counts_(counts) {}

  void read_lookups(Table* table) {
    const bool sections = table->kind == Table::Kind::kSections;
    const Column key = table->reader.column(sections ? "TEST_SECTION_ID" : "SENTENCE_ID");
    const Column person = table->reader.column("PARTICIPANT_ID");
    const Column sentence = table->reader.column("SENTENCE_ID");
    const Column text = table->reader.column("SENTENCE");
    while (auto row = next_row(table)) {
      const std::string& name = row->cells[*key];
      if (sections) {
        sections_[name] = {cell(*row, person), cell(*row, sentence)};
      } else {
        sentences_[name] = cell(*row, text);
      }
    }
  }

  Status read_log(Table* table) {
    const TableReader& reader = table->reader;
    const bool keys = table->kind == Table::Kind::kKeys;
    section_ = reader.column("TEST_SECTION_ID");
    person_ = reader.column("PARTICIPANT_ID");
    sentence_ = reader.column("SENTENCE");
    sentence_id_ = reader.column("SENTENCE_ID");
    entered_ = reader.column("USER_INPUT");
    const Column time =
        reader.column(keys || !reader.column("TIMESTAMP") ? "PRESS_TIME" : "TIMESTAMP");
    const Column letter = reader.column("LETTER");
    const Column code = reader.column("KEYCODE");
    const Column input = reader.column("INPUT");
    const Column corrected = reader.column("ITE_AUTO");
    while (auto row = next_row(table)) {
      const auto t = time_of(row->cells[*time]);
      if (!t || row->cells[*section_].empty()) {
        bad_row(*table, *row, t ? "has no TEST_SECTION_ID" : "has no time that is a number");
        continue;
      }
      auto open = open_.find(row->cells[*section_]);
      if (!open) return open.error();
      if (*open == nullptr) continue;
      begin(*row, *open);
      if (keys) {
        add_key(aalto_key(cell(*row, letter), cell(*row, code)), *t, cell(*row, letter), *open);
      } else {
        open_.add(*open, {LoggedStep::Kind::kField, *t, cell(*row, input),
                          cell(*row, corrected).starts_with('1')});
      }
    }
    return open_.finish();
  }

 private:
  static std::string cell(const TableRow& row, Column column) {
    return column ? row.cells[*column] : std::string();
  }

  void bad_row(const Table& table, const TableRow& row, const std::string& why) {
    counts_->bad_row(table.file->path() + ": line " + std::to_string(row.line), why);
  }

  std::optional<TableRow> next_row(Table* table) {
    while (auto row = table->reader.next()) {
      if (row->repaired) ++counts_->repaired;
      if (row->problem.empty()) return row;
      bad_row(*table, *row, row->problem);
    }
    return std::nullopt;
  }

  void begin(const TableRow& row, OpenText* open) {
    if (!open->trace.empty()) return;
    const auto section = sections_.find(open->key);
    std::string person = cell(row, person_);
    std::string sentence = cell(row, sentence_id_);
    if (section != sections_.end()) {
      if (person.empty()) person = section->second.person;
      if (sentence.empty()) sentence = section->second.sentence;
    }
    open->trace = person.empty() ? "section-" + open->key : "participant-" + person;
    open->text.shown = cell(row, sentence_);
    if (const auto found = sentences_.find(sentence);
        open->text.shown.empty() && found != sentences_.end()) {
      open->text.shown = found->second;
    }
    if (entered_) open->text.entered = row.cells[*entered_];
  }

  void add_key(AaltoKey key, double t, const std::string& name, OpenText* open) {
    switch (key.kind) {
      case AaltoKey::Kind::kTypes:
        key.step.t = t;
        open_.add(open, std::move(key.step));
        break;
      case AaltoKey::Kind::kUnknown:
        counts_->unknown_key(name);
        break;
      case AaltoKey::Kind::kEnter:
      case AaltoKey::Kind::kNothing:
        break;
    }
  }

  OpenTexts open_;
  ImportCounts* counts_;
  std::unordered_map<std::string, Section> sections_;
  std::unordered_map<std::string, std::string> sentences_;
  Column section_, person_, sentence_, sentence_id_, entered_;  // of the log that is read now
};

}  // namespace

bool looks_like_aalto(const LogFile& file) { return looks_like_table(file, kNames, kKnown); }

Status import_aalto(const std::vector<std::string>& paths, const StandardInput& input,
                    const TextSink& sink, ImportCounts* counts) {
  Import import(sink, counts);
  std::vector<std::string> logs;
  std::optional<Table> begun;  // standard input cannot be opened twice
  for (const std::string& path : paths) {
    auto table = open_table(path, input);
    if (!table) return table.error();
    const bool lookup =
        table->kind == Table::Kind::kSections || table->kind == Table::Kind::kSentences;
    if (lookup) {
      import.read_lookups(&*table);
      continue;
    }
    logs.push_back(path);
    if (path == "-") begun = std::move(*table);
  }
  if (logs.empty()) {
    return make_error(ErrorCode::kCorrupt,
                      paths.front() +
                          ": says who typed what, but not how; add the table of "
                          "keystrokes, or the log of the text field");
  }
  for (const std::string& path : logs) {
    auto table = path == "-" && begun ? Result<Table>(*std::exchange(begun, std::nullopt))
                                      : open_table(path, input);
    if (!table) return table.error();
    if (auto read = import.read_log(&*table); !read) return read;
  }
  return {};
}

}  // namespace inkling
