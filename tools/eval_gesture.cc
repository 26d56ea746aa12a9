#include "tools/eval_gesture.h"

#include <algorithm>
#include <ostream>
#include <span>
#include <string>

#include "engine/lexicon/text_key.h"
#include "tools/progress.h"
#include "tools/strip.h"
#include "tools/tune/gesture_fit.h"

namespace inkling {
namespace {

bool same_letters(std::string_view a, std::string_view b) {
  return gesture_key(a) == gesture_key(b);
}

}  // namespace

nlohmann::ordered_json GestureResult::to_json() const {
  nlohmann::ordered_json json = {
      {"items", items}, {"first", nullptr}, {"three", nullptr}, {"early", nullptr}};
  if (items > 0) {
    const auto share = [this](std::size_t part) {
      return static_cast<double>(part) / static_cast<double>(items);
    };
    json["first"] = share(first);
    json["three"] = share(three);
    json["early"] = share(early);
  }
  json["latency_us"] = latency.to_json();
  json["sketch_latency_us"] = sketches.to_json();
  return json;
}

GestureResult evaluate_gesture(const std::shared_ptr<Engine>& engine,
                               const std::vector<DrawnItem>& items, const EvalOptions& options) {
  GestureResult result;
  SessionOptions field;
  field.no_learning = true;
  Session session(engine, field);
  Progress progress("gesture");
  for (const DrawnItem& item : items) {
    if (result.items == options.limit) break;
    session.set_context(item.left, "");
    if (!session.composing().empty()) session.finish();
    // The first word of a field, and what stands there, is known before the finger comes down.
    session.suggest(options.ask(kMetricSlots));
    const auto two_thirds = std::span(item.points).first((item.points.size() * 2 + 2) / 3);
    const Stopwatch on_the_way;
    const Suggestions guess = session.sketch(two_thirds, options.ask(kMetricSlots));
    result.sketches.add(on_the_way.micros());
    const Stopwatch watch;
    session.gesture(item.points);
    const Suggestions suggestions = session.suggest(options.ask(count_for_slots(kMetricSlots)));
    result.latency.add(watch.micros());
    const std::string& read = session.composing();
    const auto others = strip_texts(suggestions, read, kMetricSlots - 1);
    const auto is_word = [&item](const std::string& other) {
      return same_letters(other, item.word);
    };
    const bool hit = is_word(read);
    if (hit) ++result.first;
    if (hit || std::any_of(others.begin(), others.end(), is_word)) ++result.three;
    if (!guess.items.empty() && is_word(guess.items.front().text)) ++result.early;
    ++result.items;
    progress.at(result.items);
    if (!hit && options.misses != nullptr) {
      *options.misses << item.word << '\t' << read << '\t' << item.left;
      for (const std::string& other : others) *options.misses << '\t' << other;
      *options.misses << '\n';
    }
  }
  return result;
}

}  // namespace inkling
