// How often a program asks for memory.
#pragma once

#include <cstdint>

namespace inkling {

/// Calls of `operator new` by this thread so far. Whoever calls this gets counting versions of the
/// global `operator new` and `operator delete`; the engine itself knows nothing of it.
uint64_t allocations();

}  // namespace inkling
