#include "demo_keyboard/engine_side.h"

#include <cmath>
#include <utility>

#include "cache/history/history.h"
#include "demo_keyboard/known_text.h"
#include "demo_keyboard/lessons.h"
#include "demo_keyboard/strip.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

SessionCounters sum(SessionCounters a, SessionCounters b) {
  return {a.tokens_evaluated + b.tokens_evaluated, a.tokens_reused + b.tokens_reused};
}

}  // namespace

EngineSide::EngineSide(EngineOptions engine, SessionOptions session, int64_t deadline_ms,
                       EngineOpener opener, int count)
    : engine_options_(std::move(engine)),
      session_options_(std::move(session)),
      deadline_ms_(deadline_ms),
      opener_(std::move(opener)),
      count_(count),
      incognito_(session_options_.no_learning) {}

Status EngineSide::open() {
  auto engine = opener_ ? opener_() : Engine::open(engine_options_);
  if (!engine) return engine.error();
  engine_ = *std::move(engine);
  session_.emplace(engine_, session_options_);
  return {};
}

std::string EngineSide::degraded() const {
  if (engine_options_.pack_dir.empty()) {
    return "no language pack: only what is typed and the history are suggested";
  }
  std::string out;
  for (const Degradation& lost : engine_->status()) {
    if (!out.empty()) out += "; ";
    out += (lost.left_out ? "going on without the " : "") + lost.part + ": " + lost.error.message;
  }
  return out;
}

EventOutcome EngineSide::run(const KeyboardEvent& event) {
  EventOutcome out;
  using Kind = KeyboardEvent::Kind;
  if (event.kind == Kind::kTyping || event.kind == Kind::kFinish) {
    const bool finish = event.kind == Kind::kFinish;
    const bool pick = !finish && event.typed.kind == EventKind::kPick;
    const Lessons lessons(*engine_, *session_, pick ? event.typed.text : std::string());
    const auto before = autocorrected(session_->document());
    const bool undo = !finish && event.typed.kind == EventKind::kBackspace && before;
    const Commit commit = finish ? this->finish() : type(event);
    if (may_learn()) out.lessons = lessons.after(commit, undo ? &*before : nullptr);
  } else if (event.kind == Kind::kSettings) {
    set(event.settings);
  } else if (event.kind == Kind::kForget) {
    forget(event.word);
    out.lessons.push_back({"forgot " + event.word});
  } else if (event.kind == Kind::kUnlearn) {
    engine_->history().forget(event.word);
    out.lessons.push_back({"forgot " + event.word});
  } else if (event.kind == Kind::kKeep) {
    if (engine_->history().add_personal(event.word)) out.lessons.push_back({"kept " + event.word});
  } else if (event.kind == Kind::kUnblock) {
    engine_->history().unblock(event.word);
    out.lessons.push_back({"suggests " + event.word + " again"});
  } else if (event.kind == Kind::kMend) {
    out.lessons = mend(event);
  }
  strip_fresh_ = false;
  out.text = session_->document();
  out.wants_capital = session_->wants_capital();
  out.touch_offset = session_->touch_offset();
  if (!engine_options_.history_path.empty()) {
    const std::string reason = engine_->history().status().reason;
    if (!reason.empty()) out.history_trouble = "the history is not written: " + reason;
  }
  return out;
}

SessionCounters EngineSide::counters() const { return sum(counters_before_, session_->counters()); }

bool EngineSide::may_learn() const {
  const FieldKind field = session_options_.field;
  return !session_options_.no_learning &&
         (field == FieldKind::kText || field == FieldKind::kSearch);
}

Commit EngineSide::type(const KeyboardEvent& event) {
  const TraceEvent& typed = event.typed;
  if (typed.kind == EventKind::kFocus) {
    const bool stays = event.jump;  // another field over the same text
    focus(typed.field, typed.no_learning, stays ? session_->left() : typed.left,
          stays ? session_->right() : typed.right);
    return {};
  }
  if (event.jump) {
    jump(event);
    return {};
  }
  if (typed.kind == EventKind::kPick && !strip_fresh_) {
    // A trace picks by text, faster than strips are shown; what a pick replaces stands on one.
    SuggestOptions all;
    all.count = count_;
    session_->suggest(all);
  }
  return apply_event(&*session_, typed).value_or(Commit());
}

