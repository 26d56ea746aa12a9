#include "engine/c_api/gesture_io.h"

#include <cmath>
#include <string>

namespace inkling::c_api {

Result<DrawnInput> drawn_in(const inkling_gesture_point* points, std::size_t count,
                            inkling_gesture_case letter_case) {
  const auto bad = [](const std::string& message) {
    return make_error(ErrorCode::kInvalidArgument, message);
  };
  if (points == nullptr && count > 0) return bad("points is NULL, but there are to be some");
  if (letter_case < INKLING_CASE_AS_WRITTEN || letter_case > INKLING_CASE_PLAIN) {
    return bad("there is no case " + std::to_string(letter_case) + "; see inkling_gesture_case");
  }
  DrawnInput out;
  out.letter_case = static_cast<GestureCase>(letter_case);
  out.points.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (!std::isfinite(points[i].x) || !std::isfinite(points[i].y)) {
      return bad("point " + std::to_string(i) + " is not a number of key widths and heights");
    }
    out.points.push_back({points[i].x, points[i].y, points[i].t});
  }
  return out;
}

}  // namespace inkling::c_api
