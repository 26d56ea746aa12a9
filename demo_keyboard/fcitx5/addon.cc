#include "demo_keyboard/fcitx5/addon.h"

#include <fcitx-config/iniparser.h>
#include <fcitx-utils/fs.h>
#include <fcitx-utils/log.h>
#include <fcitx-utils/standardpath.h>
#include <fcitx/inputcontextmanager.h>
#include <fcitx/inputpanel.h>
#include <fcitx/statusarea.h>
#include <fcitx/userinterfacemanager.h>

#include <functional>
#include <utility>

#include "demo_keyboard/fcitx5/pack_folders.h"

namespace inkling {
namespace {

constexpr char kConfigFile[] = "conf/inkling.conf";

/// Empty where no folder can be made: then the history lasts as long as the input method runs.
std::string history_path() {
  const std::string data =
      fcitx::StandardPath::global().userDirectory(fcitx::StandardPath::Type::Data);
  const std::string folder = data + "/inkling";
  if (data.empty() || !fcitx::fs::makePath(folder)) {
    FCITX_ERROR() << "Inkling: cannot make the folder " << folder
                  << "; what is learned is lost when fcitx ends";
    return {};
  }
  return folder + "/history.sqlite";
}

bool client_takes_preedit(const fcitx::InputContext& context) {
  return context.capabilityFlags().test(fcitx::CapabilityFlag::ClientUnfocusCommit) &&
         context.capabilityFlags().test(fcitx::CapabilityFlag::Preedit);
}

}  // namespace

Addon::Addon(fcitx::Instance* instance)
    : instance_(instance), fields_([this](fcitx::InputContext& context) {
        // fcitx takes it over.
        return std::make_unique<Field>(&context, &services_).release();
      }) {
  dispatcher_.attach(&instance_->eventLoop());
  services_.instance = instance_;
  services_.post = [this](std::function<void()> run) { dispatcher_.schedule(std::move(run)); };
  learning_.setShortText(_("Learn"));
  learning_.setLongText(_("Learn from what is typed"));
  learning_.setCheckable(true);
  learning_.connect<fcitx::SimpleAction::Activated>(
      [this](fcitx::InputContext*) { set_learning(!*config_.learn); });
  instance_->userInterfaceManager().registerAction("inkling-learn", &learning_);
  reloadConfig();
  instance_->inputContextManager().registerProperty("inkling", &fields_);
  watch();
}

Addon::~Addon() {
  watched_.clear();
  // Candidates that are shown are this plugin's code.
  each_field([](Field* field) { field->close(); });
  fields_.unregister();  // their keyboards stop here, before the dispatcher that they post to
  dispatcher_.detach();
}

void Addon::watch() {
  const auto watch = [this](fcitx::EventType type, fcitx::EventHandler handler) {
    watched_.push_back(
        instance_->watchEvent(type, fcitx::EventWatcherPhase::Default, std::move(handler)));
  };
  watch(fcitx::EventType::InputContextSurroundingTextUpdated, [this](fcitx::Event& event) {
    field(static_cast<fcitx::InputContextEvent&>(event).inputContext())->text_reported();
  });
  watch(fcitx::EventType::InputContextCapabilityChanged, [this](fcitx::Event& event) {
    auto* context = static_cast<fcitx::InputContextEvent&>(event).inputContext();
    field(context)->capabilities_changed();
  });
}

void Addon::keyEvent(const fcitx::InputMethodEntry& /*entry*/, fcitx::KeyEvent& event) {
  if (field(event.inputContext())->key(event)) event.filterAndAccept();
}

void Addon::activate(const fcitx::InputMethodEntry& /*entry*/, fcitx::InputContextEvent& event) {
  fcitx::InputContext* context = event.inputContext();
  context->statusArea().addAction(fcitx::StatusGroup::InputMethod, &learning_);
  field(context)->enter();
}

void Addon::deactivate(const fcitx::InputMethodEntry& /*entry*/, fcitx::InputContextEvent& event) {
  fcitx::InputContext* context = event.inputContext();
  // When the focus goes, fcitx or the application has put the preedit into the text already.
  const bool taken = event.type() == fcitx::EventType::InputContextFocusOut &&
                     context->capabilityFlags().test(fcitx::CapabilityFlag::Preedit);
  field(context)->leave(taken);
}

void Addon::reset(const fcitx::InputMethodEntry& /*entry*/, fcitx::InputContextEvent& event) {
  fcitx::InputContext* context = event.inputContext();
  field(context)->leave(client_takes_preedit(*context));
}

void Addon::reloadConfig() {
  fcitx::readAsIni(config_, kConfigFile);
  apply_config();
}

void Addon::setConfig(const fcitx::RawConfig& config) {
  config_.load(config, /*partial=*/true);
  fcitx::safeSaveAsIni(config_, kConfigFile);
  apply_config();
}

void Addon::set_learning(bool learning) {
  config_.learn.setValue(learning);
  fcitx::safeSaveAsIni(config_, kConfigFile);
  apply_config();
}

void Addon::apply_config() {
  config_.pack.annotation().in_use = *config_.pack;
  services_.settings = {*config_.layout, strength_of(config_), !*config_.learn};
  learning_.setChecked(*config_.learn);
  if (fcitx::InputContext* context = instance_->lastFocusedInputContext()) {
    learning_.update(context);
  }
  EngineOptions wanted;
  const std::string& pack = pack_of(config_);
  const bool usual = pack.empty() || pack == kDefaultPack;
  wanted.pack_dir = usual ? default_pack_folder() : pack_folder(pack);
  for (const std::string& named : *config_.more_packs) {
    if (!named.empty()) wanted.more_packs.push_back(pack_folder(named));
  }
  if (services_.engine != nullptr && services_.engine->options().pack_dir == wanted.pack_dir &&
      services_.engine->options().more_packs == wanted.more_packs) {
    each_field([](Field* field) { field->settings_changed(); });
    return;
  }
  // The old engine goes before the new one opens the history.
  each_field([](Field* field) { field->close(); });
  if (wanted.pack_dir.empty()) {
    FCITX_ERROR()
        << "Inkling: no language pack \"en\" is installed; install one, or set LanguagePack";
  }
  wanted.history_path = history_path();
  services_.engine = std::make_shared<SharedEngine>(std::move(wanted));
}

void Addon::each_field(const std::function<void(Field*)>& visit) {
  if (!fields_.registered()) return;
  instance_->inputContextManager().foreach ([this, &visit](fcitx::InputContext* context) {
    visit(field(context));
    return true;
  });
}

fcitx::AddonInstance* AddonFactory::create(fcitx::AddonManager* manager) {
  return std::make_unique<Addon>(manager->instance()).release();
}

}  // namespace inkling

FCITX_ADDON_FACTORY(inkling::AddonFactory)
