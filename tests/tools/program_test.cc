// The program as scripts call it: processes, exit codes, standard output.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "platform/file.h"
#include "tests/tools/program_fixture.h"

namespace inkling {
namespace {

TEST_F(ProgramTest, SessionAnswersEachEventWithOneLine) {
  const auto outcome = run("session", kHeader +
                                          R"({"t":0,"event":"focus","field":"text"}
{"t":1,"event":"key","c":"z"}
{"t":2,"event":"key","c":"q"}
{"t":3,"event":"space"})");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  const auto lines = lines_of(outcome.output);
  ASSERT_EQ(lines.size(), 4U);
  for (const auto& line : lines) {
    EXPECT_TRUE(line.contains("suggestions") && line.contains("stages") && line.contains("micros"));
  }
  EXPECT_EQ(lines[3]["commit"]["typed"], "zq");
}

TEST_F(ProgramTest, SessionWritesAsItsHeaderSays) {
  const auto outcome =
      run("session", R"({"format":"inkling-trace","version":1,"double_space_stop":"yes"}
{"format":"inkling-trace","version":1,"double_space_stop":true}
{"event":"key","c":"z"}
{"event":"space"}
{"event":"space"})");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  const auto lines = lines_of(outcome.output);
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(lines[0]["error"]["line"], 1);
  EXPECT_EQ(lines[3]["left"], "z. ");
}

TEST_F(ProgramTest, NamesTheCommandsWhereThereIsNoSuchOne) {
  const auto outcome = run("sugest --left x", "");
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_NE(outcome.errors.find("\"sugest\""), std::string::npos) << outcome.errors;
  EXPECT_NE(outcome.errors.find(" suggest "), std::string::npos) << outcome.errors;
}

TEST_F(ProgramTest, SaysItsVersion) {
  const auto outcome = run("--version", "");
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_TRUE(outcome.output.starts_with("inkling ")) << outcome.output;
}

TEST_F(ProgramTest, SaysWhatItRunsOnWhenAsked) {
  const auto bare = run("--version --verbose");
  EXPECT_EQ(bare.exit_code, 0);
  for (const char* said : {"inkling ", "\npack  ", "\nkernels    ", "SQLite ", "\nbuild  "}) {
    EXPECT_NE(bare.output.find(said), std::string::npos) << said << " in " << bare.output;
  }
  EXPECT_EQ(run("--verbose").exit_code, 2);
}

TEST_F(ProgramTest, NamesTheLayoutsWhereThereIsNoSuchOne) {
  for (const std::string command : {"suggest --left x", "session", "type", "trace simulate -"}) {
    const auto outcome = run(command + " --layout steno");
    EXPECT_EQ(outcome.exit_code, 2) << command;
    EXPECT_NE(outcome.errors.find("\"steno\"; there are qwerty, qwertz, azerty"), std::string::npos)
        << outcome.errors;
  }
}

TEST_F(ProgramTest, SaysWhenATraceNamesALayoutThatThereIsNot) {
  const std::string trace =
      R"({"format":"inkling-trace","version":1,"layout":"steno"}
{"t":1,"event":"key","c":"z"})";
  for (const std::string command : {"session", "replay --json -", "trace check -"}) {
    const auto outcome = run(command, trace);
    EXPECT_EQ(outcome.exit_code, 0) << command;
    EXPECT_NE(outcome.errors.find("\"steno\"; there are qwerty"), std::string::npos)
        << outcome.errors;
  }
}

TEST_F(ProgramTest, TwoTypedWordsAreTwoWords) {
  const std::string pack = std::string(INKLING_SOURCE_DIR) + "/packs/en";
  if (!fs::exists(pack + "/lexicon.bin")) GTEST_SKIP() << "no pack in " << pack;
  const auto first = [&](const std::string& arguments) {
    const auto outcome =
        run("suggest --json --pack '" + pack + "' --history me.sqlite " + arguments);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    return lines_of(outcome.output).at(0)["suggestions"];
  };
  // The first stays as it is, slip and all, and the second is being typed.
  const auto typed = first("--typed 'yiu tomor'");
  EXPECT_EQ(typed[0]["text"], "tomorrow");
  EXPECT_EQ(typed, first("--left 'yiu ' --typed tomor"));
  // A question teaches nothing.
  const auto shown = run("history show me.sqlite --json");
  EXPECT_EQ(lines_of(shown.output).at(0)["total_words"], 0) << shown.output;
}

TEST_F(ProgramTest, APackThatIsNotThereIsAMistake) {
  for (const std::string command : {"suggest --left x", "session", "bench"}) {
    const auto outcome = run(command + " --pack no_such_folder", "");
    EXPECT_EQ(outcome.exit_code, 3) << command;
    EXPECT_NE(outcome.errors.find("no_such_folder: there is no such folder"), std::string::npos)
        << outcome.errors;
    EXPECT_EQ(outcome.output, "");
  }
}

TEST_F(ProgramTest, BenchKnowsItsOperationsByName) {
  // Without a pack: nothing is measured.
  const auto listed = run("bench --list");
  EXPECT_EQ(listed.exit_code, 0) << listed.errors;
  const auto json = lines_of(run("bench --list --json").output).at(0);
  for (const auto& operation : json["operations"]) {
    const auto name = operation["name"].get<std::string>();
    EXPECT_NE(listed.output.find(name + " "), std::string::npos) << name;
    EXPECT_NE(operation["what"], "") << name;
  }
  for (const char* name : {"letter", "first_letter", "space", "commit", "cursor_jump", "gesture"}) {
    EXPECT_NE(listed.output.find(std::string(name) + " "), std::string::npos) << name;
  }
  const auto unknown = run("bench letter,leter");
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_NE(unknown.errors.find("leter"), std::string::npos) << unknown.errors;
}

TEST_F(ProgramTest, SessionSurvivesWhatIsNoTrace) {
  std::string input = kHeader;
  input += "not json\n";
  input += R"({"t":1,"event":"wink"})"
           "\n";
  input += "\"\xff\xfe\"\n";
  input += "{\"t\":1,\"event\":\"key\",\"c\":\"" + std::string(1'000'000, 'x') + "\"}\n";
  input += std::string(1'000'000, '[') + "\n";
  input += std::string(5'000'000, 'y') + "\n";
  input += R"({"t":2,"event":"key","c":"a"})"
           "\n";
  const auto outcome = run("session", input);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  const auto lines = lines_of(outcome.output);
  ASSERT_EQ(lines.size(), 7U);
  for (std::size_t i = 0; i < 6; ++i) {
    ASSERT_TRUE(lines[i].contains("error")) << i;
    EXPECT_EQ(lines[i]["error"]["line"], i + 2);
    EXPECT_LT(lines[i].dump().size(), 500U) << i;
  }
  EXPECT_TRUE(lines[6].contains("suggestions"));
}

TEST_F(ProgramTest, SessionSurvivesRandomBytes) {
  std::mt19937 random(7);
  std::string input;
  std::size_t expected = 0;
  for (int line = 0; line < 300; ++line) {
    std::string bytes;
    const auto length = 1 + random() % 200;
    while (bytes.size() < length) {
      const char byte = static_cast<char>(random() & 0xffU);
      if (byte != '\n') bytes.push_back(byte);
    }
    // A line of blanks alone asks for no answer.
    if (bytes.find_first_not_of(" \t\r") != std::string::npos) ++expected;
    input += bytes + "\n";
  }
  input += R"({"event":"space"})";
  const auto outcome = run("session", input);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  const auto lines = lines_of(outcome.output);
  ASSERT_EQ(lines.size(), expected + 1);
  for (std::size_t i = 0; i < expected; ++i) EXPECT_TRUE(lines[i].contains("error")) << i;
  EXPECT_TRUE(lines.back().contains("suggestions"));
}

TEST_F(ProgramTest, SessionSurvivesAllEventsInAnyOrder) {
  const std::vector<std::string> events = {
      R"({"event":"focus","field":"password"})",
      R"({"event":"focus","left":"é 👍","right":"x"})",
      R"({"event":"key","c":"a","x":-3,"y":900})",
      R"({"event":"key","c":"👨‍👩‍👧"})",
      R"({"event":"key","c":"."})",
      R"({"event":"key","c":"\n"})",
      R"({"event":"key","c":"\u0000"})",
      R"({"event":"backspace","n":1000000})",
      R"({"event":"backspace"})",
      R"({"event":"space"})",
      R"({"event":"enter"})",
      R"({"event":"pick","text":"a b  c"})",
      R"({"event":"intend","word":"x"})",
      R"({"event":"cursor","left":"half wor","right":"d and more"})"};
  std::mt19937 random(3);
  std::string input;
  for (int i = 0; i < 400; ++i) input += events[random() % events.size()] + "\n";
  const auto outcome = run("session", input);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  const auto lines = lines_of(outcome.output);
  ASSERT_EQ(lines.size(), 400U);
  for (const auto& line : lines) EXPECT_TRUE(line.contains("suggestions"));
}

TEST_F(ProgramTest, SuggestPrintsOneDocument) {
  const auto outcome = run("suggest --left 'see you ' --typed zqzq --json");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  const auto lines = lines_of(outcome.output);
  ASSERT_EQ(lines.size(), 1U);
  ASSERT_FALSE(lines[0]["suggestions"].empty());
  EXPECT_EQ(lines[0]["suggestions"][0]["text"], "zqzq");
}

TEST_F(ProgramTest, BadUsageIsTwoAndABadFileThree) {
  EXPECT_EQ(run("").exit_code, 2);
  EXPECT_EQ(run("wink").exit_code, 2);
  EXPECT_EQ(run("suggest --left").exit_code, 2);
  EXPECT_EQ(run("suggest --left x --count 0").exit_code, 2);
  EXPECT_EQ(run("eval next-word").exit_code, 2);
  EXPECT_EQ(run("replay --play --json x").exit_code, 2);
  EXPECT_EQ(run("--help").exit_code, 0);
  EXPECT_EQ(run("replay missing.jsonl").exit_code, 3);
  EXPECT_EQ(run("replay -", "rubbish").exit_code, 3);
  EXPECT_EQ(run("eval next-word missing.txt").exit_code, 3);
  EXPECT_EQ(run("eval correction -", "a\tb\n").exit_code, 3);
  EXPECT_EQ(run("history check missing.sqlite").exit_code, 3);
  EXPECT_EQ(run("history show missing.sqlite").exit_code, 3);
  EXPECT_FALSE(fs::exists(folder_ + "/missing.sqlite"));
  EXPECT_EQ(run("pack verify missing").exit_code, 3);
}

TEST_F(ProgramTest, ReplaysTheDemoAndSaysWhatHappened) {
  const std::string demo = std::string(INKLING_SOURCE_DIR) + "/demo_keyboard/traces/demo.jsonl";
  const auto played = run("replay --play '" + demo + "'");
  EXPECT_EQ(played.exit_code, 0) << played.errors;
  EXPECT_NE(played.output.find("picked tomorrow"), std::string::npos);
  EXPECT_NE(played.output.find(" events"), std::string::npos);

  const auto measured = run("replay --json '" + demo + "'");
  EXPECT_EQ(measured.exit_code, 0) << measured.errors;
  const auto lines = lines_of(measured.output);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_GT(lines[0]["events"].get<int>(), 100);
  EXPECT_TRUE(lines[0]["quality"]["ksr"].is_number());

  ASSERT_TRUE(write_file_atomic(folder_ + "/run.json", measured.output).ok());
  const auto compared = run("replay --report page.html --baseline run.json '" + demo + "'");
  EXPECT_EQ(compared.exit_code, 0) << compared.errors;
  EXPECT_NE(compared.output.find("baseline"), std::string::npos);
  EXPECT_NE(slurp(folder_ + "/page.html").find("Against the baseline"), std::string::npos);
}

TEST_F(ProgramTest, TraceCheckCountsEvents) {
  const auto good = run("trace check -", kHeader + R"({"t":5,"event":"space"})");
  EXPECT_EQ(good.exit_code, 0) << good.errors;
  EXPECT_NE(good.output.find("1 events"), std::string::npos) << good.output;
  const auto bad = run("trace check -", kHeader + R"({"t":5,"event":"wink"})");
  EXPECT_EQ(bad.exit_code, 3);
  EXPECT_NE(bad.errors.find("line 2"), std::string::npos) << bad.errors;
}

TEST_F(ProgramTest, TraceSimulateTypesATextThatOtherCommandsRead) {
  const std::string text = "Shall we meet at the lake?\nI will bring the boat\n";
  const auto trace = run("trace simulate - --seed 5 --self-correct", text);
  EXPECT_EQ(trace.exit_code, 0) << trace.errors;
  EXPECT_EQ(trace.output, run("trace simulate - --seed 5 --self-correct", text).output);
  EXPECT_NE(trace.errors.find("11 words"), std::string::npos) << trace.errors;
  EXPECT_EQ(run("trace check -", trace.output).exit_code, 0);
  EXPECT_EQ(run("replay --json -", trace.output).exit_code, 0);
  ASSERT_EQ(run("trace simulate - --mode tsv --limit 1 --out words.tsv", text).exit_code, 0);
  const auto evaluated = run("eval correction words.tsv --json");
  EXPECT_EQ(evaluated.exit_code, 0) << evaluated.errors;
  EXPECT_EQ(lines_of(evaluated.output).at(0)["items"], 6);
}

TEST_F(ProgramTest, TraceSimulateSaysWhatItCannotType) {
  EXPECT_EQ(run("trace simulate missing.txt").exit_code, 3);
  EXPECT_EQ(run("trace simulate -", "").exit_code, 3);
  const auto bytes = run("trace simulate -",
                         "fine\nb\xff"
                         "d\n");
  EXPECT_EQ(bytes.exit_code, 3);
  EXPECT_NE(bytes.errors.find("line 2"), std::string::npos) << bytes.errors;
  EXPECT_EQ(run("trace simulate -", std::string(5'000'000, 'y')).exit_code, 3);
  const auto layout = run("trace simulate - --layout steno", "hello");
  EXPECT_EQ(layout.exit_code, 2);
  EXPECT_NE(layout.errors.find("qwertz"), std::string::npos) << layout.errors;
  EXPECT_EQ(run("trace simulate - --posture nose", "hello").exit_code, 2);
  EXPECT_EQ(run("trace simulate - --noise -1", "hello").exit_code, 2);
  EXPECT_EQ(run("trace simulate - --out none/no/where", "hello").exit_code, 1);
  ASSERT_TRUE(write_file_atomic(folder_ + "/kept", "mine").ok());
  EXPECT_EQ(run("trace simulate - --out kept --layout steno", "hello").exit_code, 2);
  EXPECT_EQ(slurp(folder_ + "/kept"), "mine");
}

TEST_F(ProgramTest, EvalPrintsTheFieldsThatScriptsRead) {
  const auto next = run("eval next-word - --json", "zq vw xy\nvw zq\n");
  EXPECT_EQ(next.exit_code, 0) << next.errors;
  EXPECT_EQ(lines_of(next.output).at(0)["items"], 3);
  const auto both = run("eval next-word - --json --both-sides", "zq vw xy\nvw zq\n");
  EXPECT_EQ(lines_of(both.output).at(0)["items"], 3);
  const auto completion = run("eval completion - --json --limit 2", "zq vw xy\n");
  EXPECT_EQ(lines_of(completion.output).at(0)["items"], 2);
  EXPECT_TRUE(lines_of(completion.output).at(0)["ksr"].is_number());
  const auto correction =
      run("eval correction - --json", "typo\tcorrect\tleft\tright\ttaps\nzq\tzq\tI \t now\t\n");
  EXPECT_EQ(correction.exit_code, 0) << correction.errors;
  const auto json = lines_of(correction.output).at(0);
  EXPECT_EQ(json["wer_literal"], 0);
  EXPECT_TRUE(json["autocorrect"].contains("harm_per_1000"));
}

TEST_F(ProgramTest, ImportsLogsAsTraces) {
  const std::string logs = std::string(INKLING_SOURCE_DIR) + "/tests/golden/logs";
  const auto one = run("trace import '" + logs + "/aalto_desktop/log.txt' -o one.jsonl --json");
  EXPECT_EQ(one.exit_code, 0) << one.errors;
  EXPECT_EQ(lines_of(one.output).at(0)["texts"], 2);
  const auto piped = run("trace import - -o -", slurp(logs + "/aalto_desktop/log.txt"));
  EXPECT_EQ(piped.exit_code, 0) << piped.errors;
  EXPECT_EQ(piped.output, slurp(folder_ + "/one.jsonl"));
  EXPECT_EQ(run("trace check --strict one.jsonl").exit_code, 0);
  EXPECT_EQ(run("replay --json one.jsonl").exit_code, 0);
  const std::string tables = "'" + logs + "/aalto_phone/log.txt' '" + logs +
                             "/aalto_phone/test_sections.csv' '" + logs +
                             "/aalto_phone/sentences.csv'";
  EXPECT_EQ(run("trace import " + tables + " -o made").exit_code, 0);
  EXPECT_TRUE(fs::exists(folder_ + "/made/participant-4.jsonl"));
  EXPECT_EQ(run("trace import " + tables + " -o two.jsonl").exit_code, 2);
  EXPECT_FALSE(fs::exists(folder_ + "/two.jsonl"));
  EXPECT_EQ(run("trace import --from text in -o x", "Hello.").exit_code, 2);
  EXPECT_EQ(run("trace import in -o x", "Hello.").exit_code, 3);
  EXPECT_EQ(run("trace import missing.txt -o x").exit_code, 3);
  EXPECT_EQ(run("trace import in").exit_code, 2);
}

TEST_F(ProgramTest, TraceCheckSaysWhatLooksPrivate) {
  const std::string trace = kHeader +
                            R"({"t":0,"event":"focus","left":"write to ann@example.org "}
{"t":1,"event":"focus","field":"password"}
{"t":2,"event":"key","c":"h"})";
  const auto outcome = run("trace check --json -", trace);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  const auto finds = lines_of(outcome.output).at(0).at(0)["private"];
  ASSERT_EQ(finds.size(), 2U);
  EXPECT_EQ(finds[0]["event"], 1);
  EXPECT_EQ(finds[0]["kind"], "email");
  EXPECT_EQ(finds[1]["event"], 3);
  EXPECT_EQ(finds[1]["kind"], "password_field");
  EXPECT_NE(outcome.errors.find("event 1: an e-mail address"), std::string::npos);
  EXPECT_EQ(outcome.errors.find("ann@"), std::string::npos);
  EXPECT_EQ(run("trace check --strict -", trace).exit_code, 1);
}

