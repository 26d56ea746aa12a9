#include "tools/layout_option.h"

#include <cstdio>

#include "engine/layout.h"

namespace inkling {
namespace {

std::string joined_names(const char* between) {
  std::string out;
  for (const std::string& name : Layout::names()) out += (out.empty() ? "" : between) + name;
  return out;
}

std::string check_layout(const std::string& name) {
  if (Layout::find(name) != nullptr) return {};
  constexpr std::size_t kShown = 80;
  return "there is no layout \"" + name.substr(0, kShown) + "\"; there are " + joined_names(", ");
}

}  // namespace

void warn_of_layout(const std::string& source, const std::string& layout) {
  const std::string wrong = check_layout(layout);
  if (wrong.empty()) return;
  std::fprintf(stderr, "inkling: %s: %s; going on with qwerty\n", source.c_str(), wrong.c_str());
}

void add_layout_option(CLI::App* command, std::string* layout, const std::string& help) {
  // Braces, as CLI11 writes a choice: what completes the command line reads it there.
  command->add_option("--layout", *layout, help)
      ->check(CLI::Validator(check_layout, "{" + joined_names(",") + "}"))
      ->capture_default_str();
}

}  // namespace inkling
