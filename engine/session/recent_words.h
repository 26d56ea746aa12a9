// The words that were typed last in a field, and what else their keys may have meant.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/decoder/channel.h"
#include "engine/ranking/candidates.h"
#include "engine/ranking/ranker.h"
#include "engine/session/field_learner.h"

namespace inkling {

/// A committed word with the keys that made it.
struct TypedWord {
  /// Another word that the keys may stand for.
  struct Reading {
    std::string text;
    double channel = 0;  // nats
  };
  std::string typed;
  std::string committed;
  std::string after;  // what ended it, " " for instance
  std::vector<KeyPress> presses;
  WordContext context;            // before it
  std::vector<Reading> readings;  // the committed one first
  bool known = false;             // `typed` is a word
  FieldLearner::Lesson learned;   // from committing it
  uint64_t commit = 0;            // id of its commit
};

/// The last two words, as long as nothing but typing happened since. Used by one thread.
class RecentWords {
 public:
  void push(TypedWord word);
  void clear();
  [[nodiscard]] const TypedWord* last() const { return last_ ? &*last_ : nullptr; }
  [[nodiscard]] const TypedWord* before_last() const { return before_ ? &*before_ : nullptr; }

 private:
  std::optional<TypedWord> last_;
  std::optional<TypedWord> before_;
};

/// The finished words among the best of `ranked` as readings; `committed` becomes the first.
std::vector<TypedWord::Reading> readings_of(const Ranked& ranked, const std::string& committed);

/// Finds the word that a stray space has cut in two ("th e", "wor d" with the bar hit for a
/// letter). Used by one thread; parts and layout must outlive it.
class Joiner {
 public:
  Joiner(const EngineParts& parts, const Layout& layout);
  /// Candidates that would replace `last` and the word being typed, scored so that they compare
  /// with those of the word being typed alone. Only where one of both parts is no usual word; fewer
  /// where time is short, none where it is up.
  void collect(const TypedWord& last, const std::vector<KeyPress>& presses,
               const std::string& typed, bool typed_known, const SuggestOptions& options,
               Ranker* ranker, std::vector<Candidate>* out);
  /// Did the deadline cut the last collect() short?
  [[nodiscard]] bool hurried() const { return hurried_; }

 private:
  void feed(const TypedWord& last, const std::vector<KeyPress>& presses);

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

/// Looks at the word before the last again, now that its right neighbour is known: another reading
/// of its keys when that fits better by the tuned margin. `context`: the committed text, which ends
/// in both words. Runs one forward; empty without a model.
Recorrection recorrect(const EngineParts& parts, const RecentWords& recent,
                       std::string_view committed, const SuggestOptions& options, Ranker* ranker);

}  // namespace inkling
