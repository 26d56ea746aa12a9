// Conditions under which a comparison with a baseline fails: "p99>1.2x,top3<-0.5".
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "platform/result.h"

namespace inkling {

/// `name` stands for every figure whose dotted name ends with it ("p99": "latency_us.key.p99", …).
struct FailCondition {
  std::string text;  // as it was given
  std::string name;
  bool greater = true;  // fails above; else below
  double value = 0;
  bool ratio = false;  // now over before; else now less before: of shares in points of a hundred
};

/// kInvalidArgument says which part is none.
Result<std::vector<FailCondition>> parse_fail_if(const std::string& text);

/// What fails, a sentence each; kInvalidArgument for a name that neither run has.
Result<std::vector<std::string>> failures(const std::vector<FailCondition>& conditions,
                                          const nlohmann::ordered_json& now,
                                          const nlohmann::ordered_json& before);

}  // namespace inkling
