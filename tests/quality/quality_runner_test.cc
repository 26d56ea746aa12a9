#include "tests/quality/quality_runner.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/engine/engine_fixture.h"

namespace inkling::quality {
namespace {

/// Lines against an engine with a lexicon of a few words.
class QualityRunner : public SmallEngineTest {
 protected:
  Outcome run(const std::string& context, const std::string& typed, const std::string& expected) {
    const auto table =
        parse_table({"group\tcontext\ttyped\tlayout\texpected\twhy",
                     "g\t" + context + '\t' + typed + "\tqwerty\t" + expected + "\tw"},
                    "t.tsv");
    EXPECT_TRUE(table.ok()) << table.error().message;
    return run_line(engine_, table->front());
  }
  bool passes(const std::string& context, const std::string& typed, const std::string& expected) {
    return run(context, typed, expected).passed;
  }
};

TEST_F(QualityRunner, JudgesTheCommittedText) {
  EXPECT_TRUE(passes("see", "you", "commit:you"));
  EXPECT_FALSE(passes("see", "you", "commit:your"));
  EXPECT_TRUE(passes("see", "you", "commit:your | you"));
  EXPECT_TRUE(passes("see", "you,", "commit:you,")) << "punctuation needs no space";
  EXPECT_TRUE(passes("see", "recieve", "commit:receive"));
}

TEST_F(QualityRunner, JudgesTheFieldAsTheKeysLeftIt) {
  EXPECT_TRUE(passes("see y|.", "ou", "text:see you."));
  EXPECT_FALSE(passes("see y|.", "ou", "text:see you"));
  EXPECT_TRUE(passes("see", "yoy⌫u⏎", "text:see you⏎"));
}

TEST_F(QualityRunner, JudgesTheStrip) {
  EXPECT_TRUE(passes("see you", "tomo", "first:tomorrow & strip:tomorrow"));
  EXPECT_FALSE(passes("see you", "tomo", "not:Tomorrow"));
  EXPECT_TRUE(passes("see you", "tomo", "not:soon"));
  EXPECT_FALSE(passes("see you", "tomo", "strip:soon"));
  EXPECT_FALSE(passes("see you", "tomox⌫", "never:tomorrow")) << "every key counts";
  EXPECT_TRUE(passes("see you", "tomo", "steady:tomorrow"));
  EXPECT_FALSE(passes("see you", "tomo⌫⌫⌫⌫the", "steady:tomorrow"));
}

TEST_F(QualityRunner, PicksOnlyWhatIsOffered) {
  EXPECT_TRUE(passes("see you", "tomo{tomorrow}.", "text:see you tomorrow."));
  EXPECT_TRUE(passes("see you", "tomo{tomo}", "text:see you tomo")) << "the typed word is offered";
  const Outcome miss = run("see you", "tomo{soon}", "text:see you soon");
  EXPECT_FALSE(miss.passed);
  EXPECT_NE(miss.got.find("\"soon\" is not offered"), std::string::npos) << miss.got;
}

TEST_F(QualityRunner, GivesEveryLineShortcutsAndNothingElse) {
  EXPECT_TRUE(passes("I am", "omw", "strip:on my way & commit:omw"));
  EXPECT_TRUE(passes("", "blorfix blorfix blor", "strip:blorfix"));
  EXPECT_FALSE(passes("", "blor", "strip:blorfix")) << "a line has learned from an earlier one";
}

}  // namespace
}  // namespace inkling::quality
