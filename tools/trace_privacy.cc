#include "tools/trace_privacy.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "engine/document.h"
#include "engine/key_edits.h"
#include "engine/session/secret_place.h"
#include "engine/session/secret_token.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

struct KindNames {
  const char* name;
  const char* words;
};
constexpr std::array<KindNames, 8> kKinds = {{{"password_field", "text in a password field"},
                                              {"no_learning_field",
                                               "text in a field that forbids "
                                               "learning"},
                                              {"email", "an e-mail address"},
                                              {"card", "what looks like the number of a card"},
                                              {"account", "the number of an account (IBAN)"},
                                              {"phone", "a long number"},
                                              {"password", "what is called a password"},
                                              {"key", "what looks like a password or a key"}}};

constexpr std::size_t kLongNumber = 9;  // "2024-12-31" has 8
constexpr std::size_t kLeastKey = 8;
// No text is read further back than this for each event.
constexpr std::size_t kLookBack = 400;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string digits_of(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), is_digit);
  return out;
}

/// The check digit of cards (Luhn).
bool is_card(std::string_view digits) {
  if (digits.size() < 13 || digits.size() > 19) return false;
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int digit = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 1) digit = digit > 4 ? 2 * digit - 9 : 2 * digit;
    sum += digit;
  }
  return sum % 10 == 0;
}

/// ISO 13616: country, check digits, and the remainder of all that as a number.
bool is_account(std::string_view text) {
  std::string iban;
  for (const char c : text) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (c == ' ') continue;
    if (!capital && !is_digit(c)) return false;
    iban += c;
  }
  if (iban.size() < 15 || iban.size() > 34 || is_digit(iban[0]) || is_digit(iban[1])) return false;
  if (!is_digit(iban[2]) || !is_digit(iban[3])) return false;
  int remainder = 0;
  for (std::size_t i = 0; i < iban.size(); ++i) {
    const char c = iban[(i + 4) % iban.size()];
    remainder = is_digit(c) ? remainder * 10 + (c - '0') : remainder * 100 + (c - 'A' + 10);
    remainder %= 97;
  }
  return remainder == 1;
}

bool is_email(std::string_view token) {
  const std::size_t at = token.find('@');
  if (at == std::string_view::npos || at == 0) return false;
  const std::size_t dot = token.find('.', at);
  return dot != std::string_view::npos && dot > at + 1 && dot + 1 < token.size() &&
         token.find('/') == std::string_view::npos;
}

/// "https://me:secret@host", "…?token=…"
bool is_link_with_secret(std::string_view token) {
  const std::size_t host = token.find("://");
  if (host == std::string_view::npos) return false;
  const std::string link = to_lower(token.substr(host + 3));
  if (link.substr(0, link.find('/')).find('@') != std::string::npos) return true;
  constexpr std::array<std::string_view, 7> kNames = {
      "token=", "key=", "password=", "passwd=", "pwd=", "secret=", "session="};
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](std::string_view name) { return link.find(name) != std::string::npos; });
}

/// Without a lexicon: small letters alone are taken for a word.
bool is_plain_word(std::string_view word) {
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = next_code_point(word, &at);
    if (is_upper(c) || !(is_letter(c) || c == U'\'' || c == U'-')) return false;
  }
  return !word.empty();
}

/// Letters with digits or signs among them, or capitals where no name has some.
bool is_key(std::string_view token) {
  const std::string_view bare = bare_token(token);
  if (bare.size() < kLeastKey || bare.find("://") != std::string_view::npos) return false;
  bool letters = false;
  for (std::size_t at = 0; at < bare.size();) {
    letters = is_letter(next_code_point(bare, &at)) || letters;
  }
  const bool digits = has_any_digit(bare);
  const bool signs = bare.find_first_of("!#$%^&*+=_~|\\<>{}[]@") != std::string_view::npos;
  if (letters && digits) return true;
  if (!letters || is_plain_word(bare)) return false;
  return signs ||
         (bare.find_first_of(".,-'/") == std::string_view::npos &&
          case_pattern(bare) == CasePattern::kMixed && is_secret_token(bare, is_plain_word));
}

/// "password: …", "my PIN is …": whatever stands there in place of a word as plain as this one.
bool is_called_password(std::string_view text, TextSpan token) {
  const std::string_view self = bare_token(text.substr(token.begin, token.end - token.begin));
  if (self.empty()) return false;
  const std::string front =
      std::string(text.substr(0, token.begin)) + (is_plain_word(self) ? "word" : "Word");
  return is_secret_place(front, {token.begin, front.size()}, is_plain_word);
}

/// Tokens in front of `token` and itself, as far as they are groups of one number.
std::string_view number_at(std::string_view text, TextSpan token) {
  const auto is_group = [&](TextSpan span) {
    const std::string_view group = bare_token(text.substr(span.begin, span.end - span.begin));
    return !group.empty() && has_any_digit(group) &&
           group.find_first_not_of("0123456789-+()./") == std::string_view::npos;
  };
  if (!is_group(token)) return {};
  TextSpan first = token;
  for (TextSpan before = token_before(text, first); before.begin < first.begin && is_group(before);
       before = token_before(text, before)) {
    first = before;
  }
  return text.substr(first.begin, token.end - first.begin);
}

/// The IBAN that ends in `token`, all its groups; empty where none does.
std::string_view account_at(std::string_view text, TextSpan token) {
  constexpr int kMostGroups = 9;
  TextSpan first = token;
  for (int i = 0; i < kMostGroups; ++i) {
    const std::string_view groups = text.substr(first.begin, token.end - first.begin);
    if (is_account(bare_token(groups))) return groups;
    const TextSpan before = token_before(text, first);
    if (before.begin == before.end) return {};
    first = before;
  }
  return {};
}

