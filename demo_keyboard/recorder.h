// Writes what is typed as a trace, line by line.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "platform/result.h"
#include "tools/trace/trace.h"

namespace inkling {

/// One recording, a file that only its owner may read. Each event is handed to the operating system
/// at once, so that little is lost in a crash. Used by one thread at a time; the destructor closes
/// the file.
class Recorder {
 public:
  /// Starts the file anew. kIo, with the path, when it cannot be written.
  static Result<std::unique_ptr<Recorder>> start(const std::string& path,
                                                 const TraceHeader& header);
  ~Recorder();
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  /// Adds an event that happened at `now_nanos` (Clock::now_nanos()); the first one is at 0 ms.
  /// Of a password field, and of one that forbids learning, nothing is written but its focus,
  /// without the text around the cursor: neither keys nor how many there were, nor when.
  /// After an error (kIo, with the path: a full disk, say) the file ends with the last whole line
  /// where the system allows it, and nothing more is to be added.
  Status add(TraceEvent event, int64_t now_nanos);
  /// Closes the file. kIo, with the path, when the system reports a late failure.
  Status finish();

 private:
  Recorder(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
  Status write_line(const std::string& line);

  std::string path_;
  int descriptor_;       // -1: closed
  int64_t written_ = 0;  // bytes of whole lines
  int64_t start_nanos_ = -1;
  bool silent_ = false;  // in a field that is not recorded
};

}  // namespace inkling
