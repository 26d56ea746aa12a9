// The colours of the window: a palette for each theme, and how well text stands out in it.
#pragma once

#include <QColor>
#include <QPalette>
#include <QString>
#include <QStringList>
#include <QVector>

namespace inkling {

/// What each role of QPalette stands for in this window. Widgets read their own palette(), so that
/// a new theme needs no more than QWidget::setPalette() at the top.
namespace ink {
inline constexpr auto kDesk = QPalette::Window;            // behind the keyboard
inline constexpr auto kText = QPalette::WindowText;        // all text but that on keys
inline constexpr auto kPaper = QPalette::Base;             // the text area and the panel's cards
inline constexpr auto kFaint = QPalette::PlaceholderText;  // ghost text, units, hints
inline constexpr auto kKey = QPalette::Button;             // letters
inline constexpr auto kKeyText = QPalette::ButtonText;     // on letters and other keys
inline constexpr auto kOtherKey = QPalette::Dark;          // shift, backspace, symbols, digits
inline constexpr auto kLine = QPalette::Mid;               // hairlines and outlines of controls
inline constexpr auto kAccent = QPalette::Highlight;       // the marked suggestion, switches, focus
inline constexpr auto kOnAccent = QPalette::HighlightedText;
inline constexpr auto kGood = QPalette::Link;          // bars within the budget
inline constexpr auto kAlarm = QPalette::LinkVisited;  // recording, beyond the budget
inline constexpr auto kPopover = QPalette::ToolTipBase;
inline constexpr auto kPopoverText = QPalette::ToolTipText;
inline constexpr auto kKeyEdge = QPalette::Shadow;  // below a key
}  // namespace ink

struct Theme {
  QString name;   // as on the command line: "high-contrast"
  QString title;  // as on the screen: "High contrast"
  QPalette palette;
};

/// All themes, "light" first. Lives as long as the process.
const QVector<Theme>& themes();
/// Null when there is none of this name.
const Theme* find_theme(const QString& name);

/// Two roles that are drawn on each other, and the contrast that they need.
struct InkPair {
  QPalette::ColorRole front;
  QPalette::ColorRole back;
  double least = 4.5;  // WCAG 2.1 AA: 4.5 for text, 3 for marks and outlines of controls
};
/// Every pair that the widgets draw.
const QVector<InkPair>& ink_pairs();

/// Contrast of two opaque colours after WCAG 2.1, from 1 to 21.
double contrast_ratio(const QColor& a, const QColor& b);

}  // namespace inkling
