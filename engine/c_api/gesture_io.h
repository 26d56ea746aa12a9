// A finger's way over the keys, as the C interface passes it.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/inkling.h"
#include "engine/inkling_c.h"
#include "platform/result.h"

namespace inkling::c_api {

struct DrawnInput {
  std::vector<GesturePoint> points;
  GestureCase letter_case = GestureCase::kAsWritten;
};

/// kInvalidArgument where a point is no number, the case is unknown, or `points` is null beside a
/// count.
Result<DrawnInput> drawn_in(const inkling_gesture_point* points, std::size_t count,
                            inkling_gesture_case letter_case);

}  // namespace inkling::c_api
