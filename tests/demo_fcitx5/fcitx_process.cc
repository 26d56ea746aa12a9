#include "tests/demo_fcitx5/fcitx_process.h"

#include <fcitx-config/rawconfig.h>
#include <fcitx-utils/testing.h>
#include <fcitx/addonmanager.h>
#include <fcitx/inputmethodgroup.h>
#include <fcitx/inputmethodmanager.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <vector>

#include "tests/temp_folder.h"

namespace inkling {
namespace {

const std::string& home() {
  static const TempFolder folder;
  static const std::string path = folder.path();
  return path;
}

void set_environment() {
  // Loads the addon from the build folder and the user interface for tests from fcitx's own.
  fcitx::setupTestingEnvironment(INKLING_BINARY_DIR, {"fcitx5/lib", "/usr/lib"}, {"fcitx5/share"});
  ::unsetenv("SKIP_FCITX_USER_PATH");
  ::setenv("FCITX_CONFIG_HOME", (home() + "/config/fcitx5").c_str(), 1);
  ::setenv("XDG_CONFIG_HOME", (home() + "/config").c_str(), 1);
  ::setenv("FCITX_DATA_HOME", (home() + "/data/fcitx5").c_str(), 1);
  ::setenv("XDG_DATA_HOME", (home() + "/data").c_str(), 1);
}

}  // namespace

std::string fresh_home() {
  for (const auto& entry : std::filesystem::directory_iterator(home())) {
    std::filesystem::remove_all(entry.path());
  }
  for (const char* name : {"/config/fcitx5/conf", "/data"}) {
    std::filesystem::create_directories(home() + name);
  }
  return home();
}

FcitxProcess::FcitxProcess() {
  set_environment();
  std::promise<void> started;
  thread_ = std::thread([this, &started] {
    std::string name = "fcitx5";
    std::string disable = "--disable=all";
    std::string enable = "--enable=inkling";
    std::array<char*, 3> arguments = {name.data(), disable.data(), enable.data()};
    instance_ =
        std::make_unique<fcitx::Instance>(static_cast<int>(arguments.size()), arguments.data());
    instance_->addonManager().registerDefaultLoader(nullptr);  // of shared libraries
    dispatcher_ = std::make_unique<fcitx::EventDispatcher>();
    dispatcher_->attach(&instance_->eventLoop());
    dispatcher_->schedule([this, &started] {
      fcitx::InputMethodGroup group = instance_->inputMethodManager().currentGroup();
      group.inputMethodList().clear();
      group.inputMethodList().emplace_back("inkling");
      group.setDefaultInputMethod("inkling");
      instance_->inputMethodManager().setGroup(std::move(group));
      started.set_value();
    });
    instance_->exec();
    dispatcher_.reset();
    instance_.reset();
  });
  started.get_future().wait();
}

FcitxProcess::~FcitxProcess() {
  dispatcher_->schedule([this] { instance_->exit(); });
  thread_.join();
}

void FcitxProcess::on_loop(const std::function<void()>& what) {
  std::promise<void> done;
  dispatcher_->schedule([&what, &done] {
    what();
    done.set_value();
  });
  done.get_future().wait();
}

bool FcitxProcess::until(const std::function<bool()>& holds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  bool met = false;
  while (!met && std::chrono::steady_clock::now() < end) {
    on_loop([&met, &holds] { met = holds(); });
    if (!met) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return met;
}

void FcitxProcess::configure(const std::string& option, const std::string& value) {
  on_loop([this, &option, &value] {
    fcitx::RawConfig config;
    config.setValueByPath(option, value);
    instance_->addonManager().addon("inkling", true)->setConfig(config);
  });
}

}  // namespace inkling
