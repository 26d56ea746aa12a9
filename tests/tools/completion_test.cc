// The scripts that complete `inkling`, in the shells themselves.
#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "platform/file.h"
#include "tests/tools/program_fixture.h"
#include "tools/completion/command_tree.h"

namespace inkling {
namespace {

TEST(CommandTree, ReadsWhatOptionsTakeFromTheirTypes) {
  CLI::App app{"help"};
  std::string text;
  CLI::App* one = app.add_subcommand("one", "The first");
  one->add_option("TEXT_FILE", text, "A file");
  one->add_option("--free", text, "Anything");
  one->add_option("--file", text, "A file")->type_name("FILE");
  one->add_option("--folder", text, "A folder")->type_name("FOLDER");
  one->add_option("--choice", text, "A word")->check(CLI::IsMember({"a", "b"}));
  bool flag = false;
  one->add_flag("--flag", flag, "Nothing");
  one->add_subcommand("below", "Deeper");
  const auto commands = completion_commands(app);
  ASSERT_EQ(commands.size(), 3U);
  EXPECT_EQ(commands[0].commands[0].second, "The first");
  EXPECT_EQ(commands[2].path, "one below");
  EXPECT_EQ(commands[1].argument.kind, ValueKind::kFile);
  std::vector<ValueKind> kinds;
  for (const CompletionOption& option : commands[1].options) kinds.push_back(option.value.kind);
  EXPECT_EQ(kinds, (std::vector{ValueKind::kNone, ValueKind::kText, ValueKind::kFile,
                                ValueKind::kFolder, ValueKind::kWords, ValueKind::kNone}));
  EXPECT_EQ(commands[1].options[4].value.words, (std::vector<std::string>{"a", "b"}));
}

class CompletionTest : public ProgramTest {
 protected:
  /// What `shell` prints for the script and, behind it, `commands`; "" where it is not installed.
  [[nodiscard]] std::string ask(const std::string& shell, const std::string& commands) const {
    const auto script = run("completion " + shell);
    EXPECT_EQ(script.exit_code, 0) << script.errors;
    EXPECT_TRUE(write_file_atomic(folder_ + "/ask", script.output + "\n" + commands).ok());
    EXPECT_TRUE(write_file_atomic(folder_ + "/a file.jsonl", "").ok());
    const std::string quiet = shell == "fish" ? " --no-config" : shell == "zsh" ? " -f" : "";
    const std::string command = "cd '" + folder_ + "' && HOME=\"$PWD\" PATH=\"" +
                                INKLING_BINARY_DIR + ":$PATH\" " + shell + quiet +
                                " ./ask >answer 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0) << slurp(folder_ + "/answer");
    return slurp(folder_ + "/answer");
  }
  static bool installed(const std::string& shell) {
    return std::system(("command -v " + shell + " >/dev/null").c_str()) == 0;
  }
  static void expect_words(const std::string& answer, const std::vector<std::string>& words) {
    for (const std::string& word : words) {
      EXPECT_NE((" " + answer + " ").find(" " + word + " "), std::string::npos)
          << word << " in " << answer;
    }
  }
};

/// Completes the last of its arguments in bash, one answer a line.
constexpr const char* kAskBash = R"(
ask() {
  COMP_WORDS=("$@")
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  _inkling
  echo "${COMPREPLY[*]}"
}
)";

/// The same in zsh: what zsh's own functions are told.
constexpr const char* kAskZsh = R"(
compset() { :; }
compadd() { shift; told+=("$@"); }
_files() { told+=(files "$@"); }
_describe() {
  local list="${@[-1]}" one
  for one in "${(@P)list}"; do told+=("${one%%:*}"); done
}
ask() {
  local -a words=("$@") told=()
  local CURRENT=$#
  _inkling
  echo "$told"
}
)";

