// What fcitx shows beside the text: the strip, and what is wrong.
#pragma once

#include <fcitx/inputcontext.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "demo_keyboard/keyboard_view.h"

namespace inkling {

/// The candidates of one text field; for fcitx's thread.
class Panel {
 public:
  /// Takes the candidate in the slot of the strip, which shows the text.
  using Select = std::function<void(int slot, const std::string& text)>;

  /// `seen_trouble`: what the person need not be told again, in any field.
  Panel(fcitx::InputContext* context, Select select, std::shared_ptr<std::string> seen_trouble);

  /// Shows the strip, best first, without what `possible` refuses, and `preedit`.
  void show(const KeyboardView& view, const std::string& preedit,
            const std::function<bool(const Suggestion&)>& possible);
  void clear();
  /// Shows nothing but the preedit until reveal().
  void hide() { hidden_ = true; }
  void reveal() { hidden_ = false; }
  /// What went wrong was seen.
  void dismiss_trouble() { *seen_trouble_ = shown_trouble_; }
  /// Takes the candidate at `place`, from 0; false when none is shown there.
  bool take(int place);

 private:
  void show_candidates(const KeyboardView& view,
                       const std::function<bool(const Suggestion&)>& possible);

  fcitx::InputContext* context_;
  Select select_;
  std::vector<std::pair<int, std::string>> shown_;  // slots of the strip and their texts
  std::string shown_trouble_;
  std::shared_ptr<std::string> seen_trouble_;
  bool hidden_ = false;
};

}  // namespace inkling
