#include "demo_keyboard/window/key_plan.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "demo_keyboard/window/alternates.h"

namespace inkling {
namespace {

constexpr double kFunctionWidth = 1.25;  // of a key that finds no gap beside the letters

QString character(char32_t c) { return QString::fromUcs4(&c, 1); }

KeyCap typing_key(const QString& types, const QRectF& rect) {
  return {KeyAction::kType, types, types, types, rect};
}

KeyCap icon_key(KeyAction action, Icon icon, const char* name, const QRectF& rect) {
  return {action, {}, QString::fromUtf8(name), {}, rect, false, KeyPage::kLetters, icon};
}

KeyCap page_key(KeyPage page, const char* label, const char* name, const QRectF& rect) {
  return {
      KeyAction::kPage, QString::fromUtf8(label), QString::fromUtf8(name), {}, rect, false, page};
}

QRectF unit_rect(KeyPoint center) { return {center.x - 0.5, center.y - 0.5, 1, 1}; }

/// What the key of `letter` types while shift is on.
QString shifted(const Layout& layout, char32_t letter) {
  for (const Layout::Key& key : layout.keys().shifted) {
    const auto base = layout.center(letter);
    if (base && base->x == key.center.x && base->y == key.center.y) return character(key.letter);
  }
  return character(letter).toUpper();
}

void add_letters(const Layout& layout, ShiftState shift, std::vector<KeyCap>* caps) {
  for (const Layout::Key& key : layout.keys().digits) {
    caps->push_back(typing_key(character(key.letter), unit_rect(key.center)));
    caps->back().has_touch = true;
  }
  for (const Layout::Key& key : layout.keys().letters) {
    const QString types =
        shift == ShiftState::kOff ? character(key.letter) : shifted(layout, key.letter);
    caps->push_back(typing_key(types, unit_rect(key.center)));
    caps->back().has_touch = true;
  }
}

void add_symbols(KeyPage page, std::vector<KeyCap>* caps) {
  static const char* const kFirst[] = {"1234567890", "@#$_&-+()/", "*\"':;!?%=", "<>[]{}~"};
  static const char* const kMore[] = {"1234567890", "€£¥¢^|\\`°§", "«»“”‘’…–—", "·×÷±√¿¡"};
  const auto& rows = page == KeyPage::kSymbols ? kFirst : kMore;
  for (int row = 0; row < 4; ++row) {
    const QString keys = QString::fromUtf8(rows[row]);
    const double left = (10 - static_cast<double>(keys.size())) / 2;
    for (int i = 0; i < keys.size(); ++i)
      caps->push_back(typing_key(keys.mid(i, 1), QRectF(left + i, row - 1, 1, 1)));
  }
}

/// Signs in the corners of the letters, row by row, as phones have them.
void add_hints(std::vector<KeyCap>* caps) {
  static const char* const kHints[] = {"%\\|=[]<>{}", "@#$_&-+()/", "*\"':;!?"};
  for (int row = 0; row < 3; ++row) {
    std::vector<KeyCap*> keys;
    for (KeyCap& cap : *caps)
      if (cap.has_touch && std::abs(cap.rect.top() - row) < 0.1) keys.push_back(&cap);
    std::sort(keys.begin(), keys.end(),
              [](const KeyCap* a, const KeyCap* b) { return a->rect.left() < b->rect.left(); });
    const QString hints = QString::fromUtf8(kHints[row]);
    const auto count = std::min<std::size_t>(keys.size(), static_cast<std::size_t>(hints.size()));
    for (std::size_t i = 0; i < count; ++i) keys[i]->hint = hints.mid(static_cast<qsizetype>(i), 1);
  }
}

void add_alternates(std::vector<KeyCap>* caps) {
  for (KeyCap& cap : *caps) {
    if (cap.action != KeyAction::kType) continue;
    if (!cap.hint.isEmpty()) cap.alternates.append(cap.hint);
    cap.alternates.append(alternates_of(cap.types));
  }
}

/// Edges of the keys in the row whose top edge is `top`.
std::pair<double, double> row_edges(const std::vector<KeyCap>& caps, double top) {
  double left = std::numeric_limits<double>::max();
  double right = 0;
  for (const KeyCap& cap : caps) {
    if (std::abs(cap.rect.top() - top) > 0.1) continue;
    left = std::min(left, cap.rect.left());
    right = std::max(right, cap.rect.right());
  }
  return {left, right};
}

Icon shift_icon(ShiftState shift) {
  if (shift == ShiftState::kOff) return Icon::kShift;
  return shift == ShiftState::kOnce ? Icon::kShiftOnce : Icon::kShiftLocked;
}

const char* shift_name(ShiftState shift) {
  if (shift == ShiftState::kOff) return "shift";
  return shift == ShiftState::kOnce ? "shift, on for one letter" : "shift, locked";
}

/// Shift (or the other page of symbols) and backspace beside the last row, enter and the page key
/// beside the space bar, wherever the layout leaves room for them.
void add_function_keys(const Layout& layout, KeyPage page, ShiftState shift,
                       std::vector<KeyCap>* caps) {
  const KeyRect bar = layout.space_bar();
  const auto [left, right] = row_edges(*caps, bar.top - 1);
  double board = 10;
  for (const KeyCap& cap : *caps) board = std::max(board, cap.rect.right());
  if (board - right < 1) board = right + kFunctionWidth;

  const double row = bar.top - 1;
  const QRectF left_key(std::min(0.0, left - 1), row, std::max(left, 1.0), 1);
  if (page == KeyPage::kLetters) {
    caps->push_back(icon_key(KeyAction::kShift, shift_icon(shift), shift_name(shift), left_key));
  } else if (page == KeyPage::kSymbols) {
    caps->push_back(page_key(KeyPage::kMoreSymbols, "=\\<", "more symbols", left_key));
  } else {
    caps->push_back(page_key(KeyPage::kSymbols, "?123", "symbols", left_key));
  }
  caps->push_back(icon_key(KeyAction::kBackspace, Icon::kBackspace, "backspace",
                           QRectF(right, row, board - right, 1)));

  const double y = bar.top;
  const double page_right = std::max(bar.left - 2.0, 1.0);
  const QRectF corner(0, y, page_right, 1);
  caps->push_back(page == KeyPage::kLetters
                      ? page_key(KeyPage::kSymbols, "?123", "symbols", corner)
                      : page_key(KeyPage::kLetters, "abc", "letters", corner));
  const double small = (bar.left - page_right) / 2;
  const bool among_letters = layout.center(U'\'').has_value();  // as in Dvorak
  caps->push_back(typing_key(
      among_letters && page == KeyPage::kLetters ? QStringLiteral("-") : QStringLiteral("'"),
      QRectF(page_right, y, small, 1)));
  caps->push_back(typing_key(QStringLiteral(","), QRectF(page_right + small, y, small, 1)));
  KeyCap space = icon_key(KeyAction::kSpace, Icon::kNone, "space",
                          QRectF(bar.left, y, bar.right - bar.left, bar.bottom - y));
  space.has_touch = page == KeyPage::kLetters;
  caps->push_back(space);
  const double stop = std::min(1.0, (board - bar.right) / 2);
  caps->push_back(typing_key(QStringLiteral("."), QRectF(bar.right, y, stop, 1)));
  caps->push_back(icon_key(KeyAction::kEnter, Icon::kEnter, "enter",
                           QRectF(bar.right + stop, y, board - bar.right - stop, 1)));
}

double outside_squared(const QRectF& rect, KeyPoint point) {
  const double dx = std::max({rect.left() - point.x, point.x - rect.right(), 0.0});
  const double dy = std::max({rect.top() - point.y, point.y - rect.bottom(), 0.0});
  return dx * dx + dy * dy;
}

}  // namespace

std::size_t KeyPlan::index_at(KeyPoint point) const {
  std::size_t nearest = 0;
  double least = std::numeric_limits<double>::max();
  for (std::size_t i = 0; i < caps.size(); ++i) {
    const double distance = outside_squared(caps[i].rect, point);
    if (distance >= least) continue;
    least = distance;
    nearest = i;
  }
  return nearest;
}

std::size_t KeyPlan::neighbour(std::size_t from, int dx, int dy) const {
  const QPointF start = caps[from].rect.center();
  std::size_t best = from;
  double least = std::numeric_limits<double>::max();
  for (std::size_t i = 0; i < caps.size(); ++i) {
    const QPointF step = caps[i].rect.center() - start;
    const double ahead = step.x() * dx + step.y() * dy;
    const double aside = std::abs(step.x() * dy) + std::abs(step.y() * dx);
    if (ahead < 0.4 || (dx != 0 && aside > 0.4)) continue;
    const double cost = ahead * 4 + aside;
    if (cost >= least) continue;
    least = cost;
    best = i;
  }
  return best;
}

KeyPlan plan_keys(const Layout& layout, KeyPage page, ShiftState shift) {
  KeyPlan plan;
  if (page == KeyPage::kLetters) {
    add_letters(layout, shift, &plan.caps);
  } else {
    add_symbols(page, &plan.caps);
  }
  if (page == KeyPage::kLetters) add_hints(&plan.caps);
  add_function_keys(layout, page, shift, &plan.caps);
  add_alternates(&plan.caps);
  for (const KeyCap& cap : plan.caps) plan.bounds = plan.bounds.united(cap.rect);
  return plan;
}

}  // namespace inkling
