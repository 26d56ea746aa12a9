#include <map>

#include "cache/history/history.h"
#include "engine/inkling.h"
#include "engine/text_edit.h"
#include "tests/scenarios/backend.h"

namespace inkling {
namespace {

class CppBackend final : public Backend {
 public:
  explicit CppBackend(const std::string& pack_dir)
      : engine_(Engine::open({.pack_dir = pack_dir}).value()) {}

  void open_field(const FieldOptions& options) override {
    static const std::map<std::string, AutocorrectStrength> kStrengths = {
        {"off", AutocorrectStrength::kOff},
        {"careful", AutocorrectStrength::kCareful},
        {"normal", AutocorrectStrength::kNormal},
        {"bold", AutocorrectStrength::kBold}};
    session_ = std::make_unique<Session>(
        engine_, SessionOptions{options.layout, field_kind_from_name(options.field).value(),
                                options.no_learning, kStrengths.at(options.autocorrect)});
  }
  void set_context(const std::string& left, const std::string& right) override {
    session_->set_context(left, right);
  }
  std::optional<Change> key(const std::string& character, const float* x, const float* y) override {
    return change([&] {
      return session_->key(character,
                           x != nullptr ? std::optional<Touch>(Touch{*x, *y}) : std::nullopt);
    });
  }
  std::optional<Change> backspace() override {
    return change([&] {
      session_->backspace();
      return Commit{};
    });
  }
  std::optional<Change> accept(std::size_t index) override {
    bool ok = true;
    const Change out = change([&] {
      auto done = session_->accept(index);
      ok = done.ok();
      return ok ? *done : Commit{};
    });
    return ok ? std::optional(out) : std::nullopt;
  }
  std::optional<Change> pick(const std::string& text) override {
    return change([&] { return session_->pick(text); });
  }
  std::optional<Change> revert(uint64_t id) override {
    bool ok = true;
    const Change out = change([&] {
      ok = session_->revert(id);
      return Commit{};
    });
    return ok ? std::optional(out) : std::nullopt;
  }
  std::optional<Change> finish() override {
    return change([&] { return session_->finish(); });
  }
  std::vector<Shown> suggest(int count) override {
    SuggestOptions options;
    options.count = count;
    std::vector<Shown> out;
    for (const Suggestion& s : session_->suggest(options).items) {
      out.push_back({s.text, suggestion_kind_name(s.kind), s.autocorrect, s.replaces, s.score});
    }
    return out;
  }
  FieldText text() override {
    return {session_->committed(), session_->composing(), session_->right(),
            session_->composing_after()};
  }
  void trim(bool background) override {
    session_->trim();
    engine_->trim(background ? TrimLevel::kBackground : TrimLevel::kHidden);
  }
  void block(const std::string& word, bool blocked) override {
    blocked ? engine_->history().block(word) : engine_->history().unblock(word);
  }
  void forget(const std::string& word) override { engine_->history().forget(word); }
  void set_shortcut(const std::string& typed, const std::string& expansion) override {
    (void)engine_->history().set_shortcut(typed, expansion);
  }
  void clear_history() override { (void)engine_->history().clear(); }
  bool learned(const std::string& word) override {
    for (const HistoryWord& known : engine_->history().words(word, 100)) {
      if (known.text == word) return true;
    }
    return false;
  }

 private:
  template <typename Call>
  Change change(Call&& call) {
    const std::string before = session_->committed();
    const std::string right = session_->right();
    const Commit commit = call();
    const TextEdit edit = text_edit({before, right}, {session_->committed(), session_->right()},
                                    session_->composing());
    return {edit.erased_bytes,
            edit.erased_utf16,
            edit.erased_after_bytes,
            edit.erased_after_utf16,
            edit.inserted,
            edit.composing,
            commit.typed,
            commit.committed,
            commit.autocorrected,
            commit.id};
  }

  std::shared_ptr<Engine> engine_;
  std::unique_ptr<Session> session_;
};

}  // namespace

std::unique_ptr<Backend> cpp_backend(const std::string& pack_dir) {
  return std::make_unique<CppBackend>(pack_dir);
}

}  // namespace inkling
