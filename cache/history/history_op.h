// What is done to a history: the same change for its index and for its file.
#pragma once

#include <cstdint>
#include <string>

namespace inkling {

/// One change, in terms of texts, so that two processes may write to one file.
struct HistoryOp {
  enum class Kind {
    kWord,        // a: text; c: its language, "": the history's; delta; flags_set, flags_clear
    kRename,      // a: text in another case
    kNgram,       // a, b, c: w1 w2 w3, "" where shorter; delta
    kCorrection,  // a: typed, b: word; accepted, reverted
    kDrop,        // a and its n-grams: a word that was not meant after all
    kForget,      // a; erase
    kShortcut,    // a: typed, b: expansion, "" to remove
    kEmoji,       // a: emoji, b: word; delta
    kClear,
  };
  Kind kind = Kind::kWord;
  std::string a, b, c;
  double delta = 0;  // in uses, at `time`
  int64_t time = 0;
  int flags_set = 0, flags_clear = 0;
  int32_t accepted = 0, reverted = 0;  // added; negative: taken back
  bool in_all = false;                 // from outside: `delta` is how often in all; for settle()
  bool erase = false;                  // no byte of it may stay on the disk
};

}  // namespace inkling
