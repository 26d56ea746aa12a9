#include "tools/replay/progress_bar.h"

#include <unistd.h>

#include <cmath>
#include <cstdio>

namespace inkling {
namespace {

constexpr double kEveryMicros = 1e5;
constexpr std::size_t kWidth = 24;

}  // namespace

std::string progress_line(std::size_t done, std::size_t all, double seconds) {
  const double share = all == 0 ? 1 : static_cast<double>(done) / static_cast<double>(all);
  const auto filled = static_cast<std::size_t>(share * kWidth);
  std::string out = "replaying " + std::to_string(done) + " of " + std::to_string(all) + " [" +
                    std::string(filled, '#') + std::string(kWidth - filled, ' ') + "]";
  if (done > 0 && done < all) {
    const double left = seconds / share - seconds;
    out += " " + std::to_string(std::lround(std::ceil(left))) + " s left";
  }
  return out;
}

ProgressBar::ProgressBar(std::size_t all)
    : all_(all), shown_(all > 1 && ::isatty(STDERR_FILENO) == 1) {}

ProgressBar::~ProgressBar() {
  if (shown_) std::fputs("\r\033[K", stderr);
}

void ProgressBar::step() {
  const MutexLock lock(mutex_);
  ++done_;
  const double now = watch_.micros();
  if (!shown_ || (now < next_ && done_ < all_)) return;
  next_ = now + kEveryMicros;
  std::fprintf(stderr, "\r\033[K%s", progress_line(done_, all_, now / 1e6).c_str());
  std::fflush(stderr);
}

}  // namespace inkling
