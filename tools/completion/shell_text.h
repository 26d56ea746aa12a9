// Text inside the scripts of shells.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/completion/command_tree.h"

namespace inkling {

/// `text` in single quotes, for bash and zsh.
inline std::string shell_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

inline std::string joined(const std::vector<std::string>& words, const char* between = " ") {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : between) + word;
  return out;
}

/// The key of an option's value in the scripts' tables: "suggest --pack".
inline std::string value_key(const std::string& path, const std::string& option) {
  return path + " " + option;
}

/// What the scripts for bash and zsh call a kind.
inline const char* kind_word(ValueKind kind) {
  switch (kind) {
    case ValueKind::kText:
      return "text";
    case ValueKind::kFile:
      return "files";
    case ValueKind::kFolder:
      return "folders";
    case ValueKind::kWords:
      return "words";
    case ValueKind::kNone:
      break;
  }
  return "";
}

}  // namespace inkling
