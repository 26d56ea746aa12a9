// Inkling as an input method of fcitx 5.
#pragma once

#include <fcitx-utils/eventdispatcher.h>
#include <fcitx-utils/handlertable.h>
#include <fcitx/action.h>
#include <fcitx/addonfactory.h>
#include <fcitx/addonmanager.h>
#include <fcitx/inputmethodengine.h>
#include <fcitx/instance.h>

#include <memory>
#include <string>
#include <vector>

#include "demo_keyboard/fcitx5/config.h"
#include "demo_keyboard/fcitx5/field.h"

namespace inkling {

/// Owns what the text fields share; fcitx's thread.
class Addon : public fcitx::InputMethodEngineV2 {
 public:
  explicit Addon(fcitx::Instance* instance);
  ~Addon() override;
  Addon(const Addon&) = delete;
  Addon& operator=(const Addon&) = delete;

  void keyEvent(const fcitx::InputMethodEntry& entry, fcitx::KeyEvent& event) override;
  void activate(const fcitx::InputMethodEntry& entry, fcitx::InputContextEvent& event) override;
  void deactivate(const fcitx::InputMethodEntry& entry, fcitx::InputContextEvent& event) override;
  void reset(const fcitx::InputMethodEntry& entry, fcitx::InputContextEvent& event) override;

  void reloadConfig() override;
  const fcitx::Configuration* getConfig() const override { return &config_; }
  void setConfig(const fcitx::RawConfig& config) override;

 private:
  [[nodiscard]] Field* field(fcitx::InputContext* context) {
    return context->propertyFor(&fields_);
  }
  void apply_config();
  void each_field(const std::function<void(Field*)>& visit);
  void set_learning(bool learning);
  void watch();

  fcitx::Instance* instance_;
  InklingConfig config_;
  FieldServices services_;
  fcitx::EventDispatcher dispatcher_;
  fcitx::SimpleAction learning_;
  // Last: the fields use the rest.
  fcitx::FactoryFor<Field> fields_;
  std::vector<std::unique_ptr<fcitx::HandlerTableEntry<fcitx::EventHandler>>> watched_;
};

class AddonFactory : public fcitx::AddonFactory {
 public:
  fcitx::AddonInstance* create(fcitx::AddonManager* manager) override;
};

}  // namespace inkling
