#include "demo_keyboard/recent_emoji.h"

#include <algorithm>
#include <utility>

#include "platform/file.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr std::size_t kMostBytes = 4096;     // of the file
constexpr std::size_t kMostEmojiBytes = 64;  // of one line; a family of four has 25

}  // namespace

RecentEmoji::RecentEmoji(std::string path) : path_(std::move(path)) {
  if (path_.empty()) return;
  const auto read = read_file(path_, kMostBytes);
  if (!read) return;
  const std::string text = repair_utf8(*read);
  for (std::size_t at = 0; at < text.size() && all_.size() < kKept;) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at && end - at <= kMostEmojiBytes) all_.push_back(text.substr(at, end - at));
    at = end + 1;
  }
}

Status RecentEmoji::used(std::string_view emoji) {
  std::string front(emoji);
  std::erase(all_, front);
  all_.insert(all_.begin(), std::move(front));
  if (all_.size() > kKept) all_.resize(kKept);
  return write();
}

Status RecentEmoji::clear() {
  all_.clear();
  return write();
}

Status RecentEmoji::write() const {
  if (path_.empty()) return {};
  std::string text;
  for (const std::string& emoji : all_) text += emoji + "\n";
  return write_file_atomic(path_, text);
}

}  // namespace inkling
