#include "tools/simulator/typed_output.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "engine/lexicon/text_key.h"
#include "tokenizer/utf8.h"
#include "tools/keys.h"

namespace inkling {
namespace {

// Of the text around a word: more than any model looks at.
constexpr std::size_t kLeftBytes = 512;
constexpr std::size_t kRightBytes = 128;
constexpr double kLinePauseMs = 1500;  // from one field to the next

/// Does the word stand alone? "th" of "8th" is the end of another word to an engine.
bool stands_alone(std::string_view line, const TypedPart& part) {
  const std::u32string before = decode_utf8(utf8_tail(line.substr(0, part.begin), 8));
  return before.empty() || !is_word_character(before.back());
}

std::string_view meant(std::string_view line, const TypedPart& part) {
  return line.substr(part.begin, part.end - part.begin);
}

TraceEvent event_of(const Stroke& stroke, double t) {
  TraceEvent event;
  event.t = t;
  switch (stroke.kind) {
    case StrokeKind::kKey:
      event.kind = EventKind::kKey;
      event.text = stroke.text;
      event.touch = stroke.touch;
      break;
    case StrokeKind::kSpace:
      event.kind = EventKind::kSpace;
      break;
    case StrokeKind::kBackspace:
      event.kind = EventKind::kBackspace;
      break;
  }
  return event;
}

/// The touches of `strokes`; empty unless each stroke has one and types one character.
std::vector<Touch> taps_of(const std::vector<Stroke>& strokes, const std::string& typo) {
  std::vector<Touch> taps;
  for (const Stroke& stroke : strokes) {
    if (!stroke.touch) return {};
    taps.push_back(*stroke.touch);
  }
  // Marks that combine with the letter before them are no characters of their own.
  if (taps.size() != split_keys(typo).size()) taps.clear();
  return taps;
}

void trim_spaces(std::vector<Stroke>* strokes) {
  const auto is_space = [](const Stroke& stroke) { return stroke.kind == StrokeKind::kSpace; };
  strokes->erase(strokes->begin(), std::find_if_not(strokes->begin(), strokes->end(), is_space));
  while (!strokes->empty() && is_space(strokes->back())) strokes->pop_back();
}

}  // namespace

std::vector<TraceEvent> TraceWriter::events_of(std::string_view line,
                                               const std::vector<TypedPart>& parts) {
  std::vector<TraceEvent> events;
  events.emplace_back().kind = EventKind::kFocus;
  events.back().t = now_ms_;
  for (const TypedPart& part : parts) {
    if (part.is_word && stands_alone(line, part)) {
      events.emplace_back().kind = EventKind::kIntend;
      events.back().t = now_ms_;
      events.back().text = meant(line, part);
    }
    for (const Stroke& stroke : part.strokes) {
      now_ms_ += stroke.wait_ms;
      events.push_back(event_of(stroke, now_ms_));
    }
  }
  now_ms_ += kLinePauseMs;
  events.emplace_back().kind = EventKind::kEnter;
  events.back().t = now_ms_;
  return events;
}

std::vector<CorrectionItem> correction_items(std::string_view line,
                                             const std::vector<TypedPart>& parts) {
  std::vector<CorrectionItem> items;
  for (const TypedPart& part : parts) {
    if (!part.is_word || !stands_alone(line, part)) continue;
    std::vector<Stroke> strokes = kept_strokes(part.strokes);
    trim_spaces(&strokes);
    if (strokes.empty()) continue;
    CorrectionItem item;
    item.typo = typed_text(strokes);
    item.correct = meant(line, part);
    item.left = utf8_tail(line.substr(0, part.begin), kLeftBytes);
    item.right = utf8_head(line.substr(part.end), kRightBytes);
    item.taps = taps_of(strokes, item.typo);
    items.push_back(std::move(item));
  }
  return items;
}

std::string correction_header() { return "typo\tcorrect\tleft\tright\ttaps"; }

std::string correction_row(const CorrectionItem& item) {
  std::string row = item.typo + '\t' + item.correct + '\t' + item.left + '\t' + item.right + '\t';
  for (const Touch& tap : item.taps) {
    if (row.back() != '\t') row += ';';
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.3f,%.3f", static_cast<double>(tap.x),
                  static_cast<double>(tap.y));
    row += text.data();
  }
  return row;
}

}  // namespace inkling
