// A finger on the keys: was it a tap, a long press or a drag?
#pragma once

#include <QPointF>
#include <QTimer>
#include <functional>

namespace inkling {

/// What a finger does, as it does it; all must be set. Every `down` is followed by exactly one of
/// `tap`, `drop` and `lost`.
struct FingerCalls {
  std::function<void(QPointF)> down;
  std::function<void(QPointF)> tap;  // lifted soon, and near where it came down
  std::function<void()> hold;        // it rests where it came down
  /// It moves on, after a hold or away from where it came down: this is where a drag over letters
  /// becomes the path of a swiped word.
  std::function<void(QPointF)> drag;
  std::function<void(QPointF)> drop;  // lifted after a hold or a drag
  std::function<void()> lost;         // something else took the finger
};

/// For the thread of the user interface.
class Finger {
 public:
  enum class Phase { kUp, kDown, kHeld, kDragged };

  explicit Finger(FingerCalls calls);
  /// A finger that strays no farther than this is no drag, pixels.
  void set_slop(double pixels) { slop_ = pixels; }
  void press(QPointF at);
  void move(QPointF at);
  void release(QPointF at);
  void cancel();

  [[nodiscard]] Phase phase() const { return phase_; }
  [[nodiscard]] QPointF from() const { return from_; }

 private:
  FingerCalls calls_;
  Phase phase_ = Phase::kUp;
  QPointF from_;
  double slop_ = 12;
  QTimer hold_;
};

}  // namespace inkling
