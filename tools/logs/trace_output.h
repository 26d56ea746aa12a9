// Where imported traces go: a folder, a file, or standard output.
#pragma once

#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "platform/result.h"
#include "tools/trace/trace.h"

namespace inkling {

/// "-" is standard output; a name that ends in .jsonl, or of a file that is there, is one file,
/// which appears when it is whole; anything else is a folder, made where it is missing, that gets a
/// file NAME.jsonl for each trace. Used by one thread.
class TraceOutput {
 public:
  /// `header` is that of each trace; its source gets the name of the trace behind it.
  TraceOutput(std::string path, TraceHeader header);
  ~TraceOutput();
  TraceOutput(const TraceOutput&) = delete;
  TraceOutput& operator=(const TraceOutput&) = delete;

  /// Adds a text, whose times begin at 0, behind what the trace has already. kInvalidArgument for a
  /// second trace where there is only one file; kIo, with the path.
  Status add(const std::string& name, std::vector<TraceEvent> events);
  Status finish();
  [[nodiscard]] std::size_t traces() const { return ends_.size(); }

 private:
  Status write(const std::string& name, bool first, const std::string& text);

  std::string path_;
  TraceHeader header_;
  bool folder_;
  std::ofstream file_;                  // the one file, which is written under another name
  std::map<std::string, double> ends_;  // of each trace so far: its last time
};

}  // namespace inkling
