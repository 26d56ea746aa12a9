#include "tools/history_show.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "tokenizer/utf8.h"

namespace inkling {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kDot = " · ";

std::tm local_time(int64_t when) {
  const auto seconds = static_cast<std::time_t>(when);
  std::tm out = {};
  (void)localtime_r(&seconds, &out);
  return out;
}

/// Whole days since some day, by the calendar of the time zone.
int64_t day_number(const std::tm& time) {
  std::tm midnight = {};
  midnight.tm_year = time.tm_year;
  midnight.tm_mon = time.tm_mon;
  midnight.tm_mday = time.tm_mday;
  constexpr int64_t kDay = 24L * 3600;
  return static_cast<int64_t>(timegm(&midnight)) / kDay;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
  }));
}

/// Lines of two columns under a heading; nothing where there are none.
class Section {
 public:
  Section(const char* heading, std::size_t limit) : heading_(heading), limit_(limit) {}
  /// Empty parts of `notes` are left out.
  void add(std::string what, const std::vector<std::string>& notes) {
    if (limit_ > 0 && lines_.size() == limit_) {
      ++more_;
      return;
    }
    std::string note;
    for (const std::string& part : notes) {
      if (part.empty()) continue;
      if (!note.empty()) note += kDot;
      note += part;
    }
    lines_.emplace_back(std::move(what), std::move(note));
  }
  [[nodiscard]] std::string text() const {
    if (lines_.empty()) return {};
    constexpr std::size_t kWidest = 32;
    std::size_t width = 0;
    for (const auto& [what, note] : lines_) {
      if (characters(what) <= kWidest) width = std::max(width, characters(what));
    }
    std::string out = "\n" + std::string(heading_) + "\n";
    for (const auto& [what, note] : lines_) {
      const std::size_t used = characters(what);
      out += "  " + what;
      if (!note.empty()) out += std::string(width > used ? width - used : 0, ' ') + "  " + note;
      out += "\n";
    }
    if (more_ > 0) out += "  and " + std::to_string(more_) + " more (--limit 0 shows all)\n";
    return out;
  }

 private:
  const char* heading_;
  std::size_t limit_;
  std::vector<std::pair<std::string, std::string>> lines_;
  std::size_t more_ = 0;
};

std::string key_of(const std::string& text) { return to_lower(text); }

/// Words that begin as asked, sorted as asked.
std::vector<HistoryWord> chosen(const HistoryOverview& overview,
                                const HistoryShowOptions& options) {
  std::vector<HistoryWord> words;
  const std::string prefix = key_of(options.prefix);
  for (const HistoryWord& word : overview.words) {
    if (key_of(word.text).starts_with(prefix)) words.push_back(word);
  }
  if (options.sort == HistorySort::kRecent) {
    std::stable_sort(words.begin(), words.end(), [](const HistoryWord& a, const HistoryWord& b) {
      return a.last_used > b.last_used;
    });
  } else if (options.sort == HistorySort::kAlphabet) {
    std::stable_sort(words.begin(), words.end(), [](const HistoryWord& a, const HistoryWord& b) {
      return key_of(a.text) < key_of(b.text);
    });
  }
  return words;
}

std::string words_text(const HistoryOverview& overview, const HistoryShowOptions& options) {
  Section personal("Your words", options.limit);
  Section other("Other words you use", options.limit);
  Section blocked("Words you blocked", options.limit);
  for (const HistoryWord& word : chosen(overview, options)) {
    const std::string used = word.count > 0
                                 ? times_in_words(word.count) + std::string(kDot) + "last used " +
                                       day_in_words(word.last_used, options.now)
                                 : "";
    Section& section = word.blocked ? blocked : word.personal ? personal : other;
    section.add(word.text, {used, word.language});
  }
  return personal.text() + other.text() + blocked.text();
}

