#include "demo_keyboard/fcitx5/pack_folders.h"

#include <fcitx-utils/fs.h>
#include <fcitx-utils/standardpath.h>

#include <cstdlib>
#include <filesystem>
#include <set>
#include <system_error>

#ifndef INKLING_PACKS_FOLDER
#error "INKLING_PACKS_FOLDER is where the language packs are installed"
#endif

namespace inkling {
namespace {

/// Empty when there is no such pack.
std::string installed_pack(const std::string& name) {
  using Path = fcitx::StandardPath;
  std::string found =
      Path::global().locate(Path::Type::Data, "inkling/packs/" + name + "/pack.json");
  if (found.empty()) found = INKLING_PACKS_FOLDER "/" + name + "/pack.json";
  return fcitx::fs::isreg(found) ? fcitx::fs::dirName(found) : std::string();
}

}  // namespace

std::string pack_folder(const std::string& named) {
  const char* home = std::getenv("HOME");
  if (home != nullptr && (named == "~" || named.starts_with("~/"))) return home + named.substr(1);
  if (named.find('/') != std::string::npos) return named;
  const std::string installed = installed_pack(named);
  return installed.empty() ? named : installed;
}

std::vector<std::string> installed_packs() {
  using Path = fcitx::StandardPath;
  std::set<std::string> names;
  const auto look = [&names](const std::string& folder) {
    std::error_code none;  // a folder that is not there, or not to be read, has no packs
    for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
      const std::string pack = entry.path().string();
      if (fcitx::fs::isreg(pack + "/pack.json")) names.insert(entry.path().filename().string());
    }
  };
  Path::global().scanDirectories(Path::Type::Data, [&look](const std::string& data, bool /*user*/) {
    if (!data.empty()) look(data + "/inkling/packs");
    return true;
  });
  look(INKLING_PACKS_FOLDER);
  return {names.begin(), names.end()};
}

std::string default_pack_folder() { return installed_pack("en"); }

}  // namespace inkling
