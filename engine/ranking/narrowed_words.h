// The likely words of a context that the keys of a word may still stand for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "engine/decoder/decoder.h"
#include "engine/pack/vocabulary_paths.h"

namespace inkling {

/// What one letter has ruled out stays so for the letters behind it, until they are taken back.
/// Used by one thread.
class NarrowedWords {
 public:
  /// Calls see(word, reached) for each of `likely` that the decoder's keys explain, as
  /// Decoder::reach() does. Looks only at what the longest beginning of the keys that was asked
  /// about before has left.
  template <typename See>
  void for_each(const LikelyWords& likely, const VocabularyPaths& vocabulary, float per_letter,
                Decoder* decoder, See see);
  /// The likely words are others.
  void clear() { left_.clear(); }

 private:
  struct Left {
    uint64_t step = 0;  // by name
    std::size_t keys = 0;
    std::vector<LikelyWords::Word> words;
  };
  std::vector<Left> left_;  // by keys
};

template <typename See>
void NarrowedWords::for_each(const LikelyWords& likely, const VocabularyPaths& vocabulary,
                             float per_letter, Decoder* decoder, See see) {
  decoder->advance();
  const std::size_t keys = decoder->keys();
  if (keys == 0) return;
  while (!left_.empty() && (left_.back().keys > keys ||
                            left_.back().step != decoder->step_name(left_.back().keys - 1))) {
    left_.pop_back();
  }
  const bool anew = left_.empty() || left_.back().keys < keys;
  const std::span<const LikelyWords::Word> from =
      left_.empty() ? std::span(likely.words()) : std::span(left_.back().words);
  Left next{decoder->step_name(keys - 1), keys, {}};
  if (anew) next.words.reserve(from.size());
  decoder->reach_all(
      from.size(), per_letter,
      [&](std::size_t i) { return vocabulary.path(vocabulary.words()[from[i].index]); },
      [&](std::size_t i, const Reached* reached) {
        if (anew) next.words.push_back(from[i]);
        if (reached != nullptr) see(from[i], *reached);
      });
  if (anew) left_.push_back(std::move(next));
}

}  // namespace inkling
