#include "demo_keyboard/fcitx5/panel.h"

#include <fcitx/candidatelist.h>
#include <fcitx/inputpanel.h>

#include <array>
#include <memory>
#include <utility>

namespace inkling {
namespace {

// The strip has the best one in the middle; a list has it at the top.
constexpr std::array<int, kStripSlots> kBestFirst = {1, 0, 2};

class Candidate : public fcitx::CandidateWord {
 public:
  Candidate(const std::string& text, std::function<void()> select)
      : CandidateWord(fcitx::Text(text)), select_(std::move(select)) {}
  void select(fcitx::InputContext* /*context*/) const override {
    // A copy: taking it replaces the list that holds this one.
    const auto taken = select_;
    taken();
  }

 private:
  std::function<void()> select_;
};

fcitx::KeyList selection_keys() {
  return {fcitx::Key(FcitxKey_1, fcitx::KeyState::Alt),
          fcitx::Key(FcitxKey_2, fcitx::KeyState::Alt),
          fcitx::Key(FcitxKey_3, fcitx::KeyState::Alt)};
}

}  // namespace

Panel::Panel(fcitx::InputContext* context, Select select, std::shared_ptr<std::string> seen_trouble)
    : context_(context), select_(std::move(select)), seen_trouble_(std::move(seen_trouble)) {}

void Panel::show(const KeyboardView& view, const std::string& preedit,
                 const std::function<bool(const Suggestion&)>& possible) {
  fcitx::InputPanel& panel = context_->inputPanel();
  panel.reset();
  shown_.clear();
  if (!preedit.empty()) {
    const bool in_text = context_->capabilityFlags().test(fcitx::CapabilityFlag::Preedit);
    fcitx::Text text(preedit,
                     in_text ? fcitx::TextFormatFlag::Underline : fcitx::TextFormatFlag::NoFlag);
    text.setCursor(static_cast<int>(preedit.size()));
    if (in_text) {
      panel.setClientPreedit(text);
    } else {
      panel.setPreedit(text);
    }
  }
  shown_trouble_ = view.trouble;
  if (!view.trouble.empty() && view.trouble != *seen_trouble_) {
    panel.setAuxDown(fcitx::Text("Inkling: " + view.trouble));
  }
  if (!hidden_) show_candidates(view, possible);
  context_->updatePreedit();
  context_->updateUserInterface(fcitx::UserInterfaceComponent::InputPanel);
}

void Panel::show_candidates(const KeyboardView& view,
                            const std::function<bool(const Suggestion&)>& possible) {
  auto list = std::make_unique<fcitx::CommonCandidateList>();
  list->setPageSize(kStripSlots);
  list->setSelectionKey(selection_keys());
  list->setLayoutHint(fcitx::CandidateLayoutHint::Horizontal);
  int marked = -1;
  for (const int slot : kBestFirst) {
    const auto& place = view.strip.at(static_cast<std::size_t>(slot));
    if (!place || !possible(place->suggestion)) continue;
    const std::string& text = place->suggestion.text;
    list->append<Candidate>(text, [select = select_, slot, text] { select(slot, text); });
    if (place->suggestion.autocorrect) marked = static_cast<int>(shown_.size());
    shown_.emplace_back(slot, text);
  }
  if (shown_.empty()) return;
  list->setGlobalCursorIndex(marked);
  context_->inputPanel().setCandidateList(std::move(list));
}

void Panel::clear() {
  shown_.clear();
  context_->inputPanel().reset();
  context_->updatePreedit();
  context_->updateUserInterface(fcitx::UserInterfaceComponent::InputPanel);
}

bool Panel::take(int place) {
  const auto at = static_cast<std::size_t>(place);
  if (place < 0 || at >= shown_.size()) return false;
  const auto [slot, text] = shown_[at];  // a copy: taking it shows another list
  select_(slot, text);
  return true;
}

}  // namespace inkling
