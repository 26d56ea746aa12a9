// Logs of any bytes: they are refused, or what comes of them is a trace.
#include <string>
#include <vector>

#include "tests/fuzz/input.h"
#include "tools/logs/import_logs.h"
#include "tools/trace/trace.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  using namespace inkling;
  static const FuzzFolder folder;
  const std::string path =
      folder.write("log", std::string_view(reinterpret_cast<const char*>(data), size));
  ImportCounts counts;
  const auto sink = [](const std::string& name, const std::vector<TraceEvent>& events) -> Status {
    require(!name.empty() && !events.empty());
    TraceParser parser;
    require(parser.parse(header_line({}), 1).ok());
    for (const TraceEvent& event : events) require(parser.parse(event_line(event), 2).ok());
    return {};
  };
  const Status read = import_logs({path}, std::nullopt, sink, &counts);
  require(read || read.error().message.find(folder.path()) != std::string::npos);
  return 0;
}
