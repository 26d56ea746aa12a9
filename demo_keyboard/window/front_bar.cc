#include "demo_keyboard/window/front_bar.h"

#include <QDir>
#include <QFileInfo>
#include <utility>

#include "demo_keyboard/window/theme.h"

namespace inkling {
namespace {

constexpr int kMostNoise = 60;  // hundredths of a key width

/// As a person would write it: "~" for the home folder.
QString shown_path(const std::string& path) {
  QString full = QFileInfo(QString::fromStdString(path)).absoluteFilePath();
  const QString home = QDir::homePath();
  if (home.size() > 1 && full.startsWith(home + QLatin1Char('/')))
    full.replace(0, home.size(), QStringLiteral("~"));
  return full;
}

}  // namespace

FrontBar::FrontBar(FrontCalls calls, const std::string& history_path, QWidget* parent)
    : QWidget(parent),
      calls_(std::move(calls)),
      kept_in_(history_path.empty()
                   ? QStringLiteral("on this device, until you close the window")
                   : QStringLiteral("on this device, in ") + shown_path(history_path)),
      rows_(std::make_unique<QBoxLayout>(QBoxLayout::TopToBottom, this).release()),
      noise_name_(std::make_unique<QLabel>(QStringLiteral("Sloppy fingers"), this).release()),
      noise_(make_child<Slider>(this)),
      noise_value_(make_child<QLabel>(this)),
      remember_(std::make_unique<Switch>(QStringLiteral("Remember what I write"), this).release()),
      place_(make_child<QLabel>(this)) {
  const int e = static_cast<int>(em(*this));
  rows_->setContentsMargins(e * 3 / 10, 0, e * 3 / 10, 0);
  rows_->setSpacing(0);
  auto fingers = std::make_unique<QHBoxLayout>();
  noise_name_->setContentsMargins(3, 0, 0, 0);  // where the switch's text begins
  fingers->setSpacing(e / 2);
  fingers->addWidget(noise_name_);
  fingers->addWidget(noise_, 1);
  fingers->addWidget(noise_value_);
  rows_->addLayout(fingers.release(), 1);
  rows_->addWidget(remember_);
  rows_->addWidget(place_);
  noise_name_->setBuddy(noise_);
  setMinimumWidth(1);  // the keys say how narrow the window may be
  noise_->setAccessibleName(QStringLiteral("Sloppy fingers"));
  noise_->setToolTip(QStringLiteral("Every click on a key misses by chance, as fingers do"));
  noise_->setRange(0, kMostNoise);
  noise_->setFocusPolicy(Qt::TabFocus);
  noise_value_->setForegroundRole(ink::kFaint);
  noise_value_->setText(QStringLiteral("±0.00 keys"));
  noise_value_->setMinimumWidth(noise_value_->sizeHint().width());
  noise_value_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  noise_value_->setText(QStringLiteral("off"));
  remember_->setAccessibleName(remember_->text());
  remember_->setFocusPolicy(Qt::TabFocus);
  place_->setFont(scaled(font(), 0.85));
  place_->setForegroundRole(ink::kFaint);
  place_->setMinimumWidth(1);
  place_->setTextFormat(Qt::PlainText);
  place_->setContentsMargins(3, 0, 0, 0);
  connect(noise_, &QSlider::valueChanged, this, [this](int value) {
    noise_value_->setText(value == 0 ? QStringLiteral("off")
                                     : QStringLiteral("±%1 keys").arg(value / 100.0, 0, 'f', 2));
    calls_.noise(static_cast<float>(value) / 100);
  });
  connect(remember_, &QCheckBox::clicked, this, [this](bool on) { calls_.remember(on); });
}

void FrontBar::show_view(const KeyboardView& view) {
  remember_->setChecked(!view.incognito);
  const QString said = view.incognito ? QStringLiteral("nothing is learned or kept") : kept_in_;
  place_->setText(said);
  place_->setToolTip(said);
  remember_->setAccessibleDescription(said);
  remember_->setToolTip(said);
}

void FrontBar::set_compact(bool compact) {
  rows_->setDirection(compact ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
  rows_->setSpacing(compact ? static_cast<int>(em(*this)) : 0);
  place_->setVisible(!compact);
  noise_value_->setVisible(!compact);
  remember_->setText(compact ? QStringLiteral("Remember")
                             : QStringLiteral("Remember what I write"));
}

}  // namespace inkling
