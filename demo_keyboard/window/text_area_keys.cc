// How the text area takes keys and the clipboard.
#include <QContextMenuEvent>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QTextBoundaryFinder>
#include <cstdlib>

#include "demo_keyboard/window/text_area.h"

namespace inkling {
namespace {

std::string bytes(const QString& text) { return text.toUtf8().toStdString(); }

bool plain(const QKeyEvent& event) {
  return (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) == 0;
}

}  // namespace

void TextArea::keyPressEvent(QKeyEvent* event) {
  tap_.stop();
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
    undo_text();
  } else if (event->matches(QKeySequence::Redo) ||
             (held && event->key() == Qt::Key_Y)) {  // as on other systems
    redo_text();
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

void TextArea::leave(bool forward) {
  // Qt's text fields keep Tab to themselves unless told otherwise.
  setTabChangesFocus(true);
  focusNextPrevChild(forward);
  setTabChangesFocus(false);
}

bool TextArea::edit(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Tab:
      // With nothing to take, Tab is what it is everywhere else.
      if (!controller_->pick_best() && !controller_->view().strip.at(1)) {
        leave(true);
        return true;
      }
      break;
    case Qt::Key_Backtab:
      leave(false);
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
  QTextEdit::keyPressEvent(event);
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
  menu_ = make_menu();
  menu_->popup(event->globalPos());
  event->accept();
}

std::unique_ptr<QMenu> TextArea::make_menu() {
  auto menu = std::make_unique<QMenu>(this);
  const auto add = [&](const char* name, QKeySequence::StandardKey keys, bool enabled, auto act) {
    QAction* action = menu->addAction(QString::fromUtf8(name), this, [this, act] {
      act();
      changed_();
    });
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);  // keyPressEvent() has them
    action->setEnabled(enabled && !playing_);
  };
  const bool selected = textCursor().hasSelection();
  add("Undo", QKeySequence::Undo, history_.can_undo(), [this] { undo_text(); });
  add("Redo", QKeySequence::Redo, history_.can_redo(), [this] { redo_text(); });
  menu->addSeparator();
  add("Cut", QKeySequence::Cut, selected, [this] { cut(); });
  add("Copy", QKeySequence::Copy, selected, [this] { copy(); });
  add("Paste", QKeySequence::Paste, canPaste(), [this] { paste(); });
  add("Delete", QKeySequence::Delete, selected, [this] { remove_selection(); });
  menu->addSeparator();
  add("Select all", QKeySequence::SelectAll, !toPlainText().isEmpty(), [this] { selectAll(); });
  return menu;
}

bool TextArea::undo_text() {
  // The correction that is marked is what one wants undone, and is not made again.
  if (controller_->revert()) return true;
  const auto before = history_.undo();
  if (before) go_to(*before);
  return before.has_value();
}

bool TextArea::redo_text() {
  const auto after = history_.redo();
  if (after) go_to(*after);
  return after.has_value();
}

void TextArea::go_to(const FieldText& text) {
  QTextCursor bare = textCursor();
  bare.clearSelection();
  setTextCursor(bare);
  if (!mend_back(text)) controller_->set_text(text.left, text.right);
}

void TextArea::step_cursor(int characters) {
  QTextCursor cursor = textCursor();
  cursor.clearSelection();
  cursor.movePosition(characters < 0 ? QTextCursor::PreviousCharacter : QTextCursor::NextCharacter,
                      QTextCursor::MoveAnchor, std::abs(characters));
  setTextCursor(cursor);
  sync_cursor();
}

void TextArea::backspace_word() {
  QTextCursor cursor = textCursor();
  cursor.clearSelection();
  cursor.movePosition(QTextCursor::PreviousWord, QTextCursor::KeepAnchor);
  // Keys, not another text: what was learned of the words goes with them.
  QTextBoundaryFinder graphemes(QTextBoundaryFinder::Grapheme, cursor.selectedText());
  int count = 0;
  while (graphemes.toNextBoundary() > 0) ++count;
  if (count > 0) controller_->backspace(count);
  changed_();
}

}  // namespace inkling
