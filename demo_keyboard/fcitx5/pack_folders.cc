#include "demo_keyboard/fcitx5/pack_folders.h"

#include <fcitx-utils/fs.h>
#include <fcitx-utils/standardpath.h>

#include <cstdlib>

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

std::string default_pack_folder() { return installed_pack("en"); }

}  // namespace inkling
