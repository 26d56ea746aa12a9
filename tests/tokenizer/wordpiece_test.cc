// WordPiece against transformers' BertTokenizer (training/make_published.py), and by hand.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "tests/temp_folder.h"
#include "tokenizer/wordpiece_tokenizer.h"

namespace inkling {
namespace {

std::string golden(const std::string& name) {
  return std::string(INKLING_SOURCE_DIR) + "/tests/golden/wordpiece/" + name;
}

std::vector<std::string> golden_lines() {
  std::ifstream file(golden("lines.txt"), std::ios::binary);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

class WordPieceTest : public ::testing::Test {
 protected:
  /// A vocabulary of these pieces behind the special ones, which are 0 to 4.
  std::unique_ptr<Tokenizer> open(const std::string& pieces, const BertTextOptions& text = {}) {
    std::ofstream(folder_.file("vocab.txt")) << "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n" << pieces;
    WordPieceSettings settings;
    settings.text = text;
    auto opened = open_wordpiece(folder_.file("vocab.txt"), settings);
    EXPECT_TRUE(opened.ok()) << (opened.ok() ? "" : opened.error().message);
    return opened.ok() ? std::move(*opened) : nullptr;
  }
  TempFolder folder_;
};

using Ids = std::vector<int32_t>;

TEST_F(WordPieceTest, SpellsLinesOfManyScriptsAsTransformersDoes) {
  const auto lines = golden_lines();
  std::ifstream file(golden("expected.json"));
  const auto expected = nlohmann::json::parse(file);
  for (const auto& [name, want] : expected.items()) {
    SCOPED_TRACE(name);
    WordPieceSettings settings;
    settings.text.lower_case = want["do_lower_case"];
    settings.text.strip_accents =
        want["strip_accents"].is_null() ? settings.text.lower_case : bool(want["strip_accents"]);
    settings.text.split_chinese = want["tokenize_chinese_chars"];
    const auto tokenizer = open_wordpiece(golden("vocab.txt"), settings);
    ASSERT_TRUE(tokenizer.ok()) << tokenizer.error().message;
    ASSERT_EQ(want["ids"].size(), lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
      EXPECT_EQ((*tokenizer)->encode(lines[i]).ids, want["ids"][i].get<Ids>()) << lines[i];
    }
  }
}

TEST_F(WordPieceTest, TakesTheLongestPieceFirst) {
  const auto tokenizer = open("un\nunaff\n##aff\n##able\n##a\n##ble\n");
  EXPECT_EQ(tokenizer->encode_unit("unaffable"), (Ids{6, 8}));
  EXPECT_EQ(tokenizer->encode_unit("unable"), (Ids{5, 8}));
  EXPECT_EQ(tokenizer->encode("un unaff").ids, (Ids{5, 6}));
}

TEST_F(WordPieceTest, AWordThatCannotBeSpelledIsUnknownAsAWhole) {
  const auto tokenizer = open("un\n##a\n");
  EXPECT_EQ(tokenizer->encode("una unb un").ids, (Ids{5, 6, 1, 5}));
  EXPECT_EQ(tokenizer->encode_unit(""), (Ids{1}));
}

TEST_F(WordPieceTest, AWordOfMoreThanAHundredCharactersIsUnknown) {
  const auto tokenizer = open("a\n##a\n");
  EXPECT_EQ(tokenizer->encode(std::string(100, 'a')).ids.size(), 100U);
  EXPECT_EQ(tokenizer->encode(std::string(101, 'a')).ids, (Ids{1}));
  EXPECT_EQ(tokenizer->encode(std::string(200'000, 'a')).ids, (Ids{1}));
}

TEST_F(WordPieceTest, NobodyTypesASpecialPiece) {
  const auto tokenizer = open("[\n]\nmask\n");
  EXPECT_EQ(tokenizer->encode("[MASK]").ids, (Ids{5, 7, 6}));
  EXPECT_EQ(tokenizer->specials().mask, 4);
  EXPECT_EQ(tokenizer->specials().begin, 2);
  EXPECT_TRUE(tokenizer->piece_text(4).empty());
}

TEST_F(WordPieceTest, KnowsWholeWordsFromTheirInsides) {
  const auto tokenizer = open("word\n##ing\n,\n7up\n[unused1]\n");
  EXPECT_TRUE(tokenizer->is_whole_word(5));
  EXPECT_TRUE(tokenizer->may_begin_word(5));
  EXPECT_FALSE(tokenizer->is_whole_word(6));
  EXPECT_FALSE(tokenizer->may_begin_word(6));
  EXPECT_EQ(tokenizer->piece_text(6), "ing");
  EXPECT_FALSE(tokenizer->may_begin_word(7));
  EXPECT_TRUE(tokenizer->may_begin_word(8));
  EXPECT_FALSE(tokenizer->is_whole_word(9));
  EXPECT_FALSE(tokenizer->may_begin_word(4));
  EXPECT_FALSE(tokenizer->may_begin_word(-1));
}

TEST_F(WordPieceTest, CaseAndAccentsGoOnlyWhereTheVocabularyHasNone) {
  constexpr const char* kPieces = "été\nete\nÉté\n";
  EXPECT_EQ(open(kPieces)->encode("Été").ids, (Ids{6}));
  EXPECT_EQ(open(kPieces, {true, false, true})->encode("Été").ids, (Ids{5}));
  EXPECT_EQ(open(kPieces, {false, false, true})->encode("Été").ids, (Ids{7}));
  EXPECT_TRUE(open(kPieces)->lower_cases());
}

TEST_F(WordPieceTest, LinesMayEndAsWindowsHasThem) {
  const auto tokenizer = open("un\r\n##a\r\n");
  EXPECT_EQ(tokenizer->vocab_size(), 7);
  EXPECT_EQ(tokenizer->encode("una").ids, (Ids{5, 6}));
}

TEST_F(WordPieceTest, IdsOfAPrefixThatEndsInASpaceStay) {
  WordPieceSettings settings;
  const auto tokenizer = open_wordpiece(golden("vocab.txt"), settings);
  ASSERT_TRUE(tokenizer.ok());
  const auto lines = golden_lines();
  std::mt19937 random(5);
  std::string text;
  Ids before;
  for (int i = 0; i < 300; ++i) {
    text += lines[random() % lines.size()] + " ";
    const Ids now = (*tokenizer)->encode(text).ids;
    ASSERT_GE(now.size(), before.size());
    EXPECT_TRUE(std::equal(before.begin(), before.end(), now.begin()));
    before = now;
    if (text.size() > 4000) {
      text.clear();
      before.clear();
    }
  }
}

TEST_F(WordPieceTest, BytesThatAreNoTextDoNoHarm) {
  const auto tokenizer = open("a\nb\n");
  EXPECT_EQ(tokenizer->encode("a\xFF\xC0 \x80 b\xE2\x82").ids, (Ids{5, 6}));
  std::mt19937 random(9);
  for (int i = 0; i < 2000; ++i) {
    std::string noise(random() % 40, '\0');
    for (char& c : noise) c = static_cast<char>(random());
    (void)tokenizer->encode(noise);
    (void)tokenizer->encode_unit(noise);
  }
}

TEST_F(WordPieceTest, SaysWhatIsWrongWithAVocabulary) {
  const auto missing = open_wordpiece("/nowhere");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  std::ofstream(folder_.file("vocab.txt")) << "[PAD]\n[UNK]\n[CLS]\n[SEP]\nword\n";
  const auto maskless = open_wordpiece(folder_.file("vocab.txt"), WordPieceSettings{});
  ASSERT_FALSE(maskless.ok());
  EXPECT_NE(maskless.error().message.find("[MASK]"), std::string::npos);
  std::ofstream(folder_.file("vocab.txt")) << "\xFF\xFE";
  const auto binary = open_wordpiece(folder_.file("vocab.txt"), WordPieceSettings{});
  ASSERT_FALSE(binary.ok());
  EXPECT_EQ(binary.error().code, ErrorCode::kCorrupt);
}

TEST_F(WordPieceTest, SettingsComeBackAsTheyWereWritten) {
  WordPieceSettings settings;
  settings.text = {false, false, true};
  settings.mask = "<mask>";
  std::ofstream(folder_.file("wordpiece.json")) << to_json_text(settings);
  std::ofstream(folder_.file("vocab.txt")) << "[PAD]\n[UNK]\n[CLS]\n[SEP]\n<mask>\nA\n";
  const auto tokenizer = open_wordpiece(folder_.path());
  ASSERT_TRUE(tokenizer.ok()) << tokenizer.error().message;
  EXPECT_FALSE((*tokenizer)->lower_cases());
  EXPECT_EQ((*tokenizer)->specials().mask, 4);
  EXPECT_EQ((*tokenizer)->encode("A a").ids, (Ids{5, 1}));
  std::ofstream(folder_.file("wordpiece.json")) << R"({"lower_case": 1})";
  const auto bad = open_wordpiece(folder_.path());
  ASSERT_FALSE(bad.ok());
  EXPECT_NE(bad.error().message.find("lower_case"), std::string::npos);
}

}  // namespace
}  // namespace inkling
