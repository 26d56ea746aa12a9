#include "tools/eval_completion.h"

#include <string_view>

#include "tokenizer/utf8.h"
#include "tools/items.h"
#include "tools/keys.h"
#include "tools/progress.h"
#include "tools/strip.h"

namespace inkling {
namespace {

/// Keystrokes for `word` behind `left`, the pick or the space included.
std::size_t type_word(Session* session, std::string_view left, std::string_view word,
                      const std::vector<std::string>& keys, const EvalOptions& options,
                      Latencies* latency) {
  for (std::size_t typed = 0; typed <= keys.size(); ++typed) {
    const Stopwatch watch;
    if (typed == 0) {
      session->set_context(left, "");
    } else {
      session->key(keys[typed - 1]);
    }
    const Suggestions suggestions = session->suggest(options.ask(count_for_slots(kMetricSlots)));
    latency->add(watch.micros());
    const auto strip = strip_texts(suggestions, session->composing());
    if (place_on_strip(strip, word) >= 0) return typed + 1;
  }
  return keys.size() + 1;
}

}  // namespace

double CompletionResult::ksr() const {
  if (characters == 0) return 0;
  return 1 - static_cast<double>(keystrokes) / static_cast<double>(characters);
}

nlohmann::ordered_json CompletionResult::to_json() const {
  nlohmann::ordered_json json = {{"items", items}, {"ksr", nullptr}};
  if (items > 0) json["ksr"] = ksr();
  json["latency_us"] = latency.to_json();
  return json;
}

CompletionResult evaluate_completion(const std::shared_ptr<Engine>& engine,
                                     const std::vector<std::string>& lines,
                                     const EvalOptions& options) {
  CompletionResult result;
  SessionOptions field;
  field.no_learning = true;
  Session session(engine, field);
  Progress progress("completion");
  for (const std::string& line : lines) {
    const std::string_view text = line;
    for (const Item& item : find_items(text)) {
      if (result.items == options.limit) return result;
      const std::string_view word = text.substr(item.begin, item.end - item.begin);
      const std::vector<std::string> keys = split_keys(to_lower(word));
      result.keystrokes +=
          type_word(&session, text.substr(0, item.begin), word, keys, options, &result.latency);
      result.characters += keys.size() + 1;
      ++result.items;
      progress.at(result.items);
    }
  }
  return result;
}

}  // namespace inkling
