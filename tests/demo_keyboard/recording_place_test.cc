#include "demo_keyboard/recording_place.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "demo_keyboard/line_question.h"
#include "platform/file.h"
#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

TEST(RecordingPlace, IsWhereThePersonSays) {
  const TempFolder folder;
  const std::string file = folder.file("mine.jsonl");
  EXPECT_EQ(*recording_path(file), file);
  EXPECT_TRUE(recording_path(folder.path())->starts_with(folder.path() + "/inkling-"));
  EXPECT_TRUE(recording_path("new/")->starts_with("new/inkling-"));
  ASSERT_EQ(::setenv("HOME", folder.path().c_str(), 1), 0);
  EXPECT_EQ(*recording_path("~/mine.jsonl"), file);
  EXPECT_EQ(*recording_path("~mine"), "~mine");
}

TEST(RecordingPlace, ReplacesNothing) {
  const TempFolder folder;
  ASSERT_TRUE(write_file_atomic(folder.file("mine.jsonl"), "kept").ok());
  EXPECT_FALSE(recording_path(folder.file("mine.jsonl")).ok());
  EXPECT_FALSE(recording_path("").ok());
}

TEST(LineQuestion, IsTypedCorrectedAndAnswered) {
  using State = LineQuestion::State;
  LineQuestion question("né");
  EXPECT_EQ(question.handle({TerminalKeyKind::kBackspace}), State::kAsking);
  EXPECT_EQ(question.answer(), "n");
  question.handle({TerminalKeyKind::kBackspace});
  question.handle({TerminalKeyKind::kBackspace});
  EXPECT_EQ(question.answer(), "");
  question.handle({.kind = TerminalKeyKind::kCharacter, .character = "x"});
  question.handle({TerminalKeyKind::kTab});
  EXPECT_EQ(question.handle({TerminalKeyKind::kEnter}), State::kAnswered);
  EXPECT_EQ(question.answer(), "x");
  question.handle({TerminalKeyKind::kClear});
  EXPECT_EQ(question.answer(), "");
  EXPECT_EQ(question.handle({TerminalKeyKind::kEscape}), State::kLeft);
}

}  // namespace
}  // namespace inkling
