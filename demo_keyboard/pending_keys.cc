#include "demo_keyboard/pending_keys.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "engine/key_edits.h"
#include "tokenizer/utf8_bytes.h"

namespace inkling {
namespace {

bool same_text(const Document& a, const Document& b) {
  return a.committed() == b.committed() && a.composing() == b.composing() &&
         a.right() == b.right() && a.rest() == b.rest();
}

void type(const KeyboardEvent& event, Document* text) {
  const TraceEvent& typed = event.typed;
  switch (typed.kind) {
    case EventKind::kKey:
      text->apply(literal_edit(*text, typed.text, typed.touch));
      break;
    case EventKind::kSpace:
      if (auto stop = event.makes_stop ? stop_edit(*text) : std::nullopt) {
        text->apply(*std::move(stop));
      } else {
        text->apply(literal_edit(*text, " "));
      }
      break;
    case EventKind::kEnter:
      text->apply(literal_edit(*text, "\n"));
      break;
    case EventKind::kBackspace:
      for (int i = 0; i < typed.n; ++i) {
        const Edit* correction = text->undoable();
        text->apply(correction != nullptr ? take_back_edit(*text, *correction) : erase_edit(*text));
      }
      break;
    case EventKind::kPick:
      text->apply(pick_edit(*text, typed.text,
                            text->committed().ends_with(event.replaces) ? event.replaces : ""));
      break;
    case EventKind::kGesture:
      // What it means only the engine can say.
      if (!text->composing().empty()) text->apply(literal_edit(*text, " "));
      break;
    case EventKind::kFocus:
    case EventKind::kCursor:
      text->reset(typed.left, typed.right);
      break;
    case EventKind::kMend:
      // Nothing that is typed afterwards hangs on it.
    case EventKind::kIntend:
      break;
  }
}

void finish(Document* text) {
  if (!text->composing().empty()) {
    text->apply(finish_edit(*text));
  } else if (autocorrected(*text)) {
    text->reset(text->left(), text->right());  // the way back ends here
  }
}

void mend(const KeyboardEvent& event, Document* text) {
  if (const auto after = mended_text(*text, event)) text->reset(after->left, after->right);
}

/// Does the event as the engine would if it corrected nothing.
void do_event(const KeyboardEvent& event, Document* text) {
  if (event.kind == KeyboardEvent::Kind::kTyping) type(event, text);
  if (event.kind == KeyboardEvent::Kind::kFinish) finish(text);
  if (event.kind == KeyboardEvent::Kind::kMend) mend(event, text);
  // What the last key did is not remembered over new settings.
  if (event.kind == KeyboardEvent::Kind::kSettings) text->reset(text->left(), text->right());
}

}  // namespace

std::optional<Commit> autocorrected(const Document& text) {
  const Edit& last = text.newest();
  if (last.kind != Edit::Kind::kCorrection) return std::nullopt;
  return Commit{last.typed, last.committed, true, last.version};
}

void PendingKeys::push(KeyboardEvent event) {
  do_event(event, &shown_);
  queue_.push_back(std::move(event));
}

void PendingKeys::pop(const std::optional<Document>& confirmed) {
  do_event(queue_.front(), &confirmed_);
  queue_.pop_front();
  const bool as_expected = !confirmed || same_text(*confirmed, confirmed_);
  if (confirmed) confirmed_ = *confirmed;
  if (as_expected && !queue_.empty()) return;  // what was built on it still holds
  shown_ = confirmed_;
  for (const KeyboardEvent& event : queue_) do_event(event, &shown_);
}

std::optional<FieldText> mended_text(const Document& text, const KeyboardEvent& mend) {
  const std::string left = text.left();
  const std::string whole = left + text.right();
  if (mend.replaces.empty() || mend.at > whole.size() ||
      whole.compare(mend.at, mend.replaces.size(), mend.replaces) != 0) {
    return std::nullopt;
  }
  const std::size_t end = mend.at + mend.replaces.size();
  const std::string now = whole.substr(0, mend.at) + mend.word + whole.substr(end);
  std::size_t cursor = left.size();
  if (cursor >= end) {
    cursor += mend.word.size() - mend.replaces.size();
  } else if (cursor > mend.at) {
    cursor = mend.at + mend.word.size();
  }
  return FieldText{now.substr(0, cursor), now.substr(cursor)};
}

std::size_t moved_offset(const std::string& seen, std::size_t offset, const std::string& now) {
  const auto [front, ignored] = std::mismatch(seen.begin(), seen.end(), now.begin(), now.end());
  if (offset <= static_cast<std::size_t>(front - seen.begin())) return offset;
  const auto [back, unused] = std::mismatch(seen.rbegin(), seen.rend(), now.rbegin(), now.rend());
  const auto common = static_cast<std::size_t>(back - seen.rbegin());
  // Inside what was corrected there is no telling: behind it, then.
  const std::size_t from_end = std::min(seen.size() - offset, common);
  std::size_t moved = now.size() - from_end;
  while (moved < now.size() && is_continuation_byte(now[moved])) ++moved;
  return moved;
}

}  // namespace inkling
