#include "cache/history/history_load.h"

namespace inkling {

void NgramLoader::add(const HistoryOp& row) {
  if (last_ == nullptr || last_->a != row.a) {
    before_ = row.a.empty() ? HistoryIndex::kNone : index_->find(row.a);
  }
  if (last_ == nullptr || last_->b != row.b) behind_ = index_->find(row.b);
  last_ = &row;
  const HistoryIndex::Id word = index_->find(row.c);
  if (behind_ == HistoryIndex::kNone || word == HistoryIndex::kNone) return;
  if (!row.a.empty() && before_ == HistoryIndex::kNone) return;
  index_->add_ngram(before_, behind_, word, row.delta * index_->scale_at(row.time), 0, row.time);
}

}  // namespace inkling
