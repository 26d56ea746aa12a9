// Nuspell for nuspell.py: C functions over its C++ interface. No part of the build.
#include <cstddef>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <memory>
#include <nuspell/dictionary.hxx>
#include <string>
#include <vector>

extern "C" {

/// Reads a dictionary by its .aff file; null when that fails. nuspell_shim_close() frees it.
void* nuspell_shim_open(const char* aff_path) {
  try {
    auto dictionary = std::make_unique<nuspell::Dictionary>();
    dictionary->load_aff_dic(std::filesystem::path(aff_path));
    return dictionary.release();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return nullptr;
  }
}

/// Writes what `word` may have meant to `answer`, a line each, ended by a zero; nothing for a word
/// that is known. What finds no room in `size` bytes is left out.
void nuspell_shim_suggest(void* handle, const char* word, char* answer, std::size_t size) {
  const auto& dictionary = *static_cast<const nuspell::Dictionary*>(handle);
  std::string lines;
  if (!dictionary.spell(word)) {
    std::vector<std::string> suggestions;
    dictionary.suggest(word, suggestions);
    for (const std::string& suggestion : suggestions) {
      if (lines.size() + suggestion.size() + 2 > size) break;
      lines += suggestion + '\n';
    }
  }
  answer[lines.copy(answer, size - 1)] = '\0';
}

void nuspell_shim_close(void* handle) {
  const std::unique_ptr<nuspell::Dictionary> dictionary(static_cast<nuspell::Dictionary*>(handle));
}

}  // extern "C"
