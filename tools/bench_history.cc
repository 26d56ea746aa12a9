#include "tools/bench_history.h"

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "cache/history/history.h"
#include "engine/pack/engine_parts.h"
#include "engine/session/engine_impl.h"
#include "tools/bench_typing.h"
#include "tools/keys.h"
#include "tools/made_up_word.h"

namespace inkling {
namespace {

constexpr std::size_t kUsesPerWord = 4;
constexpr std::size_t kPersonalShare = 10;  // one word in so many

std::string made_up(std::mt19937* random) {
  return made_up_word(4, [random](std::size_t choices) { return (*random)() % choices; });
}

struct Word {
  std::string text;
  bool known = true;
};

/// Most common ones first, with the person's own in between.
std::vector<Word> vocabulary(const EngineParts& parts, std::size_t count, std::mt19937* random) {
  std::vector<Word> out;
  const Lexicon* lexicon = parts.primary().lexicon.get();
  std::vector<LexiconEntry> known;
  if (lexicon != nullptr) known = lexicon->complete("", static_cast<int>(count));
  for (const LexiconEntry& entry : known) {
    while (out.size() % kPersonalShare == kPersonalShare - 1) {
      out.push_back({made_up(random), false});
    }
    if (out.size() < count) out.push_back({entry.text, true});
  }
  while (out.size() < count) out.push_back({made_up(random), false});
  return out;
}

/// Learns each word at least twice, and the common ones as often as Zipf says.
void fill(History* history, const std::vector<Word>& words, std::mt19937* random) {
  std::string before;
  std::string last;
  const auto learn = [&](const Word& word) {
    history->learn(before, last, word.text, word.known, true);
    before = std::exchange(last, word.text);
  };
  const double most = std::log(static_cast<double>(words.size()));
  std::uniform_real_distribution<double> share(0, most);
  const auto common = [&]() -> const Word& {
    const auto rank = static_cast<std::size_t>(std::exp(share(*random)));
    return words[std::min(rank, words.size()) - 1];
  };
  for (const Word& word : words) {
    for (int use = 0; use < 2; ++use) {
      learn(word);
      for (std::size_t i = 1; i < kUsesPerWord / 2; ++i) learn(common());
    }
  }
}

void type_sentence(const std::string& sentence, Session* session, HistoryTimes::Typing* times) {
  session->set_context("", "");
  bool first = true;
  for (const std::string& key : split_keys(sentence)) {
    const Stopwatch watch;
    press(session, key);
    (void)session->suggest({});
    const double micros = watch.micros();
    if (key != " ") {
      times->letter.add(micros);
      if (first) times->first_letter.add(micros);
    }
    first = key == " ";
  }
}

}  // namespace

Result<HistoryTimes> measure_history(const EngineOptions& options, std::size_t words, int rounds) {
  EngineOptions forgetful = options;
  forgetful.history_path.clear();
  const auto empty = Engine::open(forgetful);
  if (!empty) return empty.error();
  const auto full = Engine::open(forgetful);
  if (!full) return full.error();
  HistoryTimes times;
  times.words = words;
  std::mt19937 random(20);
  const std::vector<Word> all = vocabulary(parts_of(**full), words, &random);
  for (const Word& word : all) times.personal += word.known ? 0U : 1U;
  const Stopwatch watch;
  fill(&(*full)->history(), all, &random);
  times.learn_micros = watch.micros() / static_cast<double>(words * kUsesPerWord);
  SessionOptions field;
  field.no_learning = true;
  Session in_empty(*empty, field);
  Session in_full(*full, field);
  for (int round = 0; round < rounds; ++round) {
    for (const std::string_view sentence : bench_sentences()) {
      type_sentence(std::string(sentence), &in_empty, &times.empty);
      type_sentence(std::string(sentence), &in_full, &times.full);
    }
  }
  return times;
}

}  // namespace inkling
