// Whatever way a text came about, the same text gets the same suggestions.
#include <random>

#include "engine/document.h"
#include "engine/text_edit.h"
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
    static const std::vector<std::string> kRights = {"", " x", "ey are", "'s", ".", "rrow soon"};
    switch (random_() % 17) {
      case 0:
      case 1: {
        session_->backspace(static_cast<int>(1 + random_() % 3));
        break;
      }
      case 2:
      case 3:
        id_ = session_->space().id;
        break;
      case 4:
        session_->key(random_() % 2 == 0 ? "." : ",");
        break;
      case 5: {
        const auto items = suggest(4);
        if (!items.empty()) id_ = session_->pick(items[random_() % items.size()].text).id;
        break;
      }
      case 6:
        if (random_() % 3 == 0) {
          session_->set_context(kLefts[random_() % kLefts.size()],
                                kRights[random_() % kRights.size()]);
          editor_ = session_->committed();
          editor_right_ = session_->right();
        }
        break;
      case 7:
        if (random_() % 4 == 0) session_->enter();
        break;
      case 8:
        if (random_() % 4 == 0) session_->finish();
        break;
      case 9:
        if (random_() % 2 == 0) session_->revert(id_);
        break;
      default:
        session_->key(kKeys[random_() % kKeys.size()]);
    }
  }
  /// An editor follows that knows nothing but the edits.
  void edit_and_follow() {
    const std::string committed = session_->committed();
    const std::string right = session_->right();
    edit();
    if (session_->document().newest().kind == Edit::Kind::kJump) return;
    const TextEdit seen = text_edit({committed, right}, {session_->committed(), session_->right()},
                                    session_->composing());
    ASSERT_LE(seen.erased_bytes, editor_.size());
    ASSERT_LE(seen.erased_after_bytes, editor_right_.size());
    editor_.resize(editor_.size() - seen.erased_bytes);
    editor_ += seen.inserted;
    editor_right_.erase(0, seen.erased_after_bytes);
    ASSERT_EQ(editor_ + seen.composing + editor_right_, session_->left() + session_->right());
  }

  std::mt19937 random_{29};
  uint64_t id_ = 0;  // of the last commit
  std::string editor_, editor_right_;
};

TEST_F(EditsTest, TheSameTextGetsTheSameSuggestions) {
  *session_ = Session(engine_, forgetful());
  int compared = 0;
  int composing = 0;
  int inside = 0;
  for (int i = 0; i < 3000; ++i) {
    edit_and_follow();
    if (HasFatalFailure()) FAIL() << "after " << i << " edits";
    if (random_() % 3 == 0) (void)suggest();  // the lattice follows now, or later
    // What was given back is meant.
    if (i % 4 != 0 || session_->document().given_back()) continue;
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
    if (!session_->composing_after().empty()) ++inside;
  }
  EXPECT_GT(compared, 400);
  EXPECT_GT(composing, 150);
  EXPECT_GT(inside, 20);
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
