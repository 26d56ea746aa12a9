// Opening a history's file in whatever state it is.
#include <algorithm>
#include <string>
#include <utility>

#include "cache/history/history_file.h"
#include "cache/history/history_intake.h"
#include "cache/history/history_open.h"
#include "cache/history/history_rows.h"
#include "cache/history/history_seal.h"
#include "cache/history/history_store_impl.h"

namespace inkling {

namespace {

/// kCorrupt when the file is damaged. A page that cannot be read for now looks like damage to
/// SQLite, and is none.
Status check_quickly(const SqliteDb& db, const std::string& path) {
  std::string damage;
  const auto check = [&] {
    damage.clear();
    return for_each_row(db, "PRAGMA quick_check(1)", [&](const SqliteStatement& s) {
      if (s.text(0) != "ok") damage = s.text(0);
    });
  };
  Status checked = check();
  if (checked.ok() && damage.empty()) return {};
  if (Status readable = db.read_all_pages(); !readable.ok()) return readable;
  checked = check();
  if (!checked.ok() || damage.empty()) return checked;
  return make_error(ErrorCode::kCorrupt, path + ": " + damage);
}

}  // namespace

class HistoryStore::Opener {
 public:
  Opener(const HistoryFileOptions& options, int64_t now) : options_(options), now_(now) {}
  Result<Opened> open();

 private:
  bool is_final(ErrorCode code) const {
    return code == ErrorCode::kUnsupported || code == ErrorCode::kInvalidArgument;
  }
  /// Ends with a store, or says why not: kCorrupt with what could be read in salvaged_.
  Status open_for_writing(bool exists);
  Status open_for_reading();
  /// Reads what is there into out_; kCorrupt, what could be read in salvaged_.
  Status read(const SqliteDb& db, const HistorySchema& schema);
  /// Makes room for a new file in place of a damaged one.
  Status set_aside(const Error& damage);
  void put_salvaged_back();

