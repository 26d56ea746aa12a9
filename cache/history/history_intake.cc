#include "cache/history/history_intake.h"

#include <algorithm>
#include <string>

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

}  // namespace

void make_sane(std::vector<HistoryOp>* ops, int64_t now) {
  std::erase_if(*ops,
                [](const HistoryOp& op) { return !has_clean_texts(op) || waits_in_the_clear(op); });
  for (HistoryOp& op : *ops) {
    // Also false for NaN.
    op.delta = op.delta >= 0 ? std::min(op.delta, kMostUses) : 0;
    op.time = std::clamp<int64_t>(op.time, 0, std::max<int64_t>(now, 0));
    op.flags_set &= kKnownFlags;
    op.accepted = std::max(op.accepted, 0);
    op.reverted = std::max(op.reverted, 0);
  }
}

}  // namespace inkling
