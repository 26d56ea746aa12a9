#include "demo_keyboard/decision_text.h"

#include "tests/demo_keyboard/keyboard_fixture.h"

namespace inkling {
namespace {

/// "how are yiu", with a report about it.
KeyboardView view_of(DecisionReport report) {
  KeyboardView view;
  view.text = "how are yiu";
  view.composing_bytes = 3;
  view.strip_current = true;
  view.decision = std::move(report);
  return view;
}

DecisionReport weighed(double probability) {
  DecisionReport out;
  out.reading = "you";
  out.probability = probability;
  out.threshold = 0.49;
  out.features = {{"bias", 1, 0.5},        {"lead", 12, 1.49},  {"channel", 4.08, -1.23},
                  {"short", 1, -1.86},     {"length", 3, 0.04}, {"rival", 6, 4.04},
                  {"short*lead", 12, 0.85}};
  return out;
}

DecisionReport ruled_out(const std::string& reading, const std::string& veto) {
  DecisionReport out;
  out.reading = reading;
  out.veto = veto;
  return out;
}

TEST(DecisionText, SaysWhatASpacePutsInAndTheStrongestShares) {
  EXPECT_EQ(decision_text(view_of(weighed(0.995))),
            "A space puts in “you”: it is right with 99.5 %, and 49.0 % is asked.\n"
            "For it: lead over the next best +4.0, lead over what was typed +1.5, "
            "a short word × lead over what was typed +0.8\n"
            "Against it: a short word −1.9, its slips −1.2");
}

TEST(DecisionText, SaysWhatIsMissingWhereASpaceLeavesIt) {
  const std::string said = decision_text(view_of(weighed(0.31)));
  EXPECT_EQ(said.substr(0, said.find('\n')),
            "A space leaves “yiu”: “you” is right with 31.0 %, and 49.0 % is asked.");
}

TEST(DecisionText, SaysWhichRuleCameFirst) {
  EXPECT_EQ(decision_text(view_of(ruled_out("you", "refused"))),
            "A space leaves “yiu”: you took this correction back before. The best other reading is "
            "“you”.");
  EXPECT_EQ(decision_text(view_of(ruled_out("you", "new_rule"))),
            "A space leaves “yiu”: new_rule. The best other reading is “you”.");
}

TEST(DecisionText, SaysThatThereIsNothingElse) {
  const std::string expected = "A space leaves “yiu”: nothing else comes to mind.";
  EXPECT_EQ(decision_text(view_of({})), expected);
}

TEST(DecisionText, IsAboutTheWholeWordWhereTheCursorStandsInIt) {
  KeyboardView view = view_of({});
  view.right = "x there";
  view.composing_after_bytes = 1;
  EXPECT_EQ(decision_text(view), "A space leaves “yiux”: nothing else comes to mind.");
}

TEST(DecisionText, SaysNothingOfAnotherTextOrOfNone) {
  KeyboardView view = view_of(weighed(0.995));
  view.strip_current = false;
  EXPECT_EQ(decision_text(view), "");
  EXPECT_EQ(decision_text({}), "");
}

class DecisionView : public KeyboardTest {};

TEST_F(DecisionView, ComesWithTheStripOfAWord) {
  open();
  type("recieve");
  EXPECT_EQ(decision_text(settled()).rfind("A space puts in “receive”: it is right with ", 0), 0U)
      << decision_text(settled());
  type(" ");
  EXPECT_EQ(decision_text(settled()), "") << "nothing is being typed";
}

}  // namespace
}  // namespace inkling
