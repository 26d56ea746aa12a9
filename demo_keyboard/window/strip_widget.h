// The strip of suggestions: three slots, and a button that says why.
#pragma once

#include <QAbstractButton>
#include <QTimer>
#include <QWidget>
#include <array>
#include <functional>
#include <optional>
#include <utility>

#include "demo_keyboard/strip.h"
#include "demo_keyboard/window/controls.h"
#include "engine/inkling.h"

namespace inkling {

/// The place of the emoji, behind the words.
inline constexpr int kEmojiSlot = kStripSlots;

/// What the strip tells its owner; all must be set. Slots count from 0, left to right; the last is
/// kEmojiSlot.
struct StripCalls {
  std::function<void(int)> pick;
  std::function<void(int)> forget;   // a long press, or Delete on a slot
  std::function<void(int)> explain;  // a right click, or the menu key; -1: the info button
  std::function<void(bool)> emoji;   // the page of emoji, shown or not
};

/// One suggestion. The one that space would put in is filled and carries the sign of a space bar.
class SlotButton : public QAbstractButton {
 public:
  SlotButton(int slot, const StripCalls& calls, QWidget* parent);
  /// `stale`: of an earlier text, so a pick would be refused; drawn fainter.
  void show_suggestion(const std::optional<Suggestion>& suggestion, bool stale);
  [[nodiscard]] bool marked() const { return suggestion_ && suggestion_->autocorrect; }
  /// What the suggestion takes at its full size; 0 where there is none.
  [[nodiscard]] double wanted_width() const;
  /// What is shown: all of it, smaller where need be, or as much of its beginning as fits.
  [[nodiscard]] QString fitting_text() const { return fitting().second; }
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  [[nodiscard]] QFont face(double factor) const;
  [[nodiscard]] double padding() const;
  /// The largest font in which the text fits, and the text that does.
  [[nodiscard]] std::pair<QFont, QString> fitting() const;

  int slot_;
  const StripCalls& calls_;
  std::optional<Suggestion> suggestion_;
  bool stale_ = false;
  QTimer long_press_;
};

class StripWidget : public QWidget {
 public:
  StripWidget(StripCalls calls, QWidget* parent);
  void show_strip(const Strip& strip, const std::optional<Suggestion>& emoji, bool current);
  /// 0 to 2, or kEmojiSlot.
  [[nodiscard]] SlotButton& slot(int index) { return *slots_.at(static_cast<std::size_t>(index)); }
  [[nodiscard]] PillButton& info() { return *info_; }
  [[nodiscard]] PillButton& emoji() { return *emoji_; }
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void place();

  StripCalls calls_;
  std::array<SlotButton*, kStripSlots + 1> slots_{};
  PillButton* emoji_;
  PillButton* info_;
};

}  // namespace inkling
