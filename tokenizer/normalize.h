// Text normalisation before tokenisation.
#pragma once

#include <string>
#include <string_view>

namespace inkling {

/// `text` in the form that the model, the lexicon and the history see: well-formed UTF-8 in NFC,
/// straight quotes and apostrophes, every kind of space as U+0020, line ends as '\n', no other
/// control or invisible formatting characters (the zero-width joiner of emoji stays). Idempotent.
std::string normalize(std::string_view text);

}  // namespace inkling
