#include "demo_keyboard/fcitx5/shared_engine.h"

namespace inkling {

Result<std::shared_ptr<Engine>> SharedEngine::get() {
  const MutexLock lock(mutex_);
  if (!opened_) opened_ = Engine::open(options_);
  return *opened_;
}

}  // namespace inkling
