#include "engine/ranking/context_snapshot.h"

#include <cstddef>

#include "engine/ranking/context_tail.h"
#include "engine/ranking/language_posterior.h"
#include "engine/ranking/prose.h"
#include "engine/ranking/sentence.h"
#include "tokenizer/normalize.h"
#include "tokenizer/segmenter.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

/// The last two words of the sentence that `committed` ends in.
WordContext words_before(std::string_view committed, const CasePolicy* policy) {
  constexpr std::size_t kEnough = 160;
  const std::string text = normalize(utf8_tail(committed, kEnough));
  const std::vector<Unit> units = split_units(text, policy);
  WordContext out;
  out.nothing_before = units.empty();
  // NOLINTNEXTLINE(modernize-loop-convert): clang 14 cannot compile the views of libstdc++ 12
  for (auto next = units.rbegin(); next != units.rend(); ++next) {
    const Unit& unit = *next;
    if (unit.kind == UnitKind::kNewline) break;
    if (unit.kind == UnitKind::kPunctuation &&
        unit.text.find_first_of(".!?") != std::string::npos) {
      break;
    }
    if (unit.kind != UnitKind::kWord) continue;
    if (!out.last.empty()) {
      out.before_last = unit.text;
      break;
    }
    out.last = unit.text;
  }
  return out;
}

}  // namespace

Context take_snapshot(const EngineParts& parts, std::string_view committed,
                      std::string_view right) {
  auto out = std::make_shared<ContextSnapshot>();
  const std::string_view tail = context_tail(committed);
  out->words = words_before(committed, parts.primary().case_policy.get());
  out->tail = tail;
  out->right = right;
  // The first word of a text, too: whatever follows the cursor does not matter to it.
  out->sentence_start = starts_sentence(parts.primary().table, normalize(tail));
  out->in_capitals = in_capitals(tail);
  out->in_token = inside_token(committed, right);
  out->priors = language_log_posterior(parts, tail);
  return out;
}

}  // namespace inkling
