// The n-gram tables of a pack: what they say, how they mix, and what damage does to them.
#include "engine/model/ngram.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <numeric>
#include <random>
#include <vector>

namespace inkling {
namespace {

constexpr int kVocab = 12;
constexpr int32_t kBegin = 2;
constexpr int32_t kNewline = 5;

/// Writes the format by hand, so that a change of either side is seen.
class FileWriter {
 public:
  template <typename T>
  FileWriter& put(const std::vector<T>& values) {
    bytes_.resize((bytes_.size() + 3) / 4 * 4);
    const auto* from = reinterpret_cast<const std::byte*>(values.data());
    bytes_.insert(bytes_.end(), from, from + values.size() * sizeof(T));
    return *this;
  }
  std::vector<std::byte> done() {
    bytes_.resize((bytes_.size() + 3) / 4 * 4);
    return bytes_;
  }

 private:
  std::vector<std::byte> bytes_;
};

/// Numbers of `width` bits each, the first lowest.
std::vector<uint32_t> packed(unsigned width, const std::vector<uint32_t>& values) {
  std::vector<uint32_t> words((values.size() * width + 31) / 32);
  for (std::size_t i = 0; i < values.size() * width; ++i) {
    words[i / 32] |= (values[i / width] >> (i % width) & 1U) << (i % 32);
  }
  return words;
}

/// Bigrams: <s> → 6 7, 6 → 7 8; trigrams: <s> 6 → 8; four-grams: <s> 6 8 → 10 need 6 8 → 9;
/// five-grams: <s> 6 8 10 → 11. <s> 6 keeps little for the lower orders.
std::vector<std::byte> small_file(float weight = 0.5F, uint32_t version = 5) {
  FileWriter file;
  file.put<char>({'I', 'N', 'K', 'N', 'G', 'R', 'A', 'M'})
      .put<uint32_t>({version, kVocab, 5, 25})
      .put<uint32_t>({2, 4, 2, 2, 1, 1, 1, 1})
      .put(std::vector<float>(25, weight))
      .put(std::vector<uint16_t>(kVocab, static_cast<uint16_t>(std::lround(std::log(12) * 1024))));
  // Bits, then how many are set before the one block that there is.
  const auto bits = [&](uint32_t word) { file.put<uint32_t>({word}).put<uint32_t>({0}); };
  // Twelve pieces need four bits.
  const auto entries = [&](const std::vector<uint32_t>& pieces, const std::vector<uint32_t>& own) {
    file.put(packed(4, pieces)).put(packed(5, own));
  };
  // Order 2: contexts <s> and 6; entries <s> 6, <s> 7, 6 7, 6 8.
  bits(1U << kBegin | 1U << 6U);
  bits(0b1010);
  entries({6, 7, 7, 8}, {10, 10, 12, 9});
  // Order 3: contexts <s> 6 (entry 0) and 6 8 (entry 3), of one entry each.
  bits(0b1001);
  bits(0b11);
  entries({8, 9}, {1, 7});
  // Order 4: context <s> 6 8 (entry 0 of order 3).
  bits(0b01);
  bits(0b1);
  entries({10}, {7});
  // Order 5: context <s> 6 8 10, which is the one entry of order 4.
  bits(0b1);
  bits(0b1);
  entries({11}, {5});
  return file.done();
}

std::unique_ptr<NgramTable> small_table() {
  auto opened = NgramTable::from_bytes(small_file());
  EXPECT_TRUE(opened.ok());
  return std::move(opened.value());
}

/// The probability of a stored code.
double stored(int code) { return std::exp(-code * code / 64.0); }

TEST(Ngram, LongerContextsAddToShorterOnes) {
  const auto table = small_table();
  const double unigram = 1.0 / kVocab;
  const std::vector<int32_t> nothing;
  const std::vector<int32_t> line = {kBegin};
  const std::vector<int32_t> six = {kBegin, 6};
  const std::vector<int32_t> six_eight = {kBegin, 6, 8};
  EXPECT_NEAR(table->probability(nothing, 7), unigram, 1e-3);
  EXPECT_NEAR(table->probability(line, 7), stored(10) + (1 - 2 * stored(10)) * unigram, 1e-3);
  const double bigram = stored(9) + (1 - stored(12) - stored(9)) * unigram;
  EXPECT_NEAR(table->probability(six, 8), stored(1) + (1 - stored(1)) * bigram, 1e-3);
  // 8 itself is no context of order 2.
  const double trigram = (1 - stored(7)) * unigram;
  EXPECT_NEAR(table->probability(six_eight, 10), stored(7) + (1 - stored(7)) * trigram, 1e-3);
  const std::vector<int32_t> four = {kBegin, 6, 8, 10};
  EXPECT_NEAR(table->probability(four, 11), stored(5) + (1 - stored(5)) * unigram, 1e-3);
  EXPECT_EQ(table->probability(line, kVocab), 0);
  EXPECT_EQ(table->probability(line, -1), 0);
}

TEST(Ngram, EveryContextHasADistribution) {
  const auto table = small_table();
  for (const std::vector<int32_t>& context : {std::vector<int32_t>{},
                                              {kBegin},
                                              {kBegin, 6},
                                              {kBegin, 6, 8},
                                              {9, 6, 8},
                                              {kBegin, 6, 8, 10},
                                              {7}}) {
    double sum = 0;
    for (int32_t piece = 0; piece < kVocab; ++piece) sum += table->probability(context, piece);
    EXPECT_NEAR(sum, 1, 1e-3);
  }
}

TEST(Ngram, LinesAreCountedApart) {
  const auto table = small_table();
  const std::vector<int32_t> fresh = {kBegin};
  const std::vector<int32_t> later = {kBegin, 6, 8, kNewline};
  for (int32_t piece = 0; piece < kVocab; ++piece) {
    EXPECT_EQ(table->probability(fresh, piece), table->probability(later, piece));
  }
}

TEST(Ngram, MixingOneIsMixingAll) {
  const auto table = small_table();
  std::mt19937 random(3);
  for (const std::vector<int32_t>& context : {std::vector<int32_t>{},
                                              {kBegin},
                                              {kBegin, 6},
                                              {kBegin, 6, 8},
                                              {kBegin, 6, 8, 10},
                                              {7, 7, 7, 6},
                                              {-3, 99}}) {
    std::vector<float> values(kVocab);
    float total = 0;
    for (float& p : values) total += p = 0.1F + static_cast<float>(random() % 100);
    std::vector<double> expected(kVocab);
    for (int32_t w = 0; w < kVocab; ++w) {
      const auto at = static_cast<std::size_t>(w);
      expected[at] = table->mix_one(context, w, std::log(static_cast<double>(values[at] / total)));
    }
    table->mix(context, total, values);
    for (std::size_t w = 0; w < kVocab; ++w) EXPECT_NEAR(std::log(values[w]), expected[w], 1e-4);
  }
}

TEST(Ngram, OtherVocabularyIsOnlyMadeASum) {
  std::vector<float> values(kVocab + 1, 3.0F);
  small_table()->mix(std::vector<int32_t>{kBegin}, 6, values);
  EXPECT_EQ(values, std::vector<float>(kVocab + 1, 0.5F));
}

TEST(Ngram, EveryTruncationIsAnError) {
  const std::vector<std::byte> whole = small_file();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::vector<std::byte> part(whole.begin(),
                                      whole.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_FALSE(NgramTable::from_bytes(part).ok()) << size;
  }
}

TEST(Ngram, OtherVersionsAndWrongWeightsAreRefused) {
  EXPECT_EQ(NgramTable::from_bytes(small_file(0.5F, 4)).error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(NgramTable::from_bytes(small_file(1.5F)).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(NgramTable::from_bytes(small_file(std::nanf(""))).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(NgramTable::open("/nowhere/ngrams.bin").error().code, ErrorCode::kNotFound);
}

TEST(Ngram, DamagedBytesNeverReadOutside) {
  const std::vector<std::byte> whole = small_file();
  std::mt19937 random(7);
  for (int round = 0; round < 4000; ++round) {
    std::vector<std::byte> hurt = whole;
    for (int i = 0; i < 4; ++i) hurt[random() % hurt.size()] = static_cast<std::byte>(random());
    auto opened = NgramTable::from_bytes(hurt);
    if (!opened.ok()) continue;
    std::vector<float> values((*opened)->vocab_size(), 0.05F);
    for (const std::vector<int32_t>& context : {std::vector<int32_t>{kBegin},
                                                {kBegin, 6},
                                                {kBegin, 6, 8},
                                                {kBegin, 6, 8, 10},
                                                {9, 9, 6}}) {
      (*opened)->mix(context, 1, values);
      for (const float p : values) EXPECT_TRUE(std::isfinite(p));
    }
  }
}

}  // namespace
}  // namespace inkling
