// The logs of other keyboards as traces. The samples in tests/golden/logs are made up.
#include "tools/logs/import_logs.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "platform/file.h"
#include "tests/temp_folder.h"
#include "tools/keys.h"
#include "tools/logs/aalto_keys.h"
#include "tools/logs/meant_words.h"
#include "tools/logs/trace_output.h"

namespace inkling {
namespace {

std::string sample(const std::string& name) {
  return std::string(INKLING_SOURCE_DIR) + "/tests/golden/logs/" + name;
}

/// Events as a line of text: "focus intend:The T h e _ < pick:cat |".
std::string in_short(const std::vector<TraceEvent>& events) {
  std::string out;
  for (const TraceEvent& event : events) {
    if (!out.empty()) out += ' ';
    switch (event.kind) {
      case EventKind::kKey:
        out += event.text;
        break;
      case EventKind::kSpace:
        out += '_';
        break;
      case EventKind::kEnter:
        out += '|';
        break;
      case EventKind::kBackspace:
        out += '<' + (event.n > 1 ? std::to_string(event.n) : "");
        break;
      default:
        out += event_kind_name(event.kind);
        if (!event.text.empty()) out += ':' + event.text;
        if (!event.left.empty()) out += ':' + event.left;
    }
  }
  return out;
}

/// The text of each field in the end, without corrections and spaces at the end.
std::vector<std::string> typed_texts(const std::vector<TraceEvent>& events) {
  Session session(Engine::open({}).value());
  std::vector<std::string> out;
  for (const TraceEvent& event : events) {
    if (event.kind == EventKind::kFocus) out.emplace_back();
    apply_event(&session, event);
    out.back() = session.left() + session.right();
  }
  for (std::string& text : out) text.erase(text.find_last_not_of(" \n") + 1);
  return out;
}

class ImportLogs : public testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& text) {
    std::string path = folder_.file(name);
    EXPECT_TRUE(write_file_atomic(path, text).ok());
    return path;
  }
  Status import(const std::vector<std::string>& paths) {
    traces_.clear();
    counts_ = {};
    return import_logs(
        paths, std::nullopt,
        [this](const std::string& name, const std::vector<TraceEvent>& events) -> Status {
          auto& all = traces_[name];
          all.insert(all.end(), events.begin(), events.end());
          return {};
        },
        &counts_);
  }
  std::string complaint(const std::string& text) {
    const Status status = import({write("bad.txt", text)});
    return status ? "" : status.error().message;
  }

  TempFolder folder_;
  std::map<std::string, std::vector<TraceEvent>> traces_;
  ImportCounts counts_;
};

TEST_F(ImportLogs, KeystrokesOfTheDesktopStudy) {
  const Status done = import({sample("aalto_desktop/log.txt")});
  ASSERT_TRUE(done.ok()) << done.error().message;
  ASSERT_EQ(traces_.size(), 1U);
  EXPECT_EQ(in_short(traces_["participant-7"]),
            "focus intend:The T h e _ intend:cat c a t t < _ intend:slept s l p e t . | "
            "focus intend:I i _ ' < intend:can't c a n ' t _ intend:go g o |");
  EXPECT_EQ(traces_["participant-7"][3].t, 120);
  EXPECT_EQ(counts_.differing, 0U);
  EXPECT_TRUE(counts_.unknown_keys.empty());
}

TEST_F(ImportLogs, TextFieldsOfThePhoneStudy) {
  const std::vector<std::string> files = {sample("aalto_phone/log.txt"),
                                          sample("aalto_phone/test_sections.csv"),
                                          sample("aalto_phone/sentences.csv")};
  const Status done = import(files);
  ASSERT_TRUE(done.ok()) << done.error().message;
  ASSERT_EQ(traces_.size(), 2U);
  // The prediction is a pick, the correction a space, and the full stop of two spaces three keys.
  EXPECT_EQ(in_short(traces_["participant-3"]),
            "focus intend:See S e e _ intend:you y pick:you intend:there t h t < e r _ < . _ |");
  EXPECT_EQ(in_short(traces_["participant-4"]),
            "focus intend:We w pick:we intend:say pick:say \" intend:no n o \" |");
  EXPECT_EQ(counts_.picks, 3U);
  EXPECT_EQ(counts_.corrections, 1U);
  // Nobody knows who it was, or what was meant.
  ASSERT_TRUE(import({files[0]}).ok());
  EXPECT_EQ(in_short(traces_["section-22"]), "focus w pick:we pick:say \" n o \" |");
}

