#include "tests/demo_fcitx5/test_app.h"

#include <fcitx-utils/utf8.h>
#include <fcitx/candidatelist.h>
#include <fcitx/inputpanel.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tokenizer/utf8.h"

namespace inkling {

TestApp::TestApp(fcitx::InputContextManager& manager, fcitx::CapabilityFlags flags)
    : InputContext(manager, "test") {
  created();
  setCapabilityFlags(flags);
  report();
}

TestApp::~TestApp() { destroy(); }

bool TestApp::press(const fcitx::Key& key) {
  fcitx::KeyEvent down(this, key);
  const bool taken = keyEvent(down);
  if (!taken) act(key);
  fcitx::KeyEvent up(this, key, /*isRelease=*/true);
  keyEvent(up);
  return taken;
}

void TestApp::type(const std::string& text) {
  for (const char c : text) {
    const auto sym = c == '\n' ? FcitxKey_Return : static_cast<fcitx::KeySym>(c);
    press(fcitx::Key(sym));
  }
}

/// What the application does with a key that nobody took.
void TestApp::act(const fcitx::Key& key) {
  if (key.states().testAny(fcitx::KeyStates(fcitx::KeyState::Ctrl) | fcitx::KeyState::Alt)) return;
  if (key.sym() == FcitxKey_Return) {
    ++lines_sent_;
    insert("\n");
  } else if (key.sym() == FcitxKey_BackSpace) {
    if (cursor_ == anchor_) {
      const std::size_t size = last_grapheme_bytes(left());
      cursor_ -= size;
      text_.erase(cursor_, size);
      anchor_ = cursor_;
    } else {
      drop_selected();
    }
    report();
  } else if (key.sym() == FcitxKey_Home) {
    cursor_ = anchor_ = 0;
    report();
  } else if (const std::string typed = fcitx::Key::keySymToUTF8(key.sym());
             !typed.empty() && static_cast<unsigned char>(typed[0]) >= 0x20U) {
    insert(typed);
  }
}

void TestApp::click(std::size_t offset) {
  reset();
  cursor_ = anchor_ = offset;
  report();
}

void TestApp::select(std::size_t from, std::size_t to) {
  reset();
  anchor_ = from;
  cursor_ = to;
  report();
}

void TestApp::set_text(const std::string& text) {
  text_ = text;
  cursor_ = anchor_ = text.size();
  report();
}

void TestApp::drop_selected() {
  const auto [from, to] = std::minmax(cursor_, anchor_);
  text_.erase(from, to - from);
  cursor_ = anchor_ = from;
}

void TestApp::insert(const std::string& text) {
  drop_selected();
  text_.insert(cursor_, text);
  cursor_ += text.size();
  anchor_ = cursor_;
  report();
}

unsigned TestApp::chars(std::size_t bytes) const {
  return static_cast<unsigned>(fcitx::utf8::length(text_.substr(0, bytes)));
}

void TestApp::report() {
  if (!capabilityFlags().test(fcitx::CapabilityFlag::SurroundingText)) return;
  held_.push_back({text_, chars(cursor_), chars(anchor_)});
  if (!holds_reports_) deliver_reports();
}

void TestApp::deliver_reports() {
  while (!held_.empty()) deliver_report();
}

void TestApp::deliver_report() {
  ASSERT_FALSE(held_.empty());
  const Report one = held_.front();
  held_.erase(held_.begin());
  surroundingText().setText(one.text, one.cursor, one.anchor);
  updateSurroundingText();
}

void TestApp::commitStringImpl(const std::string& text) { insert(text); }

void TestApp::deleteSurroundingTextImpl(int offset, unsigned int size) {
  ++deletions_;
  EXPECT_TRUE(capabilityFlags().test(fcitx::CapabilityFlag::SurroundingText))
      << "asked to delete what cannot be deleted";
  EXPECT_TRUE(preedit_.empty()) << "asked to delete around the preedit \"" << preedit_ << "\"";
  const std::string before = left();
  const std::size_t length = fcitx::utf8::length(before);
  // What is deleted lies around the cursor.
  ASSERT_LE(offset, 0);
  const auto in_front = static_cast<std::size_t>(-offset);
  ASSERT_LE(in_front, std::min<std::size_t>(length, size)) << "asked to delete more than there is";
  const std::string behind = text_.substr(before.size());
  const std::size_t after = size - in_front;
  ASSERT_LE(after, fcitx::utf8::length(behind)) << "asked to delete more than there is";
  cursor_ =
      static_cast<std::size_t>(fcitx::utf8::ncharByteLength(before.begin(), length - in_front));
  const auto end =
      before.size() + static_cast<std::size_t>(fcitx::utf8::ncharByteLength(behind.begin(), after));
  text_.erase(cursor_, end - cursor_);
  anchor_ = cursor_;
  report();
}

void TestApp::forwardKeyImpl(const fcitx::ForwardKeyEvent& key) {
  if (!key.isRelease()) act(key.rawKey());
}

void TestApp::updatePreeditImpl() {
  EXPECT_TRUE(capabilityFlags().test(fcitx::CapabilityFlag::Preedit) ||
              inputPanel().clientPreedit().empty());
  preedit_ = inputPanel().clientPreedit().toString();
  if (!preedit_.empty()) drop_selected();
}

std::vector<std::string> TestApp::candidates() {
  std::vector<std::string> out;
  const auto list = inputPanel().candidateList();
  for (int i = 0; list != nullptr && i < list->size(); ++i) {
    out.push_back(list->candidate(i).text().toString());
  }
  return out;
}

int TestApp::marked() {
  const auto list = inputPanel().candidateList();
  return list == nullptr ? -1 : list->cursorIndex();
}

void TestApp::click_candidate(int place) {
  const auto list = inputPanel().candidateList();
  ASSERT_NE(list, nullptr);
  list->candidate(place).select(this);
}

std::string TestApp::panel_text() {
  return inputPanel().auxUp().toString() + inputPanel().auxDown().toString() +
         inputPanel().preedit().toString();
}

}  // namespace inkling
