#include "tools/trace/trace.h"

#include <gtest/gtest.h>

#include <string>

#include "platform/file.h"
#include "tests/temp_folder.h"

namespace inkling {
namespace {

const std::string kHeader = R"({"format":"inkling-trace","version":1,"layout":"qwerty"})";

std::string write_trace(const std::string& contents) {
  static const TempFolder folder;
  std::string path = folder.file("trace.jsonl");
  EXPECT_TRUE(write_file_atomic(path, contents).ok());
  return path;
}

/// The complaint about a trace whose second line, behind the header, is `line`.
std::string complaint_about(const std::string& line) {
  const auto trace = read_trace(write_trace(kHeader + "\n" + line + "\n"));
  return trace.ok() ? "" : trace.error().message;
}

bool says(const std::string& message, const std::string& part) {
  return message.find(part) != std::string::npos;
}

TEST(Trace, ReadsEveryKindOfEvent) {
  const auto trace = read_trace(write_trace(
      R"({"format":"inkling-trace","version":1,"language":"de","layout":"qwertz","source":"x"}
{"t":0,"event":"focus","field":"search","no_learning":true,"left":"a","right":"b"}
{"t":1,"event":"intend","word":"hi"}
{"t":2,"event":"key","c":"h","x":6.5,"y":1.5}
{"t":3,"event":"backspace"}
{"t":3,"event":"backspace","n":4}

{"t":4,"event":"pick","text":"hi"}
{"t":5,"event":"space"}
{"t":6,"event":"enter"}
{"t":7.5,"event":"cursor","left":"l"}
{"t":9,"event":"gesture","points":[[6.5,1.5,0],[2.5,0.5,140.4]],"case":"title"}
)"));
  ASSERT_TRUE(trace.ok()) << trace.error().message;
  EXPECT_EQ(trace->header.language, "de");
  EXPECT_EQ(trace->header.layout, "qwertz");
  ASSERT_EQ(trace->events.size(), 10U);
  EXPECT_EQ(trace->events[0].field, FieldKind::kSearch);
  EXPECT_TRUE(trace->events[0].no_learning);
  EXPECT_EQ(trace->events[1].text, "hi");
  ASSERT_TRUE(trace->events[2].touch.has_value());
  EXPECT_FLOAT_EQ(trace->events[2].touch->x, 6.5F);
  EXPECT_EQ(trace->events[3].n, 1);
  EXPECT_EQ(trace->events[4].n, 4);
  EXPECT_EQ(trace->events[8].left, "l");
  EXPECT_EQ(trace->events[8].t, 7.5);
  ASSERT_EQ(trace->events[9].points.size(), 2U);
  EXPECT_EQ(trace->events[9].points[1].x, 2.5F);
  EXPECT_EQ(trace->events[9].points[1].t, 140);
  EXPECT_EQ(trace->events[9].letter_case, GestureCase::kTitle);
  EXPECT_EQ(event_line(trace->events[9]),
            R"({"t":9,"event":"gesture","points":[[6.5,1.5,0],[2.5,0.5,140]],"case":"title"})");
}

TEST(Trace, NamesFileAndLineOfWhatIsWrong) {
  const std::string message = complaint_about(R"({"t":0,"event":"wink"})");
  EXPECT_TRUE(says(message, ".jsonl")) << message;
  EXPECT_TRUE(says(message, "line 2")) << message;
  EXPECT_TRUE(says(message, "unknown event \"wink\"")) << message;
}

TEST(Trace, RefusesBadTimes) {
  EXPECT_TRUE(says(complaint_about(R"({"event":"space"})"), "needs \"t\""));
  EXPECT_TRUE(says(complaint_about(R"({"t":"1","event":"space"})"), "number"));
  EXPECT_TRUE(says(complaint_about(R"({"t":-1,"event":"space"})"), "negative"));
  const std::string back = complaint_about(
      "{\"t\":5,\"event\":\"space\"}\n"
      "{\"t\":4,\"event\":\"space\"}");
  EXPECT_TRUE(says(back, "line 3")) << back;
  EXPECT_TRUE(says(back, "back in time")) << back;
}

TEST(Trace, RefusesBadFields) {
  EXPECT_TRUE(says(complaint_about(R"({"t":0,"event":"key"})"), "\"c\""));
  EXPECT_TRUE(says(complaint_about(R"({"t":0,"event":"key","c":""})"), "empty"));
  EXPECT_TRUE(says(complaint_about(R"({"t":0,"event":"key","c":"a","x":1})"), "both"));
  EXPECT_TRUE(says(complaint_about(R"({"t":0,"event":"key","c":"a","x":1,"y":1e9})"), "1000"));
  EXPECT_TRUE(says(complaint_about(R"({"t":0,"event":"backspace","n":0})"), "whole number"));
  EXPECT_TRUE(says(complaint_about(R"({"t":0,"event":"backspace","n":1.5})"), "whole number"));
  EXPECT_TRUE(says(complaint_about(R"({"t":0,"event":"focus","field":"x"})"), "unknown field"));
  EXPECT_TRUE(says(complaint_about(R"({"t":0,"event":"pick","text":7})"), "string"));
}

TEST(Trace, RefusesPathsThatAreNone) {
  const auto complaint = [](const std::string& rest) {
    return complaint_about(R"({"t":0,"event":"gesture",)" + rest + "}");
  };
  for (const char* points : {R"("points":[])", R"("points":7)", R"("points":[[1,2]])",
                             R"("points":[[1,2,"3"]])", R"("points":[[1,2,1e300]])", R"("x":1)"}) {
    EXPECT_TRUE(says(complaint(points), "\"points\"")) << points << complaint(points);
  }
  EXPECT_TRUE(says(complaint(R"("points":[[1,2,3]],"case":"tiny")"), "\"case\""));
  EXPECT_EQ(complaint(R"("points":[[1,2,3]])"), "");
}

TEST(Trace, AMendNamesItsWordByCodePoints) {
  const std::string line = R"({"t":4,"event":"mend","at":5,"text":"the"})";
  const auto trace = read_trace(write_trace(kHeader + "\n" + line + "\n"));
  ASSERT_TRUE(trace.ok()) << trace.error().message;
  EXPECT_EQ(trace->events[0].kind, EventKind::kMend);
  EXPECT_EQ(trace->events[0].at, 5U);
  EXPECT_EQ(event_line(trace->events[0]), line);
  for (const char* at : {"", R"("at":-1,)", R"("at":"5",)", R"("at":1.5,)"}) {
    const std::string bad = std::string(R"({"t":0,"event":"mend",)") + at + R"("text":"the"})";
    EXPECT_TRUE(says(complaint_about(bad), "\"at\"")) << bad;
  }
  EXPECT_TRUE(says(complaint_about(R"({"t":0,"event":"mend","at":0,"text":""})"), "empty"));

  const auto engine = Engine::open({}).value();
  Session session(engine);
  session.set_context("caf\u00e9 teh book", "");
  EXPECT_FALSE(apply_event(&session, trace->events[0]));
  EXPECT_EQ(session.left(), "caf\u00e9 the book");
  // Where another text stands, it means nothing.
  session.set_context("a", "");
  EXPECT_FALSE(apply_event(&session, trace->events[0]));
  EXPECT_EQ(session.left(), "a");
}

TEST(Trace, RefusesWhatIsNoJsonObject) {
  EXPECT_TRUE(says(complaint_about("{"), "not JSON"));
  EXPECT_TRUE(says(complaint_about("[1]"), "object"));
  EXPECT_TRUE(says(complaint_about("\xff\xfe"), "UTF-8"));
  EXPECT_TRUE(says(complaint_about(std::string(100'000, '[')), "deep"));
  EXPECT_TRUE(says(complaint_about(R"({"t":1e999,"event":"space"})"), "line 2"));
}

TEST(Trace, NeedsAHeaderFirst) {
  const auto missing = read_trace(write_trace("{\"t\":0,\"event\":\"space\"}\n"));
  ASSERT_FALSE(missing.ok());
  EXPECT_TRUE(says(missing.error().message, "line 1"));
  EXPECT_FALSE(read_trace(write_trace("")).ok());
  EXPECT_TRUE(says(complaint_about(kHeader), "second header"));
  const auto newer = read_trace(write_trace(R"({"format":"inkling-trace","version":2})"));
  ASSERT_FALSE(newer.ok());
  EXPECT_EQ(newer.error().code, ErrorCode::kUnsupported);
  const auto none = read_trace("/nowhere/at/all.jsonl");
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().code, ErrorCode::kNotFound);
}

TEST(Trace, SaysHowTheKeyboardWroteWhereThatIsUnusual) {
  const std::string usual = header_line({});
  EXPECT_FALSE(says(usual, "auto_capitals") || says(usual, "double_space_stop")) << usual;
  TraceParser parser;
  ASSERT_TRUE(
      parser.parse(header_line({.auto_capitals = false, .double_space_stop = true}), 1).ok());
  const SessionOptions options = session_options(*parser.header());
  EXPECT_FALSE(options.auto_capitals);
  EXPECT_TRUE(options.double_space_stop);
  TraceParser silent;
  ASSERT_TRUE(silent.parse(kHeader, 1).ok());
  EXPECT_TRUE(session_options(*silent.header()).auto_capitals);
  EXPECT_FALSE(session_options(*silent.header()).double_space_stop);
}

TEST(Trace, RefusesHeadersThatDoNotSayYesOrNo) {
  for (const std::string name : {"auto_capitals", "double_space_stop"}) {
    const auto trace = read_trace(
        write_trace("\n" + kHeader.substr(0, kHeader.size() - 1) + ",\"" + name + "\":1}\n"));
    ASSERT_FALSE(trace.ok());
    EXPECT_EQ(trace.error().code, ErrorCode::kCorrupt);
    EXPECT_TRUE(says(trace.error().message, "line 2: \"" + name + "\" must be true or false"))
        << trace.error().message;
  }
}

TEST(Trace, KeepsUnknownFieldsAndWritesWhatItRead) {
  TraceParser parser;
  ASSERT_TRUE(parser.parse(kHeader, 1).ok());
  const std::string line = R"({"t":12,"event":"key","c":"é","x":2.5,"y":0.5,"pressure":0.7})";
  const auto event = parser.parse(line, 2);
  ASSERT_TRUE(event.ok() && event->has_value());
  EXPECT_EQ(event_line(**event), line);
  const auto odd = parser.parse(R"({"t":13,"event":"space","format":"mine"})", 3);
  ASSERT_TRUE(odd.ok()) << odd.error().message;
  EXPECT_EQ((*odd)->unknown_fields["format"], "mine");
}

TEST(Trace, GoesOnBehindABadLine) {
  TraceParser parser(/*live=*/true);
  EXPECT_FALSE(parser.parse("garbage", 1).ok());
  EXPECT_FALSE(parser.parse(R"({"event":"wink"})", 2).ok());
  const auto event = parser.parse(R"({"event":"space"})", 3);
  ASSERT_TRUE(event.ok());
  EXPECT_EQ((*event)->kind, EventKind::kSpace);
}

TEST(Trace, OfTheManualIsWellFormed) {
  const auto page = read_file(std::string(INKLING_SOURCE_DIR) + "/docs/traces.md");
  ASSERT_TRUE(page.ok());
  const std::string fence = "```jsonl\n";
  const std::size_t begin = page->find(fence) + fence.size();
  const std::size_t end = page->find("```", begin);
  ASSERT_NE(end, std::string::npos);
  const auto trace = read_trace(write_trace(page->substr(begin, end - begin)));
  ASSERT_TRUE(trace.ok()) << trace.error().message;
  EXPECT_GT(trace->events.size(), 10U);
}

TEST(Trace, OfTheDemoIsWellFormed) {
  const auto trace =
      read_trace(std::string(INKLING_SOURCE_DIR) + "/demo_keyboard/traces/demo.jsonl");
  ASSERT_TRUE(trace.ok()) << trace.error().message;
  EXPECT_GT(trace->events.size(), 100U);
}

}  // namespace
}  // namespace inkling
