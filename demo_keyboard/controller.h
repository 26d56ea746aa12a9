// The demo keyboard without a user interface: keys in, text and a strip of suggestions out.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/inkling.h"

namespace inkling {

inline constexpr int kStripSlots = 3;

/// One place on the strip of suggestions.
struct StripSlot {
  std::string text;
  SuggestionKind kind = SuggestionKind::kPrediction;
  bool autocorrect = false;  // space would put it in place of what was typed
};

/// Left, middle, right. The best suggestion is in the middle; when it would replace what was
/// typed, the literal is on the left, so that it can be kept.
using Strip = std::array<std::optional<StripSlot>, kStripSlots>;

/// Puts suggestions, best first, on a strip.
Strip arrange_strip(const Suggestions& suggestions);

/// Drives one Session. Used by one thread at a time; shares the engine.
class KeyboardController {
 public:
  /// `deadline_ms`: how long the strip may take after each key.
  KeyboardController(std::shared_ptr<Engine> engine, SessionOptions options,
                     int64_t deadline_ms = 30);

  /// One typed character. A space and a line end commit as their own keys do.
  void key(std::string_view character);
  void backspace();
  /// Takes the suggestion in `slot` (0 to 2); false when there is none, and nothing happens.
  bool pick(int slot);
  /// Takes the best suggestion: the middle slot.
  bool pick_best() { return pick(1); }

  [[nodiscard]] const Strip& strip() const { return strip_; }
  /// The text so far, what is being typed included.
  [[nodiscard]] std::string text() const { return session_.left(); }
  /// The word being typed: the end of text().
  [[nodiscard]] const std::string& composing() const { return session_.composing(); }
  /// Microseconds from the last key to its strip.
  [[nodiscard]] int64_t last_micros() const { return last_micros_; }
  /// What the last key replaced on its own, if anything.
  [[nodiscard]] const std::optional<Commit>& last_autocorrect() const { return autocorrect_; }

 private:
  template <typename Act>
  void act(Act&& change);

  std::shared_ptr<Engine> engine_;
  Session session_;
  int64_t deadline_ms_;
  Strip strip_;
  int64_t last_micros_ = 0;
  std::optional<Commit> autocorrect_;
};

}  // namespace inkling
