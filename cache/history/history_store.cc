#include "cache/history/history_store.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "cache/history/history_file.h"
#include "cache/history/history_open.h"
#include "cache/history/history_store_impl.h"

namespace inkling {

static_assert(HistoryStore::kSchemaVersion == kHistorySchemaVersion);

namespace {

// In meta, from the change on until nothing of what went is left on the disk.
constexpr const char* kWordsErased = "1";
constexpr const char* kAllErased = "2";

}  // namespace

HistoryStore::HistoryStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HistoryStore::~HistoryStore() = default;

const std::string& HistoryStore::seal_key() const { return impl_->options.seal_key; }

Status HistoryStore::Impl::note_erasure(const std::vector<HistoryOp>& ops) {
  const bool all = std::any_of(ops.begin(), ops.end(), [](const HistoryOp& op) {
    return op.kind == HistoryOp::Kind::kClear;
  });
  const bool any =
      all || std::any_of(ops.begin(), ops.end(), [](const HistoryOp& op) { return op.erase; });
  if (!any) return {};
  rebuilt = false;
  auto note =
      SqliteStatement::prepare(db,
                               "INSERT OR REPLACE INTO meta(key, value) SELECT 'erase', "
                               "max(?1, ifnull((SELECT value FROM meta WHERE key = 'erase'), ''))");
  if (!note) return note.error();
  note->bind(1, std::string_view(all ? kAllErased : kWordsErased));
  return note->run();
}

Status HistoryStore::Impl::in_transaction(Durable durable, const std::function<Status()>& work) {
  if (durable == Durable::kNow) {
    if (Status set = db.run("PRAGMA synchronous = FULL"); !set.ok()) return set;
  }
  Status done = db.run("BEGIN IMMEDIATE");
  if (done.ok()) {
    done = work();
    if (done.ok()) done = db.run("COMMIT");
    if (!done.ok()) (void)db.run("ROLLBACK");
  }
  if (durable == Durable::kNow) (void)db.run("PRAGMA synchronous = NORMAL");
  return done;
}

Status HistoryStore::apply(const std::vector<HistoryOp>& ops, Durable durable) {
  Impl& m = *impl_;
  m.pruner.look_again();
  return m.in_transaction(durable, [&]() -> Status {
    for (const HistoryOp& op : ops) {
      if (Status done = m.changes->apply(op, m.options.language); !done.ok()) return done;
    }
    return m.note_erasure(ops);
  });
}

Status HistoryStore::sync() {
  // A commit that is synced takes all before it along; it has to change something.
  return impl_->in_transaction(Durable::kNow, [this] {
    return impl_->db.run(
        "INSERT OR REPLACE INTO meta(key, value) SELECT 'synced', "
        "ifnull((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'synced'), 0) + 1");
  });
}

bool HistoryStore::erase_due() const {
  const auto due = query_integer(impl_->db, "SELECT count(*) FROM meta WHERE key = 'erase'");
  return due && *due > 0;
}

Result<bool> HistoryStore::erase() {
  Impl& m = *impl_;
  // What was deleted was overwritten (secure_delete), but rows that moved from page to page, as
  // they do, may have left a shadow behind.
  if (!m.rebuilt) {
    if (Status done = m.db.run("VACUUM"); !done.ok()) return done.error();
    m.rebuilt = true;
  }
  auto emptied = m.db.empty_log();
  if (!emptied || !*emptied) return emptied;
  const auto all = query_integer(m.db, "SELECT value = '2' FROM meta WHERE key = 'erase'");
  if (!all) return all.error();
  if (*all != 0) {
    if (Status gone = remove_set_aside(m.options.path); !gone.ok()) return gone.error();
  }
  if (Status done = m.db.run("DELETE FROM meta WHERE key = 'erase'"); !done.ok()) {
    return done.error();
  }
  return true;
}

Result<bool> HistoryStore::prune_step(std::size_t max_bytes, int64_t now,
                                      std::vector<HistoryOp>* gone) {
  std::vector<HistoryOp> step;
  auto more = impl_->pruner.step(&impl_->db, max_bytes, now, &step);
  gone->insert(gone->end(), std::make_move_iterator(step.begin()),
               std::make_move_iterator(step.end()));
  return more;
}

Result<HistoryCheck> HistoryStore::check_file(const std::string& path, const std::string& key) {
  HistoryFileOptions options{path, {}, key, {}, std::make_shared<SqlitePatience>(kCheckMillis)};
  const auto exists = history_file_exists(path);
  if (!exists) return exists.error();
  if (!*exists) return make_error(ErrorCode::kNotFound, path + ": there is no such file");
  auto db = open_history_for_reading(options);
  if (!db) return db.error();
  const auto schema = look_at_history(*db, options);
  const bool newer = !schema && schema.error().code == ErrorCode::kUnsupported;
  if (!schema && schema.error().code != ErrorCode::kCorrupt && !newer) return schema.error();
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
  if (schema) {
    for (std::string& problem : schema->problems()) out.problems.push_back(std::move(problem));
  } else {
    out.problems.push_back(schema.error().message);
  }
  for (const char* table : kHistoryTables) {
    const auto rows = query_integer(*db, ("SELECT count(*) FROM " + std::string(table)).c_str());
    if (rows) {
      out.row_counts.emplace_back(table, *rows);
    } else if (!newer) {
      out.problems.push_back(rows.error().message);
    }
  }
  out.intact = out.problems.empty();
  return out;
}

}  // namespace inkling
