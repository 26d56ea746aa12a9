// Packs whose pack.json is foreign, damaged, or not of the files beside it.
#include <fstream>

#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

struct BadPack {
  const char* name;
  const char* manifest;
  const char* part;
  ErrorCode code;
  std::vector<std::string> says;
  bool opens;  // the lexicon all the same
};
std::ostream& operator<<(std::ostream& out, const BadPack& row) { return out << row.name; }

const std::vector<BadPack>& rows() {
  using enum ErrorCode;
  static const std::vector<BadPack> table = {
      {"Empty", "", "pack", kCorrupt, {"pack.json", "reinstall"}, true},
      {"NoFiles", "{}", "pack", kCorrupt, {"pack.json", "files", "reinstall"}, true},
      {"NoHash",
       R"({"files":{"lexicon.bin":{"bytes":1}}})",
       "pack",
       kCorrupt,
       {"pack.json", "sha256", "reinstall"},
       true},
      {"OfANewerFormat",
       R"({"format":"inkling-pack","format_version":2,"files":{}})",
       "pack",
       kUnsupported,
       {"pack.json", "format_version", "update Inkling"},
       false},
      {"OfNoVersion",
       R"({"format_version":"new","files":{}})",
       "pack",
       kUnsupported,
       {"pack.json", "format_version"},
       false},
      {"OfSomethingElse",
       R"({"format":"zip","files":{}})",
       "pack",
       kUnsupported,
       {"pack.json", "format must be inkling-pack"},
       false},
      {"WrongSize",
       R"({"files":{"lexicon.bin":{"bytes":12,"sha256":"00"}}})",
       "lexicon",
       kCorrupt,
       {"lexicon.bin", "pack.json", "bytes instead of 12", "reinstall"},
       false},
      {"WrongHash",
       R"({"files":{"lexicon.bin":{"bytes":SIZE,"sha256":"00"}}})",
       "lexicon",
       kCorrupt,
       {"lexicon.bin", "pack.json", "SHA-256", "reinstall"},
       false},
  };
  return table;
}

class BadPackTest : public ::testing::TestWithParam<BadPack> {};

TEST_P(BadPackTest, IsSaidInTheStatus) {
  const BadPack& row = GetParam();
  const TempFolder folder;
  write_lexicon_pack(folder.path());
  std::string manifest = row.manifest;
  if (const std::size_t at = manifest.find("SIZE"); at != std::string::npos) {
    const auto size = std::filesystem::file_size(folder.file("lexicon.bin"));
    manifest.replace(at, 4, std::to_string(size));
  }
  std::ofstream(folder.file("pack.json")) << manifest;
  const auto engine = Engine::open({.pack_dir = folder.path()}).value();
  ASSERT_FALSE(engine->status().empty());
  const Degradation& said = engine->status()[0];
  EXPECT_EQ(said.part, row.part);
  EXPECT_EQ(said.error.code, row.code);
  for (const std::string& text : row.says) {
    EXPECT_NE(said.error.message.find(text), std::string::npos) << said.error.message;
  }
  EXPECT_EQ(engine->has_lexicon(), row.opens);
  Session session(engine);
  type_into(&session, "hel");
  EXPECT_EQ(session.suggest({}).items.empty(), false);  // what was typed, if nothing else
}

INSTANTIATE_TEST_SUITE_P(Manifests, BadPackTest, ::testing::ValuesIn(rows()),
                         [](const auto& row) { return row.param.name; });

TEST(BadPack, AFormatThatIsKnownOpensWhole) {
  const TempFolder folder;
  write_lexicon_pack(folder.path());
  std::ofstream(folder.file("pack.json"))
      << R"({"format":"inkling-pack","format_version":1,"files":{}})";
  const auto engine = Engine::open({.pack_dir = folder.path()}).value();
  for (const Degradation& said : engine->status()) EXPECT_NE(said.part, "pack");
  EXPECT_TRUE(engine->has_lexicon());
}

}  // namespace
}  // namespace inkling
