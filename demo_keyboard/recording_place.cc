#include "demo_keyboard/recording_place.h"

#include <array>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <system_error>

namespace inkling {

namespace fs = std::filesystem;

std::string new_recording(const std::string& folder) {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  std::array<char, 64> name{};
  const std::size_t length =
      std::strftime(name.data(), name.size(), "inkling-%Y%m%d-%H%M%S.jsonl", &local);
  return (fs::path(folder) / std::string(name.data(), length)).string();
}

Result<std::string> recording_path(const std::string& typed) {
  std::string path = typed;
  const char* home = std::getenv("HOME");
  if (home != nullptr && (path == "~" || path.starts_with("~/"))) path.replace(0, 1, home);
  if (path.empty())
    return make_error(ErrorCode::kInvalidArgument, "no recording: no file is named");
  std::error_code ignored;
  if (path.ends_with('/') || fs::is_directory(path, ignored)) path = new_recording(path);
  // Whoever types a name by hand seldom means to lose what is there.
  if (fs::exists(path, ignored)) {
    return make_error(ErrorCode::kInvalidArgument, "no recording: there is a " + path + " already");
  }
  return path;
}

}  // namespace inkling
