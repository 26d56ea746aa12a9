// inkling_keyboard: the demo keyboard in a window.
#include <QApplication>
#include <QFontDatabase>
#include <QScreen>
#include <QTimer>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <optional>

#include "demo_keyboard/window/command_line.h"
#include "demo_keyboard/window/keyboard_window.h"
#include "demo_keyboard/window/process_age.h"
#include "demo_keyboard/window/signal_closer.h"
#include "tokenizer/utf8.h"
#include "tools/command.h"
#include "tools/engine_options.h"

namespace inkling {
namespace {

int complain(const std::string& message, int code) {
  std::fprintf(stderr, "inkling_keyboard: %s\n", message.c_str());
  return code;
}

/// Fonts that suit keys, where the desktop has no wish of its own.
void choose_font(double points) {
  QFont font = QApplication::font();
  if (font.family() == QLatin1String("Sans Serif") || font.family() == QLatin1String("Sans")) {
    for (const char* family : {"Inter", "Noto Sans", "Open Sans"}) {
      if (!QFontDatabase::hasFamily(QLatin1String(family))) continue;
      font.setFamily(QLatin1String(family));
      break;
    }
  }
  font.setPointSizeF(points > 0 ? points : std::max(font.pointSizeF(), 10.5));
  QApplication::setFont(font);
}

bool dark_desktop() { return QApplication::palette().color(QPalette::Window).lightness() < 128; }

/// Types `text` with touches in the middle of the keys.
void type_text(KeyboardWindow* window, const std::string& layout, const std::string& text) {
  const Layout& keys = *Layout::find(layout);
  for (std::size_t at = 0; at < text.size();) {
    std::string character;
    const char32_t c = next_code_point(text, &at);
    append_utf8(c, &character);
    std::optional<Touch> touch;
    if (const auto center = keys.center(c)) touch = Touch{center->x, center->y};
    window->controller().key(character, touch);
  }
  window->refresh();
}

/// Saves the picture and leaves the program.
void take_screenshot(KeyboardWindow* window, const CommandLine& line) {
  const std::string& path = line.screenshot;
  if (line.emoji) window->show_emoji(true);
  QApplication::processEvents();  // other parts take other places
  if (line.why) window->explain(-1);
  const KeyboardView view = window->controller().view();
  if (const auto at = (view.text + view.right).find(line.tap);
      !line.tap.empty() && at < std::string::npos) {
    window->controller().look_at(at + line.tap.size());
    window->controller().wait_until_idle();
    window->refresh();
  }
  const bool saved = window->grab().save(QString::fromStdString(path));
  window->close();
  QApplication::exit(saved ? kExitDone
                           : complain(path + ": cannot write the picture; name a .png file in a "
                                             "folder that can be written",
                                      kExitFailed));
}

int run(int argc, char** argv) {
  CommandLine line;
  if (const auto code = parse_command_line(argc, argv, &line)) return *code;
  std::optional<Trace> trace;
  if (!line.play.empty()) {
    auto read = read_trace(line.play);
    if (!read) return complain(read.error().message, exit_code_of(read.error()));
    trace = *std::move(read);
  }
  int qt_arguments = 1;
  const QApplication app(qt_arguments, argv);
  QApplication::setStyle(QStringLiteral("Fusion"));
  choose_font(line.font_size);

  WindowOptions options;
  options.keyboard.engine.pack_dir = resolve_pack(line.engine.pack);
  options.keyboard.engine.history_path = line.engine.history;
  options.keyboard.session.layout = line.layout;
  options.keyboard.session.no_learning = line.incognito;
  options.keyboard.session.double_space_stop = true;
  options.keyboard.emoji_apart = true;
  options.keyboard.deadline_ms = line.deadline_ms;
  options.bundled_trace = find_above("demo_keyboard/traces/demo.jsonl");
  options.panel = line.panel;
  options.theme = QString::fromStdString(
      !line.theme.empty() ? line.theme : std::string(dark_desktop() ? "dark" : "light"));
  if (line.time_first_frame) {
    options.on_first_frame = [] {
      std::printf("first frame: %.0f ms after the process began\n", process_age_millis());
      std::fflush(stdout);
    };
  }
  KeyboardWindow window(std::move(options));
  // Nothing is beyond the edge of a small screen.
  window.resize(window.sizeHint().boundedTo(window.screen()->availableSize()));
  window.show();
  const SignalCloser closer(&window);
  if (!line.type.empty()) type_text(&window, line.layout, line.type);
  if (trace) window.controller().play(*std::move(trace), line.speed);
  if (!line.screenshot.empty()) {
    QTimer::singleShot(line.after_ms, &window,
                       [&window, &line] { take_screenshot(&window, line); });
  }
  return QApplication::exec();
}

}  // namespace
}  // namespace inkling

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return inkling::run(argc, argv);
  } catch (const std::exception& error) {
    return inkling::complain(error.what(), inkling::kExitFailed);
  }
}
