// Keeps a ranker at the text and the keys of a document.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/document.h"
#include "engine/ranking/ranker.h"

namespace inkling {

/// Tells the ranker no more than what is different from what it was told before: a letter is one
/// press, wherever in the word it stands. Used by one thread; the ranker must outlive it.
class RankerFeed {
 public:
  explicit RankerFeed(Ranker* ranker) : ranker_(*ranker) {}

  /// The document is as it is now. `anew`: another text, or another field.
  void follow(const Document& document, bool anew);
  /// The ranker is asked about a word that may be drawn behind the document's words, as if what is
  /// being typed were ended by a space; until follow() brings it back.
  void look_ahead(const Document& document, std::shared_ptr<const DrawnWord> drawn);

 private:
  /// A code point of the word, and its touch.
  struct Key {
    std::string character;
    std::optional<Touch> touch;
  };
  void follow_keys(const Document& document);
  void draw(std::shared_ptr<const DrawnWord> drawn);

  Ranker& ranker_;
  std::string committed_;  // as the ranker was told
  std::string right_;      // behind the word, as the ranker was told
  std::vector<Key> keys_;
  std::shared_ptr<const DrawnWord> drawn_;
};

}  // namespace inkling
