// Are the files of a pack the ones that its manifest names?
#pragma once

#include <future>
#include <initializer_list>
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
  /// Begins to check these files on threads of their own, so that what is opened before them does
  /// not wait for their hashes.
  void check_beside(std::initializer_list<const char*> names);
  /// The tag of the pack's first language ("en", "pt-BR"); empty where none is given.
  [[nodiscard]] const std::string& language() const { return language_; }
  /// What is wrong with the file `name`, if anything; waits for a check that was begun.
  [[nodiscard]] std::optional<Error> problem(const std::string& name);

 private:
  struct Expected {
    uint64_t bytes = 0;
    std::string sha256;
  };
  static std::optional<Error> compare(const std::string& path, const Expected& expected);

  std::string folder_;
  std::string language_;
  std::unordered_map<std::string, Expected> files_;
  std::unordered_map<std::string, std::future<std::optional<Error>>> begun_;
};

}  // namespace inkling
