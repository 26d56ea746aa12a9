#include "tests/scenarios/runner.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr int kUsualCount = 3;

std::vector<std::string> code_points(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    next_code_point(text, &at);
    out.push_back(text.substr(begin, at - begin));
  }
  return out;
}

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

class ScenarioRun {
 public:
  explicit ScenarioRun(Backend* backend) : backend_(*backend) {
    add_verbs();
    add_expectations();
  }

  Outcome run(const Scenario& scenario) {
    Outcome out;
    backend_.open_field({});
    look();
    for (const Step& step : scenario.steps) {
      const auto verb = verbs_.find(step.verb);
      problem_ = verb == verbs_.end() ? "there is no such verb" : "";
      if (verb != verbs_.end()) verb->second(step);
      if (!problem_.empty()) {
        out.failures.push_back(step.where + ": " + step.verb + ": " + problem_);
        break;
      }
      out.seen.push_back(seen_);
    }
    return out;
  }

 private:
  using Verb = std::function<void(const Step&)>;

  /// The text without an edit: where the field or its context is another one.
  void look() {
    seen_.text = backend_.text();
    editor_ = seen_.text.committed;
    editor_right_ = seen_.text.right;
    seen_.change = {};
    seen_.strip = backend_.suggest(count_);
  }
  void changed(std::optional<Change> change) {
    if (!change) {
      problem_ = "it was refused";
      return;
    }
    seen_.change = std::move(*change);
    seen_.text = backend_.text();
    if (seen_.change.id != 0) last_id_ = seen_.change.id;
    if (seen_.change.erased_bytes > editor_.size() ||
        seen_.change.erased_after_bytes > editor_right_.size()) {
      problem_ = "the edit erases more than there is";
      return;
    }
    editor_.resize(editor_.size() - seen_.change.erased_bytes);
    editor_ += seen_.change.inserted;
    editor_right_.erase(0, seen_.change.erased_after_bytes);
    if (editor_ != seen_.text.committed || seen_.change.composing != seen_.text.composing ||
        editor_right_ != seen_.text.right) {
      problem_ = "an editor that follows the edits has " + quoted(editor_) + ", " +
                 quoted(seen_.change.composing) + " and " + quoted(editor_right_) +
                 ", the session " + quoted(seen_.text.committed) + ", " +
                 quoted(seen_.text.composing) + " and " + quoted(seen_.text.right);
    }
    seen_.strip = backend_.suggest(count_);
  }
  void expect(const std::string& expected, const std::string& actual) {
    if (expected != actual) {
      problem_ = "expected " + quoted(expected) + ", but there is " + quoted(actual);
    }
  }
  [[nodiscard]] std::string strip_as_text() const {
    std::string out;
    for (const Shown& s : seen_.strip) out += " " + quoted(s.text) + " (" + s.kind + ")";
    return out.empty() ? "the strip is empty" : "the strip is" + out;
  }
  [[nodiscard]] bool offered(const Step& step) const {
    return std::any_of(seen_.strip.begin(), seen_.strip.end(), [&](const Shown& s) {
      return s.text == step.argument(0) && (step.argument(1).empty() || s.kind == step.argument(1));
    });
  }

  void open_field(const Step& step) {
    FieldOptions options;
    for (const std::string& argument : step.arguments) {
      const std::size_t equals = std::min(argument.find('='), argument.size());
      const std::string name = argument.substr(0, equals);
      const std::string value = equals < argument.size() ? argument.substr(equals + 1) : "";
      if (name == "field") {
        options.field = value;
      } else if (name == "layout") {
        options.layout = value;
      } else if (name == "autocorrect") {
        options.autocorrect = value;
      } else if (name == "no_learning") {
        options.no_learning = value == "1";
      } else {
        problem_ = "there is no option " + quoted(argument);
        return;
      }
    }
    backend_.open_field(options);
    look();
  }
  void tap(const Step& step) {
    const float x = std::stof(step.argument(1));
    const float y = std::stof(step.argument(2));
    changed(backend_.key(step.argument(0), &x, &y));
  }
  void press(const std::string& character) { changed(backend_.key(character, nullptr, nullptr)); }