  const HistoryFileOptions& options_;
  const int64_t now_;
  Opened out_;
  HistoryRows salvaged_;
};

Result<HistoryStore::Opened> HistoryStore::open(const HistoryFileOptions& options, int64_t now) {
  if (!options.key.empty() && !SqliteDb::has_encryption()) {
    return make_error(ErrorCode::kUnsupported,
                      options.path +
                          ": a key was given, and this build cannot encrypt; "
                          "nothing is written there");
  }
  if (!options.key.empty() && options.key.size() != SqliteDb::kKeyBytes) {
    return make_error(ErrorCode::kInvalidArgument, options.path +
                                                       ": a key has 32 bytes, and this one has " +
                                                       std::to_string(options.key.size()));
  }
  return Opener(options, now).open();
}

Result<HistoryStore::Opened> HistoryStore::Opener::open() {
  out_.seal_key = options_.seal_key;
  for (int attempt = 0; attempt < 2; ++attempt) {
    const auto exists = history_file_exists(options_.path);
    Status done = exists ? open_for_writing(*exists) : Status(exists.error());
    if (done.ok()) break;
    if (is_final(done.error().code)) return done.error();
    if (done.error().code == ErrorCode::kCorrupt && attempt == 0) {
      done = set_aside(done.error());
      if (done.ok()) continue;
      out_.rows = salvaged_;  // it stands where it stood, so these are not unsaved
      out_.read = true;
      salvaged_ = {};
    }
    out_.refused = done.error();
    if (exists && *exists && !out_.read) {
      if (Status read = open_for_reading(); !read.ok() && is_final(read.error().code)) {
        return read.error();
      }
    }
    break;
  }
  make_sane(&out_.rows, now_);
  put_salvaged_back();
  return std::move(out_);
}

Status HistoryStore::Opener::open_for_writing(bool exists) {
  if (!exists) {
    if (Status made = create_history_file(options_.path); !made.ok()) return made;
    out_.read = true;  // there is nothing
  }
  let_owner_write_beside(options_.path);
  auto db =
      SqliteDb::open({options_.path, options_.key, options_.patience}, SqliteDb::Mode::kReadWrite);
  if (!db) return db.error();
  const auto schema = look_at_history(*db, options_);
  if (!schema) {
    if (schema.error().code == ErrorCode::kCorrupt) (void)read_history_rows(*db, &salvaged_);
    return schema.error();
  }
  keep_to_owner(options_.path);
  if (Status done = read(*db, *schema); !done.ok()) return done;
  auto impl = std::make_unique<Impl>(std::move(db.value()), options_);
  if (Status settled = impl->settle(*schema, now_, &out_.warnings); !settled.ok()) return settled;
  if (schema->version != kHistorySchemaVersion && !schema->empty()) {
    out_.rows = {};
    if (Status again = read_history_rows(impl->db, &out_.rows); !again.ok()) return again;
  }
  // All pages were read, most of which nobody will ask for again.
  (void)impl->db.run("PRAGMA shrink_memory");
  out_.seal_key = impl->options.seal_key;
  out_.store.reset(new HistoryStore(std::move(impl)));  // NOLINT: private constructor
  return {};
}

Status HistoryStore::Opener::open_for_reading() {
  auto db = open_history_for_reading(options_);
  if (!db) return db.error();
  const auto schema = look_at_history(*db, options_);
  if (!schema) return schema.error();
  if (Status done = read(*db, *schema); !done.ok()) {
    if (done.error().code != ErrorCode::kCorrupt) return done;
    out_.rows = std::move(salvaged_);
    salvaged_ = {};
    out_.read = true;
  }
  return {};
}

Status HistoryStore::Opener::read(const SqliteDb& db, const HistorySchema& schema) {
  HistoryRows rows;
  Status whole = [&]() -> Status {
    if (schema.spoiled()) {
      return make_error(ErrorCode::kCorrupt, options_.path + ": " + schema.problems().front());
    }
    if (schema.version < 0) {
      return make_error(ErrorCode::kCorrupt, options_.path + ": has no version of ours");
    }
    db.read_ahead();  // all of it is looked at twice
    Status checked = check_quickly(db, options_.path);
    if (!checked.ok()) return checked;
    if (!schema.complete()) {  // in the making, or somebody took one away
      (void)read_history_rows(db, &rows);
      return {};
    }
    const auto key = read_seal_key(db);
    if (!key) return key.error();
    if (!key->empty()) out_.seal_key = *key;
    return read_history_rows(db, &rows);
  }();
  if (!whole.ok()) {
    if (whole.error().code == ErrorCode::kCorrupt) (void)read_history_rows(db, &salvaged_);
    return whole;
  }
  out_.rows = std::move(rows);
  out_.read = true;
  return {};
}

Status HistoryStore::Opener::set_aside(const Error& damage) {
  const auto aside = set_history_aside(options_.path);
  if (!aside) return aside.error();
  keep_to_owner(options_.path);
  out_.rows = {};
  out_.seal_key = options_.seal_key;
  out_.warnings.push_back(make_error(
      ErrorCode::kCorrupt, damage.message + "; the damaged file is kept as " + *aside + ", " +
                               std::to_string(salvaged_.size()) + " rows were saved from it"));
  return {};
}

void HistoryStore::Opener::put_salvaged_back() {
  if (salvaged_.size() == 0) return;
  make_sane(&salvaged_, now_);
  // Sealed under the key of the damaged file.
  std::erase_if(salvaged_.others, [](const HistoryOp& op) { return is_sealed(op.a); });
  std::erase_if(salvaged_.ngrams, [this](const HistoryRows::Ngram& ngram) {
    return is_sealed(salvaged_.names[ngram.w2]);
  });
  std::vector<HistoryOp> ops = salvaged_.ops(0, salvaged_.size());
  Status kept =
      out_.store != nullptr ? out_.store->apply(ops, Durable::kNow) : Status(out_.refused);
  out_.rows = std::move(salvaged_);
  if (kept.ok()) return;
  out_.warnings.push_back(kept.error());
  out_.unsaved = std::move(ops);
}

}  // namespace inkling
