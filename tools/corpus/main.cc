// inkling_corpus: the text side of training, with the very code that runs on the device, so that
// a model is trained on the units it will see.
//
//   inkling_corpus units                                   text -> surface, count inside a
//                                                          sentence, count at its start
//   inkling_corpus pieces PACK_DIR                         text -> ids of a converted checkpoint's
//                                                          vocabulary, in decimal, line by line
//   inkling_corpus encode --tokenizer F [--keep-capitals F]   text -> little-endian uint16 ids
//
// Text on standard input, one utterance or paragraph per line, a blank line between documents.
// encode writes the newline piece after each line and </s> after each document.
#include <array>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "tokenizer/normalize.h"
#include "tokenizer/segmenter.h"
#include "tokenizer/sentencepiece_tokenizer.h"
#include "tokenizer/wordpiece_tokenizer.h"

namespace {

/// Capitals that a list of words asks for.
class ListedCapitals final : public inkling::CasePolicy {
 public:
  explicit ListedCapitals(std::unordered_set<std::string> words) : words_(std::move(words)) {}
  [[nodiscard]] bool keeps_capital(std::string_view word) const override {
    return words_.contains(std::string(word));
  }

 private:
  std::unordered_set<std::string> words_;
};

bool is_blank(const std::string& line) {
  return line.find_first_not_of(" \t\r") == std::string::npos;
}

int count_units() {
  std::unordered_map<std::string, std::array<long, 2>> counts;
  for (std::string line; std::getline(std::cin, line);) {
    for (const inkling::Unit& unit : inkling::split_units(inkling::normalize(line), nullptr)) {
      ++counts[unit.text][unit.sentence_initial ? 1 : 0];
    }
  }
  for (const auto& [surface, count] : counts) {
    std::cout << surface << '\t' << count[0] << '\t' << count[1] << '\n';
  }
  return std::cout.flush() ? 0 : 1;
}

void put(std::vector<char>* out, int32_t id) {
  out->push_back(static_cast<char>(id & 0xFF));
  out->push_back(static_cast<char>((id >> 8) & 0xFF));
}

int encode_text(const std::string& tokenizer_path, const std::string& capitals_path) {
  std::unordered_set<std::string> words;
  if (!capitals_path.empty()) {
    std::ifstream file(capitals_path);
    if (!file) {
      std::cerr << "inkling_corpus: cannot read " << capitals_path << '\n';
      return 3;
    }
    for (std::string word; std::getline(file, word);) words.insert(word);
  }
  const ListedCapitals capitals(std::move(words));
  const auto opened = inkling::open_sentencepiece(tokenizer_path, &capitals);
  if (!opened.ok()) {
    std::cerr << "inkling_corpus: " << opened.error().message << '\n';
    return 3;
  }
  const inkling::Tokenizer& tokenizer = **opened;
  // Most units recur: remember their ids.
  std::unordered_map<std::string, std::vector<int32_t>> memory;
  constexpr std::size_t kMaxMemory = 2'000'000;
  std::vector<char> out;
  for (std::string line; std::getline(std::cin, line);) {
    if (is_blank(line)) {
      put(&out, inkling::SpecialIds::kEnd);
    } else {
      for (inkling::Unit& unit : inkling::split_units(inkling::normalize(line), &capitals)) {
        auto it = memory.find(unit.text);
        if (it == memory.end()) {
          if (memory.size() > kMaxMemory) memory.clear();
          std::vector<int32_t> ids = tokenizer.encode_unit(unit.text);
          it = memory.emplace(std::move(unit.text), std::move(ids)).first;
        }
        for (const int32_t id : it->second) put(&out, id);
      }
      put(&out, inkling::SpecialIds::kNewline);
    }
    if (out.size() > (1U << 20U)) {
      std::cout.write(out.data(), static_cast<std::streamsize>(out.size()));
      out.clear();
    }
  }
  std::cout.write(out.data(), static_cast<std::streamsize>(out.size()));
  return std::cout.flush() ? 0 : 1;
}

/// Every line's ids in the vocabulary of a converted checkpoint, in decimal.
int spell_lines(const std::string& pack) {
  const auto opened = inkling::open_wordpiece(pack);
  if (!opened.ok()) {
    std::cerr << "inkling_corpus: " << opened.error().message << '\n';
    return 3;
  }
  for (std::string line; std::getline(std::cin, line);) {
    const char* before = "";
    for (const int32_t id : (*opened)->encode(line).ids) {
      std::cout << before << id;
      before = " ";
    }
    std::cout << '\n';
  }
  return std::cout.flush() ? 0 : 1;
}

int usage() {
  std::cerr << "usage: inkling_corpus units | inkling_corpus encode --tokenizer FILE "
               "[--keep-capitals FILE] | inkling_corpus pieces PACK_DIR\n";
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const std::vector<std::string> args(argv + 1, argv + argc);
  if (args.size() == 1 && args[0] == "units") return count_units();
  if (args.size() == 2 && args[0] == "pieces") return spell_lines(args[1]);
  if (args.empty() || args[0] != "encode") return usage();
  std::string tokenizer;
  std::string capitals;
  for (std::size_t i = 1; i + 1 < args.size(); i += 2) {
    if (args[i] == "--tokenizer") {
      tokenizer = args[i + 1];
    } else if (args[i] == "--keep-capitals") {
      capitals = args[i + 1];
    } else {
      return usage();
    }
  }
  if (tokenizer.empty()) return usage();
  return encode_text(tokenizer, capitals);
}
