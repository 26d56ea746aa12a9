#include "cache/history/history_open.h"

#include <algorithm>
#include <utility>

#include "cache/history/history_copy.h"
#include "cache/history/history_file.h"

namespace inkling {
namespace {

/// An error from the very first page of a file, which is also what a wrong key looks like.
Error first_page_error(const Error& error, const HistoryFileOptions& options) {
  if (error.code != ErrorCode::kCorrupt) return error;
  const auto refuse = [&](const char* what) {
    return make_error(ErrorCode::kInvalidArgument, options.path + ": " + what);
  };
  if (!options.key.empty()) {
    return begins_as_sqlite(options.path)
               ? refuse("is not encrypted, and a key was given; export it, and import that anew")
               : refuse("cannot be read with this key; it is another's, or the file is damaged");
  }
  if (looks_encrypted(options.path)) return refuse("is encrypted; give the key it was made with");
  return error;
}

}  // namespace

Result<SqliteDb> open_history_for_reading(const HistoryFileOptions& options) {
  auto db =
      SqliteDb::open({options.path, options.key, options.patience}, SqliteDb::Mode::kReadOnly);
  // It says so only when it is asked something.
  if (db) {
    const auto rows = query_integer(*db, "SELECT count(*) FROM sqlite_master");
    if (rows || rows.error().code != ErrorCode::kIo || db->locked()) return db;
  }
  const auto bytes = read_database_bytes(options.path);
  if (!bytes) return bytes.error();
  return SqliteDb::open_bytes(options.path, *bytes);
}

Result<HistorySchema> look_at_history(const SqliteDb& db, const HistoryFileOptions& options) {
  if (const auto first = query_integer(db, "PRAGMA user_version"); !first) {
    return first_page_error(first.error(), options);
  }
  auto schema = read_history_schema(db);
  if (!schema) return schema;
  if (schema->version > kHistorySchemaVersion) {
    return make_error(ErrorCode::kUnsupported,
                      options.path + ": written by a newer version of Inkling (schema " +
                          std::to_string(schema->version) + "); update, or name another file");
  }
  if (schema->strange()) {
    return make_error(ErrorCode::kInvalidArgument,
                      options.path + ": is a database, but no history; name another file");
  }
  return schema;
}

}  // namespace inkling