struct Looked {
  std::optional<PrivateKind> kind;
  std::string_view text;  // what is private: the token, and the groups of a number in front of it
};

Looked look_at_token(std::string_view text, TextSpan token) {
  const std::string_view self = text.substr(token.begin, token.end - token.begin);
  if (is_link_with_secret(self)) return {PrivateKind::kPassword, self};
  if (is_email(bare_token(self))) return {PrivateKind::kEmail, self};
  if (is_called_password(text, token)) return {PrivateKind::kPassword, self};
  if (const auto account = account_at(text, token); !account.empty()) {
    return {PrivateKind::kAccount, account};
  }
  const std::string_view number = number_at(text, token);
  if (const std::string digits = digits_of(number); digits.size() >= kLongNumber) {
    return {is_card(digits) ? PrivateKind::kCard : PrivateKind::kPhone, number};
  }
  if (is_key(self)) return {PrivateKind::kKey, self};
  return {};
}

class Finder {
 public:
  void follow(const TraceEvent& event, std::size_t number) {
    if (event.kind == EventKind::kFocus) {
      leave_field(number);
      forbidden_.reset();
      if (event.no_learning) forbidden_ = PrivateKind::kNoLearningField;
      if (event.field == FieldKind::kPassword) forbidden_ = PrivateKind::kPasswordField;
      told_ = false;
    }
    if (forbidden_) {
      const bool empty = event.kind == EventKind::kFocus && (event.left + event.right).empty();
      if (!empty && !told_) {
        finds_.push_back({number, *forbidden_});
        number_.clear();
      }
      told_ = told_ || !empty;
      return;
    }
    apply(event, number);
    last_ = number;
  }
  std::vector<PrivateFind> finish() {
    leave_field(last_);
    return std::move(finds_);
  }

 private:
  void apply(const TraceEvent& event, std::size_t number) {
    switch (event.kind) {
      case EventKind::kFocus:
      case EventKind::kCursor:
        if (event.kind == EventKind::kCursor) leave_field(number);
        look_at_all(event.left + event.right, number);
        text_.reset(event.left, event.right);
        break;
      case EventKind::kKey:
        text_.apply(literal_edit(text_, event.text));
        break;
      case EventKind::kBackspace:
        for (int i = 0; i < event.n && !text_.left().empty(); ++i) text_.apply(erase_edit(text_));
        break;
      case EventKind::kPick:
        text_.apply(pick_edit(text_, event.text, {}));
        look_at_all(event.text, number);
        break;
      case EventKind::kSpace:
      case EventKind::kEnter:
        look_at_last(number);
        text_.apply(literal_edit(text_, event.kind == EventKind::kSpace ? " " : "\n"));
        break;
      case EventKind::kIntend:
      case EventKind::kMend:
        look_at_all(event.text, number);
        break;
      case EventKind::kGesture:
        break;
    }
  }

  void leave_field(std::size_t number) {
    if (last_ > 0) look_at_last(number > last_ ? last_ : number);
    text_.reset({}, {});
  }

  /// The token that the cursor stands behind.
  void look_at_last(std::size_t number) {
    const std::string left = text_.left();
    const std::string_view text = utf8_tail(left, kLookBack);
    TextSpan token{text.size(), text.size()};
    token = token_around(text, token);
    if (token.begin == token.end) token = token_before(text, token);
    look_at(text, token, number);
  }

  void look_at_all(std::string_view text, std::size_t number) {
    TextSpan token{0, 0};
    token = token_around(text, token);
    while (true) {
      look_at(text, token, number);
      const std::size_t next = text.find_first_not_of(" \t\r\n", token.end);
      if (next == std::string_view::npos) return;
      token = token_around(text, {next, next});
      if (token.end <= next) token.end = next + 1;
    }
  }

  void look_at(std::string_view text, TextSpan token, std::size_t number) {
    if (token.begin >= token.end) return;
    // What stands behind says nothing, and what stands far in front neither.
    token.end = token.begin +
                utf8_head(text.substr(token.begin, token.end - token.begin), kLookBack).size();
    const std::size_t begin =
        token.begin - utf8_tail(text.substr(0, token.begin), kLookBack).size();
    text = text.substr(begin, token.end - begin);
    token = {token.begin - begin, token.end - begin};
    const Looked looked = look_at_token(text, token);
    if (!looked.kind || !seen_.emplace(looked.text).second) return;
    // A number that goes on, group by group, is one.
    const bool goes_on = !number_.empty() && looked.text.find(number_) != std::string_view::npos;
    if (goes_on) finds_.pop_back();
    finds_.push_back({number, *looked.kind});
    number_ = *looked.kind == PrivateKind::kPhone || *looked.kind == PrivateKind::kCard
                  ? looked.text
                  : std::string_view();
  }

  Document text_;
  std::optional<PrivateKind> forbidden_;  // what this field is
  bool told_ = false;
  std::size_t last_ = 0;  // number of the event before
  std::set<std::string> seen_;
  std::string number_;  // the last find, where it is one
  std::vector<PrivateFind> finds_;
};

}  // namespace

const char* private_kind_name(PrivateKind kind) {
  return kKinds.at(static_cast<std::size_t>(kind)).name;
}

const char* private_kind_words(PrivateKind kind) {
  return kKinds.at(static_cast<std::size_t>(kind)).words;
}

std::vector<PrivateFind> find_private(const Trace& trace) {
  Finder finder;
  std::size_t number = 0;
  for (const TraceEvent& event : trace.events) finder.follow(event, ++number);
  return finder.finish();
}

}  // namespace inkling
