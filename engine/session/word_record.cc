#include "engine/session/word_record.h"

#include <cstddef>

#include "engine/ranking/phrase_words.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr std::size_t kReadings = 12;
constexpr double kWorstReading = 14;  // nats of channel: fingers do not do that

}  // namespace

std::vector<WordRecord::Reading> readings_of(const Ranked& ranked, const std::string& committed) {
  const std::string key = to_lower(committed);
  std::vector<WordRecord::Reading> out = {{committed, ranked.literal.channel}};
  for (const Candidate& c : ranked.items) {
    if (c.key == key) {
      out.front().channel = c.channel;
      continue;
    }
    if (out.size() >= kReadings) continue;
    const bool whole = c.remaining == 0 && !is_phrase(c.text);
    const bool clean = (c.flags & (kWordOffensive | kWordNeverAutocorrect)) == 0;
    if (whole && clean && c.replaces.empty() && c.channel < kWorstReading) {
      out.push_back({c.text, c.channel});
    }
  }
  return out;
}

std::array<const Edit*, 2> words_before(const Document& document) {
  std::array<const Edit*, 2> out{};
  std::size_t found = 0;
  for (std::size_t i = document.log().size(); i-- > 0 && found < out.size();) {
    const Edit& edit = document.log()[i];
    const bool typing = edit.kind == Edit::Kind::kLetter || edit.kind == Edit::Kind::kErase;
    if (typing && inside_word(edit)) continue;
    if (edit.kind != Edit::Kind::kWord && edit.kind != Edit::Kind::kCorrection) break;
    if (edit.word == nullptr || !edit.word->doubtful) break;
    out.at(found++) = &edit;
  }
  return out;
}

}  // namespace inkling
