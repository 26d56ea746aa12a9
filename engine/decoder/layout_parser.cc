// The text form of a layout (see parse_layout in layout.h).
#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "engine/layout.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr float kMaxCoordinate = 100;  // key widths; anything beyond is no keyboard

using Cells = std::vector<std::string_view>;

Cells split_cells(std::string_view line) {
  Cells cells;
  while (true) {
    const std::size_t tab = line.find('\t');
    cells.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

std::optional<float> parse_coordinate(std::string_view cell) {
  float value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  const bool whole = error == std::errc() && end == cell.data() + cell.size();
  if (!whole || !(std::abs(value) <= kMaxCoordinate)) return std::nullopt;
  return value;
}

std::u32string code_points(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) out.push_back(next_code_point(text, &at));
  return out;
}

std::string quoted(char32_t letter) {
  std::string out = "\"";
  append_utf8(letter, &out);
  return out + "\"";
}

/// Reads line after line into Layout::Keys. Messages are about the current line, without its
/// number.
class KeysReader {
 public:
  Status read_line(std::string_view line);
  Result<Layout::Keys> finish();

 private:
  Status read_row(const Cells& cells, std::vector<Layout::Key>* keys);
  Status read_shift(const Cells& cells);
  Status read_space(const Cells& cells);
  Status add_key(const Layout::Key& key, std::vector<Layout::Key>* keys);
  [[nodiscard]] const Layout::Key* find(char32_t letter) const;

  static Error bad(std::string message) {
    return make_error(ErrorCode::kCorrupt, std::move(message));
  }

  Layout::Keys keys_;
  bool has_space_ = false;
};

const Layout::Key* KeysReader::find(char32_t letter) const {
  for (const auto* kind : {&keys_.letters, &keys_.digits, &keys_.shifted}) {
    for (const Layout::Key& key : *kind) {
      if (key.letter == letter) return &key;
    }
  }
  return nullptr;
}

Status KeysReader::add_key(const Layout::Key& key, std::vector<Layout::Key>* keys) {
  if (key.letter <= U' ' || key.letter == 0x7F || is_upper(key.letter)) {
    return bad(quoted(key.letter) + " cannot be a key; keys are named by lower-case letters");
  }
  if (find(key.letter) != nullptr) return bad(quoted(key.letter) + " has a key already");
  for (const auto* kind : {&keys_.letters, &keys_.digits}) {
    for (const Layout::Key& other : *kind) {
      if (std::abs(other.center.x - key.center.x) < 0.5F &&
          std::abs(other.center.y - key.center.y) < 0.5F) {
        return bad("the key of " + quoted(key.letter) + " lies on that of " + quoted(other.letter));
      }
    }
  }
  keys->push_back(key);
  return {};
}

Status KeysReader::read_row(const Cells& cells, std::vector<Layout::Key>* keys) {
  if (cells.size() != 4 || cells[3].empty()) {
    return bad("a row needs three cells: its left edge, its top edge and its keys");
  }
  const auto left = parse_coordinate(cells[1]);
  const auto top = parse_coordinate(cells[2]);
  if (!left || !top) return bad("the edges of a row are numbers of key widths, at most 100");
  Layout::Key key{0, {*left + 0.5F, *top + 0.5F}};
  for (const char32_t letter : code_points(cells[3])) {
    key.letter = letter;
    if (auto added = add_key(key, keys); !added) return added;
    key.center.x += 1;
  }
  return {};
}

Status KeysReader::read_shift(const Cells& cells) {
  if (cells.size() != 3) return bad("\"shift\" needs two cells: a letter and that of its key");
  const std::u32string letter = code_points(cells[1]);
  const std::u32string base = code_points(cells[2]);
  if (letter.size() != 1 || base.size() != 1) return bad("\"shift\" joins two single letters");
  const Layout::Key* key = find(base[0]);
  if (key == nullptr) return bad(quoted(base[0]) + " has no key above this line");
  if (find(letter[0]) != nullptr) return bad(quoted(letter[0]) + " has a key already");
  keys_.shifted.push_back({letter[0], key->center});
  return {};
}

Status KeysReader::read_space(const Cells& cells) {
  if (has_space_) return bad("a second space bar");
  if (cells.size() != 5) return bad("\"space\" needs four cells: left, right, top, bottom edge");
  std::array<float, 4> edges{};
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const auto edge = parse_coordinate(cells[i + 1]);
    if (!edge) return bad("the edges of the space bar are numbers of key widths, at most 100");
    edges.at(i) = *edge;
  }
  keys_.space_bar = {edges[0], edges[1], edges[2], edges[3]};
  if (edges[0] >= edges[1] || edges[2] >= edges[3]) {
    return bad("the space bar's left edge must be before its right, its top above its bottom");
  }
  has_space_ = true;
  return {};
}

Status KeysReader::read_line(std::string_view line) {
  if (!is_valid_utf8(line)) return bad("is not valid UTF-8");
  if (line.empty() || line.starts_with('#')) return {};
  const Cells cells = split_cells(line);
  if (cells[0] == "row") return read_row(cells, &keys_.letters);
  if (cells[0] == "digits") return read_row(cells, &keys_.digits);
  if (cells[0] == "shift") return read_shift(cells);
  if (cells[0] == "space") return read_space(cells);
  return bad("starts with \"" + std::string(utf8_head(cells[0], 40)) +
             "\"; known are row, digits, shift and space, with tabs behind them");
}

Result<Layout::Keys> KeysReader::finish() {
  if (keys_.letters.empty()) return bad("has no row of keys");
  if (!has_space_) return bad("has no space bar; add a line \"space\"");
  return std::move(keys_);
}

}  // namespace

Result<Layout> parse_layout(std::string_view text, const std::string& name) {
  KeysReader reader;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (auto read = reader.read_line(line); !read) {
      return make_error(read.error().code, "layout " + name + ", line " + std::to_string(number) +
                                               ": " + read.error().message);
    }
  }
  auto keys = reader.finish();
  if (!keys) return make_error(keys.error().code, "layout " + name + ": " + keys.error().message);
  return Layout(name, *std::move(keys));
}

}  // namespace inkling
