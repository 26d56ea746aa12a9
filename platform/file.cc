#include "platform/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <vector>

namespace inkling {
namespace {

constexpr std::size_t kChunk = std::size_t{64} << 10;

Error io_error(const std::string& what, const std::string& path, int code) {
  const ErrorCode kind = code == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
  return make_error(kind, what + " " + path + ": " + std::generic_category().message(code));
}

/// Closes a descriptor at the end of a scope.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }
  int close() {
    const int result = fd_ >= 0 ? ::close(fd_) : 0;
    fd_ = -1;
    return result;
  }

 private:
  int fd_;
};

/// 0 or an errno.
int write_all(int fd, std::string_view contents) {
  while (!contents.empty()) {
    const ssize_t written = ::write(fd, contents.data(), contents.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    contents.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

/// The rename itself is durable only once the folder is synced. Some file systems cannot sync a
/// folder; the data is safe in either case, so a failure here is not an error.
void sync_folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.get() >= 0) (void)::fsync(fd.get());
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t limit) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0) return io_error("cannot open", path, errno);
  struct stat info = {};
  if (::fstat(fd.get(), &info) != 0) return io_error("cannot read", path, errno);
  if (S_ISDIR(info.st_mode)) {
    return make_error(ErrorCode::kInvalidArgument, path + " is a folder; name a file");
  }
  const auto too_large = [&] {
    return make_error(ErrorCode::kInvalidArgument,
                      path + " is larger than the limit of " + std::to_string(limit) + " bytes");
  };
  if (S_ISREG(info.st_mode) && static_cast<std::size_t>(info.st_size) > limit) return too_large();
  // The size above is only a hint (pipes, /proc, a file that grows): read until the end.
  std::string contents;
  contents.reserve(std::min(limit, static_cast<std::size_t>(std::max<off_t>(info.st_size, 0))));
  std::vector<char> chunk(kChunk);
  for (;;) {
    const ssize_t got = ::read(fd.get(), chunk.data(), chunk.size());
    if (got < 0) {
      if (errno == EINTR) continue;
      return io_error("cannot read", path, errno);
    }
    if (got == 0) return contents;
    if (static_cast<std::size_t>(got) > limit - contents.size()) return too_large();
    contents.append(chunk.data(), static_cast<std::size_t>(got));
  }
}

Status write_file_atomic(const std::string& path, std::string_view contents) {
  std::string temporary = path + ".XXXXXX";
  Descriptor fd(::mkostemp(temporary.data(), O_CLOEXEC));
  if (fd.get() < 0) return io_error("cannot create a file beside", path, errno);
  const auto fail = [&](int code) -> Status {
    ::unlink(temporary.c_str());
    return io_error("cannot write", path, code);
  };
  struct stat old = {};
  if (::stat(path.c_str(), &old) == 0 && ::fchmod(fd.get(), old.st_mode & 07777U) != 0) {
    return fail(errno);
  }
  if (const int code = write_all(fd.get(), contents); code != 0) return fail(code);
  if (::fsync(fd.get()) != 0) return fail(errno);
  if (fd.close() != 0) return fail(errno);
  if (::rename(temporary.c_str(), path.c_str()) != 0) return fail(errno);
  sync_folder_of(path);
  return {};
}

}  // namespace inkling
