// Cooperative cancellation: a long computation polls a token between steps.
#pragma once

#include <atomic>
#include <memory>

namespace inkling {

/// A flag shared between the one who asks to stop and the one who polls. Thread-safe; a default
/// token is never cancelled and costs nothing.
class CancelToken {
 public:
  CancelToken() = default;
  static CancelToken create() {
    CancelToken token;
    token.flag_ = std::make_shared<std::atomic<bool>>(false);
    return token;
  }
  void cancel() const {
    if (flag_) flag_->store(true, std::memory_order_relaxed);
  }
  [[nodiscard]] bool cancelled() const { return flag_ && flag_->load(std::memory_order_relaxed); }

 private:
  std::shared_ptr<std::atomic<bool>> flag_;
};

}  // namespace inkling
