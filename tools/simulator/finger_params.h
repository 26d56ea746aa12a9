// The numbers of the finger model; params.json holds their values and where they come from.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "platform/result.h"

namespace inkling {

enum class Posture { kOneFinger, kOneThumb, kTwoThumbs };
inline constexpr std::size_t kPostures = 3;

/// "one_finger", "one_thumb", "two_thumbs".
const char* posture_name(Posture posture);
std::optional<Posture> posture_from_name(std::string_view name);

/// Milliseconds are medians of log-normal distributions.
struct PostureParams {
  double spread = 1;           // factor on the spread of touches
  double rates = 1;            // factor on the rates of slips
  double letter_ms = 0;        // before a letter inside a word
  double space_ms = 0;         // before a space
  double first_letter_ms = 0;  // before the first letter of a word, and before a sign
  double backspace_ms = 0;     // before the first backspace of a run
  double sigma = 0;            // standard deviation of the log of an interval, over all people
  double corrections = 0;      // slips a person takes back, for each character
  double backspaces = 1;       // mean run of backspaces
};

/// How a finger draws words over the keys.
struct SwipeParams {
  double stroke_ms = 0;        // to draw a line one key width long …
  double stroke_power = 0;     // … and with which power of its length that grows
  double sigma = 0;            // standard deviation of the log of a stroke's time
  double person_speed = 0;     // of the log of a person's speed
  double spread = 1;           // factor on the spread of touches for the letters on the way
  double end_spread = 1;       // the same for the last letter
  double spread_by_speed = 0;  // power of a person's speed with which their spread grows
  double overlap = 0;          // share of a stroke during which the next has begun
  double omission = 0;         // a letter that no stroke goes to
  double points_per_second = 60;
};

/// Lengths in key widths (x) and heights (y, downwards); rates for each press.
struct FingerParams {
  double offset_x = 0, offset_y = 0;                // mean touch, from the key's centre
  double spread_x = 0, spread_y = 0;                // standard deviation of one person's touches
  double person_offset_x = 0, person_offset_y = 0;  // standard deviation between people
  double person_spread = 0;                         // of the log of a person's spread
  double person_speed = 0;                          // of the log of a person's intervals
  double hit_area_y = 0;       // a touch is taken for the key that lies so much above it
  double space_spread = 1;     // factor on spread_x on the space bar
  double wrong_key = 0;        // a press of a key that is no neighbour
  double omission = 0;         // a letter left out
  double insertion = 0;        // a letter too many after this one
  double repeat_share = 0;     // insertions of the same letter; the others hit a neighbour
  double transposition = 0;    // this letter and the next in the wrong order
  double space_omitted = 0;    // for each space between two words
  double space_as_letter = 0;  // the space bar missed, a letter above it hit
  double extra_space = 0;      // inside a word, for each word
  double co_press_ms = 0;      // from a key to a neighbour that is pressed with it
  std::array<PostureParams, kPostures> postures;
  SwipeParams swipe;

  [[nodiscard]] const PostureParams& posture(Posture which) const {
    return postures.at(static_cast<std::size_t>(which));
  }
};

/// Those of params.json, as it was when the program was built.
const FingerParams& default_finger_params();

/// Reads {"NAME": number or {"value": number, …}, "POSTURE": {…}, …} over the defaults. Names that
/// start with "_" are comments. kNotFound, kIo, or kCorrupt with the name of what is wrong.
Result<FingerParams> load_finger_params(const std::string& path);

}  // namespace inkling
