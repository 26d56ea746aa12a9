// What learning a person's words brings: one text typed from top to bottom, with learning and
// without, each word asked for before it is typed (prequential: Dawid 1984).
#pragma once

#include <cstddef>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/inkling.h"
#include "tools/eval_options.h"

namespace inkling {

/// Of the words of a stretch of text.
struct PersonalScore {
  std::size_t items = 0;
  std::size_t top1 = 0;  // first on the strip before a letter was typed
  std::size_t top3 = 0;  // among three
  std::size_t keystrokes = 0;
  std::size_t characters = 0;

  void add(const PersonalScore& other);
  /// {"top1":…,"top3":…,"ksr":…}, fractions of 1; null where there was nothing to measure.
  [[nodiscard]] nlohmann::ordered_json to_json() const;
};

struct PersonalResult {
  PersonalScore off, on;  // of the whole text
  PersonalScore off_second_half, on_second_half;

  /// The JSON of `inkling eval personal`.
  [[nodiscard]] nlohmann::ordered_json to_json() const;
};

/// Asks a field that learns, of the engine `on`, and one that does not, of `off`, whose history
/// stays as it is: two engines, for a history is read by all fields. Words are typed behind the
/// line's own text to their left, keys in lower case until the word is on the strip, as in
/// evaluate_completion(), and are learned as they stand in the text. Stops after `limit` items.
PersonalResult evaluate_personal(const std::shared_ptr<Engine>& off,
                                 const std::shared_ptr<Engine>& on,
                                 const std::vector<std::string>& lines, const EvalOptions& options);

}  // namespace inkling
