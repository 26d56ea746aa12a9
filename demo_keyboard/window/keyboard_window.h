// The demo keyboard's window: a text, a strip, keys, and a panel that unfolds.
#pragma once

#include <QStackedWidget>
#include <QString>
#include <QWidget>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "demo_keyboard/controller.h"
#include "demo_keyboard/recent_emoji.h"
#include "demo_keyboard/window/emoji_page.h"
#include "demo_keyboard/window/forget_question.h"
#include "demo_keyboard/window/front_bar.h"
#include "demo_keyboard/window/header_bar.h"
#include "demo_keyboard/window/keyboard_widget.h"
#include "demo_keyboard/window/keys_help.h"
#include "demo_keyboard/window/learned_row.h"
#include "demo_keyboard/window/panel.h"
#include "demo_keyboard/window/reasons_popover.h"
#include "demo_keyboard/window/strip_widget.h"
#include "demo_keyboard/window/text_area.h"
#include "demo_keyboard/window/theme.h"
#include "demo_keyboard/window/word_popover.h"

namespace inkling {

struct WindowOptions {
  KeyboardOptions keyboard;  // on_change is the window's own
  QString theme = QStringLiteral("light");
  std::string bundled_trace;             // a path; empty: there is none
  bool panel = false;                    // unfolded
  std::function<void()> on_first_frame;  // once, after the first paint; may be empty
};

/// Owns the controller and shows its views. All calls are for the thread of QApplication.
class KeyboardWindow : public QWidget {
 public:
  explicit KeyboardWindow(WindowOptions options);
  ~KeyboardWindow() override;

  /// Reads the controller's view and shows it.
  void refresh();
  void set_theme(const Theme& theme);
  void set_panel(bool open);
  /// Shows why the word in `slot` was offered, or all of them (-1); hides it when it is shown.
  void explain(int slot);
  /// The page of emoji in the place of the keys.
  void show_emoji(bool shown);
  /// Plays a trace; an error is shown in the header and returned.
  Status play(const std::string& path, double speed);

  [[nodiscard]] KeyboardController& controller() { return *controller_; }
  [[nodiscard]] TextArea& text() { return *text_; }
  [[nodiscard]] StripWidget& strip() { return *strip_; }
  [[nodiscard]] KeyboardWidget& keyboard() { return *keyboard_; }
  [[nodiscard]] Panel& panel() { return *panel_; }
  [[nodiscard]] FrontBar& front() { return *front_; }
  [[nodiscard]] LearnedRow& learned() { return *learned_; }
  [[nodiscard]] HeaderBar& header() { return *header_; }
  [[nodiscard]] EmojiPage& emoji() { return *emoji_; }
  [[nodiscard]] ReasonsPopover& reasons() { return *reasons_; }
  [[nodiscard]] WordPopover& word() { return *word_; }
  [[nodiscard]] KeysHelp& help() { return *help_; }
  [[nodiscard]] ForgetQuestion& question() { return *question_; }
  [[nodiscard]] bool asks_to_forget() const { return strip_place_->currentIndex() == 1; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void closeEvent(QCloseEvent* event) override;
  /// The controller has a new view, or the first frame is painted.
  void customEvent(QEvent* event) override;

 private:
  void make_header();
  void make_front();
  [[nodiscard]] LearnedCalls learned_calls();
  void show_learned(const KeyboardView& view);
  void place_learned();
  void make_text_and_strip();
  void make_word();
  void show_word(const KeyboardView& view);
  void close_word();
  void make_keyboard();
  void make_emoji();
  void make_panel();
  void lay_out();
  void fit_minimum();
  void add_shortcuts();
  void ask_to_forget(int slot);
  void forget_word();
  void pick(int slot);
  void insert_emoji(const std::string& emoji);
  void remember_emoji(const std::string& emoji);
  void record();
  void choose_trace();
  void toggle_incognito();
  void next_area();
  void show_touches(const KeyboardView& view);
  void complain(const Error& error);

  WindowOptions options_;
  std::unique_ptr<KeyboardController> controller_;
  std::shared_ptr<std::atomic<bool>> refresh_posted_;
  QWidget* phone_;  // all but the panel
  RecentEmoji recent_;
  HeaderBar* header_ = nullptr;
  FrontBar* front_ = nullptr;
  LearnedRow* learned_ = nullptr;  // over the text
  TextArea* text_ = nullptr;
  QStackedWidget* strip_place_ = nullptr;
  StripWidget* strip_ = nullptr;
  ForgetQuestion* question_ = nullptr;
  KeyboardWidget* keyboard_ = nullptr;
  EmojiPage* emoji_ = nullptr;
  Panel* panel_ = nullptr;
  ReasonsPopover* reasons_ = nullptr;
  KeysHelp* help_ = nullptr;
  WordPopover* word_ = nullptr;  // beside a word of the text
  uint64_t shown_look_ = 0;      // the answer that it shows, or showed last
  Strip shown_strip_;
  std::string asked_word_;  // shall it be forgotten?
  std::string shown_text_;
  KeyPoint last_touch_;
  // Of the drawn word that was seen last.
  int64_t last_trail_ = 0;
  std::size_t last_trail_points_ = 0;
  std::string trouble_;  // of the window itself; until the next key
  bool painted_ = false;
};

}  // namespace inkling
