#include "cache/history/history.h"

#include <algorithm>
#include <istream>
#include <ostream>
#include <utility>

#include "cache/history/history_impl.h"
#include "cache/history/history_import.h"
#include "cache/history/history_intake.h"
#include "cache/history/history_json.h"
#include "cache/history/history_load.h"
#include "cache/history/history_merge.h"
#include "cache/history/history_overview.h"
#include "cache/history/history_rules.h"

namespace inkling {
namespace {

using Id = HistoryIndex::Id;
using Op = HistoryOp;
using Kind = HistoryOp::Kind;

constexpr double kSentenceStartIsCommon = 4;  // nats

void add(int32_t more, uint32_t* count) {
  *count = static_cast<uint32_t>(std::clamp<int64_t>(int64_t{*count} + more, 0, INT32_MAX));
}

}  // namespace

void History::Impl::apply(const Op& op, bool recent) {
  const double scaled = op.delta * index.scale_at(op.time);
  switch (op.kind) {
    case Kind::kWord:
      index.use(op.a, scaled, op.time, op.flags_set, op.flags_clear);
      if (op.c != options.language) index.set_language(op.a, op.c);
      break;
    case Kind::kRename:
      index.rename(op.a);
      break;
    case Kind::kNgram: {
      const Id w2 = op.a.empty() ? HistoryIndex::kNone : index.find(op.a);
      const Id w1 = index.find(op.b);
      const Id w3 = index.find(op.c);
      if (w1 == HistoryIndex::kNone || w3 == HistoryIndex::kNone) break;
      if (!op.a.empty() && w2 == HistoryIndex::kNone) break;
      index.add_ngram(w2, w1, w3, scaled, recent ? scaled : 0, op.time);
      break;
    }
    case Kind::kCorrection: {
      CorrectionRecord& record = index.correction(op.a, op.b);
      add(op.accepted, &record.accepted);
      add(op.reverted, &record.reverted);
      record.last_used = std::max(record.last_used, op.time);
      break;
    }
    case Kind::kForget:
      index.forget_word(index.find(op.a));
      break;
    case Kind::kDrop:
      index.remove_word(index.find(op.a));
      break;
    case Kind::kShortcut:
      if (op.b.empty()) {
        index.shortcuts.erase(history_key(op.a));
      } else {
        index.shortcuts.insert_or_assign(history_key(op.a), op.b);
      }
      break;
    case Kind::kEmoji: {
      HistoryIndex::Emoji& emoji = index.emoji(op.a, op.b);
      emoji.scaled += scaled;
      emoji.last_used = std::max(emoji.last_used, op.time);
      break;
    }
    case Kind::kClear:
      index.clear();
      break;
  }
}

void History::Impl::change(std::vector<Op> ops, bool recent) {
  for (const Op& op : ops) apply(op, recent);
  blocks = index.blocked() > 0;
  if (writer) writer->post(std::move(ops));
}

HistoryPlace History::Impl::place(std::string_view w2, std::string_view w1, double log_prob) const {
  const auto id = [this](std::string_view word) {
    return index.find(word.empty() ? kSentenceStart : word);
  };
  constexpr double kMostCommon = 5;  // nats either way
  const double common = std::clamp(log_prob - kUsualLogProb, -kMostCommon, kMostCommon);
  return index.place(w1.empty() ? HistoryIndex::kNone : id(w2), id(w1),
                     {clock->wall_seconds(), w1.empty() ? kSentenceStartIsCommon : common});
}

History::History(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
History::~History() = default;

std::unique_ptr<History> History::open(Options options, std::vector<Error>* warnings) {
  const Clock* clock = options.clock != nullptr ? options.clock : &Clock::system();
  auto impl = std::make_unique<Impl>(std::move(options), clock);
  if (!impl->options.path.empty()) {
    if (Status opened = impl->open_file(warnings); !opened.ok()) {
      const Error& error = opened.error();
      impl->reason = error.message;
      if (warnings != nullptr) {
        warnings->push_back(make_error(error.code, error.message + "; learning in memory only"));
      }
    }
  }
  return std::unique_ptr<History>(new History(std::move(impl)));  // NOLINT: private constructor
}

Status History::Impl::open_file(std::vector<Error>* warnings) {
  // Whoever opens a keyboard does not wait for another program's lock.
  constexpr int64_t kOpeningMillis = 80;  // all locks together
  auto patience = std::make_shared<SqlitePatience>(kOpeningMillis);
  patience->end_in_millis(kOpeningMillis);
  HistoryFileOptions file{options.path, options.language, options.key, HistorySeal::new_key(),
                          std::move(patience)};
  auto opened = HistoryStore::open(file, clock->wall_seconds());
  if (!opened) return opened.error();
  if (warnings != nullptr) {
    warnings->insert(warnings->end(), opened->warnings.begin(), opened->warnings.end());
    if (opened->store == nullptr) {
      warnings->push_back(make_error(
          opened->refused.code,
          opened->refused.message + "; what is learned stays in memory until it can be written"));
    }
  }
  file.seal_key = opened->seal_key;
  seal = HistorySeal(opened->seal_key);
  const MutexLock lock(mutex);
  for (const Op& op : opened->rows.others) apply(op, false);
  load_ngrams(opened->rows, &index);
  blocks = index.blocked() > 0;
  HistoryWriter::Options to_writer{std::move(file), clock, options.max_bytes, {}, {}};
  to_writer.on_rows = [this](const HistoryWriter& from, const HistoryRows& rows) {
    take_late(from, rows);
  };
  to_writer.on_pruned = [this](const std::vector<Op>& gone) {
    const MutexLock held(mutex);
    for (const Op& op : gone) index.prune(op);
  };
  writer = std::make_unique<HistoryWriter>(std::move(opened.value()), std::move(to_writer));
  return {};
}

void History::Impl::take_late(const HistoryWriter& from, const HistoryRows& rows) {
  constexpr std::size_t kAtOnce = 1000;  // whoever learns waits for these
  for (std::size_t first = 0; first < rows.size(); first += kAtOnce) {
    // By their texts: words come and go between two steps.
    std::vector<Op> some = rows.ops(first, kAtOnce);
    const MutexLock lock(mutex);
    from.leave_out_what_goes(&some);
    for (const Op& op : some) apply(op, false);
    blocks = index.blocked() > 0;
  }
  ++edits;
}

CorrectionRecord History::correction(std::string_view typed, std::string_view word) const {
  const MutexLock lock(impl_->mutex);
  return impl_->index.find_correction(typed, word);
}

HistoryPlace History::place(std::string_view w2, std::string_view w1, double log_prob) const {
  const MutexLock lock(impl_->mutex);
  return impl_->place(w2, w1, log_prob);
}

double History::probability(const HistoryPlace& place, std::string_view word,
                            HistoryName* name) const {
  const MutexLock lock(impl_->mutex);
  const HistoryIndex& index = impl_->index;
  if (name->names != index.names()) *name = {index.names(), index.find(word)};
  return index.probability(place, name->id);
}

double History::probability(const HistoryPlace& place, std::string_view word) const {
  HistoryName name;
  return probability(place, word, &name);
}

double History::probability(std::string_view w2, std::string_view w1, std::string_view word) const {
  return probability(place(w2, w1), word);
}

std::vector<HistoryScore> History::predict(const HistoryPlace& place, std::string_view prefix,
                                           std::size_t limit) const {
  const MutexLock lock(impl_->mutex);
  return impl_->index.predict(place, prefix, limit);
}

std::vector<HistoryScore> History::predict(std::string_view w2, std::string_view w1,
                                           std::string_view prefix, std::size_t limit) const {
  return predict(place(w2, w1), prefix, limit);
}

std::string History::goes_on(std::string_view w2, std::string_view w1) const {
  const MutexLock lock(impl_->mutex);
  const Id last = impl_->index.find(w1);
  const Id before = impl_->index.find(w2.empty() ? kSentenceStart : w2);
  const Id next = impl_->index.goes_on(before, last, impl_->clock->wall_seconds());
  return next == HistoryIndex::kNone ? std::string() : impl_->index.word(next).text;
}

bool History::is_personal(std::string_view word) const {
  const MutexLock lock(impl_->mutex);
  const Id id = impl_->index.find(word);
  return id != HistoryIndex::kNone && (impl_->index.word(id).flags & kHistoryPersonal) != 0;
}

std::string History::language_of(std::string_view word) const {
  const MutexLock lock(impl_->mutex);
  const Id id = impl_->index.find(word);
  const std::string& tag = impl_->index.language_of(impl_->index.word(id));
  return tag.empty() ? impl_->options.language : tag;
}

bool History::is_blocked(std::string_view word) const {
  // It is asked for every candidate, and most people block nothing.
  if (!impl_->blocks) return false;
  const MutexLock lock(impl_->mutex);
  const Id id = impl_->index.find(word);
  return id != HistoryIndex::kNone && (impl_->index.word(id).flags & kHistoryBlocked) != 0;
}

std::vector<HistoryWord> History::words(std::string_view prefix, std::size_t limit) const {
  const MutexLock lock(impl_->mutex);
  return words_that_begin(impl_->index, prefix, limit, impl_->clock->wall_seconds());
}

bool History::knows(std::string_view word) const {
  const MutexLock lock(impl_->mutex);
  const HistoryIndex& index = impl_->index;
  return index.find(impl_->seal.name_of(word)) != HistoryIndex::kNone ||
         is_learned(index, index.find(word));
}

HistoryOverview History::overview(std::size_t limit) const {
  return overview_of(impl_->snapshot(), impl_->clock->wall_seconds(), limit);
}

Status History::add_personal(std::string_view word) {
  if (Status may = check_personal(word); !may.ok()) return may;
  const MutexLock lock(impl_->mutex);
  std::vector<Op> ops = {personal_word(word, kAddedUses, impl_->clock->wall_seconds())};
  ops.front().flags_clear |= kHistoryBlocked;
  settle(&ops, impl_->index, impl_->seal);
  impl_->edit(std::move(ops));
  return {};
}

WordTrie::Snapshot History::personal_words() const {
  const MutexLock lock(impl_->mutex);
  return impl_->index.personal_words();
}

uint64_t History::edits() const { return impl_->edits; }

void History::forget(std::string_view word) {
  Op op = text_op(Kind::kForget, word);
  op.erase = true;
  const MutexLock lock(impl_->mutex);
  impl_->edit({std::move(op), text_op(Kind::kForget, impl_->seal.name_of(word))});
}

void History::block(std::string_view word) {
  if (!is_clean_text(word, kMaxWordBytes)) return;
  const MutexLock lock(impl_->mutex);
  impl_->edit({word_op(word, 0, impl_->clock->wall_seconds(), kHistoryBlocked, 0)});
}

void History::unblock(std::string_view word) {
  const MutexLock lock(impl_->mutex);
  if (impl_->index.find(word) == HistoryIndex::kNone) return;
  impl_->edit({word_op(word, 0, impl_->clock->wall_seconds(), 0, kHistoryBlocked)});
}

Status History::clear() {
  {
    const MutexLock lock(impl_->mutex);
    impl_->learned.clear();
    impl_->edit({text_op(Kind::kClear, "")});
  }
  if (!impl_->reason.empty()) {
    return make_error(ErrorCode::kIo, impl_->reason + "; what it holds is still there");
  }
  return flush();
}

Status History::set_shortcut(std::string_view typed, std::string_view expansion) {
  if (!is_clean_text(typed, kMaxWordBytes) || !is_clean_text(expansion, kMaxExpansionBytes)) {
    return make_error(ErrorCode::kInvalidArgument,
                      "a shortcut needs 1 to 48 bytes of text and 1 to 1024 bytes to put in place");
  }
  const MutexLock lock(impl_->mutex);
  impl_->edit({text_op(Kind::kShortcut, typed, expansion)});
  return {};
}

void History::remove_shortcut(std::string_view typed) {
  const MutexLock lock(impl_->mutex);
  impl_->edit({text_op(Kind::kShortcut, typed)});
}

std::optional<std::string> History::shortcut(std::string_view typed) const {
  const MutexLock lock(impl_->mutex);
  const auto found = impl_->index.shortcuts.find(history_key(typed));
  if (found == impl_->index.shortcuts.end()) return std::nullopt;
  return found->second;
}

std::vector<std::pair<std::string, std::string>> History::shortcuts() const {
  const MutexLock lock(impl_->mutex);
  return {impl_->index.shortcuts.begin(), impl_->index.shortcuts.end()};
}

void History::learn_emoji(std::string_view emoji, std::string_view word) {
  if (!may_learn(emoji) || (!word.empty() && !may_learn(word))) return;
  const MutexLock lock(impl_->mutex);
  Op op = text_op(Kind::kEmoji, emoji, word);
  op.delta = 1;
  op.time = impl_->clock->wall_seconds();
  impl_->change({std::move(op)});
}

std::vector<std::string> History::emoji_for(std::string_view word, std::size_t limit) const {
  const MutexLock lock(impl_->mutex);
  const std::string key = history_key(word);
  std::vector<const HistoryIndex::Emoji*> found;
  for (const auto& e : impl_->index.emoji_habits()) {
    if (e.word == key) found.push_back(&e);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto* a, const auto* b) { return a->scaled > b->scaled; });
  std::vector<std::string> out;
  for (const auto* e : found) {
    if (out.size() < limit) out.push_back(e->emoji);
  }
  return out;
}

Status History::flush() {
  if (!impl_->writer) return {};
  return impl_->writer->flush();
}

HistorySnapshot History::Impl::snapshot() const {
  const MutexLock lock(mutex);
  return HistorySnapshot(index);
}

void History::Impl::take_in(std::vector<Op> ops) {
  make_sane(&ops, clock->wall_seconds());
  const MutexLock lock(mutex);
  settle(&ops, index, seal);
  edit(std::move(ops));
}

Status History::export_json(std::ostream& out) const {
  // The copy is written without the lock: a stream may be slow.
  return write_history_json(impl_->snapshot(), impl_->options.language, out);
}

Status History::import_json(std::istream& in) {
  TextSource source(in, kMostImportBytes);
  auto read = read_history_json(&source);
  if (!read) return read.error();
  impl_->take_in(std::move(read->ops));
  return {};
}

Result<HistoryImport> History::import_from(std::istream& in) {
  auto read = read_import(in, impl_->clock->wall_seconds());
  if (!read) return read.error();
  impl_->take_in(std::move(read->ops));
  return std::move(read->report);
}

HistoryStatus History::status() const {
  HistoryStatus out;
  out.in_memory = impl_->writer == nullptr;
  out.reason = impl_->reason;
  if (impl_->writer) {
    HistoryWriter::State state = impl_->writer->state();
    out.delayed = state.delayed;
    out.erasing = state.erasing;
    out.reason = std::move(state.reason);
    out.batches_committed = state.batches;
  }
  const MutexLock lock(impl_->mutex);
  out.words = impl_->index.words().size();
  out.ngrams = impl_->index.ngrams().size();
  return out;
}

HistoryCheck History::check() {
  if (impl_->writer) {
    const Status flushed = impl_->writer->flush();
    auto checked = HistoryStore::check_file(impl_->options.path, impl_->options.key);
    if (checked && flushed.ok()) return *checked;
    HistoryCheck bad;
    bad.problems.push_back(checked ? flushed.error().message : checked.error().message);
    return bad;
  }
  HistoryCheck out;
  out.intact = true;
  out.schema_version = HistoryStore::kSchemaVersion;
  const MutexLock lock(impl_->mutex);
  out.row_counts = {{"word", static_cast<int64_t>(impl_->index.words().size())},
                    {"ngram", static_cast<int64_t>(impl_->index.ngrams().size())}};
  return out;
}

Result<HistoryCheck> History::check_file(const std::string& path, const std::string& key) {
  return HistoryStore::check_file(path, key);
}

}  // namespace inkling
