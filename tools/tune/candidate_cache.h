// What the engine finds for an item, taken apart so that new weights need no new search.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/pack/engine_parts.h"
#include "engine/ranking/ranker.h"
#include "tools/tune/typing_items.h"

namespace inkling {

/// log P(word | context) before the shares of its parts; kImpossible where a part has no say.
struct WordParts {
  double model = 0;
  double unigram = 0;  // of an unknown word: seen elsewhere
  double letters = 0;  // of an unknown word: log P of its letters, else kImpossible
};

struct CachedCandidate {
  std::u32string key;  // lower case
  bool meant = false;  // the word that the item means
  WordParts parts;
  double several = 0;  // log P of several words, whose parts are not told apart; else 0
};

/// A word of the strip; see candidate_score().
struct CachedPlace {
  double score = 0;  // without what remaining letters cost
  SuggestionKind kind = SuggestionKind::kCompletion;
  int remaining = 0;
  bool meant = false;
};

/// An item with everything that may have been meant. The literal is no candidate.
struct CachedItem {
  ItemSource source = ItemSource::kKeys;
  double weight = 1;
  std::size_t half = 0;
  std::vector<KeyPress> presses;
  std::u32string typed;  // lower case
  bool nothing_before = false;
  bool right = false;  // what was typed is what was meant
  bool found = false;  // the meant word is the literal or a candidate
  WordParts literal;
  std::vector<CachedCandidate> candidates;
  // What may come on the strip after the item's prefix and after all keys; empty: not looked at.
  std::vector<CachedPlace> unfinished;
  int to_come = 0;  // letters of the meant word that the prefix lacks
  std::vector<CachedPlace> finished;
};

/// Types every item into the engine, with the numbers that `parts` hold at present, and keeps the
/// likeliest candidates. `parts` has one language and an empty history; `progress(done)` hears of
/// each item.
std::vector<CachedItem> cache_candidates(EngineParts* parts, const Layout& layout,
                                         const std::vector<TypingItem>& items,
                                         const std::function<void(std::size_t)>& progress);

}  // namespace inkling
