#include "tools/version.h"

#define NCURSES_NOMACROS 1
#include <lzma.h>
#include <ncursesw/curses.h>
#include <sqlite3.h>
#include <unicode/uversion.h>
#include <zip.h>

#include <CLI/Version.hpp>
#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "engine/model/kernel_table.h"
#include "engine/model/mobilebert.h"
#include "engine/pack/language_parts.h"
#include "tools/pack/pack_manifest.h"

namespace inkling {
namespace {

std::string icu_version() {
  UVersionInfo version = {};
  u_getVersion(version);
  std::array<char, U_MAX_VERSION_STRING_LENGTH> text{};
  u_versionToString(version, text.data());
  return text.data();
}

std::string json_version() {
  return std::to_string(NLOHMANN_JSON_VERSION_MAJOR) + "." +
         std::to_string(NLOHMANN_JSON_VERSION_MINOR) + "." +
         std::to_string(NLOHMANN_JSON_VERSION_PATCH);
}

/// "ICU 72.1, SQLite 3.40.1, …", those that are asked at run time first.
std::string libraries() {
  const std::string sentencepiece = INKLING_SENTENCEPIECE;
  const std::vector<std::pair<std::string, std::string>> all = {
      {"ICU", icu_version()},
      {"SQLite", sqlite3_libversion()},
      {"libzip", zip_libzip_version()},
      {"liblzma", lzma_version_string()},
      {"ncurses", NCURSES_VERSION},
      // Built from a source folder, it has no package that would say.
      {"SentencePiece", sentencepiece.empty() ? "from source" : sentencepiece},
      {"nlohmann-json", json_version()},
      {"CLI11", CLI11_VERSION},
      {"XNNPACK", "(it has no version numbers)"}};
  std::string out;
  for (const auto& [name, version] : all) {
    if (!out.empty()) out += ", ";
    out.append(name).append(" ").append(version);
  }
  return out;
}

std::string compiler() {
#if defined(__clang__)
  return "Clang " __clang_version__;
#elif defined(__GNUC__)
  return "GCC " __VERSION__;
#else
  return "an unknown compiler";
#endif
}

constexpr const char* kProcessor =
#if defined(__x86_64__)
    "x86-64";
#elif defined(__aarch64__)
    "arm64";
#else
    "another processor";
#endif

constexpr const char* kAssertions =
#if defined(_GLIBCXX_ASSERTIONS) || !defined(NDEBUG)
    "with assertions";
#else
    "without assertions";
#endif

std::string build() {
  const std::string type = INKLING_BUILD_TYPE;
  const std::string sanitizers = INKLING_SANITIZE;
  return (type.empty() ? "no build type" : type) + ", " + compiler() + ", " + kProcessor + ", " +
         kAssertions + (sanitizers.empty() ? "" : ", sanitizers " + sanitizers);
}

std::string pack_line(const std::string& pack) {
  if (pack.empty()) return "none found; name a folder in INKLING_PACK";
  const auto manifest = read_manifest(pack);
  if (!manifest) return manifest.error().message;
  std::string languages;
  for (const std::string& tag : manifest->languages) languages += " " + tag;
  std::array<char, 64> size{};
  std::snprintf(size.data(), size.size(), "%.1f MB",
                static_cast<double>(manifest->total_bytes()) / 1e6);
  return pack + ": " + manifest->name + " " + manifest->version + ", for" + languages + ", " +
         size.data() + ", " + manifest->licence;
}

/// What multiplies 8-bit matrices on this processor, and what the pack's own model runs on.
std::string kernel_line(const std::string& pack) {
  std::string out = kernels().name;
  std::error_code ignored;
  if (pack.empty() || !std::filesystem::is_directory(pack, ignored)) return out;
  std::vector<Degradation> lost;
  const auto language = open_language(pack, &lost);
  const std::string used = language->model ? language->model->kernel_name() : "";
  if (used.empty()) return out + "; the pack has no model that opens";
  return used == out ? out + ", for the pack's model, too" : out + "; the pack's model: " + used;
}

}  // namespace

std::string version_line() { return "inkling " INKLING_VERSION "\n"; }

std::string version_details(const std::string& pack) {
  return "pack       " + pack_line(pack) + "\nkernels    " + kernel_line(pack) + "\nlibraries  " +
         libraries() + "\nbuild      " + build() + "\n";
}

}  // namespace inkling
