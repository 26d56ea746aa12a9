#include "demo_keyboard/window/touch_overlay.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <utility>

#include "demo_keyboard/window/controls.h"
#include "demo_keyboard/window/theme.h"

namespace inkling {
namespace {

constexpr int kSlipMillis = 900;
constexpr int kTrailMillis = 450;  // that a trail is to be seen after the finger is up
constexpr int kFadeStepMillis = 30;

QColor faded(QColor colour, double alpha) {
  colour.setAlphaF(static_cast<float>(alpha));
  return colour;
}

}  // namespace

TouchOverlay::TouchOverlay(QWidget* parent) : QWidget(parent) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setFocusPolicy(Qt::NoFocus);
  fade_.setSingleShot(true);
  fade_.setInterval(kSlipMillis);
  trail_fade_.setInterval(kFadeStepMillis);
  connect(&trail_fade_, &QTimer::timeout, this, [this] {
    trail_left_ -= static_cast<double>(kFadeStepMillis) / kTrailMillis;
    if (trail_left_ <= 0) {
      trail_left_ = 0;
      trail_.clear();
      trail_fade_.stop();
    }
    update();
  });
  connect(&fade_, &QTimer::timeout, this, [this] {
    slip_.reset();
    update();
  });
}

void TouchOverlay::set_trail(std::vector<GesturePoint> points, bool moving) {
  trail_ = std::move(points);
  trail_left_ = trail_.empty() ? 0 : 1;
  if (moving || trail_.empty()) {
    trail_fade_.stop();
  } else {
    trail_fade_.start();
  }
  update();
}

void TouchOverlay::set_plan(const KeyPlan* plan) {
  plan_ = plan;
  update();
}

void TouchOverlay::set_shown(bool shown) {
  shown_ = shown;
  update();
}

void TouchOverlay::set_touches(std::vector<KeyPoint> touches) {
  touches_ = std::move(touches);
  if (shown_) update();
}

void TouchOverlay::set_gaussian(KeyPoint mean, KeyPoint sigma) {
  mean_ = mean;
  sigma_ = sigma;
  if (shown_) update();
}

void TouchOverlay::show_slip(KeyPoint aimed, KeyPoint landed) {
  slip_ = Slip{aimed, landed};
  fade_.start();
  update();
}

QPointF TouchOverlay::to_pixels(KeyPoint point) const {
  const QRectF& bounds = plan_->bounds;
  return {(point.x - bounds.left()) * width() / bounds.width(),
          (point.y - bounds.top()) * height() / bounds.height()};
}

void TouchOverlay::draw_gaussians(QPainter* painter) const {
  const double x = width() / plan_->bounds.width();
  const double y = height() / plan_->bounds.height();
  const QColor colour = palette().color(ink::kGood);
  for (const KeyCap& cap : plan_->caps) {
    if (!cap.has_touch || cap.action != KeyAction::kType || cap.rect.top() < 0) continue;
    const QPointF key = cap.rect.center();
    const QPointF middle =
        to_pixels({static_cast<float>(key.x()) + mean_.x, static_cast<float>(key.y()) + mean_.y});
    painter->setPen(QPen(faded(colour, 0.9), 1.2));
    painter->setBrush(faded(colour, 0.1));
    painter->drawEllipse(middle, sigma_.x * x, sigma_.y * y);
    painter->setPen(QPen(faded(colour, 0.5), 1, Qt::DotLine));
    painter->setBrush(Qt::NoBrush);
    painter->drawEllipse(middle, sigma_.x * x * 2, sigma_.y * y * 2);
  }
}

void TouchOverlay::draw_touches(QPainter* painter) const {
  const double size = em(*this) * 0.17;
  const auto count = static_cast<double>(touches_.size());
  painter->setPen(Qt::NoPen);
  for (std::size_t i = 0; i < touches_.size(); ++i) {
    const double age = (count - static_cast<double>(i)) / std::max(count, 1.0);  // 1: the oldest
    painter->setBrush(faded(palette().color(ink::kAccent), 1 - age * 0.75));
    painter->drawEllipse(to_pixels(touches_[i]), size, size);
  }
}

void TouchOverlay::draw_slip(QPainter* painter) const {
  const double size = em(*this) * 0.3;
  const QPointF aimed = to_pixels(slip_->aimed);
  const QPointF landed = to_pixels(slip_->landed);
  const QColor colour = palette().color(ink::kAlarm);
  painter->setBrush(Qt::NoBrush);
  painter->setPen(QPen(colour, 1.5));
  painter->drawEllipse(aimed, size, size);
  painter->drawLine(aimed, landed);
  painter->setBrush(colour);
  painter->drawEllipse(landed, size * 0.6, size * 0.6);
}

/// One stroke: pieces that overlap would show as beads.
void TouchOverlay::draw_trail(QPainter* painter) const {
  QPainterPath path(to_pixels({trail_.front().x, trail_.front().y}));
  for (const GesturePoint& point : trail_) path.lineTo(to_pixels({point.x, point.y}));
  painter->setBrush(Qt::NoBrush);
  painter->setPen(QPen(faded(palette().color(ink::kAccent), 0.6 * trail_left_), em(*this) * 0.5,
                       Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter->drawPath(path);
}

void TouchOverlay::paintEvent(QPaintEvent*) {
  if (plan_ == nullptr || (!shown_ && !slip_ && trail_left_ <= 0)) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const bool letters = std::any_of(plan_->caps.begin(), plan_->caps.end(),
                                   [](const KeyCap& cap) { return cap.has_touch; });
  if (shown_ && letters) {
    if (sigma_.x > 0 && sigma_.y > 0) draw_gaussians(&painter);
    draw_touches(&painter);
  }
  if (trail_left_ > 0) draw_trail(&painter);
  if (slip_) draw_slip(&painter);
}

}  // namespace inkling
