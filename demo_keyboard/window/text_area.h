// The text, and the physical keyboard: every key goes to the controller, which says what stands
// there.
#pragma once

#include <QMenu>
#include <QTextCursor>
#include <QTextEdit>
#include <QTimer>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "demo_keyboard/controller.h"
#include "demo_keyboard/text_history.h"
#include "demo_keyboard/window/controls.h"

namespace inkling {

/// Shows a view's text with the word being typed, ghost text and a fresh autocorrection marked.
/// Keys, clicks and the clipboard become calls of the controller; `changed` is called after each.
///
/// Tab takes the best suggestion, Alt or Ctrl with 1 to 3 any, Right at the end takes the ghost
/// text, a tap on the underlined word takes an autocorrection back. Ctrl+Z does that, too, and goes
/// on to earlier texts; Ctrl+Shift+Z leads forth again. A tap on any other word asks the controller
/// what else it may have been.
class TextArea : public QTextEdit {
 public:
  /// The controller must outlive it.
  TextArea(KeyboardController* controller, std::function<void()> changed, QWidget* parent);
  void show_view(const KeyboardView& view);
  /// Goes back to the text before the last step, or forth to the one after it; false where there is
  /// none.
  bool undo_text();
  bool redo_text();
  /// Moves the cursor by characters: to the right, or, below 0, to the left.
  void step_cursor(int characters);
  /// Takes away the word before the cursor and what stands behind it.
  void backspace_word();
  /// Asks what the word at the cursor may have been.
  void look_at_cursor();
  /// Was that the last question, rather than one about a word that was tapped?
  [[nodiscard]] bool looked_by_key() const { return looked_by_key_; }
  /// Where the word stands that is `begin` to `end` in bytes, in the viewport; of one that goes on
  /// in the next line, the beginning.
  [[nodiscard]] QRect word_rect(std::size_t begin, std::size_t end) const;
  /// Puts `text` in the place of `word`; undo_text() takes that back. False, and nothing happens,
  /// when the word does not stand there any more.
  bool mend(const WordChoices& word, const std::string& text);
  /// What a right click offers, for the text as it is.
  [[nodiscard]] std::unique_ptr<QMenu> make_menu();
  /// The grey text behind the cursor; empty when there is none.
  [[nodiscard]] const QString& ghost() const { return ghost_; }
  /// What was hit where a correction stands now, in the text's order.
  [[nodiscard]] QStringList struck() const;
  [[nodiscard]] PillButton& undo() { return *undo_; }
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void inputMethodEvent(QInputMethodEvent* event) override;
  void insertFromMimeData(const QMimeData* source) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  bool shortcut(QKeyEvent* event);
  bool edit(QKeyEvent* event);
  void leave(bool forward);
  bool navigate(QKeyEvent* event);
  void type(const QString& text);
  /// Removes what is selected; false when nothing is.
  bool remove_selection();
  /// Removes what `move` selects from the cursor on: a word, a character to the right.
  void remove(QTextCursor::MoveOperation move);
  void cut();
  void go_to(const FieldText& text);
  bool mend_back(const FieldText& text);
  [[nodiscard]] int tapped_at(const QPoint& at) const;
  void look_at_tapped();
  void sync_cursor();
  void replace_document(const QString& wanted);
  void mark(const KeyboardView& view);
  void show_undo(const KeyboardView& view);
  void strike(const KeyboardView& view);
  void space_lines();
  void draw_struck(QPainter* painter);
  void draw_invitation(QPainter* painter) const;

  KeyboardController* controller_;
  std::function<void()> changed_;
  /// A correction that stands in the text, and what was typed for it.
  struct Mended {
    QTextCursor place;  // selects it
    QString word, typed;
  };
  std::vector<Mended> mended_;
  uint64_t mended_number_ = 0;  // of the view's last one
  QString ghost_;
  int corrected_from_ = -1;  // where the fresh autocorrection stands, in UTF-16; -1: there is none
  int corrected_to_ = -1;
  uint64_t corrected_id_ = 0;
  TextHistory history_;
  /// A word that was mended by hand, and the whole text before that and after.
  struct Mend {
    std::string before, after;
    std::size_t begin;  // bytes
    std::string was, now;
  };
  std::vector<Mend> mends_;        // oldest first; bounded
  std::optional<QPoint> pressed_;  // where a finger came down that may be about to tap
  int tapped_ = -1;                // behind the character that was tapped, in UTF-16
  bool looked_by_key_ = false;
  QTimer tap_;  // since the finger went up
  bool playing_ = false;
  std::unique_ptr<QMenu> menu_;
  PillButton* undo_;
  QTimer underline_;  // how long an autocorrection stays underlined
};

}  // namespace inkling
