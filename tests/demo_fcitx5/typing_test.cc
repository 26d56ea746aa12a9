// What keys do to an application's text.
#include <algorithm>

#include "tests/demo_fcitx5/fcitx_fixture.h"

namespace inkling {
namespace {

using FcitxTyping = FcitxTest;

TEST_F(FcitxTyping, ShowsWhatIsTypedAndCandidates) {
  open_app();
  type_slowly("tom");
  EXPECT_EQ(preedit(), "tom");
  EXPECT_EQ(text(), "");
  const auto shown = candidates();
  ASSERT_FALSE(shown.empty());
  EXPECT_EQ(shown[0], "tomorrow");
}

TEST_F(FcitxTyping, EveryKeyShowsAtOnce) {
  open_app();
  std::string typed;
  for (const char c : std::string("see you")) {
    run([&] {
      app_->type(std::string(1, c));
      typed += c;
      EXPECT_EQ(app_->seen(), typed);
    });
  }
  expect_soon([this] { return app_->text() + "|" + app_->preedit(); }, "see |you");
}

TEST_F(FcitxTyping, AutocorrectsAndMarksWhatSpaceWouldPutIn) {
  open_app();
  type_slowly("yiu");
  ASSERT_GE(get([this] { return app_->marked(); }), 0);
  EXPECT_EQ(candidates()[static_cast<std::size_t>(get([this] { return app_->marked(); }))], "you");
  type_slowly(" ");
  EXPECT_EQ(text(), "you ");
  EXPECT_EQ(preedit(), "");
  type_slowly("the");
  EXPECT_EQ(get([this] { return app_->marked(); }), -1);
  EXPECT_EQ(get([this] { return app_->deletions(); }), 0);
}

TEST_F(FcitxTyping, BackspaceTakesAnAutocorrectionBack) {
  open_app();
  type_slowly("yiu ");
  EXPECT_EQ(text(), "you ");
  EXPECT_TRUE(press(FcitxKey_BackSpace));
  settle();
  EXPECT_EQ(seen(), "yiu");
  type_slowly(" ");
  EXPECT_EQ(text(), "yiu ");
}

TEST_F(FcitxTyping, BackspaceInCommittedTextIsTheApplications) {
  open_app();
  type_slowly("see you ");
  EXPECT_FALSE(press(FcitxKey_BackSpace));
  EXPECT_FALSE(press(FcitxKey_BackSpace));
  settle();
  EXPECT_EQ(text(), "see yo");
  type_slowly("u ");
  EXPECT_EQ(text(), "see you ");
  EXPECT_EQ(get([this] { return app_->deletions(); }), 0);
}

TEST_F(FcitxTyping, ATakenUpWordIsCorrectedWhereItStands) {
  open_app();
  type_slowly("see ");
  type_slowly("tomorow");
  press(FcitxKey_Escape);  // as typed
  EXPECT_EQ(text(), "see tomorow");
  press(FcitxKey_BackSpace);
  settle();
  EXPECT_EQ(text(), "see tomoro");
  const auto shown = candidates();
  EXPECT_TRUE(std::find(shown.begin(), shown.end(), "tomorrow") == shown.end());  // still hidden
  type_slowly("w");
  EXPECT_TRUE(press(FcitxKey_Tab));
  settle();
  EXPECT_EQ(text(), "see tomorrow ");
}

TEST_F(FcitxTyping, TabTakesTheBestAndAltAnother) {
  open_app();
  type_slowly("tom");
  EXPECT_TRUE(press(FcitxKey_Tab));
  settle();
  EXPECT_EQ(text(), "tomorrow ");
  type_slowly("the");
  const auto shown = candidates();
  ASSERT_GE(shown.size(), 2U);
  EXPECT_TRUE(press(FcitxKey_2, fcitx::KeyState::Alt));
  settle();
  EXPECT_EQ(text(), "tomorrow " + shown[1] + " ");
  type_slowly(".");
  EXPECT_EQ(text(), "tomorrow " + shown[1] + ". ");
}

TEST_F(FcitxTyping, ACandidateIsTakenByClick) {
  open_app();
  type_slowly("tom");
  run([this] { app_->click_candidate(0); });
  settle();
  EXPECT_EQ(text(), "tomorrow ");
}

TEST_F(FcitxTyping, EscapeKeepsTheWordAsTyped) {
  open_app();
  type_slowly("yiu");
  EXPECT_TRUE(press(FcitxKey_Escape));
  EXPECT_EQ(text(), "yiu");
  EXPECT_EQ(preedit(), "");
  EXPECT_TRUE(candidates().empty());
  settle();
  EXPECT_TRUE(candidates().empty());
  EXPECT_FALSE(press(FcitxKey_Escape));  // the application's
  type_slowly(" ");
  EXPECT_EQ(text(), "yiu ");
}

TEST_F(FcitxTyping, ReturnCorrectsTheWordAndIsAKey) {
  open_app();
  type_slowly("yiu\n");
  expect_text("you\n");
  EXPECT_EQ(get([this] { return app_->lines_sent(); }), 1);
  settle();
  EXPECT_FALSE(press(FcitxKey_Return));
  expect_text("you\n\n");
}

TEST_F(FcitxTyping, ShortcutsAreTheApplicationsAndFinishTheWord) {
  open_app();
  type_slowly("yiu");
  EXPECT_FALSE(press(FcitxKey_s, fcitx::KeyState::Ctrl));
  EXPECT_EQ(text(), "yiu");
  EXPECT_FALSE(press(FcitxKey_Shift_L));
  EXPECT_FALSE(press(FcitxKey_F5));
  settle();
  EXPECT_EQ(text(), "yiu");
}

TEST_F(FcitxTyping, LeavingTheFieldKeepsWhatWasTyped) {
  open_app();
  type_slowly("so yiu");
  run([this] { app_->focusOut(); });
  EXPECT_EQ(text(), "so yiu");
  run([this] { app_->focusIn(); });
  type_slowly(" tom");
  EXPECT_EQ(seen(), "so yiu tom");
}

}  // namespace
}  // namespace inkling
