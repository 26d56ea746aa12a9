#include "cache/history/history_copy.h"

#include <sys/stat.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/file.h"

namespace inkling {
namespace {

constexpr std::size_t kMostBytes = std::size_t{256} << 20;

uint32_t big_endian(std::string_view bytes, std::size_t at) {
  uint32_t out = 0;
  for (std::size_t i = 0; i < 4; ++i) out = out << 8U | static_cast<uint8_t>(bytes[at + i]);
  return out;
}
uint32_t little_endian(std::string_view bytes, std::size_t at) {
  uint32_t out = 0;
  for (std::size_t i = 4; i-- > 0;) out = out << 8U | static_cast<uint8_t>(bytes[at + i]);
  return out;
}

/// A write-ahead log as https://www.sqlite.org/fileformat2.html#walformat lays it out.
class Log {
 public:
  explicit Log(std::string_view bytes) : bytes_(bytes) {}

  /// Puts the pages of all committed transactions in their places.
  void put_into(std::string* file) {
    if (!begin()) return;
    std::vector<std::pair<uint32_t, std::size_t>> pages;  // number, where its bytes begin
    for (std::size_t at = kHeader; at + kFrameHeader + page_size_ <= bytes_.size();
         at += kFrameHeader + page_size_) {
      if (!holds(at)) return;  // a later round of the log, or torn: what follows is old
      const uint32_t page = big_endian(bytes_, at);
      const uint32_t pages_after = big_endian(bytes_, at + 4);
      if (page == 0) return;
      pages.emplace_back(page, at + kFrameHeader);
      if (pages_after == 0) continue;  // not the end of a transaction
      if (uint64_t{pages_after} * page_size_ > kMostBytes) return;
      file->resize(std::size_t{pages_after} * page_size_);
      for (const auto& [number, from] : pages) {
        if (number > pages_after) continue;
        file->replace((std::size_t{number} - 1) * page_size_, page_size_,
                      bytes_.substr(from, page_size_));
      }
      pages.clear();
    }
  }

 private:
  static constexpr std::size_t kHeader = 32, kFrameHeader = 24;
  static constexpr uint32_t kMagic = 0x377f0682;

  bool begin() {
    if (bytes_.size() < kHeader || (big_endian(bytes_, 0) & ~1U) != kMagic) return false;
    is_big_endian_ = (big_endian(bytes_, 0) & 1U) != 0;
    page_size_ = big_endian(bytes_, 8);
    if (page_size_ < 512 || page_size_ > 65536) return false;
    add(0, kHeader - 8);
    return sum_[0] == big_endian(bytes_, kHeader - 8) && sum_[1] == big_endian(bytes_, kHeader - 4);
  }
  /// Is the frame at `at` of this round of the log, and whole?
  bool holds(std::size_t at) {
    if (bytes_.substr(at + 8, 8) != bytes_.substr(16, 8)) return false;
    add(at, 8);
    add(at + kFrameHeader, page_size_);
    return sum_[0] == big_endian(bytes_, at + 16) && sum_[1] == big_endian(bytes_, at + 20);
  }
  void add(std::size_t at, std::size_t size) {
    const auto word = is_big_endian_ ? big_endian : little_endian;
    for (std::size_t i = at; i < at + size; i += 8) {
      sum_[0] += word(bytes_, i) + sum_[1];
      sum_[1] += word(bytes_, i + 4) + sum_[0];
    }
  }

  std::string_view bytes_;
  bool is_big_endian_ = false;
  std::size_t page_size_ = 0;
  std::array<uint32_t, 2> sum_{};
};

/// What changes when a file does.
std::array<int64_t, 4> stamp(const std::string& path) {
  struct stat is {};
  if (stat(path.c_str(), &is) != 0) return {};
  return {static_cast<int64_t>(is.st_ino), is.st_size, is.st_mtim.tv_sec, is.st_mtim.tv_nsec};
}

}  // namespace

Result<std::string> read_database_bytes(const std::string& path) {
  const std::string log_path = path + "-wal";
  const auto stamps = [&] { return std::pair(stamp(path), stamp(log_path)); };
  for (int attempt = 0; attempt < 3; ++attempt) {
    const auto before = stamps();
    if (stamp(path + "-journal")[1] > 0) {
      return make_error(ErrorCode::kIo, path + ": was left in the middle of a change");
    }
    auto file = read_file(path, kMostBytes);
    if (!file) return make_error(ErrorCode::kIo, file.error().message);
    const auto log = read_file(log_path, kMostBytes);
    if (!log && log.error().code != ErrorCode::kNotFound) {
      return make_error(ErrorCode::kIo, log.error().message);
    }
    if (stamps() != before) continue;
    if (log) Log(*log).put_into(&file.value());
    // "No log": these two bytes say which kind of journal goes with the file.
    if (file->size() > 19) file.value()[18] = file.value()[19] = 1;
    return file;
  }
  return make_error(ErrorCode::kIo, path + ": changes all the time");
}

}  // namespace inkling
