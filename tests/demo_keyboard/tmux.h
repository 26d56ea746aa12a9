// A program in a terminal that a test sees and resizes: a pane of tmux, with a server of its own.
#pragma once

#include <string>

namespace inkling {

/// Gone, with all that runs in it, at the end of its life. Used by one thread.
class Tmux {
 public:
  static bool installed();

  /// Runs the shell command `command` in `folder`, in a pane of `columns` by `rows`.
  Tmux(const std::string& folder, int columns, int rows, const std::string& command);
  ~Tmux();
  Tmux(const Tmux&) = delete;
  Tmux& operator=(const Tmux&) = delete;

  /// Types `text` as it stands, escape sequences included.
  void type(const std::string& text) const;
  /// Presses a key by tmux's name for it: "Tab", "BSpace", "M-1", "F3".
  void press(const std::string& key) const;
  void resize(int columns, int rows) const;
  /// What stands on the screen; with `looks`, the escape sequences of bold, dim and so on.
  [[nodiscard]] std::string screen(bool looks = false) const;
  /// Waits until `text` stands on the screen; false when it does not within ten seconds.
  [[nodiscard]] bool shows(const std::string& text) const;
  /// Waits until it does not; false when it still does after ten seconds.
  [[nodiscard]] bool hides(const std::string& text) const;

 private:
  std::string run(const std::string& arguments) const;

  std::string server_;
};

/// `text` as one word of a shell command.
std::string shell_word(const std::string& text);

}  // namespace inkling
