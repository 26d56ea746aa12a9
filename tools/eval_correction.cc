#include "tools/eval_correction.h"

#include <algorithm>
#include <optional>
#include <ostream>
#include <string_view>

#include "tools/items.h"
#include "tools/keys.h"
#include "tools/metrics.h"
#include "tools/progress.h"
#include "tools/strip.h"

namespace inkling {
namespace {

/// The text that came behind `left`, without the space that ended it.
std::string text_behind(const Session& session, std::string_view left) {
  std::string text = session.left();
  text.erase(0, std::min(left.size(), text.size()));
  while (text.ends_with(' ')) text.pop_back();
  return text;
}

/// The item may be the end of a word as the engine sees it ("8th" for "th"): `start` is what stood
/// there before, and is no part of the answer.
void drop_start(const std::string& start, std::string* text) {
  if (text->starts_with(start)) text->erase(0, start.size());
}

/// typo, correct, committed, left, strip…; only when the word is not first or not committed.
void write_miss(const CorrectionItem& item, const CorrectionOutcome& outcome, std::ostream* out) {
  const bool noisy = !same_word(item.typo, item.correct);
  const bool first = !noisy || place_on_strip(outcome.strip, item.correct) == 0;
  if (first && same_word(outcome.committed, item.correct)) return;
  *out << item.typo << '\t' << item.correct << '\t' << outcome.committed << '\t' << item.left;
  for (const std::string& offered : outcome.strip) *out << '\t' << offered;
  *out << '\n';
}

}  // namespace

CorrectionOutcome type_correction_item(Session* session, const CorrectionItem& item,
                                       const EvalOptions& options, Latencies* latency) {
  const auto strip = [&] { return session->suggest(options.ask(count_for_slots(kMetricSlots))); };
  session->set_context(item.left, item.right);
  // The strip that stood there before the word; its cost belongs to the jump, not to a letter.
  (void)strip();
  const std::string left = session->left();
  const std::string start = session->composing();
  const std::vector<std::string> keys = split_keys(item.typo);
  Suggestions suggestions;
  bool several_words = false;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const Stopwatch watch;
    const std::optional<Touch> touch =
        item.taps.empty() ? std::nullopt : std::optional(item.taps[i]);
    const Commit commit = press(session, keys[i], touch);
    suggestions = strip();
    latency->add(watch.micros());
    several_words = several_words || !commit.committed.empty();
  }
  CorrectionOutcome outcome;
  outcome.strip = strip_texts(suggestions, session->composing());
  const Commit commit = session->space();
  // A slip with a space or a sign in it was committed in parts: the text holds the whole.
  const bool in_parts = several_words || commit.committed.empty();
  outcome.committed = in_parts ? text_behind(*session, left) : commit.committed;
  if (!in_parts) drop_start(start, &outcome.committed);
  for (std::string& offered : outcome.strip) drop_start(start, &offered);
  return outcome;
}

void CorrectionResult::add(const CorrectionItem& item, const CorrectionOutcome& outcome) {
  ++items;
  const bool right_now = same_word(outcome.committed, item.correct);
  const bool changed = !same_word(outcome.committed, item.typo);
  if (!right_now) ++wrong_after;
  if (same_word(item.typo, item.correct)) {
    if (changed) ++harmed;
    if (!changed) ++top1_all;
    return;
  }
  ++noisy;
  const int place = place_on_strip(outcome.strip, item.correct);
  if (place == 0) ++top1;
  if (place == 0) ++top1_all;
  if (place >= 0) ++top3;
  if (changed) ++(right_now ? changed_right : changed_wrong);
}

nlohmann::ordered_json CorrectionResult::to_json() const {
  const std::size_t correct = items - noisy;
  nlohmann::ordered_json harm = share_json(harmed, correct);
  if (harm.is_number()) harm = harm.get<double>() * 1000;
  return {{"items", items},
          {"top1", share_json(top1, noisy)},
          {"top3", share_json(top3, noisy)},
          {"top1_all", share_json(top1_all, items)},
          {"wer_literal", share_json(noisy, items)},
          {"wer_autocorrect", share_json(wrong_after, items)},
          {"autocorrect",
           {{"changed_right", share_json(changed_right, noisy)},
            {"changed_wrong", share_json(changed_wrong, noisy)},
            {"precision", share_json(changed_right, changed_right + changed_wrong + harmed)},
            {"recall", share_json(changed_right, noisy)},
            {"harm_per_1000", std::move(harm)}}},
          {"latency_us", latency.to_json()}};
}

CorrectionResult evaluate_correction(const std::shared_ptr<Engine>& engine,
                                     const std::vector<CorrectionItem>& items,
                                     const EvalOptions& options) {
  CorrectionResult result;
  SessionOptions field;
  field.no_learning = true;
  Session session(engine, field);
  Progress progress("correction");
  for (const CorrectionItem& item : items) {
    if (result.items == options.limit) break;
    const CorrectionOutcome outcome =
        type_correction_item(&session, item, options, &result.latency);
    result.add(item, outcome);
    if (options.misses != nullptr) write_miss(item, outcome, options.misses);
    progress.at(result.items);
  }
  return result;
}

}  // namespace inkling
