// What a person sets in fcitx's configuration tool.
#pragma once

#include <fcitx-config/configuration.h>
#include <fcitx-config/enum.h>
#include <fcitx-config/option.h>
#include <fcitx-utils/i18n.h>

#include <string>

#include "engine/inkling.h"
#include "engine/layout.h"

namespace inkling {

/// In the order of AutocorrectStrength.
FCITX_CONFIG_ENUM(StrengthOption, Off, Careful, Normal, Bold)

/// Offers the layouts that the engine knows.
struct LayoutAnnotation : public fcitx::EnumAnnotation {
  void dumpDescription(fcitx::RawConfig& config) const {
    fcitx::EnumAnnotation::dumpDescription(config);
    int i = 0;
    for (const std::string& name : Layout::names()) {
      config.setValueByPath("Enum/" + std::to_string(i), name);
      config.setValueByPath("EnumI18n/" + std::to_string(i), name);
      ++i;
    }
  }
};

FCITX_CONFIGURATION(InklingConfig,
                    fcitx::Option<bool> learn{this, "Learn", _("Learn from what is typed"), true};
                    fcitx::Option<StrengthOption> strength{this, "Autocorrect", _("Autocorrect"),
                                                           StrengthOption::Normal};
                    fcitx::OptionWithAnnotation<std::string, LayoutAnnotation> layout{
                        this, "Layout", _("Letters on the keys"), "qwerty"};
                    fcitx::Option<std::string> pack{
                        this, "LanguagePack",
                        _("Folder of the language pack (empty: the installed one)"), ""};)

/// The same in the engine's terms.
inline AutocorrectStrength strength_of(const InklingConfig& config) {
  return static_cast<AutocorrectStrength>(*config.strength);
}

}  // namespace inkling
