// A simulated person who types a text on a phone keyboard, with slips.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/layout.h"
#include "tools/simulator/finger.h"
#include "tools/simulator/finger_params.h"
#include "tools/simulator/random.h"
#include "tools/simulator/typed_text.h"

namespace inkling {

struct TypistOptions {
  Posture posture = Posture::kTwoThumbs;
  double noise = 1;           // factor on the spread of touches and on the rates of slips
  bool self_correct = false;  // also make slips that are seen and taken back
  uint64_t seed = 1;          // the person, and everything that happens to them
};

/// Types letters in lower case, as keyboards with automatic capitals are used; signs and letters
/// without a key are pressed right, without a touch. Most substitutions come from where the
/// fingers land; the other slips are drawn at the rates of `params`. The same options and lines
/// give the same presses, bit for bit. `layout` must outlive the typist; used by one thread.
///
///   Typist typist(Layout::qwerty(), default_finger_params(), {.seed = 7});
///   for (const TypedPart& part : typist.type_line("See you there")) use(part.strokes);
class Typist {
 public:
  Typist(const Layout& layout, const FingerParams& params, const TypistOptions& options);
  Typist(const Typist&) = delete;
  Typist& operator=(const Typist&) = delete;

  /// Words and what stands between them, in order; together they cover the line. `line` is
  /// normalised UTF-8 (see normalize()).
  std::vector<TypedPart> type_line(std::string_view line);
  /// The presses for one word (see find_items()).
  std::vector<Stroke> type_word(std::string_view word);
  /// The slips so far.
  [[nodiscard]] const SlipCounts& slips() const { return slips_; }

 private:
  /// A character to type, and the key of the layout that types it; 0 when there is none.
  struct Aim {
    std::string text;
    char32_t key = 0;
  };
  [[nodiscard]] std::vector<Aim> aims_of(std::string_view word) const;
  [[nodiscard]] std::vector<char32_t> keys_around(char32_t key, bool near) const;
  [[nodiscard]] bool slip(double rate) { return random_.chance(rate * rates_); }
  void count(SlipKind kind) { ++slips_.at(static_cast<std::size_t>(kind)); }

  void type_aims(const std::vector<Aim>& aims, std::vector<Stroke>* out);
  void press_with_extras(const Aim& aim, double median_ms, std::vector<Stroke>* out);
  void press(const Aim& aim, double median_ms, std::vector<Stroke>* out);
  void press_key(char32_t key, double wait_ms, std::vector<Stroke>* out);
  void press_and_take_back(const std::vector<Aim>& aims, std::size_t at, std::vector<Stroke>* out);
  void press_space(std::vector<Stroke>* out);
  bool miss_space(std::vector<Stroke>* out);
  void add_extra_space(std::vector<Stroke>* out);
  void type_gap(std::string_view gap, std::vector<Stroke>* out);

  const Layout& layout_;
  FingerParams params_;
  PostureParams hand_;
  bool self_correct_;
  double noise_;
  double rates_;  // noise and posture, factor on the rates of slips
  Random random_;
  Finger finger_;
  SlipCounts slips_{};
};

}  // namespace inkling
