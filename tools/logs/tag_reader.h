// Reads the tags of an XML file one by one. Logs that programs wrote by hand are often no XML to
// the letter, so this asks for little: <name key="value" …>, </name>, and text between.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "tools/logs/log_file.h"

namespace inkling {

struct Tag {
  std::string name;  // lower case; of an end tag with '/' in front; of "<?xml" and "<!--" empty
  std::map<std::string, std::string> values;  // names in lower case
  std::string text;                           // between this tag and the next one
  std::size_t line = 0;                       // where it begins, from 1
};

/// Holds a block of the file and a tag of at most 64 KB; what is longer is cut. A value may be an
/// unescaped quotation mark (char="""), as some programs write it. Entities are those of XML. Used
/// by one thread.
class TagReader {
 public:
  /// `file` must outlive the reader.
  explicit TagReader(const LogFile& file);
  /// The next tag; nothing at the end of the file.
  std::optional<Tag> next();

 private:
  int get();
  bool fill();
  std::string read_until(char end, bool in_tag);

  int descriptor_;
  std::string block_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  bool ended_ = false;
};

/// `text` with its entities replaced: &amp; &lt; &gt; &quot; &apos; &#8; &#x8;. Bad UTF-8 is
/// repaired; what is no entity stays.
std::string replace_entities(std::string_view text);

}  // namespace inkling
