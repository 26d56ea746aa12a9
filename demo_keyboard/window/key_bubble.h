// What floats above a key while a finger is on it: the character, large, or a choice of several.
#pragma once

#include <QStringList>
#include <QWidget>

namespace inkling {

/// A card over the window that lets clicks through; the finger stays the keyboard's.
class KeyBubble : public QWidget {
 public:
  explicit KeyBubble(QWidget* parent);
  /// Shows `characters` above `key` (in the parent), the first of them chosen; a single one is a
  /// preview of what the key types. Stays within the parent.
  void show_over(const QRect& key, const QStringList& characters);
  /// A finger at `at` (in the parent) chooses what is above it.
  void choose(const QPointF& at);
  [[nodiscard]] bool has_choice() const { return characters_.size() > 1; }
  /// Empty while it is hidden.
  [[nodiscard]] QString chosen() const {
    return isHidden() ? QString() : characters_.value(chosen_);
  }
  [[nodiscard]] const QStringList& characters() const { return characters_; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  [[nodiscard]] int columns() const;
  QStringList characters_;
  int chosen_ = 0;
  QSizeF cell_;
};

}  // namespace inkling
