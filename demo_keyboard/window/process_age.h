// How old this process is: the only clock that counts what happens ahead of main().
#pragma once

namespace inkling {

/// Milliseconds since the process began, in steps of the kernel's clock tick (10); negative where
/// /proc does not tell.
double process_age_millis();

}  // namespace inkling
