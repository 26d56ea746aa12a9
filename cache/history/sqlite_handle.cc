#include "cache/history/sqlite_handle.h"

#include <sqlite3.h>

#include <cmath>
#include <utility>

#include "cache/history/history_rules.h"

namespace inkling {
namespace {

constexpr int kBusyMillis = 5000;

/// decay(seconds): what a use is worth after that time. Part of every upsert of a count.
void decay(sqlite3_context* context, int, sqlite3_value** values) {
  const double seconds = std::max(0.0, sqlite3_value_double(values[0]));
  sqlite3_result_double(context, std::exp2(-seconds / kHalfLifeSeconds));
}

}  // namespace

Result<SqliteDb> SqliteDb::open(const std::string& path, Mode mode) {
  SqliteDb out;
  out.path_ = path;
  const int flags =
      mode == Mode::kReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  int code = sqlite3_open_v2(path.c_str(), &out.db_, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  if (code != SQLITE_OK) return out.error(code);
  sqlite3_extended_result_codes(out.db_, 1);
  sqlite3_busy_timeout(out.db_, kBusyMillis);
  code = sqlite3_create_function(out.db_, "decay", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr,
                                 decay, nullptr, nullptr);
  if (code != SQLITE_OK) return out.error(code);
  return out;
}

SqliteDb::~SqliteDb() { sqlite3_close_v2(db_); }
SqliteDb::SqliteDb(SqliteDb&& other) noexcept
    : db_(std::exchange(other.db_, nullptr)), path_(std::move(other.path_)) {}
SqliteDb& SqliteDb::operator=(SqliteDb&& other) noexcept {
  std::swap(db_, other.db_);
  std::swap(path_, other.path_);
  return *this;
}

Status SqliteDb::run(const char* sql) {
  const int code = sqlite3_exec(db_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return error(code);
  return {};
}

Error SqliteDb::error(int code) const {
  const int primary = code & 0xff;
  const bool damaged = primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
  return make_error(damaged ? ErrorCode::kCorrupt : ErrorCode::kIo,
                    path_ + ": " + (db_ != nullptr ? sqlite3_errmsg(db_) : sqlite3_errstr(code)));
}

Result<SqliteStatement> SqliteStatement::prepare(const SqliteDb& db, const char* sql) {
  SqliteStatement out;
  out.db_ = &db;
  const int code = sqlite3_prepare_v2(db.get(), sql, -1, &out.statement_, nullptr);
  if (code != SQLITE_OK) return db.error(code);
  return out;
}

SqliteStatement::~SqliteStatement() { sqlite3_finalize(statement_); }
SqliteStatement::SqliteStatement(SqliteStatement&& other) noexcept
    : statement_(std::exchange(other.statement_, nullptr)), db_(other.db_) {}
SqliteStatement& SqliteStatement::operator=(SqliteStatement&& other) noexcept {
  std::swap(statement_, other.statement_);
  std::swap(db_, other.db_);
  return *this;
}

void SqliteStatement::bind(int at, std::string_view text) {
  sqlite3_bind_text(statement_, at, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}
void SqliteStatement::bind(int at, double value) { sqlite3_bind_double(statement_, at, value); }
void SqliteStatement::bind(int at, int64_t value) { sqlite3_bind_int64(statement_, at, value); }

Result<bool> SqliteStatement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  // The message belongs to the connection: read it before the reset.
  const Error error = code == SQLITE_DONE ? Error() : db_->error(code);
  sqlite3_reset(statement_);
  if (code == SQLITE_DONE) return false;
  return error;
}

Status SqliteStatement::run() {
  while (true) {
    const auto row = step();
    if (!row) return row.error();
    if (!*row) return {};
  }
}

std::string SqliteStatement::text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  const int bytes = sqlite3_column_bytes(statement_, column);
  return text == nullptr ? std::string() : std::string(text, static_cast<std::size_t>(bytes));
}
double SqliteStatement::real(int column) const { return sqlite3_column_double(statement_, column); }
int64_t SqliteStatement::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

}  // namespace inkling
