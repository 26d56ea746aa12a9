#include "demo_keyboard/window/text_area.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QTextBoundaryFinder>
#include <algorithm>
#include <utility>

#include "demo_keyboard/window/ghost_text.h"
#include "demo_keyboard/window/theme.h"

namespace inkling {
namespace {

constexpr int kUnderlineMillis = 6000;

std::string bytes(const QString& text) { return text.toUtf8().toStdString(); }

bool plain(const QKeyEvent& event) {
  return (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) == 0;
}

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
    : QPlainTextEdit(parent),
      controller_(controller),
      changed_(std::move(changed)),
      undo_(make_child<PillButton>(this, Icon::kUndo, QString())) {
  setAccessibleName(QStringLiteral("Text"));
  setPlaceholderText(QStringLiteral("Type, or click the keys"));
  setUndoRedoEnabled(false);  // the controller's text is the only one
  setFrameShape(QFrame::NoFrame);
  viewport()->setAutoFillBackground(false);  // paintEvent() draws a card
  setAutoFillBackground(false);
  setCursorWidth(2);
  setFont(scaled(font(), 1.3));
  undo_->setFont(scaled(font(), 1 / 1.3));
  document()->setDocumentMargin(em(*this) * 0.6);
  undo_->setAccessibleName(QStringLiteral("Undo the correction"));
  undo_->hide();
  connect(undo_, &QAbstractButton::clicked, this, [this] {
    controller_->revert();
    changed_();
  });
  underline_.setSingleShot(true);
  underline_.setInterval(kUnderlineMillis);
  connect(&underline_, &QTimer::timeout, this, [this] { changed_(); });
}

QSize TextArea::sizeHint() const { return QSizeF(em(*this) * 15, em(*this) * 11).toSize(); }

QSize TextArea::minimumSizeHint() const { return QSizeF(em(*this) * 8, em(*this) * 3.2).toSize(); }

void TextArea::show_view(const KeyboardView& view) {
  const QString left = QString::fromStdString(view.text);
  const QString right = QString::fromStdString(view.right);
  const bool same = toPlainText() == left + right;
  if (!same) replace_document(left + right);
  if (!same || !textCursor().hasSelection()) {
    QTextCursor cursor = textCursor();
    cursor.setPosition(static_cast<int>(left.size()));
    setTextCursor(cursor);
  }
  ghost_ = right.isEmpty() ? ghost_behind(view) : QString();
  show_undo(view);
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
  if (fixed->id != corrected_id_) underline_.start();
  corrected_id_ = fixed->id;
  const QString typed = QString::fromStdString(fixed->typed);
  undo_->setText(QStringLiteral("Keep “%1”").arg(typed));
  undo_->setAccessibleName(QStringLiteral("Undo the correction, keep %1").arg(typed));
  resizeEvent(nullptr);
}

void TextArea::mark(const KeyboardView& view) {
  QList<QTextEdit::ExtraSelection> marks;
  const int end = static_cast<int>(QString::fromStdString(view.text).size());
  const auto composing = std::min(view.composing_bytes, view.text.size());
  const int word = static_cast<int>(
      QString::fromStdString(view.text.substr(view.text.size() - composing)).size());
  if (word > 0) {
    marks.append(underlined(textCursor(), end - word, end, QTextCharFormat::SingleUnderline,
                            palette().color(ink::kFaint)));
  }
  if (corrected_from_ >= 0 && underline_.isActive()) {
    marks.append(underlined(textCursor(), corrected_from_, corrected_to_,
                            QTextCharFormat::WaveUnderline, palette().color(ink::kAccent)));
  }
  setExtraSelections(marks);
}

void TextArea::resizeEvent(QResizeEvent* event) {
  if (event != nullptr) QPlainTextEdit::resizeEvent(event);
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
  QPlainTextEdit::paintEvent(event);
  QPainter painter(viewport());
  painter.setRenderHint(QPainter::Antialiasing);
  if (!ghost_.isEmpty() && !textCursor().hasSelection()) {
    painter.setPen(palette().color(ink::kFaint));
    const double margin = document()->documentMargin();
    draw_ghost(&painter, ghost_, font(), cursorRect(), margin, viewport()->width() - margin);
  }
  draw_focus_ring(&painter, *this, viewport()->rect(), em(*undo_) * 0.6);
}

void TextArea::keyPressEvent(QKeyEvent* event) {
  if (shortcut(event) || edit(event) || navigate(event)) return;
  const QString text = event->text();
  const bool printable = !text.isEmpty() && (text[0].isPrint() || text[0].isSurrogate());
  // AltGr arrives as Ctrl+Alt on some systems; what it types is printable.
  const bool held = !plain(*event) && event->modifiers() != (Qt::ControlModifier | Qt::AltModifier);
  if (!printable || held) {
    event->ignore();
    return;
  }
  type(text);
}

bool TextArea::shortcut(QKeyEvent* event) {
  const bool held = (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) != 0;
  if (held && event->key() >= Qt::Key_1 && event->key() < Qt::Key_1 + kStripSlots) {
    controller_->pick(event->key() - Qt::Key_1);
  } else if (event->matches(QKeySequence::Undo)) {
    controller_->revert();
  } else if (event->matches(QKeySequence::Paste)) {
    paste();
    return true;
  } else if (event->matches(QKeySequence::Cut)) {
    cut();
  } else if (event->matches(QKeySequence::Copy)) {
    copy();
    return true;
  } else if (event->matches(QKeySequence::SelectAll)) {
    selectAll();
    return true;
  } else {
    return false;
  }
  changed_();
  return true;
}

bool TextArea::edit(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Tab:
      // With nothing to take, Tab is what it is everywhere else.
      if (!controller_->pick_best() && !controller_->view().strip.at(1)) {
        QAbstractScrollArea::focusNextPrevChild(true);
        return true;
      }
      break;
    case Qt::Key_Backtab:
      QAbstractScrollArea::focusNextPrevChild(false);
      return true;
    case Qt::Key_Backspace:
      if (remove_selection()) break;
      if (plain(*event)) {
        controller_->backspace();
      } else {
        remove(QTextCursor::PreviousWord);
      }
      break;
    case Qt::Key_Delete:
      if (!remove_selection())
        remove(plain(*event) ? QTextCursor::NextCharacter : QTextCursor::NextWord);
      break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      remove_selection();
      controller_->enter();
      break;
    default:
      return false;
  }
  changed_();
  return true;
}

bool TextArea::navigate(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Right:
      if (plain(*event) && textCursor().atEnd() && !textCursor().hasSelection()) {
        if (controller_->take_ghost()) changed_();
        return true;
      }
      break;
    case Qt::Key_Left:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
      break;
    default:
      return false;
  }
  QPlainTextEdit::keyPressEvent(event);
  sync_cursor();
  return true;
}

