// What else the keys of the words that were typed last may have meant.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ranking/candidates.h"
#include "engine/ranking/ranker.h"
#include "engine/session/word_record.h"

namespace inkling {

/// Finds the word that a stray space has cut in two ("th e", "wor d" with the bar hit for a
/// letter). Used by one thread; parts and layout must outlive it.
class Joiner {
 public:
  Joiner(const EngineParts& parts, const Layout& layout);
  /// Candidates that would replace `last` and the word being typed, scored so that they compare
  /// with those of the word being typed alone. Only where one of both parts is no usual word; fewer
  /// where time is short, none where it is up.
  void collect(const WordRecord& last, const std::vector<KeyPress>& presses,
               const std::string& typed, bool typed_known, const SuggestOptions& options,
               Ranker* ranker, std::vector<Candidate>* out);
  /// Did the deadline cut the last collect() short?
  [[nodiscard]] bool hurried() const { return hurried_; }

 private:
  void feed(const WordRecord& last, const std::vector<KeyPress>& presses,
            LanguageSession* language);

  const EngineParts& parts_;
  std::unique_ptr<Decoder> decoder_;
  bool hurried_ = false;
};

/// What recorrect() found.
struct Recorrection {
  std::optional<Candidate> better;
  double lead = 0;       // nats: by how much it beats the word that stands there
  bool hurried = false;  // there was no time to look
};

/// The question that recorrect() puts to the model: the word before the last stands behind the
/// first `anchor` pieces of the context, and `right` follows it.
struct LookBack {
  std::size_t anchor = 0;
  std::vector<int32_t> right;
};

/// The question of `word`, which `right` follows; `committed` ends in both. Nothing where no other
/// reading is known, or without a model. The first language's predictor is told, so that the
/// forward of the next word answers it on its way.
std::optional<LookBack> look_back(const EngineParts& parts, const WordRecord& word,
                                  const WordRecord& right, std::string_view committed,
                                  Ranker* ranker);

/// Looks at the word before the last again, now that its right neighbour is known: another reading
/// of its keys when that fits better by the tuned margin. `asked` is what look_back() said of the
/// same words and text. Runs a forward, unless that of the next word has answered already.
Recorrection recorrect(const EngineParts& parts, const WordRecord& word, const WordRecord& right,
                       const LookBack& asked, const SuggestOptions& options, Ranker* ranker);

}  // namespace inkling
