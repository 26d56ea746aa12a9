#include "cache/history/history_changes.h"

#include <array>
#include <cstdint>
#include <optional>
#include <utility>

namespace inkling {

// New rows are made with nothing in them and then changed like old ones: the SQLite of Debian's
// SQLCipher knows no ON CONFLICT DO UPDATE.
struct HistoryChanges::Statements {
  std::optional<SqliteStatement> new_word, word, rename, new_ngram, ngram, new_correction,
      correction, forget_ngram, forget_word, forget_correction, forget_emoji, set_shortcut,
      remove_shortcut, new_emoji, emoji;

  Status prepare(const SqliteDb& db);
};

Status HistoryChanges::Statements::prepare(const SqliteDb& db) {
  const std::array<std::pair<std::optional<SqliteStatement>*, const char*>, 15> all = {{
      {&new_word,
       "INSERT OR IGNORE INTO word(text, lang, count, last_used, flags) VALUES(?1, ?2, 0, ?4, 0)"},
      {&word,
       "UPDATE word SET count = max(0, count * decay(?4 - last_used) + ?3), "
       "last_used = max(last_used, ?4), flags = (flags & ~?6) | ?5 WHERE text = ?1"},
      {&rename, "UPDATE OR IGNORE word SET text = ?1 WHERE text = ?1"},
      {&new_ngram,
       "INSERT OR IGNORE INTO ngram(w1, w2, w3, count, last_used) SELECT "
       "ifnull((SELECT id FROM word WHERE text = ?1), 0), b.id, c.id, 0, ?5 "
       "FROM word b, word c WHERE b.text = ?2 AND c.text = ?3"},
      {&ngram,
       "UPDATE ngram SET count = max(0, count * decay(?5 - last_used) + ?4), "
       "last_used = max(last_used, ?5) "
       "WHERE w1 = ifnull((SELECT id FROM word WHERE text = ?1), 0) "
       "AND w2 = (SELECT id FROM word WHERE text = ?2) "
       "AND w3 = (SELECT id FROM word WHERE text = ?3)"},
      {&new_correction, "INSERT OR IGNORE INTO correction VALUES(?1, ?2, 0, 0, ?5)"},
      {&correction,
       "UPDATE correction SET accepted = max(0, accepted + ?3), reverted = max(0, reverted + ?4), "
       "last_used = max(last_used, ?5) WHERE typed = ?1 AND word = ?2"},
      {&forget_ngram,
       "DELETE FROM ngram WHERE w1 IN (SELECT id FROM word WHERE text = ?1) OR w2 IN "
       "(SELECT id FROM word WHERE text = ?1) OR w3 IN (SELECT id FROM word WHERE text = ?1)"},
      {&forget_word, "DELETE FROM word WHERE text = ?1"},
      {&forget_correction, "DELETE FROM correction WHERE typed = ?1 OR word = ?1"},
      {&forget_emoji, "DELETE FROM emoji WHERE word = ?1 OR emoji = ?1"},
      {&set_shortcut, "INSERT OR REPLACE INTO shortcut(typed, expansion) VALUES(?1, ?2)"},
      {&remove_shortcut, "DELETE FROM shortcut WHERE typed = ?1"},
      {&new_emoji, "INSERT OR IGNORE INTO emoji VALUES(?1, ?2, 0, ?4)"},
      {&emoji,
       "UPDATE emoji SET count = count * decay(?4 - last_used) + ?3, "
       "last_used = max(last_used, ?4) WHERE emoji = ?1 AND word = ?2"},
  }};
  for (const auto& [out, sql] : all) {
    auto statement = SqliteStatement::prepare(db, sql);
    if (!statement) return statement.error();
    out->emplace(std::move(statement.value()));
  }
  return {};
}

namespace {

/// Binds `values` to ?1, ?2, … and runs the statement to its end.
template <typename... Values>
Status run(std::optional<SqliteStatement>* statement, const Values&... values) {
  int at = 0;
  ((*statement)->bind(++at, values), ...);
  return (*statement)->run();
}

/// A row that is there for certain, then changed.
template <typename... Values>
Status upsert(std::optional<SqliteStatement>* make, std::optional<SqliteStatement>* change,
              const Values&... values) {
  Status made = run(make, values...);
  return made.ok() ? run(change, values...) : made;
}

}  // namespace

HistoryChanges::HistoryChanges(SqliteDb* db, std::unique_ptr<Statements> statements)
    : db_(db), statements_(std::move(statements)) {}
HistoryChanges::~HistoryChanges() = default;
HistoryChanges::HistoryChanges(HistoryChanges&& other) noexcept = default;
HistoryChanges& HistoryChanges::operator=(HistoryChanges&& other) noexcept = default;

Result<HistoryChanges> HistoryChanges::prepare(SqliteDb* db) {
  auto statements = std::make_unique<Statements>();
  if (Status done = statements->prepare(*db); !done.ok()) return done.error();
  return HistoryChanges(db, std::move(statements));
}

Status HistoryChanges::remove_word(std::string_view text) {
  Status done = run(&statements_->forget_ngram, text);
  return done.ok() ? run(&statements_->forget_word, text) : done;
}

Status HistoryChanges::apply(const HistoryOp& op, const std::string& language) {
  using Kind = HistoryOp::Kind;
  Statements& s = *statements_;
  const std::string_view a = op.a;
  const std::string_view b = op.b;
  switch (op.kind) {
    case Kind::kWord:
      return upsert(&s.new_word, &s.word, a, std::string_view(op.c.empty() ? language : op.c),
                    op.delta, op.time, int64_t{op.flags_set}, int64_t{op.flags_clear});
    case Kind::kRename:
      return run(&s.rename, a);
    case Kind::kNgram:
      return upsert(&s.new_ngram, &s.ngram, a, b, std::string_view(op.c), op.delta, op.time);
    case Kind::kCorrection:
      return upsert(&s.new_correction, &s.correction, a, b, int64_t{op.accepted},
                    int64_t{op.reverted}, op.time);
    case Kind::kForget: {
      Status done = remove_word(a);
      if (done.ok()) done = run(&s.forget_correction, a);
      return done.ok() ? run(&s.forget_emoji, a) : done;
    }
    case Kind::kDrop:
      return remove_word(a);
    case Kind::kShortcut:
      return op.b.empty() ? run(&s.remove_shortcut, a) : run(&s.set_shortcut, a, b);
    case Kind::kEmoji:
      return upsert(&s.new_emoji, &s.emoji, a, b, op.delta, op.time);
    case Kind::kClear:
      return db_->run(
          "DELETE FROM word; DELETE FROM ngram; DELETE FROM correction;"
          "DELETE FROM shortcut; DELETE FROM emoji;");
  }
  return {};
}

}  // namespace inkling
