#include <gtest/gtest.h>

#include <array>
#include <map>

#include "engine/inkling_c.h"
#include "tests/scenarios/backend.h"

namespace inkling {
namespace {

inkling_text in(const std::string& text) { return {text.data(), text.size()}; }
std::string out(inkling_text text) {
  return text.size == 0 ? "" : std::string(text.data, text.size);
}
void must(inkling_status status) { EXPECT_EQ(status, INKLING_OK) << inkling_last_error(); }

class CBackend final : public Backend {
 public:
  explicit CBackend(const std::string& pack_dir) {
    inkling_engine_options options = INKLING_ENGINE_OPTIONS_INIT;
    options.pack_dir = pack_dir.c_str();
    must(inkling_engine_open(&options, &engine_));
  }
  ~CBackend() override {
    if (session_ != 0) must(inkling_session_close(session_));
    must(inkling_engine_close(engine_));
  }
  CBackend(const CBackend&) = delete;
  CBackend& operator=(const CBackend&) = delete;

  void open_field(const FieldOptions& options) override {
    static const std::map<std::string, inkling_field> kFields = {
        {"text", INKLING_FIELD_TEXT},     {"password", INKLING_FIELD_PASSWORD},
        {"email", INKLING_FIELD_EMAIL},   {"uri", INKLING_FIELD_URI},
        {"number", INKLING_FIELD_NUMBER}, {"search", INKLING_FIELD_SEARCH}};
    static const std::map<std::string, inkling_strength> kStrengths = {
        {"off", INKLING_AUTOCORRECT_OFF},
        {"careful", INKLING_AUTOCORRECT_CAREFUL},
        {"normal", INKLING_AUTOCORRECT_NORMAL},
        {"bold", INKLING_AUTOCORRECT_BOLD}};
    if (session_ != 0) must(inkling_session_close(session_));
    inkling_session_options asked = INKLING_SESSION_OPTIONS_INIT;
    asked.layout = options.layout.c_str();
    asked.field = kFields.at(options.field);
    asked.no_learning = options.no_learning ? 1 : 0;
    asked.autocorrect = kStrengths.at(options.autocorrect);
    must(inkling_session_open(engine_, &asked, &session_));
  }
  void set_context(const std::string& left, const std::string& right) override {
    must(inkling_session_set_context(session_, in(left), in(right)));
  }
  std::optional<Change> key(const std::string& character, const float* x, const float* y) override {
    const inkling_touch touch = {x != nullptr ? *x : 0, y != nullptr ? *y : 0};
    return change([&](inkling_edit* edit) {
      return inkling_session_key(session_, in(character), x != nullptr ? &touch : nullptr, edit);
    });
  }
  std::optional<Change> backspace() override {
    return change([&](inkling_edit* edit) { return inkling_session_backspace(session_, edit); });
  }
  std::optional<Change> accept(std::size_t index) override {
    return change(
        [&](inkling_edit* edit) { return inkling_session_accept(session_, index, edit); });
  }
  std::optional<Change> pick(const std::string& text) override {
    return change(
        [&](inkling_edit* edit) { return inkling_session_pick(session_, in(text), edit); });
  }
  std::optional<Change> revert(uint64_t id) override {
    return change([&](inkling_edit* edit) { return inkling_session_revert(session_, id, edit); });
  }
  std::optional<Change> finish() override {
    return change([&](inkling_edit* edit) { return inkling_session_finish(session_, edit); });
  }
  std::vector<Shown> suggest(int count) override {
    static constexpr std::array<const char*, 7> kKinds = {
        "literal", "completion", "correction", "prediction", "emoji", "shortcut", "phrase"};
    inkling_suggest_options options = INKLING_SUGGEST_OPTIONS_INIT;
    options.count = count;
    options.sequence = ++sequence_;
    inkling_suggestions* strip = nullptr;
    must(inkling_session_suggest(session_, &options, &strip));
    std::vector<Shown> shown;
    for (std::size_t i = 0; i < inkling_suggestions_count(strip); ++i) {
      inkling_suggestion s = INKLING_SUGGESTION_INIT;
      must(inkling_suggestions_at(strip, i, &s));
      shown.push_back({out(s.text), kKinds.at(static_cast<std::size_t>(s.kind)), s.autocorrect != 0,
                       out(s.replaces), s.score});
    }
    inkling_suggestions_free(strip);
    return shown;
  }
  FieldText text() override {
    inkling_text left = {};
    inkling_text composing = {};
    inkling_text right = {};
    must(inkling_session_text(session_, &left, &composing, &right));
    inkling_text after = {};
    FieldText seen = {out(left), out(composing), out(right), {}};
    must(inkling_session_composing_after(session_, &after));
    seen.composing_after = out(after);
    return seen;
  }
  void trim(bool background) override {
    must(inkling_engine_trim(engine_, background ? INKLING_TRIM_BACKGROUND : INKLING_TRIM_HIDDEN));
  }
  void block(const std::string& word, bool blocked) override {
    must(blocked ? inkling_history_block(engine_, in(word))
                 : inkling_history_unblock(engine_, in(word)));
  }
  void forget(const std::string& word) override { must(inkling_history_forget(engine_, in(word))); }
  void set_shortcut(const std::string& typed, const std::string& expansion) override {
    must(inkling_history_set_shortcut(engine_, in(typed), in(expansion)));
  }
  void clear_history() override { must(inkling_history_clear(engine_)); }
  bool learned(const std::string& word) override {
    inkling_buffer* lines = nullptr;
    must(inkling_history_words(engine_, in(word), 100, &lines));
    const std::string all = "\n" + out(inkling_buffer_text(lines));
    inkling_buffer_free(lines);
    return all.find("\n" + word + "\t") != std::string::npos;
  }

 private:
  template <typename Call>
  std::optional<Change> change(Call&& call) {
    inkling_edit edit = INKLING_EDIT_INIT;
    const inkling_status status = call(&edit);
    if (status == INKLING_NOT_FOUND) return std::nullopt;
    must(status);
    return Change{edit.erased_bytes,       edit.erased_utf16,   edit.erased_after_bytes,
                  edit.erased_after_utf16, out(edit.inserted),  out(edit.composing),
                  out(edit.typed),         out(edit.committed), edit.autocorrected != 0,
                  edit.commit_id};
  }

  inkling_engine engine_ = 0;
  inkling_session session_ = 0;
  uint64_t sequence_ = 0;
};

}  // namespace

std::unique_ptr<Backend> c_backend(const std::string& pack_dir) {
  return std::make_unique<CBackend>(pack_dir);
}

}  // namespace inkling
