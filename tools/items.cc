#include "tools/items.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "tokenizer/utf8.h"
#include "tools/trace/line_reader.h"

namespace inkling {

std::vector<Item> find_items(std::string_view line) {
  std::vector<Item> items;
  bool inside = false;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(line, &at);
    if (is_letter(c)) {
      if (!inside) items.push_back({begin, begin});
      inside = true;
      items.back().end = at;
      continue;
    }
    std::size_t after = at;
    const bool joins =
        inside && c == U'\'' && after < line.size() && is_letter(next_code_point(line, &after));
    inside = joins;
  }
  return items;
}

bool same_word(std::string_view a, std::string_view b) { return to_lower(a) == to_lower(b); }

Result<std::vector<std::string>> read_text_lines(const std::string& path) {
  const int descriptor = path == "-" ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY);
  if (descriptor < 0) {
    return make_error(errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo,
                      path + ": cannot open: " + std::strerror(errno));
  }
  LineReader reader(descriptor);
  std::vector<std::string> lines;
  std::string problem;
  while (auto line = reader.next()) {
    if (line->too_long) {
      problem = "is longer than 4 MB";
    } else if (!is_valid_utf8(line->text)) {
      problem = "is not valid UTF-8";
    }
    if (!problem.empty()) {
      problem.insert(0, path + ": line " + std::to_string(line->number) + " ");
      break;
    }
    lines.push_back(std::move(line->text));
  }
  ::close(descriptor);
  if (!problem.empty()) return make_error(ErrorCode::kCorrupt, problem);
  return lines;
}

}  // namespace inkling
