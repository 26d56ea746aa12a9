#include "demo_keyboard/window/finger.h"

#include <QLineF>
#include <utility>

namespace inkling {
namespace {

constexpr int kHoldMillis = 400;

}  // namespace

Finger::Finger(FingerCalls calls) : calls_(std::move(calls)) {
  hold_.setSingleShot(true);
  hold_.setInterval(kHoldMillis);
  QObject::connect(&hold_, &QTimer::timeout, &hold_, [this] {
    if (phase_ != Phase::kDown) return;
    phase_ = Phase::kHeld;
    calls_.hold();
  });
}

void Finger::press(QPointF at) {
  if (phase_ != Phase::kUp) cancel();
  phase_ = Phase::kDown;
  from_ = at;
  hold_.start();
  calls_.down(at);
}

void Finger::move(QPointF at) {
  if (phase_ == Phase::kUp) return;
  if (phase_ == Phase::kDown) {
    if (QLineF(from_, at).length() <= slop_) return;
    hold_.stop();
    phase_ = Phase::kDragged;
  }
  calls_.drag(at);
}

void Finger::release(QPointF at) {
  hold_.stop();
  const Phase was = std::exchange(phase_, Phase::kUp);
  if (was == Phase::kUp) return;
  if (was == Phase::kDown) {
    calls_.tap(at);
  } else {
    calls_.drop(at);
  }
}

void Finger::cancel() {
  hold_.stop();
  if (std::exchange(phase_, Phase::kUp) != Phase::kUp) calls_.lost();
}

}  // namespace inkling