TEST_F(ProgramTest, TuneWritesItsSections) {
  const std::string pack = std::string(INKLING_SOURCE_DIR) + "/packs/en";
  if (!fs::exists(pack + "/lexicon.bin")) GTEST_SKIP() << "no pack in " << pack;
  std::string text;
  for (const char* line :
       {"I will bring the bread and two bottles of water.", "Did you find your keys yet?",
        "The bus was late again, so I walked home through the park.",
        "We could meet on Sunday, after the match, if you like.",
        "My sister says that the garden needs rain badly."}) {
    for (int i = 0; i < 4; ++i) text += std::string(line) + "\n";
  }
  ASSERT_TRUE(write_file_atomic(folder_ + "/text.txt", text).ok());
  const std::string kept = R"({"note": {"by": 1}})";
  ASSERT_TRUE(write_file_atomic(folder_ + "/decoder.json", kept).ok());
  const auto outcome = run("tune weights --text text.txt --right text.txt --pack '" + pack +
                           "' --out decoder.json --words 60 --right-words 60 "
                           "--typo-words 0 --passes 1");
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  const std::string set = "typo\tcorrect\tleft\tright\nteh\tthe\tin \t end\nvlog\tvlog\tmy \t.\n";
  ASSERT_TRUE(write_file_atomic(folder_ + "/set.tsv", set).ok());
  const auto decision =
      run("tune decision --text text.txt --right text.txt --items set.tsv --pack '" + pack +
          "' --out decoder.json --words 60 --right-words 60 --typo-words 0 "
          "--harmed harmed.txt");
  ASSERT_EQ(decision.exit_code, 0) << decision.errors;
  EXPECT_TRUE(fs::exists(folder_ + "/harmed.txt"));
  const auto json = nlohmann::json::parse(slurp(folder_ + "/decoder.json"), nullptr, false);
  ASSERT_TRUE(json.is_object());
  EXPECT_TRUE(json["decision"].contains("lead"));
  EXPECT_EQ(json["note"]["by"], 1);
  EXPECT_TRUE(json["channel"].contains("neighbour"));
  EXPECT_TRUE(json["ranking"].contains("channel_weight"));
}

