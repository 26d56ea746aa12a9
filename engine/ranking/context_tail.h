// Where in a long text its context begins.
#pragma once

#include <string_view>

namespace inkling {

/// The end of a long text at which work on context begins: moves in large steps, so that the front
/// stays still while the text grows. A view into `committed`.
std::string_view context_tail(std::string_view committed);

}  // namespace inkling
