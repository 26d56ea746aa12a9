// Words that a finger draws over the keys.
#include <memory>
#include <utility>

#include "engine/key_edits.h"
#include "engine/session/session_impl.h"
#include "engine/session/strip.h"

namespace inkling {
namespace {

std::shared_ptr<const DrawnWord> drawn_word(std::span<const GesturePoint> points,
                                            GestureCase letter_case, bool moving) {
  return std::make_shared<DrawnWord>(
      DrawnWord{{points.begin(), points.end()}, letter_case, moving});
}

}  // namespace

Commit SessionImpl::gesture(std::span<const GesturePoint> points, GestureCase letter_case) {
  if (points.empty() || !may_correct_field()) return {};
  const auto drawn = drawn_word(points, letter_case, false);
  // Before anything changes: where nothing is meant, nothing happens.
  feed_.look_ahead(document_, drawn);
  const Ranked& ranked = ranker_.rank({}, false, {}, nullptr);
  const bool any = !ranked.items.empty();
  const std::string word =
      any ? candidate_surface(ranked.items.front(), case_model(*drawn), begins_sentence())
          : std::string();
  feed_.follow(document_, /*anew=*/false);
  if (!any) return {};
  Commit ended;
  if (!document_.composing().empty()) ended = end_word(" ");
  apply(gesture_edit(document_, word, drawn));
  return ended;
}

Suggestions SessionImpl::sketch(std::span<const GesturePoint> points, const SuggestOptions& options,
                                GestureCase letter_case) {
  const int64_t start = parts_.clock->now_nanos();
  Suggestions out;
  if (!points.empty() && may_correct_field()) {
    const auto drawn = drawn_word(points, letter_case, true);
    feed_.look_ahead(document_, drawn);
    StageLog log;
    const Ranked& ranked = ranker_.rank({}, false, options, &log);
    out.stages = std::move(log.stages);
    out.stage_nanos = std::move(log.nanos);
    const StripContext context{{},    case_model(*drawn),
                               {},    begins_sentence(),
                               false, static_cast<std::size_t>(std::max(options.count, 0))};
    out.items = make_strip(parts_, ranked, context);
    out.hurried = ranked.hurried;
    feed_.follow(document_, /*anew=*/false);
  }
  out.micros = (parts_.clock->now_nanos() - start) / 1000;
  return out;
}

}  // namespace inkling
