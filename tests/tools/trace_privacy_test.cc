#include "tools/trace_privacy.h"

#include <gtest/gtest.h>

#include <string>

#include "tools/keys.h"

namespace inkling {
namespace {

void type(const std::string& text, Trace* trace) {
  for (const std::string& key : split_keys(text)) {
    const EventKind kind = key == " "    ? EventKind::kSpace
                           : key == "\n" ? EventKind::kEnter
                                         : EventKind::kKey;
    trace->events.push_back({.kind = kind, .text = kind == EventKind::kKey ? key : ""});
  }
}

/// What is found in a text that is typed: "email@24 key@40"; the focus is event 1.
std::string found_in(const std::string& text) {
  Trace trace;
  trace.events.push_back({.kind = EventKind::kFocus});
  type(text, &trace);
  std::string out;
  for (const PrivateFind& find : find_private(trace)) {
    out += (out.empty() ? "" : " ") + std::string(private_kind_name(find.kind)) + "@" +
           std::to_string(find.event);
  }
  return out;
}

TEST(TracePrivacy, FindsWhatLooksPrivate) {
  EXPECT_EQ(found_in("write to ann.lee@example.org, ok"), "email@31");
  EXPECT_EQ(found_in("4111 1111 1111 1111\n"), "card@21");
  EXPECT_EQ(found_in("4111-1111-1111-1111 "), "card@21");
  EXPECT_EQ(found_in("call +49 30 901820 now"), "phone@20");
  EXPECT_EQ(found_in("to GB82 WEST 1234 5698 7654 32 please").substr(0, 7), "account");
  EXPECT_EQ(found_in("my password is tulip "), "password@22");
  EXPECT_EQ(found_in("PIN: 4711 "), "password@11");
  EXPECT_EQ(found_in("see https://me:tulip@example.org/ "), "password@35");
  EXPECT_EQ(found_in("see https://example.org/?token=tulip "), "password@38");
  EXPECT_EQ(found_in("it is Tr0ub4dor&3 "), "key@19");
  EXPECT_EQ(found_in("use sk-a8f3k2m9x7 "), "key@19");
}

TEST(TracePrivacy, LeavesProseAlone) {
  for (const char* text :
       {"See you at 7:30pm on 2024-12-31, room 12b! ", "My password manager forgot me. ",
        "McDonald's or WhatsApp? state-of-the-art ", "A well-known 24/7 shop, don't-you-think? ",
        "https://example.org/page and @ann #fun ", "I paid 1,200.50 for two (2) in 2019/20. "}) {
    EXPECT_EQ(found_in(text), "") << text;
  }
}

TEST(TracePrivacy, SecretFieldsAreFoundByWhateverIsInThem) {
  for (const EventKind kind : {EventKind::kKey, EventKind::kBackspace, EventKind::kSpace,
                               EventKind::kEnter, EventKind::kPick, EventKind::kCursor,
                               EventKind::kGesture, EventKind::kMend, EventKind::kIntend}) {
    Trace trace;
    trace.events.push_back({.kind = EventKind::kFocus, .field = FieldKind::kPassword});
    EXPECT_TRUE(find_private(trace).empty());
    trace.events.push_back({.kind = kind, .text = "x"});
    trace.events.push_back({.kind = kind, .text = "y"});
    const auto finds = find_private(trace);
    ASSERT_EQ(finds.size(), 1U);
    EXPECT_EQ(finds[0].kind, PrivateKind::kPasswordField);
    EXPECT_EQ(finds[0].event, 2U);
  }
  Trace trace;
  trace.events.push_back({.kind = EventKind::kFocus, .no_learning = true, .left = "x"});
  trace.events.push_back({.kind = EventKind::kFocus});
  type("fine ", &trace);
  const auto finds = find_private(trace);
  ASSERT_EQ(finds.size(), 1U);
  EXPECT_EQ(finds[0].kind, PrivateKind::kNoLearningField);
  EXPECT_EQ(finds[0].event, 1U);
}

TEST(TracePrivacy, LooksAtGivenTextPicksAndTheEnd) {
  Trace trace;
  trace.events.push_back({.kind = EventKind::kFocus, .left = "to a@b.org ", .right = " bye"});
  trace.events.push_back({.kind = EventKind::kCursor, .left = "to ", .right = "a@b.org c@d.org"});
  trace.events.push_back({.kind = EventKind::kPick, .text = "e@f.org"});
  trace.events.push_back({.kind = EventKind::kIntend, .text = "g@h.org"});
  trace.events.push_back({.kind = EventKind::kFocus});
  type("i@j.orgg", &trace);
  trace.events.push_back({.kind = EventKind::kBackspace});
  std::string events;
  for (const PrivateFind& find : find_private(trace)) {
    EXPECT_EQ(find.kind, PrivateKind::kEmail);
    events += std::to_string(find.event) + " ";
  }
  EXPECT_EQ(events, "1 2 3 4 14 ");
}

TEST(TracePrivacy, LongTextsTakeNoLongTime) {
  Trace trace;
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "word 12 " + std::to_string(i) + " ";
  trace.events.push_back({.kind = EventKind::kFocus, .left = text + std::string(1 << 20, 'x')});
  type("and so on ", &trace);
  EXPECT_LT(find_private(trace).size(), 50'000U);
}

}  // namespace
}  // namespace inkling
