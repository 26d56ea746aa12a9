#include "cache/history/history_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <bitset>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>
#include <vector>

namespace inkling {
namespace {

constexpr std::array<std::string_view, 3> kBeside = {"-wal", "-shm", "-journal"};
constexpr std::string_view kAside = ".damaged-";

/// Everything beside PATH that set_history_aside() made, companions included.
std::vector<std::string> set_aside_files(const std::string& path) {
  const std::filesystem::path file(path);
  const std::string start = file.filename().string() + std::string(kAside);
  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  std::vector<std::string> out;
  std::error_code ec;
  for (std::filesystem::directory_iterator at(folder, ec), end; !ec && at != end;
       at.increment(ec)) {
    if (at->path().filename().string().starts_with(start)) out.push_back(at->path().string());
  }
  return out;
}

void keep_one_to_owner(const std::string& path) {
  struct stat is {};
  if (lstat(path.c_str(), &is) != 0 || S_ISLNK(is.st_mode)) {
    if (stat(path.c_str(), &is) != 0) return;
  }
  constexpr mode_t kOthers = S_IRWXG | S_IRWXO;
  if (!S_ISREG(is.st_mode) || is.st_uid != geteuid() || (is.st_mode & kOthers) == 0) return;
  (void)chmod(path.c_str(), is.st_mode & ~kOthers & 07777);
}

std::string first_bytes(const std::string& path, std::size_t count) {
  std::string out(count, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(out.data(), static_cast<std::streamsize>(count));
  out.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  return out;
}

void sync_folder_of(const std::string& path) {
  const std::filesystem::path file(path);
  const std::string folder = file.has_parent_path() ? file.parent_path().string() : ".";
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  (void)fsync(fd);
  ::close(fd);
}

}  // namespace

Result<bool> history_file_exists(const std::string& path) {
  struct stat link {};
  if (lstat(path.c_str(), &link) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return false;
    return make_error(ErrorCode::kIo, path + ": " + std::generic_category().message(errno));
  }
  const auto refuse = [&](const char* what) {
    return make_error(ErrorCode::kInvalidArgument,
                      path + ": is " + what + "; name a file for the history");
  };
  struct stat is {};
  if (stat(path.c_str(), &is) != 0) return refuse("a link that leads to nothing");
  if (S_ISDIR(is.st_mode)) return refuse("a folder");
  if (!S_ISREG(is.st_mode)) return refuse("a pipe, a socket or a device");
  return true;
}

Status create_history_file(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0) {
    if (errno == EEXIST) return {};
    return make_error(ErrorCode::kIo,
                      path + ": cannot be made: " + std::generic_category().message(errno));
  }
  ::close(fd);
  sync_folder_of(path);
  return {};
}

void keep_to_owner(const std::string& path) {
  keep_one_to_owner(path);
  for (const std::string_view beside : kBeside) keep_one_to_owner(path + std::string(beside));
  for (const std::string& file : set_aside_files(path)) keep_one_to_owner(file);
}

void let_owner_write_beside(const std::string& path) {
  struct stat file {};
  if (stat(path.c_str(), &file) != 0 || (file.st_mode & S_IWUSR) == 0) return;
  for (const std::string_view beside : kBeside) {
    const std::string name = path + std::string(beside);
    struct stat is {};
    if (lstat(name.c_str(), &is) != 0 || !S_ISREG(is.st_mode) || is.st_uid != geteuid()) continue;
    if ((is.st_mode & S_IWUSR) == 0) (void)chmod(name.c_str(), 0600);
  }
}

Result<std::string> set_history_aside(const std::string& path) {
  for (int n = 1; n < 1000; ++n) {
    const std::string other = path + std::string(kAside) + std::to_string(n);
    std::error_code ec;
    if (std::filesystem::exists(other, ec)) continue;
    std::filesystem::rename(path, other, ec);
    if (ec) break;
    for (const std::string_view beside : kBeside) {
      std::filesystem::rename(path + std::string(beside), other + std::string(beside), ec);
    }
    return other;
  }
  return make_error(ErrorCode::kIo, path + ": damaged, and it cannot be renamed");
}

Status remove_set_aside(const std::string& path) {
  for (const std::string& file : set_aside_files(path)) {
    std::error_code ec;
    std::filesystem::remove(file, ec);
    if (ec) {
      return make_error(ErrorCode::kIo, file + ": cannot be removed: " + ec.message());
    }
  }
  return {};
}

bool begins_as_sqlite(const std::string& path) {
  return first_bytes(path, 15) == "SQLite format 3";
}

bool looks_encrypted(const std::string& path) {
  constexpr std::size_t kSample = 1024;
  // Of 256 values, 1024 random bytes show 251 on average; text shows fewer than 100.
  constexpr std::size_t kManyValues = 230;
  const std::string bytes = first_bytes(path, kSample);
  std::bitset<256> seen;
  for (const char c : bytes) seen.set(static_cast<unsigned char>(c));
  return bytes.size() == kSample && seen.count() >= kManyValues;
}

}  // namespace inkling
