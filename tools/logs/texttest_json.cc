#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "tokenizer/utf8.h"
#include "tools/logs/logged_events.h"
#include "tools/logs/texttest_log.h"

namespace inkling {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostBytes = std::size_t{64} << 20;
constexpr int kDeepest = 16;

Result<std::string> read_all(const LogFile& file) {
  std::string out = file.begin();
  std::array<char, 65536> part = {};
  while (out.size() <= kMostBytes) {
    const ssize_t got = ::read(file.descriptor(), part.data(), part.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return out;
    out.append(part.data(), static_cast<std::size_t>(got));
  }
  return make_error(ErrorCode::kCorrupt, file.path() + ": is larger than 64 MB; cut it in two");
}

std::optional<std::string> text_in(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

LoggedText trial_of(const Json& json, const std::string& path, ImportCounts* counts) {
  LoggedText out;
  const auto sequence = json.find("Transcribe");
  if (sequence == json.end() || !sequence->is_array()) return out;
  out.shown = text_in(json, "Present").value_or("");
  out.entered = text_in(json, "Transcribed");
  std::size_t bytes = 0;
  for (const Json& state : *sequence) {
    const auto text = state.is_object() ? text_in(state, "Text") : std::nullopt;
    const auto t = state.is_object() ? state.value("TimeStamp", Json()) : Json();
    if (!text || !t.is_number() || !(std::abs(t.get<double>()) < 1e15)) {
      counts->bad_row(path, "a state of \"Transcribe\" without \"Text\" or \"TimeStamp\"");
      continue;
    }
    bytes += text->size();
    if (text->size() > kMaxTextBytes || bytes > kMaxStepBytes || out.steps.size() >= kMaxSteps) {
      counts->bad_row(path, "a trial is longer than what anybody types");
      continue;
    }
    out.steps.push_back({LoggedStep::Kind::kField, t.get<double>(), *text});
  }
  return out;
}

}  // namespace

bool looks_like_texttest_json(const LogFile& file) {
  const std::size_t first = file.begin().find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return first != std::string::npos && file.begin()[first] == '[';
}

Status import_texttest_json(const LogFile& file, const std::string& name, const TextSink& sink,
                            ImportCounts* counts) {
  auto bytes = read_all(file);
  if (!bytes) return bytes.error();
  if (bytes->starts_with("\xEF\xBB\xBF")) bytes->erase(0, 3);
  if (!is_valid_utf8(*bytes)) {
    ++counts->repaired;
    *bytes = repair_utf8(*bytes);
  }
  bool any = false;
  bool too_deep = false;
  Status sunk;
  // Each trial is done with when it ends, so that they are not all held.
  const auto take = [&](int depth, Json::parse_event_t event, Json& parsed) {
    too_deep = too_deep || depth > kDeepest;
    if (too_deep) return false;
    if (event != Json::parse_event_t::object_end || depth != 1) return true;
    auto events = events_of(trial_of(parsed, file.path(), counts), counts);
    any = any || !events.empty();
    if (!events.empty() && sunk) sunk = sink(name, std::move(events));
    return false;
  };
  const Json json = Json::parse(*bytes, take, /*allow_exceptions=*/false);
  if (!sunk) return sunk;
  if (too_deep || (json.is_discarded() && !any)) {
    return make_error(ErrorCode::kCorrupt, file.path() + ": is not JSON as TextTest++ writes it");
  }
  if (json.is_discarded()) counts->bad_row(file.path(), "is cut off, or is no JSON at its end");
  if (!any) {
    return make_error(ErrorCode::kCorrupt, file.path() +
                                               ": there is no trial of TextTest++ in it: objects "
                                               "with \"Present\" and \"Transcribe\"");
  }
  return {};
}

}  // namespace inkling
