// The way back: an export, entry by entry, from whoever wrote it.
#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "cache/history/history_json.h"
#include "cache/history/history_json_format.h"
#include "cache/history/history_rules.h"

namespace inkling {
namespace {

using Json = nlohmann::json;
using Kind = HistoryOp::Kind;

constexpr std::size_t kMostEntries = std::size_t{1} << 20;
constexpr int kDeepest = 16;

/// What the JSON library reads from: a byte at a time, so that the source knows the line.
class SourceIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  SourceIterator() = default;
  /// `end_met`: set once the end was asked for.
  SourceIterator(TextSource* source, bool* end_met) : source_(source), end_met_(end_met) {}
  reference operator*() const {
    current_ = static_cast<char>(source_->peek());
    return current_;
  }
  SourceIterator& operator++() {
    (void)source_->get();
    return *this;
  }
  /// Equal only at the end.
  bool operator==(const SourceIterator& other) const { return ended() == other.ended(); }
  bool operator!=(const SourceIterator& other) const { return !(*this == other); }

 private:
  [[nodiscard]] bool ended() const {
    if (source_ == nullptr) return true;
    *end_met_ = *end_met_ || source_->at_end();
    return *end_met_;
  }
  TextSource* source_ = nullptr;
  bool* end_met_ = nullptr;
  mutable char current_ = 0;
};

/// Fields of one entry. The first that is missing or of the wrong kind is remembered.
class Fields {
 public:
  explicit Fields(const Json& entry) : entry_(entry) {}

  std::string text(const char* name) {
    const auto found = entry_.find(name);
    if (found != entry_.end() && found->is_string()) return found->get<std::string>();
    complain(name, "must be a text");
    return {};
  }
  double count(const char* name) {
    const auto found = entry_.find(name);
    if (found != entry_.end() && found->is_number()) {
      const auto value = found->get<double>();
      if (std::isfinite(value) && value >= 0) return value;
    }
    complain(name, "must be a number that is not negative");
    return 0;
  }
  uint32_t times(const char* name) {
    constexpr double kMost = std::numeric_limits<uint32_t>::max();
    return static_cast<uint32_t>(std::min(count(name), kMost));
  }
  int64_t time(const char* name) {
    const auto found = entry_.find(name);
    if (found != entry_.end() && found->is_number_integer()) {
      return found->is_number_unsigned()
                 ? static_cast<int64_t>(std::min<uint64_t>(found->get<uint64_t>(), INT64_MAX))
                 : found->get<int64_t>();
    }
    complain(name, "must be a time in seconds since 1970");
    return 0;
  }
  [[nodiscard]] bool has(const char* name) const { return entry_.contains(name); }
  bool flag(const char* name) {
    const auto found = entry_.find(name);
    if (found == entry_.end()) return false;
    if (!found->is_boolean()) complain(name, "must be true or false");
    return found->is_boolean() && found->get<bool>();
  }
  [[nodiscard]] const std::string& wrong() const { return wrong_; }
  void complain(const char* name, const char* what) {
    if (wrong_.empty()) wrong_ = "\"" + std::string(name) + "\" " + what;
  }

