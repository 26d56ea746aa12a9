// The curve of harm against help as text and as a picture.
#include <algorithm>
#include <array>
#include <cstdio>

#include "tools/tune/margins.h"

namespace inkling {
namespace {

constexpr std::array<ItemSource, 3> kShown = {ItemSource::kTouches, ItemSource::kKeys,
                                              ItemSource::kTypos};
constexpr std::array<const char*, 3> kColours = {"#1b7837", "#2166ac", "#b2182b"};

template <typename... Values>
std::string printed(const char* format, Values... values) {
  std::array<char, 256> text{};
  std::snprintf(text.data(), text.size(), format, values...);
  return text.data();
}

/// The plot's area in pixels, and what its axes reach.
struct Frame {
  double left = 56, top = 16, width = 520, height = 300;
  double most_harm = 1;
  [[nodiscard]] double x(double harm) const {
    return left + width * std::min(harm / most_harm, 1.0);
  }
  [[nodiscard]] double y(double share) const { return top + height * (1 - share); }
};

std::string axes(const Frame& frame) {
  std::string svg =
      printed("<path d=\"M%.0f %.0fV%.0fH%.0f\" fill=\"none\" stroke=\"#333\"/>\n", frame.left,
              frame.top, frame.top + frame.height, frame.left + frame.width);
  for (int i = 0; i <= 5; ++i) {
    const double share = i / 5.0;
    svg += printed("<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"end\">%.0f %%</text>\n",
                   frame.left - 6, frame.y(share) + 4, 100 * share);
    svg += printed("<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"middle\">%.1f</text>\n",
                   frame.x(frame.most_harm * share), frame.top + frame.height + 16,
                   frame.most_harm * share);
  }
  svg += printed(
      "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"middle\">right words changed, per "
      "1000</text>\n",
      frame.left + frame.width / 2, frame.top + frame.height + 34);
  return svg;
}

std::string line(const Frame& frame, const std::vector<MarginPoint>& curve, ItemSource source,
                 const char* colour) {
  std::string svg = "<polyline fill=\"none\" stroke-width=\"2\" stroke=\"";
  svg += colour;
  svg += "\" points=\"";
  for (const MarginPoint& point : curve) {
    if (point.harm_per_1000 > frame.most_harm) continue;
    svg += printed("%.1f,%.1f ", frame.x(point.harm_per_1000),
                   frame.y(point.mended.at(static_cast<std::size_t>(source))));
  }
  return svg + "\"/>\n";
}

}  // namespace

std::string curve_csv(const std::vector<MarginPoint>& curve) {
  std::string csv = "margin,harm_per_1000";
  for (const ItemSource source : kShown) {
    csv += printed(",mended_%s,wrongly_changed_%s", item_source_name(source),
                   item_source_name(source));
  }
  csv += '\n';
  for (const MarginPoint& point : curve) {
    csv += printed("%.1f,%.3f", point.margins.base, point.harm_per_1000);
    for (const ItemSource source : kShown) {
      const auto at = static_cast<std::size_t>(source);
      csv += printed(",%.4f,%.4f", point.mended.at(at), point.wrongly_changed.at(at));
    }
    csv += '\n';
  }
  return csv;
}

std::string curve_svg(const std::vector<MarginPoint>& curve, const MarginPoint& chosen) {
  Frame frame;
  frame.most_harm = std::max(4 * chosen.harm_per_1000, 4.0);
  std::string svg =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 370\" "
      "font-family=\"sans-serif\" font-size=\"12\">\n"
      "<rect width=\"640\" height=\"370\" fill=\"#fff\"/>\n";
  svg += axes(frame);
  for (std::size_t i = 0; i < kShown.size(); ++i) {
    svg += line(frame, curve, kShown.at(i), kColours.at(i));
    svg += printed(
        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>\n", frame.x(chosen.harm_per_1000),
        frame.y(chosen.mended.at(static_cast<std::size_t>(kShown.at(i)))), kColours.at(i));
    svg += printed("<text x=\"70\" y=\"%zu\" fill=\"%s\">%s: slips mended</text>\n", 32 + 16 * i,
                   kColours.at(i), item_source_name(kShown.at(i)));
  }
  return svg + "</svg>\n";
}

}  // namespace inkling
