// The events of a trace that do what a log says was done.
#pragma once

#include <vector>

#include "tools/logs/logged_text.h"
#include "tools/trace/trace.h"

namespace inkling {

/// A field of its own: focus, the keys with `intend` in front of each word, an enter at the end.
/// Times count from the first step, and one that goes back stands still. Where a log gives the text
/// instead of keys, its changes tell what was pressed:
/// - a character more is a key, characters less at the end are backspaces;
/// - a word that came or changed at once is a pick, or, where the log calls it a correction, the
///   space that brought it;
/// - anything else is a jump of the cursor to behind the text as it is then.
/// Replayed without corrections the events give the text of the log, with the space behind it that
/// a pick at its very end leaves. Empty when nothing happened.
std::vector<TraceEvent> events_of(const LoggedText& text, ImportCounts* counts);

}  // namespace inkling
