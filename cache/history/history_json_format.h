// Names in an exported history.
#pragma once

#include <array>
#include <utility>

#include "cache/history/history_index.h"

namespace inkling::json_format {

inline constexpr const char* kFormat = "inkling-history";
inline constexpr int kVersion = 1;

inline constexpr const char* kWords = "words";
inline constexpr const char* kNgrams = "ngrams";
inline constexpr const char* kCorrections = "corrections";
inline constexpr const char* kShortcuts = "shortcuts";
inline constexpr const char* kEmoji = "emoji";

/// Flags of a word; false where they are missing.
inline constexpr std::array<std::pair<const char*, int>, 5> kFlags = {{
    {"personal", kHistoryPersonal},
    {"blocked", kHistoryBlocked},
    {"waiting", kHistoryWaiting},
    {"doubtful", kHistoryDoubtful},
    {"shortcut_target", kHistoryShortcutTarget},
}};

}  // namespace inkling::json_format
