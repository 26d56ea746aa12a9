// What ids of the C interface stand for.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "engine/c_api/errors.h"
#include "engine/c_api/handle_table.h"
#include "engine/inkling.h"
#include "engine/inkling_c.h"
#include "engine/text_edit.h"
#include "platform/cancel.h"
#include "platform/mutex.h"

namespace inkling::c_api {

struct EngineEntry {
  std::shared_ptr<Engine> engine;
};

/// Which suggest calls are to give up. Thread-safe.
class Cancelling {
 public:
  /// A call with this sequence begins; 0 is never cancelled.
  CancelToken begin(uint64_t sequence);
  void end();
  /// Calls with this sequence or an older one give up, those that are still to come included.
  void cancel(uint64_t sequence);

 private:
  Mutex mutex_;
  uint64_t cancelled_ INKLING_GUARDED_BY(mutex_) = 0;  // this sequence and all older ones
  uint64_t running_ INKLING_GUARDED_BY(mutex_) = 0;    // 0: none that can be cancelled
  CancelToken token_ INKLING_GUARDED_BY(mutex_);
};

struct SessionEntry {
  explicit SessionEntry(const std::shared_ptr<Engine>& of, const SessionOptions& options)
      : engine(of), session(of, options) {}

  const std::shared_ptr<Engine> engine;
  Cancelling cancelling;

  Mutex mutex;  // one call at a time
  bool closed INKLING_GUARDED_BY(mutex) = false;
  Session session INKLING_GUARDED_BY(mutex);
  // What the last call handed out.
  TextEdit edit INKLING_GUARDED_BY(mutex);
  Commit commit INKLING_GUARDED_BY(mutex);
  std::string phrase INKLING_GUARDED_BY(mutex);
  std::string composing_after INKLING_GUARDED_BY(mutex);
  WordChoices word INKLING_GUARDED_BY(mutex);
};

/// Both tables live as long as the process: threads may be in the middle of a call when it ends.
HandleTable<EngineEntry>& engines();
HandleTable<SessionEntry>& sessions();

/// Text of the caller, repaired. kInvalidArgument when there are bytes but no pointer.
Result<std::string> text_in(const char* what, inkling_text text);
inline inkling_text text_out(const std::string& text) { return {text.data(), text.size()}; }
inline inkling_status fail_null(const char* what) noexcept {
  return fail(INKLING_INVALID_ARGUMENT, what);
}

/// Runs `call` on an open engine: inkling_status(Engine&).
template <typename Call>
inkling_status with_engine(inkling_engine id, Call&& call) noexcept {
  return guarded([&] {
    const auto entry = engines().find(id);
    if (entry == nullptr) return fail_closed("engine");
    return call(*entry->engine);
  });
}

/// Runs `call` on an open session when the calls before it are done: inkling_status(SessionEntry&).
template <typename Call>
inkling_status with_session(inkling_session id, Call&& call) noexcept {
  return guarded([&] {
    const auto entry = sessions().find(id);
    if (entry == nullptr) return fail_closed("session");
    const MutexLock lock(entry->mutex);
    // It may have been closed while this call waited.
    if (entry->closed) return fail_closed("session");
    return call(*entry);
  });
}

}  // namespace inkling::c_api
