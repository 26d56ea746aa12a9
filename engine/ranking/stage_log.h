// Which stages ran for an answer, and how long.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/inkling.h"

namespace inkling {

/// As Suggestions has them: one time for each stage.
struct StageLog {
  std::vector<Stage> stages;
  std::vector<int64_t> nanos;

  void ran(Stage stage, int64_t took) {
    stages.push_back(stage);
    nanos.push_back(took);
  }
};

}  // namespace inkling
