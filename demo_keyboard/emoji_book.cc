#include "demo_keyboard/emoji_book.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

#include "platform/embedded_file.h"
#include "tokenizer/utf8.h"

namespace inkling {

std::span<const EmbeddedFile> demo_keyboard_files();  // generated

namespace {

constexpr std::string_view kBetweenWords = " -:,'";

/// What is in front of `end` or, where it is not there, everything; `text` goes on behind it.
std::string_view take_until(std::string_view* text, char end) {
  const std::size_t at = text->find(end);
  const std::string_view taken = text->substr(0, at);
  text->remove_prefix(at == std::string_view::npos ? text->size() : at + 1);
  return taken;
}

template <typename Call>
void for_each_part(std::string_view text, Call&& call) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(kBetweenWords), text.size());
    if (end > 0) call(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

bool begins(std::string_view word, std::string_view prefix) {
  return word.size() >= prefix.size() && to_lower(word.substr(0, prefix.size())) == prefix;
}

/// How far `wanted` is from the words of `text`: 0 where it is one, 1 where it begins one.
std::optional<int> distance(std::string_view text, std::string_view wanted) {
  std::optional<int> best;
  for_each_part(text, [&](std::string_view word) {
    if (!begins(word, wanted)) return;
    best = std::min(best.value_or(1), word.size() == wanted.size() ? 0 : 1);
  });
  return best;
}

/// Less is better; nothing where a word of the query is nowhere.
std::optional<int> rank(const Emoji& emoji, const std::vector<std::string>& query) {
  constexpr int kKeyword = 1;  // a whole keyword is as good as the beginning of a name's word
  int sum = 0;
  for (const std::string& wanted : query) {
    const auto by_name = distance(emoji.name, wanted);
    const auto by_keyword = distance(emoji.keywords, wanted);
    if (!by_name && !by_keyword) return std::nullopt;
    constexpr int kNever = 9;
    sum += std::min(by_name.value_or(kNever), by_keyword.value_or(kNever - kKeyword) + kKeyword);
  }
  // "cat" is the cat rather than its face with tears.
  int words = 0;
  for_each_part(emoji.name, [&](std::string_view) { ++words; });
  constexpr int kOneWord = 4;  // per word of the query, all in all
  return sum * kOneWord +
         std::min(std::max(words - static_cast<int>(query.size()), 0), kOneWord - 1);
}

}  // namespace

const EmojiBook& EmojiBook::english() {
  static const EmojiBook book(demo_keyboard_files().front().text);
  return book;
}

EmojiBook::EmojiBook(std::string_view table) {
  while (!table.empty()) {
    std::string_view line = take_until(&table, '\n');
    if (line.starts_with('#')) continue;
    std::array<std::string_view, 4> fields;
    for (std::string_view& field : fields) field = take_until(&line, '\t');
    if (fields[0].empty() || fields[1].empty() || fields[2].empty()) continue;
    all_.push_back({fields[0], fields[1], fields[2], fields[3]});
    if (std::find(groups_.begin(), groups_.end(), fields[1]) == groups_.end())
      groups_.push_back(fields[1]);
  }
}

const Emoji* EmojiBook::find(std::string_view text) const {
  const auto found = std::find_if(all_.begin(), all_.end(),
                                  [text](const Emoji& emoji) { return emoji.text == text; });
  return found == all_.end() ? nullptr : &*found;
}

std::vector<const Emoji*> EmojiBook::search(std::string_view query, std::size_t limit) const {
  std::vector<std::string> words;
  for_each_part(query, [&](std::string_view word) { words.push_back(to_lower(word)); });
  if (words.empty()) return {};
  std::vector<std::pair<int, const Emoji*>> found;
  for (const Emoji& emoji : all_) {
    if (const auto place = rank(emoji, words)) found.emplace_back(*place, &emoji);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<const Emoji*> out;
  for (std::size_t i = 0; i < std::min(limit, found.size()); ++i) out.push_back(found[i].second);
  return out;
}

}  // namespace inkling
