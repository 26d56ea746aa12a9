// What `inkling bench` measures, by name.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <span>
#include <string>

#include "engine/inkling.h"
#include "platform/result.h"

namespace inkling {

struct BenchOperation {
  const char* name;
  const char* what;  // a line for people
};

/// In the order in which they are printed.
std::span<const BenchOperation> bench_operations();

/// Measures the operations of these names, or all of them where there are none. Each has the place
/// in the JSON that it has in all of it, beside "kernel"; what was not asked for is neither
/// measured, where nothing else needs it, nor there. `engine` was opened with `options`. Says on
/// standard error what comes next.
Result<nlohmann::ordered_json> measure_operations(const std::shared_ptr<Engine>& engine,
                                                  const EngineOptions& options,
                                                  const std::set<std::string>& names);

}  // namespace inkling
