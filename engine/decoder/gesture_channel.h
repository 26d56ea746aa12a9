// log P(path | word): what a finger draws when it means to pass some keys in order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <vector>

#include "engine/decoder/gesture_path.h"
#include "engine/decoder/number_fields.h"
#include "engine/layout.h"
#include "platform/result.h"

namespace inkling {

/// Read from decoder.json ("gesture"); the defaults serve a pack without numbers of its own.
/// Spreads are in key widths, costs in nats.
struct GestureParams {
  double aspect = 1.5;    // a key's height over its width
  double spacing = 0.25;  // between the samples of a path
  // Where a key's turn of the path is, from its centre.
  double key_sigma_x = 0.5;
  double key_sigma_y = 0.5;
  double key_offset_y = 0.0;   // below the centre, in key widths
  double start_sharpness = 1;  // spreads at the first and the last point are so much narrower
  double end_sharpness = 1;
  double stray = 0.05;  // share of keys that are passed at some distance …
  double stray_by = 3;  // … with spreads so much wider
  double letter = 0.0;  // each letter
  double stay = 0.2;    // each further sample at a key
  double repeat = 0.0;  // the second of two equal letters
  double turn = 1.0;    // gained where the path turns at a letter, at most
  double slow = 0.3;    // gained per log of slowness at a letter
  // On the way from key to key, each sample:
  double way_sigma = 0.5;    // from the straight line
  double way_weight = 0.3;   // of that distance
  double way_heading = 0.6;  // for going the wrong way, half of it for going across
  double way_most = 4;       // no sample costs more
  // Each letter that a finger which still moves has not come near.
  double to_come = 1.0;
  // Of a word's frequency against its path, where no context is known.
  double weight = 1.0;
};

/// The numbers of `params` by name, for reading, writing and fitting.
std::vector<NumberField> gesture_fields(GestureParams* params);
/// From an object that holds the section "gesture", or does not. kCorrupt names the offending
/// field.
Result<GestureParams> gesture_from_json(const nlohmann::json& json);

/// The costs of one path over one layout's keys, worked out as they are asked for. Used by one
/// thread; the parameters must outlive it.
///
/// A word's letters are passed in order, each at one sample or a few; between them the finger goes
/// straight from key to key. Keys are named by a number from 0.
class GestureChannel {
 public:
  static constexpr std::size_t kMaxKeys = 48;
  static constexpr uint8_t kNoKey = 0xff;

  GestureChannel(const GestureParams& params, const Layout& layout);

  /// Another path; what was asked of the one before is forgotten. `moving`: it may go on.
  void begin(GesturePath path, bool moving);
  [[nodiscard]] std::size_t samples() const { return path_.samples().size(); }
  [[nodiscard]] const GesturePath& path() const { return path_; }
  /// The key of a letter, accents aside; kNoKey where none types it.
  [[nodiscard]] uint8_t key_of(char32_t letter) const;

  /// The letter of `key` is passed at `sample`.
  [[nodiscard]] float at(uint8_t key, std::size_t sample) const {
    return at_[sample * keys_.size() + key];
  }
  /// The least that passing the key at `sample` or later costs.
  [[nodiscard]] float from_here(uint8_t key, std::size_t sample) const {
    return from_here_[sample * keys_.size() + key];
  }
  /// The finger is at `sample`, still, at the key.
  [[nodiscard]] float stay(uint8_t key, std::size_t sample) const;
  /// On the way from key to key.
  [[nodiscard]] float way(uint8_t from, uint8_t to, std::size_t sample) {
    float& known = way_[(sample * keys_.size() + from) * keys_.size() + to];
    if (known < 0) known = way_cost(from, to, sample);
    return known;
  }
  [[nodiscard]] const GestureParams& params() const { return params_; }

 private:
  [[nodiscard]] float at_cost(uint8_t key, std::size_t sample) const;
  [[nodiscard]] float way_cost(uint8_t from, uint8_t to, std::size_t sample) const;
  [[nodiscard]] float distance_squared(uint8_t key, const GesturePath::Sample& sample) const;

  const GestureParams& params_;
  std::u32string letters_;      // of the keys
  std::vector<KeyPoint> keys_;  // their centres, y stretched
  /// The straight line from key to key.
  struct Way {
    float ux, uy;  // unit vector
    float length;
  };
  std::vector<Way> ways_;  // [keys, keys]
  GesturePath path_;
  bool moving_ = false;
  float way_distance_;  // nats per squared key width from the line
  float way_heading_;
  float way_most_;
  std::vector<float> at_, from_here_;  // [samples, keys]
  std::vector<float> way_;             // [samples, keys, keys], below 0: not asked for yet
};

}  // namespace inkling
