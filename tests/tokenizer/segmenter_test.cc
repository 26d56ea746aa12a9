#include "tokenizer/segmenter.h"

#include <gtest/gtest.h>
#include <unicode/brkiter.h>

#include <algorithm>
#include <memory>
#include <random>

#include "tokenizer/normalize.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

class NamesOnly final : public CasePolicy {
 public:
  [[nodiscard]] bool keeps_capital(std::string_view word) const override {
    return word == "Monday" || word == "I" || word == "I'm" || word == "Anna";
  }
};

std::vector<std::string> texts(std::string_view text, const CasePolicy* policy = nullptr) {
  std::vector<std::string> out;
  for (const Unit& unit : split_units(normalize(text), policy)) out.push_back(unit.text);
  return out;
}

using Strings = std::vector<std::string>;

TEST(Segmenter, WordsAndPunctuationRunsAreUnits) {
  EXPECT_EQ(texts("Wait... what?! No, don't."),
            (Strings{"Wait", "...", "what", "?!", "No", ",", "don't", "."}));
}

TEST(Segmenter, HyphensAndAtSignsSplitDecimalsStayWhole) {
  EXPECT_EQ(texts("top-down, 3.5 or mia@example.org"),
            (Strings{"top", "-", "down", ",", "3.5", "or", "mia", "@", "example.org"}));
}

TEST(Segmenter, HandlesOtherScriptsAndEmoji) {
  EXPECT_EQ(texts("안녕 친구 мир שלום"), (Strings{"안녕", "친구", "мир", "שלום"}));
  EXPECT_EQ(texts("ok👍🏽👍 👩‍👩‍👧"),
            (Strings{"ok", "👍🏽", "👍", "👩‍👩‍👧"}));
}

TEST(Segmenter, LowersOnlySentenceInitialCapitalsThatTheLexiconDoesNotAskFor) {
  const NamesOnly names;
  EXPECT_EQ(
      texts("The Shop opens. Monday I'm off! She knows Bob", &names),
      (Strings{"the", "Shop", "opens", ".", "Monday", "I'm", "off", "!", "she", "knows", "Bob"}));
  EXPECT_EQ(texts("NASA said \"Go\"", &names), (Strings{"NASA", "said", "\"", "go", "\""}));
}

TEST(Segmenter, NewlineStartsASentence) {
  const NamesOnly names;
  EXPECT_EQ(texts("tea and\nMilk", &names), (Strings{"tea", "and", "\n", "milk"}));
}

TEST(Segmenter, SentenceStartNeedsTheSpaceAfterTheFullStop) {
  EXPECT_TRUE(at_sentence_start(""));
  EXPECT_TRUE(at_sentence_start("Done. "));
  EXPECT_TRUE(at_sentence_start("Done.\n"));
  EXPECT_FALSE(at_sentence_start("example."));
  EXPECT_FALSE(at_sentence_start("and "));
}

/// The pure ICU answer, with runs of punctuation joined, as the fast path must give it.
Strings icu_words(const std::string& chunk) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> words(
      icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(chunk);
  words->setText(text);
  Strings out;
  bool glue = false;
  int32_t from = words->first();
  for (int32_t to = words->next(); to != icu::BreakIterator::DONE; to = words->next()) {
    std::string piece;
    text.tempSubStringBetween(from, to).toUTF8String(piece);
    const bool word = words->getRuleStatus() >= UBRK_WORD_NUMBER;
    if (!word && glue) {
      out.back() += piece;
    } else {
      out.push_back(piece);
    }
    glue = !word;
    from = to;
  }
  return out;
}

TEST(Segmenter, FastPathAgreesWithIcuOnRandomAsciiChunks) {
  std::mt19937 random(7);
  const std::string alphabet = "abcXY''..,,!?-\"():;/&#$%*+=<>[]{}|~`^\\12_";
  for (int round = 0; round < 20000; ++round) {
    std::string chunk;
    const std::size_t n = 1 + random() % 9;
    for (std::size_t i = 0; i < n; ++i) chunk += alphabet[random() % alphabet.size()];
    ASSERT_EQ(texts(chunk), icu_words(chunk)) << chunk;
  }
}

TEST(Normalize, IsIdempotentOnRandomCodePoints) {
  std::mt19937 random(11);
  const std::vector<std::pair<uint32_t, uint32_t>> ranges = {
      {0x01, 0x17F},    {0x300, 0x36F},   {0x1100, 0x11FF},   {0x2000, 0x206F},
      {0xAC00, 0xAC40}, {0xFE00, 0xFEFF}, {0x1F600, 0x1F64F}, {0x5D0, 0x5EA}};
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (int i = 0; i < 8; ++i) {
      const auto& [low, high] = ranges[random() % ranges.size()];
      append_utf8(static_cast<char32_t>(low + random() % (high - low + 1)), &text);
    }
    const std::string once = normalize(text);
    ASSERT_EQ(normalize(once), once);
  }
}

TEST(Normalize, FoldsQuotesSpacesAndLineEnds) {
  EXPECT_EQ(normalize("it’s “fine”\u00A0now\r\nyes\rno\ttab"), "it's \"fine\" now\nyes\nno tab");
  EXPECT_EQ(normalize("e\u0301"), "é");
}

TEST(Normalize, RepairsIllFormedBytes) {
  EXPECT_EQ(normalize("a\xFF"
                      "b\xE2\x82"),
            "a\uFFFD"
            "b\uFFFD");
  EXPECT_EQ(normalize("\xED\xA0\x80").find('\xED'), std::string::npos);  // a lone surrogate
}

TEST(Utf8, LastGraphemeIsWhatBackspaceRemoves) {
  EXPECT_EQ(last_grapheme_bytes("abc"), 1U);
  EXPECT_EQ(last_grapheme_bytes("ae\u0301"), 3U);
  EXPECT_EQ(last_grapheme_bytes("x👩‍👩‍👧"), std::string("👩‍👩‍👧").size());
  EXPECT_EQ(last_grapheme_bytes(""), 0U);
}

TEST(Utf8, TailNeverCutsACharacter) {
  EXPECT_EQ(utf8_tail("añb", 2), "b");
  EXPECT_EQ(utf8_tail("añb", 3), "ñb");
}

TEST(Utf8, CasePatternsAreTold) {
  EXPECT_EQ(case_pattern("tea"), CasePattern::kLower);
  EXPECT_EQ(case_pattern("Tea"), CasePattern::kTitle);
  EXPECT_EQ(case_pattern("I"), CasePattern::kTitle);
  EXPECT_EQ(case_pattern("TEA"), CasePattern::kUpper);
  EXPECT_EQ(case_pattern("iPad"), CasePattern::kMixed);
}

}  // namespace
}  // namespace inkling
