// The window's own controls: Qt's behaviour (focus, keys, screen readers) with one calm look that
// follows the palette (see theme.h) and the font size.
#pragma once

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QSlider>
#include <memory>
#include <utility>

#include "demo_keyboard/window/icons.h"

namespace inkling {

/// Makes a widget that `parent` owns, as all of Qt's children are.
template <typename Child, typename... Arguments>
Child* make_child(QWidget* parent, Arguments&&... arguments) {
  return std::make_unique<Child>(std::forward<Arguments>(arguments)..., parent).release();
}

/// The line height of the widget's font: every size in the window is a multiple of it.
double em(const QWidget& widget);
/// `font`, `factor` times as large.
QFont scaled(QFont font, double factor, bool bold = false);
/// `font` with the pictures of emoji in colour, where the system has any, ahead of its own.
QFont emoji_font(QFont font);
/// Fills `widget` with the rounded card of a popover.
void draw_card(const QWidget& widget, QPainter* painter);
/// A round-cornered sheet of paper behind a group of things.
void draw_card(QPainter* painter, const QWidget& widget, const QRectF& box);
/// The ring around what has the keyboard's focus; in `box`, outside of nothing.
void draw_focus_ring(QPainter* painter, const QWidget& widget, const QRectF& box, double radius);

/// A round-cornered button with an icon, a text, or both. Checkable ones fill when checked.
class PillButton : public QAbstractButton {
 public:
  PillButton(Icon icon, const QString& text, QWidget* parent);
  void set_icon(Icon icon);
  /// Drawn in the colour of alarms: the record button.
  void set_alarming(bool alarming) { alarming_ = alarming; }
  /// Without an outline, as buttons of an icon alone are.
  void set_bare(bool bare) { bare_ = bare; }
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Icon icon_;
  bool alarming_ = false;
  bool bare_ = false;
};

/// On or off, as a text with a little switch on the right.
class Switch : public QCheckBox {
 public:
  using QCheckBox::QCheckBox;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  [[nodiscard]] bool hitButton(const QPoint& point) const override {
    return rect().contains(point);
  }
  void paintEvent(QPaintEvent* event) override;
};

/// One of a few, from a list that drops down.
class Choice : public QComboBox {
 public:
  explicit Choice(QWidget* parent) : QComboBox(parent) {}
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;
};

/// A horizontal slider.
class Slider : public QSlider {
 public:
  explicit Slider(QWidget* parent) : QSlider(Qt::Horizontal, parent) {}
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;
  /// A click puts the knob there at once.
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
};

}  // namespace inkling
