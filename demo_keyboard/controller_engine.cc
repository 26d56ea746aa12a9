// What the engine's thread does: one event after the other, and a strip when none waits.
#include <utility>

#include "demo_keyboard/controller.h"
#include "platform/clock.h"

namespace inkling {
namespace {

constexpr int64_t kNanosPerMicro = 1000;

template <typename T>
void keep_last(std::vector<T>* all, std::size_t kept, T newest) {
  if (all->size() >= kept) all->erase(all->begin());
  all->push_back(std::move(newest));
}

}  // namespace

void KeyboardController::changed() const {
  if (options_.on_change) options_.on_change();
}

void KeyboardController::open_engine() {
  const Status opened = side_.open();
  {
    const MutexLock lock(mutex_);
    ++view_.version;
    if (!opened) {
      view_.engine = EngineState::kFailed;
      engine_trouble_ = "no suggestions: " + opened.error().message;
    } else {
      view_.engine = EngineState::kReady;
      engine_trouble_ = side_.degraded();
      const Touch sigma = side_.touch_spread().sigma;
      view_.touch_sigma = {sigma.x, sigma.y};
    }
  }
  changed();
}

void KeyboardController::run_next() {
  KeyboardEvent event;
  {
    const MutexLock lock(mutex_);
    if (stopping_) return;
    event = pending_.front();
  }
  const int64_t started = Clock::system().now_nanos();
  std::optional<EventOutcome> outcome;
  const int64_t evaluated_before = side_.is_open() ? side_.counters().tokens_evaluated : 0;
  if (side_.is_open()) outcome = side_.run(event);
  CancelToken cancel = CancelToken::create();
  bool last = false;
  {
    const MutexLock lock(mutex_);
    if (outcome) {
      pending_.pop(outcome->text);
      take(*outcome);
    } else {
      pending_.pop(std::nullopt);
    }
    ++view_.version;
    last = pending_.empty() && !stopping_;
    if (last) strip_cancel_ = cancel;
  }
  changed();
  if (last && outcome) answer(event, {started, evaluated_before}, cancel);
}

void KeyboardController::take(const EventOutcome& outcome) {
  for (const LearnedEvent& lesson : outcome.lessons) {
    keep_last(&view_.learned, kLearnedKept, lesson);
  }
  const Edit& edit = outcome.text.newest();
  if (edit.kind == Edit::Kind::kCorrection && edit.version != last_mended_) {
    last_mended_ = edit.version;
    const uint64_t number = view_.mended.empty() ? 1 : view_.mended.back().number + 1;
    keep_last(&view_.mended, kMendedKept,
              MendedWord{number, edit.at + edit.word_at, edit.committed, edit.typed});
  }
  view_.wants_capital = outcome.wants_capital;
  history_trouble_ = outcome.history_trouble;
  const Touch pack = side_.touch_spread().mean;
  view_.touch_offset_mean = {pack.x + outcome.touch_offset.x, pack.y + outcome.touch_offset.y};
}

void KeyboardController::answer(const KeyboardEvent& event, const AnswerStart& start,
                                const CancelToken& cancel) {
  if (options_.before_strip) options_.before_strip();
  if (cancel.cancelled()) return;
  Suggestions suggestions = side_.suggest(cancel);
  const int64_t now = Clock::system().now_nanos();
  const SessionCounters counters = side_.counters();
  {
    const MutexLock lock(mutex_);
    // post() cancels under the same lock: a strip that is published here is of the text as it is.
    if (cancel.cancelled()) return;
    view_.emoji.reset();
    if (options_.emoji_apart) view_.emoji = take_emoji(&suggestions);
    view_.strip = arrange_strip(suggestions);
    view_.written = {};
    view_.decision = std::move(suggestions.decision);
    strip_number_ = event.number;
    view_.counters = counters;
    if (event.kind == KeyboardEvent::Kind::kTyping) {
      keep_last(&view_.answered, kAnsweredKept,
                AnsweredEvent{.kind = event.typed.kind,
                              .micros = (now - start.nanos) / kNanosPerMicro,
                              .waited_micros = (start.nanos - event.queued_nanos) / kNanosPerMicro,
                              .stages = suggestions.stages,
                              .hurried = suggestions.hurried,
                              .evaluated = counters.tokens_evaluated - start.evaluated});
    }
    ++view_.version;
  }
  changed();
  if (!suggestions.items.empty()) show_ghost(suggestions.items.front().text, cancel);
  if (!cancel.cancelled()) show_written(cancel);
}

void KeyboardController::show_written(const CancelToken& cancel) {
  Strip strip;
  {
    const MutexLock lock(mutex_);
    strip = view_.strip;
  }
  std::array<int, kStripSlots> written = {};
  for (std::size_t i = 0; i < strip.size(); ++i) {
    const auto& slot = strip.at(i);
    if (slot && (slot->suggestion.sources & kSourceHistory) != 0)
      written.at(i) = side_.written(slot->suggestion.text);
  }
  const MutexLock lock(mutex_);
  if (!cancel.cancelled()) view_.written = written;
}

void KeyboardController::show_ghost(const std::string& best, const CancelToken& cancel) {
  const std::string ghost = side_.ghost(best, cancel);
  {
    const MutexLock lock(mutex_);
    if (ghost.empty() || cancel.cancelled()) return;
    view_.ghost = ghost;
    ++view_.version;
  }
  changed();
}

/// What the finger is drawing. Keys that wait come first: the words before it are not known yet.
void KeyboardController::guess() {
  DrawnWord drawn;
  const CancelToken cancel = CancelToken::create();
  {
    const MutexLock lock(mutex_);
    if (stopping_ || !sketch_) return;
    drawn = *std::move(sketch_);
    sketch_.reset();
    if (!pending_.empty()) return;
    guess_cancel_ = cancel;
  }
  if (!side_.is_open()) return;
  const Suggestions suggestions = side_.sketch(drawn, cancel);
  {
    const MutexLock lock(mutex_);
    if (cancel.cancelled() || suggestions.items.empty()) return;
    view_.guess = arrange_strip(suggestions);
    ++view_.version;
  }
  changed();
}

void KeyboardController::list_known() {
  worker_.post([this](const CancelToken&) {
    if (!side_.is_open()) return;
    std::string known = side_.known();
    {
      const MutexLock lock(mutex_);
      view_.known = std::move(known);
      ++view_.version;
    }
    changed();
  });
}

void KeyboardController::wait_until_idle() {
  {
    const MutexLock lock(mutex_);
    while (view_.playing) player_done_.wait(mutex_);
  }
  worker_.drain();
}

Status KeyboardController::close() {
  stop_playing();
  Status out = stop_recording();
  Status flushed;
  worker_.post([this, &flushed](const CancelToken&) {
    if (side_.is_open()) flushed = side_.flush();
  });
  worker_.drain();
  return out ? flushed : out;
}

}  // namespace inkling
