// The keys in the tables of Aalto's desktop study.
#pragma once

#include <string>
#include <string_view>

#include "tools/logs/logged_text.h"

namespace inkling {

struct AaltoKey {
  enum class Kind {
    kTypes,    // `step` says what
    kNothing,  // changes no text by itself: shift, say
    kEnter,    // ends the text
    kUnknown,
  };
  Kind kind = Kind::kUnknown;
  LoggedStep step = {};
};

/// `letter` is what was typed, the name of a key ("BKSP"), or, where the log knows neither, the
/// same number as `code`, which is the browser's keyCode.
AaltoKey aalto_key(std::string_view letter, std::string_view code);

}  // namespace inkling
