#include "tools/pack/pack_manifest.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "platform/file.h"
#include "platform/sha256.h"

namespace inkling {
namespace {

namespace fs = std::filesystem;

class PackManifestTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "/pack_manifest_test." + std::to_string(::getpid());
    fs::create_directories(folder_ + "/extra");
    write("lexicon.bin", "words");
    write("extra/notes.txt", "notes");
  }
  void TearDown() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& contents) {
    ASSERT_TRUE(write_file_atomic(folder_ + "/" + name, contents).ok());
  }
  PackManifest manifest_of_folder() {
    PackManifest manifest;
    manifest.name = "tiny";
    manifest.languages = {"en"};
    auto files = hash_folder(folder_);
    EXPECT_TRUE(files.ok());
    if (files.ok()) manifest.files = *files;
    return manifest;
  }

  std::string folder_;
};

TEST_F(PackManifestTest, HashesEveryFileButItself) {
  write("pack.json", "{}");
  const PackManifest manifest = manifest_of_folder();
  ASSERT_EQ(manifest.files.size(), 2U);
  EXPECT_EQ(manifest.files[0].name, "extra/notes.txt");
  EXPECT_EQ(manifest.files[1].name, "lexicon.bin");
  EXPECT_EQ(manifest.files[1].bytes, 5U);
  EXPECT_EQ(manifest.files[1].sha256, sha256_hex("words"));
  EXPECT_EQ(manifest.total_bytes(), 10U);
}

TEST_F(PackManifestTest, ReadsWhatItWroteAndKeepsWhatItDoesNotKnow) {
  PackManifest manifest = manifest_of_folder();
  manifest.licence = "CC0-1.0";
  manifest.sources = {"a", "b"};
  manifest.other_fields = {{"metrics", {{"top1", 0.2}}}};
  ASSERT_TRUE(write_manifest(folder_, manifest).ok());
  const auto read = read_manifest(folder_);
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read->to_json(), manifest.to_json());
  EXPECT_EQ(read->to_json()["metrics"]["top1"], 0.2);
}

TEST_F(PackManifestTest, NamesTheFileThatDiffers) {
  const PackManifest manifest = manifest_of_folder();
  std::vector<std::string> unlisted;
  EXPECT_TRUE(compare_with_folder(manifest, folder_, &unlisted).empty());
  EXPECT_TRUE(unlisted.empty());

  write("lexicon.bin", "wordz");
  auto problems = compare_with_folder(manifest, folder_, &unlisted);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_NE(problems[0].find("lexicon.bin"), std::string::npos);

  write("lexicon.bin", "more words");
  problems = compare_with_folder(manifest, folder_, &unlisted);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_NE(problems[0].find("10 bytes instead of 5"), std::string::npos) << problems[0];

  fs::remove(folder_ + "/lexicon.bin");
  write("stray", "x");
  problems = compare_with_folder(manifest, folder_, &unlisted);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_NE(problems[0].find("missing"), std::string::npos);
  EXPECT_EQ(unlisted, std::vector<std::string>{"stray"});
}

TEST_F(PackManifestTest, RefusesAMalformedManifest) {
  const auto missing = read_manifest(folder_);
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  const std::string hash(64, 'a');
  const std::vector<std::string> bad = {
      "",
      "[]",
      R"({"format":"other"})",
      R"({"name":7})",
      R"({"languages":"en"})",
      R"({"files":[]})",
      R"({"files":{"a":{}}})",
      R"({"files":{"a":{"bytes":-1,"sha256":")" + hash + R"("}}})",
      R"({"files":{"a":{"bytes":1,"sha256":"abc"}}})",
      R"({"files":{"../a":{"bytes":1,"sha256":")" + hash + R"("}}})",
      R"({"files":{"/etc/passwd":{"bytes":1,"sha256":")" + hash + R"("}}})",
      R"({"files":{"":{"bytes":1,"sha256":")" + hash + R"("}}})"};
  for (const std::string& text : bad) {
    write("pack.json", text);
    const auto read = read_manifest(folder_);
    ASSERT_FALSE(read.ok()) << text;
    EXPECT_EQ(read.error().code, ErrorCode::kCorrupt) << text;
    EXPECT_NE(read.error().message.find("pack.json"), std::string::npos);
  }
}

}  // namespace
}  // namespace inkling