void TextArea::type(const QString& text) {
  remove_selection();
  QTextBoundaryFinder graphemes(QTextBoundaryFinder::Grapheme, text);
  for (qsizetype from = 0; from < text.size();) {
    const qsizetype to = graphemes.toNextBoundary();
    if (to < 0) break;
    controller_->key(bytes(text.mid(from, to - from)));
    from = to;
  }
  changed_();
}

bool TextArea::remove_selection() {
  const QTextCursor cursor = textCursor();
  if (!cursor.hasSelection()) return false;
  const QString text = toPlainText();
  controller_->set_text(bytes(text.left(cursor.selectionStart())),
                        bytes(text.mid(cursor.selectionEnd())));
  QTextCursor bare = cursor;
  bare.clearSelection();
  setTextCursor(bare);
  return true;
}

void TextArea::remove(QTextCursor::MoveOperation move) {
  QTextCursor cursor = textCursor();
  cursor.movePosition(move, QTextCursor::KeepAnchor);
  setTextCursor(cursor);
  remove_selection();
}

void TextArea::cut() {
  copy();
  remove_selection();
}

void TextArea::sync_cursor() {
  if (textCursor().hasSelection()) return;
  const QString left = toPlainText().left(textCursor().position());
  controller_->move_cursor(static_cast<std::size_t>(left.toUtf8().size()));
  changed_();
}

void TextArea::inputMethodEvent(QInputMethodEvent* event) {
  if (!event->commitString().isEmpty()) type(event->commitString());
  event->accept();
}

void TextArea::insertFromMimeData(const QMimeData* source) {
  if (!source->hasText()) return;
  const QString text = toPlainText();
  const QTextCursor cursor = textCursor();
  controller_->set_text(bytes(text.left(cursor.selectionStart()) + source->text()),
                        bytes(text.mid(cursor.selectionEnd())));
  QTextCursor bare = cursor;
  bare.clearSelection();
  setTextCursor(bare);
  changed_();
}

void TextArea::contextMenuEvent(QContextMenuEvent* event) {
  // Qt's own menu would change the document behind the controller's back.
  event->accept();
}

void TextArea::mousePressEvent(QMouseEvent* event) {
  QPlainTextEdit::mousePressEvent(event);
  const int at = cursorForPosition(event->position().toPoint()).position();
  if (corrected_from_ >= 0 && underline_.isActive() && at >= corrected_from_ &&
      at <= corrected_to_) {
    controller_->revert();
    changed_();
  }
}

void TextArea::mouseReleaseEvent(QMouseEvent* event) {
  QPlainTextEdit::mouseReleaseEvent(event);
  sync_cursor();
}

}  // namespace inkling
