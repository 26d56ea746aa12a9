#include "demo_keyboard/window/forget_question.h"

#include <QHBoxLayout>
#include <utility>

namespace inkling {

ForgetQuestion::ForgetQuestion(std::function<void()> forget, std::function<void()> keep,
                               QWidget* parent)
    : QWidget(parent),
      question_(make_child<QLabel>(this)),
      forget_(make_child<PillButton>(this, Icon::kNone, QStringLiteral("Forget"))),
      keep_(make_child<PillButton>(this, Icon::kNone, QStringLiteral("Keep"))) {
  auto* row = std::make_unique<QHBoxLayout>(this).release();
  row->setContentsMargins(static_cast<int>(em(*this) / 2), 0, 0, 0);
  row->addWidget(question_, 1);
  row->addWidget(forget_);
  row->addWidget(keep_);
  question_->setTextFormat(Qt::PlainText);
  question_->setMinimumWidth(1);  // a long word is cut off, not the buttons
  for (PillButton* button : {forget_, keep_}) button->setAccessibleName(button->text());
  connect(forget_, &QAbstractButton::clicked, this, [call = std::move(forget)] { call(); });
  connect(keep_, &QAbstractButton::clicked, this, [call = std::move(keep)] { call(); });
}

void ForgetQuestion::ask(const QString& word) {
  question_->setText(QStringLiteral("Never suggest “%1” again?").arg(word));
  forget_->setAccessibleName(QStringLiteral("Forget %1").arg(word));
}

}  // namespace inkling
