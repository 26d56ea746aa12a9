#include "tools/replay_report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <optional>
#include <vector>

#include "tools/baseline.h"
#include "tools/svg_charts.h"

namespace inkling {
namespace {

constexpr std::size_t kWorstEvents = 20;

constexpr const char* kHead = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Inkling replay</title>
<style>
:root { color-scheme: light dark; --ink: #1d3557; --late: #c1121f; --grid: #8886; }
@media (prefers-color-scheme: dark) { :root { --ink: #8ecae6; --late: #ff6b6b; } }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 960px; margin: 2em auto; padding: 0 1em; }
table { border-collapse: collapse; margin: .5em 0 1.5em; }
th, td { padding: .2em .9em .2em 0; border-bottom: 1px solid var(--grid); text-align: left; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
svg { width: 100%; height: auto; }
svg text { font-size: 11px; fill: currentColor; }
.bar { fill: var(--ink); } .late { fill: var(--late); } .grid { stroke: var(--grid); }
.worse { color: var(--late); }
</style>
</head>
<body>
<h1>Inkling replay</h1>
)";

/// A number as a person reads it: three digits that matter.
std::string figure(double value) {
  std::array<char, 32> text{};
  const bool whole = value == std::floor(value) && std::abs(value) < 1e12;
  std::snprintf(text.data(), text.size(), whole ? "%.0f" : "%.4g", value);
  return text.data();
}

std::string figure(const std::optional<double>& value) { return value ? figure(*value) : "–"; }

std::string percent(const std::optional<double>& share) {
  return share ? figure(*share * 100) + " %" : "–";
}

std::string cell(const std::string& text) { return "<td>" + escape_html(text) + "</td>"; }
std::string number_cell(const std::string& text) { return "<td class=\"n\">" + text + "</td>"; }

std::string stage_list(unsigned bits) {
  std::string names;
  for (int i = 0; i < kStages; ++i) {
    if ((bits >> static_cast<unsigned>(i) & 1U) == 0) continue;
    if (!names.empty()) names += ", ";
    names += stage_name(static_cast<Stage>(i));
  }
  return names;
}

std::string overview(const ReplayRun& run) {
  std::string html = "<p>";
  for (std::size_t i = 0; i < run.traces.size(); ++i) {
    html += (i == 0 ? "" : ", ") + escape_html(run.traces[i]);
  }
  const auto evaluated = static_cast<double>(run.counters.tokens_evaluated);
  const auto reused = static_cast<double>(run.counters.tokens_reused);
  const double all = evaluated + reused;
  html += "</p>\n<table>\n";
  const auto row = [&html](const char* name, const std::string& value) {
    html += std::string("<tr><th>") + name + "</th>" + number_cell(value) + "</tr>\n";
  };
  row("events", std::to_string(run.events));
  row("words", std::to_string(run.words.size()));
  row("over budget", percent(run.over_budget()));
  row("tokens evaluated", figure(evaluated));
  row("tokens reused", figure(reused) + (all > 0 ? " (" + percent(reused / all) + ")" : ""));
  row("resident memory", figure(run.memory_mb) + " MB");
  return html + "</table>\n";
}

std::string quality_table(const ReplayRun& run) {
  const ReplayQuality quality = measure_quality(run.words);
  if (!quality.ksr) {
    return "<p>The trace does not say what was meant (<code>intend</code>), so there is no "
           "quality to measure.</p>\n";
  }
  return "<table>\n<tr><th>keystrokes saved</th>" + number_cell(percent(quality.ksr)) +
         "</tr>\n<tr><th>meant word typed or among the three when the word was ended</th>" +
         number_cell(percent(quality.top3)) + "</tr>\n<tr><th>word error after autocorrect</th>" +
         number_cell(percent(quality.wer_autocorrect)) + "</tr>\n</table>\n";
}

std::string latency_table(const ReplayRun& run) {
  std::string html =
      "<table>\n<tr><th>event</th><th class=\"n\">count</th><th class=\"n\">p50 µs</th>"
      "<th class=\"n\">p95 µs</th><th class=\"n\">p99 µs</th><th class=\"n\">max µs</th>"
      "<th class=\"n\">budget µs</th></tr>\n";
  for (int i = 0; i < kEventKinds; ++i) {
    const auto kind = static_cast<EventKind>(i);
    const Latencies all = run.latencies(kind);
    if (all.count() == 0) continue;
    html += "<tr>" + cell(event_kind_name(kind)) + number_cell(std::to_string(all.count()));
    for (const double share : {0.5, 0.95, 0.99, 1.0}) {
      html += number_cell(figure(std::round(all.percentile(share))));
    }
    html += number_cell(figure(budget_micros(kind))) + "</tr>\n";
  }
  return html + "</table>\n";
}

/// Which combinations of stages answered, and how long that took.
std::string stage_table(const ReplayRun& run) {
  std::string html =
      "<table>\n<tr><th>stages that ran</th><th class=\"n\">events</th>"
      "<th class=\"n\">p50 µs</th><th class=\"n\">p99 µs</th></tr>\n";
  for (unsigned bits = 0; bits < 1U << static_cast<unsigned>(kStages); ++bits) {
    Latencies all;
    for (const ReplayedEvent& event : run.timed) {
      if (event.stages == bits) all.add(event.micros);
    }
    if (all.count() == 0) continue;
    html += "<tr>" + cell(bits == 0 ? "none" : stage_list(bits)) +
            number_cell(std::to_string(all.count())) +
            number_cell(figure(std::round(all.percentile(0.5)))) +
            number_cell(figure(std::round(all.percentile(0.99)))) + "</tr>\n";
  }
  return html + "</table>\n";
}

std::string worst_events(const ReplayRun& run) {
  std::vector<ReplayedEvent> worst = run.timed;
  const std::size_t shown = std::min(kWorstEvents, worst.size());
  std::partial_sort(
      worst.begin(), worst.begin() + static_cast<std::ptrdiff_t>(shown), worst.end(),
      [](const ReplayedEvent& a, const ReplayedEvent& b) { return a.micros > b.micros; });
  worst.resize(shown);
  std::string html =
      "<table>\n<tr><th>trace</th><th class=\"n\">event</th><th class=\"n\">at ms</th>"
      "<th>kind</th><th class=\"n\">µs</th><th>stages</th></tr>\n";
  for (const ReplayedEvent& event : worst) {
    const bool late = event.micros > budget_micros(event.kind);
    html += std::string(late ? "<tr class=\"worse\">" : "<tr>") + cell(run.traces[event.trace]) +
            number_cell(std::to_string(event.number)) + number_cell(figure(event.t)) +
            cell(event_kind_name(event.kind)) + number_cell(figure(std::round(event.micros))) +
            cell(stage_list(event.stages)) + "</tr>\n";
  }
  return html + "</table>\n";
}

std::string comparison_table(const nlohmann::ordered_json& now,
                             const nlohmann::ordered_json& baseline) {
  std::string html =
      "<table>\n<tr><th>figure</th><th class=\"n\">baseline</th><th class=\"n\">now</th>"
      "<th class=\"n\">change</th></tr>\n";
  for (const Comparison& row : compare_runs(now, baseline)) {
    std::string change = "–";
    if (row.now && row.before && *row.before != 0) {
      const double percents = (*row.now / *row.before - 1) * 100;
      change = (percents > 0 ? "+" : "") + figure(std::round(percents * 10) / 10) + " %";
    }
    html += "<tr>" + cell(row.name) + number_cell(figure(row.before)) +
            number_cell(figure(row.now)) + number_cell(change) + "</tr>\n";
  }
  return html + "</table>\n";
}

}  // namespace

std::string replay_report_html(const ReplayRun& run, const nlohmann::ordered_json& baseline) {
  std::vector<double> micros;
  std::vector<TimelinePoint> points;
  for (const ReplayedEvent& event : run.timed) {
    micros.push_back(event.micros);
    points.push_back({event.micros, event.micros > budget_micros(event.kind),
                      "event " + std::to_string(event.number) + ", " + event_kind_name(event.kind) +
                          ": " + figure(std::round(event.micros)) + " µs"});
  }
  std::string html = kHead;
  html += overview(run);
  if (!baseline.is_null()) {
    html += "<h2>Against the baseline</h2>\n" + comparison_table(run.to_json(), baseline);
  }
  html += "<h2>Latency by event</h2>\n" + latency_table(run);
  html += "<h2>Histogram</h2>\n" + histogram_svg(micros);
  html += "<h2>Timeline</h2>\n" + timeline_svg(points);
  html += "<h2>Stages</h2>\n" + stage_table(run);
  html += "<h2>Worst events</h2>\n" + worst_events(run);
  html += "<h2>Quality</h2>\n" + quality_table(run);
  return html + "</body>\n</html>\n";
}

}  // namespace inkling
