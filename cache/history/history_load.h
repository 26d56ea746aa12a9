// The n-grams of a file into an index, all at once.
#pragma once

#include "cache/history/history_index.h"
#include "cache/history/history_rows.h"

namespace inkling {

/// Looks up each word once. What names a word that the index does not have is left out.
void load_ngrams(const HistoryRows& rows, HistoryIndex* index);

}  // namespace inkling
