// The pack whose parts are measured: $INKLING_PACK, or the English one.
#pragma once

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "engine/inkling.h"
#include "engine/session/engine_impl.h"

namespace inkling {

/// Opened once, in the benchmark that asks first. Parts that the pack does not have are null.
inline const LanguageParts& bench_pack() {
  static const std::shared_ptr<Engine> engine = [] {
    EngineOptions options;
    const char* named = std::getenv("INKLING_PACK");
    options.pack_dir = named != nullptr ? named : std::string(INKLING_SOURCE_DIR) + "/packs/en";
    return Engine::open(options).value();
  }();
  return parts_of(*engine).primary();
}

/// False, and the benchmark is skipped, where the pack lacks this part.
template <typename Part>
bool there(const Part& part, const char* name, benchmark::State* state) {
  if (part != nullptr) return true;
  state->SkipWithError((std::string("the pack has no ") + name).c_str());
  return false;
}

}  // namespace inkling
