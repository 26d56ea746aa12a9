#include "tools/logs/tag_reader.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdint>

#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr std::size_t kMostBytes = std::size_t{64} << 10;
constexpr std::string_view kSpaces = " \t\r\n";

bool is_space(char c) { return kSpaces.find(c) != std::string_view::npos; }

std::string_view trim_left(std::string_view text) {
  text.remove_prefix(std::min(text.size(), text.find_first_not_of(kSpaces)));
  return text;
}

/// Where the value that `text` begins with ends: a quotation mark that a space, an end or another
/// key follows, so that it may hold some itself.
std::size_t end_of_value(std::string_view text, char quote) {
  for (std::size_t at = text.find(quote); at != std::string_view::npos;
       at = text.find(quote, at + 1)) {
    const char next = at + 1 < text.size() ? text[at + 1] : ' ';
    if (is_space(next) || next == '/' || next == '?') return at;
  }
  return text.size();
}

void read_values(std::string_view rest, std::map<std::string, std::string>* values) {
  for (rest = trim_left(rest); !rest.empty(); rest = trim_left(rest)) {
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) return;
    std::string key = to_lower(rest.substr(0, equals));
    key.erase(std::remove_if(key.begin(), key.end(), is_space), key.end());
    rest = trim_left(rest.substr(equals + 1));
    if (rest.empty()) return;
    const char quote = rest.front();
    if (quote != '"' && quote != '\'') {
      const std::size_t end = std::min(rest.size(), rest.find_first_of(kSpaces));
      (*values)[key] = replace_entities(rest.substr(0, end));
      rest.remove_prefix(end);
      continue;
    }
    rest.remove_prefix(1);
    const std::size_t end = end_of_value(rest, quote);
    (*values)[key] = replace_entities(rest.substr(0, end));
    rest.remove_prefix(std::min(rest.size(), end + 1));
  }
}

/// The code point of "#8" or "#x8"; 0 where it is none.
char32_t numbered(std::string_view name) {
  name.remove_prefix(1);
  const bool hex = name.starts_with('x') || name.starts_with('X');
  if (hex) name.remove_prefix(1);
  uint32_t code = 0;
  const auto [end, error] =
      std::from_chars(name.data(), name.data() + name.size(), code, hex ? 16 : 10);
  const bool valid = error == std::errc() && end == name.data() + name.size() && code <= 0x10FFFF &&
                     (code < 0xD800 || code > 0xDFFF);
  return valid ? code : 0;
}

}  // namespace

std::string replace_entities(std::string_view text) {
  struct Entity {
    std::string_view name;
    char c;
  };
  constexpr std::array<Entity, 5> kEntities = {
      {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
  constexpr std::size_t kLongest = 10;
  std::string out;
  while (!text.empty()) {
    const std::size_t mark = text.find('&');
    out += text.substr(0, mark);
    if (mark == std::string_view::npos) break;
    text.remove_prefix(mark + 1);
    const std::size_t end = text.find(';');
    const std::string_view name = text.substr(0, end);
    char32_t code = 0;
    if (end != std::string_view::npos && end > 0 && end <= kLongest) {
      const auto* const found = std::find_if(kEntities.begin(), kEntities.end(),
                                             [&](const Entity& e) { return e.name == name; });
      if (found != kEntities.end()) code = static_cast<unsigned char>(found->c);
      if (name.size() > 1 && name.front() == '#') code = numbered(name);
    }
    if (code == 0) {
      out += '&';
      continue;
    }
    append_utf8(code, &out);
    text.remove_prefix(end + 1);
  }
  return is_valid_utf8(out) ? out : repair_utf8(out);
}

TagReader::TagReader(const LogFile& file) : descriptor_(file.descriptor()), block_(file.begin()) {}

bool TagReader::fill() {
  if (ended_) return false;
  constexpr std::size_t kBlock = 65536;
  block_.resize(kBlock);
  at_ = 0;
  ssize_t got = 0;
  do {
    got = ::read(descriptor_, block_.data(), kBlock);
  } while (got < 0 && errno == EINTR);
  block_.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  ended_ = got <= 0;
  return !ended_;
}

int TagReader::get() {
  if (at_ == block_.size() && !fill()) return -1;
  const char c = block_[at_++];
  if (c == '\n') ++line_;
  return static_cast<unsigned char>(c);
}

std::string TagReader::read_until(char end, bool in_tag) {
  std::string out;
  char quote = '\0';
  for (int c = get(); c >= 0; c = get()) {
    const char now = static_cast<char>(c);
    if (in_tag && quote == '\0' && (now == '"' || now == '\'') && out.ends_with('=')) {
      quote = now;
    } else if (in_tag && quote != '\0' && now == quote) {
      quote = '\0';
    } else if (now == end && quote == '\0') {
      break;
    }
    if (out.size() < kMostBytes) out += now;
    // A quotation mark that is never closed would swallow the rest of the file.
    if (in_tag && out.size() == kMostBytes) quote = '\0';
  }
  return out;
}

std::optional<Tag> TagReader::next() {
  // The text in front of the first tag belongs to none.
  if (at_ == 0 && line_ == 1) (void)read_until('<', false);
  Tag tag;
  tag.line = line_;
  const std::string inside = read_until('>', true);
  if (inside.empty() && at_ == block_.size() && ended_) return std::nullopt;
  tag.text = replace_entities(read_until('<', false));
  if (inside.starts_with('?') || inside.starts_with('!')) return tag;
  const std::size_t end = std::min(inside.size(), inside.find_first_of(kSpaces));
  tag.name = to_lower(std::string_view(inside).substr(0, end));
  if (tag.name.size() > 1 && tag.name.ends_with('/')) tag.name.pop_back();
  read_values(std::string_view(inside).substr(end), &tag.values);
  return tag;
}

}  // namespace inkling
