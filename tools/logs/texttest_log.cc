#include "tools/logs/texttest_log.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <utility>

#include "tokenizer/utf8.h"
#include "tools/keys.h"
#include "tools/logs/logged_events.h"
#include "tools/logs/tag_reader.h"

namespace inkling {
namespace {

// Ticks of .NET are tenths of a microsecond.
constexpr double kTicksPerMilli = 1e4;
constexpr double kMillisPerSecond = 1e3;
// "time" is in milliseconds in some versions, in seconds in others: nobody types a key every ten
// milliseconds, nor waits ten seconds between most.
constexpr double kSecondsBelow = 10;

std::optional<double> number(const Tag& tag, const char* name) {
  const auto found = tag.values.find(name);
  if (found == tag.values.end()) return std::nullopt;
  const std::string& text = found->second;
  double out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  constexpr double kLatest = 1e19;
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (!std::isfinite(out) || out < 0 || out > kLatest) return std::nullopt;
  return out;
}

std::string value(const Tag& tag, const char* name) {
  const auto found = tag.values.find(name);
  return found == tag.values.end() ? std::string() : found->second;
}

/// What an entry typed; empty where it typed nothing or is not known.
std::optional<LoggedStep> entry_step(const Tag& tag, ImportCounts* counts) {
  std::string text = value(tag, "char");
  const std::string code = value(tag, "value");
  const std::string name = to_lower(text);
  if (text == "\b" || text == "&#x8" || text == "&#8" || name == "backspace" || name == "bksp" ||
      (code == "8" && text.empty())) {
    return LoggedStep{LoggedStep::Kind::kBackspace};
  }
  if (name == "space") text = " ";
  const double character = number(tag, "value").value_or(0);
  if (text.empty() && character >= 0x20 && character < 0xD800) {
    append_utf8(static_cast<char32_t>(character), &text);
  }
  const bool control = !text.empty() && static_cast<unsigned char>(text.front()) < 0x20;
  if (control || name == "enter") return std::nullopt;
  if (!text.empty() && text.size() < 64 && split_keys(text).size() == 1) {
    return LoggedStep{LoggedStep::Kind::kCharacter, 0, text};
  }
  counts->unknown_key(text.empty() ? code : text);
  return std::nullopt;
}

/// One trial, as its tags come.
class Trial {
 public:
  LoggedText text;

  void add(const Tag& tag, const std::string& path, ImportCounts* counts) {
    const auto where = [&] { return path + ": line " + std::to_string(tag.line); };
    const auto ticks = number(tag, "ticks");
    const auto seconds = number(tag, "seconds");
    const auto time = number(tag, "time");
    if (!ticks && !seconds && !time) {
      return counts->bad_row(where(), "this entry has none of \"ticks\", \"seconds\", \"time\"");
    }
    if (text.steps.size() >= kMaxSteps) {
      return counts->bad_row(where(), "this trial is longer than what anybody types");
    }
    auto step = entry_step(tag, counts);
    if (!step) return;
    step->t = ticks ? *ticks / kTicksPerMilli : seconds ? *seconds * kMillisPerSecond : *time;
    unknown_unit_ = unknown_unit_ || (!ticks && !seconds);
    text.steps.push_back(*std::move(step));
  }

  LoggedText take() {
    if (unknown_unit_ && text.steps.size() > 1 && median_gap() < kSecondsBelow) {
      for (LoggedStep& step : text.steps) step.t *= kMillisPerSecond;
    }
    unknown_unit_ = false;
    return std::exchange(text, {});
  }

 private:
  [[nodiscard]] double median_gap() const {
    std::vector<double> gaps;
    for (std::size_t i = 1; i < text.steps.size(); ++i) {
      gaps.push_back(std::abs(text.steps[i].t - text.steps[i - 1].t));
    }
    const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
    std::nth_element(gaps.begin(), middle, gaps.end());
    return *middle;
  }

  bool unknown_unit_ = false;
};

std::string_view first_bytes(const LogFile& file) {
  std::string_view begin = file.begin();
  if (begin.starts_with("\xEF\xBB\xBF")) begin.remove_prefix(3);
  return begin.substr(std::min(begin.size(), begin.find_first_not_of(" \t\r\n")));
}

Error no_trial(const LogFile& file) {
  return make_error(ErrorCode::kCorrupt,
                    file.path() + ": there is no trial of TextTest in it: <Trial> with <Entry>s");
}

}  // namespace

bool looks_like_texttest(const LogFile& file) { return first_bytes(file).starts_with('<'); }

Status import_texttest(const LogFile& file, const std::string& name, const TextSink& sink,
                       ImportCounts* counts) {
  TagReader reader(file);
  Trial trial;
  bool any = false;
  const auto end = [&]() -> Status {
    auto events = events_of(trial.take(), counts);
    any = any || !events.empty();
    return events.empty() ? Status() : sink(name, std::move(events));
  };
  while (auto tag = reader.next()) {
    if (tag->name == "trial" || tag->name == "task" || tag->name == "/trial" ||
        tag->name == "/task") {
      if (auto ended = end(); !ended) return ended;
    } else if (tag->name == "presented") {
      trial.text.shown = std::move(tag->text);
    } else if (tag->name == "transcribed") {
      trial.text.entered = std::move(tag->text);
    } else if (tag->name == "entry") {
      trial.add(*tag, file.path(), counts);
    }
  }
  if (auto ended = end(); !ended) return ended;
  if (!any) return no_trial(file);
  return {};
}

}  // namespace inkling
