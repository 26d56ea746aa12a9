#include "demo_keyboard/window/panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QScrollBar>
#include <algorithm>
#include <array>
#include <utility>

#include "demo_keyboard/window/theme.h"
#include "engine/layout.h"

namespace inkling {
namespace {

constexpr std::array kStages = {Stage::kLexicon, Stage::kHistory, Stage::kNextWord,
                                Stage::kContinuation, Stage::kRecorrection};
constexpr std::array kStrengths = {"Off", "Careful", "Normal", "Bold"};
constexpr std::size_t kLessonsShown = 3;

QString stage_title(Stage stage) {
  QString name = QString::fromUtf8(stage_name(stage)).replace(QLatin1Char('_'), QLatin1Char(' '));
  return name.replace(QLatin1Char('-'), QLatin1Char(' '));
}

QString counted(int64_t n) { return QLocale(QLocale::English).toString(static_cast<qlonglong>(n)); }

/// What the model had to evaluate, and what it did not.
QString reuse_of(const KeyboardView& view) {
  if (view.answered.empty()) return QStringLiteral("Nothing was asked yet.");
  const int64_t now = view.answered.back().evaluated;
  const auto spared = std::count_if(view.answered.begin(), view.answered.end(),
                                    [](const AnsweredEvent& e) { return e.evaluated == 0; });
  const QString last = now == 0 ? QStringLiteral("The model had nothing to evaluate.")
                                : QStringLiteral("The model evaluated %1 %2.")
                                      .arg(counted(now), now == 1 ? QStringLiteral("token")
                                                                  : QStringLiteral("tokens"));
  return last + QStringLiteral(
                    "\nOf the last %1 answers %2 needed no evaluation; of text that did, %3 "
                    "tokens were reused and %4 evaluated since the start.")
                    .arg(counted(static_cast<int64_t>(view.answered.size())), counted(spared),
                         counted(view.counters.tokens_reused),
                         counted(view.counters.tokens_evaluated));
}

/// A card of the panel.
class Card : public QWidget {
 public:
  using QWidget::QWidget;

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    draw_card(&painter, *this, rect());
  }
};

}  // namespace

StageLights::StageLights(QWidget* parent) : QWidget(parent) {
  setAccessibleName(QStringLiteral("Stages of the last answer"));
}

void StageLights::show_stages(const std::vector<Stage>& stages) {
  stages_ = stages;
  QStringList names;
  for (const Stage stage : stages) names.append(stage_title(stage));
  setAccessibleDescription(names.join(QStringLiteral(", ")));
  update();
}

QSize StageLights::sizeHint() const { return QSizeF(em(*this) * 14, em(*this) * 4.2).toSize(); }

void StageLights::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const double e = em(*this);
  const double column = width() / 2.0;
  for (std::size_t i = 0; i < kStages.size(); ++i) {
    const bool ran = std::find(stages_.begin(), stages_.end(), kStages.at(i)) != stages_.end();
    const std::size_t row = i / 2;
    const QRectF cell(column * static_cast<double>(i % 2), e * 1.4 * static_cast<double>(row),
                      column, e * 1.4);
    const QPointF light(cell.left() + e * 0.45, cell.center().y());
    painter.setPen(QPen(palette().color(ran ? ink::kGood : ink::kLine), 1.4));
    painter.setBrush(ran ? QBrush(palette().color(ink::kGood)) : QBrush(Qt::NoBrush));
    painter.drawEllipse(light, e * 0.28, e * 0.28);
    painter.setPen(palette().color(ran ? ink::kText : ink::kFaint));
    painter.drawText(cell.adjusted(e * 1.1, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                     stage_title(kStages.at(i)));
  }
}

Panel::Panel(PanelCalls calls, QWidget* parent)
    : QScrollArea(parent), calls_(std::move(calls)), content_(make_child<QWidget>(this)) {
  setAccessibleName(QStringLiteral("Side panel"));
  setFrameShape(QFrame::NoFrame);
  setWidgetResizable(true);
  setFocusPolicy(Qt::NoFocus);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
  cards_ = std::make_unique<QVBoxLayout>(content_).release();
  add_latency();
  add_fingers();
  add_work();
  add_controls();
  add_player();
  cards_->addStretch(1);
  setWidget(content_);
  set_fonts();
}

