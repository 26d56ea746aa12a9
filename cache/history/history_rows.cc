#include "cache/history/history_rows.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

namespace inkling {
namespace {

using Kind = HistoryOp::Kind;

int32_t count_of(int64_t stored) {
  return static_cast<int32_t>(std::clamp<int64_t>(stored, 0, INT32_MAX));
}

class RowReader {
 public:
  RowReader(const SqliteDb& db, std::vector<HistoryOp>* out) : db_(db), out_(out) {}

  Status read() {
    both_ways("SELECT id, text, count, last_used, flags, lang FROM word ORDER BY id",
              "SELECT id, text, count, last_used, flags, lang FROM word ORDER BY id DESC",
              [this](const SqliteStatement& s) { add_word(s); });
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

  HistoryOp& add(Kind kind, std::string a, std::string b) {
    HistoryOp& op = out_->emplace_back();
    op.kind = kind;
    op.a = std::move(a);
    op.b = std::move(b);
    return op;
  }
  void add_word(const SqliteStatement& s) {
    if (!names_.emplace(s.integer(0), s.text(1)).second) return;
    HistoryOp& op = add(Kind::kWord, s.text(1), "");
    op.delta = s.real(2);
    op.time = s.integer(3);
    op.flags_set = static_cast<int>(s.integer(4));
    op.c = s.text(5);
  }
  void add_ngram(const SqliteStatement& s) {
    const std::array<int64_t, 3> ids = {s.integer(0), s.integer(1), s.integer(2)};
    if (!seen_.insert(ids).second) return;
    for (const int64_t id : ids) {
      if (!names_.contains(id)) return;
    }
    const std::string& w1 = names_[ids[1]];
    const std::string& w3 = names_[ids[2]];
    if (w1.empty() || w3.empty()) return;
    HistoryOp& op = add(Kind::kNgram, names_[ids[0]], w1);
    op.c = w3;
    op.delta = s.real(3);
    op.time = s.integer(4);
  }

  const SqliteDb& db_;
  std::vector<HistoryOp>* const out_;
  Status first_;
  std::map<int64_t, std::string> names_ = {{0, ""}};
  std::set<std::array<int64_t, 3>> seen_;
};

}  // namespace

Status read_history_rows(const SqliteDb& db, std::vector<HistoryOp>* out) {
  return RowReader(db, out).read();
}

Result<std::string> read_seal_key(const SqliteDb& db) {
  std::string out;
  Status done = for_each_row(db, "SELECT value FROM meta WHERE key = 'seal'",
                             [&](const SqliteStatement& s) { out = s.text(0); });
  if (!done.ok()) return done.error();
  return out;
}

}  // namespace inkling
