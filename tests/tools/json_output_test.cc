#include "tools/json_output.h"

#include <gtest/gtest.h>

#include <string>

namespace inkling {
namespace {

TEST(JsonOutput, HasTheFieldsThatScriptsRead) {
  Suggestions suggestions;
  suggestions.items.push_back({.text = "tomorrow",
                               .kind = SuggestionKind::kCompletion,
                               .score = -1.25,
                               .autocorrect = true,
                               .sources = kSourceModel | kSourceLexicon | kSourceHistory});
  suggestions.stages = {Stage::kLexicon, Stage::kNextWord};
  suggestions.micros = 412;
  EXPECT_EQ(json_text(suggestions_json(suggestions)),
            R"({"suggestions":[{"text":"tomorrow","kind":"completion","score":-1.25,)"
            R"("autocorrect":true,"source":["model","lexicon","history"]}],)"
            R"("stages":["lexicon","next_word"],"micros":412})");
}

TEST(JsonOutput, IsAlwaysUtf8) {
  EXPECT_EQ(json_text({{"a", "\xff"}}), "{\"a\":\"\xef\xbf\xbd\"}");
}

TEST(JsonOutput, OfNothingHasTheSameFields) {
  EXPECT_EQ(json_text(suggestions_json({})), R"({"suggestions":[],"stages":[],"micros":0})");
}

}  // namespace
}  // namespace inkling
