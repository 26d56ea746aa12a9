// Learning words, and unlearning them.
#include <algorithm>
#include <utility>

#include "cache/history/history_impl.h"
#include "cache/history/history_rules.h"

namespace inkling {
namespace {

using Id = HistoryIndex::Id;
using Op = HistoryOp;
using Kind = HistoryOp::Kind;

constexpr std::size_t kRememberedLearns = 256;
constexpr int kNotYet = kHistoryWaiting | kHistorySeenOnce | kHistoryDoubtful;

/// What a word that was just typed is to this person.
enum class Standing {
  kWaits,     // a secret, or a slip of the finger: it has no name here
  kDoubtful,  // theirs, but it looks like a slip: shown, and never put in place of others
  kWord,
};

/// What speaks for it.
struct Witness {
  bool known = false;       // to the lexicon
  bool deliberate = false;  // typed in full or picked
  bool slip = false;        // another word explains it better
  bool seen = false;        // it was typed on purpose before
  bool undone = false;      // a correction of it was taken back
  double uses = 0;          // until now
};

Standing standing_of(int flags, bool is_new, const Witness& witness) {
  // As often one types no slip.
  constexpr double kOwnAfter = 4;
  const bool is_word = !is_new && (flags & (kHistoryWaiting | kHistoryDoubtful)) == 0;
  if (witness.known || is_word || (flags & kHistoryPersonal) != 0) return Standing::kWord;
  const bool doubtful = (flags & kHistoryDoubtful) != 0;
  if (!witness.deliberate) return doubtful ? Standing::kDoubtful : Standing::kWaits;
  if (!witness.seen && !doubtful) return Standing::kWaits;
  const bool often = witness.uses + 1 >= kOwnAfter;
  return !witness.slip || witness.undone || often ? Standing::kWord : Standing::kDoubtful;
}

}  // namespace

Op word_op(std::string_view text, double delta, int64_t time, int set, int clear) {
  Op op;
  op.kind = Kind::kWord;
  op.a = std::string(text);
  op.delta = delta;
  op.time = time;
  op.flags_set = set;
  op.flags_clear = clear;
  return op;
}

Op ngram_op(std::string_view w2, std::string_view w1, std::string_view w3, double delta,
            int64_t time) {
  Op op;
  op.kind = Kind::kNgram;
  op.a = std::string(w2);
  op.b = std::string(w1);
  op.c = std::string(w3);
  op.delta = delta;
  op.time = time;
  return op;
}

Op text_op(Kind kind, std::string_view a, std::string_view b) {
  Op op;
  op.kind = kind;
  op.a = std::string(a);
  op.b = std::string(b);
  return op;
}

uint64_t History::Impl::remember(HistoryLearned record) {
  learned.push_back(std::move(record));
  if (learned.size() > kRememberedLearns) learned.pop_front();
  return learned.back().id;
}

uint64_t History::learn(std::string_view w2_before, std::string_view w1_before,
                        std::string_view word, bool known_word, bool deliberate,
                        const HistoryHint& hint) {
  if (!may_learn(word)) return 0;
  Impl& m = *impl_;
  const MutexLock lock(m.mutex);
  const int64_t now = m.clock->wall_seconds();
  const Id before = m.index.find(word);
  m.index.judge(m.place(w2_before, w1_before, hint.last_log_prob), before,
                hint.expected.value_or(m.options.weights.expected));
  const bool is_new = before == HistoryIndex::kNone;
  const int flags_before = is_new ? 0 : m.index.word(before).flags;
  const std::string sealed = m.seal.name_of(word);
  const Id waiting = m.index.find(sealed);
  const bool waits = waiting != HistoryIndex::kNone;
  const double uses = is_new ? 0 : m.index.word(before).scaled / m.index.scale_at(now);
  const bool seen = waits && (m.index.word(waiting).flags & kHistorySeenOnce) != 0;
  const Standing standing =
      standing_of(flags_before, is_new,
                  {known_word, deliberate, hint.slip, seen, m.index.was_reverted(word), uses});
  if (standing == Standing::kWaits) {
    // No n-grams: they would have to name it.
    const int was = waits ? m.index.word(waiting).flags : 0;
    const int is = was | kHistoryWaiting | (deliberate ? kHistorySeenOnce : 0);
    m.change({word_op(sealed, 1, now, is, 0)});
    m.index.follow(HistoryIndex::kNone);
    return m.remember({m.next_id++, {}, {}, sealed, now, was, is});
  }
  int flags = flags_before & ~kNotYet;
  const bool was_own = is_new || (flags_before & kNotYet) != 0;
  if (standing == Standing::kDoubtful) flags |= kHistoryDoubtful;
  if (standing == Standing::kWord && !known_word && was_own) flags |= kHistoryPersonal;
  std::vector<Op> ops;
  HistoryLearned record{m.next_id++, {}, {}, std::string(word), now, flags_before, flags};
  if (waits) {
    if (!known_word) {
      record.sealed = sealed;
      record.waited = m.index.word(waiting).scaled / m.index.scale_at(now);
      record.sealed_flags = m.index.word(waiting).flags;
    }
    ops.push_back(text_op(Kind::kDrop, sealed));
  }
  ops.push_back(word_op(word, 1 + record.waited, now, flags, flags_before & ~flags));
  if (is_new) ops.back().c = std::string(hint.language);
  if (deliberate && !is_new && m.index.word(before).text != word) {
    ops.push_back(text_op(Kind::kRename, word));
  }
  if (standing == Standing::kWord) m.add_ngrams(w2_before, w1_before, &record, &ops);
  m.change(std::move(ops), /*recent=*/true);
  m.index.follow(standing == Standing::kWord ? m.index.find(word) : HistoryIndex::kNone);
  return m.remember(std::move(record));
}

void History::Impl::add_ngrams(std::string_view w2, std::string_view w1, HistoryLearned* record,
                               std::vector<Op>* ops) {
  // Context words that were not learned here (a pasted text) are kept as names only.
  const auto context = [&](std::string_view text) -> std::string {
    if (text.empty()) text = kSentenceStart;
    if (text != kSentenceStart && !may_learn(text)) return {};
    if (index.find(text) == HistoryIndex::kNone) {
      ops->insert(ops->begin(), word_op(text, 0, record->time, kHistoryWaiting, 0));
    }
    return std::string(text);
  };
  record->w1 = context(w1);
  if (record->w1.empty()) return;
  if (!w1.empty()) record->w2 = context(w2);
  ops->push_back(ngram_op("", record->w1, record->word, 1, record->time));
  if (!record->w2.empty()) {
    ops->push_back(ngram_op(record->w2, record->w1, record->word, 1, record->time));
  }
}

void History::revert(uint64_t id) {
  Impl& m = *impl_;
  const MutexLock lock(m.mutex);
  const auto found = std::find_if(m.learned.begin(), m.learned.end(),
                                  [id](const HistoryLearned& l) { return l.id == id; });
  if (found == m.learned.end()) return;
  const HistoryLearned record = *found;
  m.learned.erase(found);
  if (m.index.find(record.word) == HistoryIndex::kNone) return;
  std::vector<Op> ops;
  if (!record.w2.empty())
    ops.push_back(ngram_op(record.w2, record.w1, record.word, -1, record.time));
  if (!record.w1.empty()) ops.push_back(ngram_op("", record.w1, record.word, -1, record.time));
  // Typed again since it became the person's own, it stays that.
  constexpr double kNothing = 1e-6;
  const double scale = m.index.scale_at(record.time);
  const HistoryIndex::Word now = m.index.word(m.index.find(record.word));
  const bool others = !record.sealed.empty() && now.scaled / scale > 1 + record.waited + kNothing;
  const int set = others ? 0 : record.flags_before & ~record.flags_after;
  const int clear = others ? 0 : record.flags_after & ~record.flags_before;
  const double waited = others ? 0 : record.waited;
  ops.push_back(word_op(record.word, -1 - waited, record.time, set, clear));
  m.index.unfollow(m.index.find(record.word));
  m.change(std::move(ops), /*recent=*/true);
  // A word that nothing else speaks for is as if it had never been typed.
  const Id word = m.index.find(record.word);
  if (m.index.word(word).scaled < kNothing &&
      (m.index.word(word).flags & (kHistoryPersonal | kHistoryBlocked)) == 0) {
    m.change({text_op(Kind::kDrop, record.word)});
  }
  if (waited > 0) m.change({word_op(record.sealed, waited, record.time, record.sealed_flags, 0)});
}

void History::learn_correction(std::string_view typed, std::string_view word, bool accepted) {
  if (!may_learn(typed) || !may_learn(word)) return;
  const MutexLock lock(impl_->mutex);
  Op op = text_op(Kind::kCorrection, typed, word);
  op.time = impl_->clock->wall_seconds();
  (accepted ? op.accepted : op.reverted) = 1;
  impl_->change({std::move(op)});
}

void History::withdraw_refusal(std::string_view typed, std::string_view word) {
  const MutexLock lock(impl_->mutex);
  if (impl_->index.find_correction(typed, word).reverted == 0) return;
  Op op = text_op(Kind::kCorrection, typed, word);
  op.time = impl_->clock->wall_seconds();
  op.reverted = -1;
  impl_->change({std::move(op)});
}

}  // namespace inkling
