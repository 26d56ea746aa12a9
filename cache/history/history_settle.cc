// From whatever a file holds to the tables of today.
#include <string>
#include <utility>
#include <vector>

#include "cache/history/history_index.h"
#include "cache/history/history_rows.h"
#include "cache/history/history_rules.h"
#include "cache/history/history_seal.h"
#include "cache/history/history_store_impl.h"

namespace inkling {
namespace {

/// What the log may keep of its size when it is begun anew.
constexpr const char* kEachTime =
    "PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA journal_size_limit = 1048576";

Result<bool> has_log(const SqliteDb& db) {
  std::string mode;
  Status read =
      for_each_row(db, "PRAGMA journal_mode", [&](const SqliteStatement& s) { mode = s.text(0); });
  if (!read.ok()) return read.error();
  return mode == "wal";
}

}  // namespace

Status HistoryStore::Impl::settle(const HistorySchema& schema, int64_t now,
                                  std::vector<Error>* warnings) {
  const auto key = schema.complete() ? read_seal_key(db) : Result<std::string>(std::string());
  if (!key) return key.error();
  const auto logged = has_log(db);
  if (!logged) return logged.error();
  if (!*logged) {
    // Only before the first table is made can a file learn to give pages back.
    if (schema.empty()) {
      if (Status set = db.run("PRAGMA auto_vacuum = INCREMENTAL"); !set.ok()) return set;
    }
    if (Status set = db.run("PRAGMA journal_mode = WAL"); !set.ok()) return set;
  }
  if (Status set = db.run(kEachTime); !set.ok()) return set;
  const bool as_it_should_be = schema.complete() && !schema.has_others() &&
                               schema.version == kHistorySchemaVersion && !key->empty();
  if (as_it_should_be) {
    options.seal_key = *key;
  } else {
    Status made = in_transaction(Durable::kNow, [&] { return make_tables(schema, now); });
    if (!made.ok()) return made;
    for (const std::string& name : schema.foreign) {
      warnings->push_back(
          make_error(ErrorCode::kCorrupt, options.path + ": " + name + " did not belong there"));
    }
  }
  if (!changes) {
    auto prepared = HistoryChanges::prepare(&db);
    if (!prepared) return prepared.error();
    changes.emplace(std::move(prepared.value()));
  }
  return {};
}

Status HistoryStore::Impl::make_tables(const HistorySchema& schema, int64_t now) {
  for (const std::string& drop : schema.drop) {
    if (Status dropped = db.run(drop.c_str()); !dropped.ok()) return dropped;
  }
  if (Status made = create_history_tables(&db); !made.ok()) return made;
  auto meta = SqliteStatement::prepare(
      db,
      "INSERT OR IGNORE INTO meta(key, value) VALUES('created', ?1), ('language', ?2), "
      "('seal', ?3)");
  if (!meta) return meta.error();
  meta->bind(1, std::string_view(std::to_string(now)));
  meta->bind(2, std::string_view(options.language));
  meta->bind(3, std::string_view(options.seal_key));
  if (Status done = meta->run(); !done.ok()) return done;
  auto key = read_seal_key(db);  // somebody may have been quicker
  if (!key) return key.error();
  options.seal_key = std::move(key.value());
  auto prepared = HistoryChanges::prepare(&db);
  if (!prepared) return prepared.error();
  changes.emplace(std::move(prepared.value()));
  // And may have done the next step as well.
  const auto version = query_integer(db, "PRAGMA user_version");
  if (!version) return version.error();
  if (*version == 1) {
    if (Status sealed = seal_old_rows(); !sealed.ok()) return sealed;
  }
  return db.run("PRAGMA user_version = 2");
}

/// What waits gets a name that says nothing, without what hung on it, and what is never learned any
/// more goes.
Status HistoryStore::Impl::seal_old_rows() {
  using Kind = HistoryOp::Kind;
  HistoryRows rows;
  if (Status read = read_history_rows(db, &rows); !read.ok()) return read;
  const HistorySeal seal(options.seal_key);
  const auto may_stay = [](const std::string& text) {
    return text.empty() || text == kSentenceStart || may_learn(text);
  };
  const auto forget = [&](const std::string& text) {
    HistoryOp op;
    op.kind = Kind::kForget;
    op.a = text;
    return changes->apply(op, options.language);
  };
  Status done;
  for (const HistoryOp& op : rows.others) {
    if (!done.ok()) return done;
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
      done = changes->remove_word(op.a);
      HistoryOp sealed = op;
      sealed.a = seal.name_of(op.a);
      if (done.ok() && op.delta > 0) done = changes->apply(sealed, options.language);
    }
  }
  if (!done.ok()) return done;
  // Nothing of it may stay in a corner of the file.
  HistoryOp erased;
  erased.erase = true;
  return note_erasure({erased});
}

}  // namespace inkling
