// The quality table: what a demanding person expects of the keyboard, one line per expectation.
//
// UTF-8, tab separated, with the header `group context typed layout expected why`. Lines that
// start with '#' and empty lines are skipped.
//
// context   The text left of the cursor. The cursor stands one space after it, or at the start of
//           the field when it is empty. With a '|' the text is exact, and what follows the '|' is
//           right of the cursor: `see you|.`
// typed     The keys, a space and punctuation being keys like any other. `⌫` is the backspace,
//           `⏎` the enter key, `{WORD}` takes WORD from what is offered, the typed word included:
//           a miss when it is not there.
// layout    Which keyboard: qwerty, qwertz, azerty, dvorak or colemak.
// expected  Conditions, all of which must hold, joined by ` & `. Each may name alternatives,
//           joined by ` | `. The strip is its first three places; the typed word takes none.
//             commit:TEXT  this stands right of the context after one more space (none is pressed
//                          after a space, closing punctuation, an enter or a pick)
//             text:TEXT    the whole field as the keys left it, right of the cursor included
//             first:TEXT   the first on the strip after the last key
//             strip:TEXT   on the strip after the last key
//             not:TEXT     not on the strip after the last key, whatever its case
//             lacks:TEXT   not on the strip after the last key, written just so
//             never:TEXT   not on the strip after any key, whatever its case
//             steady:TEXT  at some key first on the strip, and from there to the last key
//           Spaces at the end of a field do not count; `⏎` in a TEXT is a line end.
// why       What the line guards, in a few words.
//
// `context`, `typed` and `layout` together name a line, so no two lines may share them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "platform/result.h"

namespace inkling::quality {

enum class ConditionKind { kCommit, kText, kFirst, kStrip, kNot, kLacks, kNever, kSteady };

struct Condition {
  ConditionKind kind = ConditionKind::kCommit;
  std::vector<std::string> texts;  // alternatives, never empty
};

struct Line {
  std::size_t number = 0;  // in the file, from 1
  std::string group;
  std::string context;  // as written
  std::string typed;    // as written
  std::string layout;
  std::string expected;  // as written
  std::vector<Condition> conditions;
  std::string why;

  /// Names the line from one version of the table to the next.
  [[nodiscard]] std::string key() const;
  /// Is the expectation that the keys are left exactly as they were typed?
  [[nodiscard]] bool wants_no_change() const;
  [[nodiscard]] bool has(ConditionKind kind) const;
};

/// One press of a line's `typed`.
struct Press {
  enum class Kind { kKey, kBackspace, kPick };
  Kind kind = Kind::kKey;
  std::string text;  // the grapheme, or the word that is picked

  friend bool operator==(const Press&, const Press&) = default;
};

/// kInvalidArgument when a `{` is not closed or nothing stands in it.
Result<std::vector<Press>> parse_presses(const std::string& typed);

/// kInvalidArgument when `expected` is not in the language above.
Result<std::vector<Condition>> parse_conditions(const std::string& expected);

/// Lines in the order of the file. The first bad line is a kCorrupt error that starts with
/// `NAME:LINE: `.
Result<std::vector<Line>> parse_table(const std::vector<std::string>& lines,
                                      const std::string& name);
Result<std::vector<Line>> read_table(const std::string& path);

}  // namespace inkling::quality
