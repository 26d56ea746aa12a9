#include "tools/import_source.h"

#include <gtest/gtest.h>
#include <zip.h>

#include <string>
#include <utility>
#include <vector>

#include "platform/file.h"
#include "tests/temp_folder.h"

namespace inkling {
namespace {

using namespace std::string_literals;

/// An archive of these files, by name and text.
std::string archive(const std::vector<std::pair<std::string, std::string>>& files) {
  const TempFolder folder;
  const std::string path = folder.file("archive.zip");
  zip_t* zip = zip_open(path.c_str(), ZIP_CREATE, nullptr);
  for (const auto& [name, text] : files) {
    zip_source_t* source = zip_source_buffer(zip, text.data(), text.size(), 0);
    EXPECT_GE(zip_file_add(zip, name.c_str(), source, 0), 0);
  }
  EXPECT_EQ(zip_close(zip), 0);
  return *read_file(path);
}

std::string complaint(const std::string& bytes) {
  const auto text = import_text(bytes);
  EXPECT_FALSE(text.ok());
  return text.ok() ? "" : text.error().message;
}

TEST(ImportSource, GboardsArchiveGivesItsDictionary) {
  EXPECT_EQ(*import_text(archive({{"a.txt", "no"}, {"dictionary.txt", "\tPriya\ten\n"}})),
            "\tPriya\ten\n");
  EXPECT_EQ(*import_text(archive({{"backup/words.txt", "Priya\n"}, {"x.png", "?"}})), "Priya\n");
}

TEST(ImportSource, OtherArchivesAreRefusedWithTheCure) {
  EXPECT_NE(complaint(archive({{"a.json", "{}"}})).find("no dictionary.txt"), std::string::npos);
  EXPECT_NE(complaint(archive({{"a.txt", "a"}, {"b.txt", "b"}})).find("no dictionary.txt"),
            std::string::npos);
  const std::string whole = archive({{"dictionary.txt", std::string(5000, 'a')}});
  for (std::size_t length = 4; length < whole.size(); ++length) {
    EXPECT_FALSE(import_text(whole.substr(0, length)).ok()) << length;
  }
}

TEST(ImportSource, AnArchiveThatUnpacksToTooMuchIsRefused) {
  const std::string bomb =
      archive({{"dictionary.txt", std::string((std::size_t{128} << 20) + 1, 'a')}});
  EXPECT_LT(bomb.size(), std::size_t{1} << 20);
  EXPECT_NE(complaint(bomb).find("more than 128 MiB"), std::string::npos);
}

TEST(ImportSource, TextOfWindowsBecomesUtf8) {
  EXPECT_EQ(*import_text("\xFF\xFEZ\0\xFC\0"s), "Zü");
  EXPECT_EQ(*import_text("\xFE\xFF\0Z\0\xFC"s), "Zü");
  EXPECT_EQ(*import_text("\xFF\xFE"s), "");
  EXPECT_NE(complaint("\xFF\xFEZ\0\xFC"s).find("ends in the middle"), std::string::npos);
  EXPECT_NE(complaint("\xFF\xFE\x00\xD8Z\0"s).find("save the list as UTF-8"), std::string::npos);
  EXPECT_EQ(*import_text("plain\n"), "plain\n");
}

TEST(ImportSource, AFileThatIsNotThereIsNamed) {
  const auto text = read_import_source("/nonexistent/words.txt");
  ASSERT_FALSE(text.ok());
  EXPECT_EQ(text.error().code, ErrorCode::kNotFound);
  EXPECT_NE(text.error().message.find("words.txt"), std::string::npos);
}

}  // namespace
}  // namespace inkling
