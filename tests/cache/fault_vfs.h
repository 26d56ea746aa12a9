// A disk that fails when a test says so.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>

namespace inkling {

/// While it lives, SQLite's default way to files: the usual one with faults put in. Thread-safe.
/// One at a time; files that are opened while it lives must be closed before it goes.
class FaultVfs {
 public:
  enum class Call { kOpen, kRead, kWrite, kSync, kTruncate, kLock, kSharedMemory, kDelete };
  static constexpr std::size_t kCalls = 8;
  enum class Fault {
    kError,       // the call's own: SQLITE_IOERR_WRITE and so on
    kFull,        // no space left on the disk
    kShortWrite,  // the first half is written, then the disk is full
  };

  FaultVfs();
  ~FaultVfs();
  FaultVfs(const FaultVfs&) = delete;
  FaultVfs& operator=(const FaultVfs&) = delete;

  /// The nth such call from now on fails, counted from 1, and all behind it unless `once`.
  void fail(Call call, int nth, Fault fault, bool once);
  /// At the nth write from now on the power fails: nothing works any more.
  void cut_power(int nth_write);
  void heal();
  /// Did any call fail since the fault was asked for?
  [[nodiscard]] bool fired() const;
  /// All files become what they were when they were last synced. Closed ones only.
  void lose_what_was_not_synced();
  void delay_writes(std::chrono::milliseconds by);

  struct Hooks;  // what SQLite calls

 private:
  struct Plan {
    int nth = 0;  // 0: none
    int seen = 0;
    Fault fault = Fault::kError;
    bool once = false;
  };
  /// Is this call to fail, and how? True: yes.
  bool fails(Call call, Fault* fault);
  void synced(const std::string& path);

  mutable std::mutex mutex_;
  std::array<Plan, kCalls> plans_;
  bool without_power_ = false;
  bool power_plan_ = false;
  bool fired_ = false;
  std::atomic<std::chrono::milliseconds> delay_{std::chrono::milliseconds(0)};
  std::map<std::string, std::string> safe_;  // what is on the platter, by path
};

}  // namespace inkling
