// Quality of a replay: what trace.md defines, with intervals, and split by what the words are.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "tools/replay/replayed_words.h"
#include "tools/replay/resampled.h"

namespace inkling {

class Lexicon;

enum class Figure {
  kTop1,  // before its first letter the word was first on the strip; not of a line's first
  kTop3,  // … or among three
  kKeystrokesSaved,  // 1 - keystrokes / characters; see ReplayQuality
  kAmongThree,       // when it was ended, it was what was typed or on the strip
  kErrorTyped,       // what was typed was another word
  kErrorAfter,       // what stands in the text is another word
  kPrecision,        // of the changes, those that put the word right
  kRecall,           // of the words that were typed wrong, those that were put right
  kHarm,             // of 1,000 words that were typed right, those that were changed
  kTapsSaved,        // a word: its characters less keystrokes and what undoing wrong changes costs
  kUndoTaps,         // a word: keystrokes that undo wrong changes
};
inline constexpr std::size_t kFigures = 11;

struct FigureInfo {
  const char* name;   // in JSON and CSV
  const char* title;  // for people
  double scale;       // what is shown is `offset` + `scale` times the ratio of the sums
  double offset;
  bool share;  // it is shown in percent
  bool more_is_better;
};
const FigureInfo& figure_info(Figure figure);

/// A wrong change costs a backspace, which gives back what was typed, and the space again.
inline constexpr int kUndoKeystrokes = 2;

/// How a word of a replay was typed.
std::string_view kind_of_error(std::string_view typed, std::string_view intended, bool picked);

/// The values by which words are told apart in one way ("length": "1-3", "4-6", …), in the order in
/// which they are shown; empty for none of these ways.
std::span<const std::string_view> group_order(std::string_view by);

/// All figures of a set of words.
class FigureSums {
 public:
  void add(const ReplayedWord& word, const Weights& weights);
  void add(const FigureSums& other);
  /// As it is shown; low <= high.
  [[nodiscard]] std::optional<Estimate> estimate(Figure figure) const;
  [[nodiscard]] const ResampledRatio& sums(Figure figure) const {
    return sums_.at(static_cast<std::size_t>(figure));
  }
  /// {"ksr":{"value":…,"low":…,"high":…,"n":…},…}, without those that nothing was measured for.
  [[nodiscard]] nlohmann::ordered_json figures() const;
  [[nodiscard]] nlohmann::ordered_json to_json() const;
  bool from_json(const nlohmann::ordered_json& json);

 private:
  std::array<ResampledRatio, kFigures> sums_;
};

/// The figures of all words, and of those that are alike in some way.
class WordFigures {
 public:
  /// Words whose intention is not known are passed over. `lexicon` may be null; `trace` and
  /// `number`, of the word in it, decide what is resampled together.
  void add(const ReplayedWord& word, std::string_view trace, std::size_t number,
           const Lexicon* lexicon);
  void add(const WordFigures& other);
  [[nodiscard]] const FigureSums& all() const { return all_; }
  /// By what ("length", …) and value ("1-3", …); group_order() is how they are shown.
  using Key = std::pair<std::string, std::string>;
  [[nodiscard]] const std::map<Key, FigureSums>& groups() const { return groups_; }
  /// How many words were meant.
  [[nodiscard]] std::size_t words() const { return words_; }

  [[nodiscard]] nlohmann::ordered_json to_json() const;
  bool from_json(const nlohmann::ordered_json& json);

 private:
  FigureSums all_;
  std::map<Key, FigureSums> groups_;
  std::size_t words_ = 0;
};

}  // namespace inkling
