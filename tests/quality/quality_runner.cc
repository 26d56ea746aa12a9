#include "tests/quality/quality_runner.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "cache/history/history.h"
#include "tools/items.h"
#include "tools/keys.h"
#include "tools/strip.h"

namespace inkling::quality {
namespace {

struct Field {
  std::string left, right;
};

Field field_of(const std::string& context) {
  const std::size_t cursor = context.find('|');
  if (cursor != std::string::npos) return {context.substr(0, cursor), context.substr(cursor + 1)};
  return {context.empty() ? "" : context + ' ', ""};
}

/// As a table writes it: no spaces at the end, a line end as the mark of the enter key.
std::string as_written(const std::string& text) {
  std::string out;
  for (const char c : text.substr(0, text.find_last_not_of(' ') + 1)) {
    if (c == '\n') {
      out += "⏎";
    } else {
      out += c;
    }
  }
  return out;
}

/// Closing punctuation and what else needs no space to end a word.
bool ends_by_itself(const Press& press) {
  constexpr std::array<std::string_view, 11> kEnds = {" ", "\n", ".", ",",  "!", "?",
                                                      ";", ":",  ")", "\"", "…"};
  return press.kind == Press::Kind::kPick ||
         std::find(kEnds.begin(), kEnds.end(), press.text) != kEnds.end();
}

bool contains(const std::vector<std::string>& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

/// One line being typed: the session and all that its conditions ask about.
class Typing {
 public:
  Typing(const std::shared_ptr<Engine>& engine, const Line& line)
      : line_(line),
        field_(field_of(line.context)),
        session_(engine, {.layout = line.layout, .field = FieldKind::kText, .no_learning = false}) {
    session_.focus(FieldKind::kText, false, field_.left, field_.right);
  }

  /// The first complaint, or nothing when every condition holds.
  std::string run() {
    const std::vector<Press> presses = parse_presses(line_.typed).value();
    look();
    shown_.clear();  // what stood there before the first key is not the answer to a key
    if (presses.empty()) look();
    for (const Press& press : presses) {
      if (press.kind == Press::Kind::kPick && !contains(offered_, press.text)) {
        return '"' + press.text + "\" is not offered to be picked";
      }
      send(press);
      look();
    }
    text_ = as_written(session_.left() + session_.right());
    if (line_.has(ConditionKind::kCommit)) {
      if (!ends_by_itself(presses.back())) session_.space();
      committed_ = right_of_context();
    }
    for (const Condition& condition : line_.conditions) {
      if (!holds(condition)) return complaint(condition.kind);
    }
    return {};
  }

  [[nodiscard]] std::string report() const {
    std::string out = as_written(line_.has(ConditionKind::kCommit) ? committed_ : text_);
    for (std::size_t i = 0; i < strip_.size(); ++i) out += (i == 0 ? "  [" : ", ") + strip_[i];
    return strip_.empty() ? out : out + ']';
  }

 private:
  void send(const Press& press) {
    if (press.kind == Press::Kind::kBackspace) {
      session_.backspace();
    } else if (press.kind == Press::Kind::kPick) {
      session_.pick(press.text);
    } else {
      inkling::press(&session_, press.text);
    }
  }

  /// Reads the strip as it stands now.
  void look() {
    const Suggestions suggestions = session_.suggest({.count = count_for_slots(kMetricSlots)});
    const std::string& typed = session_.composing();
    strip_.clear();
    offered_.clear();
    for (const Suggestion& s : suggestions.items) {
      offered_.push_back(s.text);
      if (s.text != typed && static_cast<int>(strip_.size()) < kMetricSlots) {
        strip_.push_back(as_written(s.text));
      }
    }
    shown_.insert(shown_.end(), strip_.begin(), strip_.end());
    // A word that has been typed to its end is as good as first.
    firsts_.push_back({strip_.empty() ? "" : strip_.front(), typed});
  }

  [[nodiscard]] std::string right_of_context() const {
    std::string left = session_.left();
    // A context that was rewritten shows as a whole: nothing that is expected equals it.
    if (left.compare(0, field_.left.size(), field_.left) != 0) return left;
    return as_written(left.substr(field_.left.size()));
  }

  [[nodiscard]] bool steady(const std::string& text) const {
    const auto agrees = [&text](const auto& first) {
      return first.first == text || first.second == text;
    };
    const auto begin = std::find_if(firsts_.begin() + 1, firsts_.end(), agrees);
    return begin != firsts_.end() && std::all_of(begin, firsts_.end(), agrees);
  }

  [[nodiscard]] bool holds(const Condition& condition) const {
    const auto any = [&condition](const auto& test) {
      return std::any_of(condition.texts.begin(), condition.texts.end(), test);
    };
    const auto among = [](const std::vector<std::string>& strip, const std::string& text) {
      return std::any_of(strip.begin(), strip.end(),
                         [&text](const std::string& shown) { return same_word(shown, text); });
    };
    switch (condition.kind) {
      case ConditionKind::kCommit:
        return any([this](const auto& t) { return committed_ == t; });
      case ConditionKind::kText:
        return any([this](const auto& t) { return text_ == t; });
      case ConditionKind::kFirst:
        return any([this](const auto& t) { return !strip_.empty() && strip_.front() == t; });
      case ConditionKind::kStrip:
        return any([this](const auto& t) { return contains(strip_, t); });
      case ConditionKind::kNot:
        return !any([&](const auto& t) { return among(strip_, t); });
      case ConditionKind::kLacks:
        return !any([this](const auto& t) { return contains(strip_, t); });
      case ConditionKind::kNever:
        return !any([&](const auto& t) { return among(shown_, t); });
      case ConditionKind::kSteady:
        return any([this](const auto& t) { return steady(t); });
    }
    return false;
  }

  static std::string complaint(ConditionKind kind) {
    switch (kind) {
      case ConditionKind::kCommit:
        return "committed another text";
      case ConditionKind::kText:
        return "left another text";
      case ConditionKind::kFirst:
        return "something else is first";
      case ConditionKind::kStrip:
        return "not on the strip";
      case ConditionKind::kNot:
      case ConditionKind::kLacks:
        return "on the strip";
      case ConditionKind::kNever:
        return "was on the strip";
      case ConditionKind::kSteady:
        return "did not come or stay first";
    }
    return {};
  }

  const Line& line_;
  Field field_;
  Session session_;
  std::vector<std::string> strip_;    // after the last key
  std::vector<std::string> offered_;  // after the last key, the typed word included
  std::vector<std::string> shown_;    // after every key
  std::vector<std::pair<std::string, std::string>> firsts_;  // first and typed, by key
  std::string text_, committed_;
};

Status reset_history(History* history) {
  if (Status cleared = history->clear(); !cleared.ok()) return cleared;
  for (const auto& shortcut : kShortcuts) {
    if (Status set = history->set_shortcut(shortcut.typed, shortcut.expansion); !set.ok()) {
      return set;
    }
  }
  return {};
}

}  // namespace

Outcome run_line(const std::shared_ptr<Engine>& engine, const Line& line) {
  if (const Status reset = reset_history(&engine->history()); !reset.ok()) {
    return {false, "the history cannot be cleared: " + reset.error().message};
  }
  Typing typing(engine, line);
  const std::string complaint = typing.run();
  Outcome out{complaint.empty(), typing.report()};
  if (!complaint.empty()) out.got += " (" + complaint + ')';
  return out;
}

}  // namespace inkling::quality
