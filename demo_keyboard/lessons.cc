#include "demo_keyboard/lessons.h"

#include <string_view>

#include "cache/history/history.h"
#include "tokenizer/case_policy.h"
#include "tokenizer/normalize.h"
#include "tokenizer/segmenter.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

/// As the history learns words: without a capital that only the sentence start explains.
class EngineCase final : public CasePolicy {
 public:
  explicit EngineCase(const Engine& engine) : engine_(engine) {}
  [[nodiscard]] bool keeps_capital(std::string_view word) const override {
    return engine_.keeps_capital(word);
  }

 private:
  const Engine& engine_;
};

/// The last word of the sentence that `committed` ends in; "" where one starts.
std::string last_word(const std::string& committed, const Engine& engine) {
  constexpr std::size_t kEnough = 160;  // bytes
  const EngineCase policy(engine);
  const std::vector<Unit> units = split_units(normalize(utf8_tail(committed, kEnough)), &policy);
  if (units.empty() || units.back().kind != UnitKind::kWord) return {};
  return units.back().text;
}

}  // namespace

Lessons::Lessons(const Engine& engine, const Session& session, const std::string& picked)
    : engine_(engine),
      before_(last_word(session.committed(), engine)),
      word_(picked.empty() ? session.composing() : picked),
      personal_(engine.history().is_personal(word_)) {
  const HistoryStatus status = engine.history().status();
  words_ = status.words;
  sequences_ = status.ngrams;
}

std::vector<LearnedEvent> Lessons::after(const Commit& commit, const Commit* taken_back) const {
  const History& history = engine_.history();
  std::vector<LearnedEvent> out;
  if (taken_back != nullptr) {
    if (history.correction(taken_back->typed, taken_back->committed).reverted > 0) {
      out.push_back({"learned to keep " + taken_back->typed});
    }
    return out;
  }
  const std::string& word = commit.committed;
  if (commit.id == 0 || word.empty()) return out;
  const HistoryStatus status = history.status();
  if (!personal_ && word == word_ && history.is_personal(word)) {
    out.push_back({"learned " + word + ", a word of your own", word});
  } else if (status.words > words_) {
    // A word that the lexicon lacks waits until it is typed again.
    const bool waits = history.probability("", "", word) == 0;
    out.push_back({waits ? "noticed " + word : "learned " + word});
  }
  if (!before_.empty() && status.ngrams > sequences_) {
    out.push_back({"learned " + before_ + " → " + word});
  }
  if (commit.autocorrected && history.correction(commit.typed, word).accepted > 0) {
    out.push_back({"learned " + commit.typed + " means " + word});
  }
  return out;
}

}  // namespace inkling
