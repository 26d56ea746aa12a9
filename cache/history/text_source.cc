#include "cache/history/text_source.h"

#include <istream>
#include <string_view>
#include <utility>

namespace inkling {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";
constexpr std::size_t kStart = 16;

}  // namespace

TextSource::TextSource(std::istream& in, std::size_t limit) : in_(in), limit_(limit) {
  start_.resize(kStart + kMark.size());
  in_.read(start_.data(), static_cast<std::streamsize>(start_.size()));
  start_.resize(static_cast<std::size_t>(in_.gcount()));
  if (start_.starts_with(kMark)) start_.erase(0, kMark.size());
}

int TextSource::peek() {
  if (failed_ || too_long_) return kEnd;
  const int next = read_ < start_.size() ? static_cast<unsigned char>(start_[read_]) : in_.peek();
  if (next == std::istream::traits_type::eof()) {
    failed_ = in_.bad();
    return kEnd;
  }
  if (read_ == limit_) {
    too_long_ = true;
    return kEnd;
  }
  return next;
}

int TextSource::get() {
  const int next = peek();
  if (next == kEnd) return kEnd;
  if (read_ >= start_.size()) (void)in_.get();
  ++read_;
  if (line_ended_) {
    ++line_;
    column_ = 0;
  }
  ++column_;
  line_ended_ = next == '\n';
  return next;
}

Result<std::optional<std::string>> TextSource::line(std::size_t longest) {
  if (at_end()) return std::optional<std::string>();
  std::string out;
  for (int c = get(); c != kEnd && c != '\n'; c = get()) {
    if (out.size() == longest) {
      return error_in_line(
          line_, "longer than " + std::to_string(longest) + " bytes, so this is no list of words");
    }
    out += static_cast<char>(c);
  }
  if (out.ends_with('\r')) out.pop_back();
  return std::optional<std::string>(std::move(out));
}

std::optional<Error> TextSource::trouble() const {
  if (failed_) return make_error(ErrorCode::kIo, "reading failed before the end");
  if (!too_long_) return std::nullopt;
  return make_error(ErrorCode::kCorrupt, "larger than " + std::to_string(limit_ >> 20U) +
                                             " MiB, more than one person writes; nothing was read");
}

Error error_in_line(std::size_t line, const std::string& what) {
  return make_error(ErrorCode::kCorrupt, "line " + std::to_string(line) + ": " + what);
}

}  // namespace inkling
