#include "tools/trace/trace.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <utility>

#include "tokenizer/utf8.h"
#include "tools/trace/gesture_points.h"
#include "tools/trace/json_text.h"
#include "tools/trace/line_reader.h"

namespace inkling {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<const char*, kEventKinds> kEventNames = {
    "focus", "key", "backspace", "space", "enter", "pick", "cursor", "intend", "gesture", "mend"};
constexpr std::array<const char*, 4> kCaseNames = {"as_written", "title", "upper", "plain"};
constexpr std::array<const char*, 6> kFieldNames = {"text", "password", "email",
                                                    "uri",  "number",   "search"};
// A character is one grapheme; the longest in use are emoji sequences of a few dozen bytes.
constexpr std::size_t kMaxCharacterBytes = 256;
constexpr int kMaxBackspaces = 1'000'000;
constexpr double kMaxTouch = 1000;  // key widths; anything beyond is no keyboard

Error bad(std::string message) { return make_error(ErrorCode::kCorrupt, std::move(message)); }

std::string at_line(std::size_t number, const std::string& message) {
  return "line " + std::to_string(number) + ": " + message;
}

/// Takes a string out of `json`; false when it is there but no string.
bool take_string(Json* json, const char* name, std::string* out) {
  const auto found = json->find(name);
  if (found == json->end()) return true;
  if (!found->is_string()) return false;
  *out = found->get<std::string>();
  json->erase(found);
  return true;
}

/// Takes true or false out of `json`, if it is there.
Result<void> take_bool(Json* json, const char* name, bool* out) {
  const auto found = json->find(name);
  if (found == json->end()) return {};
  if (!found->is_boolean()) return bad(std::string("\"") + name + "\" must be true or false");
  *out = found->get<bool>();
  json->erase(found);
  return {};
}

Result<std::optional<Touch>> take_touch(Json* json) {
  const auto x = json->find("x");
  const auto y = json->find("y");
  if (x == json->end() && y == json->end()) return std::optional<Touch>();
  if (x == json->end() || y == json->end()) return bad("a touch needs both \"x\" and \"y\"");
  if (!x->is_number() || !y->is_number()) return bad("\"x\" and \"y\" must be numbers");
  const auto px = x->get<double>();
  const auto py = y->get<double>();
  if (!(std::abs(px) <= kMaxTouch && std::abs(py) <= kMaxTouch)) {
    return bad("\"x\" and \"y\" are in key widths and heights, at most 1000");
  }
  json->erase("x");
  json->erase("y");
  return std::optional<Touch>({static_cast<float>(px), static_cast<float>(py)});
}

Result<void> take_text_field(Json* json, const char* name, TraceEvent* event) {
  if (!json->contains(name)) return bad(std::string("needs \"") + name + "\"");
  if (!take_string(json, name, &event->text)) {
    return bad(std::string("\"") + name + "\" must be a string");
  }
  if (event->text.empty()) return bad(std::string("\"") + name + "\" is empty");
  return {};
}

Result<void> take_surroundings(Json* json, TraceEvent* event) {
  if (!take_string(json, "left", &event->left) || !take_string(json, "right", &event->right)) {
    return bad("\"left\" and \"right\" must be strings");
  }
  return {};
}

Result<void> take_focus(Json* json, TraceEvent* event) {
  std::string field = "text";
  if (!take_string(json, "field", &field)) return bad("\"field\" must be a string");
  const auto kind = field_kind_from_name(field);
  if (!kind) {
    return bad("unknown field \"" + field +
               "\"; known are text, password, email, uri, number, search");
  }
  event->field = *kind;
  if (auto taken = take_bool(json, "no_learning", &event->no_learning); !taken) return taken;
  return take_surroundings(json, event);
}

Result<void> take_backspace(Json* json, TraceEvent* event) {
  const auto found = json->find("n");
  if (found == json->end()) return {};
  if (!found->is_number_integer() || found->get<double>() < 1 ||
      found->get<double>() > kMaxBackspaces) {
    return bad("\"n\" must be a whole number from 1 to 1000000");
  }
  event->n = found->get<int>();
  json->erase(found);
  return {};
}

Result<void> take_key(Json* json, TraceEvent* event) {
  if (auto taken = take_text_field(json, "c", event); !taken) return taken;
  if (event->text.size() > kMaxCharacterBytes) return bad("\"c\" must be one character");
  auto touch = take_touch(json);
  if (!touch) return touch.error();
  event->touch = *touch;
  return {};
}

/// A path, and maybe "case".
Result<void> take_gesture(Json* json, TraceEvent* event) {
  const auto found = json->find("points");
  if (found == json->end() || !read_points(*found, &event->points)) {
    return bad("\"points\" must be a list of three numbers each, [x,y,t], that is not empty");
  }
  json->erase(found);
  std::string name;
  if (!take_string(json, "case", &name)) return bad("\"case\" must be a string");
  if (name.empty()) return {};
  for (std::size_t i = 0; i < kCaseNames.size(); ++i) {
    if (name != kCaseNames.at(i)) continue;
    event->letter_case = static_cast<GestureCase>(i);
    return {};
  }
  return bad("\"case\" must be as_written, title, upper or plain");
}

Result<void> take_mend(Json* json, TraceEvent* event) {
  const auto found = json->find("at");
  if (found == json->end() || !found->is_number_unsigned()) {
    return bad("\"at\" must be a number of code points: where the word begins");
  }
  event->at = found->get<std::size_t>();
  json->erase(found);
  return take_text_field(json, "text", event);
}

Result<void> take_fields(Json* json, TraceEvent* event) {
  switch (event->kind) {
    case EventKind::kFocus:
      return take_focus(json, event);
    case EventKind::kKey:
      return take_key(json, event);
    case EventKind::kBackspace:
      return take_backspace(json, event);
    case EventKind::kPick:
      return take_text_field(json, "text", event);
    case EventKind::kCursor:
      return take_surroundings(json, event);
    case EventKind::kIntend:
      return take_text_field(json, "word", event);
    case EventKind::kGesture:
      return take_gesture(json, event);
    case EventKind::kMend:
      return take_mend(json, event);
    case EventKind::kSpace:
    case EventKind::kEnter:
      break;
  }
  return {};
}

Result<TraceHeader> parse_header(Json json) {
  if (json.value("format", Json()) != "inkling-trace") {
    return bad("the first line must be a header with \"format\":\"inkling-trace\"");
  }
  if (json.value("version", Json()) != 1) {
    return make_error(ErrorCode::kUnsupported, "only version 1 of the trace format is known");
  }
  TraceHeader header;
  if (!take_string(&json, "language", &header.language) ||
      !take_string(&json, "layout", &header.layout) ||
      !take_string(&json, "source", &header.source)) {
    return bad("\"language\", \"layout\" and \"source\" must be strings");
  }
  auto taken = take_bool(&json, "auto_capitals", &header.auto_capitals);
  if (taken) taken = take_bool(&json, "double_space_stop", &header.double_space_stop);
  if (!taken) return taken.error();
  return header;
}

}  // namespace

