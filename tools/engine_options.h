// --pack and --history: how every command finds its language pack and opens the engine.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "engine/inkling.h"
#include "platform/result.h"

namespace inkling {

struct EngineArguments {
  std::string pack;     // empty: the default pack
  std::string history;  // empty: in memory only
};

void add_pack_option(CLI::App* command, EngineArguments* arguments);
void add_history_option(CLI::App* command, EngineArguments* arguments);

/// The folder to open: `given`, else $INKLING_PACK, else packs/en below the working folder or
/// below a folder above the program. Empty when there is none.
std::string resolve_pack(const std::string& given);

/// One line on standard error for each part that was lost.
void print_lost(const std::vector<Degradation>& status);

/// Opens the engine and prints one line on standard error for each part it has to do without.
/// `clock` outlives the engine.
Result<std::shared_ptr<Engine>> open_engine(const EngineArguments& arguments,
                                            const Clock& clock = Clock::system());

}  // namespace inkling
