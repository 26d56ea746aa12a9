// Typing a text into a session, key by key.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/inkling.h"

namespace inkling {

/// `text` cut into the characters that a keyboard would send: grapheme clusters.
std::vector<std::string> split_keys(std::string_view text);

/// Sends one character: a space and a line end go to space() and enter(), the rest to key().
Commit press(Session* session, std::string_view character,
             std::optional<Touch> touch = std::nullopt);

/// Presses every key of `text`.
void type_text(Session* session, std::string_view text);

/// The same, but a white space leaves the word in front of it as it was written: only the last word
/// is still being typed, and may be corrected.
void type_as_written(Session* session, std::string_view text);

}  // namespace inkling
