// What comes from a file or an import, brought within the bounds that the rest relies on.
#pragma once

#include <cstdint>
#include <vector>

#include "cache/history/history_op.h"
#include "cache/history/history_rows.h"

namespace inkling {

/// Drops changes with texts that are never stored, and brings counts and times within bounds: the
/// file may be damaged, the import hostile, and the clock was perhaps wrong when a word was used.
/// A time that lies ahead of `now` (seconds since the Unix epoch) counts as now; else such a word
/// would outweigh all others until that time has come.
void make_sane(std::vector<HistoryOp>* ops, int64_t now);
void make_sane(HistoryRows* rows, int64_t now);

}  // namespace inkling
