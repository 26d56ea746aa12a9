#include "tools/gesture_set.h"

#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "engine/layout.h"
#include "tools/items.h"
#include "tools/simulator/finger_params.h"
#include "tools/simulator/random.h"
#include "tools/simulator/swiper.h"
#include "tools/trace/gesture_points.h"

namespace inkling {
namespace {

using json = nlohmann::ordered_json;

constexpr uint64_t kSeed = 1;

Error bad(const std::string& path, std::size_t line, const std::string& message) {
  return make_error(ErrorCode::kCorrupt, path + ": line " + std::to_string(line) + ": " + message);
}

Result<std::vector<DrawnItem>> parse_items(const std::string& path,
                                           const std::vector<std::string>& lines) {
  std::vector<DrawnItem> out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].empty()) continue;
    const json item = json::parse(lines[i], nullptr, /*allow_exceptions=*/false);
    if (!item.is_object()) return bad(path, i + 1, "is no JSON object");
    const json word = item.value("word", json());
    const json left = item.value("left", json(""));
    DrawnItem drawn;
    if (!word.is_string() || !left.is_string() ||
        !read_points(item.value("points", json()), &drawn.points)) {
      return bad(path, i + 1, R"(needs "word" and "points", a list of [x,y,t])");
    }
    drawn.word = word.get<std::string>();
    drawn.left = left.get<std::string>();
    out.push_back(std::move(drawn));
  }
  return out;
}

}  // namespace

std::vector<DrawnItem> draw_lines(std::span<const std::string_view> lines) {
  std::vector<DrawnItem> out;
  Random seeds(kSeed);
  for (const std::string_view line : lines) {
    Swiper swiper(Layout::qwerty(), default_finger_params(), {.seed = seeds.next()});
    for (const Item& item : find_items(line)) {
      const std::string_view word = line.substr(item.begin, item.end - item.begin);
      if (word.size() < 2) continue;
      std::vector<GesturePoint> points = swiper.swipe(word);
      if (points.empty()) continue;
      out.push_back(
          {std::string(word), std::string(line.substr(0, item.begin)), std::move(points)});
    }
  }
  return out;
}

Result<std::vector<DrawnItem>> read_gesture_set(const std::string& path) {
  const auto lines = read_text_lines(path);
  if (!lines) return lines.error();
  const bool is_json = !lines->empty() && lines->front().starts_with('{');
  const std::vector<std::string_view> views(lines->begin(), lines->end());
  auto out = is_json ? parse_items(path, *lines) : draw_lines(views);
  if (out && out->empty()) {
    return make_error(ErrorCode::kCorrupt, path + ": holds no word that can be drawn");
  }
  return out;
}

}  // namespace inkling