 private:
  const Json& entry_;
  std::string wrong_;
};

bool storable(const std::string& text) { return text == kSentenceStart || may_learn(text); }

// Each reads one entry, puts it into `out` or counts why not, and leaves complaints in `fields`.

void read_word(Fields* fields, ImportedHistory* out) {
  HistoryOp op;
  op.a = fields->text("text");
  op.delta = fields->count("count");
  op.time = fields->time("last_used");
  for (const auto& [name, flag] : json_format::kFlags) {
    if (fields->flag(name)) op.flags_set |= flag;
  }
  if (fields->has("language")) op.c = fields->text("language");
  if (!fields->wrong().empty()) return;
  // Anything may be blocked; it was never learned.
  const bool blocked = (op.flags_set & kHistoryBlocked) != 0 && is_clean_text(op.a, kMaxWordBytes);
  if (op.a != kSentenceStart && why_not_stored(op.a) != nullptr) {
    if (!blocked) return out->leave_out(why_not_stored(op.a));
    op.delta = 0;
  }
  const bool counts = op.a != kSentenceStart && (op.delta > 0 || op.flags_set != kHistoryWaiting);
  out->report.words += counts ? 1 : 0;
  out->ops.push_back(std::move(op));
}

void read_ngram(const Json& entry, Fields* fields, ImportedHistory* out) {
  HistoryOp op;
  op.kind = Kind::kNgram;
  op.delta = fields->count("count");
  op.time = fields->time("last_used");
  const auto words = entry.find("words");
  const bool whole =
      words != entry.end() && words->is_array() && (words->size() == 2 || words->size() == 3) &&
      std::all_of(words->begin(), words->end(), [](const Json& word) { return word.is_string(); });
  if (!whole) fields->complain("words", "must be two or three texts");
  if (!fields->wrong().empty()) return;
  if (words->size() == 3) op.a = (*words)[0].get<std::string>();
  op.b = (*words)[words->size() - 2].get<std::string>();
  op.c = words->back().get<std::string>();
  if ((words->size() == 3 && !storable(op.a)) || !storable(op.b) || !storable(op.c)) {
    return out->leave_out(kNeverStored);
  }
  out->ops.push_back(std::move(op));
}

void read_correction(Fields* fields, ImportedHistory* out) {
  HistoryOp op;
  op.kind = Kind::kCorrection;
  op.a = fields->text("typed");
  op.b = fields->text("word");
  op.accepted = static_cast<int32_t>(fields->times("accepted"));
  op.reverted = static_cast<int32_t>(fields->times("reverted"));
  if (fields->has("last_used")) op.time = fields->time("last_used");
  if (!fields->wrong().empty()) return;
  if (!may_learn(op.a) || !may_learn(op.b)) return out->leave_out(kNeverStored);
  out->ops.push_back(std::move(op));
}

void read_shortcut(Fields* fields, ImportedHistory* out) {
  HistoryOp op;
  op.kind = Kind::kShortcut;
  op.a = fields->text("typed");
  op.b = fields->text("expansion");
  if (!fields->wrong().empty()) return;
  if (!is_clean_text(op.a, kMaxWordBytes) || !is_clean_text(op.b, kMaxExpansionBytes)) {
    return out->leave_out(kTooLong);
  }
  ++out->report.shortcuts;
  out->ops.push_back(std::move(op));
}

void read_emoji(Fields* fields, ImportedHistory* out) {
  HistoryOp op;
  op.kind = Kind::kEmoji;
  op.a = fields->text("emoji");
  op.b = fields->text("word");
  op.delta = fields->count("count");
  op.time = fields->time("last_used");
  if (!fields->wrong().empty()) return;
  if (!may_learn(op.a) || (!op.b.empty() && !may_learn(op.b))) return out->leave_out(kNeverStored);
  out->ops.push_back(std::move(op));
}

/// The library's events. Holds one entry at a time.
class Reader final : public nlohmann::json_sax<Json> {
 public:
  explicit Reader(TextSource* source) : source_(*source) {}

  bool null() override { return value(nullptr); }
  bool boolean(bool val) override { return value(val); }
  bool number_integer(number_integer_t val) override { return value(val); }
  bool number_unsigned(number_unsigned_t val) override { return value(val); }
  bool number_float(number_float_t val, const string_t& /*as*/) override { return value(val); }
  bool string(string_t& val) override { return value(std::move(val)); }
  bool binary(binary_t& /*val*/) override { return false; }

  bool start_object(std::size_t /*elements*/) override {
    if (depth_ == 2 && section_ != nullptr) entry_ = Json::object();
    return deeper();
  }
  bool key(string_t& val) override {
    (depth_ == 1 ? root_key_ : key_) = std::move(val);
    return true;
  }
  bool end_object() override {
    --depth_;
    return depth_ != 2 || section_ == nullptr || finish_entry();
  }
  bool start_array(std::size_t /*elements*/) override {
    if (depth_ == 0) return fail("this JSON begins with a list");
    if (depth_ == 1) {
      section_ = section_of(root_key_);
      if (section_ != nullptr) seen_ |= section_->required;
    } else if (depth_ == 2 && section_ != nullptr) {
      return fail("a list stands where an entry should");
    } else if (depth_ == 3 && section_ != nullptr && key_ == json_format::kWords) {
      entry_[key_] = Json::array();
    }
    return deeper();
  }
  bool end_array() override {
    if (--depth_ == 1) section_ = nullptr;
    return true;
  }
  bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                   const nlohmann::detail::exception& /*error*/) override {
    const std::size_t line = source_.line_number();
    if (end_met_) {
      error_ =
          error_in_line(line, "the export ends in the middle; it was cut off, export it again");
      return false;
    }
    error_ = error_in_line(line, "column " + std::to_string(source_.column()) +
                                     ": this is no JSON; mend it there or export again");
    return false;
  }

