// The log of a text field: whatever was done to it can be undone, to the byte.
#include "engine/document.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "engine/key_edits.h"
#include "engine/text_edit.h"
#include "engine/word_bounds.h"

namespace inkling {
namespace {

bool same_touches(const TypedText& a, const TypedText& b) {
  return std::equal(a.touches.begin(), a.touches.end(), b.touches.begin(), b.touches.end(),
                    [](const std::optional<Touch>& x, const std::optional<Touch>& y) {
                      return x.has_value() == y.has_value() &&
                             (!x || (x->x == y->x && x->y == y->y));
                    });
}

void expect_same(const Document& a, const Document& b) {
  ASSERT_EQ(a.committed(), b.committed());
  ASSERT_EQ(a.composing(), b.composing());
  ASSERT_EQ(a.right(), b.right());
  ASSERT_EQ(a.rest(), b.rest());
  ASSERT_TRUE(same_touches(a.typed(), b.typed()));
}

/// Random typing, corrections that make no sense included.
class RandomEdits {
 public:
  explicit RandomEdits(unsigned seed) : random_(seed) {}

  bool jumps() { return random_() % 40 == 0; }
  void jump(Document* document) { document->reset(pick_of(kLefts), pick_of(kRights)); }
  Edit edit(const Document& document) {
    const bool composing = !document.composing().empty();
    switch (random_() % 12) {
      case 0:
      case 1:
        return erase_edit(document);
      case 2:
        return literal_edit(document, random_() % 3 == 0 ? "\n" : " ");
      case 3:
        return literal_edit(document, pick_of(kSigns));
      case 4:
        return pick_edit(document, pick_of(kWords), replaced(document));
      case 5:
        if (composing && document.rest().empty()) {
          return end_word_edit(document, pick_of(kWords), pick_of(kEnds), replaced(document));
        }
        break;
      case 6:
        if (composing) return finish_edit(document);
        break;
      case 7:
        if (const Edit* correction = document.undoable()) {
          return take_back_edit(document, *correction);
        }
        if (is_commit(document.newest())) return take_back_edit(document, document.newest());
        break;
      default:
        break;
    }
    return literal_edit(document, pick_of(kLetters), touch());
  }

 private:
  static inline const std::vector<std::string> kLetters = {"a",      "t", "e", "\u00e9", "\u4e2d",
                                                           "\u0301", "1", "'", "T"};
  static inline const std::vector<std::string> kSigns = {".", ",", "-", "@", "\xf0\x9f\x98\x80"};
  static inline const std::vector<std::string> kEnds = {" ", ".", "\n"};
  static inline const std::vector<std::string> kWords = {"the", "weather", "h\u00e9", "two words"};
  static inline const std::vector<std::string> kLefts = {"", "the w", "see ", "caf\u00e9"};
  static inline const std::vector<std::string> kRights = {"",       "eather is", " is",
                                                          "s, too", "'s",        "\u0301x"};

  const std::string& pick_of(const std::vector<std::string>& all) {
    return all[random_() % all.size()];
  }
  std::optional<Touch> touch() {
    if (random_() % 2 == 0) return std::nullopt;
    return Touch{static_cast<float>(random_() % 10), 1};
  }
  /// The word before and its space, now and then.
  std::string replaced(const Document& document) {
    const std::string& text = document.committed();
    if (random_() % 3 != 0 || text.size() < 2 || !text.ends_with(' ')) return {};
    return text.substr(std::min(text.find_last_of(" \n", text.size() - 2) + 1, text.size() - 1));
  }

