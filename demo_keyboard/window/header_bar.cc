#include "demo_keyboard/window/header_bar.h"

#include <QHBoxLayout>
#include <utility>

#include "demo_keyboard/window/theme.h"

namespace inkling {
namespace {

QString status_of(const KeyboardView& view) {
  if (!view.trouble.empty()) return QString::fromStdString(view.trouble);
  if (view.engine == EngineState::kOpening) return QStringLiteral("opening the language pack…");
  if (view.incognito) return QStringLiteral("incognito: nothing is learned");
  return {};
}

}  // namespace

HeaderBar::HeaderBar(HeaderCalls calls, QWidget* parent)
    : QWidget(parent),
      calls_(std::move(calls)),
      title_(std::make_unique<QLabel>(QStringLiteral("Inkling"), this).release()),
      status_label_(make_child<QLabel>(this)),
      recording_(make_child<PillButton>(this, Icon::kRecord, QStringLiteral("Recording"))),
      playing_(make_child<PillButton>(this, Icon::kStop, QStringLiteral("Playing"))),
      incognito_(make_child<PillButton>(this, Icon::kIncognito, QString())),
      panel_(make_child<PillButton>(this, Icon::kPanel, QString())) {
  title_->setFont(scaled(font(), 1.15, true));
  status_label_->setFont(scaled(font(), 0.9));
  status_label_->setForegroundRole(ink::kFaint);
  status_label_->setTextFormat(Qt::PlainText);
  status_label_->setMinimumWidth(1);
  auto* row = std::make_unique<QHBoxLayout>(this).release();
  row->setContentsMargins(static_cast<int>(em(*this) * 0.3), 0, 0, 0);
  row->setSpacing(static_cast<int>(em(*this) * 0.4));
  row->addWidget(title_);
  row->addWidget(status_label_, 1);
  for (PillButton* button : {recording_, playing_, incognito_, panel_}) row->addWidget(button);

  recording_->set_alarming(true);
  recording_->setCheckable(true);
  recording_->setAccessibleName(QStringLiteral("Stop the recording"));
  recording_->setToolTip(QStringLiteral("Stop the recording (F3)"));
  playing_->setAccessibleName(QStringLiteral("Stop the trace that plays"));
  playing_->setToolTip(QStringLiteral("Stop the trace that plays"));
  incognito_->setCheckable(true);
  incognito_->setAccessibleName(QStringLiteral("Incognito"));
  incognito_->setToolTip(QStringLiteral("Incognito (F2): learn nothing"));
  panel_->setCheckable(true);
  panel_->setAccessibleName(QStringLiteral("Side panel"));
  panel_->setToolTip(QStringLiteral("What the engine does (F4)"));
  connect(recording_, &QAbstractButton::clicked, this, [this] { calls_.stop_recording(); });
  connect(playing_, &QAbstractButton::clicked, this, [this] { calls_.stop_playing(); });
  connect(incognito_, &QAbstractButton::clicked, this, [this](bool on) { calls_.incognito(on); });
  connect(panel_, &QAbstractButton::clicked, this, [this](bool on) { calls_.panel(on); });
}

void HeaderBar::show_view(const KeyboardView& view) {
  recording_->setVisible(view.recording);
  recording_->setChecked(true);
  playing_->setVisible(view.playing);
  incognito_->setChecked(view.incognito);
  status_ = status_of(view);
  status_label_->setToolTip(status_);
  show_status();
}

void HeaderBar::show_status() {
  const QFontMetrics metrics(status_label_->font());
  status_label_->setText(metrics.elidedText(status_, Qt::ElideRight, status_label_->width()));
  status_label_->setAccessibleName(status_);
}

void HeaderBar::resizeEvent(QResizeEvent*) { show_status(); }

}  // namespace inkling
