// What a history knows, for people to read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "cache/history/history.h"

namespace inkling {

enum class HistorySort { kCount, kRecent, kAlphabet };

struct HistoryShowOptions {
  std::string prefix = {};  // words that begin so, and nothing but words; empty: everything
  std::size_t limit = 50;   // of each kind, 0: all
  HistorySort sort = HistorySort::kCount;
  int64_t now = 0;  // seconds since the Unix epoch, for "yesterday"
};

/// Sections with a line for each entry; days are those of the local time zone.
std::string history_text(const HistoryOverview& overview, const HistoryShowOptions& options);
/// The same for scripts, without the totals.
nlohmann::ordered_json history_json(const HistoryOverview& overview,
                                    const HistoryShowOptions& options);

/// "today", "yesterday", "4 days ago", "2026-11-03"; "" for 0.
std::string day_in_words(int64_t when, int64_t now);
/// "once", "twice", "14 times"
std::string times_in_words(double count);

}  // namespace inkling
