// Memory that was freed, given back to the operating system.
#pragma once

namespace inkling {

/// The allocator keeps what is freed for later; this makes it give back what it can. Any thread;
/// takes up to a few milliseconds, and does nothing where the C library offers no way.
void return_free_memory();

}  // namespace inkling
