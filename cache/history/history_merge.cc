#include "cache/history/history_merge.h"

#include <algorithm>
#include <string>
#include <utility>

#include "cache/history/history_rules.h"

namespace inkling {

Status check_personal(std::string_view word) {
  const auto error = [](const char* what) { return make_error(ErrorCode::kInvalidArgument, what); };
  if (word.empty()) return error("a word of your own needs at least one letter");
  if (word.size() > kMaxWordBytes) return error("a word of your own has at most 48 bytes");
  if (word.find(' ') != word.npos) {
    return error("this is more than one word; make it a shortcut to have it at hand");
  }
  if (!may_learn(word)) {
    return error(
        "digits, addresses, links, handles and codes are never stored as words; make it a shortcut "
        "to have it at hand");
  }
  return {};
}

HistoryOp personal_word(std::string_view word, double uses, int64_t now) {
  HistoryOp op;
  op.kind = HistoryOp::Kind::kWord;
  op.a = std::string(word);
  op.delta = uses;
  op.time = now;
  op.flags_set = kHistoryPersonal;
  op.flags_clear = kHistoryWaiting | kHistorySeenOnce | kHistoryDoubtful;
  op.in_all = true;
  return op;
}

void settle(std::vector<HistoryOp>* ops, const HistoryIndex& index, const HistorySeal& seal) {
  std::vector<HistoryOp> out;
  out.reserve(ops->size());
  for (HistoryOp& op : *ops) {
    if (op.kind == HistoryOp::Kind::kWord) {
      const HistoryIndex::Id here = index.find(op.a);
      const bool is_new = here == HistoryIndex::kNone;
      const bool trusted_here = !is_new && (index.word(here).flags & kHistoryWaiting) == 0;
      if ((op.flags_set & kHistoryWaiting) == 0) {
        op.flags_clear |= kHistoryWaiting | kHistorySeenOnce;
        const std::string sealed = seal.name_of(op.a);
        if (op.delta > 0 && index.find(sealed) != HistoryIndex::kNone) {
          HistoryOp forget;
          forget.kind = HistoryOp::Kind::kForget;
          forget.a = sealed;
          out.push_back(std::move(forget));
        }
      } else if (trusted_here) {
        op.flags_set &= ~(kHistoryWaiting | kHistorySeenOnce);
      }
      if ((op.flags_set & kHistoryDoubtful) == 0) {
        op.flags_clear |= kHistoryDoubtful;
      } else if (trusted_here && (index.word(here).flags & kHistoryDoubtful) == 0) {
        op.flags_set &= ~kHistoryDoubtful;
      }
      if (op.in_all && !is_new) {
        op.delta = std::max(0.0, op.delta - index.word(here).scaled / index.scale_at(op.time));
        if (index.word(here).text != op.a) {
          HistoryOp rename;
          rename.kind = HistoryOp::Kind::kRename;
          rename.a = op.a;
          out.push_back(std::move(rename));
        }
      }
    }
    out.push_back(std::move(op));
  }
  *ops = std::move(out);
}

}  // namespace inkling
