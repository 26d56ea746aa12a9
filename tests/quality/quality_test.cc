// Runs the tables of tests/quality against packs/en; quality_table.h says what their lines mean.
// en.tsv is what we ask of ourselves, typed.tsv cases after public reports about keyboards.
//
// A line that misses and is not in TABLE.known_misses.tsv fails the test. A listed line that passes
// is printed as mended and does not fail it. Environment:
//   INKLING_QUALITY_UPDATE=1  rewrites TABLE.known_misses.tsv with today's misses
//   INKLING_QUALITY_LIST=1    prints the known misses too, and what they got
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/inkling.h"
#include "tests/quality/known_misses.h"
#include "tests/quality/quality_runner.h"
#include "tests/quality/quality_table.h"

namespace inkling::quality {
namespace {

std::string in_source(const std::string& path) {
  return std::string(INKLING_SOURCE_DIR) + '/' + path;
}
std::string path_of(const std::string& table, const std::string& ending) {
  return in_source("tests/quality/" + table + ending);
}

bool asked_for(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && std::string(value) == "1";
}

/// Hits and lines of a group, and the same for its lines where nothing must change.
struct Tally {
  int lines = 0, hits = 0, known = 0;
  int untouched_lines = 0, untouched_hits = 0;

  void add(const Line& line, bool hit, bool known_miss) {
    const bool untouched = line.wants_no_change();
    lines += 1;
    hits += hit ? 1 : 0;
    known += !hit && known_miss ? 1 : 0;
    untouched_lines += untouched ? 1 : 0;
    untouched_hits += untouched && hit ? 1 : 0;
  }
};

void print_tallies(const std::vector<std::string>& groups,
                   const std::map<std::string, Tally>& tallies) {
  std::printf("%-18s %9s %6s %11s %9s\n", "group", "hits", "share", "known miss", "untouched");
  for (const std::string& group : groups) {
    const Tally& t = tallies.at(group);
    std::printf("%-18s %4d/%4d %5.0f%% %11d %4d/%4d\n", group.c_str(), t.hits, t.lines,
                100.0 * t.hits / t.lines, t.known, t.untouched_hits, t.untouched_lines);
  }
}

void print_line(const char* what, const std::string& table, const Line& line,
                const Outcome& outcome) {
  std::printf("%s %s.tsv:%zu [%s] %s ‸ %s (%s)\n    expected %s\n", what, table.c_str(),
              line.number, line.group.c_str(), line.context.c_str(), line.typed.c_str(),
              line.layout.c_str(), line.expected.c_str());
  if (!outcome.passed) std::printf("    got      %s\n", outcome.got.c_str());
}

TEST(QualityTable, IsLargeAndMindsWhatMustNotChange) {
  const auto table = read_table(path_of("en", ".tsv"));
  ASSERT_TRUE(table.ok()) << table.error().message;
  std::size_t commits = 0;
  std::size_t untouched = 0;
  for (const Line& line : *table) {
    commits += line.has(ConditionKind::kCommit) || line.has(ConditionKind::kText) ? 1 : 0;
    untouched += line.wants_no_change() ? 1 : 0;
  }
  EXPECT_GE(table->size(), 320U);
  EXPECT_GE(untouched, 80U);
  EXPECT_GT(2 * commits, table->size());
}

class Quality : public testing::TestWithParam<const char*> {};

TEST_P(Quality, DoesNotFallBehindWhatItCould) {
  const std::string name = GetParam();
  const std::string misses_path = path_of(name, ".known_misses.tsv");
  const auto table = read_table(path_of(name, ".tsv"));
  ASSERT_TRUE(table.ok()) << table.error().message;
  const bool update = asked_for("INKLING_QUALITY_UPDATE");
  const bool list = asked_for("INKLING_QUALITY_LIST");
  const auto known =
      update ? std::unordered_set<std::string>{} : read_known_misses(misses_path, *table);
  ASSERT_TRUE(known.ok()) << known.error().message;
  const auto engine = Engine::open({.pack_dir = in_source("packs/en")});
  ASSERT_TRUE(engine.ok()) << engine.error().message;
  for (const Degradation& d : (*engine)->status()) FAIL() << d.part << ": " << d.error.message;

  std::vector<std::string> groups;
  std::map<std::string, Tally> tallies;
  std::vector<const Line*> missed;
  for (const Line& line : *table) {
    const Outcome outcome = run_line(*engine, line);
    const bool listed = known->count(line.key()) != 0;
    for (const std::string& group : {line.group, std::string("all")}) {
      if (tallies.count(group) == 0 && group != "all") groups.push_back(group);
      tallies[group].add(line, outcome.passed, listed || update);
    }
    if (!outcome.passed) missed.push_back(&line);
    if (outcome.passed && listed) print_line("mended, remove from list:", name, line, outcome);
    if (!outcome.passed && listed && list) print_line("known miss:", name, line, outcome);
    if (!outcome.passed && update) print_line("listed:", name, line, outcome);
    if (!outcome.passed && !listed && !update) {
      print_line("MISS:", name, line, outcome);
      ADD_FAILURE() << name << ".tsv:" << line.number << ": expected " << line.expected << ", got "
                    << outcome.got;
    }
  }
  groups.emplace_back("all");
  print_tallies(groups, tallies);
  if (update) {
    const Status written = write_known_misses(misses_path, missed);
    ASSERT_TRUE(written.ok()) << written.error().message;
  }
}

INSTANTIATE_TEST_SUITE_P(Tables, Quality, testing::Values("en", "typed"),
                         [](const auto& tested) { return std::string(tested.param); });

}  // namespace
}  // namespace inkling::quality
