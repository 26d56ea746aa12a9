#include "demo_keyboard/window/learned_row.h"

#include <QHBoxLayout>
#include <QPainter>
#include <utility>

#include "demo_keyboard/window/theme.h"

namespace inkling {

LearnedRow::LearnedRow(LearnedCalls calls, bool floating, QWidget* parent)
    : QWidget(parent),
      calls_(std::move(calls)),
      floating_(floating),
      label_(make_child<QLabel>(this)),
      keep_(make_child<PillButton>(this, Icon::kNone, QStringLiteral("Keep"))),
      forget_(make_child<PillButton>(this, Icon::kNone, QStringLiteral("Forget"))) {
  const int e = static_cast<int>(em(*this));
  auto* row = std::make_unique<QHBoxLayout>(this).release();
  if (floating) {
    row->setContentsMargins(e * 3 / 4, e / 4, e / 4, e / 4);
  } else {
    row->setContentsMargins(0, 0, 0, 0);
  }
  row->setSpacing(e / 3);
  row->addWidget(label_, 1);
  row->addWidget(keep_);
  row->addWidget(forget_);
  label_->setTextFormat(Qt::RichText);
  label_->setMinimumWidth(1);  // a long word is cut off, not the buttons
  connect(keep_, &QAbstractButton::clicked, this, [this] { calls_.keep(word_); });
  connect(forget_, &QAbstractButton::clicked, this, [this] { calls_.forget(word_); });
  hide();
}

void LearnedRow::show_word(const std::string& word) {
  setVisible(!word.empty());
  if (word == word_) return;
  word_ = word;
  const QString shown = QString::fromStdString(word);
  keep_->setAccessibleName(QStringLiteral("Keep %1").arg(shown));
  forget_->setAccessibleName(QStringLiteral("Forget %1").arg(shown));
  setAccessibleName(QStringLiteral("Learned %1").arg(shown));
  show_label();
}

void LearnedRow::resizeEvent(QResizeEvent*) { show_label(); }

void LearnedRow::show_label() {
  const QFontMetrics metrics(scaled(label_->font(), 1, true));
  const QString learned = QStringLiteral("Learned ");
  // In a card that is as wide as its text nothing is cut off.
  const int room = label_->width() - metrics.horizontalAdvance(learned);
  const QString shown = QString::fromStdString(word_);
  const QString word = floating_ ? shown : metrics.elidedText(shown, Qt::ElideRight, room);
  label_->setText(learned + QStringLiteral("<b>%1</b>").arg(word.toHtmlEscaped()));
  if (floating_) label_->setMinimumWidth(label_->sizeHint().width());
}

void LearnedRow::paintEvent(QPaintEvent*) {
  if (!floating_) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  draw_card(*this, &painter);
}

}  // namespace inkling