const char* event_kind_name(EventKind kind) {
  return kEventNames.at(static_cast<std::size_t>(kind));
}

Result<TraceEvent> TraceParser::parse_event(const Json& parsed) {
  Json json = parsed;
  std::string name;
  // Some writers say "type" where the format says "event".
  const char* const key = json.contains("event") ? "event" : "type";
  if (!json.contains(key)) return bad("an event needs \"event\": its name");
  if (!take_string(&json, key, &name)) return bad("\"event\" must be a string");
  TraceEvent event;
  std::size_t kind = 0;
  while (kind < kEventNames.size() && name != kEventNames.at(kind)) ++kind;
  if (kind == kEventNames.size()) return bad("unknown event \"" + name.substr(0, 80) + "\"");
  event.kind = static_cast<EventKind>(kind);
  event.t = last_t_;
  if (const auto t = json.find("t"); t != json.end()) {
    if (!t->is_number() || !std::isfinite(t->get<double>())) {
      return bad("\"t\" must be a number of milliseconds");
    }
    event.t = t->get<double>();
    if (event.t < 0) return bad("\"t\" must not be negative");
    if (any_event_ && event.t < last_t_) return bad("\"t\" goes back in time");
    json.erase(t);
  } else if (!live_) {
    return bad("an event needs \"t\": its time in milliseconds");
  }
  if (auto taken = take_fields(&json, &event); !taken) return taken.error();
  if (!json.empty()) event.unknown_fields = std::move(json);
  last_t_ = event.t;
  any_event_ = true;
  return event;
}

Result<std::optional<TraceEvent>> TraceParser::parse(std::string_view line, std::size_t number) {
  const auto fail = [number](const Error& error) {
    return make_error(error.code, at_line(number, error.message));
  };
  if (!is_valid_utf8(line)) return fail(bad("is not valid UTF-8"));
  if (line.find_first_not_of(" \t\r") == std::string_view::npos) {
    return std::optional<TraceEvent>();
  }
  // The depth of nesting is bounded, so that a hostile line cannot exhaust the stack.
  bool too_deep = false;
  const auto shallow = [&too_deep](int depth, Json::parse_event_t, Json&) {
    too_deep = too_deep || depth > 64;
    return !too_deep;
  };
  const Json json = Json::parse(line, shallow, /*allow_exceptions=*/false);
  if (too_deep) return fail(bad("is nested too deeply"));
  if (json.is_discarded()) return fail(bad("is not JSON"));
  if (!json.is_object()) return fail(bad("must be a JSON object"));
  // An event may have an unknown field of that name; a header never names an event.
  const bool is_header =
      json.contains("format") && !json.contains("event") && !json.contains("type");
  if (is_header || (!live_ && !header_)) {
    if (header_ || any_event_) return fail(bad("a second header"));
    auto header = parse_header(json);
    if (!header) return fail(header.error());
    header_ = *header;
    return std::optional<TraceEvent>();
  }
  auto event = parse_event(json);
  if (!event) return fail(event.error());
  return std::optional<TraceEvent>(*std::move(event));
}

