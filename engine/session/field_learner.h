// What one text field teaches the person's history.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/pack/engine_parts.h"
#include "engine/ranking/word_scorer.h"

namespace inkling {

/// What a committed word, or a phrase, has to teach, and whether it did.
struct Lesson {
  std::string phrase;
  bool deliberate = false;  // typed in full or picked on purpose
  WordContext context;      // before it
  bool sentence_start = false;
  std::vector<uint64_t> learned = {};  // the history's ids, while it is learned
  std::string in_place_of = {};        // what was typed, where the phrase replaced it
  bool secret = false;                 // part of what must never be learned
  bool slip = false;                   // another word explains what was typed better
  std::size_t language = 0;  // the likeliest one at its place, by its position in the engine
  bool in_capitals = false;  // so are the words before it
  std::optional<double> expected = {};  // P(phrase) of all but the history, where it was asked
  bool used = false;                    // the ranker counts it among the words of late
};

/// What no history stores: n-grams hang on no such word.
inline constexpr std::string_view kUnnamedWord = "\x1F";

/// Asks before each lesson whether the field may teach anything. Used by one thread; the parts must
/// outlive it.
class FieldLearner {
 public:
  explicit FieldLearner(const EngineParts& parts) : parts_(parts) {}

  void allow(bool allowed) { allowed_ = allowed; }
  [[nodiscard]] bool allowed() const { return allowed_; }

  /// Learns it, with its n-grams, and that it replaced what was typed. A secret teaches nothing,
  /// and no n-gram hangs on a word that is neither in a lexicon nor the person's own. What history
  /// needs to know about case is decided here: a capital that only the sentence start explains is
  /// not part of the word.
  void teach(Lesson* lesson);
  /// The words were not meant after all. teach() learns them again.
  void unlearn(Lesson* lesson);
  /// `typed` was replaced by `word`; `accepted`: and not taken back.
  void learn_pair(std::string_view typed, std::string_view word, bool accepted);
  /// `character` followed the word `last`; nothing happens when it is no emoji.
  void learn_emoji(std::string_view character, std::string_view last);

 private:
  [[nodiscard]] std::string usual_case(std::string_view word, const Lesson& lesson) const;
  [[nodiscard]] double log_prob_of(std::string_view word) const;
  [[nodiscard]] bool is_trusted(std::string_view word) const;
  /// The word, or what stands for one that must not be named.
  [[nodiscard]] std::string_view named(const std::string& word) const;

  const EngineParts& parts_;
  bool allowed_ = false;
};

}  // namespace inkling
