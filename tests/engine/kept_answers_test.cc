// What is kept from letter to letter says what would be said if it were worked out anew.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "engine/pack/engine_parts.h"
#include "engine/ranking/word_book.h"
#include "engine/session/engine_impl.h"
#include "tests/engine/engine_fixture.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

std::vector<Suggestion> strip(Session* session) {
  SuggestOptions options;
  options.count = 3;
  return session->suggest(options).items;
}

bool shows(Session* session, const std::string& word) {
  const std::vector<Suggestion> all = strip(session);
  return std::any_of(all.begin(), all.end(), [&](const Suggestion& s) { return s.text == word; });
}

TEST(KeptAnswersTest, RandomLettersAndBackspacesAreAnsweredAsIfTypedInOneGo) {
  const auto engine = Engine::open({.pack_dir = english_pack()}).value();
  SessionOptions field;
  field.no_learning = true;
  std::mt19937 random(9);
  Session session(engine, field);
  const std::string letters = "etaoinshrdlucmfwygpb";
  for (const char* left : {"", "I have been thinking about the ", "See you "}) {
    session.set_context(left, "");
    std::string typed;
    for (int i = 0; i < 60; ++i) {
      if (!typed.empty() && random() % 3 == 0) {
        typed.pop_back();
        session.backspace();
      } else if (typed.size() < 4) {
        typed.push_back(letters[random() % letters.size()]);
        session.key(std::string(1, typed.back()));
      }
      // A context that ends in a word is composing text again: not what was typed here.
      if (typed.empty()) session.set_context(left, "");
      const std::vector<Suggestion> got = strip(&session);
      if (i % 4 != 0) continue;
      Session fresh(engine, field);
      fresh.set_context(left, "");
      type_into(&fresh, typed);
      const std::vector<Suggestion> want = strip(&fresh);
      ASSERT_EQ(got.size(), want.size()) << left << typed;
      for (std::size_t n = 0; n < got.size(); ++n) {
        EXPECT_EQ(got[n].text, want[n].text) << left << typed;
        EXPECT_EQ(got[n].autocorrect, want[n].autocorrect) << left << typed;
        // What the model evaluates depends a little on what it evaluates beside it.
        EXPECT_NEAR(got[n].score, want[n].score, 2e-3) << left << typed;
      }
    }
  }
}

TEST(KeptAnswersTest, WhatIsBlockedGoesAtOnceFromAWordThatIsBeingTyped) {
  const auto engine = Engine::open({.pack_dir = english_pack()}).value();
  Session session(engine);
  type_into(&session, "tomorr");
  EXPECT_TRUE(shows(&session, "tomorrow"));
  engine->history().block("tomorrow");
  EXPECT_FALSE(shows(&session, "tomorrow"));
  engine->history().unblock("tomorrow");
  EXPECT_TRUE(shows(&session, "tomorrow"));
}

TEST(WordBookTest, AnEntryByItsNumberIsTheWordByItsSpelling) {
  const auto engine = Engine::open({.pack_dir = english_pack()}).value();
  const LanguageParts& language = parts_of(*engine).primary();
  WordBook book(language.lexicon.get(), language.tokenizer.get(), language.pieces.get(),
                language.letters.get(), language.ranking);
  std::mt19937 random(2);
  for (int i = 0; i < 200; ++i) {
    const auto id = static_cast<uint32_t>(random() % language.lexicon->size());
    const WordFacts& facts = book.entry(id);
    EXPECT_EQ(facts.text, language.lexicon->text(id));
    EXPECT_TRUE(facts.known);
    EXPECT_EQ(&facts, &book.entry(id));
    EXPECT_EQ(&facts, &book.facts(language.lexicon->text(id)));
  }
  // A piece is written as the lexicon has it.
  for (const char* word : {"the", "monday", "Monday"}) {
    const auto [first, last] = language.pieces->with_key(to_lower(word));
    for (const auto* entry = first; entry != last; ++entry) {
      const WordFacts* piece = book.piece(entry->id);
      ASSERT_NE(piece, nullptr);
      EXPECT_TRUE(language.lexicon->contains_exact(piece->text)) << piece->text;
    }
  }
}

}  // namespace
}  // namespace inkling
