#include "demo_keyboard/window/emoji_grid.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <utility>

#include "demo_keyboard/emoji_book.h"
#include "demo_keyboard/window/controls.h"
#include "demo_keyboard/window/theme.h"

namespace inkling {
namespace {

// In lines of the font.
constexpr double kCell = 2.4;
constexpr double kHeading = 1.7;

QString name_of(const std::string& emoji) {
  const Emoji* known = EmojiBook::english().find(emoji);
  if (known == nullptr) return QString::fromStdString(emoji);
  return QString::fromUtf8(known->name.data(), static_cast<qsizetype>(known->name.size()));
}

}  // namespace

EmojiGrid::EmojiGrid(std::function<void(const std::string&)> take, QWidget* parent)
    : QWidget(parent), take_(std::move(take)) {
  setAccessibleName(QStringLiteral("Emoji"));
  setAccessibleDescription(QStringLiteral("Arrow keys go from one to the next, Return takes it"));
  setFocusPolicy(Qt::TabFocus);
  setMouseTracking(true);
}

void EmojiGrid::show_sections(std::vector<EmojiSection> sections) {
  sections_ = std::move(sections);
  chosen_ = pressed_ = -1;
  replace_cells();
  updateGeometry();
  update();
}

int EmojiGrid::place(int width, std::vector<Cell>* cells, std::vector<Heading>* headings) const {
  const double e = em(*this);
  const int columns = std::max(static_cast<int>(width / (e * kCell)), 1);
  const double side = static_cast<double>(width) / columns;
  double y = 0;
  for (const EmojiSection& section : sections_) {
    if (headings != nullptr)
      headings->push_back({section.title, QRectF(0, y, width, e * kHeading)});
    if (!section.title.isEmpty()) y += e * kHeading;
    int column = 0;
    for (const std::string& emoji : section.emoji) {
      if (column == columns) {
        column = 0;
        y += e * kCell;
      }
      if (cells != nullptr) cells->push_back({emoji, QRectF(side * column, y, side, e * kCell)});
      ++column;
    }
    if (column > 0) y += e * kCell;
  }
  return static_cast<int>(std::ceil(y));
}

void EmojiGrid::replace_cells() {
  cells_.clear();
  headings_.clear();
  place(width(), &cells_, &headings_);
}

int EmojiGrid::heightForWidth(int width) const { return place(width, nullptr, nullptr); }

QSize EmojiGrid::sizeHint() const {
  return QSize(static_cast<int>(em(*this) * 12), heightForWidth(std::max(width(), 1)));
}

int EmojiGrid::row_height() const { return static_cast<int>(em(*this) * kCell); }

int EmojiGrid::top_of(std::size_t section) const {
  return section < headings_.size() ? static_cast<int>(headings_[section].box.top()) : 0;
}

std::vector<std::string> EmojiGrid::shown() const {
  std::vector<std::string> out;
  for (const Cell& cell : cells_) out.push_back(cell.emoji);
  return out;
}

QPoint EmojiGrid::center_of(const std::string& emoji) const {
  for (const Cell& cell : cells_)
    if (cell.emoji == emoji) return cell.box.center().toPoint();
  return QPoint(-1, -1);
}

int EmojiGrid::cell_at(const QPointF& at) const {
  for (std::size_t i = 0; i < cells_.size(); ++i)
    if (cells_[i].box.contains(at)) return static_cast<int>(i);
  return -1;
}

void EmojiGrid::choose(int index) {
  if (index == chosen_) return;
  chosen_ = index;
  if (index >= 0) setAccessibleDescription(name_of(cells_[static_cast<std::size_t>(index)].emoji));
  update();
}

void EmojiGrid::resizeEvent(QResizeEvent*) { replace_cells(); }

void EmojiGrid::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  pressed_ = cell_at(event->position());
  choose(pressed_);
}

void EmojiGrid::mouseReleaseEvent(QMouseEvent* event) {
  const int pressed = std::exchange(pressed_, -1);
  if (pressed < 0 || cell_at(event->position()) != pressed) return;
  const std::string taken = cells_[static_cast<std::size_t>(pressed)].emoji;
  take_(taken);
}

void EmojiGrid::mouseMoveEvent(QMouseEvent* event) { choose(cell_at(event->position())); }

void EmojiGrid::leaveEvent(QEvent*) {
  if (!hasFocus()) choose(-1);
}

bool EmojiGrid::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const int at = cell_at(help->pos());
  if (at >= 0)
    QToolTip::showText(help->globalPos(), name_of(cells_[static_cast<std::size_t>(at)].emoji),
                       this);
  return true;
}

void EmojiGrid::keyPressEvent(QKeyEvent* event) {
  if (cells_.empty()) return QWidget::keyPressEvent(event);
  const auto count = static_cast<int>(cells_.size());
  const int from = std::max(chosen_, 0);
  const QRectF here = cells_[static_cast<std::size_t>(from)].box;
  int to = chosen_ < 0 ? 0 : from;
  switch (event->key()) {
    case Qt::Key_Left:
      to = std::max(from - 1, 0);
      break;
    case Qt::Key_Right:
      to = std::min(chosen_ < 0 ? 0 : from + 1, count - 1);
      break;
    case Qt::Key_Down:
      while (to + 1 < count && cells_[static_cast<std::size_t>(to)].box.top() == here.top()) ++to;
      while (to + 1 < count && cells_[static_cast<std::size_t>(to)].box.left() < here.left() &&
             cells_[static_cast<std::size_t>(to) + 1].box.top() ==
                 cells_[static_cast<std::size_t>(to)].box.top())
        ++to;
      break;
    case Qt::Key_Up:
      while (to > 0 && (cells_[static_cast<std::size_t>(to)].box.top() == here.top() ||
                        cells_[static_cast<std::size_t>(to)].box.left() > here.left() + 1))
        --to;
      break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: {
      const std::string taken = cells_[static_cast<std::size_t>(from)].emoji;
      return take_(taken);
    }
    default:
      return QWidget::keyPressEvent(event);
  }
  choose(to);
  if (on_moved) on_moved(cells_[static_cast<std::size_t>(to)].box.toAlignedRect());
}

void EmojiGrid::paintEvent(QPaintEvent* event) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const double e = em(*this);
  painter.setPen(palette().color(ink::kFaint));
  painter.setFont(scaled(font(), 0.85, true));
  for (const Heading& heading : headings_) {
    if (heading.box.intersects(event->rect()))
      painter.drawText(heading.box.adjusted(e * 0.4, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                       heading.title);
  }
  painter.setFont(emoji_font(scaled(font(), 1.45)));
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const Cell& cell = cells_[i];
    if (!cell.box.intersects(event->rect())) continue;
    if (static_cast<int>(i) == chosen_) {
      painter.setPen(hasFocus() ? QPen(palette().color(ink::kAccent), 2) : QPen(Qt::NoPen));
      painter.setBrush(palette().color(ink::kOtherKey));
      painter.drawRoundedRect(cell.box.adjusted(2, 2, -2, -2), e * 0.5, e * 0.5);
    }
    painter.setPen(palette().color(ink::kText));
    painter.drawText(cell.box, Qt::AlignCenter, QString::fromStdString(cell.emoji));
  }
}

}  // namespace inkling
