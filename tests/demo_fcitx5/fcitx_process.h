// fcitx itself, in the test's process and without a display.
#pragma once

#include <fcitx-utils/eventdispatcher.h>
#include <fcitx/instance.h>

#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace inkling {

/// Where this process keeps what fcitx and the addon write; the same for all its tests, because
/// fcitx looks once. Empties it.
std::string fresh_home();

/// Runs an Instance on a thread of its own, with nothing but the addon under test. All that is
/// fcitx's belongs on that thread: use on_loop().
class FcitxProcess {
 public:
  FcitxProcess();
  /// Stops it, and joins.
  ~FcitxProcess();
  FcitxProcess(const FcitxProcess&) = delete;
  FcitxProcess& operator=(const FcitxProcess&) = delete;

  /// Runs `what` on fcitx's thread and waits for it.
  void on_loop(const std::function<void()>& what);
  /// Lets fcitx's loop turn until `holds` on its thread; false after ten seconds.
  bool until(const std::function<bool()>& holds);
  /// Sets one option of the addon.
  void configure(const std::string& option, const std::string& value);
  fcitx::Instance& instance() { return *instance_; }

 private:
  void run();

  std::unique_ptr<fcitx::Instance> instance_;
  std::unique_ptr<fcitx::EventDispatcher> dispatcher_;
  std::thread thread_;
};

}  // namespace inkling
