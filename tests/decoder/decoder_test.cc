#include "engine/decoder/decoder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>

#include "engine/decoder/spelling.h"
#include "engine/lexicon/text_key.h"
#include "tools/pack/lexicon_writer.h"

namespace inkling {
namespace {

class DecoderTest : public ::testing::Test {
 protected:
  DecoderTest() {
    LexiconSource source;
    for (const auto& [text, log_prob] : std::initializer_list<std::pair<const char*, float>>{
             {"the", -3.0F},        {"then", -6.0F},   {"they", -5.0F},  {"you", -4.0F},
             {"your", -5.5F},       {"hello", -8.0F},  {"help", -7.5F},  {"receive", -9.5F},
             {"tomorrow", -8.5F},   {"don't", -6.0F},  {"well", -6.5F},  {"we'll", -8.0F},
             {"caf\u00e9", -11.0F}, {"it", -4.5F},     {"its", -7.0F},   {"it's", -6.5F},
             {"Monday", -9.0F},     {"letter", -8.8F}, {"later", -7.9F}, {"form", -9.0F},
             {"from", -5.8F},       {"book", -8.0F}}) {
      source.words.push_back({text, log_prob, 0});
    }
    lexicon_ = std::move(Lexicon::from_bytes(write_lexicon(source).value()).value());
    decoder_ = std::make_unique<Decoder>(*lexicon_, params_, Layout::qwerty());
  }
  void type(std::string_view text) {
    decoder_->reset();
    for (const char32_t c : search_key(text)) decoder_->press({c, std::nullopt});
  }
  std::string best(std::string_view typed) {
    type(typed);
    const auto found = decoder_->candidates(10);
    return found.empty() ? "-" : found[0].text;
  }
  const DecoderCandidate* find(const std::vector<DecoderCandidate>& all, const std::string& text) {
    const auto at = std::find_if(all.begin(), all.end(),
                                 [&](const DecoderCandidate& c) { return c.text == text; });
    return at == all.end() ? nullptr : &*at;
  }

