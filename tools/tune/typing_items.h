// What the weights are fitted on: words as people press them, simulated or from lists.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/layout.h"
#include "platform/result.h"
#include "tools/correction_set.h"
#include "tools/tune/typo_lists.h"

namespace inkling {

enum class ItemSource : uint8_t {
  kTouches,  // simulated fingers, touches known
  kKeys,     // simulated fingers, keys only
  kTypos,    // a misspelling of a list, nothing before it
  kRight,    // a word of a text as it stands there: it must stay
};
inline constexpr std::size_t kItemSources = 4;
const char* item_source_name(ItemSource source);

/// A word to be typed; see CorrectionItem.
struct TypingItem {
  CorrectionItem keys;
  ItemSource source = ItemSource::kKeys;
  double weight = 1;       // how many words of real typing it stands for
  std::size_t half = 0;    // 0 or 1: the halves of cross-validation
  std::size_t prefix = 0;  // keys after which the strip is looked at, not all; 0: never
};

struct TypingItemOptions {
  std::size_t words = 3000;  // simulated with touches, and as many without
  std::size_t right = 8000;
  std::size_t typos = 2000;
  // Only the last part of each text is used: what training and counting leave out.
  double last = 1;
  uint64_t seed = 1;
};

/// Lines of several texts.
using Texts = std::vector<std::vector<std::string>>;

/// Items in the order of their texts, so that a model reads each line once. Lines are drawn from
/// all texts alike, whatever their length; no line serves two sources. Words that came out right
/// are thinned, and the others of them count for more. Deterministic.
std::vector<TypingItem> simulated_items(const Texts& texts, const Layout& layout,
                                        const TypingItemOptions& options);
/// The words of edited texts as they stand there.
std::vector<TypingItem> right_items(const Texts& texts, const TypingItemOptions& options);

/// Misspellings drawn by their weight from the folds that fitting may see. Together they weigh as
/// much as misspellings among `words` words, when a share kMisspelledLetters of letters is wrong.
std::vector<TypingItem> typo_items(const TypoCorpus& corpus, double words,
                                   const TypingItemOptions& options);

}  // namespace inkling
