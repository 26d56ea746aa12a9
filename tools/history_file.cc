#include "tools/history_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <vector>

namespace inkling {
namespace {

namespace fs = std::filesystem;

Status check_folder_of(const std::string& path) {
  fs::path folder = fs::path(path).parent_path();
  if (folder.empty()) folder = ".";
  std::error_code ec;
  if (fs::is_directory(folder, ec)) return {};
  return make_error(ErrorCode::kNotFound,
                    path + ": there is no folder " + folder.string() + "; make it first");
}

}  // namespace

Status check_history_path(const std::string& path, WhenMissing missing) {
  std::error_code ec;
  const fs::file_status status = fs::status(path, ec);
  if (status.type() == fs::file_type::not_found) {
    if (missing == WhenMissing::kCreate) return check_folder_of(path);
    return make_error(ErrorCode::kNotFound,
                      path +
                          ": there is no such file; name the one that your keyboard was given "
                          "as --history");
  }
  if (status.type() == fs::file_type::directory) {
    return make_error(ErrorCode::kNotFound, path + ": a folder; name the history file in it");
  }
  if (::access(path.c_str(), R_OK) != 0 && errno == EACCES) {
    return make_error(ErrorCode::kNotFound,
                      path + ": you may not read it; a history can be read by its owner only");
  }
  if (status.type() != fs::file_type::regular) {
    return make_error(ErrorCode::kNotFound, path + ": no regular file, so no history");
  }
  return {};
}

Result<std::unique_ptr<History>> open_history(const std::string& path, WhenMissing missing) {
  if (Status there = check_history_path(path, missing); !there.ok()) return there.error();
  std::error_code ignored;
  if (missing == WhenMissing::kFail || fs::exists(path, ignored)) {
    const auto check = History::check_file(path);
    if (!check) return check.error();
    if (!check->intact) {
      const std::string problem =
          check->problems.empty() ? "unknown damage" : check->problems.front();
      return make_error(ErrorCode::kCorrupt, path + " is damaged: " + problem);
    }
  }
  std::vector<Error> warnings;
  History::Options options;
  options.path = path;
  auto history = History::open(options, &warnings);
  for (const Error& warning : warnings) {
    std::fprintf(stderr, "inkling: %s\n", warning.message.c_str());
  }
  const HistoryStatus status = history->status();
  if (status.in_memory) {
    return make_error(ErrorCode::kIo, path + ": cannot be used: " + status.reason);
  }
  return history;
}

}  // namespace inkling
