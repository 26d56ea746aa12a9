#include "tools/logs/log_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace inkling {
namespace {

constexpr std::size_t kBeginBytes = 8192;

Error cannot_read(const std::string& path, int code) {
  return make_error(code == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo,
                    path + ": cannot read the log: " + std::strerror(code));
}

}  // namespace

LogFile::LogFile(std::string path, int descriptor)
    : path_(std::move(path)), descriptor_(descriptor) {}

LogFile::~LogFile() { ::close(descriptor_); }

Result<std::unique_ptr<LogFile>> LogFile::open(const std::string& path) {
  const int descriptor =
      path == "-" ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return cannot_read(path, errno);
  std::unique_ptr<LogFile> file(new LogFile(path, descriptor));  // NOLINT: private constructor
  std::array<char, kBeginBytes> part = {};
  while (file->begin_.size() < kBeginBytes) {
    const ssize_t got = ::read(descriptor, part.data(), kBeginBytes - file->begin_.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return cannot_read(path, errno);
    if (got == 0) break;
    file->begin_.append(part.data(), static_cast<std::size_t>(got));
  }
  return file;
}

Result<std::shared_ptr<LogFile>> StandardInput::open(const std::string& path) const {
  if (path == "-" && file_ != nullptr) return file_;
  auto file = LogFile::open(path);
  if (!file) return file.error();
  std::shared_ptr<LogFile> shared = std::move(*file);
  if (path == "-") file_ = shared;
  return shared;
}

std::string LogFile::name() const {
  const std::string stem = std::filesystem::path(path_).stem().string();
  return path_ == "-" || stem.empty() ? "log" : stem;
}

}  // namespace inkling