TEST_F(ImportLogs, TrialsOfTextTest) {
  ASSERT_TRUE(import({sample("texttest/log.txt")}).ok());
  EXPECT_EQ(in_short(traces_["log"]),
            "focus intend:my m y _ intend:watch w a t h c < < c h _ intend:fell f e l l | "
            "focus intend:salt s a l t _ & _ \" intend:pepper p e p p e r \" |");
  EXPECT_NEAR(traces_["log"][3].t, 170, 0.1);
  EXPECT_EQ(counts_.differing, 0U);
  // An older version, with times in seconds.
  ASSERT_TRUE(import({sample("texttest_2.0/log.txt")}).ok());
  EXPECT_EQ(in_short(traces_["log"]), "focus intend:go g o _ intend:on o n |");
  EXPECT_NEAR(traces_["log"][3].t, 210, 1);
  ASSERT_TRUE(import({sample("texttest_pp/log.txt")}).ok());
  EXPECT_EQ(in_short(traces_["log"]), "focus intend:the t h pick:the intend:big b i pick:big < |");
}

TEST_F(ImportLogs, ColumnsComeInAnyOrderAndOthersDoNotMatter) {
  ASSERT_TRUE(import({write("log.csv",
                            "\xEF\xBB\xBFkeycode,MOOD,\"Letter\",press_time,"
                            "TEST_SECTION_ID\r\n72,3,h,10,1\r\n72,3,\",\",20,1\r\n")})
                  .ok());
  EXPECT_EQ(in_short(traces_["section-1"]), "focus h , |");
}

TEST_F(ImportLogs, NamesOfColumnsMayStandBesideTheTable) {
  write("keys_header.csv", "Field,Type\nTEST_SECTION_ID,int\nLETTER,text\nPRESS_TIME,bigint\n");
  ASSERT_TRUE(import({write("keys.csv", "1,h,10\n1,i,20\n")}).ok());
  EXPECT_EQ(in_short(traces_["section-1"]), "focus h i |");
  // Or be known by their number.
  std::string row = "10,5,1,input,,229,h,h";
  for (int i = 0; i < 14; ++i) row += ",0";
  ASSERT_TRUE(import({write("full.csv", row + "\n")}).ok());
  EXPECT_EQ(in_short(traces_["section-1"]), "focus h |");
}

TEST_F(ImportLogs, PeopleTypeInTurns) {
  std::string text = "TEST_SECTION_ID\tPARTICIPANT_ID\tPRESS_TIME\tLETTER\n";
  for (const char* row : {"1\ta\t1\tx", "2\tb\t2\ty", "1\ta\t3\tz", "3\ta\t4\tw"}) {
    text += std::string(row) + "\n";
  }
  ASSERT_TRUE(import({write("log.txt", text)}).ok());
  EXPECT_EQ(in_short(traces_["participant-b"]), "focus y |");
  EXPECT_EQ(in_short(traces_["participant-a"]), "focus x z | focus w |");
}

TEST_F(ImportLogs, BadRowsAreLeftOutAndCounted) {
  const std::string path =
      write("log.txt",
            "TEST_SECTION_ID\tPRESS_TIME\tLETTER\n1\t10\th\n1\t20\n1\tlate\tx\n"
            "\t5\tx\n1\t9\tcaf\xC3\n1\t5\ti\n1\t30\tF13\n1\t31\t\xC3\xA9\n");
  ASSERT_TRUE(import({path}).ok());
  EXPECT_EQ(in_short(traces_["section-1"]), "focus h i \xC3\xA9 |");
  EXPECT_EQ(counts_.bad_rows, 3U);
  EXPECT_EQ(counts_.first_bad, path + ": line 3: has 2 columns in place of 3");
  EXPECT_EQ(counts_.repaired, 1U);
  EXPECT_EQ(counts_.went_back, 1U);
  EXPECT_EQ(counts_.unknown_keys.at("F13"), 1U);
  EXPECT_EQ(counts_.unknown_keys.size(), 2U);
  for (const TraceEvent& event : traces_["section-1"]) EXPECT_GE(event.t, 0);
}

