#include "engine/c_api/entries.h"

#include <algorithm>
#include <limits>

#include "tokenizer/utf8.h"

namespace inkling::c_api {
namespace {

// Far beyond what a keyboard opens: a caller that leaks finds out.
constexpr std::size_t kMostEngines = 256;
constexpr std::size_t kMostSessions = 4096;
constexpr uint64_t kEngineKind = 1;
constexpr uint64_t kSessionKind = 2;

}  // namespace

CancelToken Cancelling::begin(uint64_t sequence) {
  const MutexLock lock(mutex_);
  token_ = CancelToken::create();
  running_ = sequence;
  if (sequence != 0 && sequence <= cancelled_) token_.cancel();
  return token_;
}

void Cancelling::end() {
  const MutexLock lock(mutex_);
  running_ = 0;
}

void Cancelling::cancel(uint64_t sequence) {
  const MutexLock lock(mutex_);
  cancelled_ = std::max(cancelled_, sequence);
  if (running_ != 0 && running_ <= sequence) token_.cancel();
}

HandleTable<EngineEntry>& engines() {
  static auto& table =
      *std::make_unique<HandleTable<EngineEntry>>(kEngineKind, kMostEngines).release();
  return table;
}

HandleTable<SessionEntry>& sessions() {
  static auto& table =
      *std::make_unique<HandleTable<SessionEntry>>(kSessionKind, kMostSessions).release();
  return table;
}

Result<std::string> text_in(const char* what, inkling_text text) {
  constexpr auto kMost = static_cast<std::size_t>(std::numeric_limits<int32_t>::max());
  if (text.size == 0) return std::string();
  if (text.data == nullptr) {
    return make_error(ErrorCode::kInvalidArgument,
                      std::string(what) + " has a size but no data; set both or neither");
  }
  if (text.size > kMost) {
    return make_error(ErrorCode::kInvalidArgument,
                      std::string(what) + " is longer than 2 GB; pass what is near the cursor");
  }
  return repair_utf8({text.data, text.size});
}

}  // namespace inkling::c_api
