#include "tools/pack/words_of_pack.h"

#include <array>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <system_error>

#include "platform/file.h"
#include "tools/pack/pack_manifest.h"

namespace inkling {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kDecoderName = "decoder.json";
// Sections of decoder.json that speak of fingers, letters and the person.
constexpr std::array kSections = {"channel", "spelling", "letters", "history"};
// Numbers of the section "ranking" that speak of words.
constexpr std::array kRanking = {
    "unknown_share",    "unknown_letters",       "unknown_start",         "unknown_per_letter",
    "completion_first", "completion_per_letter", "unfinished_per_letter", "language_stays"};

Result<std::string> decoder_of(const std::string& folder) {
  const std::string path = folder + "/" + kDecoderName;
  const auto text = read_file(path);
  if (!text) {
    if (text.error().code == ErrorCode::kNotFound) return std::string();
    return text.error();
  }
  const Json json = Json::parse(*text, nullptr, false);
  if (!json.is_object()) return make_error(ErrorCode::kCorrupt, path + ": not a JSON object");
  Json out = Json::object();
  for (const char* section : kSections) {
    if (json.contains(section)) out[section] = json[section];
  }
  if (json.contains("ranking") && json["ranking"].is_object()) {
    for (const char* name : kRanking) {
      if (json["ranking"].contains(name)) out["ranking"][name] = json["ranking"][name];
    }
  }
  return out.dump(1) + "\n";
}

}  // namespace

Result<WordsOfPack> read_words_of_pack(const std::string& folder) {
  std::error_code ignored;
  WordsOfPack out;
  out.folder = folder;
  for (const char* name : {"lexicon.bin", "language.json", "NOTICE"}) {
    if (fs::exists(fs::path(folder) / name, ignored)) out.files.emplace_back(name);
  }
  if (out.files.empty() || out.files.front() != "lexicon.bin") {
    return make_error(ErrorCode::kNotFound,
                      folder +
                          "/lexicon.bin: there is none; name the folder of a pack that has "
                          "words, like packs/en");
  }
  auto decoder = decoder_of(folder);
  if (!decoder) return decoder.error();
  out.decoder = std::move(*decoder);
  const auto manifest = read_manifest(folder);
  if (manifest) {
    out.sources = manifest->sources;
    out.languages = manifest->languages;
    out.licence = manifest->licence;
  } else if (manifest.error().code != ErrorCode::kNotFound) {
    return manifest.error();
  }
  return out;
}

Status write_words(const WordsOfPack& words, const std::string& folder) {
  for (const std::string& name : words.files) {
    const fs::path to = fs::path(folder) / name;
    std::error_code failed;
    fs::copy_file(fs::path(words.folder) / name, to, fs::copy_options::overwrite_existing, failed);
    if (failed) {
      return make_error(ErrorCode::kIo, to.string() + ": cannot be written: " + failed.message());
    }
  }
  if (words.decoder.empty()) return {};
  const std::string path = folder + "/" + kDecoderName;
  if (Status done = write_file_atomic(path, words.decoder); !done.ok()) return done;
  // A pack is for everyone who may use the program.
  std::error_code ignored;
  fs::permissions(path, fs::perms::group_read | fs::perms::others_read, fs::perm_options::add,
                  ignored);
  return {};
}

}  // namespace inkling
