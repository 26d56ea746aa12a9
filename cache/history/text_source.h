// Text of unknown origin, byte by byte or line by line, with the place in it.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>

#include "platform/result.h"

namespace inkling {

/// Reads no more than `limit` bytes and passes over a byte order mark at the start. Lines and
/// columns (in bytes) count from 1. One thread.
class TextSource {
 public:
  static constexpr int kEnd = -1;

  /// `in` outlives this.
  TextSource(std::istream& in, std::size_t limit);

  /// The next byte, or kEnd: at the end, behind the limit, or when the stream fails.
  int get();
  [[nodiscard]] int peek();
  /// The first bytes, up to 16, whatever was read since.
  [[nodiscard]] const std::string& start() const { return start_; }
  /// The next line without its end ("\n" or "\r\n"); nothing at the end. kCorrupt for one that is
  /// longer than `longest` bytes.
  Result<std::optional<std::string>> line(std::size_t longest);

  /// Of the byte that get() gave last, and of the one that it will give.
  [[nodiscard]] std::size_t line_number() const { return line_; }
  [[nodiscard]] std::size_t next_line_number() const { return line_ended_ ? line_ + 1 : line_; }
  [[nodiscard]] std::size_t column() const { return column_; }
  [[nodiscard]] bool at_end() { return peek() == kEnd; }
  /// Why get() gave kEnd where text goes on; nothing where it simply ends.
  [[nodiscard]] std::optional<Error> trouble() const;

 private:
  std::istream& in_;
  std::size_t limit_;
  std::string start_;  // taken from the stream, given out first
  std::size_t read_ = 0;
  std::size_t line_ = 1;
  std::size_t column_ = 0;  // of the byte that get() gave last
  bool line_ended_ = false;
  bool too_long_ = false;
  bool failed_ = false;
};

/// "line 3: what"
Error error_in_line(std::size_t line, const std::string& what);

}  // namespace inkling
