#include "demo_keyboard/controller.h"

#include <algorithm>
#include <utility>

namespace inkling {
namespace {

StripSlot slot_of(const Suggestion& s) { return {s.text, s.kind, s.autocorrect}; }

}  // namespace

Strip arrange_strip(const Suggestions& suggestions) {
  Strip strip;
  const auto& items = suggestions.items;
  if (items.empty()) return strip;
  strip[1] = slot_of(items[0]);
  auto rest = std::vector<const Suggestion*>();
  for (std::size_t i = 1; i < items.size(); ++i) rest.push_back(&items[i]);
  if (items[0].autocorrect) {
    // The literal is what a person wants when the best guess is wrong: it gets the left slot.
    std::stable_partition(rest.begin(), rest.end(),
                          [](const Suggestion* s) { return s->kind == SuggestionKind::kLiteral; });
  }
  if (!rest.empty()) strip[0] = slot_of(*rest[0]);
  if (rest.size() > 1) strip[2] = slot_of(*rest[1]);
  return strip;
}

KeyboardController::KeyboardController(std::shared_ptr<Engine> engine, SessionOptions options,
                                       int64_t deadline_ms)
    : engine_(std::move(engine)), session_(engine_, std::move(options)), deadline_ms_(deadline_ms) {
  act([] { return Commit{}; });
}

template <typename Act>
void KeyboardController::act(Act&& change) {
  const Clock& clock = Clock::system();
  const int64_t start = clock.now_nanos();
  SuggestOptions options{.count = kStripSlots};
  options.deadline = Deadline::after_millis(clock, deadline_ms_);
  Commit commit = change();
  autocorrect_.reset();
  if (commit.autocorrected) autocorrect_ = std::move(commit);
  strip_ = arrange_strip(session_.suggest(options));
  last_micros_ = (clock.now_nanos() - start) / 1000;
}

void KeyboardController::key(std::string_view character) {
  act([&] {
    if (character == " ") return session_.space();
    if (character == "\n") return session_.enter();
    return session_.key(character);
  });
}

void KeyboardController::backspace() {
  act([&] {
    session_.backspace();
    return Commit{};
  });
}

bool KeyboardController::pick(int slot) {
  if (slot < 0 || slot >= kStripSlots) return false;
  const auto taken = strip_.at(static_cast<std::size_t>(slot));
  if (!taken) return false;
  act([&] {
    session_.pick(taken->text);
    // A pick is never a surprise, so it is not reported as an autocorrection.
    return Commit{};
  });
  return true;
}

}  // namespace inkling
