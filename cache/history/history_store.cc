#include "cache/history/history_store.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <optional>
#include <utility>

#include "cache/history/history_intake.h"
#include "cache/history/history_rules.h"
#include "cache/history/history_seal.h"
#include "cache/history/sqlite_handle.h"

namespace inkling {
namespace {

constexpr const char* kSchema = R"sql(
CREATE TABLE IF NOT EXISTS word(
  id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE COLLATE NOCASE, lang TEXT NOT NULL,
  count REAL NOT NULL, last_used INTEGER NOT NULL, flags INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS ngram(
  w1 INTEGER NOT NULL, w2 INTEGER NOT NULL, w3 INTEGER NOT NULL,
  count REAL NOT NULL, last_used INTEGER NOT NULL, PRIMARY KEY(w1, w2, w3)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS correction(
  typed TEXT NOT NULL COLLATE NOCASE, word TEXT NOT NULL COLLATE NOCASE,
  accepted INTEGER NOT NULL, reverted INTEGER NOT NULL, last_used INTEGER NOT NULL,
  PRIMARY KEY(typed, word)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shortcut(typed TEXT NOT NULL UNIQUE COLLATE NOCASE, expansion TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS emoji(
  emoji TEXT NOT NULL, word TEXT NOT NULL COLLATE NOCASE, count REAL NOT NULL,
  last_used INTEGER NOT NULL, PRIMARY KEY(emoji, word)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
)sql";

constexpr std::array<const char*, 6> kTables = {"word",     "ngram", "correction",
                                                "shortcut", "emoji", "meta"};

Result<int64_t> query_integer(const SqliteDb& db, const char* sql) {
  auto statement = SqliteStatement::prepare(db, sql);
  if (!statement) return statement.error();
  const auto row = statement->step();
  if (!row) return row.error();
  return *row ? statement->integer(0) : int64_t{0};
}

/// Calls `row` for each row; an error ends it early and is returned.
template <typename Fn>
Status for_each_row(const SqliteDb& db, const char* sql, Fn&& row) {
  auto statement = SqliteStatement::prepare(db, sql);
  if (!statement) return statement.error();
  while (true) {
    const auto more = statement->step();
    if (!more) return more.error();
    if (!*more) return {};
    row(*statement);
  }
}

/// Every row as a change to an empty history. Where a page is damaged, the rows before it and, read
/// from the other end, those behind it are kept; the first error is returned.
Status read_rows(const SqliteDb& db, std::vector<HistoryOp>* out) {
  Status first;
  std::map<int64_t, std::string> names = {{0, ""}};
  const auto table = [&](const char* ascending, const char* descending, auto&& row) {
    Status done = for_each_row(db, ascending, row);
    if (done.ok()) return;
    if (first.ok()) first = done;
    (void)for_each_row(db, descending, row);
  };
  using Kind = HistoryOp::Kind;
  const auto word = [&](const SqliteStatement& s) {
    if (!names.emplace(s.integer(0), s.text(1)).second) return;
    HistoryOp op;
    op.kind = Kind::kWord;
    op.a = s.text(1);
    op.delta = s.real(2);
    op.time = s.integer(3);
    op.flags_set = static_cast<int>(s.integer(4));
    op.c = s.text(5);
    out->push_back(std::move(op));
  };
  table("SELECT id, text, count, last_used, flags, lang FROM word ORDER BY id",
        "SELECT id, text, count, last_used, flags, lang FROM word ORDER BY id DESC", word);
  std::map<std::array<int64_t, 3>, bool> seen;
  const auto ngram = [&](const SqliteStatement& s) {
    const std::array<int64_t, 3> ids = {s.integer(0), s.integer(1), s.integer(2)};
    if (!seen.emplace(ids, true).second) return;
    for (const int64_t id : ids) {
      if (!names.contains(id)) return;
    }
    HistoryOp op;
    op.kind = Kind::kNgram;
    op.a = names[ids[0]];
    op.b = names[ids[1]];
    op.c = names[ids[2]];
    op.delta = s.real(3);
    op.time = s.integer(4);
    if (!op.c.empty() && !op.b.empty()) out->push_back(std::move(op));
  };
  table("SELECT w1, w2, w3, count, last_used FROM ngram ORDER BY w1, w2, w3",
        "SELECT w1, w2, w3, count, last_used FROM ngram ORDER BY w1 DESC, w2 DESC, w3 DESC", ngram);
  const auto correction = [&](const SqliteStatement& s) {
    HistoryOp op;
    op.kind = Kind::kCorrection;
    op.a = s.text(0);
    op.b = s.text(1);
    op.accepted = static_cast<uint32_t>(s.integer(2));
    op.reverted = static_cast<uint32_t>(s.integer(3));
    op.time = s.integer(4);
    out->push_back(std::move(op));
  };
  // From one end only: a second pass would count what the first one read again.
  const auto once = [&](const char* sql, auto&& row) {
    Status done = for_each_row(db, sql, row);
    if (!done.ok() && first.ok()) first = done;
  };
  once("SELECT typed, word, accepted, reverted, last_used FROM correction", correction);
  once("SELECT typed, expansion FROM shortcut", [&](const SqliteStatement& s) {
    HistoryOp op;
    op.kind = Kind::kShortcut;
    op.a = s.text(0);
    op.b = s.text(1);
    out->push_back(std::move(op));
  });
  once("SELECT emoji, word, count, last_used FROM emoji", [&](const SqliteStatement& s) {
    HistoryOp op;
    op.kind = Kind::kEmoji;
    op.a = s.text(0);
    op.b = s.text(1);
    op.delta = s.real(2);
    op.time = s.integer(3);
    out->push_back(std::move(op));
  });
  return first;
}

/// Moves PATH and its companions to PATH.damaged-N; the new name.
Result<std::string> set_aside(const std::string& path) {
  for (int n = 1; n < 1000; ++n) {
    const std::string other = path + ".damaged-" + std::to_string(n);
    std::error_code ec;
    if (std::filesystem::exists(other, ec)) continue;
    std::filesystem::rename(path, other, ec);
    if (ec) break;
    for (const char* companion : {"-wal", "-shm"}) {
      std::filesystem::rename(path + companion, other + companion, ec);
    }
    return other;
  }
  return make_error(ErrorCode::kIo, path + ": damaged, and it cannot be renamed");
}

}  // namespace

struct HistoryStore::Impl {
  explicit Impl(SqliteDb handle) : db(std::move(handle)) {}
  SqliteDb db;
  // Statements after the connection: they go first.
  std::optional<SqliteStatement> word, rename, ngram, correction, forget_ngram, forget_word,
      forget_correction, forget_emoji, set_shortcut, remove_shortcut, emoji;

  Status prepare();
  Status apply(const HistoryOp& op, const std::string& language);
  Status seal_old_rows(const std::vector<HistoryOp>& rows, const HistorySeal& seal,
                       const std::string& language);
};

Status HistoryStore::Impl::prepare() {
  const auto make = [&](std::optional<SqliteStatement>* out, const char* sql) -> Status {
    auto statement = SqliteStatement::prepare(db, sql);
    if (!statement) return statement.error();
    out->emplace(std::move(statement.value()));
    return {};
  };
  const std::array<std::pair<std::optional<SqliteStatement>*, const char*>, 11> all = {{
      {&word,
       "INSERT INTO word(text, lang, count, last_used, flags) VALUES(?1, ?2, max(?3, 0), ?4, ?5) "
       "ON CONFLICT(text) DO UPDATE SET count = max(0, count * decay(?4 - last_used) + ?3), "
       "last_used = max(last_used, ?4), flags = (flags & ~?6) | ?5"},
      {&rename, "UPDATE OR IGNORE word SET text = ?1 WHERE text = ?1"},
      {&ngram,
       "INSERT INTO ngram(w1, w2, w3, count, last_used) SELECT "
       "ifnull((SELECT id FROM word WHERE text = ?1), 0), b.id, c.id, max(?4, 0), ?5 "
       "FROM word b, word c WHERE b.text = ?2 AND c.text = ?3 "
       "ON CONFLICT(w1, w2, w3) DO UPDATE SET count = max(0, count * decay(?5 - last_used) + ?4), "
       "last_used = max(last_used, ?5)"},
      {&correction,
       "INSERT INTO correction(typed, word, accepted, reverted, last_used) "
       "VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(typed, word) DO UPDATE SET "
       "accepted = accepted + ?3, reverted = reverted + ?4, last_used = max(last_used, ?5)"},
      {&forget_ngram,
       "DELETE FROM ngram WHERE w1 IN (SELECT id FROM word WHERE text = ?1) OR w2 IN "
       "(SELECT id FROM word WHERE text = ?1) OR w3 IN (SELECT id FROM word WHERE text = ?1)"},
      {&forget_word, "DELETE FROM word WHERE text = ?1"},
      {&forget_correction, "DELETE FROM correction WHERE typed = ?1 OR word = ?1"},
      {&forget_emoji, "DELETE FROM emoji WHERE word = ?1 OR emoji = ?1"},
      {&set_shortcut,
       "INSERT INTO shortcut(typed, expansion) VALUES(?1, ?2) "
       "ON CONFLICT(typed) DO UPDATE SET expansion = ?2"},
      {&remove_shortcut, "DELETE FROM shortcut WHERE typed = ?1"},
      {&emoji,
       "INSERT INTO emoji(emoji, word, count, last_used) VALUES(?1, ?2, ?3, ?4) "
       "ON CONFLICT(emoji, word) DO UPDATE SET count = count * decay(?4 - last_used) + ?3, "
       "last_used = max(last_used, ?4)"},
  }};
  for (const auto& [out, sql] : all) {
    if (Status done = make(out, sql); !done.ok()) return done;
  }
  return {};
}

Status HistoryStore::Impl::apply(const HistoryOp& op, const std::string& language) {
  using Kind = HistoryOp::Kind;
  switch (op.kind) {
    case Kind::kWord:
      word->bind(1, op.a);
      word->bind(2, op.c.empty() ? language : op.c);
      word->bind(3, op.delta);
      word->bind(4, op.time);
      word->bind(5, int64_t{op.flags_set});
      word->bind(6, int64_t{op.flags_clear});
      return word->run();
    case Kind::kRename:
      rename->bind(1, op.a);
      return rename->run();
    case Kind::kNgram:
      ngram->bind(1, op.a);
      ngram->bind(2, op.b);
      ngram->bind(3, op.c);
      ngram->bind(4, op.delta);
      ngram->bind(5, op.time);
      return ngram->run();
    case Kind::kCorrection:
      correction->bind(1, op.a);
      correction->bind(2, op.b);
      correction->bind(3, int64_t{op.accepted});
      correction->bind(4, int64_t{op.reverted});
      correction->bind(5, op.time);
      return correction->run();
    case Kind::kForget:
      for (auto* statement : {&forget_ngram, &forget_word, &forget_correction, &forget_emoji}) {
        (*statement)->bind(1, op.a);
        if (Status done = (*statement)->run(); !done.ok()) return done;
      }
      return {};
    case Kind::kShortcut: {
      auto& statement = op.b.empty() ? remove_shortcut : set_shortcut;
      statement->bind(1, op.a);
      if (!op.b.empty()) statement->bind(2, op.b);
      return statement->run();
    }
    case Kind::kEmoji:
      emoji->bind(1, op.a);
      emoji->bind(2, op.b);
      emoji->bind(3, op.delta);
      emoji->bind(4, op.time);
      return emoji->run();
    case Kind::kClear:
      return db.run(
          "DELETE FROM word; DELETE FROM ngram; DELETE FROM correction;"
          "DELETE FROM shortcut; DELETE FROM emoji;");
  }
  return {};
}

/// From schema 1 to 2: what waits gets a name that says nothing, without what hung on it, and what
/// is never learned any more goes.
Status HistoryStore::Impl::seal_old_rows(const std::vector<HistoryOp>& rows,
                                         const HistorySeal& seal, const std::string& language) {
  using Kind = HistoryOp::Kind;
  const auto may_stay = [](const std::string& text) {
    return text.empty() || text == kSentenceStart || may_learn(text);
  };
  const auto forget = [&](const std::string& text) -> Status {
    HistoryOp op;
    op.kind = Kind::kForget;
    op.a = text;
    return apply(op, language);
  };
  Status done = db.run("BEGIN IMMEDIATE");
  for (const HistoryOp& op : rows) {
    if (!done.ok()) break;
    if (op.kind == Kind::kCorrection || op.kind == Kind::kEmoji) {
      if (!may_stay(op.a)) done = forget(op.a);
      if (done.ok() && !may_stay(op.b)) done = forget(op.b);
      continue;
    }
    if (op.kind != Kind::kWord || op.a == kSentenceStart || is_sealed(op.a)) continue;
    if ((op.flags_set & kHistoryBlocked) != 0) continue;
    if (!may_stay(op.a)) {
      done = forget(op.a);
    } else if ((op.flags_set & kHistoryWaiting) != 0) {
      // Its corrections stay: they say what is not to be done again.
      for (auto* statement : {&forget_ngram, &forget_word}) {
        (*statement)->bind(1, op.a);
        if (done.ok()) done = (*statement)->run();
      }
      HistoryOp sealed = op;
      sealed.a = seal.name_of(op.a);
      if (done.ok() && op.delta > 0) done = apply(sealed, language);
    }
  }
  if (done.ok()) done = db.run("PRAGMA user_version = 2; COMMIT");
  if (!done.ok()) (void)db.run("ROLLBACK");
  return done;
}

HistoryStore::HistoryStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HistoryStore::~HistoryStore() = default;

Result<HistoryStore::Opened> HistoryStore::open(const std::string& path,
                                                const std::string& language, int64_t now) {
  Opened out;
  std::vector<HistoryOp> salvaged;
  for (int attempt = 0; attempt < 2; ++attempt) {
    // Made by us first, so that it is readable by its owner only.
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) return make_error(ErrorCode::kIo, path + ": cannot be opened for writing");
    ::close(file);
    Error damage;
    bool in_the_clear = false;  // as schema 1 had it
    auto db = SqliteDb::open(path, SqliteDb::Mode::kReadWriteCreate);
    if (!db) return db.error();
    // Creating the tables fails on a damaged file, reading them finds damage deeper in.
    Status ready = [&]() -> Status {
      const auto version = query_integer(*db, "PRAGMA user_version");
      if (!version) return version.error();
      if (*version > kSchemaVersion) {
        return make_error(ErrorCode::kUnsupported,
                          path + ": written by a newer version of Inkling (schema " +
                              std::to_string(*version) + "); update, or name another file");
      }
      in_the_clear = *version == 1;
      if (*version == 0) {
        if (Status done = db->run("PRAGMA auto_vacuum = INCREMENTAL"); !done.ok()) return done;
      }
      Status done = db->run(
          "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
          "PRAGMA secure_delete = ON; BEGIN IMMEDIATE");
      if (!done.ok()) return done;
      done = db->run(kSchema);
      if (done.ok()) {
        auto meta = SqliteStatement::prepare(
            *db,
            "INSERT OR IGNORE INTO meta(key, value) VALUES('created', ?1), ('language', ?2), "
            "('seal', ?3)");
        if (!meta) return meta.error();
        meta->bind(1, std::to_string(now));
        meta->bind(2, language);
        meta->bind(3, HistorySeal::new_key());
        done = meta->run();
      }
      if (done.ok())
        done = for_each_row(*db, "SELECT value FROM meta WHERE key = 'seal'",
                            [&](const SqliteStatement& s) { out.seal_key = s.text(0); });
      if (done.ok()) done = db->run(in_the_clear ? "COMMIT" : "PRAGMA user_version = 2; COMMIT");
      if (!done.ok()) {
        (void)db->run("ROLLBACK");
        return done;
      }
      Status whole = for_each_row(*db, "PRAGMA quick_check(1)", [&](const SqliteStatement& s) {
        if (s.text(0) != "ok") damage = make_error(ErrorCode::kCorrupt, path + ": " + s.text(0));
      });
      if (!whole.ok()) return whole;
      if (!damage.message.empty()) return damage;
      return read_rows(*db, &out.rows);
    }();
    if (ready.ok()) {
      auto impl = std::make_unique<Impl>(std::move(db.value()));
      if (Status prepared = impl->prepare(); !prepared.ok()) return prepared.error();
      if (in_the_clear) {
        Status sealed = impl->seal_old_rows(out.rows, HistorySeal(out.seal_key), language);
        if (!sealed.ok()) return sealed.error();
        // Nothing of it may stay in a corner of the file. Another process may be reading: then
        // what was deleted is overwritten (secure_delete) when it lets go.
        (void)impl->db.run("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
        out.rows.clear();
        if (Status read = read_rows(impl->db, &out.rows); !read.ok()) return read.error();
      }
      out.store.reset(new HistoryStore(std::move(impl)));  // NOLINT: private constructor
      make_sane(&out.rows, now);
      if (!salvaged.empty()) {
        make_sane(&salvaged, now);
        // Sealed under the key of the damaged file.
        std::erase_if(salvaged, [](const HistoryOp& op) { return is_sealed(op.a); });
        if (Status kept = out.store->apply(salvaged, language); !kept.ok()) {
          out.warnings.push_back(kept.error());
        }
        out.rows = std::move(salvaged);
      }
      return out;
    }
    if (ready.error().code != ErrorCode::kCorrupt || attempt > 0) return ready.error();
    damage = ready.error();
    out.rows.clear();
    (void)read_rows(*db, &salvaged);
    { const SqliteDb closing = std::move(db.value()); }
    const auto aside = set_aside(path);
    if (!aside) return aside.error();
    out.warnings.push_back(make_error(
        ErrorCode::kCorrupt, damage.message + "; the damaged file is kept as " + *aside + ", " +
                                 std::to_string(salvaged.size()) + " rows were saved from it"));
  }
  return make_error(ErrorCode::kInternal, path + ": could not be opened");
}

Status HistoryStore::apply(const std::vector<HistoryOp>& ops, const std::string& language) {
  Status done = impl_->db.run("BEGIN IMMEDIATE");
  for (const HistoryOp& op : ops) {
    if (!done.ok()) break;
    done = impl_->apply(op, language);
  }
  if (done.ok()) done = impl_->db.run("COMMIT");
  if (!done.ok()) (void)impl_->db.run("ROLLBACK");
  return done;
}

Status HistoryStore::scrub() { return impl_->db.run("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)"); }

Status HistoryStore::prune(std::size_t max_bytes, int64_t now) {
  const auto pages = query_integer(impl_->db, "PRAGMA page_count");
  const auto size = query_integer(impl_->db, "PRAGMA page_size");
  if (!pages || !size) return !pages ? pages.error() : size.error();
  if (static_cast<std::size_t>(*pages * *size) <= max_bytes) return {};
  // A tenth of the n-grams goes, least valuable first, then words that nothing names any more.
  const std::string at = std::to_string(now);
  const std::string sql =
      "BEGIN IMMEDIATE; DELETE FROM ngram WHERE (w1, w2, w3) IN (SELECT w1, w2, w3 FROM ngram "
      "ORDER BY count * decay(" +
      at +
      " - last_used) LIMIT (SELECT count(*) / 10 + 1 FROM ngram));"
      "DELETE FROM word WHERE id IN (SELECT id FROM word WHERE (flags & 3) = 0 "
      "AND count * decay(" +
      at +
      " - last_used) < 1.5 "
      "AND id NOT IN (SELECT w1 FROM ngram) AND id NOT IN (SELECT w2 FROM ngram) "
      "AND id NOT IN (SELECT w3 FROM ngram)); COMMIT; PRAGMA incremental_vacuum";
  Status done = impl_->db.run(sql.c_str());
  if (!done.ok()) (void)impl_->db.run("ROLLBACK");
  return done;
}

Result<HistoryCheck> HistoryStore::check_file(const std::string& path) {
  std::error_code ec;
  if (!std::filesystem::is_regular_file(path, ec)) {
    return make_error(ErrorCode::kNotFound, path + ": there is no such file");
  }
  auto db = SqliteDb::open(path, SqliteDb::Mode::kReadOnly);
  if (!db) return db.error();
  HistoryCheck out;
  Status done = for_each_row(*db, "PRAGMA integrity_check", [&](const SqliteStatement& s) {
    if (s.text(0) != "ok") out.problems.push_back(s.text(0));
  });
  if (!done.ok()) {
    // A file that is no database at all has no tables to speak of.
    if (!query_integer(*db, "SELECT count(*) FROM sqlite_master").ok()) return done.error();
    out.problems.push_back(done.error().message);
  }
  if (const auto version = query_integer(*db, "PRAGMA user_version"); version) {
    out.schema_version = static_cast<int>(*version);
  }
  for (const char* table : kTables) {
    const auto rows = query_integer(*db, ("SELECT count(*) FROM " + std::string(table)).c_str());
    if (rows) {
      out.row_counts.emplace_back(table, *rows);
    } else {
      out.problems.push_back(rows.error().message);
    }
  }
  out.intact = out.problems.empty();
  return out;
}

}  // namespace inkling