Commit EngineSide::finish() {
  if (!session_->composing().empty() || !autocorrected(session_->document())) {
    return session_->finish();
  }
  // Nothing is left to finish, but the way back ends here, too.
  session_->set_context(session_->left(), session_->right());
  return {};
}

void EngineSide::focus(FieldKind field, bool no_learning, const std::string& left,
                       const std::string& right) {
  field_forbids_ = no_learning;
  session_options_.field = field;
  session_options_.no_learning = incognito_ || field_forbids_;
  session_->focus(field, session_options_.no_learning, left, right);
}

/// Moves the cursor in the text as the engine has it: keys that were still waiting when the person
/// moved may have corrected it.
void EngineSide::jump(const KeyboardEvent& event) {
  const std::string text = session_->left() + session_->right();
  const std::size_t offset =
      moved_offset(event.typed.left + event.typed.right, event.typed.left.size(), text);
  session_->set_context(text.substr(0, offset), text.substr(offset));
}

void EngineSide::set(const KeyboardSettings& settings) {
  incognito_ = settings.incognito;
  session_options_.no_learning = incognito_ || field_forbids_;
  const std::string left = session_->left();
  const std::string right = session_->right();
  SessionOptions& now = session_options_;
  if (settings.layout == now.layout && settings.strength == now.autocorrect &&
      settings.auto_capitals == now.auto_capitals &&
      settings.double_space_stop == now.double_space_stop) {
    session_->focus(session_options_.field, session_options_.no_learning, left, right);
    return;
  }
  // A session keeps these for life.
  now.layout = settings.layout;
  now.autocorrect = settings.strength;
  now.auto_capitals = settings.auto_capitals;
  now.double_space_stop = settings.double_space_stop;
  counters_before_ = sum(counters_before_, session_->counters());
  session_.emplace(engine_, session_options_);
  session_->set_context(left, right);
}

void EngineSide::forget(const std::string& word) {
  engine_->history().forget(word);
  engine_->history().block(word);
}

std::vector<LearnedEvent> EngineSide::mend(const KeyboardEvent& event) {
  const std::string& word = event.word;
  // Keys that were waiting when it was chosen may have made another text of it.
  if (!mended_text(session_->document(), event)) return {};
  const History& history = engine_->history();
  const bool personal = history.is_personal(word);
  const bool refused = history.refused(word, event.replaces);
  if (!session_->mend(event.at, word) || !may_learn()) return {};
  if (!refused && history.refused(word, event.replaces)) return {{"learned to keep " + word}};
  if (personal || !history.is_personal(word)) return {};
  return {{"learned " + word + ", a word of your own", word}};
}

SuggestOptions EngineSide::options(const CancelToken& cancel) const {
  SuggestOptions out;
  out.count = count_;
  out.deadline = Deadline::after_millis(Clock::system(), deadline_ms_);
  out.cancel = cancel;
  return out;
}

Suggestions EngineSide::suggest(const CancelToken& cancel) {
  SuggestOptions asked = options(cancel);
  asked.why = true;
  Suggestions out = session_->suggest(asked);
  strip_fresh_ = !cancel.cancelled();
  return out;
}

Suggestions EngineSide::sketch(const DrawnWord& drawn, const CancelToken& cancel) {
  return session_->sketch(drawn.points, options(cancel), drawn.letter_case);
}

std::optional<WordChoices> EngineSide::look(const std::string& seen, std::size_t offset,
                                            const CancelToken& cancel) {
  constexpr int kReadings = 5;  // what was typed, and as many as a person reads at a glance
  SuggestOptions asked = options(cancel);
  asked.count = kReadings;
  return session_->look_at(moved_offset(seen, offset, session_->left() + session_->right()), asked);
}

std::string EngineSide::ghost(const std::string& text, const CancelToken& cancel) {
  return session_->phrase(text, options(cancel));
}

int EngineSide::written(const std::string& word) const {
  constexpr std::size_t kLooked = 16;  // at the words that begin so, most used first
  const std::string key = to_lower(word);
  for (const HistoryWord& known : engine_->history().words(word, kLooked)) {
    if (to_lower(known.text) == key) return static_cast<int>(std::lround(known.count));
  }
  return 0;
}

std::string EngineSide::known() const { return known_text(engine_->history().overview(0)); }

Status EngineSide::flush() { return engine_->history().flush(); }

}  // namespace inkling