  /// What is wrong with the whole, after all events.
  [[nodiscard]] std::optional<Error> verdict() const {
    if (auto trouble = source_.trouble()) return trouble;
    if (error_) return error_;
    if (!format_ok_) return foreign();
    if (!version_ok_) {
      return make_error(ErrorCode::kCorrupt,
                        "a history export of an unknown version; a newer Inkling reads it");
    }
    if (seen_ != (kHasWords | kHasNgrams)) {
      return make_error(ErrorCode::kCorrupt,
                        R"(the history export lacks "words" or "ngrams"; export it again)");
    }
    return std::nullopt;
  }
  /// Where the events come from, once.
  SourceIterator begin() { return {&source_, &end_met_}; }
  /// Words first: n-grams name them.
  ImportedHistory take() {
    ImportedHistory out = std::move(words_);
    out.ops.insert(out.ops.end(), std::make_move_iterator(rest_.ops.begin()),
                   std::make_move_iterator(rest_.ops.end()));
    out.report.shortcuts = rest_.report.shortcuts;
    for (const auto& [why, times] : rest_.report.reasons) out.leave_out(why, times);
    out.report.format = "a history export";
    out.report.entries = entries_;
    return out;
  }

 private:
  static constexpr unsigned kHasWords = 1;
  static constexpr unsigned kHasNgrams = 2;
  struct Section {
    const char* name;
    unsigned required;
  };
  static const Section* section_of(const std::string& name) {
    static constexpr std::array<Section, 5> kSections = {{{json_format::kWords, kHasWords},
                                                          {json_format::kNgrams, kHasNgrams},
                                                          {json_format::kCorrections, 0},
                                                          {json_format::kShortcuts, 0},
                                                          {json_format::kEmoji, 0}}};
    const auto* found = std::find_if(kSections.begin(), kSections.end(),
                                     [&](const Section& s) { return s.name == name; });
    return found == kSections.end() ? nullptr : found;
  }
  static Error foreign() {
    return make_error(ErrorCode::kCorrupt,
                      R"(this is JSON, but no history export (no "format": "inkling-history"); )"
                      "export from Inkling, or from the other keyboard as a list of words");
  }

  bool deeper() {
    ++depth_;
    return depth_ <= kDeepest || fail("lists lie in lists too deep for a history export");
  }
  bool fail(const std::string& what) {
    if (!error_) error_ = format_ok_ ? error_in_line(source_.line_number(), what) : foreign();
    return false;
  }

  template <typename T>
  bool value(T&& val) {
    if (depth_ == 0) return fail("this JSON is a single value");
    if (depth_ == 1) return root_value(Json(std::forward<T>(val)));
    if (section_ == nullptr) return true;
    if (depth_ == 2) return fail("a value stands where an entry should");
    if (depth_ == 3) entry_[key_] = std::forward<T>(val);
    if (depth_ == 4 && key_ == json_format::kWords && entry_.contains(key_)) {
      constexpr std::size_t kEnoughToComplain = 4;
      Json& list = entry_[key_];
      if (list.is_array() && list.size() < kEnoughToComplain) list.push_back(std::forward<T>(val));
    }
    return true;
  }
  bool root_value(const Json& val) {
    if (root_key_ == "format") format_ok_ = val == json_format::kFormat;
    if (root_key_ == "version") version_ok_ = val == json_format::kVersion;
    if (section_of(root_key_) != nullptr) {
      return fail("\"" + root_key_ + "\" must be a list");
    }
    return true;
  }

  bool finish_entry() {
    if (++entries_ > kMostEntries) return fail("more entries than a history holds");
    const std::string_view name = section_->name;
    Fields fields(entry_);
    if (name == json_format::kWords) read_word(&fields, &words_);
    if (name == json_format::kNgrams) read_ngram(entry_, &fields, &rest_);
    if (name == json_format::kCorrections) read_correction(&fields, &rest_);
    if (name == json_format::kShortcuts) read_shortcut(&fields, &rest_);
    if (name == json_format::kEmoji) read_emoji(&fields, &rest_);
    return fields.wrong().empty() || fail("in an entry of \"" + std::string(name) + "\", " +
                                          fields.wrong() + "; mend it there or export again");
  }

  TextSource& source_;
  bool end_met_ = false;
  int depth_ = 0;
  const Section* section_ = nullptr;
  std::string root_key_, key_;
  Json entry_;
  std::size_t entries_ = 0;
  unsigned seen_ = 0;
  bool format_ok_ = false, version_ok_ = false;
  std::optional<Error> error_;
  ImportedHistory words_, rest_;
};

}  // namespace

Result<ImportedHistory> read_history_json(TextSource* source) {
  Reader reader(source);
  (void)Json::sax_parse(reader.begin(), SourceIterator(), &reader);
  if (auto wrong = reader.verdict()) return *std::move(wrong);
  return reader.take();
}

}  // namespace inkling
