#include "tools/trace/line_reader.h"

#include <unistd.h>

#include <array>
#include <cerrno>

namespace inkling {

bool LineReader::fill() {
  std::array<char, 65536> block;  // NOLINT(cppcoreguidelines-pro-type-member-init): read fills it
  ssize_t got = 0;
  do {
    got = ::read(descriptor_, block.data(), block.size());
  } while (got < 0 && errno == EINTR);
  if (got <= 0) {
    ended_ = true;
    return false;
  }
  buffer_.append(block.data(), static_cast<std::size_t>(got));
  return true;
}

std::optional<InputLine> LineReader::next() {
  InputLine line;
  buffer_.erase(0, begin_);
  begin_ = 0;
  std::size_t searched = 0;
  bool any = false;
  for (;;) {
    const std::size_t end = buffer_.find('\n', searched);
    any = any || !buffer_.empty();
    const std::size_t length = end == std::string::npos ? buffer_.size() : end;
    if (line.too_long || length > max_bytes_) {
      line.too_long = true;
      line.text.clear();
    }
    if (end != std::string::npos || ended_) {
      if (end == std::string::npos && !any) return std::nullopt;
      if (!line.too_long) {
        line.text.assign(buffer_, 0, length);
        if (line.text.ends_with('\r')) line.text.pop_back();
      }
      begin_ = end == std::string::npos ? buffer_.size() : end + 1;
      line.number = ++number_;
      return line;
    }
    if (line.too_long) buffer_.clear();
    searched = buffer_.size();
    fill();
  }
}

}  // namespace inkling
