// Counts what this program asks of the heap.
#pragma once

#include <cstddef>

namespace inkling {

/// Calls of operator new by this thread so far.
std::size_t allocations();

}  // namespace inkling
