// The side panel: what the engine does, and the switches to play with.
#pragma once

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>
#include <functional>
#include <string>
#include <vector>

#include "demo_keyboard/keyboard_view.h"
#include "demo_keyboard/window/controls.h"
#include "demo_keyboard/window/latency_chart.h"
#include "demo_keyboard/window/learned_row.h"

namespace inkling {

/// What the panel tells its owner; all must be set.
struct PanelCalls {
  std::function<void(bool)> touches, incognito;
  std::function<void(AutocorrectStrength)> strength;
  std::function<void(const std::string&)> layout;
  std::function<void(const QString&)> theme;
  std::function<void()> record, play_bundled, play_file;  // each also stops what it started
  LearnedCalls learned;
};

/// Lights for the stages of the last answer: filled ones ran, hollow ones did not.
class StageLights : public QWidget {
 public:
  explicit StageLights(QWidget* parent);
  void show_stages(const std::vector<Stage>& stages);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::vector<Stage> stages_;
};

class Panel : public QScrollArea {
 public:
  Panel(PanelCalls calls, QWidget* parent);
  void show_view(const KeyboardView& view);
  void show_theme(const QString& name);
  void set_budget(double millis) { chart_->set_budget(millis); }
  [[nodiscard]] QString reuse() const { return tokens_->text(); }
  /// Of the words learned last, the newest first; hidden ones have none.
  [[nodiscard]] LearnedRow& learned(std::size_t row) { return *learned_.at(row); }
  [[nodiscard]] LatencyChart& chart() { return *chart_; }
  [[nodiscard]] Choice& layouts() { return *layout_; }
  [[nodiscard]] Switch& touches() { return *touches_; }
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void changeEvent(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QVBoxLayout* card(const QString& title);
  QLabel* line(QVBoxLayout* box);
  void add_row(QVBoxLayout* box, const QString& text, QWidget* control);
  void add_latency();
  void add_fingers();
  void add_work();
  void add_controls();
  void add_player();
  void set_fonts();

  PanelCalls calls_;
  QWidget* content_;
  QVBoxLayout* cards_;
  std::vector<QLabel*> titles_, small_;
  LatencyChart* chart_ = nullptr;
  QLabel* summary_ = nullptr;
  StageLights* stages_ = nullptr;
  QLabel* tokens_ = nullptr;
  QLabel* nothing_learned_ = nullptr;
  std::vector<LearnedRow*> learned_;
  Switch* touches_ = nullptr;
  Switch* incognito_ = nullptr;
  Choice* strength_ = nullptr;
  Choice* layout_ = nullptr;
  Choice* theme_ = nullptr;
  PillButton* record_ = nullptr;
  PillButton* play_ = nullptr;
  PillButton* open_ = nullptr;
};

}  // namespace inkling
