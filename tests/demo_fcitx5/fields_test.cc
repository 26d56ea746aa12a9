// Fields of several kinds, moved cursors, and what is learned in them.
#include <fcitx/action.h>
#include <fcitx/addonmanager.h>
#include <fcitx/statusarea.h>

#include <filesystem>
#include <map>
#include <sstream>

#include "tests/demo_fcitx5/fcitx_fixture.h"

namespace inkling {
namespace {

using fcitx::CapabilityFlag;
using fcitx::CapabilityFlags;

class FcitxFields : public FcitxTest {
 protected:
  /// All that is kept of the person, byte by byte. fcitx has to be stopped.
  std::map<std::string, std::string> kept() {
    std::map<std::string, std::string> out;
    for (const auto& entry : std::filesystem::directory_iterator(home_ + "/data/inkling")) {
      std::ifstream file(entry.path(), std::ios::binary);
      std::ostringstream bytes;
      bytes << file.rdbuf();
      out[entry.path().filename().string()] = bytes.str();
    }
    return out;
  }
  /// Opening a database counts up in its header (bytes 24 to 27 and 92 to 95); nothing else may
  /// differ.
  static bool same(std::map<std::string, std::string> a, std::map<std::string, std::string> b) {
    for (auto* files : {&a, &b}) {
      std::string& bytes = (*files)["history.sqlite"];
      if (bytes.size() < 100) return false;
      bytes.replace(24, 4, 4, '\0').replace(92, 4, 4, '\0');
    }
    return a == b;
  }
  /// What a configuration tool gets to know of the settings.
  fcitx::RawConfig settings_page() {
    fcitx::RawConfig page;
    run([&] {
      fcitx_->instance().addonManager().addon("inkling", true)->getConfig()->dumpDescription(page);
    });
    return page;
  }
  /// The values that it lets a person choose among.
  std::vector<std::string> offered(const std::string& option) {
    const fcitx::RawConfig page = settings_page();
    std::vector<std::string> out;
    while (const std::string* value = page.valueByPath("InklingConfig/" + option + "/Enum/" +
                                                       std::to_string(out.size()))) {
      out.push_back(*value);
    }
    return out;
  }
  /// Types into a new application, and stops fcitx.
  void type_once(CapabilityFlags flags, const std::string& what) {
    open_app(flags);
    type_slowly(what);
    stop();
  }
};

TEST_F(FcitxFields, TheTextAroundTheCursorIsContext) {
  open_app(kCapable, "Grüße 🐻 tom");
  type_slowly("o");
  EXPECT_EQ(preedit(), "o");
  EXPECT_EQ(candidates().at(0), "tomorrow");
  EXPECT_TRUE(press(FcitxKey_Tab));
  settle();
  EXPECT_EQ(text(), "Grüße 🐻 tomorrow ");
}

TEST_F(FcitxFields, FollowsTheCursor) {
  open_app();
  type_slowly("see you soon");
  run([this] { app_->click(3); });
  EXPECT_EQ(text(), "see you soon");
  type_slowly(" tom");
  EXPECT_EQ(text(), "see  you soon");
  EXPECT_EQ(seen(), "see tom");
  EXPECT_TRUE(press(FcitxKey_Tab));
  settle();
  EXPECT_EQ(text(), "see tomorrow you soon");
}

TEST_F(FcitxFields, APickInTheMiddleOfAWordTakesAllOfIt) {
  open_app();
  type_slowly("see tomorow soon");
  run([this] { app_->click(7); });
  type_slowly("r");
  EXPECT_EQ(text(), "see tomorrow soon");
  EXPECT_TRUE(press(FcitxKey_Tab));
  settle();
  EXPECT_EQ(text(), "see tomorrow soon");
}

TEST_F(FcitxFields, ACursorThatMovedWithoutWordIsFollowed) {
  open_app();
  type_slowly("see you soon ");
  EXPECT_FALSE(press(FcitxKey_Home));
  type_slowly("yiu ");
  EXPECT_EQ(text(), "you see you soon ");
}

TEST_F(FcitxFields, ATextThatSomebodyElseChangedIsTakenAsItIs) {
  open_app();
  type_slowly("see you ");
  run([this] { app_->set_text("the end. "); });
  type_slowly("yiu ");
  EXPECT_EQ(text(), "the end. you ");
}

TEST_F(FcitxFields, ReportsThatComeLateChangeNothing) {
  open_app();
  run([this] { app_->hold_reports(true); });
  type_slowly("see yiu ");
  run([this] { app_->deliver_report(); });  // of "see "
  settle();
  EXPECT_EQ(text(), "see you ");
  EXPECT_TRUE(press(FcitxKey_BackSpace));  // the correction is still known
  settle();
  EXPECT_EQ(seen(), "see yiu");
  run([this] {
    app_->hold_reports(false);
    app_->deliver_reports();
  });
  type_slowly(" ");
  EXPECT_EQ(text(), "see yiu ");
}

TEST_F(FcitxFields, NothingIsDeletedWhileTheCursorMayBeElsewhere) {
  open_app();
  type_slowly("tomorow");
  press(FcitxKey_Escape);
  run([this] { app_->hold_reports(true); });
  press(FcitxKey_Home);
  press(FcitxKey_BackSpace);  // nothing is left of the cursor, but only the application knows
  type_slowly("w");
  // It looks like a slip for "tomorrow", but the w stands elsewhere.
  for (const std::string& shown : candidates()) EXPECT_EQ(shown.rfind("tomoro", 0), 0U) << shown;
  press(FcitxKey_Tab);
  settle();
  EXPECT_EQ(get([this] { return app_->deletions(); }), 0);
  EXPECT_EQ(text().substr(1), "tomorow");
}

TEST_F(FcitxFields, BackspaceDeletesWhatIsSelected) {
  open_app();
  type_slowly("see you soon ");
  run([this] { app_->select(4, 8); });
  type_slowly("a");
  EXPECT_EQ(seen(), "see a");
  run([this] { app_->select(0, 4); });
  EXPECT_FALSE(press(FcitxKey_BackSpace));
  settle();
  EXPECT_EQ(text(), "asoon ");
}

TEST_F(FcitxFields, APasswordIsNeitherShownNorCorrectedNorLearned) {
  type_once(kCapable, "see you ");
  const auto before = kept();
  ASSERT_FALSE(before.empty());
  for (const CapabilityFlag secret : {CapabilityFlag::Password, CapabilityFlag::Sensitive}) {
    start();
    open_app(kCapable | secret);
    for (int i = 0; i < 3; ++i) {
      for (const char c : std::string("yiuzorblax ")) {
        EXPECT_FALSE(press(static_cast<fcitx::KeySym>(c)));
        EXPECT_EQ(preedit(), "");
        EXPECT_TRUE(candidates().empty());
      }
    }
    EXPECT_EQ(text(), "yiuzorblax yiuzorblax yiuzorblax ");
    stop();
    EXPECT_TRUE(kept() == before);
  }
  start();
  type_once(kCapable, "yiuzorblax ");
  EXPECT_FALSE(same(kept(), before));  // so the comparison can tell
}

TEST_F(FcitxFields, AFieldThatBecomesSecretIsSecretFromThenOn) {
  open_app();
  type_slowly("see");
  run([this] { app_->setCapabilityFlags(kCapable | CapabilityFlag::Password); });
  EXPECT_EQ(text(), "see");
  EXPECT_EQ(preedit(), "");
  EXPECT_FALSE(press(FcitxKey_x));
  EXPECT_TRUE(candidates().empty());
}

TEST_F(FcitxFields, NothingIsCorrectedWhereTheApplicationForbidsIt) {
  for (const CapabilityFlag flag : {CapabilityFlag::NoSpellCheck, CapabilityFlag::Terminal,
                                    CapabilityFlag::Email, CapabilityFlag::Url}) {
    open_app(kCapable | flag);
    type_slowly("yiu ");
    EXPECT_EQ(text(), "yiu ") << static_cast<uint64_t>(flag);
    close_app();
  }
}

TEST_F(FcitxFields, DigitsGoIntoANumberField) {
  open_app(kCapable | CapabilityFlag::Digit);
  type_slowly("42");
  press(FcitxKey_Return);
  expect_text("42\n");
}

TEST_F(FcitxFields, LearningIsSwitchedOffInTheStatusArea) {
  type_once(kCapable, "see you ");
  const auto before = kept();
  start();
  open_app();
  run([this] {
    const auto actions = app_->statusArea().actions(fcitx::StatusGroup::InputMethod);
    ASSERT_EQ(actions.size(), 1U);
    EXPECT_TRUE(actions[0]->isChecked(app_.get()));
    actions[0]->activate(app_.get());
    EXPECT_FALSE(actions[0]->isChecked(app_.get()));
  });
  type_slowly("zorblax zorblax ");
  stop();
  EXPECT_TRUE(same(kept(), before));
  // It stays off.
  fcitx_ = std::make_unique<FcitxProcess>();
  type_once(kCapable, "zorblax ");
  EXPECT_TRUE(same(kept(), before));
}

TEST_F(FcitxFields, SettingsHoldAtOnce) {
  open_app();
  type_slowly("yiu ");
  EXPECT_EQ(text(), "you ");
  fcitx_->configure("Autocorrect", "Off");
  type_slowly("yiu ");
  EXPECT_EQ(text(), "you yiu ");
}

TEST_F(FcitxFields, FurtherPacksBringTheirWords) {
  const TempFolder german;
  write_german_pack(german.path());
  open_app();
  type_slowly("morge");
  auto shown = candidates();
  EXPECT_TRUE(std::find(shown.begin(), shown.end(), "morgen") == shown.end());
  press(FcitxKey_Escape);
  fcitx_->configure("MorePacks/0", german.path());
  type_slowly(" morge");
  shown = candidates();
  EXPECT_FALSE(std::find(shown.begin(), shown.end(), "morgen") == shown.end());
}

TEST_F(FcitxFields, APackIsFoundByItsName) {
  std::filesystem::create_directories(home_ + "/data/inkling/packs");
  std::filesystem::copy(pack_.path(), home_ + "/data/inkling/packs/small");
  std::ofstream(home_ + "/data/inkling/packs/small/pack.json") << "{}";
  stop();
  start("LanguagePack=small\n");
  open_app();
  type_slowly("tom");
  ASSERT_FALSE(candidates().empty());
  EXPECT_EQ(candidates()[0], "tomorrow");
}

TEST_F(FcitxFields, InstalledPacksAreAChoiceWithThePathInUse) {
  EXPECT_EQ(offered("LanguagePack"), (std::vector<std::string>{"en", pack_.path()}));
  for (const char* name : {"small", "broken"}) {
    std::filesystem::create_directories(home_ + "/data/inkling/packs/" + name);
  }
  std::ofstream(home_ + "/data/inkling/packs/small/pack.json") << "{}";
  EXPECT_EQ(offered("LanguagePack"), (std::vector<std::string>{"en", "small", pack_.path()}));
  fcitx_->configure("LanguagePack", "small");
  EXPECT_EQ(offered("LanguagePack"), (std::vector<std::string>{"en", "small"}));
}

TEST_F(FcitxFields, AFolderStandsInThePlaceOfTheChoice) {
  stop();
  start("LanguagePack=en\nLanguagePackFolder=" + pack_.path() + "\n");
  open_app();
  type_slowly("tom");
  ASSERT_FALSE(candidates().empty());
  EXPECT_EQ(candidates()[0], "tomorrow");
}

TEST_F(FcitxFields, TheSettingsPageExplainsItself) {
  const fcitx::RawConfig page = settings_page();
  const auto value = [&page](const std::string& path) {
    const std::string* found = page.valueByPath("InklingConfig/" + path);
    return found == nullptr ? std::string() : *found;
  };
  EXPECT_EQ(value("Autocorrect/Enum/1"), "Careful");
  EXPECT_EQ(value("Autocorrect/EnumI18n/3"), "Bold");
  EXPECT_EQ(value("Layout/Enum/0"), "qwerty");
  EXPECT_EQ(value("MorePacks/Type"), "List|String");
  for (const char* option :
       {"Learn", "Autocorrect", "LanguagePack", "LanguagePackFolder", "MorePacks"}) {
    EXPECT_FALSE(value(std::string(option) + "/Tooltip").empty()) << option;
  }
}

TEST_F(FcitxFields, AFieldLearnsFromAnother) {
  open_app();
  type_slowly("zorblax zorblax zorblax ");
  close_app();
  open_app();
  type_slowly("zorb");
  EXPECT_EQ(candidates().at(0), "zorblax");
}

}  // namespace
}  // namespace inkling
