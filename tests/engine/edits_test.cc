// Whatever way a text came about, the same text gets the same suggestions.
#include <random>

#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

/// What a strip shows; scores to a thousandth of a nat.
std::vector<std::string> described(Session* session) {
  SuggestOptions options;
  options.count = 5;
  std::vector<std::string> out;
  for (const Suggestion& s : session->suggest(options).items) {
    out.push_back(s.text + "|" + suggestion_kind_name(s.kind) + "|" +
                  std::to_string(std::lround(s.score * 1000)) + (s.autocorrect ? "|!" : ""));
  }
  return out;
}

/// Random editing of a field that learns nothing: the history cannot tell two sessions apart.
class EditsTest : public SmallEngineTest {
 protected:
  static constexpr SessionOptions forgetful() {
    return {.layout = "qwerty", .field = FieldKind::kText, .no_learning = true};
  }
  void edit() {
    static const std::vector<std::string> kKeys = {"t", "h", "e", "n", "y",      "o",
                                                   "u", "r", "s", "f", "m",      "i",
                                                   "T", "a", "d", "'", "\u00e9", "1"};
    static const std::vector<std::string> kLefts = {"",          "see ",       "see you so",
                                                    "thank you", "from the\n", "don't. th"};
    const std::string before = session_->left();
    bool took_back = false;
    switch (random_() % 16) {
      case 0:
      case 1: {
        const std::size_t n = 1 + random_() % 3;
        session_->backspace(static_cast<int>(n));
        const std::string after = session_->left();
        took_back = !before.starts_with(after) || before.size() - after.size() > n;
        break;
      }
      case 2:
      case 3:
        session_->space();
        break;
      case 4:
        session_->key(random_() % 2 == 0 ? "." : ",");
        break;
      case 5: {
        const auto items = suggest(4);
        if (!items.empty()) session_->pick(items[random_() % items.size()].text);
        break;
      }
      case 6:
        if (random_() % 3 == 0) {
          session_->set_context(kLefts[random_() % kLefts.size()], random_() % 2 == 0 ? "" : " x");
        }
        break;
      case 7:
        if (random_() % 4 == 0) session_->enter();
        break;
      default:
        session_->key(kKeys[random_() % kKeys.size()]);
    }
    undone_ = took_back || (undone_ && session_->left() == before);
  }

  std::mt19937 random_{29};
  bool undone_ = false;  // the last edit took an autocorrection back: what stands there is meant
};

TEST_F(EditsTest, TheSameTextGetsTheSameSuggestions) {
  *session_ = Session(engine_, forgetful());
  int compared = 0;
  int composing = 0;
  for (int i = 0; i < 3000; ++i) {
    edit();
    if (random_() % 3 == 0) (void)suggest();  // the lattice follows now, or later
    if (i % 4 != 0 || undone_) continue;
    Session fresh(engine_, forgetful());
    fresh.set_context(session_->left(), session_->right());
    // A jump takes up a word, or lets one go, that typing had settled otherwise.
    if (fresh.composing() != session_->composing()) continue;
    // Typing in front of a word begins another, though no space is between them yet.
    if (fresh.composing_after() != session_->composing_after()) continue;
    std::vector<std::string> got = described(session_.get());
    // The words before are known only where they were typed.
    bool recent = false;
    for (const Suggestion& s : suggest(8)) recent = recent || !s.replaces.empty();
    if (recent) continue;
    ASSERT_EQ(got, described(&fresh)) << "after " << i << " edits: \"" << session_->left() << "\"";
    ++compared;
    if (!session_->composing().empty()) ++composing;
  }
  EXPECT_GT(compared, 400);
  EXPECT_GT(composing, 150);
}

TEST_F(EditsTest, AskingChangesNothing) {
  Session asked(engine_, forgetful());
  Session silent(engine_, forgetful());
  const std::string text = "thanl you. seee yuo tomorow frm th";
  for (std::size_t i = 0; i < text.size(); ++i) {
    asked.key(std::string(1, text[i]));
    silent.key(std::string(1, text[i]));
    (void)described(&asked);
    if (i % 7 == 3) {
      asked.backspace();
      silent.backspace();
      (void)described(&asked);
    }
    ASSERT_EQ(asked.left(), silent.left());
  }
  EXPECT_EQ(described(&asked), described(&silent));
}

}  // namespace
}  // namespace inkling
