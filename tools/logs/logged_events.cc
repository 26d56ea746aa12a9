#include "tools/logs/logged_events.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "engine/document.h"
#include "engine/key_edits.h"
#include "engine/spacing.h"
#include "tokenizer/utf8.h"
#include "tools/items.h"
#include "tools/keys.h"
#include "tools/logs/meant_words.h"

namespace inkling {
namespace {

constexpr std::size_t kMaxWordBytes = 200;

bool has_letter(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (is_letter(next_code_point(text, &at))) return true;
  }
  return false;
}

bool has_space(std::string_view text) {
  return text.find_first_of(" \t\r\n") != std::string_view::npos;
}

bool begins_with_letter(std::string_view text) {
  std::size_t at = 0;
  return !text.empty() && is_letter(next_code_point(text, &at));
}

std::string_view without_end(std::string_view text) {
  const std::size_t last = text.find_last_not_of(" \n");
  return last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
}

std::string_view without_space(std::string_view text) {
  if (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// Did fingers put this in, key by key? Two signs may come of one key.
bool may_be_keys(const std::vector<std::string>& characters) {
  return characters.size() == 1 || std::none_of(characters.begin(), characters.end(),
                                                [](const std::string& c) { return has_letter(c); });
}

/// Events, and the text that they lead to as long as nothing is corrected.
class Typing {
 public:
  explicit Typing(const std::vector<std::string>& meant) : meant_(&meant) {}

  void set_time(double t) { now_ = t; }
  [[nodiscard]] const Document& document() const { return document_; }
  /// The space behind a pick may stand there or not: it gives way.
  [[nodiscard]] bool gives(std::string_view text) const {
    const std::string left = document_.left();
    return left == text || (loose_space() && without_space(left) == text);
  }
  [[nodiscard]] bool loose_space() const {
    return document_.newest().space == PickedSpace::kLeft && document_.left().ends_with(' ');
  }
  std::vector<TraceEvent> take() { return std::move(events_); }

  TraceEvent& add(EventKind kind) {
    TraceEvent& event = events_.emplace_back();
    event.kind = kind;
    event.t = now_;
    return event;
  }
  void press(const std::string& character) {
    if (document_.composing().empty() && begins_with_letter(character)) intend();
    document_.apply(literal_edit(document_, character));
    if (character == " ") {
      add(EventKind::kSpace);
    } else if (character == "\n") {
      add(EventKind::kEnter);
    } else {
      add(EventKind::kKey).text = character;
    }
  }
  void press_all(const std::vector<std::string>& characters) {
    for (const std::string& character : characters) press(character);
  }
  void erase(std::size_t graphemes) {
    if (graphemes == 0) return;
    for (std::size_t i = 0; i < graphemes; ++i) document_.apply(erase_edit(document_));
    add(EventKind::kBackspace).n = static_cast<int>(graphemes);
  }
  void pick(std::string_view text) {
    if (document_.composing().empty()) intend();
    document_.apply(pick_edit(document_, text, {}));
    add(EventKind::kPick).text = text;
  }
  void jump(const std::string& left) {
    become(left);
    add(EventKind::kCursor).left = left;
  }
  /// What stands there from now on, with no event.
  void become(const std::string& left) { document_.reset(left, {}); }
  /// Does what `act` does, if that leads to `text`.
  template <typename Act>
  bool attempt(std::string_view text, const Act& act) {
    Document document = document_;
    const std::size_t events = events_.size();
    act();
    if (gives(text)) return true;
    document_ = std::move(document);
    events_.resize(events);
    return false;
  }

 private:
  void intend() {
    const std::size_t word = find_items(document_.left()).size();
    if (word < meant_->size() && !(*meant_)[word].empty()) {
      add(EventKind::kIntend).text = (*meant_)[word];
    }
  }

  const std::vector<std::string>* meant_;
  double now_ = 0;
  Document document_;
  std::vector<TraceEvent> events_;
};

/// Finds out what made one text of another.
class FieldReader {
 public:
  FieldReader(Typing* typing, ImportCounts* counts) : typing_(typing), counts_(counts) {}

  void become(const std::string& text, bool corrected) {
    const std::string before = std::exchange(last_, text);
    const std::string now = typing_->document().left();
    // A pick may have brought its space along before.
    if (text == before || text == now) return;
    if (add_keys(text, now) || erase(text, now)) return;
    if (corrected && correct(text)) return;
    if (pick(text, now) || erase_and_add(text, now)) return;
    ++counts_->jumps;
    typing_->jump(text);
  }

 private:
  bool add_keys(const std::string& text, std::string_view now) {
    const auto behind = [&](std::string_view front) {
      if (!text.starts_with(front) || text.size() == front.size()) return false;
      const auto keys = split_keys(std::string_view(text).substr(front.size()));
      return may_be_keys(keys) && typing_->attempt(text, [&] { typing_->press_all(keys); });
    };
    return behind(now) || (typing_->loose_space() && behind(without_space(now)));
  }

  bool erase(const std::string& text, std::string_view now) {
    if (!now.starts_with(text)) return false;
    const std::size_t graphemes = split_keys(now.substr(text.size())).size();
    return typing_->attempt(text, [&] { typing_->erase(graphemes); });
  }

  /// The other keyboard put a word in when this key ended it: the key is what the person did.
  bool correct(const std::string& text) {
    const std::size_t last = last_grapheme_bytes(text);
    const std::string key = text.substr(text.size() - last);
    if (typing_->document().composing().empty() || !(key == " " || ends_word(key))) return false;
    ++counts_->corrections;
    typing_->press(key);
    typing_->become(text);
    return true;
  }

  bool pick(const std::string& text, const std::string& now) {
    const auto take = [&](std::string_view front, bool space) {
      if (!std::string_view(text).starts_with(front)) return false;
      const std::string_view word = without_space(std::string_view(text).substr(front.size()));
      if (!has_letter(word) || has_space(word) || word.size() > kMaxWordBytes) return false;
      return typing_->attempt(text, [&] {
        if (space) typing_->press(" ");
        typing_->pick(word);
      });
    };
    const bool taken = take(typing_->document().committed(), false) || take(now + " ", true);
    if (taken) ++counts_->picks;
    return taken;
  }

  bool erase_and_add(const std::string& text, const std::string& now) {
    const auto old_keys = split_keys(now);
    const auto new_keys = split_keys(text);
    const auto [from, to] =
        std::mismatch(old_keys.begin(), old_keys.end(), new_keys.begin(), new_keys.end());
    const std::vector<std::string> added(to, new_keys.end());
    const auto graphemes = static_cast<std::size_t>(old_keys.end() - from);
    return may_be_keys(added) && typing_->attempt(text, [&] {
      typing_->erase(graphemes);
      typing_->press_all(added);
    });
  }

  Typing* typing_;
  ImportCounts* counts_;
  std::string last_;  // what the log said last
};

std::string text_at_end(const LoggedText& text) {
  if (text.entered) return *text.entered;
  if (text.steps.back().kind == LoggedStep::Kind::kField) return text.steps.back().text;
  std::vector<std::string> keys;
  for (const LoggedStep& step : text.steps) {
    if (step.kind == LoggedStep::Kind::kCharacter) {
      keys.push_back(step.text);
    } else if (!keys.empty()) {
      keys.pop_back();
    }
  }
  std::string out;
  for (const std::string& key : keys) out += key;
  return out;
}

}  // namespace

std::vector<TraceEvent> events_of(const LoggedText& text, ImportCounts* counts) {
  if (text.steps.empty()) return {};
  ++counts->texts;
  const std::vector<std::string> meant = meant_words(text_at_end(text), text.shown);
  Typing typing(meant);
  FieldReader field(&typing, counts);
  const double start = text.steps.front().t;
  double now = 0;
  typing.add(EventKind::kFocus);
  for (const LoggedStep& step : text.steps) {
    if (step.t - start < now) ++counts->went_back;
    now = std::max(now, step.t - start);
    typing.set_time(now);
    switch (step.kind) {
      case LoggedStep::Kind::kCharacter:
        typing.press(step.text);
        break;
      case LoggedStep::Kind::kBackspace:
        typing.erase(1);
        break;
      case LoggedStep::Kind::kField:
        field.become(step.text, step.corrected);
        break;
    }
  }
  if (text.entered && without_end(typing.document().left()) != without_end(*text.entered)) {
    ++counts->differing;
  }
  typing.add(EventKind::kEnter);
  auto events = typing.take();
  counts->events += events.size();
  return events;
}

void ImportCounts::bad_row(const std::string& where, const std::string& why) {
  if (bad_rows++ == 0) first_bad = where + ": " + why;
}

void ImportCounts::unknown_key(const std::string& name) {
  constexpr std::size_t kMostNames = 100;
  constexpr std::size_t kMostBytes = 40;
  const std::string shown(utf8_head(name, kMostBytes));
  if (unknown_keys.size() < kMostNames || unknown_keys.contains(shown)) ++unknown_keys[shown];
}

}  // namespace inkling
