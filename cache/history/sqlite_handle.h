// RAII around the parts of SQLite that the history uses. The only other file that includes
// sqlite3.h is sqlite_handle.cc.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "platform/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace inkling {

/// A connection. Used by one thread at a time.
class SqliteDb {
 public:
  enum class Mode { kReadWriteCreate, kReadOnly };
  static Result<SqliteDb> open(const std::string& path, Mode mode);
  ~SqliteDb();
  SqliteDb(SqliteDb&& other) noexcept;
  SqliteDb& operator=(SqliteDb&& other) noexcept;

  /// Runs statements without results. kCorrupt for a damaged file, else kIo.
  Status run(const char* sql);
  [[nodiscard]] sqlite3* get() const { return db_; }
  /// The last failure as an error about this file.
  [[nodiscard]] Error error(int code) const;

 private:
  SqliteDb() = default;
  sqlite3* db_ = nullptr;
  std::string path_;
};

/// A prepared statement of a connection that outlives it.
class SqliteStatement {
 public:
  static Result<SqliteStatement> prepare(const SqliteDb& db, const char* sql);
  ~SqliteStatement();
  SqliteStatement(SqliteStatement&& other) noexcept;
  SqliteStatement& operator=(SqliteStatement&& other) noexcept;

  void bind(int at, std::string_view text);
  void bind(int at, double value);
  void bind(int at, int64_t value);
  /// True: a row is there. False: done, and the statement is reset. On an error it is reset too.
  Result<bool> step();
  /// Runs to the end.
  Status run();
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] int64_t integer(int column) const;

 private:
  SqliteStatement() = default;
  sqlite3_stmt* statement_ = nullptr;
  const SqliteDb* db_ = nullptr;
};

}  // namespace inkling