TEST_F(CompletionTest, BashOffersCommandsOptionsAndValues) {
  if (!installed("bash")) GTEST_SKIP() << "no bash";
  const std::string answer = ask("bash", std::string(kAskBash) + R"(
ask inkling ''
ask inkling eval ''
ask inkling suggest --
ask inkling suggest --layout ''
ask inkling suggest --layout = dv
ask inkling suggest --left eval --js
ask inkling suggest --left ''
ask inkling replay 'a f'
ask inkling suggest --pack no
ask inkling history shortcut s
ask inkling replay ''
ask inkling bench ''
)");
  std::vector<std::string> lines;
  std::istringstream in(answer);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  ASSERT_EQ(lines.size(), 12U) << answer;
  expect_words(lines[0], {"suggest", "type", "eval", "history", "completion"});
  expect_words(lines[1], {"next-word", "completion", "correction", "personal", "perplexity"});
  expect_words(lines[2], {"--help", "--pack", "--typed", "--why", "--json"});
  expect_words(lines[3], {"qwerty", "azerty", "dubeolsik"});
  EXPECT_EQ(lines[4], "dvorak");
  EXPECT_EQ(lines[5], "--json");
  EXPECT_EQ(lines[6], "");
  EXPECT_EQ(lines[7], "a file.jsonl");
  EXPECT_EQ(lines[8], "none");
  EXPECT_EQ(lines[9], "set");
  expect_words(lines[10], {"none", "merge"});
  expect_words(lines[11], {"letter", "gesture", "family"});
}

TEST_F(CompletionTest, KnowsWhatTheHelpSays) {
  if (!installed("bash")) GTEST_SKIP() << "no bash";
  for (const std::string path :
       {"suggest", "replay", "trace simulate", "tune weights", "pack ask"}) {
    const std::string offered =
        ask("bash", std::string(kAskBash) + "ask inkling " + path + " --\n");
    std::istringstream help(run(path + " --help").output);
    for (std::string word; help >> word;) {
      if (word.starts_with("--")) expect_words(offered.substr(0, offered.find('\n')), {word});
    }
  }
}

TEST_F(CompletionTest, ZshOffersCommandsOptionsAndValues) {
  if (!installed("zsh")) GTEST_SKIP() << "zsh is not installed";
  const std::string answer = ask("zsh", std::string(kAskZsh) + R"(
ask inkling ''
ask inkling eval ''
ask inkling suggest --
ask inkling suggest --layout ''
ask inkling suggest --layout=q
ask inkling suggest --left eval --js
ask inkling replay ''
ask inkling pack info ''
ask inkling bench ''
)");
  std::vector<std::string> lines;
  std::istringstream in(answer);
  for (std::string line; std::getline(in, line);) {
    // Without compinit there is no compdef, which the script calls at its end.
    if (line.find("compdef") == std::string::npos) lines.push_back(line);
  }
  ASSERT_EQ(lines.size(), 9U) << answer;
  expect_words(lines[0], {"suggest", "completion"});
  expect_words(lines[1], {"next-word", "completion"});
  expect_words(lines[2], {"--pack", "--why"});
  expect_words(lines[3], {"qwerty", "azerty"});
  expect_words(lines[4], {"qwerty", "azerty"});
  expect_words(lines[5], {"--json"});
  expect_words(lines[6], {"merge", "files"});
  EXPECT_EQ(lines[7], "files -/");
  expect_words(lines[8], {"letter", "gesture", "family"});
}

TEST_F(CompletionTest, FishOffersCommandsOptionsAndValues) {
  if (!installed("fish")) GTEST_SKIP() << "fish is not installed";
  const auto words = [this](const std::string& line) {
    std::istringstream in(ask("fish", "complete -C '" + line + "'"));
    std::string out;
    // A tab and what it is stand behind each.
    for (std::string one; std::getline(in, one);) out += one.substr(0, one.find('\t')) + " ";
    return out;
  };
  expect_words(words("inkling "), {"suggest", "completion"});
  expect_words(words("inkling eval "), {"next-word", "completion"});
  expect_words(words("inkling suggest --"), {"--pack", "--why"});
  expect_words(words("inkling suggest --layout "), {"qwerty", "azerty"});
  expect_words(words("inkling suggest --left eval --js"), {"--json"});
  EXPECT_EQ(words("inkling suggest --left "), "");
  expect_words(words("inkling pack info no"), {"none/"});
}

TEST_F(CompletionTest, AnotherShellIsNamedWithThoseThereAre) {
  const auto outcome = run("completion tcsh");
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_NE(outcome.errors.find("fish"), std::string::npos) << outcome.errors;
}

}  // namespace
}  // namespace inkling
