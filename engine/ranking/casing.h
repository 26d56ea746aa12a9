// Writing a candidate the way the person is typing.
#pragma once

#include <string>
#include <string_view>

namespace inkling {

/// `word` (true case) written as `typed` is: TYPED -> upper, Typed or a sentence start -> first
/// letter capital, otherwise as it is. Capitals of the word itself are never taken away.
std::string follow_case(std::string_view word, std::string_view typed, bool sentence_start);

}  // namespace inkling
