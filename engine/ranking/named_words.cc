#include "engine/ranking/named_words.h"

#include <algorithm>
#include <string>

#include "tokenizer/utf8.h"

namespace inkling {

std::optional<Candidate> named_words(const EngineParts& parts, std::string_view last,
                                     const Ranked& ranked) {
  const LanguageTable& table = parts.primary().table;
  const std::string& typed = ranked.literal.typed;
  const std::string written = std::string(last) + ' ' + typed;
  const auto name = table.names.find(to_lower(written));
  if (name == table.names.end() || name->second == written) return std::nullopt;
  // Whoever writes in capitals means no name.
  if (case_pattern(typed) == CasePattern::kUpper || parts.history->is_blocked(name->second) ||
      parts.history->refused(typed, name->second)) {
    return std::nullopt;
  }
  Candidate out;
  out.text = name->second;
  out.key = name->first;
  out.kind = SuggestionKind::kCorrection;
  out.word = ranked.literal.word;
  out.score = ranked.literal.score;
  // Another way of writing what was typed says as much, and what it costs.
  for (const Candidate& item : ranked.items) {
    if (item.key != to_lower(typed) || item.score < out.score) continue;
    out.word = item.word;
    out.prior = item.prior;
    out.channel = item.channel;
    out.score = item.score;
    out.language = item.language;
  }
  out.replaces = std::string(last) + ' ';
  return out;
}

}  // namespace inkling
