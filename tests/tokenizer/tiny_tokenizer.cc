#include "tests/tokenizer/tiny_tokenizer.h"

#include <gtest/gtest.h>
#include <sentencepiece_trainer.h>
#include <unistd.h>

#include <filesystem>
#include <unordered_map>
#include <vector>

namespace inkling::testing {
namespace {

std::vector<std::string> sample_words() {
  const std::vector<std::string> words = {
      "the",   "kettle",  "is",      "on",    "and",    "we",      "will",   "talk",  "about",
      "boats", "because", "I'm",     "don't", "Monday", "morning", "tea",    "be",    "cause",
      "she",   "said",    "hello",   "there", "walk",   "walking", "walked", "river", "rivers",
      "over",  "under",   "nothing", "thing", "think",  "thinking"};
  std::vector<std::string> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (std::size_t k = 0; k < 2 + words.size() / (i + 1); ++k) out.push_back(words[i]);
  }
  for (const char* mark : {".", ",", "!", "?", "...", "-", "\"", "'"}) {
    for (int k = 0; k < 5; ++k) out.emplace_back(mark);
  }
  return out;
}

/// Feeds the sample to the trainer, one word a sentence.
class WordIterator final : public sentencepiece::SentenceIterator {
 public:
  [[nodiscard]] bool done() const override { return next_ == words_.size(); }
  void Next() override { ++next_; }  // NOLINT(readability-identifier-naming): their interface
  [[nodiscard]] const std::string& value() const override { return words_[next_]; }
  [[nodiscard]] sentencepiece::util::Status status() const override { return {}; }

 private:
  std::vector<std::string> words_ = sample_words();
  std::size_t next_ = 0;
};

std::string train() {
  const std::string prefix =
      (std::filesystem::temp_directory_path() / ("inkling_tiny_" + std::to_string(getpid())))
          .string();
  std::string specials = "[MASK],<nl>";
  for (int i = 0; i < 64; ++i) specials += ",<k:r" + std::to_string(i) + ">";
  const std::unordered_map<std::string, std::string> options = {
      {"model_prefix", prefix},
      {"model_type", "unigram"},
      {"vocab_size", "480"},
      {"treat_whitespace_as_suffix", "true"},
      {"normalization_rule_name", "identity"},
      {"byte_fallback", "true"},
      {"split_digits", "true"},
      {"hard_vocab_limit", "false"},
      {"pad_id", "0"},
      {"unk_id", "1"},
      {"bos_id", "2"},
      {"eos_id", "3"},
      {"user_defined_symbols", specials},
      {"minloglevel", "2"}};
  WordIterator words;
  const auto status = sentencepiece::SentencePieceTrainer::Train(options, &words);
  EXPECT_TRUE(status.ok()) << status.ToString();
  return prefix + ".model";
}

}  // namespace

const std::string& tiny_tokenizer_path() {
  /// Removes the files when the test program ends.
  struct Trained {
    std::string path = train();
    ~Trained() {
      std::error_code ignored;
      std::filesystem::remove(path, ignored);
      std::filesystem::remove(std::filesystem::path(path).replace_extension(".vocab"), ignored);
    }
    Trained() = default;
    Trained(const Trained&) = delete;
    Trained& operator=(const Trained&) = delete;
    Trained(Trained&&) = delete;
    Trained& operator=(Trained&&) = delete;
  };
  static const Trained trained;
  return trained.path;
}

}  // namespace inkling::testing
