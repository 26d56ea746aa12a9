// What stands behind an Engine. For the engine's own files, the tools and the tests.
#pragma once

#include "engine/inkling.h"
#include "engine/pack/engine_parts.h"

namespace inkling {

/// As immutable and as thread-safe as its parts; lives as long as the Engine.
class EngineImpl {
 public:
  static const EngineParts& parts_of(const Engine& engine) { return engine.impl_->parts; }

  EngineParts parts;
};

/// A view that the engine must outlive.
inline const EngineParts& parts_of(const Engine& engine) { return EngineImpl::parts_of(engine); }

}  // namespace inkling
