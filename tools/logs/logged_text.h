// What the log of another keyboard says of one text that somebody entered.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "platform/result.h"
#include "tools/trace/trace.h"

namespace inkling {

/// One thing that happened, at `t` milliseconds from any start.
struct LoggedStep {
  enum class Kind {
    kCharacter,  // `text` was typed: one grapheme
    kBackspace,
    kField,  // the whole text was `text` now, whatever did that
  };
  Kind kind = Kind::kCharacter;
  double t = 0;
  std::string text = {};
  bool corrected = false;  // kField: the log says that the keyboard corrected a word
};

struct LoggedText {
  std::string shown = {};                   // what was to be entered; empty: the log does not say
  std::optional<std::string> entered = {};  // what stood there in the end, if the log says so
  std::vector<LoggedStep> steps = {};       // as they happened
};

/// What an import met, for its summary.
struct ImportCounts {
  std::size_t texts = 0;
  std::size_t events = 0;
  std::size_t bad_rows = 0;  // left out
  std::string first_bad = {};
  std::size_t repaired = 0;     // lines that were no UTF-8
  std::size_t went_back = 0;    // times before the one in front of them
  std::size_t late_rows = 0;    // of a text that was over: left out
  std::size_t picks = 0;        // words that came at once
  std::size_t corrections = 0;  // of the other keyboard; this engine makes its own
  std::size_t jumps = 0;        // changes that no key of this format makes
  std::size_t differing = 0;    // texts whose keys do not give what the log says was entered
  std::map<std::string, std::size_t> unknown_keys = {};  // left out

  void bad_row(const std::string& where, const std::string& why);
  void unknown_key(const std::string& name);
};

/// Takes the events of a further text of the trace `name`, their times from 0.
using TextSink = std::function<Status(const std::string& name, std::vector<TraceEvent> events)>;

// A text of a hundred lines; whoever enters more than that at once copies it.
inline constexpr std::size_t kMaxTextBytes = std::size_t{64} << 10;
inline constexpr std::size_t kMaxSteps = 20'000;
inline constexpr std::size_t kMaxStepBytes = std::size_t{8} << 20;

}  // namespace inkling
