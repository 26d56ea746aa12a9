// Typed lines as events of a trace, and as rows of a correction set.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/correction_set.h"
#include "tools/simulator/typed_text.h"
#include "tools/trace/trace.h"

namespace inkling {

/// Gives each line a field of its own: `focus`, then the presses with an `intend` before each
/// word, then `enter`. Time goes on from line to line. Used by one thread.
class TraceWriter {
 public:
  std::vector<TraceEvent> events_of(std::string_view line, const std::vector<TypedPart>& parts);

 private:
  double now_ms_ = 0;
};

/// One item for each word of a line, right ones included: what the presses left behind, with a
/// touch for each character when all are known. A space that was hit inside a word stays in
/// `typo`, at its ends it is dropped; two words whose space was missed are one item. Words of
/// which nothing was typed, and those that go on after a digit, are left out.
std::vector<CorrectionItem> correction_items(std::string_view line,
                                             const std::vector<TypedPart>& parts);

/// The header of a correction set and a row of it, without line ends.
std::string correction_header();
std::string correction_row(const CorrectionItem& item);

}  // namespace inkling
