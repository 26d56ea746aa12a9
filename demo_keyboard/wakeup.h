// Wakes a loop that polls, from any thread and from signal handlers.
#pragma once

namespace inkling {

/// A descriptor that becomes readable. Aborts when the system has none left.
class Wakeup {
 public:
  Wakeup();
  ~Wakeup();
  Wakeup(const Wakeup&) = delete;
  Wakeup& operator=(const Wakeup&) = delete;

  /// Any thread, and signal handlers; does not wait.
  void wake() const;
  /// For poll(); ready after wake() until clear().
  [[nodiscard]] int descriptor() const { return descriptor_; }
  void clear() const;

 private:
  int descriptor_;
};

}  // namespace inkling
