// Applications that can do little, engines that are late or find no pack.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/demo_fcitx5/fcitx_fixture.h"

namespace inkling {
namespace {

using FcitxLimits = FcitxTest;

TEST_F(FcitxLimits, WithoutSurroundingTextNothingIsDeleted) {
  open_app(kNoSurroundings);
  type_slowly("yiu ");
  EXPECT_EQ(seen(), "you ");
  type_slowly("tom");
  EXPECT_EQ(text(), "you ");
  EXPECT_TRUE(press(FcitxKey_Tab));
  settle();
  EXPECT_EQ(seen(), "you tomorrow ");
  type_slowly(".");
  EXPECT_EQ(seen(), "you tomorrow. ");
  press(FcitxKey_Return);
  settle();
  EXPECT_EQ(text(), "you tomorrow. \n");
  EXPECT_EQ(get([this] { return app_->deletions(); }), 0);
}

TEST_F(FcitxLimits, WithoutSurroundingTextACorrectionIsTakenBackInThePreedit) {
  open_app(kNoSurroundings);
  type_slowly("yiu ");
  EXPECT_EQ(text(), "");  // held back
  EXPECT_TRUE(press(FcitxKey_BackSpace));
  settle();
  EXPECT_EQ(seen(), "yiu");
  type_slowly(" see ");
  EXPECT_EQ(text(), "yiu see ");
}

TEST_F(FcitxLimits, WithoutSurroundingTextBackspaceInCommittedTextIsTheApplications) {
  open_app(kNoSurroundings);
  type_slowly("see you the ");
  EXPECT_FALSE(press(FcitxKey_BackSpace));
  EXPECT_FALSE(press(FcitxKey_BackSpace));
  settle();
  EXPECT_EQ(text(), "see you th");
  // The word's beginning is out of reach: it is completed, but not replaced.
  type_slowly("e");
  for (const std::string& shown : candidates()) EXPECT_EQ(shown.rfind("th", 0), 0U) << shown;
  type_slowly(" ");
  EXPECT_EQ(text(), "see you the ");
}

TEST_F(FcitxLimits, ACorrectionOutOfReachLeavesTheWordAsTyped) {
  open_app(kNoSurroundings);
  type_slowly("hr ");
  press(FcitxKey_Escape);
  EXPECT_EQ(text(), "hr ");
  press(FcitxKey_BackSpace);
  settle();
  EXPECT_EQ(text(), "hr");
  type_slowly("llo ");
  EXPECT_EQ(seen(), "hrllo ");
  type_slowly("see ");
  EXPECT_EQ(text(), "hrllo see ");
}

TEST_F(FcitxLimits, ReturnCommitsWhatIsHeldBackFirst) {
  open_app(kNoSurroundings);
  type_slowly("yiu ");
  EXPECT_EQ(text(), "");
  EXPECT_FALSE(press(FcitxKey_Return));
  EXPECT_EQ(text(), "you \n");
  // The way back is closed now.
  settle();
  EXPECT_FALSE(press(FcitxKey_BackSpace));
  EXPECT_FALSE(press(FcitxKey_BackSpace));
  settle();
  EXPECT_EQ(seen(), "you");
}

TEST_F(FcitxLimits, WithoutAPreeditThePanelShowsTheWord) {
  open_app(fcitx::CapabilityFlags());
  type_slowly("yiu");
  EXPECT_EQ(text(), "");
  EXPECT_NE(get([this] { return app_->panel_text(); }).find("yiu"), std::string::npos);
  type_slowly(" ");
  EXPECT_EQ(text(), "you ");
  EXPECT_FALSE(press(FcitxKey_BackSpace));  // no way back: only the space goes
  settle();
  EXPECT_EQ(text(), "you");
  type_slowly(" tom");
  run([this] { app_->focusOut(); });
  EXPECT_EQ(text(), "you tom");
}

class FcitxLateEngine : public FcitxTest {
 protected:
  // Opening the pack waits until somebody writes its decoder's numbers.
  FcitxLateEngine() {
    stop();
    EXPECT_EQ(::mkfifo(pack_.file("decoder.json").c_str(), 0600), 0);
    start();
  }
  ~FcitxLateEngine() override { open_engine(); }
  void open_engine() {
    if (opened_) return;
    opened_ = true;
    std::ofstream(pack_.file("decoder.json")) << "{}";
  }
  bool opened_ = false;
};

TEST_F(FcitxLateEngine, KeysShowAtOnceAndAreCorrectedWhenItComes) {
  open_app();
  type("yiu see tom");
  EXPECT_EQ(preedit(), "yiu see tom");
  open_engine();
  settle();
  EXPECT_EQ(text(), "you see ");
  EXPECT_EQ(preedit(), "tom");
  EXPECT_EQ(candidates().at(0), "tomorrow");
  EXPECT_EQ(get([this] { return app_->deletions(); }), 0);
}

TEST_F(FcitxLateEngine, BackspaceWorksOnWhatWaits) {
  open_app(kNoSurroundings);
  type("yiu se");
  EXPECT_TRUE(press(FcitxKey_BackSpace));
  EXPECT_TRUE(press(FcitxKey_BackSpace));
  EXPECT_EQ(preedit(), "yiu ");
  open_engine();
  settle();
  EXPECT_EQ(seen(), "you ");
}

TEST_F(FcitxLateEngine, ACorrectionAfterTheFieldWasLeftComesTooLate) {
  open_app();
  type("yiu see");
  run([this] { app_->focusOut(); });
  EXPECT_EQ(text(), "yiu see");
  open_engine();
  run([this] { app_->focusIn(); });
  type_slowly(" tom");
  EXPECT_EQ(seen(), "yiu see tom");
  EXPECT_EQ(get([this] { return app_->deletions(); }), 0);
}

TEST_F(FcitxLateEngine, ReturnIsSentBehindTheCorrectedWord) {
  open_app();
  type("yiu\n");
  EXPECT_EQ(get([this] { return app_->lines_sent(); }), 0);
  open_engine();
  expect_text("you\n");
}

TEST_F(FcitxLateEngine, AShortcutDoesNotWaitForIt) {
  open_app(kNoSurroundings);
  type("yiu ");
  EXPECT_FALSE(press(FcitxKey_s, fcitx::KeyState::Ctrl));
  EXPECT_EQ(text(), "yiu ");
  open_engine();
  settle();
  type_slowly("see ");
  EXPECT_EQ(text(), "yiu see ");
}

class FcitxNoPack : public FcitxTest {
 protected:
  FcitxNoPack() {
    stop();
    start("");
  }
};

TEST_F(FcitxNoPack, TypesAndSaysSo) {
  open_app();
  // fcitx itself may show the input method's name there.
  const auto complains = [this] {
    return get([this] { return app_->panel_text(); }).find("no language pack") != std::string::npos;
  };
  type_slowly("yiu");
  EXPECT_TRUE(complains());
  press(FcitxKey_Escape);
  type_slowly(" see ");
  EXPECT_EQ(text(), "yiu see ");
  EXPECT_FALSE(complains());  // once is enough
}

TEST_F(FcitxNoPack, FindsAPackBesideTheHistory) {
  stop();
  std::filesystem::create_directories(home_ + "/data/inkling/packs/en");
  write_lexicon_pack(home_ + "/data/inkling/packs/en");
  std::ofstream(home_ + "/data/inkling/packs/en/pack.json") << "{}";
  start("");
  open_app();
  type_slowly("yiu ");
  EXPECT_EQ(text(), "you ");
}

}  // namespace
}  // namespace inkling
