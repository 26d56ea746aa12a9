// The text around the cursor as an application reports it.
#pragma once

#include <fcitx/inputcontext.h>

#include <optional>
#include <string>

namespace inkling {

struct Surroundings {
  std::string left, right;  // of the cursor, or of what is selected; UTF-8
  bool selected = false;    // a part of the text is selected, and typing replaces it
};

/// Nothing where the application reports none, or something that cannot be right.
std::optional<Surroundings> surroundings(const fcitx::InputContext& context);

}  // namespace inkling
