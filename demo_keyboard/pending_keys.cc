#include "demo_keyboard/pending_keys.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "engine/spacing.h"
#include "tokenizer/utf8_bytes.h"

namespace inkling {
namespace {

bool same_text(const TextField& a, const TextField& b) {
  return a.committed() == b.committed() && a.composing() == b.composing() && a.right() == b.right();
}

void do_event(const KeyboardEvent& event, ExpectedText* text) {
  if (event.kind == KeyboardEvent::Kind::kTyping) text->type(event.typed, event.replaces);
  if (event.kind == KeyboardEvent::Kind::kFinish) text->finish();
  if (event.kind == KeyboardEvent::Kind::kSettings) {
    // What the last key did is not remembered over them.
    text->auto_space = false;
    text->autocorrected.reset();
  }
}

}  // namespace

void ExpectedText::type(const TraceEvent& typed, const std::string& replaces) {
  switch (typed.kind) {
    case EventKind::kKey:
      type_key(typed.text);
      break;
    case EventKind::kSpace:
      if (field.composing().empty() && auto_space) {
        auto_space = false;
      } else {
        end_word(" ");
      }
      break;
    case EventKind::kEnter:
      end_word("\n");
      break;
    case EventKind::kBackspace:
      for (int i = 0; i < typed.n; ++i) erase();
      break;
    case EventKind::kPick:
      pick(typed.text, replaces);
      break;
    case EventKind::kFocus:
    case EventKind::kCursor:
      field.set(typed.left, typed.right);
      auto_space = false;
      break;
    case EventKind::kIntend:
      return;
  }
  autocorrected.reset();
}

void ExpectedText::finish() {
  if (!field.composing().empty()) field.commit(field.composing(), {});
  autocorrected.reset();
}

void ExpectedText::type_key(const std::string& character) {
  if (extends_word(field.composing(), character)) {
    field.compose(character);
    auto_space = false;
  } else if (field.composing().empty() && auto_space && hugs_left(character)) {
    field.drop(1);
    field.append(character + " ");
  } else {
    end_word(character);
  }
}

void ExpectedText::end_word(const std::string& character) {
  field.commit(field.composing(), character);
  auto_space = false;
  after = character;
}

void ExpectedText::erase() {
  auto_space = false;
  if (!autocorrected) {
    field.erase_left();
    return;
  }
  field.drop(autocorrected->committed.size() + after.size());
  field.compose(autocorrected->typed);
  autocorrected.reset();
}

void ExpectedText::pick(const std::string& text, const std::string& replaces) {
  field.drop(replaces.size());
  if (field.composing().empty() && needs_space_before(field.committed())) field.append(" ");
  field.commit(text, " ");
  auto_space = true;
}

void PendingKeys::push(KeyboardEvent event) {
  do_event(event, &shown_);
  queue_.push_back(std::move(event));
}

void PendingKeys::pop(const std::optional<ConfirmedText>& confirmed) {
  do_event(queue_.front(), &confirmed_);
  queue_.pop_front();
  const bool as_expected = !confirmed || same_text(confirmed->field, confirmed_.field);
  if (confirmed) {
    confirmed_.field = confirmed->field;
    confirmed_.autocorrected = confirmed->autocorrected;
  }
  if (as_expected && !queue_.empty()) return;  // what was built on it still holds
  shown_ = confirmed_;
  for (const KeyboardEvent& event : queue_) do_event(event, &shown_);
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
