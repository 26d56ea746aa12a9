// What was learned, from the command line: to see, move, mend and forget.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "platform/file.h"
#include "tests/tools/program_fixture.h"

namespace inkling {
namespace {

class ProgramHistoryTest : public ProgramTest {
 protected:
  void write(const std::string& name, const std::string& text) const {
    ASSERT_TRUE(write_file_atomic(folder_ + "/" + name, text).ok());
  }
  [[nodiscard]] bool there(const std::string& name) const {
    return std::filesystem::exists(folder_ + "/" + name);
  }
};

bool says(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

TEST_F(ProgramHistoryTest, KeepsShowsMovesAndForgets) {
  // A word of one's own that was typed twice is personal.
  const std::string typing = kHeader +
                             R"({"t":1,"event":"pick","text":"zqzqzq"}
{"t":2,"event":"pick","text":"vwvwvw"}
{"t":3,"event":"pick","text":"zqzqzq"}
{"t":4,"event":"pick","text":"vwvwvw"}
)";
  ASSERT_EQ(run("session --history me.sqlite", typing).exit_code, 0);
  const auto check = run("history check me.sqlite");
  EXPECT_EQ(check.exit_code, 0) << check.errors;
  EXPECT_NE(check.output.find("word"), std::string::npos);
  EXPECT_NE(run("history show me.sqlite --json").output.find("zqzqzq"), std::string::npos);
  ASSERT_EQ(run("history export me.sqlite --out me.json").exit_code, 0);
  EXPECT_NE(slurp(folder_ + "/me.json").find("vwvwvw"), std::string::npos);
  EXPECT_EQ(run("history forget me.sqlite zqzqzq").exit_code, 0);
  EXPECT_EQ(run("history show me.sqlite").output.find("zqzqzq"), std::string::npos);
  EXPECT_EQ(run("history block me.sqlite vwvwvw").exit_code, 0);
  EXPECT_NE(run("history show me.sqlite").output.find("blocked"), std::string::npos);
  EXPECT_EQ(run("history clear me.sqlite").exit_code, 0);
  EXPECT_EQ(run("history show me.sqlite").output.find("vwvwvw"), std::string::npos);
  EXPECT_EQ(run("history import me.sqlite me.json").exit_code, 0);
  EXPECT_NE(run("history show me.sqlite").output.find("zqzqzq"), std::string::npos);
  EXPECT_EQ(run("history import me.sqlite -", "{\"rubbish\"").exit_code, 3);
}

TEST_F(ProgramHistoryTest, CheckSaysWhenAFileIsNoHistory) {
  ASSERT_TRUE(write_file_atomic(folder_ + "/bad.sqlite", std::string(5000, 'x')).ok());
  const auto outcome = run("history check bad.sqlite");
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_NE(outcome.errors.find("bad.sqlite"), std::string::npos) << outcome.errors;
  // Looking at it must not set it aside.
  EXPECT_EQ(run("history show bad.sqlite").exit_code, 3);
  EXPECT_EQ(slurp(folder_ + "/bad.sqlite").size(), 5000U);
}

TEST_F(ProgramHistoryTest, ImportsOtherKeyboardsAndSaysWhatItLeftOut) {
  write("dictionary.txt",
        "# Gboard Dictionary version:1\nomw\ton my way\ten-US\n\tPriya\ten-IN\n\tpin1234\t\n");
  const auto gboard = run("history import me.sqlite dictionary.txt --json");
  EXPECT_EQ(gboard.exit_code, 0) << gboard.errors;
  EXPECT_TRUE(says(gboard.errors, "1 of 3 entries were left out: 1 with digits")) << gboard.errors;
  const auto json = nlohmann::json::parse(gboard.output);
  EXPECT_EQ(json["words"], 1);
  EXPECT_EQ(json["shortcuts"], 1);
  EXPECT_EQ(json["left_out"], 1);
  EXPECT_EQ(run("history import me.sqlite -", "Znaim\n").exit_code, 0);
  const auto shown = run("history show me.sqlite");
  EXPECT_TRUE(says(shown.output, "Your words")) << shown.output;
  EXPECT_TRUE(says(shown.output, "Priya  twice · last used today · en-IN")) << shown.output;
  EXPECT_TRUE(says(shown.output, "omw → on my way")) << shown.output;
}

TEST_F(ProgramHistoryTest, ABadImportMakesNoFileAndNamesTheLine) {
  write("bad.json", "{\"format\": \"inkling-history\",\n\"version\": 1, \"words\": [{\"text\": }");
  const auto bad = run("history import new.sqlite bad.json");
  EXPECT_EQ(bad.exit_code, 3);
  EXPECT_TRUE(says(bad.errors, "bad.json: line 2: column 34: this is no JSON")) << bad.errors;
  EXPECT_FALSE(says(bad.errors, "json.exception")) << bad.errors;
  EXPECT_EQ(run("history import new.sqlite missing.txt").exit_code, 3);
  EXPECT_EQ(run("history import nowhere/new.sqlite -", "Znaim\n").exit_code, 3);
  EXPECT_FALSE(there("new.sqlite"));
}

TEST_F(ProgramHistoryTest, WordsAreAddedByHand) {
  const auto added = run("history add me.sqlite Grobnitz hunter2");
  EXPECT_EQ(added.exit_code, 2);
  EXPECT_TRUE(says(added.errors, "\"hunter2\": digits")) << added.errors;
  const auto shown = run("history show me.sqlite --prefix GROB");
  EXPECT_TRUE(says(shown.output, "Grobnitz")) << shown.output;
}

TEST_F(ProgramHistoryTest, ShortcutsAreSetListedAndRemoved) {
  EXPECT_EQ(run("history shortcut set me.sqlite omw 'on my way'").exit_code, 0);
  EXPECT_EQ(run("history shortcut list me.sqlite").output, "omw\ton my way\n");
  EXPECT_EQ(run("history shortcut list me.sqlite --json").output, "{\"omw\":\"on my way\"}\n");
  EXPECT_EQ(run("history shortcut set me.sqlite '' x").exit_code, 2);
  EXPECT_EQ(run("history shortcut remove me.sqlite omw").exit_code, 0);
  const auto again = run("history shortcut remove me.sqlite omw");
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_TRUE(says(again.errors, "no shortcut \"omw\"")) << again.errors;
}

TEST_F(ProgramHistoryTest, WhatIsNotThereIsSaid) {
  ASSERT_EQ(run("history add me.sqlite Grobnitz").exit_code, 0);
  const auto forgotten = run("history forget me.sqlite never grobnitz");
  EXPECT_EQ(forgotten.exit_code, 1);
  EXPECT_TRUE(says(forgotten.errors, "does not know \"never\"")) << forgotten.errors;
  EXPECT_FALSE(says(run("history show me.sqlite").output, "Grobnitz"));
  const auto unblocked = run("history unblock me.sqlite dry");
  EXPECT_EQ(unblocked.exit_code, 1);
  EXPECT_TRUE(says(unblocked.errors, "\"dry\" is not blocked")) << unblocked.errors;
  EXPECT_TRUE(says(run("history show none").errors, "none: a folder"));
  EXPECT_TRUE(says(run("history check missing.sqlite").errors, "there is no such file"));
  EXPECT_EQ(run("history show me.sqlite").output, "Nothing was learned yet.\n");
}

}  // namespace
}  // namespace inkling
