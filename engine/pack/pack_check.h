// Are the files of a pack the ones that its manifest names?
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "platform/result.h"

namespace inkling {

/// The sizes and hashes that pack.json gives. A pack without a manifest is taken as it is.
class PackCheck {
 public:
  /// kCorrupt when pack.json is there but cannot be read, kUnsupported when it is of another format
  /// or of a newer one than this Inkling knows: then nothing else in the folder can be trusted.
  static Result<PackCheck> open(const std::string& folder);
  /// What is wrong with the file `name`, if anything.
  [[nodiscard]] std::optional<Error> problem(const std::string& name) const;

 private:
  struct Expected {
    uint64_t bytes = 0;
    std::string sha256;
  };
  std::string folder_;
  std::unordered_map<std::string, Expected> files_;
};

}  // namespace inkling
