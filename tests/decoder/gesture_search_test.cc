// Words from a finger's way over the keys.
#include "engine/decoder/gesture_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "cache/history/word_trie.h"
#include "engine/lexicon/text_key.h"
#include "tests/drawn.h"
#include "tools/pack/lexicon_writer.h"

namespace inkling {
namespace {

const std::vector<std::string> kWords = {
    "the",  "then",  "they",   "hello", "help",   "yellow", "form",  "from",    "don't", "tomorrow",
    "quiz", "power", "poet",   "pot",   "letter", "later",  "see",   "sea",     "süß",   "I'm",
    "in",   "on",    "banana", "well",  "were",   "we're",  "Maria", "minimum", "a",     "as"};

class GestureSearchTest : public ::testing::Test {
 protected:
  GestureSearchTest() {
    LexiconSource source;
    for (const std::string& word : kWords) source.words.push_back({word, -8.0F, 0});
    lexicon_ = std::move(Lexicon::from_bytes(write_lexicon(source).value()).value());
  }
  std::vector<GestureMatch> matches(const std::vector<GesturePoint>& points,
                                    const Layout& layout = Layout::qwerty()) {
    GestureSearch search(*lexicon_, params_, layout);
    return search.matches(points, 100);
  }
  std::string first(const std::vector<GesturePoint>& points,
                    const Layout& layout = Layout::qwerty()) {
    const auto found = matches(points, layout);
    return found.empty() ? "" : lexicon_->text(found.front().id);
  }

  std::unique_ptr<Lexicon> lexicon_;
  GestureParams params_;
};

TEST_F(GestureSearchTest, FindsEachWordThatIsDrawnCleanly) {
  for (const char* name : {"qwerty", "qwertz", "azerty", "dvorak", "colemak"}) {
    const Layout& layout = *Layout::find(name);
    for (const std::string& word : kWords) {
      // One key is no path, "were" is drawn as "we're" is, ß has no key everywhere, and on the way
      // from i to m may lie a word.
      if (word == "a" || word.starts_with("we'") || word == "were") continue;
      if (word == "süß" || word == "I'm") continue;
      EXPECT_EQ(first(draw(word, layout), layout), word) << name;
    }
  }
}

TEST_F(GestureSearchTest, AccentsAreDrawnOverTheirLetters) {
  LexiconSource source;
  source.words = {{"été", -8, 0}, {"ere", -8, 0}};
  lexicon_ = std::move(Lexicon::from_bytes(write_lexicon(source).value()).value());
  EXPECT_EQ(first(draw("ete")), "été");
}

TEST_F(GestureSearchTest, ACleanerPathCostsLess) {
  auto points = draw("hello");
  const float clean = matches(points).front().channel;
  for (GesturePoint& point : points) point.y += 0.4F;
  const auto off = matches(points);
  ASSERT_FALSE(off.empty());
  EXPECT_GT(off.front().channel, clean);
}

TEST_F(GestureSearchTest, TimesNeedNotBeKnown) {
  auto points = draw("tomorrow");
  for (GesturePoint& point : points) point.t = 0;
  EXPECT_EQ(first(points), "tomorrow");
}

TEST_F(GestureSearchTest, FewPointsAreEnough) {
  std::vector<GesturePoint> corners;
  for (const char32_t letter : std::u32string(U"tomorow")) {
    const KeyPoint key = *Layout::qwerty().center(letter);
    corners.push_back({key.x, key.y, static_cast<int64_t>(corners.size()) * 150});
  }
  EXPECT_EQ(first(corners), "tomorrow");
}

TEST_F(GestureSearchTest, ThePathIsReadTheSameTwice) {
  GestureSearch search(*lexicon_, params_, Layout::qwerty());
  const auto once = search.matches(draw("power"), 10);
  (void)search.matches(draw("tomorrow"), 10);
  const auto again = search.matches(draw("power"), 10);
  ASSERT_EQ(once.size(), again.size());
  for (std::size_t i = 0; i < once.size(); ++i) {
    EXPECT_EQ(once[i].id, again[i].id);
    EXPECT_EQ(once[i].channel, again[i].channel);
  }
}

TEST_F(GestureSearchTest, NothingIsFoundForNothing) {
  EXPECT_TRUE(matches({}).empty());
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_TRUE(matches({{kNan, 1, 0}, {1, kNan, 5}}).empty());
}

TEST_F(GestureSearchTest, ACancelledSearchHasNothing) {
  const CancelToken cancelled = CancelToken::create();
  cancelled.cancel();
  GestureSearch search(*lexicon_, params_, Layout::qwerty());
  EXPECT_TRUE(search.matches(draw("hello"), 10, cancelled).empty());
}

TEST_F(GestureSearchTest, OwnWordsCostWhatTheyWouldCostInALexicon) {
  WordTrie trie;
  for (uint32_t i = 0; i < kWords.size(); ++i) {
    trie.put(search_key(kWords[i]), {i + 1, 1, std::make_shared<std::string>(kWords[i])});
  }
  for (const char* drawn : {"hello", "letter", "dont", "then", "im", "banana"}) {
    GestureSearch search(*lexicon_, params_, Layout::qwerty());
    const auto listed = search.matches(draw(drawn), 100);
    const auto own = search.own(trie.snapshot(), 100, listed.front().channel);
    ASSERT_FALSE(own.empty()) << drawn;
    EXPECT_EQ(own.front().text, lexicon_->text(listed.front().id)) << drawn;
    for (const auto& match : own) {
      const auto same = std::find_if(listed.begin(), listed.end(), [&](const GestureMatch& m) {
        return lexicon_->text(m.id) == match.text;
      });
      // The beam may have given up what the columns keep.
      if (same == listed.end()) continue;
      EXPECT_NEAR(match.channel, same->channel, 1e-3) << match.text;
    }
  }
}

TEST(GesturePathTest, SamplesLieAtEqualDistances) {
  const GesturePath path(draw("tomorrow"), 1.5F, 0.25F);
  const auto& samples = path.samples();
  ASSERT_GT(samples.size(), 20U);
  EXPECT_EQ(path.spacing(), 0.25F);
  for (std::size_t i = 1; i + 1 < samples.size(); ++i) {
    const float step = std::hypot(samples[i].x - samples[i - 1].x, samples[i].y - samples[i - 1].y);
    EXPECT_LE(step, 0.26F);
  }
}

TEST(GesturePathTest, AVeryLongPathHasABoundedNumberOfSamples) {
  std::vector<GesturePoint> points;
  points.reserve(100'000);
  for (int i = 0; i < 100'000; ++i) points.push_back({i % 2 == 0 ? 0.0F : 10.0F, 1, i});
  const GesturePath path(points, 1.5F, 0.25F);
  EXPECT_LE(path.samples().size(), GesturePath::kMaxSamples);
  EXPECT_GT(path.spacing(), 0.25F);
}

TEST(GesturePathTest, TheEndsStayWhereTheyAre) {
  const GesturePath path(draw("power"), 1.5F, 0.25F);
  EXPECT_FLOAT_EQ(path.samples().front().x, 9.5F);
  EXPECT_FLOAT_EQ(path.samples().front().y, 0.75F);
  EXPECT_FLOAT_EQ(path.samples().back().x, 3.5F);
}

}  // namespace
}  // namespace inkling
