// One text field of an application, and the keyboard that types into it.
#pragma once

#include <fcitx/inputcontext.h>
#include <fcitx/inputcontextproperty.h>
#include <fcitx/instance.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "demo_keyboard/controller.h"
#include "demo_keyboard/fcitx5/app_text.h"
#include "demo_keyboard/fcitx5/field_traits.h"
#include "demo_keyboard/fcitx5/panel.h"
#include "demo_keyboard/fcitx5/shared_engine.h"
#include "demo_keyboard/fcitx5/surroundings.h"

namespace inkling {

/// What all fields have in common; the addon's, and it outlives them.
struct FieldServices {
  fcitx::Instance* instance = nullptr;
  std::shared_ptr<SharedEngine> engine;
  KeyboardSettings settings;
  // See Panel.
  std::shared_ptr<std::string> seen_trouble = std::make_shared<std::string>();
  // Runs a function on fcitx's event loop; any thread.
  std::function<void(std::function<void()>)> post;
};

/// For fcitx's thread. The keyboard is opened with the first key, so that a field nobody types into
/// costs nothing.
class Field : public fcitx::InputContextProperty {
 public:
  /// Both outlive the field.
  Field(fcitx::InputContext* context, const FieldServices* services);

  /// True: the key is dealt with, and the application must not see it.
  bool key(const fcitx::KeyEvent& event);
  /// The focus came.
  void enter();
  /// The application says something else about the field.
  void capabilities_changed();
  /// The focus or the input method goes. `preedit_taken`: the preedit is in the text already.
  void leave(bool preedit_taken);
  /// The application reports its text anew.
  void text_reported();
  /// The person changed the settings.
  void settings_changed();
  /// Forgets the keyboard; the next key opens another one.
  void close();
  /// Nothing is under way: the text stands, and the strip is shown for it.
  [[nodiscard]] bool idle() const;
  /// Takes the candidate in `slot`, if it still is `text`.
  void select(int slot, const std::string& text);

 private:
  void open();
  void take_text_in();
  void apply_settings();
  [[nodiscard]] AppAbilities abilities() const;
  void type(const std::string& character);
  bool erase();
  bool escape();
  bool enter_key();
  void pass();
  void commit_shown(bool preedit_taken);
  void follow();
  void stand_as_typed(const KeyboardView& view);
  void commit(const std::string& text);
  void send(const AppChange& change);
  void show(const KeyboardView& view);
  [[nodiscard]] bool possible(const KeyboardView& view, const Suggestion& suggestion) const;

  fcitx::InputContext* context_;
  const FieldServices* services_;
  FieldTraits traits_;
  bool entered_ = false;  // the keyboard knows this field and its text
  bool unsure_ = false;   // where the application's cursor is: nothing is deleted until it reports
  AppText app_;
  Panel panel_;
  // The text if nothing were corrected: what stands where the application cannot follow.
  std::string as_typed_;
  uint64_t followed_ = 0;  // KeyboardView::version
  std::unique_ptr<KeyboardController> keyboard_;
};

}  // namespace inkling
