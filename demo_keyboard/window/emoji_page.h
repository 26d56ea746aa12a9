// Emoji in the place of the keys: a search, the ones used last, and all others by group.
#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QWidget>
#include <functional>
#include <string>
#include <vector>

#include "demo_keyboard/recent_emoji.h"
#include "demo_keyboard/window/controls.h"
#include "demo_keyboard/window/emoji_grid.h"

namespace inkling {

/// What the page tells its owner; all must be set.
struct EmojiCalls {
  std::function<void(const std::string&)> take;  // an emoji, UTF-8
  std::function<void()> close;
  std::function<void(bool)> search;  // the search field wants the keys, or wants them no more
};

class EmojiPage : public QWidget {
 public:
  EmojiPage(EmojiCalls calls, QWidget* parent);
  /// Recent ones first, without a search. `height`: of the keys whose place it takes.
  void open(const RecentEmoji& recent, int height);
  /// Keys go into the search: then the page is no more than a field and one row of finds.
  [[nodiscard]] bool is_searching() const { return searching_; }
  void type(const QString& character) { search_->insert(character); }
  void backspace() { search_->backspace(); }
  /// Takes the best find, if there is one.
  void take_first();
  [[nodiscard]] QLineEdit& search() { return *search_; }
  [[nodiscard]] EmojiGrid& grid() { return *grid_; }
  [[nodiscard]] PillButton& close_button() { return *close_; }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void set_searching(bool on);
  void show_finds();
  void fit();
  void set_looks();

  EmojiCalls calls_;
  QLineEdit* search_;
  PillButton* close_;
  QWidget* groups_;
  QScrollArea* scroll_;
  EmojiGrid* grid_;
  QLabel* nothing_;
  std::vector<PillButton*> jumps_;
  std::vector<EmojiSection> sections_;
  int height_ = 0;
  bool searching_ = false;
};

}  // namespace inkling
