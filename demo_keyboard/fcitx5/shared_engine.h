// One engine for all text fields of all applications.
#pragma once

#include <memory>
#include <optional>

#include "engine/inkling.h"
#include "platform/mutex.h"
#include "platform/result.h"

namespace inkling {

/// Opens the engine for whoever asks first; the others wait, and get the same one. Any thread.
class SharedEngine {
 public:
  explicit SharedEngine(EngineOptions options) : options_(std::move(options)) {}
  Result<std::shared_ptr<Engine>> get();
  [[nodiscard]] const EngineOptions& options() const { return options_; }

 private:
  const EngineOptions options_;
  Mutex mutex_;
  std::optional<Result<std::shared_ptr<Engine>>> opened_ INKLING_GUARDED_BY(mutex_);
};

}  // namespace inkling
