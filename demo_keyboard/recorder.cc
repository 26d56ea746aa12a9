#include "demo_keyboard/recorder.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

namespace inkling {
namespace {

Error io_error(const std::string& path, const char* what, int code) {
  return make_error(ErrorCode::kIo, path + ": " + what + ": " + std::strerror(code));
}

}  // namespace

Result<std::unique_ptr<Recorder>> Recorder::start(const std::string& path,
                                                  const TraceHeader& header) {
  constexpr mode_t kOwnerOnly = 0600;
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kOwnerOnly);
  if (descriptor < 0) return io_error(path, "cannot start a recording here", errno);
  std::unique_ptr<Recorder> recorder(
      new Recorder(path, descriptor));  // NOLINT: private constructor
  if (auto written = recorder->write_line(header_line(header)); !written) return written.error();
  return recorder;
}

Recorder::~Recorder() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Status Recorder::add(TraceEvent event, int64_t now_nanos) {
  constexpr double kNanosPerMilli = 1e6;
  if (event.kind == EventKind::kFocus) {
    silent_ = event.field == FieldKind::kPassword || event.no_learning;
    if (silent_) event.left = event.right = {};
  } else if (silent_) {
    return {};
  }
  if (start_nanos_ < 0) start_nanos_ = now_nanos;
  // Whole milliseconds: enough to play it back.
  event.t = static_cast<double>(
      static_cast<int64_t>(static_cast<double>(now_nanos - start_nanos_) / kNanosPerMilli));
  return write_line(event_line(event));
}

Status Recorder::write_line(const std::string& line) {
  const std::string text = line + "\n";
  std::string_view rest = text;
  while (!rest.empty()) {
    const ssize_t wrote = ::write(descriptor_, rest.data(), rest.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) {
      const int code = wrote < 0 ? errno : ENOSPC;
      // Half a line would make the whole trace unreadable. A device cannot be cut, and need not be.
      if (::ftruncate(descriptor_, written_) != 0) errno = code;
      return io_error(path_, "the recording stopped, for this could not be written", code);
    }
    rest.remove_prefix(static_cast<std::size_t>(wrote));
  }
  written_ += static_cast<int64_t>(text.size());
  return {};
}

Status Recorder::finish() {
  const int descriptor = std::exchange(descriptor_, -1);
  if (::close(descriptor) != 0) return io_error(path_, "the recording may be incomplete", errno);
  return {};
}

}  // namespace inkling
