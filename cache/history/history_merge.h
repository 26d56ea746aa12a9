// Changes that come from outside, fitted to what a history holds.
#pragma once

#include <string_view>
#include <vector>

#include "cache/history/history_index.h"
#include "cache/history/history_seal.h"
#include "cache/history/history_store.h"
#include "platform/result.h"

namespace inkling {

/// What a word that somebody added by hand counts: as if typed on purpose twice, which is what
/// makes a word personal.
inline constexpr double kAddedUses = 2;

/// kInvalidArgument says why this cannot be a word of a person's own.
Status check_personal(std::string_view word);
/// A word of a person's own, counted `uses` times by now at the latest; see settle().
HistoryOp personal_word(std::string_view word, double uses, int64_t now);

/// Before changes from outside are made: a word that is trusted here stays trusted, one that they
/// trust waits no longer, and one that was added by hand counts that often in all, not once more,
/// and is written as it was added.
void settle(std::vector<HistoryOp>* ops, const HistoryIndex& index, const HistorySeal& seal);

}  // namespace inkling
