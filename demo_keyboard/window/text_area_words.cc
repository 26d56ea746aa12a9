// How the text area knows the word under a finger, and how a word is mended and given back.
#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QMouseEvent>
#include <QScrollBar>
#include <algorithm>
#include <cstdlib>
#include <utility>

#include "demo_keyboard/window/text_area.h"

namespace inkling {
namespace {

std::string bytes(const QString& text) { return text.toUtf8().toStdString(); }

}  // namespace

void TextArea::mousePressEvent(QMouseEvent* event) {
  QTextEdit::mousePressEvent(event);
  tap_.stop();
  pressed_.reset();
  const int at = cursorForPosition(event->position().toPoint()).position();
  if (corrected_from_ >= 0 && underline_.isActive() && at >= corrected_from_ &&
      at <= corrected_to_) {
    controller_->revert();
    changed_();
    return;
  }
  const bool plain = event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier;
  if (plain) pressed_ = event->position().toPoint();
}

void TextArea::mouseReleaseEvent(QMouseEvent* event) {
  QTextEdit::mouseReleaseEvent(event);
  sync_cursor();
  const auto from = std::exchange(pressed_, std::nullopt);
  const QPoint at = event->position().toPoint();
  if (!from || textCursor().hasSelection() ||
      (at - *from).manhattanLength() >= QApplication::startDragDistance()) {
    return;
  }
  // A second click may make it a double click; until then nothing flashes up.
  tapped_ = tapped_at(at);
  if (tapped_ >= 0) tap_.start();
}

void TextArea::mouseDoubleClickEvent(QMouseEvent* event) {
  QTextEdit::mouseDoubleClickEvent(event);
  tap_.stop();
  pressed_.reset();
}

/// Behind the character at `at`, in UTF-16; -1 where there is none, or none but white space.
int TextArea::tapped_at(const QPoint& at) const {
  const QPointF inside(at.x() + horizontalScrollBar()->value(),
                       at.y() + verticalScrollBar()->value());
  if (document()->documentLayout()->hitTest(inside, Qt::ExactHit) < 0) return -1;
  QTextCursor character = cursorForPosition(at);
  if (cursorRect(character).center().x() > at.x())
    character.movePosition(QTextCursor::PreviousCharacter);
  character.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
  if (character.selectedText().trimmed().isEmpty()) return -1;
  return character.position();
}

void TextArea::look_at_tapped() {
  looked_by_key_ = false;
  controller_->look_at(static_cast<std::size_t>(toPlainText().left(tapped_).toUtf8().size()));
}

void TextArea::look_at_cursor() {
  looked_by_key_ = true;
  const auto left = toPlainText().left(textCursor().position());
  controller_->look_at(static_cast<std::size_t>(left.toUtf8().size()));
}

QRect TextArea::word_rect(std::size_t begin, std::size_t end) const {
  const std::string text = bytes(toPlainText());
  const auto place = [&](std::size_t offset) {
    QTextCursor out(document());
    out.setPosition(static_cast<int>(
        QString::fromStdString(text.substr(0, std::min(offset, text.size()))).size()));
    return cursorRect(out);
  };
  const QRect first = place(begin);
  QRect last = place(end);
  if (last.top() != first.top()) last.moveRight(viewport()->width());  // it goes on below
  return {QPoint(first.left(), first.top()), QPoint(last.right(), first.bottom())};
}

/// The cursor stays where the tap put it, or at the end of the word where that was within: so do
/// the keyboards of telephones, and so does a pick from the strip. Who goes on at the end of the
/// text taps there, as after every other look at an earlier word.
bool TextArea::mend(const WordChoices& word, const std::string& text) {
  constexpr std::size_t kKept = 200;
  const std::string before = bytes(toPlainText());
  if (!controller_->mend(word.begin, word.text, text)) return false;
  history_.part();
  const std::string after =
      before.substr(0, word.begin) + text + before.substr(word.begin + word.text.size());
  if (mends_.size() == kKept) mends_.erase(mends_.begin());
  mends_.push_back({before, after, word.begin, word.text, text});
  return true;
}

/// A word that was mended is mended back, rather than the text replaced: so what was learned of it
/// goes, too. False where `text` is no such step away.
bool TextArea::mend_back(const FieldText& text) {
  const std::string now = bytes(toPlainText());
  const std::string wanted = text.left + text.right;
  for (const Mend& mend : mends_) {
    const bool undo = mend.after == now && mend.before == wanted;
    const bool redo = mend.before == now && mend.after == wanted;
    if (!undo && !redo) continue;
    if (!controller_->mend(mend.begin, undo ? mend.now : mend.was, undo ? mend.was : mend.now))
      return false;
    controller_->move_cursor(text.left.size());
    return true;
  }
  return false;
}

}  // namespace inkling
