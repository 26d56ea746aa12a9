#include "demo_keyboard/window/keyboard_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QFileDialog>
#include <QLayout>
#include <QScreen>
#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <utility>

#include "demo_keyboard/decision_text.h"
#include "demo_keyboard/reason_words.h"
#include "demo_keyboard/window/controls.h"

namespace inkling {
namespace {

// Events that the window posts to itself.
constexpr auto kChanged = QEvent::User;                                 // there is a new view
constexpr auto kPainted = static_cast<QEvent::Type>(QEvent::User + 1);  // for the first time

// Windows that are lower than this, in lines of the font, have no room for explanations, or for
// more than a text and keys.
constexpr double kCompactEms = 27;
constexpr double kLowEms = 20.5;

}  // namespace
KeyboardWindow::KeyboardWindow(WindowOptions options)
    : options_(std::move(options)),
      refresh_posted_(std::make_shared<std::atomic<bool>>(false)),
      phone_(make_child<QWidget>(this)),
      // Beside the history, where there is one: what is kept is kept in one place.
      recent_(options_.keyboard.engine.history_path.empty()
                  ? std::string()
                  : options_.keyboard.engine.history_path + ".emoji") {
  setWindowTitle(QStringLiteral("Inkling"));
  // Changes come from other threads; however many there are, one refresh waits in the queue.
  options_.keyboard.on_change = [this, posted = refresh_posted_] {
    if (posted->exchange(true)) return;
    QCoreApplication::postEvent(this, std::make_unique<QEvent>(kChanged).release());
  };
  make_header();
  make_front();
  make_keyboard();
  make_emoji();
  controller_ = std::make_unique<KeyboardController>(options_.keyboard);
  make_text_and_strip();
  make_panel();
  lay_out();
  add_shortcuts();
  const Theme* theme = find_theme(options_.theme);
  set_theme(theme != nullptr ? *theme : themes().front());
  set_panel(options_.panel);
  refresh();
  fit_minimum();
  text_->setFocus();
}

// First of all the controller: its threads call back into the window.
KeyboardWindow::~KeyboardWindow() { controller_.reset(); }

void KeyboardWindow::refresh() {
  KeyboardView view = controller_->view();
  const std::string all = view.text + '\n' + view.right;
  if (all != shown_text_) {
    // What was said about another text is of no use any more.
    shown_text_ = all;
    reasons_->hide();
    help_->hide();
    trouble_.clear();
    if (asks_to_forget()) strip_place_->setCurrentIndex(0);
  }
  if (!trouble_.empty()) view.trouble = trouble_;
  shown_strip_ = view.strip;
  header_->show_view(view);
  front_->show_view(view);
  text_->show_view(view);
  if (view.guess) {
    strip_->show_strip(*view.guess, std::nullopt, /*current=*/false);
  } else {
    strip_->show_strip(view.strip, view.emoji, view.strip_current);
  }
  if (const Layout* layout = Layout::find(view.layout)) keyboard_->set_layout(*layout);
  keyboard_->set_wants_capital(view.wants_capital);
  if (!panel_->isHidden()) panel_->show_view(view);
  show_touches(view);
  show_learned(view);
  show_word(view);
}

void KeyboardWindow::show_learned(const KeyboardView& view) {
  const bool news = !view.learned.empty() && !view.learned.back().own_word.empty();
  const std::string word = news && text_->undo().isHidden() ? view.learned.back().own_word : "";
  learned_->show_word(word);
  if (!word.empty()) place_learned();
}

void KeyboardWindow::place_learned() {
  const QSize size = learned_->sizeHint();
  const int gap = static_cast<int>(em(*this) * 0.6);
  const QRect text(text_->mapTo(this, QPoint()), text_->size());
  learned_->setGeometry(text.left() + gap, text.bottom() - size.height() - gap,
                        std::min(size.width(), text.width() - gap * 2), size.height());
  learned_->raise();
}

void KeyboardWindow::customEvent(QEvent* event) {
  if (event->type() == kPainted) {
    options_.on_first_frame();
    return;
  }
  refresh_posted_->store(false);
  refresh();
}

void KeyboardWindow::show_touches(const KeyboardView& view) {
  std::vector<KeyPoint> points;
  for (const DrawnTouch& touch : view.touches) points.push_back({touch.at.x, touch.at.y});
  // Only so many touches are kept, so their number does not tell whether there is a new one.
  if (!points.empty() && (points.back().x != last_touch_.x || points.back().y != last_touch_.y)) {
    last_touch_ = points.back();
    if (view.playing) keyboard_->flash(last_touch_);
  }
  TouchOverlay& overlay = keyboard_->overlay();
  const bool drawn = !view.trail.empty() && (last_trail_ != view.trail.back().t ||
                                             last_trail_points_ != view.trail.size());
  if (drawn) {
    last_trail_ = view.trail.back().t;
    last_trail_points_ = view.trail.size();
    if (view.playing) overlay.set_trail(view.trail, /*moving=*/false);
  }
  const bool shown = !panel_->isHidden() && panel_->touches().isChecked();
  if (shown != overlay.shown()) overlay.set_shown(shown);
  overlay.set_touches(std::move(points));
  overlay.set_gaussian(view.touch_offset_mean, view.touch_sigma);
}

void KeyboardWindow::set_theme(const Theme& theme) {
  QApplication::setPalette(theme.palette);  // dialogs and lists are windows of their own
  setPalette(theme.palette);
  setAutoFillBackground(true);
  panel_->show_theme(theme.name);
}

void KeyboardWindow::set_panel(bool open) {
  const bool was = !panel_->isHidden();
  panel_->setVisible(open);
  header_->panel().setChecked(open);
  if (was == open) return;
  fit_minimum();
  // The window grows by the panel, so that the keys stay as they are.
  const int more = panel_->sizeHint().width() + layout()->spacing();
  const int most = screen()->availableGeometry().width();
  if (!isMaximized() && !isFullScreen())
    resize(std::min(width() + (open ? more : -more), most), height());
  refresh();
}

Status KeyboardWindow::play(const std::string& path, double speed) {
  auto trace = path.empty() ? Result<Trace>(make_error(ErrorCode::kNotFound,
                                                       "there is no bundled trace: name a file"))
                            : read_trace(path);
  if (!trace) {
    complain(trace.error());
    return trace.error();
  }
  controller_->play(*std::move(trace), speed);
  refresh();
  return {};
}

void KeyboardWindow::complain(const Error& error) {
  trouble_ = error.message;
  refresh();
}

void KeyboardWindow::choose_trace() {
  const QString path =
      QFileDialog::getOpenFileName(this, QStringLiteral("Play a trace"), QString(),
                                   QStringLiteral("Traces (*.jsonl);;All files (*)"));
  if (!path.isEmpty()) (void)play(path.toStdString(), 1);
  text_->setFocus();
}

void KeyboardWindow::record() {
  if (controller_->view().recording) {
    if (const Status stopped = controller_->stop_recording(); !stopped) complain(stopped.error());
    refresh();
    return;
  }
  const QString path = QFileDialog::getSaveFileName(this, QStringLiteral("Record what is typed"),
                                                    QStringLiteral("typed.jsonl"),
                                                    QStringLiteral("Traces (*.jsonl)"));
  if (!path.isEmpty()) {
    if (const Status started = controller_->start_recording(path.toStdString()); !started)
      complain(started.error());
  }
  text_->setFocus();
  refresh();
}

void KeyboardWindow::toggle_incognito() {
  controller_->set_incognito(!controller_->view().incognito);
  refresh();
}

void KeyboardWindow::explain(int slot) {
  if (slot == kEmojiSlot) return;
  if (reasons_->isVisible()) {
    reasons_->hide();
    return;
  }
  const KeyboardView view = controller_->view();
  Explanation out;
  for (int i = 0; i < kStripSlots; ++i) {
    const auto place = static_cast<std::size_t>(i);
    const auto& shown = shown_strip_.at(place);
    if (!shown || (slot >= 0 && slot != i)) continue;
    out.suggestions.push_back(shown->suggestion);
    const std::string before =
        view.text.substr(0, view.text.size() - std::min(view.composing_bytes, view.text.size()));
    QStringList words;
    for (const std::string& reason :
         reasons_in_words(shown->suggestion, before, view.written.at(place)))
      words.append(QString::fromStdString(reason));
    out.words.push_back(std::move(words));
  }
  if (out.suggestions.empty()) return;
  out.decision = QString::fromStdString(decision_words(view));
  out.numbers = QString::fromStdString(decision_text(view));
  reasons_->explain(std::move(out), QRect(strip_->mapTo(this, QPoint(0, 0)), strip_->size()));
}

void KeyboardWindow::pick(int slot) {
  if (slot == kEmojiSlot) {
    const auto emoji = controller_->view().emoji;
    if (controller_->pick_emoji() && emoji) remember_emoji(emoji->text);
  } else {
    controller_->pick(slot);
  }
  refresh();
}

void KeyboardWindow::show_emoji(bool shown) {
  strip_->emoji().setChecked(shown);
  if (shown) emoji_->open(recent_, keyboard_->height());
  emoji_->setVisible(shown);
  keyboard_->setVisible(!shown);
  text_->setFocus();
}

void KeyboardWindow::insert_emoji(const std::string& emoji) {
  controller_->key(emoji);
  remember_emoji(emoji);
  refresh();
}

void KeyboardWindow::remember_emoji(const std::string& emoji) {
  const KeyboardView view = controller_->view();
  const bool may_learn = view.field == FieldKind::kText || view.field == FieldKind::kSearch;
  if (view.incognito || !may_learn) return;
  if (const Status written = recent_.used(emoji); !written) complain(written.error());
}

void KeyboardWindow::ask_to_forget(int slot) {
  if (slot == kEmojiSlot) return;  // no word
  const auto& shown = shown_strip_.at(static_cast<std::size_t>(slot));
  if (!shown) return;
  asked_word_ = shown->suggestion.text;
  reasons_->hide();
  question_->ask(QString::fromStdString(asked_word_));
  strip_place_->setCurrentIndex(1);
  question_->keep().setFocus();
}

void KeyboardWindow::forget_word() {
  // The strip may be another one by now; what counts is the word that the question named.
  const Strip strip = controller_->view().strip;
  for (int i = 0; i < kStripSlots; ++i) {
    const auto& slot = strip.at(static_cast<std::size_t>(i));
    if (slot && slot->suggestion.text == asked_word_ && controller_->forget(i)) return;
  }
  complain({ErrorCode::kUnsupported, "“" + asked_word_ +
                                         "” was not forgotten: it is no word, or "
                                         "no suggestion any more"});
}

void KeyboardWindow::next_area() {
  QWidget* const areas[] = {text_, strip_place_, emoji_, keyboard_, panel_, header_};
  const auto holds = [](QWidget* area) {
    return area->hasFocus() || area->isAncestorOf(QApplication::focusWidget());
  };
  const auto* here = std::find_if(std::begin(areas), std::end(areas), holds);
  for (std::size_t step = 1; step <= std::size(areas); ++step) {
    const auto from = static_cast<std::size_t>(here - std::begin(areas));
    QWidget* area = areas[(from + step) % std::size(areas)];
    const auto inside = area->findChildren<QWidget*>();
    if (!area->isVisible()) continue;
    if (area == text_) return text_->setFocus(Qt::ShortcutFocusReason);
    for (QWidget* widget : inside) {
      if (!widget->isVisible() || (widget->focusPolicy() & Qt::TabFocus) == 0) continue;
      return widget->setFocus(Qt::TabFocusReason);
    }
  }
}

void KeyboardWindow::resizeEvent(QResizeEvent*) {
  if (!word_->isHidden()) close_word();
  reasons_->hide();
  help_->hide();
  front_->setVisible(height() > em(*this) * kLowEms);
  front_->set_compact(height() < em(*this) * kCompactEms);
  // The layout moves its parts after this.
  QTimer::singleShot(0, this, [this] { place_learned(); });
}

void KeyboardWindow::paintEvent(QPaintEvent*) {
  if (painted_ || !options_.on_first_frame) return;
  painted_ = true;
  // Queued: by then the children have been painted, too.
  QCoreApplication::postEvent(this, std::make_unique<QEvent>(kPainted).release());
}

void KeyboardWindow::closeEvent(QCloseEvent* event) {
  if (const Status closed = controller_->close(); !closed)
    std::fprintf(stderr, "inkling_keyboard: %s\n", closed.error().message.c_str());
  event->accept();
}

}  // namespace inkling
