#include "cache/history/sqlite_handle.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstring>
#include <thread>
#include <vector>

#include "cache/history/history_rules.h"

namespace inkling {
namespace {

int64_t now_millis() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

/// decay(seconds): what a use is worth after that time. Part of every change of a count.
void decay(sqlite3_context* context, int, sqlite3_value** values) {
  const double seconds = std::max(0.0, sqlite3_value_double(values[0]));
  sqlite3_result_double(context, std::exp2(-seconds / kHalfLifeSeconds));
}

/// The file is anybody's: nothing in its schema may make this process do anything.
void distrust(sqlite3* db) {
#ifdef SQLITE_DBCONFIG_ENABLE_TRIGGER
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
#endif
#ifdef SQLITE_DBCONFIG_ENABLE_VIEW
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
#endif
#ifdef SQLITE_DBCONFIG_TRUSTED_SCHEMA
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
#endif
#ifdef SQLITE_DBCONFIG_DEFENSIVE
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
#endif
}

int register_decay(sqlite3* db) {
  int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
#ifdef SQLITE_DIRECTONLY
  flags |= SQLITE_DIRECTONLY;  // ours to call, not a schema's
#endif
  return sqlite3_create_function(db, "decay", 1, flags, nullptr, decay, nullptr, nullptr);
}

#ifdef SQLITE_HAS_CODEC
/// A raw key, given as SQLCipher wants it: else it takes it for a passphrase, and stretches that
/// for a good part of a second at every opening.
int set_key(sqlite3* db, std::string_view key) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text = "x'";
  for (const char c : key) {
    const auto byte = static_cast<uint8_t>(c);
    text += kHex[byte >> 4U];
    text += kHex[byte & 0xFU];
  }
  text += '\'';
  const int code = sqlite3_key(db, text.data(), static_cast<int>(text.size()));
  std::fill(text.begin(), text.end(), '\0');
  return code;
}
#endif

}  // namespace

void SqlitePatience::set_millis(int64_t millis) {
  millis_ = millis;
  end_ = std::numeric_limits<int64_t>::max();
}
void SqlitePatience::end_in_millis(int64_t millis) { end_ = now_millis() + millis; }
bool SqlitePatience::lasts(int64_t waited) const { return waited < millis_ && now_millis() < end_; }

struct SqliteDb::Waiting {
  std::shared_ptr<const SqlitePatience> patience;
  int64_t since = 0;  // milliseconds of the steady clock

  /// SQLite calls this for the (tries + 1)th time because of one lock. Nonzero: it tries again.
  static int go_on(void* self, int tries) {
    auto& waiting = *static_cast<Waiting*>(self);
    if (tries == 0) waiting.since = now_millis();
    if (!waiting.patience->lasts(now_millis() - waiting.since)) return 0;
    std::this_thread::sleep_for(std::chrono::milliseconds(std::clamp(tries, 1, 20)));
    return 1;
  }
};

SqliteDb::SqliteDb() = default;

bool SqliteDb::has_encryption() {
#ifdef SQLITE_HAS_CODEC
  return true;
#else
  return false;
#endif
}

Status SqliteDb::set_up(const Options& options) {
  sqlite3_extended_result_codes(db_, 1);
  if (options.patience != nullptr) {
    waiting_ = std::make_unique<Waiting>(Waiting{options.patience});
    sqlite3_busy_handler(db_, &Waiting::go_on, waiting_.get());
  }
  distrust(db_);
  if (!options.key.empty()) {
#ifdef SQLITE_HAS_CODEC
    if (const int code = set_key(db_, options.key); code != SQLITE_OK) return error(code);
#else
    return make_error(ErrorCode::kUnsupported, path_ + ": this build cannot encrypt");
#endif
  }
  if (const int code = register_decay(db_); code != SQLITE_OK) return error(code);
  // VACUUM would write a copy of everything into the folder for temporary files.
  return run("PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON");
}

Result<SqliteDb> SqliteDb::open(const Options& options, Mode mode) {
  SqliteDb out;
  out.path_ = options.path;
  const int flags = mode == Mode::kReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  const int code =
      sqlite3_open_v2(options.path.c_str(), &out.db_, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  if (code != SQLITE_OK) return out.error(code);
  // SQLite takes a file that it may not write for one that it is to read.
  if (mode == Mode::kReadWrite && sqlite3_db_readonly(out.db_, "main") != 0) {
    return make_error(ErrorCode::kIo, options.path + ": may be read, but not written");
  }
  if (Status ready = out.set_up(options); !ready.ok()) return ready.error();
  return out;
}

Result<SqliteDb> SqliteDb::open_bytes(const std::string& path, std::string_view bytes) {
#if SQLITE_VERSION_NUMBER >= 3036000
  auto out = open_empty();
  if (!out) return out;
  out->path_ = path;
  auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(std::max<uint64_t>(bytes.size(), 1)));
  if (copy == nullptr) return out->error(SQLITE_NOMEM);
  std::memcpy(copy, bytes.data(), bytes.size());
  const auto size = static_cast<sqlite3_int64>(bytes.size());
  const int code =
      sqlite3_deserialize(out->db_, "main", copy, size, size,
                          SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY);
  if (code != SQLITE_OK) return out->error(code);
  return out;
#else
  (void)bytes;
  return make_error(ErrorCode::kUnsupported, path + ": cannot be read where it stands");
#endif
}

