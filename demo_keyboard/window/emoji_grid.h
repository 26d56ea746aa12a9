// Emoji in rows, section by section.
#pragma once

#include <QString>
#include <QWidget>
#include <functional>
#include <string>
#include <vector>

namespace inkling {

/// One heading and the emoji below it, UTF-8.
struct EmojiSection {
  QString title;
  std::vector<std::string> emoji;
};

/// As high as its emoji need at its width. Click, or arrow keys and Return, to take one.
class EmojiGrid : public QWidget {
 public:
  EmojiGrid(std::function<void(const std::string&)> take, QWidget* parent);
  void show_sections(std::vector<EmojiSection> sections);
  /// Where the heading of a section begins, pixels from the top.
  [[nodiscard]] int top_of(std::size_t section) const;
  /// All that is shown, in order.
  [[nodiscard]] std::vector<std::string> shown() const;
  /// The middle of an emoji; a point outside where it is not shown.
  [[nodiscard]] QPoint center_of(const std::string& emoji) const;
  [[nodiscard]] bool hasHeightForWidth() const override { return true; }
  [[nodiscard]] int heightForWidth(int width) const override;
  [[nodiscard]] QSize sizeHint() const override;
  /// One row.
  [[nodiscard]] int row_height() const;
  /// Is told where the arrow keys went, so that it can be scrolled there.
  std::function<void(const QRect&)> on_moved;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  struct Cell {
    std::string emoji;
    QRectF box;
  };
  struct Heading {
    QString title;
    QRectF box;
  };
  /// Cells and headings for `width`; the height they take.
  int place(int width, std::vector<Cell>* cells, std::vector<Heading>* headings) const;
  void replace_cells();
  [[nodiscard]] int cell_at(const QPointF& at) const;
  void choose(int index);

  std::function<void(const std::string&)> take_;
  std::vector<EmojiSection> sections_;
  std::vector<Cell> cells_;
  std::vector<Heading> headings_;
  int chosen_ = -1;   // by the arrow keys or the pointer
  int pressed_ = -1;  // by the pointer
};

}  // namespace inkling
