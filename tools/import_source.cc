#include "tools/import_source.h"

#include <unicode/ustring.h>
#include <zip.h>

#include <array>
#include <cstdint>
#include <iostream>
#include <memory>
#include <optional>
#include <utility>

#include "platform/file.h"

namespace inkling {
namespace {

// More than any person's dictionary and any export of a history.
constexpr std::size_t kMostBytes = std::size_t{128} << 20;
constexpr zip_int64_t kMostFiles = 10'000;

Error corrupt(const std::string& what) { return make_error(ErrorCode::kCorrupt, what); }

struct CloseArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseEntry {
  void operator()(zip_file_t* file) const { (void)zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, CloseArchive>;
using ArchiveFile = std::unique_ptr<zip_file_t, CloseEntry>;

Result<Archive> open_archive(const std::string& bytes) {
  zip_error_t why = {};
  zip_error_init(&why);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &why);
  zip_t* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &why);
  if (archive == nullptr && source != nullptr) zip_source_free(source);
  zip_error_fini(&why);
  if (archive == nullptr) {
    return corrupt("this zip archive is damaged or was cut off; export or download it again");
  }
  return Archive(archive);
}

/// Which file in the archive holds the words: the dictionary.txt, else the only text.
Result<zip_uint64_t> find_dictionary(zip_t* archive) {
  const zip_int64_t files = zip_get_num_entries(archive, 0);
  if (files > kMostFiles) return corrupt("too many files in this zip archive");
  std::optional<zip_uint64_t> text;
  int texts = 0;
  for (zip_int64_t i = 0; i < files; ++i) {
    const char* name = zip_get_name(archive, static_cast<zip_uint64_t>(i), 0);
    const std::string_view full = name == nullptr ? "" : name;
    const std::string_view file = full.substr(full.rfind('/') + 1);
    if (file == "dictionary.txt") return static_cast<zip_uint64_t>(i);
    if (!file.ends_with(".txt")) continue;
    text = static_cast<zip_uint64_t>(i);
    ++texts;
  }
  if (texts == 1) return *text;
  return corrupt(
      "there is no dictionary.txt in this zip archive, as Gboard writes it; unpack it and import "
      "the list of words");
}

/// What is in it, never more than the limit, whatever the archive says of its size.
Result<std::string> unpack(const std::string& bytes) {
  const auto archive = open_archive(bytes);
  if (!archive) return archive.error();
  const auto at = find_dictionary(archive->get());
  if (!at) return at.error();
  const ArchiveFile file(zip_fopen_index(archive->get(), *at, 0));
  if (file == nullptr) {
    return corrupt(
        "the dictionary in this zip archive cannot be opened; unpack it by hand (it may "
        "have a password) and import the text");
  }
  std::string out;
  std::array<char, 65536> part = {};
  while (true) {
    const zip_int64_t got = zip_fread(file.get(), part.data(), part.size());
    if (got == 0) return out;
    if (got < 0) return corrupt("the dictionary in this zip archive is damaged; export it again");
    out.append(part.data(), static_cast<std::size_t>(got));
    if (out.size() > kMostBytes) {
      return corrupt(
          "the dictionary in this zip archive unpacks to more than 128 MiB, which is no "
          "person's; nothing was read");
    }
  }
}

Result<std::string> from_utf16(const std::string& bytes, bool big_endian) {
  if (bytes.size() % 2 != 0) {
    return corrupt("this UTF-16 text ends in the middle of a character; save it as UTF-8");
  }
  std::u16string wide;
  wide.reserve(bytes.size() / 2);
  for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) {
    const auto first = static_cast<uint8_t>(bytes[i]);
    const auto second = static_cast<uint8_t>(bytes[i + 1]);
    wide += static_cast<char16_t>(big_endian ? first << 8U | second : second << 8U | first);
  }
  constexpr std::size_t kMostPerUnit = 3;
  std::string out(wide.size() * kMostPerUnit, '\0');
  int32_t length = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strToUTF8(out.data(), static_cast<int32_t>(out.size()), &length, wide.data(),
              static_cast<int32_t>(wide.size()), &status);
  if (U_FAILURE(status) != 0) {
    return corrupt("this begins like UTF-16 text but is none; save the list as UTF-8");
  }
  out.resize(static_cast<std::size_t>(length));
  return out;
}

Result<std::string> read_standard_input() {
  std::string out;
  std::array<char, 65536> part = {};
  while (std::cin.read(part.data(), part.size()) || std::cin.gcount() > 0) {
    out.append(part.data(), static_cast<std::size_t>(std::cin.gcount()));
    if (out.size() > kMostBytes) {
      return corrupt("larger than 128 MiB, more than one person writes; nothing was read");
    }
  }
  return out;
}

}  // namespace

Result<std::string> import_text(std::string bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("PK\x03\x04"sv) || bytes.starts_with("PK\x05\x06"sv)) {
    auto inside = unpack(bytes);
    if (!inside) return inside;
    bytes = *std::move(inside);
  }
  if (bytes.starts_with("\xFF\xFE"sv)) return from_utf16(bytes, false);
  if (bytes.starts_with("\xFE\xFF"sv)) return from_utf16(bytes, true);
  return bytes;
}

Result<std::string> read_import_source(const std::string& path) {
  auto bytes = path == "-" ? read_standard_input() : read_file(path, kMostBytes);
  if (!bytes) return bytes;
  return import_text(*std::move(bytes));
}

}  // namespace inkling
