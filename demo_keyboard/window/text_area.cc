#include "demo_keyboard/window/text_area.h"

#include <QPainter>
#include <QTextFrame>
#include <algorithm>
#include <utility>

#include "demo_keyboard/window/ghost_text.h"
#include "demo_keyboard/window/theme.h"

namespace inkling {
namespace {

constexpr int kUnderlineMillis = 6000;
constexpr float kWash = 0.2F;    // how much accent lies over a word that is looked at
constexpr int kTapMillis = 180;  // most double clicks are quicker, and no person waits for it

QTextEdit::ExtraSelection underlined(const QTextCursor& base, int from, int to,
                                     QTextCharFormat::UnderlineStyle style, const QColor& colour) {
  QTextEdit::ExtraSelection mark;
  mark.cursor = base;
  mark.cursor.setPosition(from);
  mark.cursor.setPosition(to, QTextCursor::KeepAnchor);
  mark.format.setUnderlineStyle(style);
  mark.format.setUnderlineColor(colour);
  return mark;
}

}  // namespace

TextArea::TextArea(KeyboardController* controller, std::function<void()> changed, QWidget* parent)
    : QTextEdit(parent),
      controller_(controller),
      changed_(std::move(changed)),
      undo_(make_child<PillButton>(this, Icon::kUndo, QString())) {
  setAccessibleName(QStringLiteral("Text"));
  setAccessibleDescription(
      QStringLiteral("Type with sloppy fingers, click the keys, or draw a word over them"));
  setAcceptRichText(false);
  setUndoRedoEnabled(false);  // the controller's text is the only one
  setFrameShape(QFrame::NoFrame);
  viewport()->setAutoFillBackground(false);  // paintEvent() draws a card
  setAutoFillBackground(false);
  setCursorWidth(2);
  setFont(scaled(font(), 1.3));
  undo_->setFont(scaled(font(), 1 / 1.3));
  document()->setDocumentMargin(em(*this) * 0.6);
  QTextFrameFormat page = document()->rootFrame()->frameFormat();
  page.setTopMargin(em(*this));  // what was hit stands above the first line, too
  document()->rootFrame()->setFrameFormat(page);
  space_lines();
  undo_->setAccessibleName(QStringLiteral("Undo the correction"));
  undo_->hide();
  connect(undo_, &QAbstractButton::clicked, this, [this] {
    controller_->revert();
    changed_();
  });
  underline_.setSingleShot(true);
  underline_.setInterval(kUnderlineMillis);
  connect(&underline_, &QTimer::timeout, this, [this] { changed_(); });
  tap_.setSingleShot(true);
  tap_.setInterval(kTapMillis);
  connect(&tap_, &QTimer::timeout, this, [this] { look_at_tapped(); });
}

QSize TextArea::sizeHint() const { return QSizeF(em(*this) * 15, em(*this) * 8).toSize(); }

QSize TextArea::minimumSizeHint() const { return QSizeF(em(*this) * 8, em(*this) * 2.3).toSize(); }

/// Room between the lines for what was hit. Lines that come later take after these.
void TextArea::space_lines() {
  constexpr double kPercent = 150;
  QTextCursor all(document());
  all.select(QTextCursor::Document);
  QTextBlockFormat format;
  format.setLineHeight(kPercent, QTextBlockFormat::ProportionalHeight);
  all.mergeBlockFormat(format);
}

void TextArea::show_view(const KeyboardView& view) {
  const QString left = QString::fromStdString(view.text);
  const QString right = QString::fromStdString(view.right);
  const bool same = toPlainText() == left + right;
  if (!same) {
    tap_.stop();
    replace_document(left + right);
  }
  if (!same || !textCursor().hasSelection()) {
    QTextCursor cursor = textCursor();
    cursor.setPosition(static_cast<int>(left.size()));
    setTextCursor(cursor);
  }
  playing_ = view.playing;
  if (view.settled) history_.note({view.text, view.right});
  ghost_ = right.isEmpty() ? ghost_behind(view) : QString();
  show_undo(view);
  strike(view);
  mark(view);
  viewport()->update();
}

void TextArea::replace_document(const QString& wanted) {
  // Only what differs is touched, so that a long text costs no more than a short one.
  const QString now = toPlainText();
  const auto shorter = std::min(now.size(), wanted.size());
  qsizetype head = 0;
  while (head < shorter && now[head] == wanted[head]) ++head;
  qsizetype tail = 0;
  while (tail < shorter - head && now[now.size() - 1 - tail] == wanted[wanted.size() - 1 - tail])
    ++tail;
  QTextCursor cursor(document());
  cursor.setPosition(static_cast<int>(head));
  cursor.setPosition(static_cast<int>(now.size() - tail), QTextCursor::KeepAnchor);
  cursor.insertText(wanted.mid(head, wanted.size() - head - tail));
}

void TextArea::show_undo(const KeyboardView& view) {
  const auto& fixed = view.autocorrected;
  const QString left = QString::fromStdString(view.text);
  const QString word = fixed ? QString::fromStdString(fixed->committed).trimmed() : QString();
  const auto from = word.isEmpty() ? -1 : left.lastIndexOf(word);
  corrected_from_ = static_cast<int>(from);
  corrected_to_ = from < 0 ? -1 : static_cast<int>(from + word.size());
  undo_->setVisible(from >= 0);
  if (from < 0) {
    underline_.stop();
    corrected_id_ = 0;
    return;
  }
  const QString typed = QString::fromStdString(fixed->typed);
  if (fixed->id != corrected_id_) underline_.start();
  corrected_id_ = fixed->id;
  undo_->setText(QStringLiteral("Keep “%1”").arg(typed));
  undo_->setAccessibleName(QStringLiteral("Undo the correction, keep %1").arg(typed));
  resizeEvent(nullptr);
}

void TextArea::strike(const KeyboardView& view) {
  constexpr std::size_t kKept = 200;
  for (const MendedWord& mended : view.mended) {
    if (mended.number <= mended_number_) continue;
    mended_number_ = mended.number;
    const QString word = QString::fromStdString(mended.word);
    QTextCursor place(document());
    const auto from =
        QString::fromStdString(view.text.substr(0, std::min(mended.offset, view.text.size())))
            .size();
    // Keys that were waiting may have made another text of it by now.
    if (from + word.size() > toPlainText().size()) continue;
    place.setPosition(static_cast<int>(from));
    place.setPosition(static_cast<int>(from + word.size()), QTextCursor::KeepAnchor);
    place.setKeepPositionOnInsert(true);  // what is typed behind it is no part of it
    if (place.selectedText() != word) continue;
    if (mended_.size() == kKept) mended_.erase(mended_.begin());
    mended_.push_back({place, word, QString::fromStdString(mended.typed)});
  }
}

QStringList TextArea::struck() const {
  QStringList out;
  for (const Mended& each : mended_)
    if (each.place.selectedText() == each.word) out.append(each.typed);
  return out;
}

void TextArea::draw_struck(QPainter* painter) {
  // A word that was changed since is no correction any more.
  std::erase_if(mended_, [](const Mended& each) { return each.place.selectedText() != each.word; });
  QFont small = scaled(font(), 0.6);
  small.setStrikeOut(true);
  painter->setFont(small);
  painter->setPen(palette().color(ink::kFaint));
  const QFontMetricsF metrics(small);
  for (const Mended& each : mended_) {
    QTextCursor start(document());
    start.setPosition(each.place.selectionStart());
    const QRect at = cursorRect(start);
    painter->drawText(QPointF(at.left(), at.top() - metrics.descent()), each.typed);
  }
}

void TextArea::draw_invitation(QPainter* painter) const {
  const double margin = document()->documentMargin();
  const double e = em(*undo_);
  QRectF place = QRectF(viewport()->rect()).adjusted(margin, margin, -margin, -margin);
  painter->setPen(palette().color(ink::kFaint));
  painter->setFont(font());
  const QString title = QStringLiteral("Type with sloppy fingers, or draw a word over the keys");
  QRectF drawn;
  painter->drawText(place.adjusted(e * 0.2, 0, 0, 0), Qt::TextWordWrap, title, &drawn);
  // As it will look: what was hit, struck through, above what comes out.
  const QFont word = scaled(font(), 0.85);
  QFont hit = scaled(font(), 0.6);
  hit.setStrikeOut(true);
  const double line = QFontMetricsF(word).height() + QFontMetricsF(hit).height();
  double left = place.left() + e * 0.2;
  const double top = drawn.bottom() + e * 0.5;
  if (top + line > place.bottom()) return;
  for (const auto& [typed, out] :
       {std::pair{"thsnk", "thank"}, std::pair{"", "you"}, std::pair{"fot", "for"},
        std::pair{"yout", "your"}, std::pair{"hepl", "help"}}) {
    const QString said = QString::fromUtf8(out) + QLatin1Char(' ');
    painter->setFont(hit);
    painter->drawText(QPointF(left, top + QFontMetricsF(hit).ascent()), QString::fromUtf8(typed));
    painter->setFont(word);
    painter->drawText(QPointF(left, top + line - QFontMetricsF(word).descent()), said);
    left += QFontMetricsF(word).horizontalAdvance(said) + e * 0.1;
  }
}

void TextArea::mark(const KeyboardView& view) {
  QList<QTextEdit::ExtraSelection> marks;
  const int end = static_cast<int>(QString::fromStdString(view.text).size());
  const auto composing = std::min(view.composing_bytes, view.text.size());
  const int word = static_cast<int>(
      QString::fromStdString(view.text.substr(view.text.size() - composing)).size());
  const int rest = static_cast<int>(
      QString::fromStdString(view.right.substr(0, view.composing_after_bytes)).size());
  if (word > 0) {
    marks.append(underlined(textCursor(), end - word, end + rest, QTextCharFormat::SingleUnderline,
                            palette().color(ink::kFaint)));
  }
  if (corrected_from_ >= 0 && underline_.isActive()) {
    marks.append(underlined(textCursor(), corrected_from_, corrected_to_,
                            QTextCharFormat::WaveUnderline, palette().color(ink::kAccent)));
  }
  if (view.looked) {
    const WordChoices& looked = view.looked->word;
    const std::string all = view.text + view.right;
    const int from = static_cast<int>(QString::fromStdString(all.substr(0, looked.begin)).size());
    const int to = static_cast<int>(QString::fromStdString(all.substr(0, looked.end)).size());
    QTextEdit::ExtraSelection tapped;
    tapped.cursor = textCursor();
    tapped.cursor.setPosition(from);
    tapped.cursor.setPosition(to, QTextCursor::KeepAnchor);
    QColor wash = palette().color(ink::kAccent);
    wash.setAlphaF(kWash);
    tapped.format.setBackground(wash);
    marks.append(tapped);
  }
  setExtraSelections(marks);
}

void TextArea::resizeEvent(QResizeEvent* event) {
  if (event != nullptr) QTextEdit::resizeEvent(event);
  undo_->resize(undo_->sizeHint());
  const int gap = static_cast<int>(em(*undo_) * 0.6);
  undo_->move(width() - undo_->width() - gap, height() - undo_->height() - gap);
}

void TextArea::paintEvent(QPaintEvent* event) {
  {
    QPainter card(viewport());
    card.setRenderHint(QPainter::Antialiasing);
    draw_card(&card, *this, viewport()->rect());
  }
  QTextEdit::paintEvent(event);
  QPainter painter(viewport());
  painter.setRenderHint(QPainter::Antialiasing);
  if (toPlainText().isEmpty()) draw_invitation(&painter);
  draw_struck(&painter);
  if (!ghost_.isEmpty() && !textCursor().hasSelection()) {
    painter.setPen(palette().color(ink::kFaint));
    const double margin = document()->documentMargin();
    draw_ghost(&painter, ghost_, font(), cursorRect(), margin, viewport()->width() - margin);
  }
  draw_focus_ring(&painter, *this, viewport()->rect(), em(*undo_) * 0.6);
}

}  // namespace inkling
