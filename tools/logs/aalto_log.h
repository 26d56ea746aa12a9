// The typing logs of Aalto University: 136 million keystrokes on desktops (Dhakal et al. 2018), and
// people on phones (Palin et al. 2019).
#pragma once

#include <string>
#include <vector>

#include "platform/result.h"
#include "tools/logs/log_file.h"
#include "tools/logs/logged_text.h"

namespace inkling {

/// Does it begin like one of their tables?
bool looks_like_aalto(const LogFile& file);

/// Reads tables of four kinds, told apart by their columns (docs/traces.md): keystrokes and logs of
/// the text field, which become events, and test sections and sentences, which say who typed them
/// and what was to be typed; those are read first, wherever they stand among `paths`. One trace for
/// each person that is known, else one for each test section; the sections of a person in the order
/// in which they ended. Rows of a log are read as a stream: at most some hundred sections are open
/// at a time. kCorrupt names file, line and column; rows that are none are left out and counted.
Status import_aalto(const std::vector<std::string>& paths, const StandardInput& input,
                    const TextSink& sink, ImportCounts* counts);

}  // namespace inkling
