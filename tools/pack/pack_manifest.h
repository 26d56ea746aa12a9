// pack.json: what a language pack is, and the sizes and hashes of its files.
//
//   {"format":"inkling-pack","name":"en","version":"0.1.0","languages":["en"],"licence":"…",
//    "sources":["…"],"files":{"lexicon.bin":{"bytes":123,"sha256":"…"},…}}
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "platform/result.h"

namespace inkling {

inline constexpr const char* kManifestName = "pack.json";

struct PackFile {
  std::string name;  // relative to the folder, with '/'
  uint64_t bytes = 0;
  std::string sha256;  // 64 lower-case hexadecimal digits
};

struct PackManifest {
  std::string name;
  std::string version = "0.1.0";
  std::vector<std::string> languages;
  std::string licence;
  std::vector<std::string> sources;
  std::vector<PackFile> files;          // by name
  nlohmann::ordered_json other_fields;  // what this program does not know, written back as it was

  [[nodiscard]] nlohmann::ordered_json to_json() const;
  [[nodiscard]] uint64_t total_bytes() const;
};

/// Reads FOLDER/pack.json. kNotFound, or kCorrupt when it is malformed or names files outside of
/// the folder.
Result<PackManifest> read_manifest(const std::string& folder);

/// Replaces FOLDER/pack.json as one step.
Status write_manifest(const std::string& folder, const PackManifest& manifest);

/// Every regular file below `folder` but pack.json, hashed, by name.
Result<std::vector<PackFile>> hash_folder(const std::string& folder);

/// What differs between the manifest and the folder, one sentence each that names the file; empty
/// when all is well. `unlisted` receives the files that the manifest does not name.
std::vector<std::string> compare_with_folder(const PackManifest& manifest,
                                             const std::string& folder,
                                             std::vector<std::string>* unlisted);

}  // namespace inkling
