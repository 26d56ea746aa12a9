#include "cache/history/history_prune.h"

#include <algorithm>
#include <array>
#include <utility>

namespace inkling {
namespace {

using Kind = HistoryOp::Kind;

constexpr std::size_t kRowsAtOnce = 256;  // in a transaction: a few milliseconds
constexpr int kPagesAtOnce = 128;         // half a megabyte
constexpr std::size_t kRowsFound = 4096;  // looking means reading all rows once
// Below the bound by this much, so that not every batch begins it again.
constexpr std::size_t kTargetPercent = 90;

// Each gives kind's texts a, b, c, the last use and the ids. ?1 is the time, ?2 how many. Words
// that are blocked (flag 2) stay. One use of a word, half decayed, is where words begin to count.
constexpr const char* kNgrams =
    "SELECT ifnull(a.text, ''), ifnull(b.text, ''), ifnull(c.text, ''), n.last_used, n.w1, n.w2, "
    "n.w3 FROM (SELECT w1, w2, w3, last_used, count * decay(?1 - last_used) AS worth FROM ngram "
    "ORDER BY worth LIMIT min(?2, (SELECT count(*) / 10 + 1 FROM ngram))) n "
    "LEFT JOIN word a ON a.id = n.w1 LEFT JOIN word b ON b.id = n.w2 "
    "LEFT JOIN word c ON c.id = n.w3 ORDER BY n.worth DESC";
#define INKLING_UNNAMED_WORDS                                                    \
  "SELECT text, '', '', last_used, 0, 0, id FROM (SELECT text, last_used, id, "  \
  "count * decay(?1 - last_used) AS worth FROM word "                            \
  "WHERE id NOT IN (SELECT w1 FROM ngram) AND id NOT IN (SELECT w2 FROM ngram) " \
  "AND id NOT IN (SELECT w3 FROM ngram) AND "
constexpr const char* kSeldomWords = INKLING_UNNAMED_WORDS
    "(flags & 3) = 0 AND worth < 1.5 ORDER BY worth LIMIT ?2) ORDER BY worth DESC";
constexpr const char* kWords =
    INKLING_UNNAMED_WORDS "(flags & 3) = 0 ORDER BY worth LIMIT ?2) ORDER BY worth DESC";
constexpr const char* kPersonalWords =
    INKLING_UNNAMED_WORDS "(flags & 2) = 0 ORDER BY worth LIMIT ?2) ORDER BY worth DESC";
#undef INKLING_UNNAMED_WORDS
constexpr const char* kCorrections =
    "SELECT typed, word, '', last_used, 0, 0, 0 FROM (SELECT typed, word, last_used, ?1 FROM "
    "correction ORDER BY last_used LIMIT ?2) ORDER BY last_used DESC";
constexpr const char* kEmoji =
    "SELECT emoji, word, '', last_used, 0, 0, 0 FROM (SELECT emoji, word, last_used, "
    "count * decay(?1 - last_used) AS worth FROM emoji ORDER BY worth LIMIT ?2) "
    "ORDER BY worth DESC";

/// The statement that drops one of a kind, found again by its key.
const char* drop_of(Kind kind) {
  switch (kind) {
    case Kind::kNgram:
      return "DELETE FROM ngram WHERE w1 = ?1 AND w2 = ?2 AND w3 = ?3";
    case Kind::kWord:
      return "DELETE FROM word WHERE id = ?3";
    case Kind::kCorrection:
      return "DELETE FROM correction WHERE typed = ?4 AND word = ?5";
    default:
      return "DELETE FROM emoji WHERE emoji = ?4 AND word = ?5";
  }
}

}  // namespace

Result<HistoryPruner::Usage> HistoryPruner::usage(const SqliteDb& db) {
  std::array<std::size_t, 3> numbers{};
  constexpr std::array<const char*, 3> kAsked = {"PRAGMA page_size", "PRAGMA page_count",
                                                 "PRAGMA freelist_count"};
  for (std::size_t i = 0; i < kAsked.size(); ++i) {
    const auto number = query_integer(db, kAsked[i]);
    if (!number) return number.error();
    numbers[i] = static_cast<std::size_t>(std::max<int64_t>(*number, 0));
  }
  return Usage{numbers[0], numbers[1], std::min(numbers[1], numbers[2])};
}

Result<bool> HistoryPruner::step(SqliteDb* db, std::size_t max_bytes, int64_t now,
                                 std::vector<HistoryOp>* gone) {
  const auto use = usage(*db);
  if (!use) return use.error();
  const std::size_t target = max_bytes / 100 * kTargetPercent;
  if (use->used_bytes() > max_bytes) under_way_ = true;
  if (use->used_bytes() <= target) under_way_ = false;
  if (!under_way_) {
    if (use->free == 0 || use->file_bytes() <= max_bytes) {
      // Only then: a log that is emptied after each batch saves nobody a write.
      if (std::exchange(gave_back_, false)) static_cast<void>(db->empty_log());
      return false;
    }
    if (Status done = give_back(db, *use); !done.ok()) return done.error();
    return true;
  }
  if (found_.empty()) {
    if (Status done = find(*db, now); !done.ok()) return done.error();
    if (found_.empty()) {  // what is left stays, however large
      under_way_ = false;
      return false;
    }
  }
  if (Status done = drop(db, gone); !done.ok()) return done.error();
  return true;
}

Status HistoryPruner::give_back(SqliteDb* db, const Usage& usage) {
  gave_back_ = true;
  const auto mode = query_integer(*db, "PRAGMA auto_vacuum");
  if (!mode) return mode.error();
  // Made without it, a file gets it by being written anew, once.
  if (*mode == 0) return db->run("PRAGMA auto_vacuum = INCREMENTAL; VACUUM");
  const std::size_t pages = std::min(usage.free, static_cast<std::size_t>(kPagesAtOnce));
  return db->run(("PRAGMA incremental_vacuum(" + std::to_string(pages) + ")").c_str());
}

Status HistoryPruner::find(const SqliteDb& db, int64_t now) {
  const auto version = query_integer(db, "PRAGMA data_version");
  if (!version) return version.error();
  data_version_ = *version;
  constexpr std::array<std::pair<Kind, const char*>, 6> kInTurn = {{
      {Kind::kWord, kSeldomWords},
      {Kind::kNgram, kNgrams},
      {Kind::kWord, kWords},
      {Kind::kCorrection, kCorrections},
      {Kind::kEmoji, kEmoji},
      {Kind::kWord, kPersonalWords},
  }};
  for (const auto& [kind, sql] : kInTurn) {
    auto rows = SqliteStatement::prepare(db, sql);
    if (!rows) return rows.error();
    rows->bind(1, now);
    rows->bind(2, static_cast<int64_t>(kRowsFound));
    while (true) {
      const auto more = rows->step();
      if (!more) return more.error();
      if (!*more) break;
      Row row;
      row.op.kind = kind;
      row.op.a = rows->text(0);
      row.op.b = rows->text(1);
      row.op.c = rows->text(2);
      row.op.time = rows->integer(3);
      row.w1 = rows->integer(4);
      row.w2 = rows->integer(5);
      row.w3 = rows->integer(6);
      found_.push_back(std::move(row));
    }
    if (!found_.empty()) return {};
  }
  return {};
}

Status HistoryPruner::drop(SqliteDb* db, std::vector<HistoryOp>* gone) {
  if (Status begun = db->run("BEGIN IMMEDIATE"); !begun.ok()) return begun;
  Status done = [&]() -> Status {
    // An id that somebody has given anew meanwhile must not lose what is the new word's.
    const auto version = query_integer(*db, "PRAGMA data_version");
    if (!version) return version.error();
    if (*version != data_version_) return {};
    auto statement = SqliteStatement::prepare(*db, drop_of(found_.front().op.kind));
    if (!statement) return statement.error();
    const std::size_t first = found_.size() - std::min(found_.size(), kRowsAtOnce);
    for (std::size_t i = first; i < found_.size(); ++i) {
      const Row& row = found_[i];
      statement->bind(1, row.w1);
      statement->bind(2, row.w2);
      statement->bind(3, row.w3);
      statement->bind(4, row.op.a);
      statement->bind(5, row.op.b);
      if (Status dropped = statement->run(); !dropped.ok()) return dropped;
      gone->push_back(row.op);
    }
    return db->run("COMMIT");
  }();
  if (done.ok() && !gone->empty()) {
    found_.resize(found_.size() - gone->size());
    return {};
  }
  (void)db->run("ROLLBACK");
  gone->clear();
  found_.clear();
  return done;
}

}  // namespace inkling
