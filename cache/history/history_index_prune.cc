#include "cache/history/history_index.h"
#include "cache/history/history_rules.h"
#include "cache/history/history_store.h"

namespace inkling {

void HistoryIndex::prune(const HistoryOp& gone) {
  constexpr double kAll = -1e30;  // uses
  switch (gone.kind) {
    case HistoryOp::Kind::kNgram: {
      const Id w2 = gone.a.empty() ? kNone : find(gone.a);
      const Id w1 = find(gone.b);
      const Id w3 = find(gone.c);
      if (w1 == kNone || w3 == kNone || (!gone.a.empty() && w2 == kNone)) return;
      const HistoryNgrams::Context* context = ngrams_.find(w2, w1);
      const HistoryNgrams::Use* use = context != nullptr ? ngrams_.find(*context, w3) : nullptr;
      // One that was used just now stays: the file will have it again.
      constexpr float kJustNow = 0.01F;
      if (use == nullptr || use->recent > kJustNow * static_cast<float>(scale_at(gone.time)))
        return;
      add_ngram(w2, w1, w3, kAll, 0, gone.time);
      return;
    }
    case HistoryOp::Kind::kWord: {
      const Id id = find(gone.a);
      if (id == kNone || words_[id].last_used > gone.time) return;
      if ((words_[id].flags & kHistoryBlocked) != 0) return;  // since then
      const std::string key = history_key(words_[id].text);
      trie_.erase(code_points(key));
      personal_.erase(code_points(key));
      scaled_total_ -= words_[id].scaled;
      words_.erase(id);
      return;
    }
    case HistoryOp::Kind::kCorrection:
      corrections_.erase({history_key(gone.a), history_key(gone.b)});
      return;
    case HistoryOp::Kind::kEmoji:
      std::erase_if(emoji_, [&](const Emoji& e) {
        return e.emoji == gone.a && e.word == history_key(gone.b) && e.last_used <= gone.time;
      });
      return;
    default:
      return;
  }
}

}  // namespace inkling