Result<SqliteDb> SqliteDb::open_empty() {
  SqliteDb out;
  out.path_ = ":memory:";
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  const int code = sqlite3_open_v2(":memory:", &out.db_, flags, nullptr);
  if (code != SQLITE_OK) return out.error(code);
  if (Status ready = out.set_up({}); !ready.ok()) return ready.error();
  return out;
}

SqliteDb::~SqliteDb() { sqlite3_close_v2(db_); }
SqliteDb::SqliteDb(SqliteDb&& other) noexcept
    : db_(std::exchange(other.db_, nullptr)),
      path_(std::move(other.path_)),
      waiting_(std::move(other.waiting_)),
      locked_(other.locked_) {}
SqliteDb& SqliteDb::operator=(SqliteDb&& other) noexcept {
  std::swap(db_, other.db_);
  std::swap(path_, other.path_);
  std::swap(waiting_, other.waiting_);
  std::swap(locked_, other.locked_);
  return *this;
}

Status SqliteDb::run(const char* sql) {
  const int code = sqlite3_exec(db_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return error(code);
  return {};
}

Status SqliteDb::read_all_pages() const {
  auto copy = open_empty();
  if (!copy) return copy.error();
  sqlite3_backup* backup = sqlite3_backup_init(copy->db_, "main", db_, "main");
  if (backup == nullptr) return {};  // an encrypted one
  const int code = sqlite3_backup_step(backup, -1);
  sqlite3_backup_finish(backup);
  if (code == SQLITE_DONE) return {};
  const int primary = code & 0xff;
  if (primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB) return {};
  return make_error(ErrorCode::kIo, path_ + ": " + sqlite3_errstr(code));
}

void SqliteDb::read_ahead() const {
  constexpr sqlite3_int64 kPiece = 1 << 20;
  constexpr sqlite3_int64 kMost = 64 << 20;  // whatever the file has become
  // Through SQLite's own handle: closing another one would drop the locks of this process.
  sqlite3_file* file = nullptr;
  if (sqlite3_file_control(db_, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK) return;
  if (file == nullptr || file->pMethods == nullptr) return;
  sqlite3_int64 size = 0;
  if (file->pMethods->xFileSize(file, &size) != SQLITE_OK) return;
  size = std::min(size, kMost);
  std::vector<char> piece(static_cast<std::size_t>(std::min(size, kPiece)));
  for (sqlite3_int64 at = 0; at < size; at += kPiece) {
    const auto bytes = static_cast<int>(std::min(kPiece, size - at));
    if (file->pMethods->xRead(file, piece.data(), bytes, at) != SQLITE_OK) return;
  }
}

Result<bool> SqliteDb::empty_log() {
  // While it waits for those who read, nobody else can write.
  constexpr int kReadersMillis = 100;
  sqlite3_busy_timeout(db_, kReadersMillis);
  const int code =
      sqlite3_wal_checkpoint_v2(db_, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  sqlite3_busy_timeout(db_, 0);
  if (waiting_ != nullptr) sqlite3_busy_handler(db_, &Waiting::go_on, waiting_.get());
  if (code == SQLITE_OK) return true;
  if ((code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED) return false;
  return error(code);
}

Error SqliteDb::error(int code) const {
  const int primary = code & 0xff;
  const bool damaged = primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
  locked_ = primary == SQLITE_BUSY || primary == SQLITE_LOCKED;
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
  // A view of nothing would be bound as NULL.
  const char* data = text.empty() ? "" : text.data();
  sqlite3_bind_text(statement_, at, data, static_cast<int>(text.size()), SQLITE_TRANSIENT);
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

Result<int64_t> query_integer(const SqliteDb& db, const char* sql) {
  auto statement = SqliteStatement::prepare(db, sql);
  if (!statement) return statement.error();
  const auto row = statement->step();
  if (!row) return row.error();
  return *row ? statement->integer(0) : int64_t{0};
}

}  // namespace inkling
