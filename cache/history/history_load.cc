#include "cache/history/history_load.h"

#include <string>
#include <vector>

namespace inkling {

void load_ngrams(const HistoryRows& rows, HistoryIndex* index) {
  using Id = HistoryIndex::Id;
  std::vector<Id> ids;
  ids.reserve(rows.names.size());
  for (const std::string& name : rows.names) {
    ids.push_back(name.empty() ? HistoryIndex::kNone : index->find(name));
  }
  std::vector<HistoryNgrams::Row> known;
  known.reserve(rows.ngrams.size());
  for (const HistoryRows::Ngram& ngram : rows.ngrams) {
    const Id w2 = ids[ngram.w2];
    const Id w1 = ids[ngram.w1];
    const Id w3 = ids[ngram.w3];
    if (w1 == HistoryIndex::kNone || w3 == HistoryIndex::kNone) continue;
    if (ngram.w2 != 0 && w2 == HistoryIndex::kNone) continue;
    const double scaled = ngram.count * index->scale_at(ngram.time);
    known.push_back({w2, w1, w3, static_cast<float>(scaled)});
  }
  index->load_ngrams(known);
}

}  // namespace inkling
