// What is known of a word whatever stands before it, looked up once and kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cache/history/history.h"
#include "engine/lexicon/lexicon.h"
#include "engine/pack/letter_model.h"
#include "engine/pack/params.h"
#include "engine/pack/word_pieces.h"
#include "tokenizer/tokenizer.h"

namespace inkling {

inline constexpr double kImpossible = -60;  // nats; finite, so that sums of scores stay ordered

/// nats; a part that has nothing to say is at kImpossible.
struct WordScore {
  double log_prob = 0;            // all parts together, what stands to the right included
  double model = kImpossible;     // model and n-grams alone
  double unigram = kImpossible;   // the lexicon alone, or a guess by letters
  double personal = kImpossible;  // the history alone
  double expected = kImpossible;  // all but the history, and what stands to the right
  double right = 0;               // what the words to the right add, RightSide::gain()
  unsigned sources = 0;  // Source bits: which parts gave it at least a fifth of its probability
};

/// A word in one context.
struct WordInContext {
  uint64_t context = 0;  // which; 0: none
  bool blocked = false;  // never to be shown
  WordScore score;
};

/// Everything about one spelling that does not depend on the context.
struct WordFacts {
  std::string text;
  std::string key;     // lower case
  bool known = false;  // the lexicon has it, in some case
  bool seen = false;   // it has not, but running text does
  double unigram = 0;  // nats: of all its case forms; of an unknown word, a guess by letters
  uint8_t flags = 0;   // LexiconFlag bits of the commonest form
  std::vector<int32_t> single;  // vocabulary pieces that are this word in some case
  std::vector<int32_t> pieces;  // how the tokenizer spells it, when no single piece does
  // … and what was last asked about it in a context (WordScorer).
  mutable WordInContext here;
  mutable HistoryName in_history;
};

/// A cache in front of lexicon, vocabulary and letter model. Used by one thread; what it reads is
/// borrowed and must outlive it; all but the parameters may be null.
class WordBook {
 public:
  WordBook(const Lexicon* lexicon, const Tokenizer* tokenizer, const WordPieces* pieces,
           const LetterModel* letters, const RankingParams& params)
      : lexicon_(lexicon),
        tokenizer_(tokenizer),
        pieces_(pieces),
        letters_(letters),
        params_(params) {}

  /// Valid until forget().
  const WordFacts& facts(std::string_view word);
  /// Of an entry of the lexicon, by its number; nothing is spelled out once it is known.
  const WordFacts& entry(uint32_t id);
  /// How a whole-word piece is written: as it is where the lexicon has that very spelling and the
  /// vocabulary has capitals, else as the lexicon mostly writes the word. Null when the lexicon
  /// does not know it.
  const WordFacts* piece(int32_t id);
  /// Empties the cache when it has grown large. References from facts() end here.
  void forget_if_large();
  void forget();
  /// log P of a word that is in no list.
  [[nodiscard]] double unknown_log_prob(std::string_view word) const;

 private:
  [[nodiscard]] WordFacts look_up(std::string_view word) const;

  const Lexicon* lexicon_;
  const Tokenizer* tokenizer_;
  const WordPieces* pieces_;
  const LetterModel* letters_;
  const RankingParams& params_;
  /// Lets a view be looked up among strings.
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::unordered_map<std::string, WordFacts, Hash, std::equal_to<>> known_;
  std::unordered_map<uint32_t, const WordFacts*> entries_;
  std::unordered_map<int32_t, const WordFacts*> written_;  // by piece
};

/// What a lexicon says of a word in all its case forms together.
struct CaseForms {
  bool known = false;
  uint8_t flags = 0;    // LexiconFlag bits of the commonest form
  double log_prob = 0;  // nats, summed over the forms; kImpossible when there is none
};
/// `lexicon` may be null: it knows nothing then.
CaseForms sum_case_forms(const Lexicon* lexicon, std::string_view word);

/// log(e^a + e^b); at least kImpossible.
double log_add(double a, double b);
/// log((1 - share) e^model + share e^unigram): a floor under what the model does not know.
double log_mix(double share, double model, double unigram);

}  // namespace inkling
