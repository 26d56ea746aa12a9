// What an Engine is made of. For the engine's own files, the tools and the tests.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cache/history.h"
#include "engine/decoder/channel.h"
#include "engine/inkling.h"
#include "engine/lexicon/lexicon.h"
#include "engine/model/mobilebert.h"
#include "engine/model/ngram.h"
#include "engine/ranking/params.h"
#include "engine/ranking/word_pieces.h"
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

/// Immutable after opening, but for the history, which is thread-safe. Any part but `history` and
/// `case_policy` may be null.
struct EngineParts {
  std::string pack_dir;
  const Clock* clock = nullptr;
  std::unique_ptr<Lexicon> lexicon;
  std::unique_ptr<LexiconCase> case_policy;
  std::unique_ptr<Tokenizer> tokenizer;
  std::unique_ptr<WordPieces> pieces;
  std::unique_ptr<MobileBert> model;
  std::unique_ptr<NgramTable> ngrams;  // beside a model only
  RankingParams ranking;
  ChannelParams channel;
  std::unique_ptr<History> history;
  std::vector<Degradation> status;
};

}  // namespace inkling