TEST_F(ImportLogs, ATextThatIsNotWhatItsKeysGiveIsCounted) {
  const std::string head = "TEST_SECTION_ID\tUSER_INPUT\tPRESS_TIME\tLETTER\n";
  ASSERT_TRUE(import({write("log.txt", head + "1\thi \t1\th\n1\thi \t2\ti\n2\tho\t3\tx\n")}).ok());
  EXPECT_EQ(counts_.differing, 1U);
}

TEST_F(ImportLogs, WhatNoKeyDoesIsAJump) {
  ASSERT_TRUE(
      import({write("log.csv",
                    "TEST_SECTION_ID,TIMESTAMP,INPUT\n1,1,a\n1,2,a new day\n1,3,a new days\n"
                    "1,4,the new days\n1,5,\"the new days\nand more\"\n")})
          .ok());
  EXPECT_EQ(in_short(traces_["section-1"]),
            "focus a cursor:a new day s cursor:the new days cursor:the new days\nand more |");
  EXPECT_EQ(counts_.jumps, 3U);
}

TEST_F(ImportLogs, SaysWhatIsMissing) {
  EXPECT_NE(complaint("").find("bad.txt: is empty"), std::string::npos);
  EXPECT_NE(complaint("Dear diary,\nit rained.\n").find("no log that is known"), std::string::npos);
  EXPECT_NE(complaint("TEST_SECTION_ID\tLETTER\n").find("no column PRESS_TIME"), std::string::npos);
  EXPECT_NE(complaint("PRESS_TIME\tLETTER\n").find("no column TEST_SECTION_ID"), std::string::npos);
  EXPECT_NE(complaint("TIMESTAMP,TEST_SECTION_ID\n").find("no column INPUT"), std::string::npos);
  EXPECT_NE(complaint("PRESS_TIME\tTEST_SECTION_ID\tLETTER\n").find("nothing that was typed"),
            std::string::npos);
  EXPECT_NE(complaint("SENTENCE_ID,SENTENCE\n1,Hi\n").find("but not how"), std::string::npos);
  EXPECT_NE(complaint("<TextTest></TextTest>").find("no trial"), std::string::npos);
  EXPECT_NE(complaint("[{\"Present\":\"x\"}]").find("no trial"), std::string::npos);
  EXPECT_NE(complaint("[1,").find("is not JSON"), std::string::npos);
  EXPECT_NE(complaint(std::string(100'000, '[')).find("is not JSON"), std::string::npos);
  EXPECT_EQ(import({"/nowhere/log.txt"}).error().code, ErrorCode::kNotFound);
}

TEST_F(ImportLogs, XmlThatIsNoneToTheLetterIsRead) {
  ASSERT_TRUE(import({write("p1.xml",
                            "<Trial number=1><Presented>a \"<\"</Presented>"
                            "<Entry char=\"a\" value=\"97\" ticks=\"10000\"/>"
                            "<Entry char=\" \" value=\"32\" ticks=\"20000\"/>"
                            "<Entry char=\"\"\" value=\"34\" ticks=\"30000\"/>"
                            "<Entry char=\"<\" value=\"60\" ticks=\"40000\"/>"
                            "<Entry char=\">\" value=\"62\" ticks=\"50000\"/>"
                            "<Entry char=\"&#8;\" value=\"8\" ticks=\"60000\"/>"
                            "<Entry value=\"34\" ticks=\"70000\"/><Entry char=\"x\"/>"
                            "<Transcribed>a \"&lt;\"</Transcribed>")})
                  .ok());
  EXPECT_EQ(in_short(traces_["p1"]), "focus intend:a a _ \" < > < \" |");
  EXPECT_EQ(counts_.differing, 0U);
  EXPECT_EQ(counts_.bad_rows, 1U);
}

TEST(AaltoKeys, NamesAndNumbers) {
  EXPECT_EQ(aalto_key("8", "56").step.text, "8");
  EXPECT_EQ(aalto_key("8", "8").step.kind, LoggedStep::Kind::kBackspace);
  EXPECT_EQ(aalto_key("", "65").step.text, "a");
  EXPECT_EQ(aalto_key("190", "190").step.text, ".");
  EXPECT_EQ(aalto_key("SHIFT", "16").kind, AaltoKey::Kind::kNothing);
  EXPECT_EQ(aalto_key("ENTER", "13").kind, AaltoKey::Kind::kEnter);
  EXPECT_EQ(aalto_key("229", "229").kind, AaltoKey::Kind::kUnknown);
  EXPECT_EQ(aalto_key("", "").kind, AaltoKey::Kind::kUnknown);
}

TEST(MeantWords, AreLaidBesideWhatWasTyped) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(meant_words("teh cta sat", "The cat sat."), (Words{"The", "cat", "sat"}));
  EXPECT_EQ(meant_words("the sat", "the cat sat"), (Words{"the", "sat"}));
  EXPECT_EQ(meant_words("the big cat", "the cat"), (Words{"the", "", "cat"}));
  EXPECT_EQ(meant_words("xyz", "the"), (Words{""}));
  EXPECT_EQ(meant_words("a b", ""), (Words{"", ""}));
  EXPECT_EQ(meant_words("", "the"), Words());
}

/// Somebody types a text of random words, with slips that are taken back.
struct MadeUpTyping {
  std::vector<LoggedStep> keys;
  std::vector<LoggedStep> states;  // of the text field; some words come at once
  std::string text;

  explicit MadeUpTyping(uint32_t seed) : random_(seed) {
    const std::string letters = "abcdefghijklmnop\u00e9\u00dfQ";
    const auto signs = split_keys(".,!?:;'\"-()&<>\\");
    const auto characters = split_keys(letters);
    for (std::size_t word = 0; word < 2 + random_() % 8; ++word) {
      if (word > 0) press(" ", true);
      for (std::size_t i = 0; i < 1 + random_() % 7; ++i) {
        press(characters[random_() % characters.size()], random_() % 4 != 0);
        if (random_() % 6 == 0) {
          press(characters[random_() % characters.size()], true);
          erase();
        }
      }
      show();
      if (random_() % 3 == 0) press(signs[random_() % signs.size()], true);
    }
    show();
  }

 private:
  void press(const std::string& key, bool shown) {
    t_ += static_cast<double>(50 + random_() % 400);
    keys.push_back({LoggedStep::Kind::kCharacter, t_, key});
    text += key;
    if (shown) show();
  }
  void erase() {
    t_ += 50;
    keys.push_back({LoggedStep::Kind::kBackspace, t_});
    text.erase(text.size() - split_keys(text).back().size());
    show();
  }
  void show() { states.push_back({LoggedStep::Kind::kField, t_, text}); }

  std::mt19937 random_;
  double t_ = 1'500'000'000'000;
};

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += c == '"' ? '"' : '\\';
    out += c;
  }
  return out + '"';
}

std::string whole(double number) { return std::to_string(static_cast<int64_t>(number)); }

std::string as_keystrokes(const MadeUpTyping& typing) {
  std::string out = "TEST_SECTION_ID\tUSER_INPUT\tPRESS_TIME\tLETTER\tKEYCODE\n";
  for (const LoggedStep& key : typing.keys) {
    const bool erases = key.kind == LoggedStep::Kind::kBackspace;
    out += "1\t" + typing.text + "\t" + whole(key.t) + "\t" +
           (erases ? "BKSP\t8" : key.text + "\t0") + "\n";
  }
  return out;
}

std::string as_field_log(const MadeUpTyping& typing) {
  std::string out = "TEST_SECTION_ID,USER_INPUT,TIMESTAMP,INPUT\n";
  for (const LoggedStep& state : typing.states) {
    out += "1," + quoted(typing.text) + "," + whole(state.t) + "," + quoted(state.text) + "\n";
  }
  return out;
}

std::string as_texttest(const MadeUpTyping& typing) {
  const auto escaped = [](const std::string& text) {
    std::string out;
    for (const char c : text) {
      out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '"' ? "&quot;" : std::string(1, c);
    }
    return out;
  };
  std::string out = "<TextTest><Trial>";
  for (const LoggedStep& key : typing.keys) {
    const bool erases = key.kind == LoggedStep::Kind::kBackspace;
    out += "<Entry char=\"" + (erases ? "&#x8;" : escaped(key.text)) + "\" ticks=\"" +
           whole(key.t * 1e4) + "\"/>";
  }
  return out + "<Transcribed>" + escaped(typing.text) + "</Transcribed></Trial></TextTest>";
}

TEST_F(ImportLogs, WhatWasTypedStandsThereInTheEnd) {
  for (uint32_t seed = 1; seed <= 60; ++seed) {
    const MadeUpTyping typing(seed);
    for (const std::string& log :
         {as_keystrokes(typing), as_field_log(typing), as_texttest(typing)}) {
      const std::string path = write("made_up.txt", log);
      ImportCounts counts;
      TraceOutput output(folder_.file("made_up.jsonl"), {});
      const auto sink = [&](const std::string& name, std::vector<TraceEvent> events) {
        return output.add(name, std::move(events));
      };
      const Status done = import_logs({path}, std::nullopt, sink, &counts);
      ASSERT_TRUE(done.ok()) << done.error().message;
      ASSERT_TRUE(output.finish().ok());
      EXPECT_EQ(counts.differing, 0U) << log;
      const auto trace = read_trace(folder_.file("made_up.jsonl"));
      ASSERT_TRUE(trace.ok()) << trace.error().message;
      ASSERT_EQ(typed_texts(trace->events), std::vector<std::string>{typing.text}) << log;
    }
  }
}

TEST_F(ImportLogs, AnyBytesAreReadOrRefused) {
  std::mt19937 random(5);
  for (const char* name : {"aalto_desktop/log.txt", "aalto_phone/log.txt", "texttest/log.txt",
                           "texttest_pp/log.txt"}) {
    const auto whole_log = read_file(sample(name));
    ASSERT_TRUE(whole_log.ok());
    for (int i = 0; i < 60; ++i) {
      std::string log = whole_log->substr(0, random() % whole_log->size());
      for (int k = 0; k < 5 && !log.empty(); ++k) {
        log[random() % log.size()] = static_cast<char>(random() & 0xffU);
      }
      TraceOutput output(folder_.file("any.jsonl"), {});
      ImportCounts counts;
      const auto sink = [&](const std::string&, std::vector<TraceEvent> events) {
        return output.add("all", std::move(events));
      };
      if (!import_logs({write("any.txt", log)}, std::nullopt, sink, &counts)) continue;
      ASSERT_TRUE(output.finish().ok());
      const auto trace = read_trace(folder_.file("any.jsonl"));
      ASSERT_TRUE(trace.ok()) << trace.error().message;
    }
  }
}

TEST_F(ImportLogs, OneFileHoldsOneTrace) {
  const std::string path = folder_.file("one.jsonl");
  const std::vector<TraceEvent> events = {{.kind = EventKind::kFocus}, {.t = 9, .text = "x"}};
  {
    TraceOutput output(path, {});
    ASSERT_TRUE(output.add("a", events).ok());
    EXPECT_EQ(output.add("b", events).error().code, ErrorCode::kInvalidArgument);
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
  TraceOutput output(folder_.file("made"), {.source = "s"});
  ASSERT_TRUE(output.add("a", events).ok());
  ASSERT_TRUE(output.add("../b", events).ok());
  ASSERT_TRUE(output.add("a", events).ok());
  ASSERT_TRUE(output.finish().ok());
  EXPECT_EQ(output.traces(), 2U);
  const auto trace = read_trace(folder_.file("made/a.jsonl"));
  ASSERT_TRUE(trace.ok()) << trace.error().message;
  EXPECT_EQ(trace->header.source, "s, a");
  ASSERT_EQ(trace->events.size(), 4U);
  EXPECT_EQ(trace->events[3].t, 1518);
}

}  // namespace
}  // namespace inkling
