// inkling pack: makes, shows and verifies language packs.
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "engine/inkling.h"
#include "platform/file.h"
#include "tokenizer/wordpiece_tokenizer.h"
#include "tools/command.h"
#include "tools/json_output.h"
#include "tools/pack/lexicon_builder.h"
#include "tools/pack/pack_manifest.h"
#include "tools/pack_actions.h"

namespace inkling {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kLexiconName = "lexicon.bin";

struct PackArguments {
  std::string folder;
  BuildOptions build;
  PackDescription description;
  bool json = false;
};

int run_build(const PackArguments& arguments) {
  auto built = build_lexicon(arguments.build);
  if (!built) return fail(built.error());
  const auto& [bytes, report] = *built;
  for (const std::string& warning : report.warnings) {
    std::fprintf(stderr, "inkling: %s\n", warning.c_str());
  }
  std::error_code failed;
  fs::create_directories(arguments.folder, failed);
  if (failed) {
    return fail(
        make_error(ErrorCode::kIo, arguments.folder + ": cannot be made: " + failed.message()));
  }
  const std::string path = (fs::path(arguments.folder) / kLexiconName).string();
  const std::string_view contents(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (auto written = write_file_atomic(path, contents); !written) return fail(written.error());
  fs::permissions(path, fs::perms::group_read | fs::perms::others_read, fs::perm_options::add,
                  failed);
  if (auto done = refresh_manifest(arguments.folder, arguments.description, report.sources);
      !done) {
    return fail(done.error());
  }
  std::printf("%s: %zu words (%zu offensive), %zu nodes, %.2f MB, from %zu sources\n", path.c_str(),
              report.words, report.offensive, report.nodes, static_cast<double>(report.bytes) / 1e6,
              report.sources.size());
  return kExitDone;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

int run_info(const PackArguments& arguments) {
  const auto manifest = read_manifest(arguments.folder);
  if (!manifest) return fail(manifest.error());
  if (arguments.json) {
    Json json = manifest->to_json();
    json["total_bytes"] = manifest->total_bytes();
    return print_json(json) ? kExitDone : kExitFailed;
  }
  std::printf("name       %s\nversion    %s\nlanguages  %s\nlicence    %s\nsources    %s\n",
              manifest->name.c_str(), manifest->version.c_str(),
              joined(manifest->languages).c_str(), manifest->licence.c_str(),
              joined(manifest->sources).c_str());
  for (const PackFile& file : manifest->files) {
    std::printf("%10.2f MB  %s\n", static_cast<double>(file.bytes) / 1e6, file.name.c_str());
  }
  std::printf("%10.2f MB  in all\n", static_cast<double>(manifest->total_bytes()) / 1e6);
  return kExitDone;
}

/// Parts that are there but do not open, one sentence each.
std::vector<std::string> unopened_parts(const std::string& folder) {
  static const std::map<std::string, std::string, std::less<>> kFileOfPart = {
      {"lexicon", kLexiconName}, {"tokenizer", "tokenizer.model"}, {"model", "model.safetensors"},
      {"ngrams", "ngrams.bin"},  {"decoder", "decoder.json"},      {"language", "language.json"}};
  EngineOptions options;
  options.pack_dir = folder;
  const auto engine = Engine::open(options);
  if (!engine) return {folder + ": " + engine.error().message};
  std::vector<std::string> problems;
  for (const Degradation& lost : (*engine)->status()) {
    if (!lost.left_out) {
      std::fprintf(stderr, "inkling: %s: %s\n", lost.part.c_str(), lost.error.message.c_str());
      continue;
    }
    const auto known = kFileOfPart.find(lost.part);
    std::string file = known == kFileOfPart.end() ? lost.part : known->second;
    if (lost.part == "tokenizer" && fs::exists(fs::path(folder) / kVocabularyName)) {
      file = kVocabularyName;
    }
    const fs::path path = fs::path(folder) / file;
    std::error_code ignored;
    if (lost.error.code == ErrorCode::kNotFound && !fs::exists(path, ignored)) {
      // A pack may do without a part; only what it holds must be whole.
      std::fprintf(stderr, "inkling: the pack has no %s\n", lost.part.c_str());
      continue;
    }
    problems.push_back(path.string() + ": does not open: " + lost.error.message);
  }
  return problems;
}

int run_verify(const PackArguments& arguments) {
  const auto manifest = read_manifest(arguments.folder);
  if (!manifest) return fail(manifest.error());
  std::vector<std::string> unlisted;
  std::vector<std::string> problems = compare_with_folder(*manifest, arguments.folder, &unlisted);
  for (const std::string& name : unlisted) {
    std::fprintf(stderr, "inkling: %s is not named in %s\n", name.c_str(), kManifestName);
  }
  if (problems.empty()) problems = unopened_parts(arguments.folder);
  for (const std::string& problem : problems) {
    std::fprintf(stderr, "inkling: %s\n", problem.c_str());
  }
  if (arguments.json) {
    const Json json = {
        {"whole", problems.empty()}, {"files", manifest->files.size()}, {"problems", problems}};
    if (!print_json(json)) return kExitFailed;
  } else if (problems.empty()) {
    std::printf("%s: whole, %zu files, %.2f MB\n", arguments.folder.c_str(), manifest->files.size(),
                static_cast<double>(manifest->total_bytes()) / 1e6);
  }
  return problems.empty() ? kExitDone : kExitBadInput;
}

int run_manifest(const PackArguments& arguments) {
  std::error_code ignored;
  if (!fs::is_directory(arguments.folder, ignored)) {
    return fail(make_error(ErrorCode::kNotFound, arguments.folder + ": there is no such folder"));
  }
  if (auto done = refresh_manifest(arguments.folder, arguments.description, {}); !done) {
    return fail(done.error());
  }
  return kExitDone;
}

}  // namespace

void add_pack_command(CLI::App* app, int* exit_code) {
  CLI::App* pack = app->add_subcommand("pack", "Make, show, verify and convert language packs");
  pack->require_subcommand(1);
  const auto add_action = [pack](const char* name, const char* help) {
    return std::make_pair(pack->add_subcommand(name, help), std::make_shared<PackArguments>());
  };

  auto [build, build_args] = add_action("build", "Build lexicon.bin from word lists");
  build->add_option("--lists", build_args->build.lists_dir, "Folder of word lists")
      ->type_name("FOLDER")
      ->required();
  build->add_option("--cases", build_args->build.cases_path, "TSV of true cases")
      ->type_name("FILE");
  build->add_option("--unigrams", build_args->build.unigrams_path, "TSV of words and counts")
      ->type_name("FILE");
  build
      ->add_option("--joined", build_args->build.joined_path,
                   "TSV of words that could be two, their counts, those of the two")
      ->type_name("FILE");
  build->add_option("--typos", build_args->build.typos_dir, "Folder of misspellings")
      ->type_name("FOLDER");
  build->add_option("--max-words", build_args->build.max_words, "Most words to keep");
  build->add_option("--max-bytes", build_args->build.max_bytes, "Largest lexicon, bytes");
  build->add_option("--out", build_args->folder, "Folder of the pack")
      ->type_name("FOLDER")
      ->required();
  add_description_options(build, &build_args->description);
  on_run(build, exit_code, [args = build_args] { return run_build(*args); });

  auto [info, info_args] = add_action("info", "What a pack is");
  info->add_option("PACK_DIR", info_args->folder, "Folder of the pack")->required();
  info->add_flag("--json", info_args->json, "Print JSON");
  on_run(info, exit_code, [args = info_args] { return run_info(*args); });

  auto [verify, verify_args] = add_action("verify", "Is every file whole, does each part open?");
  verify->add_option("PACK_DIR", verify_args->folder, "Folder of the pack")->required();
  verify->add_flag("--json", verify_args->json, "Print JSON");
  on_run(verify, exit_code, [args = verify_args] { return run_verify(*args); });

  auto [manifest, manifest_args] = add_action("manifest", "Refresh the hashes in pack.json");
  manifest->add_option("PACK_DIR", manifest_args->folder, "Folder of the pack")->required();
  add_description_options(manifest, &manifest_args->description);
  on_run(manifest, exit_code, [args = manifest_args] { return run_manifest(*args); });

  add_pack_convert(pack, exit_code);
  add_pack_ask(pack, exit_code);
}

}  // namespace inkling
