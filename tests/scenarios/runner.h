// Runs scenarios against an interface of the engine.
#pragma once

#include <string>
#include <vector>

#include "tests/scenarios/backend.h"
#include "tests/scenarios/scenario.h"

namespace inkling {

/// What was there after a step.
struct Seen {
  FieldText text;
  Change change;
  std::vector<Shown> strip;
  bool operator==(const Seen&) const = default;
};

struct Outcome {
  std::vector<Seen> seen;             // by step
  std::vector<std::string> failures;  // "correcting.tsv:12: expect_text: …"
};

/// Stops at the first failure: what follows would only repeat it. An editor follows every change by
/// its edit alone; it is a failure when its text is not the session's.
Outcome run_scenario(const Scenario& scenario, Backend* backend);

}  // namespace inkling
