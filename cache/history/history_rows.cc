#include "cache/history/history_rows.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace inkling {
namespace {

using Kind = HistoryOp::Kind;

int32_t count_of(int64_t stored) {
  return static_cast<int32_t>(std::clamp<int64_t>(stored, 0, INT32_MAX));
}

/// Which n-grams were read. A sound file gives them in order, once each: a set of so many would
/// cost more than reading them.
class SeenNgrams {
 public:
  using Ids = std::array<int64_t, 3>;
  /// False: it was there.
  bool add(const Ids& ids) {
    if (in_order_.empty() || ids > in_order_.back()) {
      if (!others_.empty() && others_.contains(ids)) return false;
      in_order_.push_back(ids);
      return true;
    }
    if (std::binary_search(in_order_.begin(), in_order_.end(), ids)) return false;
    return others_.insert(ids).second;
  }

  void reserve(std::size_t count) { in_order_.reserve(count); }

 private:
  std::vector<Ids> in_order_;
  std::set<Ids> others_;
};

class RowReader {
 public:
  RowReader(const SqliteDb& db, HistoryRows* out) : db_(db), out_(out) {}

  Status read() {
    both_ways("SELECT id, text, count, last_used, flags, lang FROM word ORDER BY id",
              "SELECT id, text, count, last_used, flags, lang FROM word ORDER BY id DESC",
              [this](const SqliteStatement& s) { add_word(s); });
    reserve_ngrams();
    both_ways("SELECT w1, w2, w3, count, last_used FROM ngram ORDER BY w1, w2, w3",
              "SELECT w1, w2, w3, count, last_used FROM ngram ORDER BY w1 DESC, w2 DESC, w3 DESC",
              [this](const SqliteStatement& s) { add_ngram(s); });
    // From one end only: a second pass would count what the first one read again.
    once("SELECT typed, word, accepted, reverted, last_used FROM correction",
         [this](const SqliteStatement& s) {
           HistoryOp& op = add(Kind::kCorrection, s.text(0), s.text(1));
           op.accepted = count_of(s.integer(2));
           op.reverted = count_of(s.integer(3));
           op.time = s.integer(4);
         });
    once("SELECT typed, expansion FROM shortcut",
         [this](const SqliteStatement& s) { add(Kind::kShortcut, s.text(0), s.text(1)); });
    once("SELECT emoji, word, count, last_used FROM emoji", [this](const SqliteStatement& s) {
      HistoryOp& op = add(Kind::kEmoji, s.text(0), s.text(1));
      op.delta = s.real(2);
      op.time = s.integer(3);
    });
    return first_;
  }

 private:
  template <typename Row>
  void both_ways(const char* ascending, const char* descending, Row&& row) {
    Status done = for_each_row(db_, ascending, row);
    if (done.ok()) return;
    if (first_.ok()) first_ = done;
    (void)for_each_row(db_, descending, row);
  }
  template <typename Row>
  void once(const char* sql, Row&& row) {
    Status done = for_each_row(db_, sql, row);
    if (!done.ok() && first_.ok()) first_ = done;
  }

  /// So many: growing step by step would move all of them again and again.
  void reserve_ngrams() {
    constexpr int64_t kMost = 1'000'000;  // whatever a damaged file says
    const auto count = query_integer(db_, "SELECT count(*) FROM ngram");
    if (!count) return;
    const auto rows = static_cast<std::size_t>(std::clamp<int64_t>(*count, 0, kMost));
    out_->ngrams.reserve(out_->ngrams.size() + rows);
    seen_.reserve(rows);
  }
  HistoryOp& add(Kind kind, std::string a, std::string b) {
    HistoryOp& op = out_->others.emplace_back();
    op.kind = kind;
    op.a = std::move(a);
    op.b = std::move(b);
    return op;
  }
  void add_word(const SqliteStatement& s) {
    const std::string text = s.text(1);
    const auto name = text.empty() ? 0 : static_cast<uint32_t>(out_->names.size());
    if (!names_.emplace(s.integer(0), name).second) return;
    if (name != 0) out_->names.push_back(text);
    HistoryOp& op = add(Kind::kWord, text, "");
    op.delta = s.real(2);
    op.time = s.integer(3);
    op.flags_set = static_cast<int>(s.integer(4));
    op.c = s.text(5);
  }
  void add_ngram(const SqliteStatement& s) {
    const SeenNgrams::Ids ids = {s.integer(0), s.integer(1), s.integer(2)};
    if (!seen_.add(ids)) return;
    const auto w2 = names_.find(ids[0]);
    const auto w1 = names_.find(ids[1]);
    const auto w3 = names_.find(ids[2]);
    if (w2 == names_.end() || w1 == names_.end() || w3 == names_.end()) return;
    if (w1->second == 0 || w3->second == 0) return;
    out_->ngrams.push_back({w2->second, w1->second, w3->second, s.real(3), s.integer(4)});
  }

  const SqliteDb& db_;
  HistoryRows* const out_;
  Status first_;
  std::unordered_map<int64_t, uint32_t> names_ = {{0, 0}};  // positions in out_->names by row
  SeenNgrams seen_;
};

}  // namespace

std::vector<HistoryOp> HistoryRows::ops(std::size_t first, std::size_t count) const {
  std::vector<HistoryOp> out;
  const std::size_t end = first + std::min(count, size() - std::min(first, size()));
  out.reserve(end - first);
  for (std::size_t at = first; at < end; ++at) {
    if (at < others.size()) {
      out.push_back(others[at]);
      continue;
    }
    const Ngram& ngram = ngrams[at - others.size()];
    HistoryOp& op = out.emplace_back();
    op.kind = Kind::kNgram;
    op.a = names[ngram.w2];
    op.b = names[ngram.w1];
    op.c = names[ngram.w3];
    op.delta = ngram.count;
    op.time = ngram.time;
  }
  return out;
}

Status read_history_rows(const SqliteDb& db, HistoryRows* out) { return RowReader(db, out).read(); }

Result<std::string> read_seal_key(const SqliteDb& db) {
  std::string out;
  Status done = for_each_row(db, "SELECT value FROM meta WHERE key = 'seal'",
                             [&](const SqliteStatement& s) { out = s.text(0); });
  if (!done.ok()) return done.error();
  return out;
}

}  // namespace inkling
