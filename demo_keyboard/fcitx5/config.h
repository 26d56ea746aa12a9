// What a person sets in fcitx's configuration tool.
#pragma once

#include <fcitx-config/configuration.h>
#include <fcitx-config/enum.h>
#include <fcitx-config/option.h>
#include <fcitx-utils/i18n.h>

#include <string>
#include <vector>

#include "engine/inkling.h"
#include "engine/layout.h"

namespace inkling {

inline constexpr char kDefaultPack[] = "en";

/// In the order of AutocorrectStrength.
FCITX_CONFIG_ENUM(StrengthOption, Off, Careful, Normal, Bold)

/// What the tool shows for them, and a word on what they do.
struct StrengthAnnotation : public fcitx::ToolTipAnnotation {
  StrengthAnnotation()
      : fcitx::ToolTipAnnotation(_(
            "How readily a space puts in another word than was typed. The candidates are the same "
            "with all.")) {}
  void dumpDescription(fcitx::RawConfig& config) const {
    fcitx::ToolTipAnnotation::dumpDescription(config);
    int i = 0;
    for (const char* name : {_("Off"), _("Careful"), _("Normal"), _("Bold")}) {
      config.setValueByPath("EnumI18n/" + std::to_string(i++), name);
    }
  }
};

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

/// Offers the default, the packs that are installed when the tool asks, and the one in use,
/// wherever it is: the tool would put the default in the place of what it does not know.
struct PackAnnotation : public fcitx::EnumAnnotation {
  void dumpDescription(fcitx::RawConfig& config) const;
  std::string in_use = {};
};

/// An option with a word on what it does.
template <typename T>
using ExplainedOption = fcitx::OptionWithAnnotation<T, fcitx::ToolTipAnnotation>;

// The braces of fcitx's macro are no comments' place: Option{parent, name, what the tool shows,
// default, constraint, marshaller, annotation}.
FCITX_CONFIGURATION(
    InklingConfig,
    ExplainedOption<bool> learn{
        this,
        "Learn",
        _("Learn from what is typed"),
        true,
        {},
        {},
        {_("Words, sequences and corrections, in a file on this computer. Never from passwords.")}};
    fcitx::OptionWithAnnotation<StrengthOption, StrengthAnnotation> strength{
        this, "Autocorrect", _("Autocorrect"), StrengthOption::Normal};
    fcitx::OptionWithAnnotation<std::string, LayoutAnnotation> layout{
        this, "Layout", _("Letters on the keys"), "qwerty"};
    fcitx::OptionWithAnnotation<std::string, PackAnnotation> pack{this, "LanguagePack",
                                                                  _("Language pack"), kDefaultPack};
    ExplainedOption<std::string> pack_folder{
        this,
        "LanguagePackFolder",
        _("Another pack's folder"),
        "",
        {},
        {},
        {_("A pack that is not installed, in the place of the one above. Empty: the one above.")}};
    ExplainedOption<std::vector<std::string>> more_packs{
        this,
        "MorePacks",
        _("Packs of further languages"),
        {},
        {},
        {},
        {_("Names or folders, for whoever mixes languages: each word is taken for the language "
           "that "
           "is being written.")}};)

/// The pack that a person means, as pack_folder() takes it.
inline const std::string& pack_of(const InklingConfig& config) {
  return config.pack_folder->empty() ? *config.pack : *config.pack_folder;
}

/// The same in the engine's terms.
inline AutocorrectStrength strength_of(const InklingConfig& config) {
  return static_cast<AutocorrectStrength>(*config.strength);
}

}  // namespace inkling
