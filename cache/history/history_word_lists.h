// Personal dictionaries of other keyboards.
#pragma once

#include <cstdint>

#include "cache/history/history_import.h"
#include "cache/history/text_source.h"
#include "platform/result.h"

namespace inkling {

/// Reads one of these, told apart by its first line that is no comment; words become the person's
/// own. kCorrupt says what is wrong, in which line, and what to do.
///
/// Gboard (Settings, Dictionary, Export; dictionary.txt in the archive that it writes):
///   # Gboard Dictionary version:1
///   omw<TAB>on my way<TAB>en-US          shortcut, word, language; the outer two may be empty
/// Combined lists, of Android's keyboard and those made from it, fields parted by ","; and of
/// FlorisBoard, by ";":
///   dictionary=main:en,locale=en_US,…    a line that may be missing
///    word=Priya,f=250                    w, f, l (locale) and s (shortcut) are short for these. A
///     shortcut=…                         shortcut in its own line is what the word before it is
///                                        offered as; in the line of a word it is what one types
///                                        for it. Lines with bigrams are passed over.
/// Plain lists: one word a line, and behind a tab, if at all, how often it was used.
/// Lines that begin with "#" are comments everywhere.
Result<ImportedHistory> read_word_list(TextSource* source, int64_t now);

}  // namespace inkling
