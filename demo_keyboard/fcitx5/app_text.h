// What an application has been told to hold, and how it follows the keyboard's text.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "demo_keyboard/keyboard_view.h"

namespace inkling {

/// What an application lets an input method do.
struct AppAbilities {
  bool can_delete = false;   // it reports its text, so text in front of the cursor may be deleted
  bool has_preedit = false;  // it shows composing text itself
};

/// What the application is to do, in this order.
struct AppChange {
  std::size_t erased_chars = 0;        // code points in front of the cursor to delete
  std::size_t erased_after_chars = 0;  // the same behind it
  std::string inserted;                // to commit
  std::string preedit;                 // composing text from now on
};

/// The application's text around the cursor. Committed text becomes composing text never again, so
/// an edit deletes only what really changes; text that the engine may still correct stays in the
/// preedit until it is settled. Used by one thread. All text is UTF-8.
class AppText {
 public:
  /// The application reports `left` and `right`, or they are all that is known.
  void reset(std::string left, std::string right);
  /// The change that makes the application follow the keyboard. Nothing when it would have to
  /// delete and cannot: then nothing is changed here either.
  std::optional<AppChange> follow(const KeyboardView& view, AppAbilities abilities);
  /// The application took the preedit in as it stands, or deleted or broke a line by a key of its
  /// own: its text is `left` now.
  void moved_on(std::string left);
  enum class Report {
    kCurrent,  // what the application was told
    kEarlier,  // what it was told a moment ago: the report was under way
    kOther,    // the cursor moved, or somebody else changed the text
  };
  Report judge(std::string_view left, std::string_view right);

  [[nodiscard]] const std::string& left() const { return left_; }
  [[nodiscard]] const std::string& right() const { return right_; }
  [[nodiscard]] const std::string& preedit() const { return preedit_; }
  [[nodiscard]] std::string shown() const { return left_ + preedit_; }

 private:
  struct Sides {
    std::string left, right;
  };
  void remember(std::string left);

  std::string left_, right_, preedit_;
  std::deque<Sides> earlier_;  // that left_ and right_ were since the application last agreed
};

}  // namespace inkling
