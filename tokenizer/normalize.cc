#include "tokenizer/normalize.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include "tokenizer/utf8.h"

namespace inkling {
namespace {

bool is_plain_ascii(std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x7F || (byte < 0x20 && c != '\n')) return false;
  }
  return true;
}

/// What a character becomes: another one, or 0 for "drop it".
char32_t fold(char32_t c) {
  switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x02BC:
    case 0x2032:
    case 0xFF07:
    case 0x00B4:
      return U'\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
    case 0xFF02:
      return U'"';
    case 0x2028:
    case 0x2029:
    case 0x0085:
      return U'\n';
    case 0x2581:  // SentencePiece's own space mark must not come in from outside
      return U'_';
    case 0x00AD:
    case 0x200B:
    case 0x200E:
    case 0x200F:
    case 0xFEFF:
      return 0;
    default:
      break;
  }
  if (c == U'\n' || c == 0x200D) return c;
  const auto type = u_charType(static_cast<UChar32>(c));
  if (type == U_SPACE_SEPARATOR || c == U'\t') return U' ';
  if (type == U_CONTROL_CHAR) return c == U'\r' || c < 0x20 ? U' ' : char32_t{0};
  return c;
}

std::string fold_characters(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    char32_t c = next_code_point(text, &i);
    if (c == U'\r') {
      if (i < text.size() && text[i] == '\n') continue;
      c = U'\n';
    }
    const char32_t folded = fold(c);
    if (folded != 0) append_utf8(folded, &out);
  }
  return out;
}

}  // namespace

std::string normalize(std::string_view text) {
  if (is_plain_ascii(text)) return std::string(text);
  // NFC comes first: it turns some quote-like characters into the ones that are folded.
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  const std::string repaired = repair_utf8(text);
  if (U_FAILURE(status)) return fold_characters(repaired);
  std::string composed;
  icu::StringByteSink<std::string> sink(&composed);
  nfc->normalizeUTF8(0, {repaired.data(), static_cast<int32_t>(repaired.size())}, sink, nullptr,
                     status);
  std::string folded = fold_characters(U_SUCCESS(status) ? composed : repaired);
  if (folded == composed) return folded;
  // Dropping or replacing a character may bring a base and its mark together.
  std::string again;
  icu::StringByteSink<std::string> second(&again);
  status = U_ZERO_ERROR;
  nfc->normalizeUTF8(0, {folded.data(), static_cast<int32_t>(folded.size())}, second, nullptr,
                     status);
  return U_SUCCESS(status) ? again : folded;
}

}  // namespace inkling
