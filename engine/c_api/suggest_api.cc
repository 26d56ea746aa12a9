// Suggestions of the C interface.
#include <memory>
#include <string>
#include <utility>

#include "engine/c_api/entries.h"
#include "engine/c_api/gesture_io.h"
#include "engine/c_api/struct_io.h"
#include "platform/clock.h"

struct inkling_suggestions {  // NOLINT(readability-identifier-naming): declared in C
  inkling::Suggestions strip;
  int64_t nanos = 0;
  bool partial = false;
};

namespace inkling::c_api {
namespace {

constexpr std::size_t kFirstSuggestOptions =
    offsetof(inkling_suggest_options, deadline_nanos) + sizeof(int64_t);
constexpr std::size_t kFirstSuggestion =
    offsetof(inkling_suggestion, reason_channel) + sizeof(double);
constexpr std::size_t kFirstWord = offsetof(inkling_word, blocked) + sizeof(int32_t);
constexpr std::size_t kFirstDecision = offsetof(inkling_decision, feature_count) + sizeof(size_t);
constexpr std::size_t kFirstFeature = offsetof(inkling_decision_feature, share) + sizeof(double);

static_assert(INKLING_NO_REASON == kNoReason);
static_assert(int{INKLING_SOURCE_MODEL} == int{kSourceModel} &&
              int{INKLING_SOURCE_LEXICON} == int{kSourceLexicon} &&
              int{INKLING_SOURCE_HISTORY} == int{kSourceHistory});

inkling_kind kind_of(SuggestionKind kind) {
  switch (kind) {
    case SuggestionKind::kLiteral:
      return INKLING_KIND_LITERAL;
    case SuggestionKind::kCompletion:
      return INKLING_KIND_COMPLETION;
    case SuggestionKind::kCorrection:
      return INKLING_KIND_CORRECTION;
    case SuggestionKind::kPrediction:
      return INKLING_KIND_PREDICTION;
    case SuggestionKind::kEmoji:
      return INKLING_KIND_EMOJI;
    case SuggestionKind::kShortcut:
      return INKLING_KIND_SHORTCUT;
    case SuggestionKind::kPhrase:
      return INKLING_KIND_PHRASE;
    case SuggestionKind::kGesture:
      return INKLING_KIND_GESTURE;
  }
  return INKLING_KIND_PREDICTION;
}

uint32_t bit_of(Stage stage) {
  switch (stage) {
    case Stage::kLexicon:
      return INKLING_STAGE_LEXICON;
    case Stage::kHistory:
      return INKLING_STAGE_HISTORY;
    case Stage::kNextWord:
      return INKLING_STAGE_NEXT_WORD;
    case Stage::kContinuation:
      return INKLING_STAGE_CONTINUATION;
    case Stage::kRecorrection:
      return INKLING_STAGE_RECORRECTION;
  }
  return 0;
}

Result<inkling_suggest_options> options_in(const inkling_suggest_options* from) {
  const inkling_suggest_options defaults = INKLING_SUGGEST_OPTIONS_INIT;
  if (from == nullptr) return defaults;
  auto read = read_struct("inkling_suggest_options", from, kFirstSuggestOptions, defaults);
  constexpr int32_t kMostSuggestions = 100;
  if (read && (read->count < 1 || read->count > kMostSuggestions)) {
    return make_error(ErrorCode::kInvalidArgument,
                      "inkling_suggest_options.count is " + std::to_string(read->count) +
                          "; ask for 1 to " + std::to_string(kMostSuggestions));
  }
  return read;
}

/// A deadline further away than this is none: adding it to the time must not overflow.
constexpr int64_t kEndlessNanos = int64_t{1} << 60;

/// The options as the engine takes them. The time runs from `start`, by the system's clock: waiting
/// for another call is part of it.
SuggestOptions asked_for(const inkling_suggest_options& options, int64_t start,
                         Cancelling* cancelling) {
  const Clock& clock = Clock::system();
  SuggestOptions out;
  out.count = options.count;
  out.why = options.why != 0;
  if (options.deadline_nanos >= 0 && options.deadline_nanos < kEndlessNanos) {
    out.deadline =
        Deadline::after_nanos(clock, options.deadline_nanos - (clock.now_nanos() - start));
  }
  out.cancel = cancelling->begin(options.sequence);
  return out;
}

/// Runs `call`, which works suggestions out, and hands them to the caller:
/// Result<Suggestions>(Session&, const SuggestOptions&).
template <typename Call>
inkling_status with_answer(inkling_session id, const inkling_suggest_options* options,
                           inkling_suggestions** suggestions, Call&& call) noexcept {
  const int64_t start = Clock::system().now_nanos();
  return with_session(id, [&](SessionEntry& entry) {
    if (suggestions == nullptr) return fail_null("there must be a place for the suggestions");
    const auto read = options_in(options);
    if (!read) return fail(read.error());
    auto out = std::make_unique<inkling_suggestions>();
    const SuggestOptions asked = asked_for(*read, start, &entry.cancelling);
    Result<Suggestions> answer = call(entry.session, asked);
    entry.cancelling.end();
    if (!answer) return fail(answer.error());
    out->strip = std::move(answer.value());
    out->partial = out->strip.hurried || asked.cancel.cancelled();
    out->nanos = Clock::system().now_nanos() - start;
    *suggestions = out.release();
    return inkling_status{INKLING_OK};
  });
}

const DecisionReport* decision_of(const inkling_suggestions& suggestions) {
  const auto& decision = suggestions.strip.decision;
  return decision ? &*decision : nullptr;
}

inkling_status fail_no_decision() {
  return fail(INKLING_NOT_FOUND,
              "no decision: ask for it with inkling_suggest_options.why while a word is typed");
}

}  // namespace
}  // namespace inkling::c_api

