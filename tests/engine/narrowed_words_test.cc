#include "engine/ranking/narrowed_words.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

#include "engine/layout.h"
#include "engine/pack/engine_parts.h"
#include "engine/session/engine_impl.h"
#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

/// Index and channel of each likely word that the keys reach.
using Hits = std::map<uint32_t, float>;

TEST(NarrowedWordsTest, KeptAcrossLettersAndBackspacesEqualsMadeAnew) {
  const auto engine = Engine::open({.pack_dir = english_pack()}).value();
  const LanguageParts& language = parts_of(*engine).primary();
  const VocabularyPaths& vocabulary = *language.vocabulary;
  std::mt19937 random(3);
  std::vector<float> log_probs(static_cast<std::size_t>(language.tokenizer->vocab_size()));
  for (float& p : log_probs) p = -static_cast<float>(random() % 1000) / 50;
  LikelyWords likely;
  likely.assign(vocabulary, *language.pieces, log_probs, 800);
  ASSERT_EQ(likely.words().size(), 800U);
  Decoder decoder(*language.lexicon, language.channel, Layout::qwerty());
  NarrowedWords narrowed;
  std::string typed;
  std::size_t reached = 0;
  for (int i = 0; i < 600; ++i) {
    if (random() % 4 == 0) {
      for (std::size_t n = random() % 4; n > 0 && !typed.empty(); --n) {
        typed.pop_back();
        decoder.backspace();
      }
    } else {
      // Mostly what some likely word goes on with.
      const auto& word = likely.words()[random() % 800];
      const std::string& key =
          language.pieces->with_prefix("").first[vocabulary.words()[word.index].first_piece].key;
      const bool follows = key.size() > typed.size() && random() % 8 != 0;
      const char c = follows ? key[typed.size()] : static_cast<char>('a' + random() % 26);
      typed.push_back(c);
      decoder.press({static_cast<char32_t>(c), std::nullopt});
    }
    // Not at every key: as where someone types faster than is answered. Narrower at times.
    if (random() % 3 == 0) continue;
    decoder.set_width(random() % 10 == 0 ? 20 : Decoder::kFullWidth);
    if (random() % 10 == 0) decoder.forget_narrow_steps();
    Hits want;
    for (const LikelyWords::Word& word : likely.words()) {
      const auto hit = decoder.reach(vocabulary.path(vocabulary.words()[word.index]), 3);
      if (hit) want[word.index] = hit->channel;
    }
    Hits got;
    narrowed.for_each(
        likely, vocabulary, 3, &decoder,
        [&](const LikelyWords::Word& word, const Reached& hit) { got[word.index] = hit.channel; });
    ASSERT_EQ(got, want) << typed;
    reached += got.size();
  }
  EXPECT_GT(reached, 1000U);
}

TEST(NarrowedWordsTest, LettersLeaveFewer) {
  const auto engine = Engine::open({.pack_dir = english_pack()}).value();
  const LanguageParts& language = parts_of(*engine).primary();
  LikelyWords likely;
  const std::vector<float> log_probs(static_cast<std::size_t>(language.tokenizer->vocab_size()),
                                     -9);
  likely.assign(*language.vocabulary, *language.pieces, log_probs, 800);
  Decoder decoder(*language.lexicon, language.channel, Layout::qwerty());
  NarrowedWords narrowed;
  std::vector<std::size_t> left;
  for (const char32_t c : std::u32string_view(U"somet")) {
    decoder.press({c, std::nullopt});
    left.push_back(0);
    narrowed.for_each(likely, *language.vocabulary, 3, &decoder,
                      [&](const auto&, const auto&) { ++left.back(); });
  }
  EXPECT_LT(left.back(), left.front() / 2);
}

}  // namespace
}  // namespace inkling
