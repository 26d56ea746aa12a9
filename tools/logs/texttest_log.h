// The logs of TextTest (Wobbrock and Myers 2006), a program for studies of text entry, and of its
// successor for browsers, TextTest++ (Zhang and Wobbrock 2019).
#pragma once

#include <string>

#include "platform/result.h"
#include "tools/logs/log_file.h"
#include "tools/logs/logged_text.h"

namespace inkling {

/// XML with the entries of each trial. What is no entry is passed over.
bool looks_like_texttest(const LogFile& file);
/// JSON with the transcription sequence of each trial.
bool looks_like_texttest_json(const LogFile& file);

/// One text a trial, all for the trace `name`. Holds a trial at a time. kCorrupt where there is
/// none.
Status import_texttest(const LogFile& file, const std::string& name, const TextSink& sink,
                       ImportCounts* counts);
/// The same of TextTest++; files of at most 64 MB.
Status import_texttest_json(const LogFile& file, const std::string& name, const TextSink& sink,
                            ImportCounts* counts);

}  // namespace inkling
