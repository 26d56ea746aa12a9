#include "tools/pack/pack_manifest.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "platform/file.h"
#include "platform/sha256.h"

namespace inkling {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "inkling-pack";
constexpr std::size_t kHashDigits = 64;

std::string manifest_path(const std::string& folder) {
  return (fs::path(folder) / kManifestName).string();
}

/// A name that stays inside the folder: relative, no "..", nothing empty.
bool is_safe_name(const std::string& name) {
  const fs::path path(name);
  if (name.empty() || path.is_absolute() || name.find('\0') != std::string::npos) return false;
  return std::none_of(path.begin(), path.end(),
                      [](const fs::path& part) { return part == ".." || part.empty(); });
}

/// Takes fields out of one JSON object and keeps the first complaint.
class FieldTaker {
 public:
  explicit FieldTaker(Json* json) : json_(json) {}

  void text(const char* name, std::string* out) {
    const auto found = json_->find(name);
    if (found == json_->end()) return;
    if (!found->is_string()) return complain(name, "must be a string");
    *out = found->get<std::string>();
    json_->erase(found);
  }

  void texts(const char* name, std::vector<std::string>* out) {
    const auto found = json_->find(name);
    if (found == json_->end()) return;
    const bool all_text =
        found->is_array() && std::all_of(found->begin(), found->end(),
                                         [](const Json& item) { return item.is_string(); });
    if (!all_text) return complain(name, "must be a list of strings");
    *out = found->get<std::vector<std::string>>();
    json_->erase(found);
  }

  void files(std::vector<PackFile>* out) {
    const auto found = json_->find("files");
    if (found == json_->end()) return;
    if (!found->is_object()) return complain("files", "must be an object");
    for (const auto& [name, value] : found->items()) {
      if (!is_safe_name(name)) return complain("files", "names a file outside of the folder");
      const bool sound = value.is_object() && value.contains("bytes") &&
                         value["bytes"].is_number_unsigned() && value.contains("sha256") &&
                         value["sha256"].is_string();
      if (!sound) return complain("files", "needs \"bytes\" and \"sha256\" for each file");
      PackFile file{name, value["bytes"].get<uint64_t>(), value["sha256"].get<std::string>()};
      if (file.sha256.size() != kHashDigits) return complain("files", "has a malformed hash");
      out->push_back(std::move(file));
    }
    json_->erase(found);
  }

  [[nodiscard]] const std::string& complaint() const { return complaint_; }

 private:
  void complain(const char* name, const char* what) {
    if (complaint_.empty()) complaint_ = std::string("\"") + name + "\" " + what;
  }

  Json* json_;
  std::string complaint_;
};

}  // namespace

Json PackManifest::to_json() const {
  Json json = {{"format", kFormat},      {"name", name},       {"version", version},
               {"languages", languages}, {"licence", licence}, {"sources", sources}};
  Json list = Json::object();
  for (const PackFile& file : files) {
    list[file.name] = {{"bytes", file.bytes}, {"sha256", file.sha256}};
  }
  json["files"] = std::move(list);
  if (other_fields.is_object()) json.update(other_fields);
  return json;
}

uint64_t PackManifest::total_bytes() const {
  uint64_t total = 0;
  for (const PackFile& file : files) total += file.bytes;
  return total;
}

Result<PackManifest> read_manifest(const std::string& folder) {
  const std::string path = manifest_path(folder);
  auto text = read_file(path);
  if (!text) return text.error();
  const auto bad = [&path](const std::string& message) {
    return make_error(ErrorCode::kCorrupt, path + ": " + message);
  };
  Json json = Json::parse(*text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return bad("is no JSON object");
  if (json.contains("format") && json["format"] != kFormat) {
    return bad(std::string("\"format\" must be \"") + kFormat + "\"");
  }
  json.erase("format");
  PackManifest manifest;
  FieldTaker take(&json);
  take.text("name", &manifest.name);
  take.text("version", &manifest.version);
  take.texts("languages", &manifest.languages);
  take.text("licence", &manifest.licence);
  take.texts("sources", &manifest.sources);
  take.files(&manifest.files);
  if (!take.complaint().empty()) return bad(take.complaint());
  if (!json.empty()) manifest.other_fields = std::move(json);
  return manifest;
}

Status write_manifest(const std::string& folder, const PackManifest& manifest) {
  const std::string text =
      manifest.to_json().dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  const std::string path = manifest_path(folder);
  if (auto written = write_file_atomic(path, text); !written) return written;
  // A pack is for everyone who may use the program, unlike what a person typed.
  std::error_code ignored;
  fs::permissions(path, fs::perms::group_read | fs::perms::others_read, fs::perm_options::add,
                  ignored);
  return {};
}

Result<std::vector<PackFile>> hash_folder(const std::string& folder) {
  std::error_code failed;
  std::vector<PackFile> files;
  for (fs::recursive_directory_iterator at(folder, failed), end; !failed && at != end;
       at.increment(failed)) {
    std::error_code ignored;
    if (!at->is_regular_file(ignored)) continue;
    const std::string name = at->path().lexically_relative(folder).generic_string();
    if (name == kManifestName) continue;
    auto hash = sha256_file(at->path().string());
    if (!hash) return hash.error();
    std::error_code no_size;
    const auto bytes = at->file_size(no_size);
    if (no_size) return make_error(ErrorCode::kIo, at->path().string() + ": cannot be read");
    files.push_back({name, bytes, *std::move(hash)});
  }
  if (failed) {
    const bool missing = failed == std::errc::no_such_file_or_directory;
    return make_error(missing ? ErrorCode::kNotFound : ErrorCode::kIo,
                      folder + ": cannot read the folder: " + failed.message());
  }
  std::sort(files.begin(), files.end(),
            [](const PackFile& a, const PackFile& b) { return a.name < b.name; });
  return files;
}

std::vector<std::string> compare_with_folder(const PackManifest& manifest,
                                             const std::string& folder,
                                             std::vector<std::string>* unlisted) {
  const auto found = hash_folder(folder);
  if (!found) return {found.error().message};
  std::vector<std::string> problems;
  for (const PackFile& listed : manifest.files) {
    const auto same = [&listed](const PackFile& file) { return file.name == listed.name; };
    const auto there = std::find_if(found->begin(), found->end(), same);
    const std::string path = (fs::path(folder) / listed.name).string();
    if (there == found->end()) {
      problems.push_back(path + ": is missing");
    } else if (there->bytes != listed.bytes) {
      problems.push_back(path + ": has " + std::to_string(there->bytes) + " bytes instead of " +
                         std::to_string(listed.bytes));
    } else if (there->sha256 != listed.sha256) {
      problems.push_back(path + ": its contents are not those that pack.json names");
    }
  }
  for (const PackFile& file : *found) {
    const auto same = [&file](const PackFile& listed) { return file.name == listed.name; };
    if (std::none_of(manifest.files.begin(), manifest.files.end(), same)) {
      unlisted->push_back(file.name);
    }
  }
  return problems;
}

}  // namespace inkling
