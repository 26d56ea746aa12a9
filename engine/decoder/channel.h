// What fingers and heads do: the cost of pressing some keys when a word was meant.
#pragma once

#include <array>
#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "engine/decoder/number_fields.h"
#include "engine/decoder/spelling.h"
#include "engine/layout.h"
#include "engine/lexicon/text_key.h"
#include "platform/result.h"

namespace inkling {

/// Costs in nats: -log of how likely a slip is at one key. Read from decoder.json ("channel" and
/// "spelling"); the defaults serve a pack without numbers of its own.
struct ChannelParams {
  // Slips of the finger.
  double neighbour = 4.0;           // a key next to the one that was meant
  double far = 8.0;                 // any other key
  double extra = 6.4;               // a key too many
  double extra_repeat = 4.6;        // the same key once too often
  double extra_neighbour = 5.2;     // a key hit together with its neighbour
  double omission = 5.0;            // a letter left out
  double omission_repeat = 3.4;     // one of two equal letters left out
  double transposition = 4.4;       // two keys in the wrong order
  double first_letter = 0.8;        // added to every slip at the first letter
  double apostrophe_missing = 0.7;  // don't as dont
  double apostrophe_extra = 3.0;
  // The space bar.
  double space_missing = 5.0;     // a space left out between two words
  double space_extra = 6.0;       // a space inside a word
  double letter_for_space = 4.5;  // a key above the bar hit for it
  double space_for_letter = 5.0;  // the bar hit for a key above it
  // Touches: spread and mean offset from the centre of the key that was meant, in key widths and
  // key heights. A person's own offset is learned on top of it.
  double touch_sigma_x = 0.27;
  double touch_sigma_y = 0.23;
  double touch_offset_x = 0.0;
  double touch_offset_y = 0.0;
  // Added to each cost of `spelling`: how much rarer misspellings are here than in the tables.
  double spelling_offset = 0.0;
  SpellingCosts spelling;
};

/// The numbers of `params` by name, for reading, writing and fitting.
std::vector<NumberField> channel_fields(ChannelParams* params);
/// From an object that holds the sections "channel" and "spelling"; both may be missing. kCorrupt
/// names the offending field.
Result<ChannelParams> channel_from_json(const nlohmann::json& json);

/// One press: the letter that the keyboard took it for, lower case, and where it was, if known.
/// The letter ' ' is the space bar.
struct KeyPress {
  char32_t letter = 0;
  std::optional<KeyPoint> touch;
  friend bool operator==(const KeyPress&, const KeyPress&) = default;
};

/// -log(e^-a + e^-b): either could have happened.
double either(double a, double b);

/// The costs that do not depend on a press, of one layout, finger and head together. Immutable;
/// the parameters and the layout are borrowed and must outlive it.
class ChannelModel {
 public:
  ChannelModel(const ChannelParams& params, const Layout& layout);

  [[nodiscard]] const ChannelParams& params() const { return params_; }
  [[nodiscard]] const Layout& layout() const { return layout_; }

  /// `letter` was left out after `before` (0: the word starts with it).
  [[nodiscard]] float omission(char32_t before, char32_t letter) const {
    return omission_[previous_class(before)][spelling_class(letter)];
  }
  /// By their spelling classes; of `before`, kSpellingStart where the word starts.
  [[nodiscard]] float omission_by_class(std::size_t before, std::size_t letter) const {
    return omission_[before][letter];
  }
  [[nodiscard]] float transposition_by_class(std::size_t first, std::size_t second) const {
    return transposition_[first][second];
  }
  [[nodiscard]] float least_transposition_by_class(std::size_t first) const {
    return least_transposition_[first];
  }
  /// The cheapest way in which any letter behind `before` is left out or comes later.
  [[nodiscard]] float least_skip_by_class(std::size_t before) const { return least_skip_[before]; }
  /// `first` and `second` came the other way round.
  [[nodiscard]] float transposition(char32_t first, char32_t second) const {
    return transposition_[spelling_class(first)][spelling_class(second)];
  }
  /// The cheapest way in which `first` and a letter behind it come the other way round.
  [[nodiscard]] float least_transposition(char32_t first) const {
    return least_transposition_[spelling_class(first)];
  }

  static std::size_t previous_class(char32_t before) {
    return before == 0 ? kSpellingStart : spelling_class(before);
  }

 private:
  const ChannelParams& params_;
  const Layout& layout_;
  SpellingCosts::Table<kSpellingClasses + 1> omission_;
  SpellingCosts::Table<kSpellingClasses> transposition_;
  std::array<float, kSpellingClasses> least_transposition_{};
  std::array<float, kSpellingClasses + 1> least_skip_{};
};

/// The costs of one press, worked out once per press.
class PressCosts {
 public:
  /// `before`: the key pressed before, 0 at the start. `offset`: this person's own touch offset.
  PressCosts(const ChannelModel& model, const KeyPress& press, char32_t before, KeyPoint offset);

  /// -log P(press | `meant`), relative to a clean hit; accents cost nothing.
  [[nodiscard]] float hit(char32_t meant) const {
    return meant < kDirect ? hit_[meant] : hit(meant, base_letter(meant));
  }
  /// The same where `base`, the letter without its accents, is known.
  [[nodiscard]] float hit(char32_t meant, char32_t base) const {
    if (meant < kDirect) return hit_[meant];
    if (meant == letter_) return 0;
    return base < kDirect ? hit_[base] : far_;
  }
  /// The press was one too many, after the letter `meant_before` (0: at the start).
  [[nodiscard]] float extra(char32_t meant_before) const {
    return extra_[ChannelModel::previous_class(meant_before)];
  }
  [[nodiscard]] float extra_by_class(std::size_t meant_before) const {
    return extra_[meant_before];
  }
  /// The space bar was meant.
  [[nodiscard]] float space() const { return space_; }
  /// Is `meant` the very letter that the keyboard understood, accents aside?
  [[nodiscard]] bool is_letter(char32_t meant) const {
    return is_letter(meant, base_letter(meant));
  }
  [[nodiscard]] bool is_letter(char32_t meant, char32_t base) const {
    return meant == letter_ || meant == base_ || base == letter_;
  }
  [[nodiscard]] char32_t letter() const { return letter_; }

 private:
  static constexpr char32_t kDirect = 128;
  void aim(const ChannelModel& model, const KeyPress& press, KeyPoint offset);

  char32_t letter_;
  char32_t base_;
  float far_;
  float space_;
  std::array<float, kDirect> hit_{};
  std::array<float, kSpellingClasses + 1> extra_{};
};

}  // namespace inkling
