#include "tools/replay/report_html.h"

#include <array>
#include <cmath>
#include <cstdio>

#include "tools/replay/charts.h"

namespace inkling {

std::string page_head() {
  return R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Inkling replay</title>
<style>
:root { color-scheme: light dark; --ink: #1d4e89; --slow: #b06f00; --late: #b3121d; --grid: #8888;
  --soft: #5557; --card: #f4f5f8; --paper: #fff; --text: #16181d; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #8ecae6; --slow: #f0b35a; --late: #ff7b7b; --card: #22252c; --paper: #15171b;
    --text: #e8eaee; } }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 1180px; margin: 0 auto; padding: 1rem;
  background: var(--paper); color: var(--text); }
h1 { margin: .2em 0; } h2 { margin: 1.6em 0 .4em; } h3 { margin: 1em 0 .2em; font-size: 1rem; }
a { color: var(--ink); }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .6rem;
  padding: 0; margin: 1rem 0; }
.tiles div { background: var(--card); border-radius: .6rem; padding: .6rem .8rem; }
.tiles dt { font-size: .85rem; } .tiles dd { margin: 0; font-size: 1.3rem; font-weight: 600; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin: .3em 0 1em; }
caption { text-align: left; font-size: .9rem; padding-bottom: .2em; }
th, td { padding: .25em .7em .25em 0; border-bottom: 1px solid var(--grid); text-align: left;
  white-space: nowrap; font-weight: normal; }
thead th { font-weight: 600; }
.n { text-align: right; font-variant-numeric: tabular-nums; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr));
  gap: 0 1.2rem; }
figure { margin: 0 0 1rem; } figcaption { font-size: .9rem; }
svg { width: 100%; height: auto; display: block; } svg text { font-size: 13px; fill: currentColor; }
svg.interval { width: 4rem; height: .8rem; display: inline-block; vertical-align: middle; }
.bar { fill: var(--ink); } .slow { fill: var(--slow); } .late { fill: var(--late); }
.grid { stroke: var(--grid); } .range { stroke: var(--ink); stroke-width: 2; }
.dot { fill: var(--ink); } .curve { fill: none; stroke: var(--ink); stroke-width: 2; }
.worse { color: var(--late); } .better { color: var(--ink); }
details { border-bottom: 1px solid var(--grid); padding: .3rem 0; }
summary { cursor: pointer; } details > div { padding: .2rem 0 .4rem 1.1rem; }
:target { outline: 2px solid var(--slow); outline-offset: 4px; }
code { font-size: .95em; }
</style>
</head>
<body>
<header>
<h1>Inkling replay</h1>
)";
}

std::string figure(double value) {
  std::array<char, 32> text{};
  const bool whole = value == std::floor(value) && std::abs(value) < 1e12;
  std::snprintf(text.data(), text.size(), whole ? "%.0f" : "%.4g", value);
  return text.data();
}

std::string figure(const std::optional<double>& value) { return value ? figure(*value) : "–"; }

std::string percent(const std::optional<double>& share) {
  if (!share) return "–";
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f %%", *share * 100);
  return text.data();
}

std::string cell(std::string_view text) { return "<td>" + escape_html(text) + "</td>"; }
std::string number_cell(std::string_view html) {
  return "<td class=\"n\">" + std::string(html) + "</td>";
}
std::string row_head(std::string_view text) {
  return "<th scope=\"row\">" + escape_html(text) + "</th>";
}

std::string open_table(std::string_view caption, std::initializer_list<std::string_view> columns) {
  std::string out = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" +
                    escape_html(caption) + "\"><table>\n<caption>" + escape_html(caption) +
                    "</caption>\n<thead><tr>";
  for (const std::string_view column : columns) {
    const bool number = column.starts_with('#');
    out += number ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">";
    out += escape_html(number ? column.substr(1) : column) + "</th>";
  }
  return out + "</tr></thead>\n<tbody>\n";
}

std::string close_table() { return "</tbody></table></div>\n"; }

std::string section(std::string_view id, std::string_view title, const std::string& html) {
  return "<section aria-labelledby=\"" + std::string(id) + "\">\n<h2 id=\"" + std::string(id) +
         "\">" + escape_html(title) + "</h2>\n" + html + "</section>\n";
}

}  // namespace inkling