  std::unique_ptr<Lexicon> lexicon_;
  ChannelParams params_;
  std::unique_ptr<Decoder> decoder_;
};

TEST_F(DecoderTest, RepairsEveryKindOfSlip) {
  EXPECT_EQ(best("yiu"), "you");            // a neighbouring key
  EXPECT_EQ(best("recieve"), "receive");    // transposition
  EXPECT_EQ(best("tommorow"), "tomorrow");  // a letter twice, another once
  EXPECT_EQ(best("helllo"), "hello");       // a key too often
  EXPECT_EQ(best("hllo"), "hello");         // omission
  EXPECT_EQ(best("helo"), "hello");         // one of two equal letters
  EXPECT_EQ(best("hgello"), "hello");       // an extra neighbour
  EXPECT_EQ(best("dont"), "don't");         // apostrophe left out
  EXPECT_EQ(best("monday"), "Monday");      // case is free
  EXPECT_EQ(best("cafe"), "caf\u00e9");     // accents are free
  EXPECT_EQ(best("gello"), "hello");        // the first letter
}

TEST_F(DecoderTest, TellsExactCompletionAndCorrectionApart) {
  type("the");
  auto all = decoder_->candidates(20);
  ASSERT_NE(find(all, "the"), nullptr);
  EXPECT_EQ(find(all, "the")->kind, CandidateKind::kExact);
  EXPECT_EQ(find(all, "the")->channel, 0);
  EXPECT_EQ(find(all, "they")->kind, CandidateKind::kCompletion);
  EXPECT_EQ(find(all, "they")->remaining, 1);
  type("tge");
  all = decoder_->candidates(20);
  EXPECT_EQ(find(all, "the")->kind, CandidateKind::kCorrection);
  EXPECT_NEAR(find(all, "the")->channel, params_.neighbour, 1e-4);
}

TEST_F(DecoderTest, FindsWordBoundariesInsideTheTypedString) {
  EXPECT_EQ(best("theletter"), "the letter");   // the space left out
  EXPECT_EQ(best("thebletter"), "the letter");  // a key above the bar hit for it
  EXPECT_EQ(best("tgebletyer"), "the letter");  // with slips in both words
  EXPECT_EQ(best("helptheletter"), "help the letter");
  EXPECT_EQ(best("the letter"), "the letter");  // the bar itself
  EXPECT_EQ(best("tomo row"), "tomorrow");      // the bar hit for a letter, here two places
  EXPECT_EQ(best("th ey"), "they");             // a space too many
  EXPECT_EQ(best("let er"), "letter");
}

TEST_F(DecoderTest, WordsOfAPhraseAreNamedInOrder) {
  type("theletter");
  const auto all = decoder_->candidates(20);
  const auto* phrase = find(all, "the letter");
  ASSERT_NE(phrase, nullptr);
  ASSERT_EQ(phrase->first.size(), 1U);
  EXPECT_EQ(lexicon_->text(phrase->first[0]), "the");
  EXPECT_EQ(lexicon_->text(phrase->id), "letter");
  EXPECT_EQ(phrase->kind, CandidateKind::kCorrection);
  EXPECT_NEAR(phrase->channel, params_.space_missing, 1e-4);
  EXPECT_NEAR(phrase->log_prob, -3.0F - 8.8F, 1e-2);
}

TEST_F(DecoderTest, DigitsAreSlipsOfTheRowBelowThem) {
  EXPECT_EQ(best("l3tter"), "letter");
  EXPECT_EQ(best("t9morrow"), "tomorrow");
  type("t1morrow");  // far from the o
  const auto* far = find(decoder_->candidates(20), "tomorrow");
  EXPECT_EQ(far, nullptr);
}

TEST_F(DecoderTest, TheLatticeFindsTheCheapestExplanation) {
  // Whatever the beam reaches costs what an exhaustive alignment of keys and letters says.
  std::mt19937 random(5);
  const std::u32string letters = U"abcdefghijklmnopqrstuvwxyz'";
  int compared = 0;
  for (int round = 0; round < 400; ++round) {
    const auto id = static_cast<uint32_t>(random() % lexicon_->size());
    std::u32string typed = search_key(lexicon_->text(id));
    for (int slip = static_cast<int>(random() % 3); slip > 0 && !typed.empty(); --slip) {
      const std::size_t at = random() % typed.size();
      switch (random() % 4) {
        case 0:
          typed[at] = letters[random() % letters.size()];
          break;
        case 1:
          typed.erase(at, 1);
          break;
        case 2:
          typed.insert(at, 1, letters[random() % letters.size()]);
          break;
        default:
          std::swap(typed[at], typed[(at + 1) % typed.size()]);
      }
    }
    if (typed.empty()) continue;
    decoder_->reset();
    for (const char32_t c : typed) decoder_->press({c, std::nullopt});
    for (const DecoderCandidate& c : decoder_->candidates(30)) {
      if (!c.first.empty() || c.remaining > 0) continue;
      const auto exact = decoder_->explain(search_key(c.text), 100);
      ASSERT_TRUE(exact) << c.text;
      if (exact->remaining > 0) continue;
      EXPECT_LT(exact->channel, c.channel + 1e-3) << encode_utf8(typed) << " for " << c.text;
      // Beyond this the beam may have given the cheapest way up for hopeless.
      if (exact->channel > 8.5F) continue;
      EXPECT_NEAR(exact->channel, c.channel, 1e-3) << encode_utf8(typed) << " for " << c.text;
      ++compared;
    }
  }
  EXPECT_GT(compared, 200);
}

TEST_F(DecoderTest, ReachAgreesWithTheCandidates) {
  type("tge");
  const std::u32string key = U"they";
  std::vector<LexiconNode> path;
  for (const char32_t letter : key) {
    path.push_back(*lexicon_->child(path.empty() ? Lexicon::kRoot : path.back(), letter));
  }
  const auto reached = decoder_->reach(path, 1);
  ASSERT_TRUE(reached);
  EXPECT_EQ(reached->remaining, 1);
  EXPECT_TRUE(reached->slipped);
  EXPECT_NEAR(reached->channel, params_.neighbour, 1e-4);
}

TEST_F(DecoderTest, ANarrowBeamStillFindsWhatIsClose) {
  decoder_->set_width(1);
  EXPECT_EQ(best("yiu"), "you");
  EXPECT_EQ(best("recieve"), "receive");
  decoder_->set_width(Decoder::kFullWidth);
}

TEST_F(DecoderTest, SpellingTablesMakeTheirMistakesCheap) {
  const auto cost = [&] {
    Decoder decoder(*lexicon_, params_, Layout::qwerty());
    for (const char32_t c : std::u32string(U"recaive")) decoder.press({c, std::nullopt});
    const auto all = decoder.candidates(20);
    return find(all, "receive")->channel;
  };
  const float before = cost();
  params_.spelling.substitution[spelling_class(U'e')][spelling_class(U'a')] = 2;
  EXPECT_LT(cost() + 3, before);
  params_.spelling_offset = 1;
  EXPECT_NEAR(cost(), 3, 0.05);
}

TEST_F(DecoderTest, RareExactWordsAreNeverLost) {
  type("form");
  EXPECT_NE(find(decoder_->candidates(20), "form"), nullptr);
  type("its");
  const auto all = decoder_->candidates(20);
  EXPECT_NE(find(all, "its"), nullptr);
  EXPECT_NE(find(all, "it's"), nullptr);
}

TEST_F(DecoderTest, BackspaceEqualsTypingFromTheStart) {
  std::mt19937 random(11);
  std::string typed;
  decoder_->reset();
  Decoder fresh(*lexicon_, params_, Layout::qwerty());
  for (int step = 0; step < 2000; ++step) {
    if (random() % 3 == 0 && !typed.empty()) {
      typed.pop_back();
      decoder_->backspace();
    } else if (typed.size() < 55) {
      typed.push_back(random() % 8 == 0 ? ' ' : static_cast<char>('a' + random() % 26));
      decoder_->press({static_cast<char32_t>(typed.back()), std::nullopt});
    }
    if (step % 10 != 0) continue;
    fresh.reset();
    for (const char c : typed) fresh.press({static_cast<char32_t>(c), std::nullopt});
    const auto got = decoder_->candidates(10);
    const auto want = fresh.candidates(10);
    ASSERT_EQ(got.size(), want.size()) << typed;
    for (std::size_t i = 0; i < got.size(); ++i) {
      EXPECT_EQ(got[i].text, want[i].text);
      EXPECT_EQ(got[i].channel, want[i].channel);
    }
  }
}

TEST_F(DecoderTest, AnotherGoesOnFromWhereOneWas) {
  Decoder other(*lexicon_, params_, Layout::qwerty());
  type("wellt");
  (void)decoder_->candidates(5);
  other.take_over(decoder_->give_up());
  EXPECT_EQ(decoder_->keys(), 0U);
  EXPECT_TRUE(decoder_->candidates(5).empty());
  for (const char32_t c : {U' ', U'h', U'e'}) other.press({c, std::nullopt});
  const auto got = other.candidates(10);
  type("wellt he");
  const auto want = decoder_->candidates(10);
  ASSERT_EQ(got.size(), want.size());
  for (std::size_t i = 0; i < got.size(); ++i) {
    EXPECT_EQ(got[i].text, want[i].text);
    EXPECT_EQ(got[i].channel, want[i].channel);
  }
  // The bar and the letter before it changed places: what the first step did not look for.
  EXPECT_EQ(got[0].text, "well the");
}

TEST_F(DecoderTest, MatchesAreTheCandidatesBeforeTheyAreSpelledOut) {
  type("theletter");
  const auto matches = decoder_->matches(10);
  const auto candidates = decoder_->candidates(10);
  ASSERT_EQ(matches.size(), candidates.size());
  for (std::size_t i = 0; i < matches.size(); ++i) {
    EXPECT_TRUE(matches[i].text.empty());
    EXPECT_EQ(decoder_->text_of(matches[i]), candidates[i].text);
  }
}

TEST_F(DecoderTest, StepsTakenInAHurryCanBeTakenAnew) {
  const auto spent = [&](const char* typed, bool hurried) {
    decoder_->reset();
    decoder_->set_width(Decoder::kFullWidth);
    std::vector<std::pair<std::string, float>> out;
    for (const char32_t c : search_key(typed)) {
      // A narrow step now and then, as where a device was busy.
      decoder_->set_width(hurried && decoder_->keys() % 3 == 1 ? 0 : Decoder::kFullWidth);
      decoder_->press({c, std::nullopt});
      decoder_->advance();
    }
    EXPECT_EQ(decoder_->least_width() < Decoder::kFullWidth, hurried);
    decoder_->set_width(Decoder::kFullWidth);
    decoder_->forget_narrow_steps();
    for (const DecoderCandidate& c : decoder_->candidates(20)) out.emplace_back(c.text, c.channel);
    EXPECT_EQ(decoder_->least_width(), Decoder::kFullWidth);
    return out;
  };
  for (const char* typed : {"helptheletter", "tommorow", "thebletter", "th ey"}) {
    EXPECT_EQ(spent(typed, true), spent(typed, false)) << typed;
  }
}

TEST_F(DecoderTest, TouchesNearAnotherKeyMakeItLikelier) {
  // "book" with its third key hit between o and i, nearer to i.
  const auto press = [&](char32_t letter, float dx) {
    const auto center = Layout::qwerty().center(letter);
    decoder_->press({letter, KeyPoint{center->x + dx, center->y}});
  };
  decoder_->reset();
  for (const char32_t c : std::u32string(U"bo")) press(c, 0);
  press(U'i', 0.4F);
  press(U'k', 0);
  const auto near = decoder_->candidates(5);
  decoder_->reset();
  for (const char32_t c : std::u32string(U"bo")) press(c, 0);
  press(U'i', -0.4F);
  press(U'k', 0);
  const auto far = decoder_->candidates(5);
  ASSERT_NE(find(near, "book"), nullptr);
  ASSERT_NE(find(far, "book"), nullptr);
  EXPECT_LT(find(near, "book")->channel + 2, find(far, "book")->channel);
}

TEST_F(DecoderTest, CorrectionFollowsTheLayout) {
  // z lies beside t on QWERTZ only.
  const auto cost = [&](const char* layout) {
    Decoder decoder(*lexicon_, params_, *Layout::find(layout));
    for (const char32_t c : std::u32string(U"zhey")) decoder.press({c, std::nullopt});
    const auto all = decoder.candidates(20);
    const auto* they = find(all, "they");
    return they == nullptr ? 99.0F : they->channel;
  };
  EXPECT_LT(cost("qwertz") + 1, cost("qwerty"));
}

TEST_F(DecoderTest, NothingTypedOrFarTooMuchGivesNothing) {
  decoder_->reset();
  EXPECT_TRUE(decoder_->candidates(5).empty());
  type(std::string(200, 'a'));
  EXPECT_TRUE(decoder_->candidates(5).empty());
  for (int i = 0; i < 200; ++i) decoder_->backspace();
  decoder_->backspace();
  EXPECT_EQ(decoder_->keys(), 0U);
  for (const char32_t c : std::u32string(U"the")) decoder_->press({c, std::nullopt});
  EXPECT_EQ(decoder_->candidates(1).at(0).text, "the");
}

TEST_F(DecoderTest, LettersOfNoKeyDoNoHarm) {
  EXPECT_EQ(best("\u0436\u0436\u0436"), "-");
  type("th1");
  (void)decoder_->candidates(5);
  EXPECT_EQ(best("12345678"), "-");
}

TEST(ChannelParamsTest, ReadsItsNumbersAndNamesBadOnes) {
  const auto read = [](const char* text) { return channel_from_json(nlohmann::json::parse(text)); };
  EXPECT_EQ(read(R"({"channel":{"far":9.5}})")->far, 9.5);
  EXPECT_EQ(read("{}")->far, ChannelParams().far);
  for (const char* text : {R"({"channel":[]})", R"({"channel":{"far":-1}})",
                           R"({"channel":{"far":"x"}})", R"({"channel":{"touch_sigma_x":0}})"}) {
    EXPECT_EQ(read(text).error().code, ErrorCode::kCorrupt) << text;
  }
}

}  // namespace
}  // namespace inkling
