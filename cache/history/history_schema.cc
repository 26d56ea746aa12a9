#include "cache/history/history_schema.h"

#include <algorithm>
#include <map>
#include <utility>

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

/// Without the spaces, in which versions may differ.
std::string bare(std::string sql) {
  std::erase_if(sql, [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; });
  return sql;
}

std::string quoted(const std::string& name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

/// A row of sqlite_master.
struct Object {
  std::string type, name, table, sql;
  bool has_pages = false;
};

Result<std::vector<Object>> read_objects(const SqliteDb& db) {
  std::vector<Object> out;
  Status done = for_each_row(
      db, "SELECT type, name, tbl_name, sql, rootpage FROM sqlite_master ORDER BY rowid",
      [&](const SqliteStatement& s) {
        out.push_back({s.text(0), s.text(1), s.text(2), s.text(3), s.integer(4) != 0});
      });
  if (!done.ok()) return done.error();
  return out;
}

/// What our tables look like in sqlite_master, by name.
Result<std::map<std::string, std::string>> expected_tables() {
  auto db = SqliteDb::open_empty();
  if (!db) return db.error();
  if (Status made = create_history_tables(&db.value()); !made.ok()) return made.error();
  const auto objects = read_objects(*db);
  if (!objects) return objects.error();
  std::map<std::string, std::string> out;
  for (const Object& object : *objects) {
    if (object.type == "table") out.emplace(object.name, bare(object.sql));
  }
  return out;
}

/// SQLite's own: the index of a UNIQUE or PRIMARY KEY of our tables, and what ANALYZE counted.
bool is_internal(const Object& object) {
  if (object.type == "index") {
    return object.sql.empty() && std::find(kHistoryTables.begin(), kHistoryTables.end(),
                                           object.table) != kHistoryTables.end();
  }
  return object.type == "table" && (object.name == "sqlite_stat1" || object.name == "sqlite_stat4");
}

void add_foreign(const Object& object, HistorySchema* out) {
  const bool known_kind = object.type == "table" || object.type == "view" ||
                          object.type == "trigger" || object.type == "index";
  std::string label = known_kind ? object.type : "object";
  label += " " + object.name;
  // Dropping a virtual table, which has no pages of its own, runs its module; and what says that it
  // is SQLite's own is forged.
  const bool is_virtual = object.type == "table" && !object.has_pages;
  if (!known_kind || is_virtual || object.name.starts_with("sqlite_") || object.sql.empty()) {
    out->undroppable.push_back(label);
    return;
  }
  out->foreign.push_back(label);
  // Indices and triggers may be gone with their table by then.
  out->drop.push_back("DROP " + object.type + " IF EXISTS " + quoted(object.name));
}

}  // namespace

Status create_history_tables(SqliteDb* db) { return db->run(kSchema); }

std::vector<std::string> HistorySchema::problems() const {
  std::vector<std::string> out;
  for (const std::string& name : altered) out.push_back("table " + name + ": not as it is made");
  for (const auto* list : {&foreign, &undroppable}) {
    for (const std::string& name : *list) out.push_back(name + ": does not belong here");
  }
  return out;
}

Result<HistorySchema> read_history_schema(const SqliteDb& db) {
  HistorySchema out;
  const auto version = query_integer(db, "PRAGMA user_version");
  if (!version) return version.error();
  out.version = *version;
  const auto objects = read_objects(db);
  if (!objects) return objects.error();
  const auto expected = expected_tables();
  if (!expected) return expected.error();
  for (const Object& object : *objects) {
    if (is_internal(object)) continue;
    const auto ours = expected->find(object.name);
    if (ours == expected->end()) {
      add_foreign(object, &out);
    } else if (object.type == "table" && bare(object.sql) == ours->second) {
      ++out.ours;
    } else {
      out.altered.push_back(object.name);
    }
  }
  return out;
}

}  // namespace inkling
