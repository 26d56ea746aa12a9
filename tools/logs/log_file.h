// A log that is read from its beginning to its end, once.
#pragma once

#include <memory>
#include <string>

#include "platform/result.h"

namespace inkling {

/// An open file or standard input ("-"). `begin` is what was read of it to see what it is.
class LogFile {
 public:
  /// kNotFound, kIo, with the path.
  static Result<std::unique_ptr<LogFile>> open(const std::string& path);
  ~LogFile();
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] int descriptor() const { return descriptor_; }
  [[nodiscard]] const std::string& begin() const { return begin_; }
  /// The name of the file without folder and ending; "log" of standard input.
  [[nodiscard]] std::string name() const;

 private:
  LogFile(std::string path, int descriptor);

  std::string path_;
  int descriptor_;
  std::string begin_;
};

/// Opens logs by their paths; standard input once, however often it is asked for.
class StandardInput {
 public:
  /// The same as LogFile::open().
  [[nodiscard]] Result<std::shared_ptr<LogFile>> open(const std::string& path) const;

 private:
  mutable std::shared_ptr<LogFile> file_;
};

}  // namespace inkling
