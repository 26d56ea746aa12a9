// The texts of a log whose rows may come in turns: several people type at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "tools/logs/logged_text.h"

namespace inkling {

struct OpenText {
  std::string key;    // of the log: its test section
  std::string trace;  // which trace it goes to
  LoggedText text;
  std::size_t bytes = 0;
};

/// Holds some hundred texts and some tens of megabytes at most: the one that has not gone on for
/// longest ends when there is another one too many. A text that was ended is not taken up again.
class OpenTexts {
 public:
  OpenTexts(TextSink sink, ImportCounts* counts) : sink_(std::move(sink)), counts_(counts) {}

  /// The text of `key`, begun where there is none; null when it has ended.
  Result<OpenText*> find(std::string_view key);
  /// Adds a step to `open`. A step too many is left out and counted.
  void add(OpenText* open, LoggedStep step);
  /// Ends all.
  Status finish();

 private:
  Status end(std::list<OpenText>::iterator open);

  TextSink sink_;
  ImportCounts* counts_;
  std::list<OpenText> open_;  // the one that went on last is the last
  std::unordered_map<std::string, std::list<OpenText>::iterator> by_key_;
  std::unordered_set<std::size_t> ended_;  // hashes of keys
  std::size_t bytes_ = 0;
};

}  // namespace inkling
