#include "demo_keyboard/window/theme.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace inkling {
namespace {

using Colours = QVector<std::pair<QPalette::ColorRole, const char*>>;

Theme make_theme(const char* name, const char* title, const Colours& colours) {
  Theme theme{QString::fromLatin1(name), QString::fromLatin1(title), {}};
  QPalette& palette = theme.palette;
  for (const auto& [role, colour] : colours) palette.setColor(role, QColor(colour));
  // The roles that only Qt's own widgets read: lists of choices, menus, dialogs.
  palette.setColor(QPalette::Text, palette.color(ink::kText));
  palette.setColor(QPalette::AlternateBase, palette.color(ink::kDesk));
  palette.setColor(QPalette::BrightText, palette.color(ink::kAlarm));
  palette.setColor(QPalette::Light, palette.color(ink::kPaper));
  palette.setColor(QPalette::Midlight, palette.color(ink::kKey));
  const QColor faint = palette.color(ink::kFaint);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
    palette.setColor(QPalette::Disabled, role, faint);
  return theme;
}

double linear(double channel) {
  return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour) {
  return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
         0.0722 * linear(colour.blueF());
}

}  // namespace

const QVector<Theme>& themes() {
  static const QVector<Theme> all = {
      make_theme("light", "Light",
                 {{ink::kDesk, "#e9ebf0"},
                  {ink::kText, "#1c1f26"},
                  {ink::kPaper, "#fbfbfd"},
                  {ink::kFaint, "#5f6675"},
                  {ink::kKey, "#ffffff"},
                  {ink::kKeyText, "#1c1f26"},
                  {ink::kOtherKey, "#d3d7e0"},
                  {ink::kLine, "#7f8696"},
                  {ink::kAccent, "#3e50c8"},
                  {ink::kOnAccent, "#ffffff"},
                  {ink::kGood, "#2f7d5b"},
                  {ink::kAlarm, "#c22a33"},
                  {ink::kPopover, "#ffffff"},
                  {ink::kPopoverText, "#1c1f26"},
                  {ink::kKeyEdge, "#b9bfcc"}}),
      make_theme("dark", "Dark",
                 {{ink::kDesk, "#14161b"},
                  {ink::kText, "#eceef3"},
                  {ink::kPaper, "#1c1f26"},
                  {ink::kFaint, "#9aa1b1"},
                  {ink::kKey, "#343945"},
                  {ink::kKeyText, "#f3f4f8"},
                  {ink::kOtherKey, "#262a33"},
                  {ink::kLine, "#7a8294"},
                  {ink::kAccent, "#a3b1ff"},
                  {ink::kOnAccent, "#12152b"},
                  {ink::kGood, "#5fc79a"},
                  {ink::kAlarm, "#ff7a80"},
                  {ink::kPopover, "#2a2e38"},
                  {ink::kPopoverText, "#f3f4f8"},
                  {ink::kKeyEdge, "#0c0d11"}}),
      make_theme("high-contrast", "High contrast",
                 {{ink::kDesk, "#000000"},
                  {ink::kText, "#ffffff"},
                  {ink::kPaper, "#000000"},
                  {ink::kFaint, "#d0d0d0"},
                  {ink::kKey, "#000000"},
                  {ink::kKeyText, "#ffffff"},
                  {ink::kOtherKey, "#202020"},
                  {ink::kLine, "#ffffff"},
                  {ink::kAccent, "#ffe14d"},
                  {ink::kOnAccent, "#000000"},
                  {ink::kGood, "#66f0ff"},
                  {ink::kAlarm, "#ff9a9a"},
                  {ink::kPopover, "#000000"},
                  {ink::kPopoverText, "#ffffff"},
                  {ink::kKeyEdge, "#ffffff"}}),
  };
  return all;
}

const Theme* find_theme(const QString& name) {
  const auto found = std::find_if(themes().begin(), themes().end(),
                                  [&](const Theme& theme) { return theme.name == name; });
  return found == themes().end() ? nullptr : &*found;
}

const QVector<InkPair>& ink_pairs() {
  static const QVector<InkPair> pairs = {
      {ink::kText, ink::kDesk},          {ink::kText, ink::kPaper},
      {ink::kFaint, ink::kDesk},         {ink::kFaint, ink::kPaper},
      {ink::kKeyText, ink::kKey},        {ink::kKeyText, ink::kOtherKey},
      {ink::kOnAccent, ink::kAccent},    {ink::kPopoverText, ink::kPopover},
      {ink::kFaint, ink::kPopover},      {ink::kAlarm, ink::kDesk},
      {ink::kAccent, ink::kPaper},       {ink::kAccent, ink::kDesk},
      {ink::kLine, ink::kPaper, 3},      {ink::kLine, ink::kDesk, 3},
      {ink::kGood, ink::kPaper, 3},      {ink::kGood, ink::kPopover, 3},
      {ink::kAlarm, ink::kPaper, 3},     {ink::kAccent, ink::kKey, 3},
      {ink::kAccent, ink::kOtherKey, 3}, {ink::kAccent, ink::kPopover, 3},
  };
  return pairs;
}

double contrast_ratio(const QColor& a, const QColor& b) {
  const double one = luminance(a);
  const double other = luminance(b);
  return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

}  // namespace inkling
