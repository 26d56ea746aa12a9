// Recording what is typed, and playing what was recorded.
#include <utility>

#include "demo_keyboard/controller.h"
#include "platform/clock.h"

namespace inkling {

TraceHeader KeyboardController::header() const {
  return {.layout = view_.layout,
          .source = "the demo keyboard",
          .auto_capitals = auto_capitals_,
          .double_space_stop = double_space_stop_};
}

void KeyboardController::post_header(const TraceHeader& header) {
  const bool other_layout = header.layout != view_.layout;
  if (!other_layout && header.auto_capitals == auto_capitals_ &&
      header.double_space_stop == double_space_stop_) {
    return;
  }
  view_.layout = header.layout;
  auto_capitals_ = header.auto_capitals;
  double_space_stop_ = header.double_space_stop;
  end_recording(other_layout ? "the recording ended: a trace has one layout"
                             : "the recording ended: a trace has one way with spaces and capitals");
  post_settings();
}

Status KeyboardController::start_recording(const std::string& path) {
  const MutexLock lock(mutex_);
  const auto refuse = [](const char* why) {
    return make_error(ErrorCode::kInvalidArgument, std::string("no recording: ") + why);
  };
  if (recorder_ != nullptr) return refuse("another one goes on; stop it first");
  if (view_.incognito) return refuse("in incognito nothing is recorded; leave it first");
  if (view_.field == FieldKind::kPassword) return refuse("passwords are not recorded");
  if (view_.playing ? traced_secret_ : own_forbids_) {
    return refuse("this field does not want to be remembered");
  }
  auto started = Recorder::start(path, header());
  if (!started) return started.error();
  recorder_ = std::move(started).value();
  recorded_ = {};
  face_trouble_.clear();
  view_.recording = true;
  ++view_.version;
  const Document& field = pending_.shown();
  record({.kind = EventKind::kFocus,
          .field = view_.field,
          .left = field.left(),
          .right = field.right()},
         Clock::system().now_nanos());
  // A full disk shows at once.
  return recorded_;
}

Status KeyboardController::stop_recording() {
  const MutexLock lock(mutex_);
  end_recording({});
  return std::exchange(recorded_, Status());
}

void KeyboardController::end_recording(const std::string& why) {
  if (recorder_ == nullptr) return;
  recorded_ = recorder_->finish();
  recorder_.reset();
  face_trouble_ = recorded_ ? why : recorded_.error().message;
  view_.recording = false;
  ++view_.version;
}

void KeyboardController::record(const TraceEvent& event, int64_t now_nanos) {
  if (recorder_ == nullptr) return;
  Status added = recorder_->add(event, now_nanos);
  if (added) return;
  recorder_.reset();
  face_trouble_ = added.error().message;
  recorded_ = std::move(added);
  view_.recording = false;
}

void KeyboardController::play(Trace trace, double speed) {
  stop_playing();
  {
    const MutexLock lock(mutex_);
    view_.playing = true;
    ++view_.version;
    own_header_ = header();
    TraceHeader played = trace.header;
    if (Layout::find(played.layout) == nullptr) played.layout = own_header_.layout;
    post_header(played);
  }
  player_ = std::make_unique<Player>(
      std::move(trace), speed,
      Player::Calls{[this](const TraceEvent& event) { type_traced(event); }, [this] { played(); }});
}

void KeyboardController::stop_playing() { player_.reset(); }

void KeyboardController::type_traced(const TraceEvent& event) {
  {
    const MutexLock lock(mutex_);
    std::string replaces;
    if (event.kind == EventKind::kFocus) {
      traced_secret_ = event.no_learning;
      enter_field(event.field, event.no_learning);
    } else if (event.kind == EventKind::kPick && strip_current()) {
      for (const auto& slot : view_.strip) {
        if (slot && slot->suggestion.text == event.text) replaces = slot->suggestion.replaces;
      }
    }
    post_typed(event, replaces);
  }
  changed();
}

void KeyboardController::played() {
  {
    const MutexLock lock(mutex_);
    view_.playing = false;
    ++view_.version;
    post_header(own_header_);
    if (view_.field != own_field_ || traced_secret_ != own_forbids_) {
      view_.field = own_field_;
      const Document& field = pending_.shown();
      post({.typed = {.kind = EventKind::kFocus,
                      .field = view_.field,
                      .no_learning = own_forbids_,
                      .left = field.left(),
                      .right = field.right()},
            .jump = true});
    }
    traced_secret_ = own_forbids_;
    player_done_.notify_all();
  }
  changed();
}

}  // namespace inkling
