// Opening, leaving, and following the keyboard; what keys do is in field_keys.cc.
#include "demo_keyboard/fcitx5/field.h"

#include <fcitx/inputpanel.h>

#include <atomic>
#include <utility>

namespace inkling {

Field::Field(fcitx::InputContext* context, const FieldServices* services)
    : context_(context),
      services_(services),
      panel_(
          context, [this](int slot, const std::string& text) { select(slot, text); },
          services->seen_trouble) {
  enter();
}

void Field::enter() {
  traits_ = field_traits(context_->capabilityFlags());
  entered_ = false;
  unsure_ = false;
}

void Field::capabilities_changed() {
  // Applications say the same over and over, and not every flag is about what is typed.
  if (field_traits(context_->capabilityFlags()) == traits_) return;
  leave(/*preedit_taken=*/false);
  enter();
}

void Field::open() {
  if (keyboard_ == nullptr) {
    KeyboardOptions options;
    options.engine = services_->engine->options();
    options.open_engine = [engine = services_->engine] { return engine->get(); };
    options.session.field = traits_.kind;
    // One wake-up under way is enough, however often the view changes.
    const auto posted = std::make_shared<std::atomic<bool>>(false);
    options.on_change = [this, posted, alive = context_->watch(), post = services_->post] {
      if (posted->exchange(true)) return;
      post([this, posted, alive] {
        posted->store(false);
        if (alive.get() != nullptr) follow();
      });
    };
    keyboard_ = std::make_unique<KeyboardController>(std::move(options));
  }
  if (!entered_) take_text_in();
}

void Field::take_text_in() {
  entered_ = true;
  const auto around = surroundings(*context_).value_or(Surroundings());
  app_.reset(around.left, around.right);
  apply_settings();
  keyboard_->focus(traits_.kind, /*no_learning=*/false, around.left, around.right);
}

void Field::apply_settings() {
  const KeyboardSettings& settings = services_->settings;
  keyboard_->set_incognito(settings.incognito);
  keyboard_->set_layout(settings.layout);
  keyboard_->set_strength(traits_.corrects ? settings.strength : AutocorrectStrength::kOff);
}

void Field::settings_changed() {
  if (keyboard_ != nullptr && entered_) apply_settings();
}

void Field::close() {
  leave(/*preedit_taken=*/false);
  keyboard_.reset();
}

void Field::leave(bool preedit_taken) {
  if (keyboard_ == nullptr || !entered_) return;
  commit_shown(preedit_taken);
  panel_.dismiss_trouble();
  panel_.clear();
  entered_ = false;
}

void Field::commit_shown(bool preedit_taken) {
  const std::string preedit = app_.preedit();
  const bool settled = keyboard_->view().settled;
  app_.moved_on(app_.shown());
  if (!preedit_taken) commit(preedit);
  keyboard_->finish();
  // What the engine still makes of the keys that wait comes too late.
  if (!settled) keyboard_->set_text(app_.left(), app_.right());
}

AppAbilities Field::abilities() const {
  return {.can_delete = !unsure_ && surroundings(*context_).has_value(),
          .has_preedit = context_->capabilityFlags().test(fcitx::CapabilityFlag::Preedit)};
}

void Field::text_reported() {
  if (keyboard_ == nullptr || !entered_) return;
  const auto around = surroundings(*context_);
  if (!around) return;
  const AppText::Report report = app_.judge(around->left, around->right);
  if (report == AppText::Report::kEarlier) return;
  unsure_ = false;
  if (report == AppText::Report::kCurrent) return;
  as_typed_ = around->left + app_.preedit();
  app_.reset(around->left, around->right);
  keyboard_->set_text(as_typed_, around->right);
  follow();
}

void Field::follow() {
  if (keyboard_ == nullptr || !entered_ || !context_->hasFocus()) return;
  const KeyboardView view = keyboard_->view();
  followed_ = view.version;
  const std::string preedit = app_.preedit();
  const auto change = app_.follow(view, abilities());
  if (!change) {
    stand_as_typed(view);
    return;
  }
  if (change->erased_chars + change->erased_after_chars > 0 && !preedit.empty()) {
    context_->inputPanel().setClientPreedit(fcitx::Text());
    context_->updatePreedit();
  }
  send(*change);
  show(view);
}

bool Field::idle() const {
  if (keyboard_ == nullptr || !entered_) return true;
  const KeyboardView view = keyboard_->view();
  return view.settled && (view.strip_current || view.engine == EngineState::kFailed) &&
         view.version == followed_;
}

/// The engine changed text that the application cannot change any more.
void Field::stand_as_typed(const KeyboardView& view) {
  if (!as_typed_.starts_with(app_.left())) as_typed_ = app_.left();
  if (view.autocorrected) keyboard_->revert();  // unlearns it, too
  keyboard_->set_text(as_typed_, app_.right());
  follow();
}

void Field::send(const AppChange& change) {
  const auto before = static_cast<unsigned>(change.erased_chars);
  const auto after = static_cast<unsigned>(change.erased_after_chars);
  if (before + after > 0) {
    context_->deleteSurroundingText(-static_cast<int>(before), before + after);
  }
  commit(change.inserted);
}

/// A broken line is a key to most applications: it sends the message, or runs the command.
void Field::commit(const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) context_->commitString(text.substr(at, end - at));
    if (end < text.size()) {
      context_->forwardKey(fcitx::Key(FcitxKey_Return));
      context_->forwardKey(fcitx::Key(FcitxKey_Return), /*isRelease=*/true);
    }
    at = end + 1;
  }
}

bool Field::possible(const KeyboardView& view, const Suggestion& suggestion) const {
  if (abilities().can_delete) return true;
  if (view.composing_after_bytes > 0) return false;
  const std::size_t replaced = view.composing_bytes + suggestion.replaces.size();
  if (replaced > view.text.size()) return false;
  const std::string after = view.text.substr(0, view.text.size() - replaced) + suggestion.text;
  return after.starts_with(app_.left());
}

void Field::show(const KeyboardView& view) {
  panel_.show(view, app_.preedit(),
              [this, &view](const Suggestion& one) { return possible(view, one); });
}

}  // namespace inkling
