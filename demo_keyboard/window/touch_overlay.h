// What is drawn over the keys: where fingers landed, and where the engine expects them to.
#pragma once

#include <QTimer>
#include <QWidget>
#include <optional>
#include <vector>

#include "demo_keyboard/window/key_plan.h"
#include "engine/inkling.h"

namespace inkling {

/// Lets clicks through. Shows a slip that finger noise made for a moment; touches and the keys'
/// Gaussians only while set_shown(true).
class TouchOverlay : public QWidget {
 public:
  explicit TouchOverlay(QWidget* parent);
  /// Must live as long as it is set; replaces what was drawn for another.
  void set_plan(const KeyPlan* plan);
  void set_shown(bool shown);
  [[nodiscard]] bool shown() const { return shown_; }
  /// Oldest first.
  void set_touches(std::vector<KeyPoint> touches);
  /// What the engine believes of a finger: touches lie around a key's centre plus `mean`.
  void set_gaussian(KeyPoint mean, KeyPoint sigma);
  /// A click aimed at one place landed at another.
  void show_slip(KeyPoint aimed, KeyPoint landed);
  /// The way of a finger that draws a word; once it does not move any more, the trail fades.
  void set_trail(std::vector<GesturePoint> points, bool moving);
  [[nodiscard]] const std::vector<GesturePoint>& trail() const { return trail_; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  struct Slip {
    KeyPoint aimed;
    KeyPoint landed;
  };
  [[nodiscard]] QPointF to_pixels(KeyPoint point) const;
  void draw_gaussians(QPainter* painter) const;
  void draw_touches(QPainter* painter) const;
  void draw_slip(QPainter* painter) const;
  void draw_trail(QPainter* painter) const;

  const KeyPlan* plan_ = nullptr;
  bool shown_ = false;
  std::vector<KeyPoint> touches_;
  KeyPoint mean_;
  KeyPoint sigma_;
  std::optional<Slip> slip_;
  QTimer fade_;
  std::vector<GesturePoint> trail_;
  double trail_left_ = 0;  // 1: the finger draws, 0: nothing is to be seen any more
  QTimer trail_fade_;
};

}  // namespace inkling
