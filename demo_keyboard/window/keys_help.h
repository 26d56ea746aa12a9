// The list of keys that F1 shows.
#pragma once

#include <QWidget>

namespace inkling {

/// A card over the window; hidden until it is asked for, and by a click on it.
class KeysHelp : public QWidget {
 public:
  explicit KeysHelp(QWidget* parent);
  /// Shows it in the middle of `place` (in the parent), or hides it.
  void toggle(const QRect& place);
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent*) override { hide(); }
};

}  // namespace inkling