std::string phrase_text(const HistoryPhrase& phrase) {
  std::string out;
  for (const std::string& word : phrase.words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::string habits_text(const HistoryOverview& overview, const HistoryShowOptions& options) {
  Section undone("Corrections you undid", options.limit);
  Section kept("Corrections you keep", options.limit);
  for (const HistoryCorrection& c : overview.corrections) {
    const std::string day = day_in_words(c.last_used, options.now);
    const std::string what = c.typed + " → " + c.word;
    if (c.reverted > 0) {
      undone.add(what, {"undone " + times_in_words(c.reverted), day});
    } else {
      kept.add(what, {times_in_words(c.accepted), day});
    }
  }
  Section emoji("Emoji you choose", options.limit);
  for (const HistoryEmoji& e : overview.emoji) {
    emoji.add(e.emoji + (e.word.empty() ? "" : " after " + e.word),
              {times_in_words(e.count), day_in_words(e.last_used, options.now)});
  }
  constexpr std::size_t kPhrases = 20;  // there are as many as there are sentences
  const std::size_t most = options.limit == 0 ? 0 : std::min(options.limit, kPhrases);
  Section phrases("What often follows what", most);
  for (const HistoryPhrase& phrase : overview.phrases) {
    constexpr double kOften = 1.5;
    if (phrase.count < kOften) continue;
    phrases.add(phrase_text(phrase), {times_in_words(phrase.count)});
  }
  return undone.text() + kept.text() + emoji.text() + phrases.text();
}

template <typename T>
std::size_t shown(const std::vector<T>& list, std::size_t limit) {
  return limit == 0 ? list.size() : std::min(list.size(), limit);
}

Json words_json(std::vector<HistoryWord> words, std::size_t limit) {
  words.resize(shown(words, limit));
  Json list = Json::array();
  for (const HistoryWord& word : words) {
    list.push_back({{"text", word.text},
                    {"count", word.count},
                    {"last_used", word.last_used},
                    {"personal", word.personal},
                    {"blocked", word.blocked}});
    if (!word.language.empty()) list.back()["language"] = word.language;
  }
  return list;
}

}  // namespace

std::string day_in_words(int64_t when, int64_t now) {
  if (when <= 0) return {};
  const std::tm time = local_time(when);
  const int64_t days = day_number(local_time(now)) - day_number(time);
  constexpr int64_t kWeek = 7;
  if (days == 0) return "today";
  if (days == 1) return "yesterday";
  if (days > 1 && days < kWeek) return std::to_string(days) + " days ago";
  std::array<char, 32> text = {};
  const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%d", &time);
  return {text.data(), length};
}

std::string times_in_words(double count) {
  const auto times = static_cast<int64_t>(std::lround(count));
  if (times <= 1) return "once";
  return times == 2 ? "twice" : std::to_string(times) + " times";
}

std::string history_text(const HistoryOverview& overview, const HistoryShowOptions& options) {
  std::string out = words_text(overview, options);
  if (options.prefix.empty()) {
    Section shortcuts("Shortcuts", options.limit);
    for (const auto& [typed, expansion] : overview.shortcuts) {
      std::string line = typed;
      line += " → ";
      line += expansion;
      shortcuts.add(std::move(line), {});
    }
    out += shortcuts.text() + habits_text(overview, options);
    if (overview.waiting == 1) {
      out += "\n1 word waits to be trusted; it is not stored readably\n";
    } else if (overview.waiting > 1) {
      out += "\n" + std::to_string(overview.waiting) +
             " words wait to be trusted; they are not stored readably\n";
    }
    if (out.empty()) return "Nothing was learned yet.\n";
  } else if (out.empty()) {
    return "No word that was learned begins so.\n";
  }
  return out.substr(1);  // the empty line before the first section
}

nlohmann::ordered_json history_json(const HistoryOverview& overview,
                                    const HistoryShowOptions& options) {
  Json shortcuts = Json::object();
  for (const auto& [typed, expansion] : overview.shortcuts) shortcuts[typed] = expansion;
  Json corrections = Json::array();
  for (std::size_t i = 0; i < shown(overview.corrections, options.limit); ++i) {
    const HistoryCorrection& c = overview.corrections[i];
    corrections.push_back({{"typed", c.typed},
                           {"word", c.word},
                           {"accepted", c.accepted},
                           {"reverted", c.reverted},
                           {"last_used", c.last_used}});
  }
  Json emoji = Json::array();
  for (std::size_t i = 0; i < shown(overview.emoji, options.limit); ++i) {
    const HistoryEmoji& e = overview.emoji[i];
    emoji.push_back(
        {{"emoji", e.emoji}, {"word", e.word}, {"count", e.count}, {"last_used", e.last_used}});
  }
  Json phrases = Json::array();
  for (std::size_t i = 0; i < shown(overview.phrases, options.limit); ++i) {
    const HistoryPhrase& p = overview.phrases[i];
    phrases.push_back({{"words", p.words}, {"count", p.count}});
  }
  return {{"words", words_json(chosen(overview, options), options.limit)},
          {"shortcuts", std::move(shortcuts)},
          {"corrections", std::move(corrections)},
          {"emoji", std::move(emoji)},
          {"phrases", std::move(phrases)},
          {"waiting", overview.waiting}};
}

}  // namespace inkling
