// Where language packs are on a desktop.
#pragma once

#include <string>
#include <vector>

namespace inkling {

/// The folder of the pack that a person means: a path is that folder, "~" the home folder; a name
/// ("en") is inkling/packs/NAME in the person's data folder, then in the system's, then where packs
/// were installed. What is nowhere is returned as it is, so that the engine names it.
std::string pack_folder(const std::string& named);

/// Names of the packs that are there by name, sorted. Reads folders.
std::vector<std::string> installed_packs();

/// The English pack, or empty where none is installed.
std::string default_pack_folder();

}  // namespace inkling
