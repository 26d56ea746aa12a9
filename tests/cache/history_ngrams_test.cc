// What follows what: the packed table against a map that does the same without thinking.
#include "cache/history/history_ngrams.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <tuple>
#include <utility>
#include <vector>

namespace inkling {
namespace {

using Id = HistoryNgrams::Id;

/// Uses by (before last, last, word).
using Plain = std::map<std::array<Id, 3>, double>;

double total_of(const Plain& plain, Id before_last, Id last) {
  double sum = 0;
  for (const auto& [key, uses] : plain) {
    if (key[0] == before_last && key[1] == last) sum += uses;
  }
  return sum;
}

void expect_same(const HistoryNgrams& ngrams, const Plain& plain) {
  std::size_t seen = 0;
  for (const HistoryNgrams::Context& context : ngrams.contexts()) {
    double sum = 0;
    Id before = 0;
    for (const HistoryNgrams::Use& use : ngrams.uses(context)) {
      const auto found = plain.find({context.before_last, context.last, use.word});
      ASSERT_NE(found, plain.end());
      EXPECT_NEAR(static_cast<double>(use.scaled), found->second, 1e-3);
      EXPECT_GT(use.word, before) << "not in order";
      before = use.word;
      sum += static_cast<double>(use.scaled);
      ++seen;
    }
    EXPECT_NEAR(static_cast<double>(context.scaled), sum, 1e-3);
    if (context.size > 0) {
      EXPECT_NE(ngrams.find(context, context.best), nullptr);
    }
  }
  EXPECT_EQ(seen, plain.size());
  EXPECT_EQ(ngrams.size(), plain.size());
}

TEST(HistoryNgrams, RandomChangesGiveWhatAMapGives) {
  HistoryNgrams ngrams;
  Plain plain;
  std::mt19937 random(7);
  const auto word = [&] { return static_cast<Id>(1 + random() % 12); };
  HistoryNgrams::Clock clock;
  for (int i = 0; i < 6000; ++i) {
    clock.words = static_cast<uint32_t>(i);
    const Id before_last = random() % 3 == 0 ? 0 : word();
    const Id last = word();
    const Id next = word();
    const auto key = std::array<Id, 3>{before_last, last, next};
    if (random() % 200 == 0) {
      const Id gone = word();
      ngrams.remove(gone, clock);
      std::erase_if(plain, [gone](const auto& entry) {
        return entry.first[0] == gone || entry.first[1] == gone || entry.first[2] == gone;
      });
    } else if (plain.contains(key) && random() % 2 == 0) {
      ngrams.add(before_last, last, next, -1, -1, clock);
      if ((plain[key] -= 1) < 0.5) plain.erase(key);
    } else {
      ngrams.add(before_last, last, next, 1, 1, clock);
      plain[key] += 1;
    }
    if (i % 500 == 0) expect_same(ngrams, plain);
  }
  expect_same(ngrams, plain);
  const HistoryNgrams::Context* context = ngrams.find(0, 3);
  ASSERT_NE(context, nullptr);
  EXPECT_NEAR(static_cast<double>(context->scaled), total_of(plain, 0, 3), 1e-3);
}

TEST(HistoryNgrams, WhatIsFewWordsOldCountsMoreThanWhatIsMany) {
  HistoryNgrams ngrams;
  HistoryNgrams::Clock clock{1, 0, 0.05, 100};
  for (int i = 0; i < 4; ++i) ngrams.add(0, 1, 2, 1, 1, clock);
  clock.words = 1000;
  ngrams.add(0, 1, 3, 1, 1, clock);
  const HistoryNgrams::Context* context = ngrams.find(0, 1);
  ASSERT_NE(context, nullptr);
  EXPECT_EQ(context->best, 3U);
  EXPECT_NEAR(HistoryNgrams::weight(*ngrams.find(*context, 3), clock), 1, 1e-6);
  EXPECT_NEAR(HistoryNgrams::weight(*ngrams.find(*context, 2), clock), 4 * 0.05 + 4 * 0.95 / 1024,
              1e-4);
}

/// Contexts with their uses, in an order of their own.
std::map<std::pair<Id, Id>, std::vector<HistoryNgrams::Use>> all_of(const HistoryNgrams& ngrams) {
  std::map<std::pair<Id, Id>, std::vector<HistoryNgrams::Use>> out;
  for (const HistoryNgrams::Context& context : ngrams.contexts()) {
    const auto uses = ngrams.uses(context);
    if (context.size > 0) {
      out[{context.before_last, context.last}].assign(uses.begin(), uses.end());
    }
  }
  return out;
}

void expect_equal(const HistoryNgrams& one, const HistoryNgrams& other) {
  const auto uses = all_of(one);
  const auto others = all_of(other);
  ASSERT_EQ(uses.size(), others.size());
  EXPECT_EQ(one.size(), other.size());
  for (const auto& [key, here] : uses) {
    const auto found = others.find(key);
    ASSERT_NE(found, others.end());
    ASSERT_EQ(here.size(), found->second.size());
    for (std::size_t i = 0; i < here.size(); ++i) {
      EXPECT_EQ(here[i].word, found->second[i].word);
      EXPECT_EQ(here[i].scaled, found->second[i].scaled);
      EXPECT_EQ(here[i].recent, found->second[i].recent);
    }
    const HistoryNgrams::Context* context = one.find(key.first, key.second);
    const HistoryNgrams::Context* twin = other.find(key.first, key.second);
    EXPECT_EQ(context->best, twin->best);
    EXPECT_EQ(context->scaled, twin->scaled);
    EXPECT_EQ(context->recent, twin->recent);
  }
}

TEST(HistoryNgrams, ManyAtOnceAreWhatTheyAreOneByOne) {
  std::mt19937 random(11);
  std::vector<HistoryNgrams::Row> rows;
  rows.reserve(3000);
  const auto word = [&] { return static_cast<Id>(1 + random() % 15); };
  for (int i = 0; i < 3000; ++i) {
    // Some twice, some without a use, as a damaged file has them.
    rows.push_back(
        {random() % 3 == 0 ? 0 : word(), word(), word(), static_cast<float>(random() % 50) / 8});
  }
  const auto by_key = [](const HistoryNgrams::Row& a, const HistoryNgrams::Row& b) {
    return std::tie(a.before_last, a.last, a.word) < std::tie(b.before_last, b.last, b.word);
  };
  std::sort(rows.begin(), rows.begin() + 2000, by_key);
  HistoryNgrams at_once;
  HistoryNgrams one_by_one;
  for (HistoryNgrams* ngrams : {&at_once, &one_by_one}) ngrams->add(1, 2, 3, 1, 1, {});
  at_once.load(rows, {});
  for (const auto& row : rows) {
    one_by_one.add(row.before_last, row.last, row.word, row.scaled, 0, {});
  }
  expect_equal(at_once, one_by_one);
  // And go on alike.
  for (int i = 0; i < 1000; ++i) {
    const Id before_last = word();
    const Id last = word();
    const Id next = word();
    const float uses = random() % 4 == 0 ? -9.0F : 1.0F;
    for (HistoryNgrams* ngrams : {&at_once, &one_by_one}) {
      ngrams->add(before_last, last, next, uses, uses, {});
    }
  }
  at_once.remove(4, {});
  one_by_one.remove(4, {});
  expect_equal(at_once, one_by_one);
}

TEST(HistoryNgrams, NothingIsFoundWhereNothingWasAdded) {
  HistoryNgrams ngrams;
  EXPECT_EQ(ngrams.find(1, 2), nullptr);
  ngrams.add(1, 2, 3, 1, 1, {});
  ngrams.add(1, 2, 3, -1, -1, {});
  EXPECT_EQ(ngrams.find(1, 2), nullptr);
  ngrams.add(5, 6, 7, -1, 0, {});
  EXPECT_EQ(ngrams.size(), 0U);
}

}  // namespace
}  // namespace inkling
