#include "engine/recent_words.h"

#include <algorithm>
#include <span>

#include "engine/text_field.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr std::size_t kReadings = 12;
constexpr std::size_t kJoined = 16;
constexpr double kUsual = -12;        // nats: a word that one may well have meant by its letters
constexpr double kWorstReading = 14;  // nats of channel: fingers do not do that

}  // namespace

void RecentWords::push(TypedWord word) {
  before_ = std::move(last_);
  last_ = std::move(word);
}

void RecentWords::clear() {
  last_.reset();
  before_.reset();
}

std::vector<TypedWord::Reading> readings_of(const Ranked& ranked, const std::string& committed) {
  const std::string key = to_lower(committed);
  std::vector<TypedWord::Reading> out = {{committed, ranked.literal.channel}};
  for (const Candidate& c : ranked.items) {
    if (c.key == key) {
      out.front().channel = c.channel;
      continue;
    }
    if (out.size() >= kReadings) continue;
    const bool whole = c.remaining == 0 && c.text.find(' ') == std::string::npos;
    const bool clean = (c.flags & (kWordOffensive | kWordNeverAutocorrect)) == 0;
    if (whole && clean && c.replaces.empty() && c.channel < kWorstReading) {
      out.push_back({c.text, c.channel});
    }
  }
  return out;
}

Joiner::Joiner(const EngineParts& parts, const Layout& layout) : parts_(parts) {
  const LanguageParts& language = parts.primary();
  if (language.lexicon != nullptr) {
    decoder_ = std::make_unique<Decoder>(*language.lexicon, language.channel, layout);
  }
}

void Joiner::feed(const TypedWord& last, const std::vector<KeyPress>& presses) {
  if (fed_ == 0 || fed_ > presses.size()) {
    decoder_->reset();
    for (const KeyPress& key : last.presses) decoder_->press(key);
    decoder_->press({U' ', std::nullopt});
    fed_ = 0;
  }
  for (; fed_ < presses.size(); ++fed_) decoder_->press(presses[fed_]);
}

void Joiner::collect(const TypedWord& last, const std::vector<KeyPress>& presses,
                     const std::string& typed, bool typed_known, Ranker* ranker,
                     const CancelToken& cancel, std::vector<Candidate>* out) {
  LanguageSession& language = *ranker->languages().front();
  const auto usual = [&](const std::string& word, bool known) {
    return known && language.scorer(last.context, false).alone_log_prob(word) > kUsual;
  };
  if (!decoder_ || presses.empty() || last.after != " " ||
      (usual(last.typed, last.known) && usual(typed, typed_known))) {
    reset();
    return;
  }
  feed(last, presses);
  const RankingParams& ranking = parts_.primary().ranking;
  const WordScorer scorer = language.scorer_before(last.context);
  // What the word that stands there costs is won back when another takes its place.
  const double paid = scorer.score(last.committed).log_prob -
                      ranking.channel_weight * last.readings.front().channel;
  for (const DecoderCandidate& found : decoder_->candidates(kJoined, cancel)) {
    if ((found.flags & kWordOffensive) != 0) continue;
    // Where the first word stays what it is, the present word's own candidates say the rest.
    if (!found.first.empty() && found.text.starts_with(last.committed + " ")) continue;
    if (parts_.history->is_blocked(found.text)) continue;
    Candidate c;
    c.text = found.text;
    c.key = to_lower(found.text);
    c.kind = SuggestionKind::kCorrection;
    c.channel = static_cast<double>(found.channel);
    c.remaining = found.remaining;
    c.flags = found.flags;
    c.paid = paid;
    language.score_words(scorer, &c);
    c.replaces = last.committed + last.after;
    out->push_back(std::move(c));
  }
}

std::optional<Candidate> recorrect(const EngineParts& parts, const RecentWords& recent,
                                   std::string_view committed, const SuggestOptions& options,
                                   Ranker* ranker) {
  const TypedWord* word = recent.before_last();
  const TypedWord* right = recent.last();
  if (word == nullptr || right == nullptr || word->after != " " || word->readings.size() < 2) {
    return std::nullopt;
  }
  const std::string tail = word->committed + word->after + right->committed + right->after;
  const LanguageParts& language = parts.primary();
  LanguageSession& session = *ranker->languages().front();
  Predictor* predictor = session.predictor();
  if (predictor == nullptr || !committed.ends_with(tail)) return std::nullopt;
  const std::string_view text = context_tail(committed);
  if (text.size() < tail.size()) return std::nullopt;
  const std::size_t whole = language.tokenizer->encode(text).ids.size();
  const auto before = text.substr(0, text.size() - tail.size());
  const auto ahead = text.substr(0, text.size() - right->committed.size() - right->after.size());
  const std::size_t behind = whole - language.tokenizer->encode(before).ids.size();
  const std::size_t right_size = whole - language.tokenizer->encode(ahead).ids.size();
  const std::vector<int32_t>& context = predictor->context();
  if (behind + 1 > context.size() || right_size == 0 || right_size >= behind) return std::nullopt;
  const std::size_t tokens = right_size + 1;
  TimeBudget& budget = ranker->budget();
  if (options.deadline.remaining_nanos() < static_cast<int64_t>(budget.forward(tokens))) {
    return std::nullopt;
  }
  const auto between = predictor->between(context.size() - behind,
                                          std::span(context).last(right_size), options.cancel);
  if (!between) return std::nullopt;
  const WordScorer scorer = session.scorer_between(word->context, *between);
  const double share = language.ranking.unigram_share;
  const auto value = [&](const TypedWord::Reading& reading) {
    // Without the history: it has just learned the word that is in doubt.
    const WordScore score = scorer.score(reading.text);
    return log_mix(share, score.model, score.unigram) -
           language.ranking.channel_weight * reading.channel;
  };
  const TypedWord::Reading* best = nullptr;
  double best_value = value(word->readings.front()) + language.ranking.recorrection_margin;
  for (const TypedWord::Reading& reading : std::span(word->readings).subspan(1)) {
    if (parts.history->is_blocked(reading.text)) continue;
    if (parts.history->correction(word->typed, reading.text).reverted > 0) continue;
    const double other = value(reading);
    if (other <= best_value) continue;
    best = &reading;
    best_value = other;
  }
  if (best == nullptr) return std::nullopt;
  Candidate out;
  out.text = best->text + word->after + right->committed;
  out.key = to_lower(out.text);
  out.kind = SuggestionKind::kCorrection;
  out.channel = best->channel;
  out.word = scorer.score(best->text);
  out.score = best_value;
  out.replaces = tail;
  return out;
}

}  // namespace inkling
