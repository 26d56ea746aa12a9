#include "tools/replay/replay_all.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>
#include <utility>

#include "cache/history/history.h"
#include "platform/mutex.h"
#include "tools/layout_option.h"
#include "tools/replay/progress_bar.h"

namespace inkling {
namespace {

/// What the threads share.
class Work {
 public:
  explicit Work(const ReplayJob& job) : job_(job), bar_(job.traces.size()) {}

  void run() {
    TraceClock clock;  // outlives the engine
    ReplayOptions options = job_.options;
    if (!job_.keep_history) options.clock = &clock;
    auto engine = open(job_.keep_history ? Clock::system() : clock);
    if (!engine) return fail(engine.error());
    ReplayRun run;
    for (std::size_t i = next_++; i < job_.traces.size() && !failed_; i = next_++) {
      const std::string& path = job_.traces[i];
      const auto trace = read_trace(path);
      if (!trace) return fail(trace.error());
      warn_of_layout(path, trace->header.layout);
      clock.set(0);
      replay_trace(*engine, *trace, path, options, &run);
      if (!job_.keep_history) (void)(*engine)->history().clear();
      bar_.step();
    }
    if (auto written = (*engine)->history().flush(); !written) return fail(written.error());
    const MutexLock lock(mutex_);
    sum_.add(run);
  }

  Result<ReplayRun> result() {
    const MutexLock lock(mutex_);
    if (error_) return *error_;
    sum_.sample.sort();
    return std::move(sum_);
  }

 private:
  Result<std::shared_ptr<Engine>> open(const Clock& clock) {
    const MutexLock lock(mutex_);
    return job_.open(clock);
  }
  void fail(const Error& error) {
    failed_ = true;
    const MutexLock lock(mutex_);
    if (!error_) error_ = error;
  }

  const ReplayJob& job_;
  ProgressBar bar_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> failed_ = false;
  Mutex mutex_;
  ReplayRun sum_ INKLING_GUARDED_BY(mutex_);
  std::optional<Error> error_ INKLING_GUARDED_BY(mutex_);
};

}  // namespace

Result<ReplayRun> replay_all(const ReplayJob& job) {
  Work work(job);
  const std::size_t threads =
      job.keep_history
          ? 1
          : std::clamp<std::size_t>(job.threads, 1, std::max<std::size_t>(1, job.traces.size()));
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < threads; ++i) others.emplace_back([&work] { work.run(); });
  work.run();
  for (std::thread& other : others) other.join();
  return work.result();
}

}  // namespace inkling
