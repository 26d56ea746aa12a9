// Every scenario through every interface, with the same outcome.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "tests/scenarios/runner.h"
#include "tests/temp_folder.h"

namespace inkling {
namespace {

const std::string kFolder = std::string(INKLING_SOURCE_DIR) + "/tests/scenarios";
const std::string kPack = std::string(INKLING_SOURCE_DIR) + "/packs/en";

std::vector<std::string> files() {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".tsv") out.push_back(entry.path().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string file_name(const ::testing::TestParamInfo<std::string>& info) {
  return std::filesystem::path(info.param).stem().string();
}

class Scenarios : public ::testing::TestWithParam<std::string> {};

TEST_P(Scenarios, GoTheSameWayThroughCppAndC) {
  const auto scenarios = read_scenarios(GetParam());
  ASSERT_TRUE(scenarios.ok()) << scenarios.error().message;
  ASSERT_FALSE(scenarios->empty());
  for (const Scenario& scenario : *scenarios) {
    if (scenario.needs == "utf16") continue;
    const Outcome cpp = run_scenario(scenario, cpp_backend(kPack).get());
    const Outcome c = run_scenario(scenario, c_backend(kPack).get());
    for (const std::string& failure : cpp.failures) ADD_FAILURE() << "C++: " << failure;
    for (const std::string& failure : c.failures) ADD_FAILURE() << "C: " << failure;
    ASSERT_EQ(cpp.seen.size(), c.seen.size()) << scenario.where;
    for (std::size_t i = 0; i < cpp.seen.size(); ++i) {
      EXPECT_TRUE(cpp.seen[i] == c.seen[i]) << scenario.steps[i].where << ": C++ and C disagree";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Files, Scenarios, ::testing::ValuesIn(files()), file_name);

std::vector<std::string> failures_of(const std::string& text) {
  const TempFolder folder;
  const std::string path = folder.file("one.tsv");
  std::ofstream(path) << text;
  const auto scenarios = read_scenarios(path);
  if (!scenarios) return {scenarios.error().message};
  return run_scenario(scenarios->front(), cpp_backend("").get()).failures;
}

TEST(ScenarioRunner, SaysWhatWentWrongAndWhere) {
  using Failures = std::vector<std::string>;
  EXPECT_EQ(failures_of("scenario\ta\ntype\tab\nexpect_text\tab\n"), Failures{});
  EXPECT_EQ(failures_of("scenario\ta\n# note\ntype\tab\nexpect_text\tac\n"),
            Failures{"one.tsv:4: expect_text: expected \"ac\", but there is \"ab\""});
  EXPECT_EQ(failures_of("scenario\ta\nfly\n"), Failures{"one.tsv:2: fly: there is no such verb"});
  EXPECT_EQ(failures_of("type\ta\n"), Failures{"one.tsv:1: in front of the first scenario"});
  EXPECT_EQ(failures_of("scenario\ta\ntype\t\\q\n"), Failures{"one.tsv:2: no such escape"});
  EXPECT_EQ(failures_of("scenario\ta\nrevert\n"), Failures{"one.tsv:2: revert: it was refused"});
}

}  // namespace
}  // namespace inkling