  std::mt19937 random_;
};

TEST(DocumentProperty, AnEditAndItsInverseLeaveTheTextToTheByte) {
  RandomEdits random(3);
  Document document;
  for (int i = 0; i < 20000; ++i) {
    if (random.jumps()) random.jump(&document);
    const Document before = document;
    document.apply(random.edit(document));
    Document back = document;
    back.apply(inverse(document.newest()));
    expect_same(before, back);
    if (testing::Test::HasFatalFailure()) FAIL() << "after " << i << " edits";
  }
}

TEST(DocumentProperty, TheWholeLogGoesBackToWhereItBegan) {
  RandomEdits random(5);
  for (int round = 0; round < 300; ++round) {
    Document document;
    random.jump(&document);
    const Document start = document;
    for (int i = 0; i < 100; ++i) document.apply(random.edit(document));
    const Document end = document;
    for (auto edit = end.log().rbegin(); edit + 1 != end.log().rend(); ++edit) {
      document.apply(inverse(*edit));
    }
    expect_same(start, document);
    if (testing::Test::HasFatalFailure()) FAIL() << "in round " << round;
  }
}

TEST(DocumentProperty, AnEditorThatKnowsTheEditsAloneHoldsTheSameText) {
  RandomEdits random(7);
  Document document;
  std::string committed;
  std::string right;
  for (int i = 0; i < 20000; ++i) {
    if (random.jumps()) {
      random.jump(&document);
      committed = document.committed();
      right = document.right();
    }
    const Document before = document;
    document.apply(random.edit(document));
    const TextEdit edit = text_edit({before.committed(), before.right()},
                                    {document.committed(), document.right()}, document.composing());
    ASSERT_LE(edit.erased_bytes, committed.size());
    ASSERT_LE(edit.erased_after_bytes, right.size());
    committed.resize(committed.size() - edit.erased_bytes);
    committed += edit.inserted;
    right.erase(0, edit.erased_after_bytes);
    ASSERT_EQ(std::string(committed).append(edit.composing).append(right),
              document.left() + document.right());
    ASSERT_EQ(committed, document.committed());
  }
}

TEST(DocumentProperty, WhatIsTakenBackWasThereBefore) {
  RandomEdits random(11);
  Document document;
  int taken_back = 0;
  for (int i = 0; i < 20000; ++i) {
    if (random.jumps()) random.jump(&document);
    const Document before = document;
    document.apply(random.edit(document));
    if (!is_commit(document.newest())) continue;
    Document back = document;
    back.apply(take_back_edit(document, document.newest()));
    // The cursor may have come to the end of its word.
    ASSERT_EQ(back.left() + back.right(), before.left() + before.right());
    ASSERT_EQ(back.word(), before.word());
    ASSERT_TRUE(back.given_back());
    ++taken_back;
  }
  EXPECT_GT(taken_back, 1000);
}

TEST(Document, ACopyGoesItsOwnWay) {
  Document one;
  one.apply(literal_edit(one, "a"));
  Document other = one;
  other.apply(literal_edit(other, "b"));
  EXPECT_EQ(one.left(), "a");
  EXPECT_EQ(other.left(), "ab");
  EXPECT_EQ(other.version(), one.version() + 1);
}

TEST(Document, TheLogIsBounded) {
  Document document;
  for (int i = 0; i < 1000; ++i) document.apply(literal_edit(document, i % 5 == 0 ? " " : "a"));
  EXPECT_LT(document.log().size(), 200U);
  EXPECT_EQ(document.find(1), nullptr);
  EXPECT_EQ(document.find(document.version()), &document.newest());
  EXPECT_EQ(document.find(document.version() + 1), nullptr);
}

TEST(WordAround, IsTheWordThatTheCursorStandsIn) {
  const auto around = [](std::string_view left, std::string_view right) {
    const WordAround word = word_around(left, right);
    return std::string(left.substr(left.size() - word.left)) + "|" +
           std::string(right.substr(0, word.right));
  };
  EXPECT_EQ(around("the w", "eather is"), "w|eather");
  EXPECT_EQ(around("the weather", " is"), "weather|");
  EXPECT_EQ(around("the ", "weather"), "|");
  EXPECT_EQ(around("it", "'s so"), "it|'s");
  EXPECT_EQ(around("don'", "t"), "don'|t");
  EXPECT_EQ(around("'hel", "lo' she"), "hel|lo");
  EXPECT_EQ(around("caf", "\u00e9."), "caf|\u00e9");
  EXPECT_EQ(around("\u2764\uFE0F", ""), "|");
  EXPECT_EQ(around(std::string(150, 'a'), std::string(150, 'a')), "|");
}

}  // namespace
}  // namespace inkling
