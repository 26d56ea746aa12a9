#include "demo_keyboard/fcitx5/config.h"

#include <algorithm>

#include "demo_keyboard/fcitx5/pack_folders.h"

namespace inkling {

void PackAnnotation::dumpDescription(fcitx::RawConfig& config) const {
  fcitx::EnumAnnotation::dumpDescription(config);
  config.setValueByPath(
      "Tooltip",
      _("The packs that are installed: inkling/packs in a data folder, such as ~/.local/share."));
  std::vector<std::string> offered = {kDefaultPack};
  std::vector<std::string> wanted = installed_packs();
  wanted.push_back(in_use);
  for (const std::string& name : wanted) {
    const bool known = std::find(offered.begin(), offered.end(), name) != offered.end();
    if (!name.empty() && !known) offered.push_back(name);
  }
  int i = 0;
  for (const std::string& name : offered) {
    config.setValueByPath("Enum/" + std::to_string(i), name);
    config.setValueByPath("EnumI18n/" + std::to_string(i), name);
    ++i;
  }
}

}  // namespace inkling
