// Types a text through the C++ Session and prints what each suggest() took.
//
//   inkling_border_bench PACK TEXT_FILE ROUNDS
//
// Prints a line of nanoseconds per round, a number per key. BorderBench.java does the same.
#include <charconv>
#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>

#include "engine/inkling.h"

namespace {

void type_once(const std::shared_ptr<inkling::Engine>& engine, std::string_view text) {
  inkling::Session session(engine, {.no_learning = true});
  for (const char& character : text) {
    session.key(std::string_view(&character, 1));
    const auto start = std::chrono::steady_clock::now();
    const inkling::Suggestions strip = session.suggest({});
    const auto taken = std::chrono::steady_clock::now() - start;
    std::cout << std::chrono::nanoseconds(taken).count() << ' ';
  }
  std::cout << '\n';
}

int run(const std::string& pack, const std::string& text_file, std::string_view rounds) {
  std::ifstream file(text_file);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  int count = 0;
  std::from_chars(rounds.data(), rounds.data() + rounds.size(), count);
  if (text.empty() || count < 1) {
    std::cerr << "no text in " << text_file << ", or no rounds: " << rounds << '\n';
    return 2;
  }
  const auto engine = inkling::Engine::open({.pack_dir = pack});
  if (!engine.ok()) {
    std::cerr << engine.error().message << '\n';
    return 1;
  }
  for (int i = 0; i < count; ++i) type_once(*engine, text);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: inkling_border_bench PACK TEXT_FILE ROUNDS\n";
    return 2;
  }
  return run(argv[1], argv[2], argv[3]);
}
