#include "tools/eval_next_word.h"

#include <string_view>

#include "tools/items.h"
#include "tools/metrics.h"
#include "tools/progress.h"
#include "tools/strip.h"

namespace inkling {
namespace {

constexpr int kPlaces = 5;

}  // namespace

nlohmann::ordered_json NextWordResult::to_json() const {
  return {{"items", items},
          {"top1", share_json(top1, items)},
          {"top3", share_json(top3, items)},
          {"top5", share_json(top5, items)},
          {"latency_us", latency.to_json()}};
}

NextWordResult evaluate_next_word(const std::shared_ptr<Engine>& engine,
                                  const std::vector<std::string>& lines,
                                  const EvalOptions& options) {
  NextWordResult result;
  SessionOptions field;
  field.no_learning = true;
  Session session(engine, field);
  Progress progress("next word");
  for (const std::string& line : lines) {
    const std::string_view text = line;
    const std::vector<Item> items = find_items(text);
    for (std::size_t i = 1; i < items.size(); ++i) {
      if (result.items == options.limit) return result;
      const Item& item = items[i];
      const Stopwatch watch;
      session.set_context(text.substr(0, item.begin),
                          options.both_sides ? text.substr(item.end) : std::string_view());
      const Suggestions suggestions = session.suggest(options.ask(count_for_slots(kPlaces)));
      result.latency.add(watch.micros());
      const auto strip = strip_texts(suggestions, session.composing(), kPlaces);
      const int place = place_on_strip(strip, text.substr(item.begin, item.end - item.begin));
      ++result.items;
      if (place == 0) ++result.top1;
      if (place >= 0 && place < 3) ++result.top3;
      if (place >= 0) ++result.top5;
      progress.at(result.items);
    }
  }
  return result;
}

}  // namespace inkling
