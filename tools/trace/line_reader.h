// Reads lines from a file descriptor, as soon as they are there and never more than a bound.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace inkling {

/// Lines longer than this are refused, and never held in memory.
inline constexpr std::size_t kMaxLineBytes = std::size_t{4} << 20;

struct InputLine {
  std::string text;      // without its line end (\n or \r\n); empty when too_long
  std::size_t number{};  // from 1
  bool too_long = false;
};

/// Does not own the descriptor. Used by one thread.
class LineReader {
 public:
  /// `begun` was read from the descriptor already.
  explicit LineReader(int descriptor, std::size_t max_bytes = kMaxLineBytes, std::string begun = {})
      : descriptor_(descriptor), max_bytes_(max_bytes), buffer_(std::move(begun)) {}
  /// The next line; empty at the end of the input (also when reading fails).
  std::optional<InputLine> next();

 private:
  bool fill();

  int descriptor_;
  std::size_t max_bytes_;
  std::size_t number_ = 0;
  std::string buffer_;
  std::size_t begin_ = 0;  // unread bytes of buffer_ start here
  bool ended_ = false;
};

}  // namespace inkling
