#include "engine/pack/pack_check.h"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "platform/file.h"
#include "platform/sha256.h"

namespace inkling {
namespace {

// A pack without format_version is of the first.
constexpr uint64_t kFormatVersion = 1;

/// Why this Inkling cannot read such a pack, if it cannot.
std::optional<std::string> foreign(const nlohmann::json& json) {
  if (const auto format = json.find("format"); format != json.end() && *format != "inkling-pack") {
    return "format must be inkling-pack; install a pack that is made for Inkling";
  }
  const auto version = json.find("format_version");
  if (version == json.end()) return std::nullopt;
  if (version->is_number_unsigned() && version->get<uint64_t>() >= 1 &&
      version->get<uint64_t>() <= kFormatVersion) {
    return std::nullopt;
  }
  return "format_version must be a whole number up to " + std::to_string(kFormatVersion) +
         ", which is the newest that this Inkling reads; update Inkling or install an older pack";
}

}  // namespace

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
    if (const auto why = foreign(json)) {
      return make_error(ErrorCode::kUnsupported, path + ": " + *why);
    }
    constexpr std::size_t kLongestTag = 35;  // RFC 5646
    const auto languages = json.find("languages");
    if (languages != json.end() && !languages->empty() && languages->front().is_string() &&
        languages->front().get_ref<const std::string&>().size() <= kLongestTag) {
      out.language_ = languages->front().get<std::string>();
    }
    for (const auto& [name, entry] : json.at("files").items()) {
      out.files_[name] = {entry.at("bytes").get<uint64_t>(), entry.at("sha256").get<std::string>()};
    }
  } catch (const nlohmann::json::exception& error) {
    return make_error(ErrorCode::kCorrupt, path + ": " + error.what() + "; reinstall the pack");
  }
  return out;
}

std::optional<Error> PackCheck::compare(const std::string& path, const Expected& expected) {
  std::error_code ec;
  const auto size = std::filesystem::file_size(path, ec);
  if (ec) return std::nullopt;  // that it is missing is said by whoever opens it
  const auto differs = [&path](const std::string& how) {
    return make_error(ErrorCode::kCorrupt, path + ": not the file that pack.json names: " + how +
                                               "; reinstall the pack");
  };
  if (size != expected.bytes) {
    return differs(std::to_string(size) + " bytes instead of " + std::to_string(expected.bytes));
  }
  const auto hash = sha256_file(path);
  if (!hash) return hash.error();
  if (*hash != expected.sha256) return differs("another SHA-256");
  return std::nullopt;
}

void PackCheck::check_beside(std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const auto found = files_.find(name);
    if (found == files_.end()) continue;
    // Where no thread can be had, the check is made when it is asked for.
    begun_[name] = std::async(std::launch::async | std::launch::deferred, compare,
                              folder_ + "/" + name, found->second);
  }
}

std::optional<Error> PackCheck::problem(const std::string& name) {
  const auto found = files_.find(name);
  if (found == files_.end()) return std::nullopt;
  if (const auto begun = begun_.find(name); begun != begun_.end() && begun->second.valid()) {
    return begun->second.get();
  }
  return compare(folder_ + "/" + name, found->second);
}

}  // namespace inkling
