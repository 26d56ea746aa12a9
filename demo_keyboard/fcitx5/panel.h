// What fcitx shows beside the text: the strip, and what is wrong.
#pragma once

#include <fcitx/inputcontext.h>

#include <functional>
#include <string>

#include "demo_keyboard/keyboard_view.h"

namespace inkling {

/// The candidates of one text field; for fcitx's thread.
class Panel {
 public:
  /// Takes the candidate in the slot of the strip, which shows the text.
  using Select = std::function<void(int slot, const std::string& text)>;

  Panel(fcitx::InputContext* context, Select select);

  /// Shows the strip, best first, without what `possible` refuses, and `preedit`.
  void show(const KeyboardView& view, const std::string& preedit,
            const std::function<bool(const Suggestion&)>& possible);
  void clear();
  /// Shows nothing but the preedit until reveal().
  void hide() { hidden_ = true; }
  void reveal() { hidden_ = false; }
  /// What went wrong was seen.
  void dismiss_trouble() { dismissed_ = shown_trouble_; }
  /// The slot of the candidate at `place`, from 0; -1 when there is none.
  [[nodiscard]] int slot_at(int place) const;

 private:
  void show_candidates(const KeyboardView& view,
                       const std::function<bool(const Suggestion&)>& possible);

  fcitx::InputContext* context_;
  Select select_;
  std::vector<int> slots_;  // of the candidates that are shown
  std::string shown_trouble_, dismissed_;
  bool hidden_ = false;
};

}  // namespace inkling
