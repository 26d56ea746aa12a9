// What fingers do: the cost of pressing some keys when a word was meant.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "engine/decoder/layout.h"
#include "platform/result.h"

namespace inkling {

/// Costs in nats: -log of how likely a slip is at one key. Read from decoder.json ("channel");
/// the defaults serve a pack without numbers of its own.
struct ChannelParams {
  double neighbour = 4.0;           // a key next to the one that was meant
  double vowel = 5.2;               // one vowel for another
  double far = 7.6;                 // any other key
  double extra = 5.6;               // a key too many
  double extra_repeat = 4.0;        // the same key once too often
  double extra_neighbour = 4.8;     // a key hit together with its neighbour
  double omission = 4.6;            // a letter left out
  double omission_repeat = 3.4;     // one of two equal letters left out
  double transposition = 4.0;       // two keys in the wrong order
  double first_letter = 0.8;        // added to every slip at the first letter
  double apostrophe_missing = 0.7;  // don't as dont
  double apostrophe_extra = 3.0;
  double split = 5.0;           // a space left out between two words
  double touch_sigma_x = 0.30;  // spread of touches, key widths
  double touch_sigma_y = 0.26;  // key heights
};

/// kNotFound, or kCorrupt with the offending field.
Result<ChannelParams> load_channel_params(const std::string& path);

/// One press: the letter that the keyboard took it for, lower case, and where it was, if known.
struct KeyPress {
  char32_t letter = 0;
  std::optional<KeyPoint> touch;
};

/// The costs of one press against every letter, worked out once per press.
class PressCosts {
 public:
  PressCosts(const ChannelParams& params, const Layout& layout, const KeyPress& press);
  /// -log P(press | `meant`), relative to a clean hit; accents cost nothing.
  [[nodiscard]] float cost(char32_t meant) const {
    return meant < kDirect ? direct_[meant] : slow_cost(meant);
  }
  [[nodiscard]] char32_t letter() const { return letter_; }
  /// Is the press no letter of this layout? Then it was hardly meant for one.
  [[nodiscard]] bool foreign() const { return foreign_; }

 private:
  static constexpr char32_t kDirect = 128;
  [[nodiscard]] float slow_cost(char32_t meant) const;
  [[nodiscard]] float letter_cost(const ChannelParams& params, const Layout& layout,
                                  const KeyPress& press, char32_t meant) const;

  char32_t letter_;
  float far_;
  bool foreign_;
  std::array<float, kDirect> direct_{};
};

}  // namespace inkling