TEST_F(ProgramTest, TuneWeightsAsksForTextAndALexicon) {
  ASSERT_TRUE(write_file_atomic(folder_ + "/text.txt", "a word or two\n").ok());
  const auto bare = run("tune weights --text text.txt --right text.txt --out decoder.json");
  EXPECT_EQ(bare.exit_code, 3) << bare.errors;
  EXPECT_NE(bare.errors.find("lexicon"), std::string::npos) << bare.errors;
  EXPECT_FALSE(fs::exists(folder_ + "/decoder.json"));
  EXPECT_EQ(run("tune weights --text missing.txt --right text.txt --out decoder.json").exit_code,
            3);
}

TEST_F(ProgramTest, PackManifestAndVerifyNameTheDamagedFile) {
  fs::create_directories(folder_ + "/tiny");
  ASSERT_TRUE(write_file_atomic(folder_ + "/tiny/MODEL_CARD.md", "A card.\n").ok());
  ASSERT_EQ(run("pack manifest tiny --licence CC0-1.0").exit_code, 0);
  const auto info = run("pack info tiny --json");
  EXPECT_EQ(info.exit_code, 0) << info.errors;
  const auto json = lines_of(info.output).at(0);
  EXPECT_EQ(json["name"], "tiny");
  EXPECT_EQ(json["licence"], "CC0-1.0");
  EXPECT_EQ(json["files"]["MODEL_CARD.md"]["bytes"], 8);
  EXPECT_EQ(run("pack verify tiny").exit_code, 0);
  ASSERT_TRUE(write_file_atomic(folder_ + "/tiny/MODEL_CARD.md", "A cord.\n").ok());
  const auto damaged = run("pack verify tiny");
  EXPECT_EQ(damaged.exit_code, 3);
  EXPECT_NE(damaged.errors.find("MODEL_CARD.md"), std::string::npos) << damaged.errors;
}

