#include "demo_keyboard/text_history.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace inkling {
namespace {

constexpr std::size_t kKept = 200;

bool ends_in_space(std::string_view text) {
  return text.empty() || text.back() == ' ' || text.back() == '\n';
}

}  // namespace

TextHistory::Step TextHistory::step_between(const FieldText& from, const FieldText& to) {
  if (from.right != to.right) return Step::kOther;
  if (to.left.starts_with(from.left)) return Step::kTyped;
  return from.left.starts_with(to.left) ? Step::kErased : Step::kOther;
}

void TextHistory::note(FieldText now) {
  FieldText& current = all_[at_];
  if (now == current) return;
  if (now.left + now.right == current.left + current.right) {
    current = std::move(now);  // only the cursor: the next change begins a step
    last_ = Step::kNone;
    return;
  }
  const bool alone = std::exchange(alone_, false);
  const Step step = step_between(current, now);
  const bool goes_on =
      !alone && step == last_ && at_ + 1 == all_.size() &&
      (step == Step::kErased || (step == Step::kTyped && !ends_in_space(current.left)));
  last_ = alone ? Step::kNone : step;
  if (goes_on) {
    current = std::move(now);
    return;
  }
  all_.resize(at_ + 1);
  all_.push_back(std::move(now));
  if (all_.size() > kKept) all_.erase(all_.begin());
  at_ = all_.size() - 1;
}

std::optional<FieldText> TextHistory::undo() {
  if (!can_undo()) return std::nullopt;
  last_ = Step::kNone;
  return all_[--at_];
}

std::optional<FieldText> TextHistory::redo() {
  if (!can_redo()) return std::nullopt;
  last_ = Step::kNone;
  return all_[++at_];
}

}  // namespace inkling
