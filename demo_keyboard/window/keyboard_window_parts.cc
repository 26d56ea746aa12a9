// How the window is put together: its parts, their places, their shortcuts.
#include <QHBoxLayout>
#include <QShortcut>
#include <QVBoxLayout>

#include "demo_keyboard/window/controls.h"
#include "demo_keyboard/window/keyboard_window.h"

namespace inkling {
namespace {

constexpr double kPhoneEms = 36;  // the phone grows no wider than this

}  // namespace

void KeyboardWindow::make_header() {
  header_ = make_child<HeaderBar>(phone_, HeaderCalls{[this] { record(); },
                                                      [this] {
                                                        controller_->stop_playing();
                                                        refresh();
                                                      },
                                                      [this](bool on) {
                                                        controller_->set_incognito(on);
                                                        refresh();
                                                      },
                                                      [this](bool on) { set_panel(on); }});
}

void KeyboardWindow::make_front() {
  const auto remember = [this](bool on) {
    controller_->set_incognito(!on);
    refresh();
  };
  front_ = make_child<FrontBar>(
      phone_, FrontCalls{[this](float sigma) { keyboard_->set_noise(sigma); }, remember},
      options_.keyboard.engine.history_path);
}

LearnedCalls KeyboardWindow::learned_calls() {
  return {[this](const std::string& word) {
            controller_->keep(word);
            refresh();
          },
          [this](const std::string& word) {
            controller_->unlearn(word);
            refresh();
          }};
}

void KeyboardWindow::make_text_and_strip() {
  text_ = std::make_unique<TextArea>(
              controller_.get(), [this] { refresh(); }, phone_)
              .release();
  strip_place_ = make_child<QStackedWidget>(phone_);
  strip_ = make_child<StripWidget>(
      strip_place_,
      StripCalls{[this](int slot) { pick(slot); }, [this](int slot) { ask_to_forget(slot); },
                 [this](int slot) { explain(slot); }, [this](bool on) { show_emoji(on); }});
  const auto answered = [this](bool forget) {
    if (forget) forget_word();
    strip_place_->setCurrentIndex(0);
    text_->setFocus();
    refresh();
  };
  question_ = make_child<ForgetQuestion>(
      strip_place_, [answered] { answered(true); }, [answered] { answered(false); });
  strip_place_->addWidget(strip_);
  strip_place_->addWidget(question_);
  strip_place_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void KeyboardWindow::make_keyboard() {
  // While an emoji is searched for, the keys type what it is called.
  const auto then = [this](auto act, auto search) {
    return [this, act, search] {
      if (emoji_->is_searching()) return search();
      act();
      refresh();
    };
  };
  keyboard_ = make_child<KeyboardWidget>(
      phone_,
      KeyboardCalls{
          [this](const QString& character, std::optional<Touch> touch) {
            if (emoji_->is_searching()) return emoji_->type(character);
            controller_->key(character.toUtf8().toStdString(), touch);
            refresh();
          },
          then([this] { controller_->space(); }, [this] { emoji_->type(QStringLiteral(" ")); }),
          then([this] { controller_->enter(); }, [this] { emoji_->take_first(); }),
          then([this] { controller_->backspace(); }, [this] { emoji_->backspace(); }),
          then([this] { text_->backspace_word(); }, [this] { emoji_->backspace(); }),
          [this](int steps) { text_->step_cursor(steps); },
          [this](std::vector<GesturePoint> points, GestureCase letter_case) {
            if (!emoji_->is_searching()) controller_->sketch(std::move(points), letter_case);
          },
          [this](std::vector<GesturePoint> points, GestureCase letter_case) {
            if (!emoji_->is_searching()) controller_->gesture(std::move(points), letter_case);
            refresh();
          },
          [this] { controller_->drop_sketch(); }});
}

void KeyboardWindow::make_emoji() {
  emoji_ = make_child<EmojiPage>(
      phone_, EmojiCalls{[this](const std::string& emoji) { insert_emoji(emoji); },
                         [this] { show_emoji(false); },
                         [this](bool searching) { keyboard_->setVisible(searching); }});
  emoji_->hide();
}

void KeyboardWindow::make_panel() {
  panel_ = make_child<Panel>(
      this, PanelCalls{[this](bool) { refresh(); },
                       [this](bool on) {
                         controller_->set_incognito(on);
                         refresh();
                       },
                       [this](AutocorrectStrength strength) {
                         controller_->set_strength(strength);
                         refresh();
                       },
                       [this](const std::string& layout) {
                         controller_->set_layout(layout);
                         refresh();
                       },
                       [this](const QString& name) { set_theme(*find_theme(name)); },
                       [this] { record(); },
                       [this] {
                         if (controller_->view().playing) {
                           controller_->stop_playing();
                           refresh();
                         } else {
                           (void)play(options_.bundled_trace, 1);
                         }
                       },
                       [this] { choose_trace(); }, learned_calls()});
  panel_->set_budget(static_cast<double>(options_.keyboard.deadline_ms));
  reasons_ = make_child<ReasonsPopover>(this);
  help_ = make_child<KeysHelp>(this);
  make_word();
  learned_ = make_child<LearnedRow>(this, learned_calls(), /*floating=*/true);
}

void KeyboardWindow::lay_out() {
  const int e = static_cast<int>(em(*this));
  auto* column = std::make_unique<QVBoxLayout>(phone_).release();
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(e * 2 / 5);
  column->addWidget(header_);
  column->addWidget(front_);
  column->addWidget(text_, 1);
  column->addWidget(strip_place_);
  column->addWidget(emoji_);
  column->addWidget(keyboard_);
  phone_->setMaximumWidth(static_cast<int>(kPhoneEms * e));
  auto* row = std::make_unique<QHBoxLayout>(this).release();
  row->setContentsMargins(e * 3 / 5, e / 2, e * 3 / 5, e * 3 / 5);
  row->setSpacing(e * 3 / 4);
  row->addStretch(0);
  row->addWidget(phone_, 1);
  row->addWidget(panel_);
  row->addStretch(0);
  row->setSizeConstraint(QLayout::SetNoConstraint);  // fit_minimum() says it
  // From top to bottom, then the panel.
  QWidget::setTabOrder(&header_->recording(), &header_->playing());
  QWidget::setTabOrder(&header_->playing(), &header_->incognito());
  QWidget::setTabOrder(&header_->incognito(), &header_->panel());
  QWidget::setTabOrder(&header_->panel(), &front_->noise());
  QWidget::setTabOrder(&front_->noise(), &front_->remember());
  QWidget::setTabOrder(&front_->remember(), text_);
}

/// The front bar gives way where the window is low, so it takes no part in how low that may be.
void KeyboardWindow::fit_minimum() {
  const int spared =
      front_->isHidden() ? 0 : front_->minimumSizeHint().height() + phone_->layout()->spacing();
  const QSize least = layout()->minimumSize();
  setMinimumSize(least.width(), least.height() - spared);
}

void KeyboardWindow::add_shortcuts() {
  const auto add = [this](const QKeySequence& keys, auto act) {
    auto* shortcut = std::make_unique<QShortcut>(keys, this).release();
    connect(shortcut, &QShortcut::activated, this, act);
  };
  add(Qt::Key_F2, [this] { toggle_incognito(); });
  add(Qt::Key_F1, [this] { help_->toggle(rect()); });
  add(Qt::Key_F3, [this] { record(); });
  add(Qt::Key_F4, [this] { set_panel(panel_->isHidden()); });
  add(Qt::Key_F5, [this] { explain(-1); });
  add(Qt::Key_F6, [this] { next_area(); });
  add(Qt::Key_F7, [this] { show_emoji(emoji_->isHidden()); });
  add(Qt::Key_F8, [this] { text_->look_at_cursor(); });
  add(Qt::Key_Escape, [this] {
    reasons_->hide();
    help_->hide();
    close_word();
    if (!emoji_->isHidden()) show_emoji(false);
    if (asks_to_forget()) question_->keep().click();
    text_->setFocus();
  });
}

}  // namespace inkling
