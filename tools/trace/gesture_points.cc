#include "tools/trace/gesture_points.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace inkling {
namespace {

constexpr double kFarthest = 1e15;  // milliseconds fit into their number, and places into theirs

}  // namespace

bool read_points(const nlohmann::ordered_json& from, std::vector<GesturePoint>* out) {
  if (!from.is_array() || from.empty()) return false;
  for (const nlohmann::ordered_json& point : from) {
    const bool three =
        point.is_array() && point.size() == 3 &&
        std::all_of(point.begin(), point.end(), [](const nlohmann::ordered_json& number) {
          return number.is_number() && std::abs(number.get<double>()) < kFarthest;
        });
    if (!three) return false;
    out->push_back({point[0].get<float>(), point[1].get<float>(),
                    static_cast<int64_t>(std::llround(point[2].get<double>()))});
  }
  return true;
}

}  // namespace inkling
