// No secret gets in, and ordinary prose still does: tables in secrets.tsv and prose.tsv.
#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "cache/history/history.h"
#include "engine/session/secret_token.h"
#include "tests/engine/engine_fixture.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, at);) out.push_back(part);
  return out;
}

std::vector<std::vector<std::string>> table(const std::string& name) {
  std::ifstream in(std::string(INKLING_SOURCE_DIR) + "/tests/engine/" + name);
  std::vector<std::vector<std::string>> out;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line.front() != '#') out.push_back(split(line, '\t'));
  }
  return out;
}

class SecretsTest : public ::testing::Test {
 protected:
  SecretsTest() { write_lexicon_pack(folder_.path()); }
  std::string file() const { return folder_.file("me.sqlite"); }
  void open() {
    engine_ = Engine::open({.pack_dir = folder_.path(), .history_path = file()}).value();
  }
  void forget_all() {
    engine_.reset();
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file() + end);
    open();
  }
  static void type(Session* session, std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t begin = at;
      next_code_point(text, &at);
      session->key(text.substr(begin, at - begin));
    }
  }
  /// Three times as a line of its own, then after a word, letter by letter.
  void type_often(const std::string& text, FieldKind field = FieldKind::kText) {
    SessionOptions options;
    options.field = field;
    options.autocorrect = AutocorrectStrength::kOff;
    for (int i = 0; i < 3; ++i) {
      Session session(engine_, options);
      type(&session, text + (i == 1 ? "\n" : " "));
      if (i == 2) session.finish();
    }
  }
  /// A file without the numbers in it that are not the person's: keys, hashes, times.
  static std::string bytes(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    const std::string all{std::istreambuf_iterator<char>(in), {}};
    std::string out;
    for (std::size_t at = 0; at < all.size();) {
      const std::size_t end = std::min(all.find_first_not_of("0123456789abcdef", at), all.size());
      if (end - at < 20) out += all.substr(at, end - at);
      if (end < all.size()) out += all[end];
      at = end + 1;
    }
    constexpr std::string_view kTime = "created1234567890";
    for (std::size_t at = out.find("created1"); at != out.npos; at = out.find("created1", at)) {
      out.erase(at, kTime.size());
    }
    return out;
  }
  static std::string texts_only(const std::string& json) {
    std::istringstream in(json);
    std::string out;
    for (std::string line; std::getline(in, line);) {
      const bool number = line.find("\"count\"") != line.npos;
      if (!number && line.find("\"last_used\"") == line.npos) out += line + '\n';
    }
    return out;
  }
  /// All that is kept, in memory, in an export, and on the disk, before and after it is closed.
  std::string kept() {
    History& history = engine_->history();
    std::ostringstream json;
    EXPECT_TRUE(history.export_json(json).ok());
    std::ostringstream out;
    out << texts_only(json.str());
    for (const HistoryWord& word : history.words("", 1000)) out << word.text << '\n';
    for (const HistoryScore& next : history.predict("", "", "", 100)) out << next.word << '\n';
    Session session(engine_);
    session.set_context("it is ", "");
    for (const Suggestion& s : session.suggest({.count = 8}).items) {
      if ((s.sources & kSourceHistory) != 0) out << s.text << '\n';
    }
    EXPECT_TRUE(history.flush().ok());
    out << bytes(file()) << bytes(file() + "-wal");
    return to_lower(out.str());
  }
  void expect_nothing_of(const std::string& pieces, const std::string& kind) {
    const std::string all = kept();
    for (const std::string& piece : split(pieces, '|')) {
      EXPECT_EQ(all.find(to_lower(piece)), std::string::npos)
          << kind << ": " << piece << " is kept";
    }
  }

  TempFolder folder_;
  std::shared_ptr<Engine> engine_;
};

TEST_F(SecretsTest, NothingIsKeptOfWhatIsTyped) {
  for (const auto& row : table("secrets.tsv")) {
    ASSERT_EQ(row.size(), 3U) << row.front();
    forget_all();
    type_often(row[1]);
    expect_nothing_of(row[2], row[0]);
  }
}

TEST_F(SecretsTest, NothingIsKeptOfWhatIsSearchedFor) {
  const auto rows = table("secrets.tsv");
  for (std::size_t i = 0; i < rows.size(); i += 5) {
    forget_all();
    type_often(rows[i][1], FieldKind::kSearch);
    expect_nothing_of(rows[i][2], rows[i][0]);
  }
}

TEST_F(SecretsTest, NothingIsKeptOfWhatIsPicked) {
  for (const auto& row : table("secrets.tsv")) {
    forget_all();
    for (int i = 0; i < 3; ++i) {
      Session session(engine_);
      session.pick(row[1]);
      type(&session, "so ");
    }
    expect_nothing_of(row[2], row[0]);
  }
}

TEST_F(SecretsTest, NoNgramHangsOnTheWordsOfAPastedOne) {
  for (const auto& row : table("secrets.tsv")) {
    forget_all();
    for (int i = 0; i < 3; ++i) {
      Session session(engine_);
      session.set_context("see " + row[1] + " ", "");
      type(&session, "then you see ");
    }
    expect_nothing_of(row[2], row[0]);
  }
}

TEST_F(SecretsTest, ProseIsLearned) {
  for (const auto& row : table("prose.tsv")) {
    ASSERT_EQ(row.size(), 2U) << row.front();
    forget_all();
    type_often(row[0]);
    EXPECT_TRUE(engine_->history().is_personal(row[1])) << row[0];
  }
}

TEST_F(SecretsTest, TheRightSideOfTheCursorBelongsToTheToken) {
  open();
  for (int i = 0; i < 3; ++i) {
    Session session(engine_);
    session.set_context("mail ", "@example.org");
    type(&session, "zqvorn");
    session.finish();
  }
  expect_nothing_of("zqvorn", "left of @");
}

TEST_F(SecretsTest, ASlipInATagTeachesNoWordAndNoCorrection) {
  open();
  for (int i = 0; i < 3; ++i) {
    Session session(engine_);
    type(&session, "teh.com ");
    type(&session, "#teh ");
  }
  EXPECT_EQ(engine_->history().correction("teh", "the").accepted, 0U);
  expect_nothing_of("teh", "tag");
}

TEST_F(SecretsTest, AFieldThatIsLeftInTheMiddleOfASentenceTeachesItsWords) {
  open();
  for (int i = 0; i < 2; ++i) {
    Session session(engine_);
    type(&session, "we met Zephyrine.");
  }
  EXPECT_TRUE(engine_->history().is_personal("Zephyrine"));
}

TEST_F(SecretsTest, AWordThatWaitsIsNowhereInTheClear) {
  open();
  Session session(engine_);
  type(&session, "see grobnitz soon ");
  expect_nothing_of("grobnitz", "typed once");
  type(&session, "see grobnitz soon ");
  EXPECT_TRUE(engine_->history().is_personal("grobnitz"));
  EXPECT_NE(kept().find("grobnitz"), std::string::npos);
}

TEST_F(SecretsTest, AWordThatWaitedInTheFileIsTrustedAfterReopening) {
  open();
  type(std::make_unique<Session>(engine_).get(), "grobnitz ");
  engine_.reset();
  open();
  EXPECT_FALSE(engine_->history().is_personal("grobnitz"));
  type(std::make_unique<Session>(engine_).get(), "grobnitz ");
  EXPECT_TRUE(engine_->history().is_personal("grobnitz"));
}

}  // namespace
}  // namespace inkling