QVBoxLayout* Panel::card(const QString& title) {
  auto* card = make_child<Card>(content_);
  cards_->addWidget(card);
  auto* box = std::make_unique<QVBoxLayout>(card).release();
  auto* label = std::make_unique<QLabel>(title, card).release();
  box->addWidget(label);
  titles_.push_back(label);
  return box;
}

QLabel* Panel::line(QVBoxLayout* box) {
  auto* label = make_child<QLabel>(content_);
  label->setWordWrap(true);
  label->setTextFormat(Qt::PlainText);
  box->addWidget(label);
  small_.push_back(label);
  return label;
}

void Panel::add_row(QVBoxLayout* box, const QString& text, QWidget* control) {
  auto row = std::make_unique<QHBoxLayout>();
  auto* label = std::make_unique<QLabel>(text, content_).release();
  label->setBuddy(control);
  control->setAccessibleName(text);
  row->addWidget(label);
  row->addStretch(1);
  row->addWidget(control);
  box->addLayout(row.release());
}

void Panel::add_latency() {
  QVBoxLayout* latency = card(QStringLiteral("Latency"));
  chart_ = make_child<LatencyChart>(content_);
  latency->addWidget(chart_);
  summary_ = line(latency);
}

void Panel::add_work() {
  QVBoxLayout* work = card(QStringLiteral("The last answer"));
  stages_ = make_child<StageLights>(content_);
  work->addWidget(stages_);
  tokens_ = line(work);

  QVBoxLayout* learned = card(QStringLiteral("Learned"));
  nothing_learned_ = line(learned);
  nothing_learned_->setText(QStringLiteral("No new words of yours."));
  for (std::size_t i = 0; i < kLessonsShown; ++i) {
    learned_.push_back(
        std::make_unique<LearnedRow>(calls_.learned, /*floating=*/false, content_).release());
    learned->addWidget(learned_.back());
  }
}

void Panel::add_fingers() {
  QVBoxLayout* fingers = card(QStringLiteral("Fingers"));
  touches_ = std::make_unique<Switch>(QStringLiteral("Show touches"), content_).release();
  touches_->setAccessibleName(touches_->text());
  touches_->setFocusPolicy(Qt::TabFocus);
  touches_->setChecked(true);
  fingers->addWidget(touches_);
  connect(touches_, &QCheckBox::toggled, this, [this](bool on) { calls_.touches(on); });
}

void Panel::add_controls() {
  QVBoxLayout* behaviour = card(QStringLiteral("Keyboard"));
  incognito_ = std::make_unique<Switch>(QStringLiteral("Incognito (F2)"), content_).release();
  incognito_->setAccessibleName(QStringLiteral("Incognito"));
  incognito_->setFocusPolicy(Qt::TabFocus);
  connect(incognito_, &QCheckBox::clicked, this, [this](bool on) { calls_.incognito(on); });
  strength_ = make_child<Choice>(content_);
  for (const char* name : kStrengths) strength_->addItem(QString::fromUtf8(name));
  connect(strength_, &QComboBox::activated, this,
          [this](int i) { calls_.strength(static_cast<AutocorrectStrength>(i)); });
  layout_ = make_child<Choice>(content_);
  for (const std::string& name : Layout::names()) layout_->addItem(QString::fromStdString(name));
  connect(layout_, &QComboBox::textActivated, this,
          [this](const QString& name) { calls_.layout(name.toStdString()); });
  theme_ = make_child<Choice>(content_);
  for (const Theme& theme : themes()) theme_->addItem(theme.title, theme.name);
  connect(theme_, &QComboBox::activated, this,
          [this](int i) { calls_.theme(theme_->itemData(i).toString()); });
  add_row(behaviour, QStringLiteral("Autocorrect"), strength_);
  add_row(behaviour, QStringLiteral("Layout"), layout_);
  add_row(behaviour, QStringLiteral("Theme"), theme_);
  behaviour->addWidget(incognito_);
}

