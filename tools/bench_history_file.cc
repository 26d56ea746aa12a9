#include "tools/bench_history_file.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <system_error>
#include <utility>

#include "cache/history/history.h"
#include "tools/made_up_word.h"
#include "tools/memory.h"

namespace inkling {
namespace {

/// A folder that goes with everything in it.
class Folder {
 public:
  Folder() {
    std::error_code failed;
    std::string name =
        (std::filesystem::temp_directory_path(failed) / "inkling-bench-XXXXXX").string();
    if (!failed && ::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  /// Empty: none could be made.
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// Another word for each of 343,000 numbers.
std::string word_of(std::size_t number) {
  return made_up_word(3, [number](std::size_t choices) mutable {
    const std::size_t digit = number % choices;
    number /= choices;
    return digit;
  });
}

/// Learns a text until there are so many n-grams, and writes all of it.
Status write_file(const History::Options& options, std::size_t words, std::size_t ngrams) {
  constexpr std::size_t kPersonalShare = 10;  // one word in so many
  const auto history = History::open(options, nullptr);
  for (std::size_t i = 1; i <= words; ++i) {
    if (i % kPersonalShare != 0) {
      history->learn("", "", word_of(i), true, true);
    } else if (Status added = history->add_personal(word_of(i)); !added.ok()) {
      return added;
    }
  }
  std::mt19937 random(21);
  std::uniform_real_distribution<double> share(0, std::log(static_cast<double>(words)));
  std::string before;
  std::string last;
  while (history->status().ngrams < ngrams) {
    const auto rank = static_cast<std::size_t>(std::exp(share(random)));
    const std::string word = word_of(std::min(rank, words));
    history->learn(before, last, word, true, true);
    before = std::exchange(last, word);
  }
  return history->flush();
}

}  // namespace

Result<HistoryFileTimes> measure_history_file(std::size_t words, std::size_t ngrams, int openings) {
  const Folder folder;
  if (folder.path().empty()) {
    return make_error(ErrorCode::kIo, "no folder could be made for a history's file");
  }
  History::Options options;
  options.path = folder.path() + "/history.db";
  options.max_bytes = 0;
  if (Status written = write_file(options, words, ngrams); !written.ok()) return written.error();
  HistoryFileTimes out;
  for (int i = 0; i < openings; ++i) {
    const double before = heap_mb();
    const Stopwatch watch;
    const auto history = History::open(options, nullptr);
    out.open.add(watch.micros());
    out.held_mb = heap_mb() - before;
    const HistoryStatus status = history->status();
    if (status.in_memory) return make_error(ErrorCode::kIo, status.reason);
    out.words = status.words;
    out.ngrams = status.ngrams;
  }
  return out;
}

}  // namespace inkling