  void add_verbs() {
    verbs_["session"] = [this](const Step& s) { open_field(s); };
    verbs_["strip"] = [this](const Step& s) {
      count_ = std::stoi(s.argument(0));
      seen_.strip = backend_.suggest(count_);
    };
    verbs_["context"] = [this](const Step& s) {
      backend_.set_context(s.argument(0), s.argument(1));
      look();
    };
    verbs_["key"] = [this](const Step& s) { press(s.argument(0)); };
    verbs_["tap"] = [this](const Step& s) { tap(s); };
    verbs_["space"] = [this](const Step&) { press(" "); };
    verbs_["enter"] = [this](const Step&) { press("\n"); };
    verbs_["type"] = [this](const Step& s) {
      for (const std::string& c : code_points(s.argument(0))) press(c);
    };
    verbs_["backspace"] = [this](const Step& s) {
      const int times = s.arguments.empty() ? 1 : std::stoi(s.argument(0));
      for (int i = 0; i < times; ++i) changed(backend_.backspace());
    };
    verbs_["accept"] = [this](const Step& s) {
      changed(backend_.accept(static_cast<std::size_t>(std::stoi(s.argument(0)))));
    };
    verbs_["pick"] = [this](const Step& s) { changed(backend_.pick(s.argument(0))); };
    verbs_["revert"] = [this](const Step&) { changed(backend_.revert(last_id_)); };
    verbs_["revert_fails"] = [this](const Step&) {
      if (backend_.revert(last_id_)) problem_ = "it was not refused";
    };
    verbs_["finish"] = [this](const Step&) { changed(backend_.finish()); };
    verbs_["trim"] = [this](const Step& s) {
      backend_.trim(s.argument(0) == "background");
      seen_.strip = backend_.suggest(count_);
    };
    verbs_["block"] = [this](const Step& s) { backend_.block(s.argument(0), true); };
    verbs_["unblock"] = [this](const Step& s) { backend_.block(s.argument(0), false); };
    verbs_["forget"] = [this](const Step& s) { backend_.forget(s.argument(0)); };
    verbs_["shortcut"] = [this](const Step& s) {
      backend_.set_shortcut(s.argument(0), s.argument(1));
    };
    verbs_["clear_history"] = [this](const Step&) { backend_.clear_history(); };
  }

  void add_expectations() {
    verbs_["expect_text"] = [this](const Step& s) {
      expect(s.argument(0), seen_.text.committed + seen_.text.composing);
    };
    verbs_["expect_right"] = [this](const Step& s) { expect(s.argument(0), seen_.text.right); };
    verbs_["expect_composing"] = [this](const Step& s) {
      expect(s.argument(0), seen_.text.composing);
    };
    verbs_["expect_composing_after"] = [this](const Step& s) {
      expect(s.argument(0), seen_.text.composing_after);
    };
    verbs_["expect_first"] = [this](const Step& s) {
      if (seen_.strip.empty() || seen_.strip.front().text != s.argument(0)) {
        problem_ = strip_as_text();
      }
    };
    verbs_["expect_offered"] = [this](const Step& s) {
      if (!offered(s)) problem_ = quoted(s.argument(0)) + " is missing; " + strip_as_text();
    };
    verbs_["expect_not_offered"] = [this](const Step& s) {
      if (offered(s)) problem_ = strip_as_text();
    };
    verbs_["expect_strip_size"] = [this](const Step& s) {
      if (std::to_string(seen_.strip.size()) != s.argument(0)) problem_ = strip_as_text();
    };
    verbs_["expect_autocorrect"] = [this](const Step& s) {
      std::string marked;
      for (const Shown& shown : seen_.strip) {
        if (shown.autocorrect) marked = shown.text;
      }
      expect(s.argument(0), marked);
    };
    verbs_["expect_commit"] = [this](const Step& s) {
      const Change& c = seen_.change;
      expect(s.argument(0) + " -> " + s.argument(1) + " " + s.argument(2),
             c.typed + " -> " + c.committed + " " + (c.autocorrected ? "auto" : ""));
      if (problem_.empty() && (c.id != 0) != !s.arguments.empty()) problem_ = "the id says else";
    };
    verbs_["expect_edit"] = [this](const Step& s) {
      expect(s.argument(0) + " " + s.argument(1),
             std::to_string(seen_.change.erased_utf16) + " " + seen_.change.inserted);
      if (!problem_.empty()) return;
      expect(s.argument(2).empty() ? "0" : s.argument(2),
             std::to_string(seen_.change.erased_after_utf16));
    };
    verbs_["expect_learned"] = [this](const Step& s) {
      if (!backend_.learned(s.argument(0))) problem_ = "it was not learned";
    };
    verbs_["expect_not_learned"] = [this](const Step& s) {
      if (backend_.learned(s.argument(0))) problem_ = "it was learned";
    };
  }

  Backend& backend_;
  std::map<std::string, Verb> verbs_;
  int count_ = kUsualCount;
  Seen seen_;
  // The text of an editor that knows the edits only.
  std::string editor_, editor_right_;
  uint64_t last_id_ = 0;
  std::string problem_;
};

}  // namespace

Outcome run_scenario(const Scenario& scenario, Backend* backend) {
  return ScenarioRun(backend).run(scenario);
}

}  // namespace inkling