TEST_F(ProgramTest, ACheckpointIsConvertedVerifiedAndAsked) {
  const std::string from = std::string(INKLING_SOURCE_DIR) + "/tests/golden/published/bert";
  const auto converted = run("pack convert '" + from + "' made");
  EXPECT_EQ(converted.exit_code, 0) << converted.errors;
  const auto verified = run("pack verify made --json");
  EXPECT_EQ(verified.exit_code, 0) << verified.errors;
  EXPECT_EQ(lines_of(verified.output).at(0)["whole"], true);
  EXPECT_NE(verified.errors.find("nothing of one word's evaluation is reused"), std::string::npos);
  const auto asked = run("pack ask made 'see you [MASK] .' --count 2 --json --logits logits");
  ASSERT_EQ(asked.exit_code, 0) << asked.errors;
  const auto answer = lines_of(asked.output).at(0);
  EXPECT_EQ(answer["masks"][0]["token"], 3);
  EXPECT_EQ(answer["masks"][0]["pieces"].size(), 2U);
  EXPECT_GT(fs::file_size(folder_ + "/logits"), answer["ids"].size() * sizeof(float));
  EXPECT_EQ(run("pack convert none other").exit_code, 3);
  EXPECT_EQ(run("pack convert").exit_code, 2);
}

}  // namespace
}  // namespace inkling
