#include "tools/engine_options.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace inkling {
namespace {

namespace fs = std::filesystem;

std::string default_pack() {
  const fs::path below = fs::path("packs") / "en";
  std::error_code ignored;
  if (fs::is_directory(below, ignored)) return below.string();
  // A program built inside the source tree sits a few folders below its top.
  fs::path folder = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  while (!folder.empty() && folder != folder.root_path()) {
    if (fs::is_directory(folder / below, ignored)) return (folder / below).string();
    folder = folder.parent_path();
  }
  return {};
}

}  // namespace

void add_pack_option(CLI::App* command, EngineArguments* arguments) {
  command
      ->add_option("--pack", arguments->pack,
                   "Folder of the language pack (else $INKLING_PACK, else packs/en)")
      ->type_name("FOLDER");
}

void add_history_option(CLI::App* command, EngineArguments* arguments) {
  command
      ->add_option("--history", arguments->history,
                   "History file of the person (else nothing is kept)")
      ->type_name("FILE");
}

std::string resolve_pack(const std::string& given) {
  if (!given.empty()) return given;
  const char* named = std::getenv("INKLING_PACK");
  if (named != nullptr && *named != '\0') return named;
  return default_pack();
}

void print_lost(const std::vector<Degradation>& status) {
  for (const Degradation& lost : status) {
    std::fprintf(stderr, "inkling: %s%s: %s\n", lost.left_out ? "going on without the " : "",
                 lost.part.c_str(), lost.error.message.c_str());
  }
}

Result<std::shared_ptr<Engine>> open_engine(const EngineArguments& arguments, const Clock& clock) {
  EngineOptions options;
  options.clock = &clock;
  options.pack_dir = resolve_pack(arguments.pack);
  options.history_path = arguments.history;
  // A pack that lacks something is used without it; one that is not there was named by mistake.
  std::error_code ignored;
  if (!options.pack_dir.empty() && !fs::is_directory(options.pack_dir, ignored)) {
    return make_error(ErrorCode::kNotFound,
                      options.pack_dir +
                          ": there is no such folder; name that of a language pack " +
                          "with --pack or in INKLING_PACK");
  }
  if (options.pack_dir.empty()) {
    std::fprintf(stderr,
                 "inkling: no language pack found; only what is typed and the history are "
                 "suggested (name a pack with --pack)\n");
  }
  auto engine = Engine::open(options);
  if (!engine) return engine;
  if (!options.pack_dir.empty() || !options.history_path.empty()) {
    print_lost((*engine)->status());
  }
  return engine;
}

}  // namespace inkling