using namespace inkling;         // NOLINT: the functions below cannot be in a namespace
using namespace inkling::c_api;  // NOLINT

extern "C" {

inkling_status inkling_session_suggest(inkling_session session,
                                       const inkling_suggest_options* options,
                                       inkling_suggestions** suggestions) {
  return with_answer(session, options, suggestions,
                     [](Session& s, const SuggestOptions& asked) -> Result<Suggestions> {
                       return s.suggest(asked);
                     });
}

inkling_status inkling_session_sketch(inkling_session session, const inkling_gesture_point* points,
                                      size_t count, inkling_gesture_case letter_case,
                                      const inkling_suggest_options* options,
                                      inkling_suggestions** suggestions) {
  return with_answer(session, options, suggestions,
                     [&](Session& s, const SuggestOptions& asked) -> Result<Suggestions> {
                       const auto drawn = drawn_in(points, count, letter_case);
                       if (!drawn) return drawn.error();
                       return s.sketch(drawn->points, asked, drawn->letter_case);
                     });
}

inkling_status inkling_session_look_at(inkling_session session, size_t at,
                                       const inkling_suggest_options* options, inkling_word* word,
                                       inkling_suggestions** others) {
  const int64_t start = Clock::system().now_nanos();
  return with_session(session, [&](SessionEntry& entry) {
    if (word == nullptr) return fail_null("inkling_session_look_at() needs a place for the word");
    if (Status ok = check_struct_size("inkling_word", word->size, kFirstWord); !ok.ok()) {
      return fail(ok.error());
    }
    const auto read = options_in(options);
    if (!read) return fail(read.error());
    const SuggestOptions asked = asked_for(*read, start, &entry.cancelling);
    auto found = entry.session.look_at(at, asked);
    entry.cancelling.end();
    if (!found) {
      return fail(INKLING_NOT_FOUND, "no word stands at byte " + std::to_string(at) +
                                         " of the text, or the field shows nothing");
    }
    entry.word = std::move(*found);
    const std::string text = entry.session.left() + entry.session.right();
    const auto utf16 = [&](std::size_t bytes) {
      return utf16_units(std::string_view(text).substr(0, bytes));
    };
    const WordChoices& w = entry.word;
    const inkling_word out = {sizeof(inkling_word), w.begin,           w.end,
                              utf16(w.begin),       utf16(w.end),      text_out(w.text),
                              text_out(w.typed),    w.drawn ? 1 : 0,   w.known ? 1 : 0,
                              w.personal ? 1 : 0,   w.learned ? 1 : 0, w.blocked ? 1 : 0};
    write_struct(out, word);
    if (others != nullptr) {
      auto answer = std::make_unique<inkling_suggestions>();
      answer->strip.items = w.others;
      answer->partial = asked.cancel.cancelled();
      answer->nanos = Clock::system().now_nanos() - start;
      *others = answer.release();
    }
    return inkling_status{INKLING_OK};
  });
}

inkling_status inkling_session_phrase(inkling_session session, inkling_text text,
                                      const inkling_suggest_options* options,
                                      inkling_text* phrase) {
  const int64_t start = Clock::system().now_nanos();
  return with_session(session, [&](SessionEntry& entry) {
    if (phrase == nullptr)
      return fail_null("inkling_session_phrase() needs a place for the phrase");
    const auto read = options_in(options);
    if (!read) return fail(read.error());
    const auto first = text_in("text", text);
    if (!first) return fail(first.error());
    entry.phrase = entry.session.phrase(*first, asked_for(*read, start, &entry.cancelling));
    entry.cancelling.end();
    *phrase = text_out(entry.phrase);
    return inkling_status{INKLING_OK};
  });
}

inkling_status inkling_session_cancel(inkling_session session, uint64_t sequence) {
  return guarded([&] {
    const auto entry = sessions().find(session);
    if (entry == nullptr) return fail_closed("session");
    entry->cancelling.cancel(sequence);
    return inkling_status{INKLING_OK};
  });
}

size_t inkling_suggestions_count(const inkling_suggestions* suggestions) {
  return suggestions == nullptr ? 0 : suggestions->strip.items.size();
}

inkling_status inkling_suggestions_at(const inkling_suggestions* suggestions, size_t index,
                                      inkling_suggestion* suggestion) {
  return guarded([&] {
    if (suggestions == nullptr || suggestion == nullptr) {
      return fail_null("inkling_suggestions_at() needs suggestions and a place for one");
    }
    Status ok = check_struct_size("inkling_suggestion", suggestion->size, kFirstSuggestion);
    if (!ok.ok()) return fail(ok.error());
    if (index >= suggestions->strip.items.size()) {
      return fail(
          INKLING_NOT_FOUND,
          "there are only " + std::to_string(suggestions->strip.items.size()) + " suggestions");
    }
    const Suggestion& s = suggestions->strip.items[index];
    const inkling_suggestion out = {sizeof(inkling_suggestion),
                                    text_out(s.text),
                                    kind_of(s.kind),
                                    s.sources,
                                    s.score,
                                    s.autocorrect ? 1 : 0,
                                    text_out(s.replaces),
                                    s.reasons.model,
                                    s.reasons.lexicon,
                                    s.reasons.history,
                                    s.reasons.channel};
    write_struct(out, suggestion);
    return inkling_status{INKLING_OK};
  });
}

uint32_t inkling_suggestions_stages(const inkling_suggestions* suggestions) {
  uint32_t bits = 0;
  if (suggestions == nullptr) return bits;
  for (const Stage stage : suggestions->strip.stages) bits |= bit_of(stage);
  return bits;
}
int64_t inkling_suggestions_nanos(const inkling_suggestions* suggestions) {
  return suggestions == nullptr ? 0 : suggestions->nanos;
}
int32_t inkling_suggestions_partial(const inkling_suggestions* suggestions) {
  return suggestions != nullptr && suggestions->partial ? 1 : 0;
}

inkling_status inkling_suggestions_decision(const inkling_suggestions* suggestions,
                                            inkling_decision* decision) {
  return guarded([&] {
    if (suggestions == nullptr || decision == nullptr) {
      return fail_null("inkling_suggestions_decision() needs suggestions and a place for it");
    }
    Status ok = check_struct_size("inkling_decision", decision->size, kFirstDecision);
    if (!ok.ok()) return fail(ok.error());
    const DecisionReport* report = decision_of(*suggestions);
    if (report == nullptr) return fail_no_decision();
    const inkling_decision out = {sizeof(inkling_decision), text_out(report->reading),
                                  text_out(report->veto),   report->probability,
                                  report->threshold,        report->replaces() ? 1 : 0,
                                  report->features.size()};
    write_struct(out, decision);
    return inkling_status{INKLING_OK};
  });
}

inkling_status inkling_suggestions_decision_feature(const inkling_suggestions* suggestions,
                                                    size_t index,
                                                    inkling_decision_feature* feature) {
  return guarded([&] {
    if (suggestions == nullptr || feature == nullptr) {
      return fail_null("inkling_suggestions_decision_feature() needs suggestions and a place");
    }
    Status ok = check_struct_size("inkling_decision_feature", feature->size, kFirstFeature);
    if (!ok.ok()) return fail(ok.error());
    const DecisionReport* report = decision_of(*suggestions);
    if (report == nullptr) return fail_no_decision();
    if (index >= report->features.size()) {
      return fail(INKLING_NOT_FOUND,
                  "there are only " + std::to_string(report->features.size()) + " features");
    }
    const DecisionReport::Feature& f = report->features[index];
    const inkling_decision_feature out = {sizeof(inkling_decision_feature), text_out(f.name),
                                          f.value, f.share};
    write_struct(out, feature);
    return inkling_status{INKLING_OK};
  });
}

void inkling_suggestions_free(inkling_suggestions* suggestions) {
  const std::unique_ptr<inkling_suggestions> gone(suggestions);
}

}  // extern "C"
