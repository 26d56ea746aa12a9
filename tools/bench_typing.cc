#include "tools/bench_typing.h"

#include <array>
#include <string>
#include <string_view>

#include "tools/keys.h"

namespace inkling {
namespace {

// Written for this purpose; everyday words, so that the search has much to choose from.
constexpr std::array<std::string_view, 12> kSentences = {
    "thanks for the lovely dinner last night we had a great time",
    "can you pick up some bread and milk on your way home",
    "the train was late again so i will be there around seven",
    "did you see the photos that my sister sent this morning",
    "let me know when you are free and we can talk about the trip",
    "i have been thinking about what you said and i agree",
    "please send me the address and i will find my own way",
    "it is raining here so we might stay inside and cook something",
    "the meeting was moved to thursday because half the team is ill",
    "happy birthday i hope you have a wonderful day with your family",
    "we should book the tickets soon before they become expensive",
    "my phone was almost empty so i could not answer your call"};

// About 60 words.
constexpr std::size_t kSentencesOfAJump = 5;

/// A text to jump into; the texts of two neighbouring numbers do not begin alike.
std::string jump_text(std::size_t number) {
  std::string text;
  for (std::size_t i = 0; i < kSentencesOfAJump; ++i) {
    text += kSentences.at((number + i * 5) % kSentences.size());
    text += ". ";
  }
  return text;
}

template <typename Act>
void measure(Session* session, Latencies* latency, Act&& act) {
  const Stopwatch watch;
  act();
  (void)session->suggest({});
  latency->add(watch.micros());
}

}  // namespace

std::span<const std::string_view> bench_sentences() { return kSentences; }

TypingTimes measure_typing(const std::shared_ptr<Engine>& engine, int rounds) {
  TypingTimes times;
  SessionOptions field;
  field.no_learning = true;
  Session session(engine, field);
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < kSentences.size(); ++i) {
      const std::string text = jump_text(i);
      measure(&session, &times.cursor_jump, [&] { session.set_context(text, ""); });
      for (const std::string& key : split_keys(kSentences.at(i))) {
        const bool ends = key == " ";
        measure(&session, ends ? &times.commit : &times.letter, [&] { press(&session, key); });
      }
      measure(&session, &times.commit, [&] { session.space(); });
    }
  }
  return times;
}

}  // namespace inkling
