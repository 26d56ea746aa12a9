#include "tools/keys.h"

#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <memory>

namespace inkling {

std::vector<std::string> split_keys(std::string_view text) {
  std::vector<std::string> keys;
  const icu::UnicodeString wide =
      icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> breaks(
      icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
  if (U_FAILURE(status) != 0) return keys;
  breaks->setText(wide);
  int32_t begin = breaks->first();
  for (int32_t end = breaks->next(); end != icu::BreakIterator::DONE; end = breaks->next()) {
    wide.tempSubStringBetween(begin, end).toUTF8String(keys.emplace_back());
    begin = end;
  }
  return keys;
}

Commit press(Session* session, std::string_view character, std::optional<Touch> touch) {
  if (character == " ") return session->space();
  if (character == "\n" || character == "\r\n") return session->enter();
  return session->key(character, touch);
}

void type_text(Session* session, std::string_view text) {
  for (const std::string& key : split_keys(text)) press(session, key);
}

void type_as_written(Session* session, std::string_view text) {
  for (const std::string& key : split_keys(text)) {
    if (key == " " || key == "\n" || key == "\r\n" || key == "\t") session->finish();
    press(session, key);
  }
}

}  // namespace inkling
