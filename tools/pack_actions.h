// What the actions of `inkling pack` share.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "platform/result.h"

namespace inkling {

/// What a person says of a pack; empty: as the manifest has it.
struct PackDescription {
  std::string name, version, licence;
  std::vector<std::string> languages;
};
void add_description_options(CLI::App* action, PackDescription* description);

/// Brings FOLDER/pack.json up to date: hashes of what is there, `description`, and `sources` beside
/// those that it names.
Status refresh_manifest(const std::string& folder, const PackDescription& description,
                        const std::vector<std::string>& sources);

// Each adds one action to the command `pack`.
void add_pack_convert(CLI::App* pack, int* exit_code);
void add_pack_ask(CLI::App* pack, int* exit_code);

}  // namespace inkling
