// What the face's thread does: keys, picks, settings.
#include "demo_keyboard/controller.h"

#include <algorithm>
#include <utility>

#include "engine/layout.h"
#include "platform/clock.h"
#include "tokenizer/utf8.h"
#include "tokenizer/utf8_bytes.h"

namespace inkling {

KeyboardController::KeyboardController(KeyboardOptions options)
    : options_(std::move(options)),
      side_(options_.engine, options_.session, options_.deadline_ms, options_.open_engine,
            kStripSlots + (options_.emoji_apart ? 1 : 0)),
      auto_capitals_(options_.session.auto_capitals),
      double_space_stop_(options_.session.double_space_stop),
      own_field_(options_.session.field) {
  const MutexLock lock(mutex_);
  view_.field = options_.session.field;
  view_.incognito = options_.session.no_learning;
  view_.strength = options_.session.autocorrect;
  view_.layout = options_.session.layout;
  worker_.post([this](const CancelToken&) { open_engine(); });
  // The strip for the empty text.
  post({.kind = KeyboardEvent::Kind::kRefresh});
}

KeyboardController::~KeyboardController() {
  {
    const MutexLock lock(mutex_);
    stopping_ = true;
    strip_cancel_.cancel();
  }
  player_.reset();
}

void KeyboardController::post(KeyboardEvent event) {
  event.number = ++last_number_;
  event.queued_nanos = Clock::system().now_nanos();
  strip_cancel_.cancel();
  using Kind = KeyboardEvent::Kind;
  const bool text_stays = event.kind == Kind::kForget || event.kind == Kind::kUnlearn ||
                          event.kind == Kind::kKeep || event.kind == Kind::kUnblock ||
                          event.kind == Kind::kRefresh;
  if (!text_stays) forget_look();
  pending_.push(std::move(event));
  view_.ghost.clear();
  ++view_.version;
  worker_.post([this](const CancelToken&) { run_next(); });
}

void KeyboardController::post_typed(TraceEvent event, const std::string& replaces) {
  record(event, Clock::system().now_nanos());
  if (event.touch) {
    if (view_.touches.size() == kTouchesKept) view_.touches.erase(view_.touches.begin());
    view_.touches.push_back({*event.touch, event.text});
  }
  const bool makes_stop = double_space_stop_ && view_.field == FieldKind::kText;
  if (event.kind == EventKind::kGesture) view_.trail = event.points;
  post({.typed = std::move(event), .replaces = replaces, .makes_stop = makes_stop});
}

bool KeyboardController::type(TraceEvent event) {
  const MutexLock lock(mutex_);
  if (view_.playing) return false;
  post_typed(std::move(event), {});
  return true;
}

void KeyboardController::key(std::string_view character, std::optional<Touch> touch) {
  if (character == " ") return space();
  if (character == "\n" || character == "\r\n" || character == "\r") return enter();
  if (character.empty()) return;
  type({.kind = EventKind::kKey, .text = repair_utf8(character), .touch = touch});
}

void KeyboardController::space() { type({.kind = EventKind::kSpace}); }
void KeyboardController::gesture(std::vector<GesturePoint> points, GestureCase letter_case) {
  drop_sketch();
  type({.kind = EventKind::kGesture, .points = std::move(points), .letter_case = letter_case});
}

void KeyboardController::sketch(std::vector<GesturePoint> points, GestureCase letter_case) {
  const MutexLock lock(mutex_);
  if (view_.playing) return;
  const bool waits = sketch_.has_value();
  sketch_ = DrawnWord{std::move(points), letter_case, /*moving=*/true};
  if (!waits) worker_.post([this](const CancelToken&) { guess(); });
}

void KeyboardController::drop_sketch() {
  const MutexLock lock(mutex_);
  sketch_.reset();
  guess_cancel_.cancel();
  if (!view_.guess) return;
  view_.guess.reset();
  ++view_.version;
}

void KeyboardController::enter() { type({.kind = EventKind::kEnter}); }
void KeyboardController::backspace(int n) { type({.kind = EventKind::kBackspace, .n = n}); }

void KeyboardController::finish() {
  const MutexLock lock(mutex_);
  if (view_.playing) return;
  post({.kind = KeyboardEvent::Kind::kFinish});
}

bool KeyboardController::strip_current() const {
  return view_.engine == EngineState::kReady && strip_number_ == last_number_;
}

const Suggestion* KeyboardController::current_slot(int slot) const {
  if (slot < 0 || slot >= kStripSlots || view_.playing || !strip_current()) return nullptr;
  const auto& place = view_.strip.at(static_cast<std::size_t>(slot));
  return place ? &place->suggestion : nullptr;
}

bool KeyboardController::pick(int slot) {
  const MutexLock lock(mutex_);
  const Suggestion* taken = current_slot(slot);
  if (taken == nullptr) return false;
  const std::string replaces = taken->replaces;
  post_typed({.kind = EventKind::kPick, .text = taken->text}, replaces);
  return true;
}

bool KeyboardController::take_ghost() {
  const MutexLock lock(mutex_);
  const Suggestion* best = current_slot(1);
  // The pick leaves a space, so the ghost's own is not wanted.
  const std::string ghost =
      view_.ghost.substr(std::min(view_.ghost.find_first_not_of(' '), view_.ghost.size()));
  if (best == nullptr || ghost.empty()) return false;
  const std::string replaces = best->replaces;
  post_typed({.kind = EventKind::kPick, .text = best->text}, replaces);
  post_typed({.kind = EventKind::kPick, .text = ghost}, {});
  return true;
}

bool KeyboardController::pick_emoji() {
  const MutexLock lock(mutex_);
  if (view_.playing || !strip_current() || !view_.emoji) return false;
  post_typed({.kind = EventKind::kPick, .text = view_.emoji->text}, view_.emoji->replaces);
  return true;
}

bool KeyboardController::revert() {
  const MutexLock lock(mutex_);
  if (view_.playing || !autocorrected(pending_.shown())) return false;
  post_typed({.kind = EventKind::kBackspace}, {});
  return true;
}

bool KeyboardController::forget(int slot) {
  const MutexLock lock(mutex_);
  const Suggestion* gone = current_slot(slot);
  if (gone == nullptr || gone->kind == SuggestionKind::kEmoji ||
      gone->kind == SuggestionKind::kShortcut) {
    return false;
  }
  post({.kind = KeyboardEvent::Kind::kForget, .word = gone->text});
  return true;
}

void KeyboardController::jump_to(const std::string& left, const std::string& right, bool jump) {
  TraceEvent event{.kind = EventKind::kCursor, .left = left, .right = right};
  record(event, Clock::system().now_nanos());
  post({.typed = std::move(event), .jump = jump});
}

void KeyboardController::move_cursor(std::size_t offset_bytes) {
  const MutexLock lock(mutex_);
  if (view_.playing) return;
  const Document& field = pending_.shown();
  const std::string text = field.left() + field.right();
  std::size_t offset = std::min(offset_bytes, text.size());
  while (offset > 0 && offset < text.size() && is_continuation_byte(text[offset])) --offset;
  jump_to(text.substr(0, offset), text.substr(offset), /*jump=*/true);
}

void KeyboardController::set_text(const std::string& left, const std::string& right) {
  const MutexLock lock(mutex_);
  if (view_.playing) return;
  jump_to(repair_utf8(left), repair_utf8(right), /*jump=*/false);
}

void KeyboardController::focus(FieldKind field, bool no_learning, const std::string& left,
                               const std::string& right) {
  const MutexLock lock(mutex_);
  own_field_ = field;
  own_forbids_ = no_learning;
  if (view_.playing) return;
  enter_field(field, no_learning);
  post_typed({.kind = EventKind::kFocus,
              .field = field,
              .no_learning = no_learning,
              .left = repair_utf8(left),
              .right = repair_utf8(right)},
             {});
}

void KeyboardController::enter_field(FieldKind field, bool no_learning) {
  view_.field = field;
  if (field == FieldKind::kPassword || no_learning) {
    end_recording("the recording ended: this field is not recorded");
  }
}

void KeyboardController::post_settings() {
  post({.kind = KeyboardEvent::Kind::kSettings,
        .settings = {view_.layout, view_.strength, view_.incognito, auto_capitals_,
                     double_space_stop_}});
}

void KeyboardController::set_incognito(bool incognito) {
  const MutexLock lock(mutex_);
  if (incognito == view_.incognito) return;
  view_.incognito = incognito;
  if (incognito) end_recording("the recording ended: nothing is recorded in incognito");
  post_settings();
}

void KeyboardController::set_strength(AutocorrectStrength strength) {
  const MutexLock lock(mutex_);
  if (strength == view_.strength) return;
  view_.strength = strength;
  post_settings();
}

void KeyboardController::set_layout(const std::string& layout) {
  const MutexLock lock(mutex_);
  if (Layout::find(layout) == nullptr) {
    face_trouble_ = "no layout \"" + layout + "\"; known are";
    for (const std::string& name : Layout::names()) face_trouble_ += " " + name;
    ++view_.version;
    return;
  }
  own_header_.layout = layout;
  TraceHeader changed = header();
  changed.layout = layout;
  post_header(changed);
}

KeyboardView KeyboardController::view() const {
  const MutexLock lock(mutex_);
  KeyboardView out = view_;
  const Document& shown = pending_.shown();
  out.text = shown.left();
  out.right = shown.right();
  out.composing_bytes = shown.composing().size();
  out.composing_after_bytes = shown.rest().size();
  out.auto_space = shown.newest().space == PickedSpace::kLeft;
  out.autocorrected = autocorrected(shown);
  out.strip_current = strip_current();
  out.wants_capital = view_.wants_capital && pending_.empty() && !view_.playing;
  out.settled = view_.engine == EngineState::kFailed || pending_.empty();
  for (const std::string* trouble : {&face_trouble_, &engine_trouble_, &history_trouble_}) {
    if (trouble->empty()) continue;
    if (!out.trouble.empty()) out.trouble += "; ";
    out.trouble += *trouble;
  }
  return out;
}

}  // namespace inkling