void Panel::add_player() {
  QVBoxLayout* box = card(QStringLiteral("Traces"));
  auto row = std::make_unique<QHBoxLayout>();
  record_ = make_child<PillButton>(content_, Icon::kRecord, QStringLiteral("Record…"));
  record_->set_alarming(true);
  record_->setCheckable(true);
  play_ = make_child<PillButton>(content_, Icon::kPlay, QStringLiteral("Demo"));
  play_->setAccessibleName(QStringLiteral("Play the demo trace"));
  open_ = make_child<PillButton>(content_, Icon::kPlay, QStringLiteral("File…"));
  open_->setAccessibleName(QStringLiteral("Play a trace from a file"));
  for (PillButton* button : {record_, play_, open_}) row->addWidget(button);
  row->addStretch(1);
  box->addLayout(row.release());
  connect(record_, &QAbstractButton::clicked, this, [this] { calls_.record(); });
  connect(play_, &QAbstractButton::clicked, this, [this] { calls_.play_bundled(); });
  connect(open_, &QAbstractButton::clicked, this, [this] { calls_.play_file(); });
}

void Panel::show_view(const KeyboardView& view) {
  chart_->show_events(view.answered);
  const QString summary = chart_->summary();
  summary_->setText(summary.isEmpty() ? QStringLiteral("Nothing typed yet.") : summary);
  stages_->show_stages(view.answered.empty() ? std::vector<Stage>() : view.answered.back().stages);
  tokens_->setText(reuse_of(view));
  std::size_t row = 0;
  for (std::size_t i = view.learned.size(); i-- > 0 && row < learned_.size();) {  // newest first
    const std::string& word = view.learned[i].own_word;
    if (!word.empty()) learned_[row++]->show_word(word);
  }
  nothing_learned_->setVisible(row == 0);
  while (row < learned_.size()) learned_[row++]->show_word({});
  incognito_->setChecked(view.incognito);
  strength_->setCurrentIndex(static_cast<int>(view.strength));
  layout_->setCurrentText(QString::fromStdString(view.layout));
  record_->setChecked(view.recording);
  record_->set_icon(view.recording ? Icon::kStop : Icon::kRecord);
  record_->setText(view.recording ? QStringLiteral("Stop") : QStringLiteral("Record…"));
  record_->setAccessibleName(view.recording ? QStringLiteral("Stop the recording")
                                            : QStringLiteral("Record a trace"));
  record_->setEnabled(view.recording || (!view.incognito && !view.playing));
  play_->set_icon(view.playing ? Icon::kStop : Icon::kPlay);
  play_->setText(view.playing ? QStringLiteral("Stop") : QStringLiteral("Demo"));
  open_->setEnabled(!view.playing);
}

void Panel::show_theme(const QString& name) {
  theme_->setCurrentIndex(std::max(theme_->findData(name), 0));
}

QSize Panel::sizeHint() const {
  const int content = content_->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width();
  return {std::max(static_cast<int>(em(*this) * 19), content), static_cast<int>(em(*this) * 30)};
}

QSize Panel::minimumSizeHint() const {
  return QSize(sizeHint().width(), static_cast<int>(em(*this) * 8));
}

void Panel::changeEvent(QEvent* event) {
  QScrollArea::changeEvent(event);
  if (event->type() == QEvent::FontChange && content_ != nullptr) set_fonts();
}

bool Panel::eventFilter(QObject* watched, QEvent* event) {
  // What the cards need is what the panel needs: it only scrolls up and down.
  if (watched == content_ && event->type() == QEvent::LayoutRequest) updateGeometry();
  return QScrollArea::eventFilter(watched, event);
}

void Panel::set_fonts() {
  const int e = static_cast<int>(em(*this));
  cards_->setSpacing(e / 2);
  cards_->setContentsMargins(0, 0, e * 2 / 3, 0);  // the scroll bar's place
  verticalScrollBar()->setStyleSheet(
      QStringLiteral("QScrollBar { background: transparent; width: %1px; }"
                     "QScrollBar::handle { background: palette(mid); border-radius: %2px; }"
                     "QScrollBar::add-line, QScrollBar::sub-line { height: 0; }"
                     "QScrollBar::add-page, QScrollBar::sub-page { background: none; }")
          .arg(e * 2 / 5 / 2 * 2)
          .arg(e * 2 / 5 / 2));
  for (QLabel* title : titles_) {
    title->setFont(scaled(font(), 1.0, true));
    QLayout* box = title->parentWidget()->layout();
    box->setContentsMargins(e * 3 / 4, e / 2, e * 3 / 4, e * 5 / 8);
    box->setSpacing(e / 3);
  }
  for (QLabel* label : small_) label->setFont(scaled(font(), 0.9));
}

}  // namespace inkling
