// An application with one text field.
#pragma once

#include <fcitx/inputcontext.h>
#include <fcitx/inputcontextmanager.h>

#include <cstddef>
#include <string>
#include <vector>

namespace inkling {

/// For fcitx's thread. Keeps its text like a real one: what fcitx asks for is done to it, keys that
/// fcitx leaves alone act on it. Fails the test when it is asked for what it cannot do.
class TestApp : public fcitx::InputContext {
 public:
  TestApp(fcitx::InputContextManager& manager, fcitx::CapabilityFlags flags);
  ~TestApp() override;
  TestApp(const TestApp&) = delete;
  TestApp& operator=(const TestApp&) = delete;

  const char* frontend() const override { return "test"; }
  /// Presses and releases a key. True: the input method took it.
  bool press(const fcitx::Key& key);
  /// Presses the keys of an ASCII text.
  void type(const std::string& text);
  /// The person clicks: the cursor is `offset` bytes into the text.
  void click(std::size_t offset);
  void select(std::size_t from, std::size_t to);
  /// Another text, which the person had no part in.
  void set_text(const std::string& text);
  /// While true, reports wait until deliver_reports().
  void hold_reports(bool hold) { holds_reports_ = hold; }
  void deliver_reports();
  /// The oldest of those that wait.
  void deliver_report();

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::string left() const { return text_.substr(0, cursor_); }
  [[nodiscard]] const std::string& preedit() const { return preedit_; }
  /// What the person sees left of the cursor.
  [[nodiscard]] std::string seen() const { return left() + preedit_; }
  [[nodiscard]] std::vector<std::string> candidates();
  /// The candidate that is marked; -1 when none is.
  [[nodiscard]] int marked();
  void click_candidate(int place);
  [[nodiscard]] std::string panel_text();
  [[nodiscard]] int deletions() const { return deletions_; }
  [[nodiscard]] int lines_sent() const { return lines_sent_; }

 protected:
  void commitStringImpl(const std::string& text) override;
  void deleteSurroundingTextImpl(int offset, unsigned int size) override;
  void forwardKeyImpl(const fcitx::ForwardKeyEvent& key) override;
  void updatePreeditImpl() override;

 private:
  struct Report {
    std::string text;
    unsigned cursor, anchor;
  };
  void act(const fcitx::Key& key);
  void insert(const std::string& text);
  void drop_selected();
  void report();
  [[nodiscard]] unsigned chars(std::size_t bytes) const;

  std::string text_, preedit_;
  std::size_t cursor_ = 0;  // bytes
  std::size_t anchor_ = 0;
  bool holds_reports_ = false;
  std::vector<Report> held_;
  int deletions_ = 0;
  int lines_sent_ = 0;
};

}  // namespace inkling
