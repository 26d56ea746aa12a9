#include "tools/eval_personal.h"

#include <algorithm>
#include <string_view>

#include "tokenizer/utf8.h"
#include "tools/items.h"
#include "tools/keys.h"
#include "tools/metrics.h"
#include "tools/progress.h"
#include "tools/strip.h"

namespace inkling {
namespace {

/// Asks for `word` behind `left`, then types it until it is on the strip.
PersonalScore ask_for(Session* session, std::string_view left, std::string_view word,
                      const EvalOptions& options) {
  const std::vector<std::string> keys = split_keys(to_lower(word));
  PersonalScore score;
  score.items = 1;
  score.characters = score.keystrokes = keys.size() + 1;
  for (std::size_t typed = 0; typed <= keys.size(); ++typed) {
    if (typed == 0) {
      session->set_context(left, "");
    } else {
      session->key(keys[typed - 1]);
    }
    const Suggestions suggestions = session->suggest(options.ask(count_for_slots(kMetricSlots)));
    const int place = place_on_strip(strip_texts(suggestions, session->composing()), word);
    if (place < 0) continue;
    if (typed == 0) {
      score.top1 = place == 0 ? 1 : 0;
      score.top3 = 1;
    }
    score.keystrokes = typed + 1;
    break;
  }
  return score;
}

/// Writes the word as it stands in the text, and ends it.
void write_word(Session* session, std::string_view left, std::string_view word) {
  session->set_context(left, "");
  for (const std::string& key : split_keys(word)) session->key(key);
  (void)session->space();
}

}  // namespace

void PersonalScore::add(const PersonalScore& other) {
  items += other.items;
  top1 += other.top1;
  top3 += other.top3;
  keystrokes += other.keystrokes;
  characters += other.characters;
}

nlohmann::ordered_json PersonalScore::to_json() const {
  return {{"top1", share_json(top1, items)},
          {"top3", share_json(top3, items)},
          {"ksr", share_json(characters - std::min(characters, keystrokes), characters)}};
}

nlohmann::ordered_json PersonalResult::to_json() const {
  return {{"items", off.items},
          {"off", off.to_json()},
          {"on", on.to_json()},
          {"second_half", {{"off", off_second_half.to_json()}, {"on", on_second_half.to_json()}}}};
}

PersonalResult evaluate_personal(const std::shared_ptr<Engine>& off,
                                 const std::shared_ptr<Engine>& on,
                                 const std::vector<std::string>& lines,
                                 const EvalOptions& options) {
  std::size_t total = 0;
  for (const std::string& line : lines) total += find_items(line).size();
  total = std::min(total, options.limit);
  // What is written is what was meant: nothing is corrected, so that both fields see one text.
  SessionOptions field;
  field.autocorrect = AutocorrectStrength::kOff;
  Session learning(on, field);
  field.no_learning = true;
  Session still(off, field);
  PersonalResult result;
  Progress progress("personal");
  for (const std::string& line : lines) {
    const std::string_view text = line;
    for (const Item& item : find_items(text)) {
      if (result.off.items == total) return result;
      const std::string_view left = text.substr(0, item.begin);
      const std::string_view word = text.substr(item.begin, item.end - item.begin);
      const PersonalScore without = ask_for(&still, left, word, options);
      const PersonalScore with = ask_for(&learning, left, word, options);
      write_word(&learning, left, word);
      if (2 * result.off.items >= total) {
        result.off_second_half.add(without);
        result.on_second_half.add(with);
      }
      result.off.add(without);
      result.on.add(with);
      progress.at(result.off.items);
    }
  }
  return result;
}

}  // namespace inkling
