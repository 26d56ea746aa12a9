// The program as scripts call it, in a folder of its own for each test.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "platform/file.h"

namespace inkling {

namespace fs = std::filesystem;

struct Outcome {
  int exit_code = -1;
  std::string output;  // standard output
  std::string errors;  // standard error
};

inline std::string slurp(const std::string& path) {
  auto text = read_file(path);
  return text.ok() ? *text : "";
}

/// A folder of its own for each test, and the program run in it.
class ProgramTest : public testing::Test {
 protected:
  void SetUp() override {
    program_ = std::string(INKLING_BINARY_DIR) + "/inkling";
    if (!fs::exists(program_)) GTEST_SKIP() << program_ << " was not built";
    folder_ = testing::TempDir() + "/program_test." + std::to_string(::getpid());
    fs::create_directories(folder_ + "/none");
  }
  void TearDown() override {
    if (!folder_.empty()) fs::remove_all(folder_);
  }

  /// Runs `inkling ARGUMENTS` in an empty pack, with `input` on standard input.
  [[nodiscard]] Outcome run(const std::string& arguments, const std::string& input = "") const {
    EXPECT_TRUE(write_file_atomic(folder_ + "/in", input).ok());
    const std::string command = "cd '" + folder_ + "' && INKLING_PACK=none '" + program_ + "' " +
                                arguments + " <in >out 2>err";
    const int status = std::system(command.c_str());
    Outcome outcome;
    outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    outcome.output = slurp(folder_ + "/out");
    outcome.errors = slurp(folder_ + "/err");
    return outcome;
  }

  /// Standard output, line by line, as JSON.
  static std::vector<nlohmann::json> lines_of(const std::string& output) {
    std::vector<nlohmann::json> lines;
    std::istringstream in(output);
    for (std::string line; std::getline(in, line);) {
      lines.push_back(nlohmann::json::parse(line, nullptr, false));
      EXPECT_FALSE(lines.back().is_discarded()) << line.substr(0, 200);
    }
    return lines;
  }

  std::string program_;
  std::string folder_;
};

/// The first line of a trace.
inline const std::string kHeader = R"({"format":"inkling-trace","version":1})"
                                   "\n";

}  // namespace inkling
