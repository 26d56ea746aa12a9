#include "demo_keyboard/fcitx5/app_text.h"

#include <algorithm>
#include <utility>

#include "engine/text_edit.h"
#include "tokenizer/utf8_bytes.h"

namespace inkling {
namespace {

// Reports that may be under way at once: a few keys' worth.
constexpr std::size_t kEarlierKept = 16;
// An application that reports a window of its text reports more than this.
constexpr std::size_t kWindowBytes = 32;

std::size_t code_points(std::string_view text) {
  return text.size() -
         static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_continuation_byte));
}

/// Bytes that `a` and `b` have in common at the front, cut between code points.
std::size_t common_front(std::string_view a, std::string_view b) {
  const auto [end, ignored] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  auto size = static_cast<std::size_t>(end - a.begin());
  const auto splits = [&size](std::string_view text) {
    return size < text.size() && is_continuation_byte(text[size]);
  };
  while (size > 0 && (splits(a) || splits(b))) --size;
  return size;
}

/// Two reports of the same text may reach back differently far.
bool same_left(std::string_view a, std::string_view b) {
  if (a == b) return true;
  if (a.size() < b.size()) std::swap(a, b);
  return b.size() >= kWindowBytes && a.ends_with(b);
}

bool same_right(std::string_view a, std::string_view b) {
  if (a == b) return true;
  if (a.size() < b.size()) std::swap(a, b);
  return b.size() >= kWindowBytes && a.starts_with(b);
}

/// The end of the committed text that the next key may still take back: where it cannot be deleted
/// it had better not be committed yet.
std::size_t held_bytes(const KeyboardView& view) {
  const std::string_view committed =
      std::string_view(view.text).substr(0, view.text.size() - view.composing_bytes);
  if (view.composing_bytes > 0) return 0;
  if (view.auto_space && committed.ends_with(" ")) return 1;
  if (!view.autocorrected) return 0;
  const std::size_t at = committed.rfind(view.autocorrected->committed);
  if (at == std::string_view::npos) return 0;
  const std::string_view held = committed.substr(at);
  // A broken line is the application's at once.
  return held.find('\n') == std::string_view::npos ? held.size() : 0;
}

}  // namespace

void AppText::reset(std::string left, std::string right) {
  left_ = std::move(left);
  right_ = std::move(right);
  preedit_.clear();
  earlier_.clear();
}

std::optional<AppChange> AppText::follow(const KeyboardView& view, AppAbilities abilities) {
  const std::string& text = view.text;
  std::size_t committed = 0;  // bytes that may be committed
  if (view.settled) {
    committed = text.size() - view.composing_bytes;
    if (!abilities.can_delete && abilities.has_preedit) committed -= held_bytes(view);
  }
  const std::size_t kept = common_front(left_, text);
  committed = std::max(committed, kept);
  // What goes behind the cursor goes with what is committed in its place.
  const std::string& right = view.settled ? view.right : right_;
  const TextEdit edit =
      text_edit({left_, right_}, {std::string_view(text).substr(0, committed), right},
                text.substr(committed));
  const bool erases = edit.erased_bytes > 0 || edit.erased_after_bytes > 0;
  if (erases && !abilities.can_delete) return std::nullopt;
  const std::size_t stays = left_.size() - edit.erased_bytes;
  const AppChange out{code_points(std::string_view(left_).substr(stays)),
                      code_points(std::string_view(right_).substr(0, edit.erased_after_bytes)),
                      edit.inserted, edit.composing};
  if (erases || !edit.inserted.empty()) {
    remember(left_);
    right_.erase(0, edit.erased_after_bytes);
    if (erases) remember(left_.substr(0, stays));
    left_ = text.substr(0, committed);
  }
  preedit_ = edit.composing;
  return out;
}

void AppText::moved_on(std::string left) {
  preedit_.clear();
  if (left != left_) remember(std::exchange(left_, std::move(left)));
}

void AppText::remember(std::string left) {
  earlier_.push_back({std::move(left), right_});
  if (earlier_.size() > kEarlierKept) earlier_.pop_front();
}

AppText::Report AppText::judge(std::string_view left, std::string_view right) {
  // Some applications report the preedit along with their text.
  if (same_right(right, right_) &&
      (same_left(left, left_) || (!preedit_.empty() && left == shown()))) {
    earlier_.clear();
    return Report::kCurrent;
  }
  const bool earlier = std::any_of(earlier_.begin(), earlier_.end(), [&](const Sides& was) {
    return same_left(left, was.left) && same_right(right, was.right);
  });
  return earlier ? Report::kEarlier : Report::kOther;
}

}  // namespace inkling
