#include "tools/logs/aalto_keys.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "tools/keys.h"

namespace inkling {
namespace {

// KeyboardEvent.keyCode
constexpr int kBackspaceCode = 8;
constexpr int kEnterCode = 13;
constexpr int kSpaceCode = 32;

struct Sign {
  int code;
  const char* text;
};
constexpr std::array<Sign, 13> kSigns = {{{186, ";"},
                                          {59, ";"},
                                          {187, "="},
                                          {61, "="},
                                          {188, ","},
                                          {189, "-"},
                                          {173, "-"},
                                          {190, "."},
                                          {191, "/"},
                                          {192, "`"},
                                          {219, "["},
                                          {221, "]"},
                                          {222, "'"}}};

bool changes_nothing(std::string_view name, int code) {
  constexpr std::array<std::string_view, 10> kNames = {"SHIFT",   "CAPS_LOCK", "CAPSLOCK", "CTRL",
                                                       "CONTROL", "ALT",       "ALTGR",    "META",
                                                       "ESC",     "NUM_LOCK"};
  constexpr std::array<int, 8> kCodes = {16, 17, 18, 20, 27, 91, 93, 144};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end() ||
         std::find(kCodes.begin(), kCodes.end(), code) != kCodes.end();
}

AaltoKey types(std::string text) {
  return {AaltoKey::Kind::kTypes, {LoggedStep::Kind::kCharacter, 0, std::move(text)}};
}

/// What the key types without shift; of letters the log knows no better.
AaltoKey key_of_code(int code) {
  if ((code >= '0' && code <= '9') || code == kSpaceCode) {
    return types(std::string(1, static_cast<char>(code)));
  }
  if (code >= 'A' && code <= 'Z') return types(std::string(1, static_cast<char>(code - 'A' + 'a')));
  for (const Sign& sign : kSigns) {
    if (sign.code == code) return types(sign.text);
  }
  return {};
}

bool is_control(std::string_view character) {
  const auto first = static_cast<unsigned char>(character.front());
  return first < 0x20 || first == 0x7F;
}

}  // namespace

AaltoKey aalto_key(std::string_view letter, std::string_view code_text) {
  int code = 0;
  std::from_chars(code_text.data(), code_text.data() + code_text.size(), code);
  const bool named = !letter.empty() && letter != code_text;
  if (letter == "BKSP" || letter == "BACKSPACE" || (!named && code == kBackspaceCode)) {
    return {AaltoKey::Kind::kTypes, {LoggedStep::Kind::kBackspace}};
  }
  if (letter == "ENTER" || letter == "RETURN" || code == kEnterCode) {
    return {AaltoKey::Kind::kEnter};
  }
  if (letter == "SPACE") return types(" ");
  if (named) {
    const bool short_enough = letter.size() < 64 && !is_control(letter);
    if (short_enough && split_keys(letter).size() == 1) return types(std::string(letter));
  }
  if (changes_nothing(letter, code)) return {AaltoKey::Kind::kNothing};
  return named ? AaltoKey{} : key_of_code(code);
}

}  // namespace inkling
