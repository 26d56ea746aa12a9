// What a language pack holds, opened.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/decoder/channel.h"
#include "engine/decoder/gesture_channel.h"
#include "engine/inkling.h"
#include "engine/lexicon/lexicon.h"
#include "engine/model/mobilebert.h"
#include "engine/model/ngram.h"
#include "engine/pack/decision_params.h"
#include "engine/pack/language_table.h"
#include "engine/pack/letter_model.h"
#include "engine/pack/params.h"
#include "engine/pack/vocabulary_paths.h"
#include "engine/pack/word_pieces.h"
#include "tokenizer/case_policy.h"
#include "tokenizer/tokenizer.h"

namespace inkling {

/// Asks the lexicon; without one, capitals that only a sentence start explains are lowered.
class LexiconCase final : public CasePolicy {
 public:
  explicit LexiconCase(const Lexicon* lexicon) : lexicon_(lexicon) {}
  [[nodiscard]] bool keeps_capital(std::string_view word) const override {
    return lexicon_ != nullptr && lexicon_->keeps_capital(word);
  }

 private:
  const Lexicon* lexicon_;
};

/// Immutable after opening. Any part but `case_policy` may be null.
struct LanguageParts {
  std::string pack_dir;     // empty: no pack at all
  std::string tag = "und";  // of the language; that of no known one where the pack does not say
  std::unique_ptr<Lexicon> lexicon;
  std::unique_ptr<LexiconCase> case_policy;
  std::unique_ptr<Tokenizer> tokenizer;
  std::unique_ptr<WordPieces> pieces;
  std::unique_ptr<VocabularyPaths> vocabulary;  // with a lexicon and a tokenizer only
  std::unique_ptr<MobileBert> model;
  std::unique_ptr<NgramTable> ngrams;  // beside a model only
  std::unique_ptr<LetterModel> letters;
  LanguageTable table;
  RankingParams ranking;
  HistoryWeights history;  // how much this person's own words count
  HabitParams habit;       // … and those used more than the model expects
  DecisionParams decision;
  ChannelParams channel;
  GestureParams gesture;
};

/// Opens a pack part by part; what is missing or damaged is left out and noted in `status`. An
/// empty folder gives a language that knows nothing.
std::unique_ptr<LanguageParts> open_language(const std::string& pack_dir,
                                             std::vector<Degradation>* status);

}  // namespace inkling