Result<Trace> read_trace(const std::string& path) {
  const int descriptor = path == "-" ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY);
  if (descriptor < 0) {
    return make_error(errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo,
                      path + ": cannot open the trace: " + std::strerror(errno));
  }
  LineReader reader(descriptor);
  TraceParser parser;
  Trace trace;
  std::optional<Error> failed;
  while (auto line = reader.next()) {
    if (line->too_long) {
      failed = bad(at_line(line->number, "is longer than 4 MB"));
      break;
    }
    auto event = parser.parse(line->text, line->number);
    if (!event) {
      failed = event.error();
      break;
    }
    if (event->has_value()) trace.events.push_back(**std::move(event));
  }
  ::close(descriptor);
  if (failed) return make_error(failed->code, path + ": " + failed->message);
  if (!parser.header()) return bad(path + ": is empty; a trace starts with a header line");
  trace.header = *parser.header();
  return trace;
}

SessionOptions session_options(const TraceHeader& header) {
  return {.layout = header.layout,
          .auto_capitals = header.auto_capitals,
          .double_space_stop = header.double_space_stop};
}

std::string header_line(const TraceHeader& header) {
  Json json = {{"format", "inkling-trace"},
               {"version", 1},
               {"language", header.language},
               {"layout", header.layout},
               {"source", header.source}};
  const TraceHeader usual;
  if (header.auto_capitals != usual.auto_capitals) json["auto_capitals"] = header.auto_capitals;
  if (header.double_space_stop != usual.double_space_stop) {
    json["double_space_stop"] = header.double_space_stop;
  }
  return json_text(json);
}

std::string event_line(const TraceEvent& event) {
  // Touches are meant to a thousandth of a key; whole milliseconds are written without a point.
  const auto thousandth = [](double value) { return std::round(value * 1000) / 1000; };
  Json json;
  if (event.t == std::floor(event.t)) {
    json["t"] = static_cast<int64_t>(event.t);
  } else {
    json["t"] = event.t;
  }
  json["event"] = event_kind_name(event.kind);
  switch (event.kind) {
    case EventKind::kFocus:
      json["field"] = kFieldNames.at(static_cast<std::size_t>(event.field));
      json["no_learning"] = event.no_learning;
      [[fallthrough]];
    case EventKind::kCursor:
      json["left"] = event.left;
      json["right"] = event.right;
      break;
    case EventKind::kKey:
      json["c"] = event.text;
      if (event.touch) {
        json["x"] = thousandth(event.touch->x);
        json["y"] = thousandth(event.touch->y);
      }
      break;
    case EventKind::kBackspace:
      json["n"] = event.n;
      break;
    case EventKind::kPick:
      json["text"] = event.text;
      break;
    case EventKind::kIntend:
      json["word"] = event.text;
      break;
    case EventKind::kGesture:
      json["points"] = Json::array();
      for (const GesturePoint& point : event.points) {
        json["points"].push_back({thousandth(point.x), thousandth(point.y), point.t});
      }
      if (event.letter_case != GestureCase::kAsWritten) {
        json["case"] = kCaseNames.at(static_cast<std::size_t>(event.letter_case));
      }
      break;
    case EventKind::kMend:
      json["at"] = event.at;
      json["text"] = event.text;
      break;
    case EventKind::kSpace:
    case EventKind::kEnter:
      break;
  }
  if (event.unknown_fields.is_object()) json.update(event.unknown_fields);
  return json_text(json);
}

namespace {

/// Where a number of code points of `text` end, bytes.
std::size_t bytes_of(std::string_view text, std::size_t code_points) {
  std::size_t at = 0;
  for (; code_points > 0 && at < text.size(); --code_points) next_code_point(text, &at);
  return at;
}

}  // namespace

std::optional<Commit> apply_event(Session* session, const TraceEvent& event) {
  switch (event.kind) {
    case EventKind::kFocus:
      session->focus(event.field, event.no_learning, event.left, event.right);
      return std::nullopt;
    case EventKind::kCursor:
      session->set_context(event.left, event.right);
      return std::nullopt;
    case EventKind::kBackspace:
      session->backspace(event.n);
      return std::nullopt;
    case EventKind::kIntend:
      return std::nullopt;
    case EventKind::kSpace:
      return session->space();
    case EventKind::kEnter:
      return session->enter();
    case EventKind::kPick:
      return session->pick(event.text);
    case EventKind::kKey: {
      Commit commit = session->key(event.text, event.touch);
      if (commit.typed.empty() && commit.committed.empty()) return std::nullopt;
      return commit;
    }
    case EventKind::kMend:
      // Where the text is another one there may be no such word.
      (void)session->mend(bytes_of(session->left() + session->right(), event.at), event.text);
      return std::nullopt;
    case EventKind::kGesture: {
      Commit commit = session->gesture(event.points, event.letter_case);
      if (commit.typed.empty() && commit.committed.empty()) return std::nullopt;
      return commit;
    }
  }
  return std::nullopt;
}

}  // namespace inkling
