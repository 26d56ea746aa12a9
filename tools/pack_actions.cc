#include "tools/pack_actions.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "tools/pack/pack_manifest.h"

namespace inkling {
namespace {

namespace fs = std::filesystem;

/// The manifest that is there, or a fresh one for a folder without.
Result<PackManifest> manifest_of(const std::string& folder) {
  auto manifest = read_manifest(folder);
  if (manifest.ok() || manifest.error().code != ErrorCode::kNotFound) return manifest;
  PackManifest fresh;
  fresh.name = fs::absolute(folder / fs::path()).parent_path().filename().string();
  fresh.languages = {fresh.name};
  return fresh;
}

}  // namespace

Status refresh_manifest(const std::string& folder, const PackDescription& description,
                        const std::vector<std::string>& sources) {
  auto manifest = manifest_of(folder);
  if (!manifest) return manifest.error();
  auto files = hash_folder(folder);
  if (!files) return files.error();
  manifest->files = *std::move(files);
  if (!description.name.empty()) manifest->name = description.name;
  if (!description.version.empty()) manifest->version = description.version;
  if (!description.licence.empty()) manifest->licence = description.licence;
  if (!description.languages.empty()) manifest->languages = description.languages;
  for (const std::string& source : sources) {
    auto& known = manifest->sources;
    if (std::find(known.begin(), known.end(), source) == known.end()) known.push_back(source);
  }
  return write_manifest(folder, *manifest);
}

void add_description_options(CLI::App* action, PackDescription* description) {
  action->add_option("--name", description->name, "Name of the pack");
  action->add_option("--version", description->version, "Its version");
  action->add_option("--licence", description->licence, "Its licence");
  action->add_option("--language", description->languages, "Its languages");
}

}  // namespace inkling
