#include "tools/bench_history_file.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "cache/history/history.h"
#include "cache/history/history_seal.h"
#include "cache/history/history_store.h"
#include "platform/clock.h"
#include "tools/memory.h"

namespace inkling {
namespace {

constexpr int64_t kDay = 24 * 3600;  // seconds

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

/// Three syllables, another word for each of 343,000 numbers.
std::string word_of(std::size_t number) {
  constexpr std::string_view kConsonants = "bdfgklmnprstvz";
  constexpr std::string_view kVowels = "aeiou";
  std::string out;
  for (int i = 0; i < 3; ++i) {
    out += kConsonants[number % kConsonants.size()];
    number /= kConsonants.size();
    out += kVowels[number % kVowels.size()];
    number /= kVowels.size();
  }
  return out;
}

/// The words two before, before and here, as numbers from 1 on; 0: none.
using Ngram = std::array<std::size_t, 3>;

std::set<Ngram> ngrams_of_a_text(std::size_t words, std::size_t count, std::mt19937* random) {
  std::uniform_real_distribution<double> share(0, std::log(static_cast<double>(words)));
  std::set<Ngram> out;
  std::size_t before = 0;
  std::size_t last = 1;
  while (out.size() < count) {
    const std::size_t word = std::min(static_cast<std::size_t>(std::exp(share(*random))), words);
    out.insert({0, last, word});
    if (before != 0 && out.size() < count) out.insert({before, last, word});
    before = std::exchange(last, word);
  }
  return out;
}

std::vector<HistoryOp> changes_of(std::size_t words, std::size_t ngrams, int64_t now) {
  constexpr std::size_t kPersonalShare = 10;  // one word in so many
  constexpr int64_t kDays = 90;               // in which it was written
  std::mt19937 random(21);
  const auto sometime = [&] { return now - static_cast<int64_t>(random() % (kDays * kDay)); };
  std::vector<HistoryOp> out;
  out.reserve(words + ngrams);
  for (std::size_t i = 1; i <= words; ++i) {
    HistoryOp& op = out.emplace_back();
    op.a = word_of(i);
    op.delta = 3;
    op.time = sometime();
    if (i % kPersonalShare == 0) op.flags_set = kHistoryPersonal;
  }
  for (const Ngram& ngram : ngrams_of_a_text(words, ngrams, &random)) {
    HistoryOp& op = out.emplace_back();
    op.kind = HistoryOp::Kind::kNgram;
    if (ngram[0] != 0) op.a = word_of(ngram[0]);
    op.b = word_of(ngram[1]);
    op.c = word_of(ngram[2]);
    op.delta = static_cast<double>(1 + random() % 3);
    op.time = sometime();
  }
  return out;
}

Status write_file(const std::string& path, std::size_t words, std::size_t ngrams) {
  constexpr int64_t kLockMillis = 1000;  // nobody else knows the file
  HistoryFileOptions file{
      path, "en", {}, HistorySeal::new_key(), std::make_shared<SqlitePatience>(kLockMillis)};
  const int64_t now = Clock::system().wall_seconds();
  const auto opened = HistoryStore::open(file, now);
  if (!opened) return opened.error();
  if (opened->store == nullptr) return opened->refused;
  return opened->store->apply(changes_of(words, ngrams, now), HistoryStore::Durable::kNow);
}

}  // namespace

Result<HistoryFileTimes> measure_history_file(std::size_t words, std::size_t ngrams, int openings) {
  const Folder folder;
  if (folder.path().empty()) {
    return make_error(ErrorCode::kIo, "no folder could be made for a history's file");
  }
  History::Options options;
  options.path = folder.path() + "/history.db";
  if (Status written = write_file(options.path, words, ngrams); !written.ok()) {
    return written.error();
  }
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
