#include "demo_keyboard/window/emoji_page.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollBar>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "demo_keyboard/emoji_book.h"
#include "demo_keyboard/window/theme.h"

namespace inkling {
namespace {

constexpr std::size_t kFinds = 40;

QString text_of(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString title_of(std::string_view group) {
  QString out = text_of(group);
  out[0] = out[0].toUpper();
  return out;
}

}  // namespace

EmojiPage::EmojiPage(EmojiCalls calls, QWidget* parent)
    : QWidget(parent),
      calls_(std::move(calls)),
      search_(make_child<QLineEdit>(this)),
      close_(make_child<PillButton>(this, Icon::kNone, QStringLiteral("abc"))),
      groups_(make_child<QWidget>(this)),
      scroll_(make_child<QScrollArea>(this)),
      grid_(
          make_child<EmojiGrid>(scroll_, [this](const std::string& emoji) { calls_.take(emoji); })),
      nothing_(make_child<QLabel>(this)) {
  setAccessibleName(QStringLiteral("Emoji page"));
  search_->setPlaceholderText(QStringLiteral("Search emoji"));
  search_->setAccessibleName(QStringLiteral("Search emoji"));
  search_->setFrame(false);
  search_->installEventFilter(this);
  close_->setAccessibleName(QStringLiteral("Back to the letters"));
  nothing_->setText(QStringLiteral("No emoji is called that."));
  nothing_->setAlignment(Qt::AlignCenter);
  nothing_->setForegroundRole(ink::kFaint);
  auto* column = std::make_unique<QVBoxLayout>(this).release();
  column->setContentsMargins(0, 0, 0, 0);
  auto top = std::make_unique<QHBoxLayout>();
  top->addWidget(search_, 1);
  top->addWidget(close_);
  column->addLayout(top.release());
  column->addWidget(groups_);
  column->addWidget(scroll_, 1);
  column->addWidget(nothing_, 1);
  auto* jumps = std::make_unique<QHBoxLayout>(groups_).release();
  jumps->setContentsMargins(0, 0, 0, 0);
  jumps->setSpacing(0);
  scroll_->setWidget(grid_);
  scroll_->setWidgetResizable(true);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll_->setFocusPolicy(Qt::NoFocus);
  grid_->on_moved = [this](const QRect& cell) {
    scroll_->ensureVisible(cell.center().x(), cell.center().y(), 0, cell.height());
  };
  for (const std::string_view group : EmojiBook::english().groups()) {
    EmojiSection section{title_of(group), {}};
    for (const Emoji& emoji : EmojiBook::english().all())
      if (emoji.group == group) section.emoji.emplace_back(emoji.text);
    auto* jump =
        make_child<PillButton>(groups_, Icon::kNone, QString::fromStdString(section.emoji.front()));
    jump->set_bare(true);
    jump->setFont(emoji_font(jump->font()));
    jump->setAccessibleName(section.title);
    jump->setToolTip(section.title);
    const std::size_t number = jumps_.size() + 1;  // the recent ones are before them
    connect(jump, &QAbstractButton::clicked, this, [this, number] {
      set_searching(false);
      scroll_->verticalScrollBar()->setValue(grid_->top_of(number));
    });
    jumps->addWidget(jump, 1);
    jumps_.push_back(jump);
    sections_.push_back(std::move(section));
  }
  connect(search_, &QLineEdit::textChanged, this, [this] { show_finds(); });
  connect(search_, &QLineEdit::returnPressed, this, [this] { take_first(); });
  connect(close_, &QAbstractButton::clicked, this, [this] {
    set_searching(false);
    calls_.close();
  });
  set_looks();
}

void EmojiPage::open(const RecentEmoji& recent, int height) {
  height_ = height;
  std::vector<EmojiSection> all = {
      {recent.all().empty() ? QString() : QStringLiteral("Recent"), recent.all()}};
  all.insert(all.end(), sections_.begin(), sections_.end());
  search_->clear();
  searching_ = false;
  grid_->show_sections(std::move(all));
  scroll_->verticalScrollBar()->setValue(0);
  fit();
}

void EmojiPage::set_searching(bool on) {
  if (on == searching_) return;
  searching_ = on;
  calls_.search(on);
  fit();
}

void EmojiPage::show_finds() {
  const std::string query = search_->text().toStdString();
  EmojiSection finds;
  for (const Emoji* emoji : EmojiBook::english().search(query, kFinds))
    finds.emoji.emplace_back(emoji->text);
  const bool none = finds.emoji.empty() && !search_->text().trimmed().isEmpty();
  nothing_->setVisible(none);
  scroll_->setVisible(!none);
  if (finds.emoji.empty()) {
    std::vector<EmojiSection> all = {{}};
    all.insert(all.end(), sections_.begin(), sections_.end());
    grid_->show_sections(std::move(all));
  } else {
    grid_->show_sections({std::move(finds)});
  }
  scroll_->verticalScrollBar()->setValue(0);
}

void EmojiPage::take_first() {
  const auto shown = grid_->shown();
  if (!search_->text().trimmed().isEmpty() && !nothing_->isVisible() && !shown.empty())
    calls_.take(shown.front());
}

void EmojiPage::fit() {
  nothing_->setVisible(false);
  scroll_->setVisible(true);
  groups_->setVisible(!searching_);
  const int row = grid_->row_height();
  const int least = search_->sizeHint().height() + layout()->spacing() + row + 2;
  setFixedHeight(searching_ ? least : std::max(height_, least));
}

bool EmojiPage::eventFilter(QObject* watched, QEvent* event) {
  if (watched == search_ && event->type() == QEvent::FocusIn) set_searching(true);
  if (watched == search_ && event->type() == QEvent::KeyPress) {
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Escape) {
      close_->click();
      return true;
    }
    if (key->key() == Qt::Key_Down) {
      grid_->setFocus(Qt::TabFocusReason);
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

void EmojiPage::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange && grid_ != nullptr) set_looks();
}

void EmojiPage::set_looks() {
  const int e = static_cast<int>(em(*this));
  layout()->setSpacing(e / 5);
  search_->setFixedHeight(e * 2);
  search_->setTextMargins(e * 3 / 5, 0, e * 3 / 5, 0);
  search_->setStyleSheet(
      QStringLiteral("QLineEdit { background: palette(base); color: palette(text);"
                     " border: 1px solid palette(mid); border-radius: %1px; }"
                     "QLineEdit:focus { border: 2px solid palette(highlight); }")
          .arg(e));
}

}  // namespace inkling
