#include "demo_keyboard/wakeup.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace inkling {

Wakeup::Wakeup() : descriptor_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  if (descriptor_ >= 0) return;
  std::perror("inkling: no event descriptor is left");
  std::abort();
}

Wakeup::~Wakeup() { ::close(descriptor_); }

void Wakeup::wake() const {
  const int before = errno;  // a signal handler must leave it alone
  const uint64_t one = 1;
  // It cannot fail but for a full counter, and that wakes as well.
  [[maybe_unused]] const ssize_t wrote = ::write(descriptor_, &one, sizeof one);
  errno = before;
}

void Wakeup::clear() const {
  uint64_t count = 0;
  [[maybe_unused]] const ssize_t got = ::read(descriptor_, &count, sizeof count);
}

}  // namespace inkling
