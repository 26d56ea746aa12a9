// What one text field teaches the person's history.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/pack/engine_parts.h"
#include "engine/ranking/word_scorer.h"

namespace inkling {

/// Asks before each lesson whether the field may teach anything. Used by one thread; the parts must
/// outlive it.
class FieldLearner {
 public:
  /// What a word, or a phrase, left in the history; empty when that was nothing.
  using Lesson = std::vector<uint64_t>;

  explicit FieldLearner(const EngineParts& parts) : parts_(parts) {}

  void allow(bool allowed) { allowed_ = allowed; }
  [[nodiscard]] bool allowed() const { return allowed_; }

  /// `phrase` was committed after `context`. `deliberate`: typed in full or picked on purpose. What
  /// history needs to know about case is decided here: a capital that only the sentence start
  /// explains is not part of the word.
  Lesson learn(std::string_view phrase, bool deliberate, WordContext context, bool sentence_start);
  /// The words of `lesson` were not meant after all; it is empty then.
  void unlearn(Lesson* lesson);
  /// `typed` was replaced by `word`; `accepted`: and not taken back.
  void learn_pair(std::string_view typed, std::string_view word, bool accepted);
  /// `character` followed the word `last`; nothing happens when it is no emoji.
  void learn_emoji(std::string_view character, std::string_view last);

 private:
  const EngineParts& parts_;
  bool allowed_ = false;
};

}  // namespace inkling
