#include "tools/replay/report_quality.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "tools/replay/charts.h"
#include "tools/replay/report_html.h"

namespace inkling {
namespace {

// What the tables of splits show, of all figures.
constexpr std::array kSplitFigures = {Figure::kTop3,       Figure::kKeystrokesSaved,
                                      Figure::kErrorTyped, Figure::kErrorAfter,
                                      Figure::kHarm,       Figure::kTapsSaved};

std::string shown(const FigureInfo& info, double value) {
  return info.share ? percent(value) : figure(std::round(value * 100) / 100);
}

std::string interval(const FigureInfo& info, const Estimate& estimate) {
  return shown(info, estimate.low) + " to " + shown(info, estimate.high);
}

std::string figure_rows(const FigureSums& sums) {
  std::string html;
  for (std::size_t i = 0; i < kFigures; ++i) {
    const auto which = static_cast<Figure>(i);
    const auto estimate = sums.estimate(which);
    if (!estimate) continue;
    const FigureInfo& info = figure_info(which);
    html += "<tr>" + row_head(info.title) + number_cell(shown(info, estimate->value)) +
            number_cell(interval(info, *estimate)) + number_cell(std::to_string(estimate->count)) +
            "</tr>\n";
  }
  return html;
}

/// One figure of each group, with a drawing of its interval on a scale that all share.
std::string split_cells(const FigureSums& sums, Figure which, double from, double to) {
  const auto estimate = sums.estimate(which);
  if (!estimate) return number_cell("–");
  const FigureInfo& info = figure_info(which);
  return "<td class=\"n\" title=\"" + interval(info, *estimate) + ", " +
         std::to_string(estimate->count) + "\">" + shown(info, estimate->value) + " " +
         interval_svg(estimate->value, estimate->low, estimate->high, from, to) + "</td>";
}

struct Scale {
  double from = 0, to = 0;
};

/// From the lowest to the highest end of any interval.
Scale scale_of(const std::vector<const FigureSums*>& groups, Figure which) {
  Scale out;
  bool first = true;
  for (const FigureSums* sums : groups) {
    const auto estimate = sums->estimate(which);
    if (!estimate) continue;
    out.from = first ? estimate->low : std::min(out.from, estimate->low);
    out.to = first ? estimate->high : std::max(out.to, estimate->high);
    first = false;
  }
  return out;
}

std::string features_html(const DecisionReport& decision) {
  if (!decision.veto.empty()) {
    return "<p>A rule came first: what was typed stays (<code>" + escape_html(decision.veto) +
           "</code>).</p>\n";
  }
  if (decision.reading.empty()) return "<p>There was no other reading.</p>\n";
  std::string html = "<p>Best reading <b>" + escape_html(decision.reading) + "</b>: probability " +
                     figure(std::round(decision.probability * 1000) / 1000) + ", it takes " +
                     figure(std::round(decision.threshold * 1000) / 1000) + ".</p>\n";
  if (decision.features.empty()) return html;
  double most = 0;
  for (const auto& feature : decision.features) most = std::max(most, std::abs(feature.share));
  html += open_table("What spoke for it and against it",
                     {"feature", "#value", "#nats of log odds", ""});
  for (const auto& feature : decision.features) {
    html += "<tr>" + row_head(feature.name) +
            number_cell(figure(std::round(feature.value * 100) / 100)) +
            number_cell(figure(std::round(feature.share * 100) / 100)) + "<td>" +
            share_svg(feature.share, most) + "</td></tr>\n";
  }
  return html + close_table();
}

}  // namespace

std::string quality_html(const ReplayRun& run) {
  if (run.figures.words() == 0) {
    return "<p>The traces do not say what was meant (<code>intend</code>), so there is no quality "
           "to measure.</p>\n";
  }
  return "<p>" + std::to_string(run.figures.words()) +
         " words of which it is known what was meant. Intervals hold the middle 95 % of resampled "
         "stretches of 20 words. A wrong change costs two taps: a backspace gives back what was "
         "typed, and the space comes again.</p>\n" +
         open_table("All words", {"figure", "#value", "#95 %", "#of"}) +
         figure_rows(run.figures.all()) + close_table();
}

std::string splits_html(const ReplayRun& run) {
  std::string html;
  for (const char* by : {"frequency", "length", "position", "error"}) {
    std::vector<const FigureSums*> sums;
    for (const auto& [key, group] : run.figures.groups()) {
      if (key.first == by) sums.push_back(&group);
    }
    if (sums.empty()) continue;
    html += open_table(std::string("By ") + by + (std::string_view(by) == "error" ? " made" : ""),
                       {by, "#words", "#next among three", "#keystrokes saved", "#wrong as typed",
                        "#wrong after", "#harm of 1,000", "#taps saved"});
    for (const std::string_view value : group_order(by)) {
      const auto found = run.figures.groups().find({by, std::string(value)});
      if (found == run.figures.groups().end()) continue;
      const FigureSums& group = found->second;
      const auto all = group.estimate(Figure::kErrorAfter);
      html += "<tr>" + row_head(value) + number_cell(all ? std::to_string(all->count) : "0");
      for (const Figure which : kSplitFigures) {
        const Scale scale = scale_of(sums, which);
        html += split_cells(group, which, scale.from, scale.to);
      }
      html += "</tr>\n";
    }
    html += close_table();
  }
  return html;
}

std::string misses_html(const ReplayRun& run) {
  if (run.misses.empty()) return {};
  std::string html = "<p>These hold what was typed. Harm first, then the surest mistakes.</p>\n";
  for (const ReplayedMiss& miss : run.misses) {
    html += "<details><summary>" + std::string(miss_name(miss.kind)) + ": typed <b>" +
            escape_html(miss.typed) + "</b>, meant <b>" + escape_html(miss.intended) +
            "</b>, came out <b>" + escape_html(miss.committed) + "</b></summary>\n<div><p>" +
            escape_html(miss.trace) + ", event " + std::to_string(miss.number) + "</p>\n" +
            features_html(miss.decision) + "</div></details>\n";
  }
  return html;
}

}  // namespace inkling
