// Engines for tests: a small lexicon, with and without the pack that ships.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "engine/inkling.h"
#include "engine/lexicon/lexicon.h"
#include "tests/temp_folder.h"
#include "tools/pack/lexicon_writer.h"

namespace inkling {

inline std::string english_pack() { return std::string(INKLING_SOURCE_DIR) + "/packs/en"; }

inline void write_lexicon_file(const LexiconSource& source, const std::string& folder) {
  const auto bytes = write_lexicon(source).value();
  std::ofstream file(folder + "/lexicon.bin", std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
}

/// Writes a pack that has a lexicon only.
inline void write_lexicon_pack(const std::string& folder) {
  LexiconSource source;
  const std::initializer_list<std::pair<const char*, float>> words = {
      {"the", -3.0F},    {"then", -6.0F},     {"they", -5.0F},  {"you", -4.0F},  {"your", -5.5F},
      {"hello", -8.0F},  {"receive", -9.5F},  {"don't", -6.0F}, {"I", -3.7F},    {"I'm", -6.0F},
      {"Monday", -9.5F}, {"tomorrow", -8.5F}, {"form", -9.0F},  {"from", -5.8F}, {"thank", -7.0F},
      {"see", -6.5F},    {"soon", -8.0F},     {"in", -4.0F},    {"an", -5.0F},   {"a", -3.8F}};
  for (const auto& [text, log_prob] : words) source.words.push_back({text, log_prob, 0});
  source.words.push_back({"damn", -9, kWordOffensive | kWordNeverAutocorrect});
  source.emoji = {{"hello", "👋"}};
  source.joined = {{"thankyou", "thank you", 2}};
  write_lexicon_file(source, folder);
}

/// Writes a pack of a second language, German.
inline void write_german_pack(const std::string& folder) {
  LexiconSource source;
  for (const auto& [text, log_prob] :
       std::initializer_list<std::pair<const char*, float>>{{"und", -3.2F},
                                                            {"ich", -3.5F},
                                                            {"nicht", -4.5F},
                                                            {"wir", -4.8F},
                                                            {"haben", -5.5F},
                                                            {"morgen", -7.0F},
                                                            {"Garten", -8.5F},
                                                            {"heute", -7.2F},
                                                            {"schon", -6.0F},
                                                            {"sehen", -7.4F},
                                                            {"uns", -5.0F},
                                                            {"die", -3.1F},
                                                            {"Milch", -9.0F}}) {
    source.words.push_back({text, log_prob, 0});
  }
  write_lexicon_file(source, folder);
}

/// Presses every character of an ASCII text; a space commits.
inline void type_into(Session* session, std::string_view text) {
  for (const char c : text) session->key(std::string(1, c));
}

class SmallEngineTest : public ::testing::Test {
 protected:
  SmallEngineTest() {
    write_lexicon_pack(folder_.path());
    reopen();
  }
  void reopen() {
    session_.reset();
    engine_.reset();
    engine_ = Engine::open({.pack_dir = folder_.path(), .history_path = folder_.file("me.sqlite")})
                  .value();
    session_ = std::make_unique<Session>(engine_);
  }
  void type(std::string_view text) { type_into(session_.get(), text); }
  std::vector<Suggestion> suggest(int count = 3) {
    SuggestOptions options;
    options.count = count;
    return session_->suggest(options).items;
  }
  std::vector<std::string> texts(int count = 3) {
    std::vector<std::string> out;
    for (const Suggestion& s : suggest(count)) out.push_back(s.text);
    return out;
  }
  bool offered(const std::string& text, int count = 8) {
    for (const std::string& t : texts(count)) {
      if (t == text) return true;
    }
    return false;
  }

  TempFolder folder_;
  std::shared_ptr<Engine> engine_;
  std::unique_ptr<Session> session_;
};

}  // namespace inkling
