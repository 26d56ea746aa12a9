#include "cache/history/history_intake.h"

#include <algorithm>
#include <string>

#include "cache/history/history_index.h"
#include "cache/history/history_rules.h"
#include "cache/history/history_seal.h"

namespace inkling {
namespace {

constexpr double kMostUses = 1e6;
constexpr int kKnownFlags = kHistoryPersonal | kHistoryBlocked | kHistoryShortcutTarget |
                            kHistoryWaiting | kHistorySeenOnce | kHistoryDoubtful;

bool clean(const std::string& text) { return is_clean_text(text, kMaxWordBytes); }
bool clean_or_empty(const std::string& text) { return text.empty() || clean(text); }

bool has_clean_texts(const HistoryOp& op) {
  using Kind = HistoryOp::Kind;
  switch (op.kind) {
    case Kind::kNgram:
      return clean_or_empty(op.a) && clean(op.b) && clean(op.c);
    case Kind::kCorrection:
      return clean(op.a) && clean(op.b);
    case Kind::kShortcut:
      return clean(op.a) && is_clean_text(op.b, kMaxExpansionBytes);
    case Kind::kEmoji:
      return clean(op.a) && clean_or_empty(op.b);
    default:
      return clean(op.a);
  }
}

/// A word that waits has no business to be here by its own letters. One that was never typed only
/// names a context.
bool waits_in_the_clear(const HistoryOp& op) {
  return op.kind == HistoryOp::Kind::kWord && (op.flags_set & kHistoryWaiting) != 0 &&
         op.delta > 0 && !is_sealed(op.a);
}

void bring_within_bounds(double* uses, int64_t* time, int64_t now) {
  // Also false for NaN.
  *uses = *uses >= 0 ? std::min(*uses, kMostUses) : 0;
  *time = std::clamp<int64_t>(*time, 0, std::max<int64_t>(now, 0));
}

}  // namespace

void make_sane(std::vector<HistoryOp>* ops, int64_t now) {
  std::erase_if(*ops,
                [](const HistoryOp& op) { return !has_clean_texts(op) || waits_in_the_clear(op); });
  for (HistoryOp& op : *ops) {
    bring_within_bounds(&op.delta, &op.time, now);
    op.flags_set &= kKnownFlags;
    op.accepted = std::max(op.accepted, 0);
    op.reverted = std::max(op.reverted, 0);
  }
}

void make_sane(HistoryRows* rows, int64_t now) {
  make_sane(&rows->others, now);
  // No name at all is right in front, and the reader has none elsewhere.
  std::vector<bool> usable;
  usable.reserve(rows->names.size());
  for (const std::string& name : rows->names) usable.push_back(clean_or_empty(name));
  std::erase_if(rows->ngrams, [&usable](const HistoryRows::Ngram& ngram) {
    return !usable[ngram.w2] || !usable[ngram.w1] || !usable[ngram.w3];
  });
  for (HistoryRows::Ngram& ngram : rows->ngrams)
    bring_within_bounds(&ngram.count, &ngram.time, now);
}

}  // namespace inkling
