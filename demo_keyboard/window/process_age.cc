#include "demo_keyboard/window/process_age.h"

#include <unistd.h>

#include <ctime>
#include <fstream>
#include <sstream>
#include <string>

namespace inkling {
namespace {

constexpr int kFieldsBeforeStart = 19;  // between the name and the start time, see proc(5)

}  // namespace

double process_age_millis() {
  std::ifstream file("/proc/self/stat");
  std::string text;
  std::getline(file, text);
  // The name is in parentheses and may hold spaces.
  const auto name_end = text.rfind(')');
  if (name_end == std::string::npos) return -1;
  std::istringstream fields(text.substr(name_end + 1));
  std::string skipped;
  for (int i = 0; i < kFieldsBeforeStart; ++i) fields >> skipped;
  double start_ticks = -1;
  if (!(fields >> start_ticks)) return -1;
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);
  const double now_millis =
      static_cast<double>(now.tv_sec) * 1000 + static_cast<double>(now.tv_nsec) / 1e6;
  return now_millis - start_ticks * 1000 / static_cast<double>(sysconf(_SC_CLK_TCK));
}

}  // namespace inkling
