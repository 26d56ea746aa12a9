#include "tools/replay/report.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "tools/replay/baseline.h"
#include "tools/replay/charts.h"
#include "tools/replay/report_html.h"
#include "tools/replay/report_quality.h"

namespace inkling {
namespace {

constexpr std::size_t kSlowest = 25;

std::string tile(const char* name, const std::string& value) {
  return std::string("<div><dt>") + name + "</dt><dd>" + value + "</dd></div>\n";
}

std::string milliseconds(double micros) { return figure(std::round(micros / 10) / 100) + " ms"; }

std::string overview(const ReplayRun& run) {
  const LatencyHistogram all = run.all_latencies();
  const auto evaluated = static_cast<double>(run.counters.tokens_evaluated);
  const auto reused = static_cast<double>(run.counters.tokens_reused);
  std::string html = "<dl class=\"tiles\">\n";
  html += tile("traces", std::to_string(run.traces));
  html += tile("events", std::to_string(run.events));
  html += tile("words", std::to_string(run.words));
  html += tile("median answer", milliseconds(all.percentile(0.5)));
  html += tile("99 of 100 within", milliseconds(all.percentile(0.99)));
  html += tile("over budget", percent(run.over_budget()));
  const auto saved = run.figures.all().estimate(Figure::kKeystrokesSaved);
  if (saved) html += tile("keystrokes saved", percent(saved->value));
  if (evaluated + reused > 0) {
    html += tile("tokens from cache", percent(reused / (evaluated + reused)));
  }
  html += tile("memory", figure(std::round(run.memory_mb)) + " MB");
  return html + "</dl>\n";
}

struct Named {
  std::string name;
  const LatencyHistogram* latencies;
  double budget = 0;
};

std::vector<Named> by_kind(const ReplayRun& run) {
  std::vector<Named> out;
  for (int i = 0; i < kEventKinds; ++i) {
    const auto kind = static_cast<EventKind>(i);
    const LatencyHistogram& of_kind = run.by_kind.at(static_cast<std::size_t>(i));
    if (of_kind.count() > 0) out.push_back({event_kind_name(kind), &of_kind, budget_micros(kind)});
  }
  return out;
}

std::vector<Named> by_stage(const ReplayRun& run) {
  std::vector<Named> out;
  for (std::size_t i = 0; i < kStages; ++i) {
    const LatencyHistogram& of_stage = run.by_stage.at(i);
    // The history's time is within the lexicon's.
    const bool timed = static_cast<Stage>(i) != Stage::kHistory;
    if (timed && of_stage.count() > 0)
      out.push_back({stage_name(static_cast<Stage>(i)), &of_stage});
  }
  return out;
}

std::string latency_table(const char* caption, const std::vector<Named>& rows) {
  std::string html = open_table(
      caption, {"what", "#count", "#p50 µs", "#p95 µs", "#p99 µs", "#max µs", "#budget µs"});
  for (const Named& row : rows) {
    html += "<tr>" + row_head(row.name) + number_cell(std::to_string(row.latencies->count()));
    for (const double share : {0.5, 0.95, 0.99}) {
      html += number_cell(figure(std::round(row.latencies->percentile(share))));
    }
    html += number_cell(figure(std::round(row.latencies->max()))) +
            number_cell(row.budget > 0 ? figure(row.budget) : "–") + "</tr>\n";
  }
  return html + close_table();
}

/// All on one scale, so that they can be compared.
std::string histograms(const std::vector<Named>& rows) {
  double high = 100;
  for (const Named& row : rows) high = std::max(high, row.latencies->max());
  std::string html = "<div class=\"charts\">\n";
  for (const Named& row : rows) {
    html +=
        "<figure><figcaption>" + escape_html(row.name) + "</figcaption>\n" +
        histogram_svg("Histogram of latencies: " + row.name, *row.latencies, 10, high, row.budget) +
        "</figure>\n";
  }
  return html + "</div>\n";
}

std::string latency(const ReplayRun& run) {
  if (run.timed == 0) return "<p>No event was timed.</p>\n";
  const auto kinds = by_kind(run);
  const auto stages = by_stage(run);
  std::string html = latency_table("By event", kinds) + histograms(kinds);
  if (!stages.empty()) {
    html += latency_table("By stage, of the answers that ran it", stages) + histograms(stages);
  }
  return html;
}

using Place = std::pair<std::string, std::size_t>;
Place place_of(const ReplayedEvent& event) { return {*event.trace, event.number}; }

std::string event_title(const ReplayedEvent& event) {
  return "event " + std::to_string(event.number) + ", " + event_kind_name(event.kind) + ": " +
         figure(std::round(event.micros)) + " µs";
}

std::string timeline(const ReplayRun& run, const std::vector<ReplayedEvent>& slowest) {
  std::map<Place, std::size_t> rank;
  for (std::size_t i = 0; i < slowest.size(); ++i) rank[place_of(slowest[i])] = i + 1;
  std::vector<TimelinePoint> points;
  for (const ReplayedEvent& event : run.sample.events()) {
    const auto found = rank.find(place_of(event));
    points.push_back({event.micros, event.late(), event_title(event),
                      found == rank.end() ? "" : "slow-" + std::to_string(found->second)});
  }
  std::string html = timeline_svg(points);
  if (run.sample.thinned()) {
    html += "<p>The " + std::to_string(points.size()) + " slowest of " + std::to_string(run.timed) +
            " events.</p>\n";
  }
  return html;
}

std::string stages_of(const ReplayedEvent& event) {
  std::string html = open_table("What ran", {"stage", "#µs", "#share"});
  double known = 0;
  const auto row = [&](const char* name, double micros) {
    html += "<tr>" + row_head(name) + number_cell(figure(std::round(micros))) +
            number_cell(percent(event.micros > 0 ? micros / event.micros : 0)) + "</tr>\n";
  };
  for (std::size_t i = 0; i < kStages; ++i) {
    if ((event.stages >> i & 1U) == 0) continue;
    known += event.stage_micros.at(i);
    if (static_cast<Stage>(i) != Stage::kHistory) {
      row(stage_name(static_cast<Stage>(i)), event.stage_micros.at(i));
    }
  }
  row("the rest: keys, strip, decision", std::max(event.micros - known, 0.0));
  return html + close_table();
}

/// Each can be opened, and the timeline leads to it.
std::string slowest_events(const std::vector<ReplayedEvent>& slowest) {
  std::string html;
  for (std::size_t i = 0; i < slowest.size(); ++i) {
    const ReplayedEvent& event = slowest[i];
    html += "<details><summary>" + std::string(event.late() ? "<b class=\"worse\">" : "<b>") +
            milliseconds(event.micros) + "</b> " + event_kind_name(event.kind) + ", " +
            escape_html(*event.trace) + ", event " + std::to_string(event.number) +
            "</summary>\n<div id=\"slow-" + std::to_string(i + 1) + "\"><p>At " + figure(event.t) +
            " ms of its trace; budget " + milliseconds(budget_micros(event.kind)) + "; " +
            std::to_string(event.cost.forwards) + " runs of the model, " +
            std::to_string(event.cost.tokens_evaluated) + " tokens evaluated, " +
            std::to_string(event.cost.tokens_reused) + " reused.</p>\n" + stages_of(event) +
            "</div></details>\n";
  }
  return html;
}

std::string cache(const ReplayRun& run) {
  const SessionCounters& counters = run.counters;
  std::string html = open_table("The model's work", {"what", "#all", "#an event"});
  const auto row = [&](const char* name, int64_t count) {
    const double each =
        run.timed == 0 ? 0 : static_cast<double>(count) / static_cast<double>(run.timed);
    html += "<tr>" + row_head(name) + number_cell(std::to_string(count)) +
            number_cell(figure(std::round(each * 1000) / 1000)) + "</tr>\n";
  };
  row("runs of the model", counters.forwards);
  row("tokens evaluated", counters.tokens_evaluated);
  row("tokens reused", counters.tokens_reused);
  return html + close_table() + memory_svg(run.memory);
}

std::string comparison_table(const nlohmann::ordered_json& now,
                             const nlohmann::ordered_json& baseline) {
  std::string html =
      open_table("This run and the baseline", {"figure", "#baseline", "#now", "#change"});
  std::vector<Comparison> rows = compare_runs(now, baseline);
  // What matters to whoever types comes first.
  std::stable_partition(rows.begin(), rows.end(), [](const Comparison& row) {
    return row.name.starts_with("quality.") || row.name.starts_with("figures.");
  });
  for (const Comparison& row : rows) {
    if (row.name.starts_with("stages_us.history.")) continue;
    std::string change = "–";
    if (row.now && row.before && *row.before != 0) {
      const double percents = (*row.now / *row.before - 1) * 100;
      change = (percents > 0 ? "+" : "") + figure(std::round(percents * 10) / 10) + " %";
    }
    html += "<tr>" + row_head(row.name) + number_cell(figure(row.before)) +
            number_cell(figure(row.now)) + number_cell(change) + "</tr>\n";
  }
  return html + close_table();
}

}  // namespace

std::string replay_report_html(const ReplayRun& run, const nlohmann::ordered_json& baseline) {
  const std::vector<ReplayedEvent> slowest = run.sample.slowest(kSlowest);
  struct Part {
    const char* id;
    const char* title;
    std::string html;
  };
  std::vector<Part> parts;
  if (!baseline.is_null()) {
    parts.push_back(
        {"baseline", "Against the baseline", comparison_table(run.to_json(), baseline)});
  }
  parts.push_back({"latency", "Latency", latency(run)});
  parts.push_back({"timeline", "Timeline", timeline(run, slowest)});
  if (!slowest.empty()) parts.push_back({"slowest", "Slowest events", slowest_events(slowest)});
  parts.push_back({"cache", "Cache and memory", cache(run)});
  parts.push_back({"quality", "Quality", quality_html(run)});
  if (run.figures.words() > 0) parts.push_back({"splits", "By kinds of words", splits_html(run)});
  if (!run.misses.empty()) parts.push_back({"misses", "Worst misses", misses_html(run)});

  std::string html = page_head();
  html += overview(run) + "<nav aria-label=\"Parts of this page\"><ul>\n";
  for (const Part& part : parts) {
    html += std::string("<li><a href=\"#") + part.id + "\">" + part.title + "</a></li>\n";
  }
  html += "</ul></nav>\n</header>\n<main>\n";
  for (const Part& part : parts) html += section(part.id, part.title, part.html);
  return html + "</main>\n</body>\n</html>\n";
}

}  // namespace inkling
