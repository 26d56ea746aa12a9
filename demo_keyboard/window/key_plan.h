// Which keys the window shows, and where: the letters of a layout and the keys around them.
#pragma once

#include <QRectF>
#include <QString>
#include <QStringList>
#include <optional>
#include <vector>

#include "demo_keyboard/window/icons.h"
#include "engine/layout.h"

namespace inkling {

enum class KeyAction { kType, kSpace, kEnter, kBackspace, kShift, kPage };
enum class KeyPage { kLetters, kSymbols, kMoreSymbols };
enum class ShiftState { kOff, kOnce, kLocked };

struct KeyCap {
  KeyAction action = KeyAction::kType;
  QString label;           // on the key, unless there is an icon
  QString name;            // for screen readers: "shift", "a"
  QString types;           // kType: the character
  QRectF rect;             // key widths and heights from the top left corner of the letters
  bool has_touch = false;  // the engine knows this key: where it is hit says something
  KeyPage page = KeyPage::kLetters;  // kPage: where it leads
  Icon icon = Icon::kNone;
  QString hint = {};            // small in the corner: what a long press types; often empty
  QStringList alternates = {};  // what a long press offers, the hint first
};

/// The keys of one page. A plain value.
struct KeyPlan {
  std::vector<KeyCap> caps;
  QRectF bounds;  // of all caps: digits are above 0

  /// The index in `caps` of the key that holds `point` or, between and beyond keys, comes nearest
  /// to it: for keys of the layout the same as Layout::key_at().
  [[nodiscard]] std::size_t index_at(KeyPoint point) const;
  /// The key in the direction (dx, dy) of `from`, for the arrow keys; `from` when there is none.
  [[nodiscard]] std::size_t neighbour(std::size_t from, int dx, int dy) const;
};

/// Lays out `page`; `shift` decides the letters' case and the looks of the shift key.
KeyPlan plan_keys(const Layout& layout, KeyPage page, ShiftState shift);

}  // namespace inkling
