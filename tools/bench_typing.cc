#include "tools/bench_typing.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "tools/allocations.h"
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

/// Measures one thing after the other in one field.
class Typist {
 public:
  Typist(Session* session, TypingTimes* times) : session_(*session), times_(*times) {}

  void jump(const std::string& text) {
    const Stopwatch watch;
    session_.set_context(text, "");
    (void)session_.suggest({});
    times_.cursor_jump.add(watch.micros());
    first_ = true;
  }

  void type(const std::string& key) {
    const uint64_t before = allocations();
    const Stopwatch watch;
    press(&session_, key);
    const double pressed = watch.micros();
    (void)session_.suggest({});
    const double answered = watch.micros();
    const auto asked = static_cast<double>(allocations() - before);
    if (key == " ") {
      times_.space.add(pressed);
      times_.next_word.add(answered - pressed);
      times_.commit.add(answered);
      add_mean(asked, times_.commit.count(), &times_.commit_allocations);
    } else {
      times_.letter.add(answered);
      if (first_) times_.first_letter.add(answered);
      add_mean(asked, times_.letter.count(), &times_.letter_allocations);
    }
    first_ = key == " ";
  }

 private:
  /// `count`: with `value`.
  static void add_mean(double value, std::size_t count, double* mean) {
    *mean += (value - *mean) / static_cast<double>(count);
  }

  Session& session_;
  TypingTimes& times_;
  bool first_ = true;
};

void type_all(Typist* typist) {
  for (std::size_t i = 0; i < kSentences.size(); ++i) {
    typist->jump(jump_text(i));
    for (const std::string& key : split_keys(kSentences.at(i))) typist->type(key);
    typist->type(" ");
  }
}

}  // namespace

std::span<const std::string_view> bench_sentences() { return kSentences; }

TypingTimes measure_typing(const std::shared_ptr<Engine>& engine, int rounds) {
  SessionOptions field;
  field.no_learning = true;
  Session session(engine, field);
  TypingTimes unmeasured;
  Typist first(&session, &unmeasured);
  type_all(&first);
  TypingTimes times;
  Typist typist(&session, &times);
  for (int round = 0; round < rounds; ++round) type_all(&typist);
  return times;
}

}  // namespace inkling
