#include "tools/logs/open_texts.h"

#include <algorithm>
#include <utility>

#include "tools/logs/logged_events.h"

namespace inkling {
namespace {

constexpr std::size_t kMostOpen = 512;
constexpr std::size_t kMostBytes = std::size_t{64} << 20;

std::size_t hash_of(std::string_view key) { return std::hash<std::string_view>()(key); }

}  // namespace

Result<OpenText*> OpenTexts::find(std::string_view key) {
  const auto found = by_key_.find(std::string(key));
  if (found != by_key_.end()) {
    open_.splice(open_.end(), open_, found->second);
    return &open_.back();
  }
  if (ended_.contains(hash_of(key))) {
    ++counts_->late_rows;
    return static_cast<OpenText*>(nullptr);
  }
  while (!open_.empty() && (open_.size() >= kMostOpen || bytes_ > kMostBytes)) {
    if (auto ended = end(open_.begin()); !ended) return ended.error();
  }
  OpenText& open = open_.emplace_back();
  open.key = key;
  by_key_[open.key] = std::prev(open_.end());
  return &open;
}

void OpenTexts::add(OpenText* open, LoggedStep step) {
  const std::size_t bytes = sizeof(LoggedStep) + step.text.size();
  if (open->text.steps.size() >= kMaxSteps || open->bytes + bytes > kMaxStepBytes ||
      step.text.size() > kMaxTextBytes) {
    counts_->bad_row("test section " + open->key, "is longer than what anybody types");
    return;
  }
  open->bytes += bytes;
  bytes_ += bytes;
  open->text.steps.push_back(std::move(step));
}

Status OpenTexts::end(std::list<OpenText>::iterator open) {
  ended_.insert(hash_of(open->key));
  by_key_.erase(open->key);
  bytes_ -= open->bytes;
  OpenText text = std::move(*open);
  open_.erase(open);
  // Logs of a text field come in any order, but each text is whole and has its time.
  auto& steps = text.text.steps;
  const auto earlier = [](const LoggedStep& a, const LoggedStep& b) { return a.t < b.t; };
  if (!steps.empty() && steps.front().kind == LoggedStep::Kind::kField &&
      !std::is_sorted(steps.begin(), steps.end(), earlier)) {
    ++counts_->went_back;
    std::stable_sort(steps.begin(), steps.end(), earlier);
  }
  auto events = events_of(text.text, counts_);
  return events.empty() ? Status() : sink_(text.trace, std::move(events));
}

Status OpenTexts::finish() {
  while (!open_.empty()) {
    if (auto ended = end(open_.begin()); !ended) return ended;
  }
  ended_.clear();
  return {};
}

}  // namespace inkling
