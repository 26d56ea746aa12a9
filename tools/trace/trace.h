// Typed-log traces: JSON Lines, one header and then one event a line.
//
//   {"format":"inkling-trace","version":1,"language":"en-US","layout":"qwerty","source":"…"}
//   {"t":0,"event":"focus","field":"text","left":"","right":""}
//   {"t":193,"event":"key","c":"h","x":6.5,"y":1.5}
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/inkling.h"
#include "platform/result.h"

namespace inkling {

enum class EventKind {
  kFocus,
  kKey,
  kBackspace,
  kSpace,
  kEnter,
  kPick,
  kCursor,
  kIntend,
  kGesture,
  kMend
};
inline constexpr int kEventKinds = 10;

/// The name of a kind in a trace: "focus", "key", …
const char* event_kind_name(EventKind kind);

struct TraceHeader {
  std::string language = "en-US";
  std::string layout = "qwerty";
  std::string source = {};
  // SessionOptions of the keyboard that was typed on; its defaults where a trace says nothing.
  bool auto_capitals = true;
  bool double_space_stop = false;
};

struct TraceEvent {
  EventKind kind = EventKind::kKey;
  double t = 0;  // milliseconds
  // The character (key), the suggestion (pick), the word (intend), what stands there now (mend).
  std::string text = {};
  std::optional<Touch> touch = {};                    // key
  std::vector<GesturePoint> points = {};              // gesture
  GestureCase letter_case = GestureCase::kAsWritten;  // gesture
  int n = 1;                                          // backspace
  std::size_t at = 0;                  // mend: where the word begins, code points of the text
  FieldKind field = FieldKind::kText;  // focus
  bool no_learning = false;            // focus
  std::string left = {}, right = {};   // focus, cursor
  nlohmann::ordered_json unknown_fields = {};  // an object, or null; written back as it was
};

struct Trace {
  TraceHeader header;
  std::vector<TraceEvent> events;
};

/// Reads the lines of one trace in order and keeps what a line needs to know of those before it.
/// Errors are kCorrupt and name the line. After an error the next line may be parsed as if the
/// bad one had not been there.
class TraceParser {
 public:
  /// `live`: events come as they happen, so neither a header nor times are asked for; times that
  /// are given must still not decrease.
  explicit TraceParser(bool live = false) : live_(live) {}
  /// An event; or nothing, when the line is blank or the header.
  Result<std::optional<TraceEvent>> parse(std::string_view line, std::size_t number);
  /// The header, once it was read.
  [[nodiscard]] const std::optional<TraceHeader>& header() const { return header_; }

 private:
  Result<TraceEvent> parse_event(const nlohmann::ordered_json& json);

  bool live_;
  bool any_event_ = false;
  double last_t_ = 0;
  std::optional<TraceHeader> header_;
};

/// Reads a whole trace. kNotFound when there is no such file; kCorrupt names file and line.
Result<Trace> read_trace(const std::string& path);

/// For a session that writes as the keyboard did.
SessionOptions session_options(const TraceHeader& header);

/// One line of a trace, without its line end.
std::string header_line(const TraceHeader& header);
std::string event_line(const TraceEvent& event);

/// What `event` did to the text of `session`; a commit when it ended a word. `intend` does
/// nothing: the engine must not know.
std::optional<Commit> apply_event(Session* session, const TraceEvent& event);

}  // namespace inkling
