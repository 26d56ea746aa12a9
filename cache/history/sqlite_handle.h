// RAII around the parts of SQLite that the history uses. The only file that includes sqlite3.h is
// sqlite_handle.cc.
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "platform/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace inkling {

/// How long connections wait for the locks of others. Any thread may change it while they wait.
class SqlitePatience {
 public:
  explicit SqlitePatience(int64_t millis) : millis_(millis) {}
  /// For each lock, from now on.
  void set_millis(int64_t millis);
  /// For all locks together, from now on.
  void end_in_millis(int64_t millis);
  /// Is there more after `waited` milliseconds for one lock?
  [[nodiscard]] bool lasts(int64_t waited) const;

 private:
  std::atomic<int64_t> millis_;
  std::atomic<int64_t> end_ = std::numeric_limits<int64_t>::max();  // of the steady clock
};

/// A connection that believes nothing of what the file says beside its rows: triggers and views
/// never run, and no function is called from the schema. Used by one thread at a time.
class SqliteDb {
 public:
  enum class Mode { kReadWrite, kReadOnly };
  struct Options {
    std::string path;
    std::string key = {};  // kKeyBytes of them, or none
    std::shared_ptr<const SqlitePatience> patience;
  };
  static constexpr std::size_t kKeyBytes = 32;
  /// Can this build encrypt at all?
  static bool has_encryption();

  /// The file must be there already.
  static Result<SqliteDb> open(const Options& options, Mode mode);
  /// The bytes of a database file, for reading; `path` is what errors speak of. kUnsupported with
  /// an SQLite that cannot do this.
  static Result<SqliteDb> open_bytes(const std::string& path, std::string_view bytes);
  /// An empty one in memory.
  static Result<SqliteDb> open_empty();
  ~SqliteDb();
  SqliteDb(SqliteDb&& other) noexcept;
  SqliteDb& operator=(SqliteDb&& other) noexcept;

  /// Runs statements without results. kCorrupt for a damaged file, else kIo.
  Status run(const char* sql);
  /// Moves all of the write-ahead log into the file and cuts it to nothing. False: another
  /// connection reads it still.
  Result<bool> empty_log();
  /// kIo where the disk does not give one of them; what is on them is not looked at.
  [[nodiscard]] Status read_all_pages() const;
  /// Has the system fetch the file in large pieces, where page after page would wait for the disk.
  /// What cannot be read is left to whoever asks for it.
  void read_ahead() const;
  [[nodiscard]] sqlite3* get() const { return db_; }
  /// The last failure as an error about this file.
  [[nodiscard]] Error error(int code) const;
  /// Was the last error about somebody's lock?
  [[nodiscard]] bool locked() const { return locked_; }

 private:
  struct Waiting;
  SqliteDb();
  Status set_up(const Options& options);
  sqlite3* db_ = nullptr;
  std::string path_;
  std::unique_ptr<Waiting> waiting_;
  mutable bool locked_ = false;
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

/// The first column of the first row; 0 where there is none.
Result<int64_t> query_integer(const SqliteDb& db, const char* sql);

/// Calls `row` for each row; an error ends it early and is returned.
template <typename Fn>
Status for_each_row(const SqliteDb& db, const char* sql, Fn&& row) {
  auto statement = SqliteStatement::prepare(db, sql);
  if (!statement) return statement.error();
  while (true) {
    const auto more = statement->step();
    if (!more) return more.error();
    if (!*more) return {};
    row(std::as_const(*statement));
  }
}

}  // namespace inkling
