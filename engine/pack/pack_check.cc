#include "engine/pack/pack_check.h"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "platform/file.h"
#include "platform/sha256.h"

namespace inkling {

Result<PackCheck> PackCheck::open(const std::string& folder) {
  PackCheck out;
  out.folder_ = folder;
  const std::string path = folder + "/pack.json";
  const auto text = read_file(path, std::size_t{1} << 20);
  if (!text) {
    if (text.error().code == ErrorCode::kNotFound) return out;
    return text.error();
  }
  try {
    const auto json = nlohmann::json::parse(*text);
    for (const auto& [name, entry] : json.at("files").items()) {
      out.files_[name] = {entry.at("bytes").get<uint64_t>(), entry.at("sha256").get<std::string>()};
    }
  } catch (const nlohmann::json::exception& error) {
    return make_error(ErrorCode::kCorrupt, path + ": " + error.what() + "; reinstall the pack");
  }
  return out;
}

std::optional<Error> PackCheck::problem(const std::string& name) const {
  const auto found = files_.find(name);
  if (found == files_.end()) return std::nullopt;
  const std::string path = folder_ + "/" + name;
  std::error_code ec;
  const auto size = std::filesystem::file_size(path, ec);
  if (ec) return std::nullopt;  // that it is missing is said by whoever opens it
  if (size == found->second.bytes) {
    const auto hash = sha256_file(path);
    if (hash && *hash == found->second.sha256) return std::nullopt;
  }
  return make_error(ErrorCode::kCorrupt,
                    path + ": not the file that pack.json names; reinstall the pack");
}

}  // namespace inkling
