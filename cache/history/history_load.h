// The n-grams of a file into an index, many at once.
#pragma once

#include "cache/history/history_index.h"
#include "cache/history/history_store.h"

namespace inkling {

/// Does what looking up all three words of each row would do. Rows lie by their contexts, so that
/// most have the words of the row before in front. No word may come or go between two rows. Used
/// by one thread; the index and the rows are borrowed and must outlive it.
class NgramLoader {
 public:
  explicit NgramLoader(HistoryIndex* index) : index_(index) {}
  /// A row of kind kNgram. What names a word that is not there is left out.
  void add(const HistoryOp& row);

 private:
  HistoryIndex* index_;
  const HistoryOp* last_ = nullptr;
  HistoryIndex::Id before_ = HistoryIndex::kNone;
  HistoryIndex::Id behind_ = HistoryIndex::kNone;  // the word that the third one follows
};

}  // namespace inkling
