#include "tools/simulator/drawn_trace.h"

#include <string>
#include <utility>

#include "engine/spacing.h"
#include "tokenizer/utf8.h"
#include "tools/items.h"
#include "tools/keys.h"

namespace inkling {
namespace {

constexpr double kLinePauseMs = 1500;  // from one field to the next

}  // namespace

DrawnTrace::DrawnTrace(const Layout& layout, const FingerParams& params,
                       const SwiperOptions& options)
    : hand_(params.posture(Posture::kOneFinger)), swiper_(layout, params, options) {}

TraceEvent& DrawnTrace::add(EventKind kind, std::vector<TraceEvent>* out) const {
  TraceEvent& event = out->emplace_back();
  event.kind = kind;
  event.t = now_ms_;
  return event;
}

void DrawnTrace::draw(std::string_view word, std::vector<TraceEvent>* out) {
  now_ms_ += hand_.first_letter_ms;
  add(EventKind::kIntend, out).text = word;
  ++words_;
  std::vector<GesturePoint> points;
  if (split_keys(word).size() > 1) points = swiper_.swipe(word);
  if (points.empty()) {
    for (const std::string& key : split_keys(to_lower(word))) {
      add(EventKind::kKey, out).text = key;
      now_ms_ += hand_.letter_ms;
    }
    return;
  }
  now_ms_ += static_cast<double>(points.back().t);
  add(EventKind::kGesture, out).points = std::move(points);
}

/// What stands between two words, or before the first and behind the last.
void DrawnTrace::type_gap(std::string_view gap, bool before_word, std::vector<TraceEvent>* out) {
  // A word brings its own space along.
  if (before_word && gap.ends_with(' ') &&
      (gap.size() == 1 || needs_space_before(gap.substr(0, gap.size() - 1)))) {
    gap.remove_suffix(1);
  }
  for (const std::string& character : split_keys(gap)) {
    now_ms_ += hand_.letter_ms;
    if (character == " ") {
      add(EventKind::kSpace, out);
    } else {
      add(EventKind::kKey, out).text = character;
    }
  }
}

std::vector<TraceEvent> DrawnTrace::events_of(std::string_view line) {
  std::vector<TraceEvent> out;
  add(EventKind::kFocus, &out);
  std::size_t at = 0;
  for (const Item& item : find_items(line)) {
    type_gap(line.substr(at, item.begin - at), true, &out);
    draw(line.substr(item.begin, item.end - item.begin), &out);
    at = item.end;
  }
  type_gap(line.substr(at), false, &out);
  now_ms_ += kLinePauseMs;
  add(EventKind::kEnter, &out);
  return out;
}

}  // namespace inkling
