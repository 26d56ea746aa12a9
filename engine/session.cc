#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "engine/autocorrect.h"
#include "engine/candidates.h"
#include "engine/decoder/decoder.h"
#include "engine/engine_parts.h"
#include "engine/inkling.h"
#include "engine/lexicon/text_key.h"
#include "engine/ranking/casing.h"
#include "engine/ranking/predictor.h"
#include "engine/ranking/word_scorer.h"
#include "engine/text_field.h"
#include "tokenizer/normalize.h"
#include "tokenizer/segmenter.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

// What one evaluated token takes before it was measured, and how fast the measure moves.
constexpr double kFirstTokenNanos = 120'000;
constexpr double kFirstForwardNanos = 500'000;
constexpr double kMeasureShare = 0.2;
constexpr int kMaxEvaluations = 3;             // multi-piece candidates per answer
constexpr std::size_t kContinuationDepth = 8;  // candidates among which they are looked for
constexpr double kHopeless = 6;                // nats behind the best: not worth a forward

bool allows_corrections(FieldKind field) {
  return field == FieldKind::kText || field == FieldKind::kSearch;
}
bool allows_suggestions(FieldKind field) {
  return field != FieldKind::kPassword && field != FieldKind::kNumber;
}

/// Punctuation after which a word is over and may be corrected.
bool ends_word(std::string_view character) {
  constexpr std::array<std::string_view, 9> kEnds = {".", ",", "!", "?", ";", ":", ")", "\"", "…"};
  return std::find(kEnds.begin(), kEnds.end(), character) != kEnds.end();
}
/// Punctuation that stands close to the word before it.
bool hugs_left(std::string_view character) { return ends_word(character) && character != "\""; }

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The last two words of the sentence that `committed` ends in.
WordContext words_before(std::string_view committed, const CasePolicy* policy) {
  constexpr std::size_t kEnough = 160;
  const std::string text = normalize(utf8_tail(committed, kEnough));
  const std::vector<Unit> units = split_units(text, policy);
  WordContext out;
  // NOLINTNEXTLINE(modernize-loop-convert): clang 14 cannot compile the views of libstdc++ 12
  for (auto next = units.rbegin(); next != units.rend(); ++next) {
    const Unit& unit = *next;
    if (unit.kind == UnitKind::kNewline) break;
    if (unit.kind == UnitKind::kPunctuation &&
        unit.text.find_first_of(".!?") != std::string::npos) {
      break;
    }
    if (unit.kind != UnitKind::kWord) continue;
    if (!out.last.empty()) {
      out.before_last = unit.text;
      break;
    }
    out.last = unit.text;
  }
  return out;
}

}  // namespace

class SessionImpl {
 public:
  SessionImpl(std::shared_ptr<Engine> engine, SessionOptions options)
      : engine_(std::move(engine)), parts_(engine_->parts()), options_(std::move(options)) {
    const Layout* layout = Layout::find(options_.layout);
    layout_ = layout != nullptr ? layout : &Layout::qwerty();
    if (parts_.lexicon != nullptr) {
      decoder_ = std::make_unique<Decoder>(*parts_.lexicon, parts_.channel, *layout_);
    }
    if (parts_.model != nullptr && parts_.tokenizer != nullptr) {
      predictor_ = std::make_unique<Predictor>(*parts_.model, *parts_.tokenizer,
                                               parts_.ngrams.get(), parts_.ranking.causal_weight);
    }
    text_changed();
  }

  void focus(FieldKind field, bool no_learning, std::string_view left, std::string_view right) {
    options_.field = field;
    options_.no_learning = no_learning;
    set_context(left, right);
  }

  void set_context(std::string_view left, std::string_view right) {
    field_.set(left, right);
    undo_.reset();
    last_learn_.reset();
    auto_space_ = false;
    retype_composing();
    text_changed();
  }

  Commit key(std::string_view raw, std::optional<Touch> touch) {
    const std::string character = repair_utf8(raw);
    if (character.empty()) return {};
    if (character == " ") return space();
    if (character == "\n" || character == "\r") return enter();
    if (extends_word(field_.composing(), character)) {
      undo_.reset();
      last_learn_.reset();
      auto_space_ = false;
      if (field_.composing().empty()) text_changed();
      field_.compose(character);
      press(character, touch);
      ++version_;
      return {};
    }
    return punctuation(character);
  }

  void backspace(int n) {
    for (int i = 0; i < n; ++i) {
      auto_space_ = false;
      if (undo_) {
        undo_autocorrect();
        continue;
      }
      const bool composing = !field_.composing().empty();
      const std::string before = field_.composing();
      const bool reopened = field_.erase_left();
      if (reopened) {
        // The word is being written anew: it counts once, when it is finished.
        if (last_learn_) parts_.history->revert(last_learn_->first);
        retype_composing();
      } else if (composing && decoder_) {
        // One grapheme may have been several presses.
        for (auto gone = letters(before) - letters(field_.composing()); gone > 0; --gone) {
          decoder_->backspace();
        }
      }
      last_learn_.reset();
      if (!composing || reopened) text_changed();
      ++version_;
    }
  }

  Commit space() {
    if (field_.composing().empty()) {
      if (auto_space_) {
        auto_space_ = false;  // the space that a pick put in was the one that is wanted
      } else {
        field_.append(" ");
      }
      undo_.reset();
      text_changed();
      return {};
    }
    return finish(" ", true);
  }

  Commit enter() {
    Commit out;
    if (field_.composing().empty()) {
      undo_.reset();
      auto_space_ = false;
      field_.append("\n");
      text_changed();
      return out;
    }
    return finish("\n", true);
  }

  Commit pick(std::string_view raw) {
    const std::string text = repair_utf8(raw);
    Commit out{field_.composing(), text, false};
    undo_.reset();
    const std::string typed = field_.composing();
    learn_word(text, true);
    if (!typed.empty() && to_lower(typed) != to_lower(text)) learn_pair(typed, text, true);
    if (!text.empty() && field_.composing().empty() && needs_space_before()) field_.append(" ");
    field_.commit(text, " ");
    auto_space_ = true;
    reset_decoder();
    text_changed();
    return out;
  }

  Suggestions suggest(const SuggestOptions& options) {
    const int64_t start = parts_.clock->now_nanos();
    Suggestions out;
    if (allows_suggestions(options_.field)) answer(options, &out);
    out.micros = (parts_.clock->now_nanos() - start) / 1000;
    return out;
  }

  [[nodiscard]] const TextField& field() const { return field_; }
  [[nodiscard]] SessionCounters counters() const {
    if (!predictor_) return {};
    return {predictor_->tokens_evaluated(), predictor_->tokens_reused()};
  }

 private:
  /// What backspace right after an autocorrection takes back.
  struct Undo {
    std::string typed, committed, after;
    uint64_t learned = 0;
  };
  /// The outcome of one ranking, kept until the text changes.
  struct Ranked {
    std::vector<Candidate> items;
    Literal literal;
    bool autocorrect = false;
    bool model_used = false;
  };

  static std::ptrdiff_t letters(std::string_view text) {
    return static_cast<std::ptrdiff_t>(decode_utf8(text).size());
  }
  [[nodiscard]] bool needs_space_before() const {
    const std::string& text = field_.committed();
    if (text.empty()) return false;
    const char last = text.back();
    return last != ' ' && last != '\n' && last != '(' && last != '"' && last != '-' && last != '/';
  }

  void text_changed() {
    ++version_;
    context_ = words_before(field_.committed(), parts_.case_policy.get());
    // The first word of a text, too: whatever follows the cursor does not matter to it.
    sentence_start_ = at_sentence_start(normalize(context_tail(field_.committed())));
    if (predictor_) predictor_->set_context(context_tail(field_.committed()));
    evaluated_.clear();
  }

  void reset_decoder() {
    if (decoder_) decoder_->reset();
  }
  void press(std::string_view character, std::optional<Touch> touch) {
    if (!decoder_) return;
    const std::u32string code_points = search_key(character);
    for (const char32_t c : code_points) {
      KeyPress key{c, std::nullopt};
      // A touch says something about letters of the layout only.
      if (touch && code_points.size() == 1 && layout_->center(key.letter)) {
        key.touch = KeyPoint{touch->x, touch->y};
      }
      decoder_->press(key);
    }
  }
  void retype_composing() {
    reset_decoder();
    press(field_.composing(), std::nullopt);
  }

  Commit punctuation(const std::string& character) {
    Commit out;
    if (!field_.composing().empty()) {
      out = finish(character, ends_word(character));
    } else {
      undo_.reset();
      if (auto_space_ && hugs_left(character)) {
        field_.drop(1);
        field_.append(character + " ");
        text_changed();
        return out;
      }
      auto_space_ = false;
      field_.append(character);
    }
    if (!character.empty()) learn_emoji(character);
    text_changed();
    return out;
  }

  /// Commits the composing text, followed by `after`.
  Commit finish(const std::string& after, bool may_correct) {
    const std::string typed = field_.composing();
    Commit out{typed, typed, false};
    undo_.reset();
    auto_space_ = false;
    if (may_correct && allows_corrections(options_.field)) {
      const Ranked& ranked = rank_now({}, nullptr);
      if (ranked.autocorrect) {
        out.committed = surface(ranked.items.front());
        out.autocorrected = out.committed != typed;
      }
    }
    const uint64_t learned = learn_word(out.committed, !out.autocorrected);
    if (out.autocorrected) {
      learn_pair(typed, out.committed, true);
      undo_ = Undo{typed, out.committed, after, learned};
    } else if (learned != 0) {
      last_learn_ = {learned, typed};
    }
    field_.commit(out.committed, after);
    reset_decoder();
    text_changed();
    return out;
  }

  void undo_autocorrect() {
    const Undo undo = std::move(*undo_);
    undo_.reset();
    field_.drop(undo.committed.size() + undo.after.size());
    field_.compose(undo.typed);
    if (undo.learned != 0) parts_.history->revert(undo.learned);
    learn_pair(undo.typed, undo.committed, false);
    retype_composing();
    text_changed();
  }

  [[nodiscard]] bool may_learn_here() const {
    return allows_corrections(options_.field) && !options_.no_learning;
  }
  /// Learns `word` after the words before it; what history needs to know about case is decided
  /// here: a capital that only the sentence start explains is not part of the word.
  uint64_t learn_word(const std::string& word, bool deliberate) {
    if (!may_learn_here() || word.empty()) return 0;
    WordContext context = context_;
    uint64_t id = 0;
    for (std::size_t at = 0; at < word.size();) {
      const std::size_t end = std::min(word.find(' ', at), word.size());
      std::string part = word.substr(at, end - at);
      at = end + 1;
      if (part.empty()) continue;
      const bool capital_is_free = sentence_start_ && case_pattern(part) == CasePattern::kTitle &&
                                   !parts_.case_policy->keeps_capital(part);
      if (capital_is_free && !parts_.history->is_personal(part)) part = to_lower(part);
      const bool known = parts_.lexicon != nullptr && parts_.lexicon->contains(part);
      id = parts_.history->learn(context.before_last, context.last, part, known, deliberate);
      context = {context.last, part};
    }
    return id;
  }
  void learn_pair(std::string_view typed, std::string_view word, bool accepted) {
    if (may_learn_here()) parts_.history->learn_correction(typed, word, accepted);
  }
  void learn_emoji(const std::string& character) {
    std::size_t at = 0;
    if (may_learn_here() && is_emoji(next_code_point(character, &at))) {
      parts_.history->learn_emoji(character, context_.last);
    }
  }

  /// The candidate as it would stand in the text.
  [[nodiscard]] std::string surface(const Candidate& candidate) const {
    return follow_case(candidate.text, field_.composing(),
                       sentence_start_ && field_.composing().empty());
  }

  /// Brings the next-word distribution up to date when the deadline allows it.
  bool refresh_model(const SuggestOptions& options) {
    if (!predictor_) return false;
    if (predictor_->fresh()) return true;
    const double tokens = static_cast<double>(predictor_->missing_tokens()) + 1;
    if (options.deadline.remaining_nanos() <
        static_cast<int64_t>(forward_nanos_ + token_nanos_ * tokens)) {
      return false;
    }
    const int64_t start = parts_.clock->now_nanos();
    if (!predictor_->refresh(options.cancel).ok()) return false;
    const auto spent = static_cast<double>(parts_.clock->now_nanos() - start);
    const double per_token = std::max(0.0, spent - forward_nanos_) / tokens;
    token_nanos_ += kMeasureShare * (per_token - token_nanos_);
    forward_nanos_ +=
        kMeasureShare * (std::min(spent, 4 * kFirstForwardNanos) / 2 - forward_nanos_);
    return true;
  }

  /// Ranks everything for the text as it is; repeats an earlier answer when it was complete.
  const Ranked& rank_now(const SuggestOptions& options, std::vector<Stage>* stages) {
    const bool model = refresh_model(options);
    if (stages != nullptr) {
      if (parts_.lexicon != nullptr) stages->push_back(Stage::kLexicon);
      stages->push_back(Stage::kHistory);
      if (model) stages->push_back(Stage::kNextWord);
    }
    if (ranked_version_ == version_ && ranked_.model_used == model && !options.cancel.cancelled()) {
      return ranked_;
    }
    ranked_ = {};
    ranked_.model_used = model;
    const ScorerParts scorer_parts{parts_.lexicon.get(), parts_.tokenizer.get(),
                                   parts_.pieces.get(),  model ? predictor_.get() : nullptr,
                                   parts_.history.get(), &parts_.ranking};
    const WordScorer scorer(scorer_parts, context_);
    const std::string& typed = field_.composing();
    CandidatePool pool;
    const bool code = has_digit(typed);
    const CandidateQuery query{typed, context_, allows_corrections(options_.field) && !code};
    collect_candidates(parts_, decoder_.get(), scorer, query, options.cancel, &pool);
    pool.rank(scorer, parts_.ranking);
    if (model && evaluate_pieces(options, &pool) && stages != nullptr) {
      stages->push_back(Stage::kContinuation);
    }
    ranked_.items = std::move(pool.items());
    judge_literal(scorer);
    ranked_version_ = options.cancel.cancelled() ? 0 : version_;
    return ranked_;
  }

  /// Scores the best candidates that the vocabulary has no whole piece for, piece by piece.
  bool evaluate_pieces(const SuggestOptions& options, CandidatePool* pool) {
    std::vector<Candidate>& items = pool->items();
    int evaluations = 0;
    bool any = false;
    for (std::size_t i = 0; i < std::min(items.size(), kContinuationDepth); ++i) {
      Candidate& c = items[i];
      if (c.score < items.front().score - kHopeless) break;
      if (c.text.find(' ') != std::string::npos) continue;
      const auto known = evaluated_.find(c.text);
      double exact = 0;
      if (known != evaluated_.end()) {
        exact = known->second;
      } else {
        const std::vector<int32_t> pieces = parts_.tokenizer->encode_unit(c.text);
        if (pieces.size() < 2 || evaluations >= kMaxEvaluations) continue;
        const double cost = forward_nanos_ * static_cast<double>(pieces.size() - 1);
        if (options.deadline.remaining_nanos() < static_cast<int64_t>(cost)) break;
        const auto value = predictor_->evaluate(pieces, options.cancel);
        if (!value) continue;
        ++evaluations;
        exact = *value - predictor_->estimate(pieces);
        evaluated_[c.text] = exact;
      }
      any = true;
      // Only the model's share moves, and the unigram's share keeps a floor under it.
      const double moved = std::max(exact, -parts_.ranking.most_lowered);
      c.log_prob += moved;
      c.score += moved;
    }
    if (any) pool->sort();
    return any;
  }

  void judge_literal(const WordScorer& scorer) {
    const std::string& typed = field_.composing();
    if (typed.empty()) return;
    Literal& literal = ranked_.literal;
    literal.typed = typed;
    const bool personal = parts_.history->is_personal(typed);
    literal.exact =
        personal ||
        (parts_.lexicon != nullptr &&
         (parts_.lexicon->contains_exact(typed) ||
          (case_pattern(typed) == CasePattern::kTitle && parts_.lexicon->contains(typed))));
    literal.known = personal || (parts_.lexicon != nullptr && parts_.lexicon->contains(typed));
    literal.score = scorer.score(typed).log_prob;
    if (ranked_.items.empty() || !allows_corrections(options_.field)) return;
    ranked_.autocorrect = may_autocorrect(parts_, ranked_.items.front(), literal);
  }

  void answer(const SuggestOptions& options, Suggestions* out) {
    const Ranked& ranked = rank_now(options, &out->stages);
    const std::string& typed = field_.composing();
    const auto count = static_cast<std::size_t>(std::max(options.count, 0));
    bool literal_in = typed.empty();
    std::size_t taken = 0;
    const auto add_literal = [&](double score) {
      out->items.push_back({typed, SuggestionKind::kLiteral, score, false,
                            ranked.literal.known ? unsigned{kSourceLexicon} : 0U});
      literal_in = true;
    };
    if (const auto expansion = typed.empty() ? std::nullopt : parts_.history->shortcut(typed)) {
      out->items.push_back({*expansion, SuggestionKind::kShortcut, 0, false, kSourceHistory});
      ++taken;
    }
    for (const Candidate& c : ranked.items) {
      if (taken >= count) break;
      const std::string text = surface(c);
      if (!literal_in && ranked.literal.score > c.score) add_literal(ranked.literal.score);
      if (text == typed) {
        if (!literal_in) add_literal(c.score);
        continue;
      }
      const bool replaces = ranked.autocorrect && &c == &ranked.items.front();
      out->items.push_back({text, c.kind, c.score, replaces, c.sources});
      ++taken;
      // What space would replace must stay within reach.
      if (replaces && !literal_in) add_literal(ranked.literal.score);
    }
    if (!literal_in && !typed.empty()) add_literal(ranked.literal.score);
    if (taken < count) add_emoji(typed.empty() ? context_.last : typed, count - taken, out);
  }

  void add_emoji(const std::string& word, std::size_t limit, Suggestions* out) {
    if (word.empty() || !allows_corrections(options_.field)) return;
    std::vector<std::string> all = parts_.history->emoji_for(word, limit);
    if (parts_.lexicon != nullptr) {
      for (std::string& e : parts_.lexicon->emoji_for(word)) all.push_back(std::move(e));
    }
    for (std::size_t i = 0; i < std::min(limit, all.size()); ++i) {
      if (std::find(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(i), all[i]) !=
          all.begin() + static_cast<std::ptrdiff_t>(i)) {
        continue;
      }
      const double score = out->items.empty() ? 0 : out->items.back().score;
      out->items.push_back({all[i], SuggestionKind::kEmoji, score, false, kSourceLexicon});
    }
  }

  std::shared_ptr<Engine> engine_;
  const EngineParts& parts_;
  SessionOptions options_;
  const Layout* layout_ = nullptr;
  TextField field_;
  std::unique_ptr<Decoder> decoder_;
  std::unique_ptr<Predictor> predictor_;
  WordContext context_;
  bool sentence_start_ = true;
  bool auto_space_ = false;  // the committed text ends in a space that a pick put there
  std::optional<Undo> undo_;
  std::optional<std::pair<uint64_t, std::string>> last_learn_;
  uint64_t version_ = 1;  // grows with every change of the text
  uint64_t ranked_version_ = 0;
  Ranked ranked_;
  // log P by pieces minus its estimate, for this context.
  std::unordered_map<std::string, double> evaluated_;
  double token_nanos_ = kFirstTokenNanos;
  double forward_nanos_ = kFirstForwardNanos;
};

Session::Session(std::shared_ptr<Engine> engine, SessionOptions options)
    : impl_(std::make_unique<SessionImpl>(std::move(engine), std::move(options))) {}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

void Session::focus(FieldKind field, bool no_learning, std::string_view left,
                    std::string_view right) {
  impl_->focus(field, no_learning, left, right);
}
void Session::set_context(std::string_view left, std::string_view right) {
  impl_->set_context(left, right);
}
Commit Session::key(std::string_view character, std::optional<Touch> touch) {
  return impl_->key(character, touch);
}
void Session::backspace(int n) { impl_->backspace(n); }
Commit Session::space() { return impl_->space(); }
Commit Session::enter() { return impl_->enter(); }
Commit Session::pick(std::string_view text) { return impl_->pick(text); }
Suggestions Session::suggest(const SuggestOptions& options) { return impl_->suggest(options); }
const std::string& Session::composing() const { return impl_->field().composing(); }
std::string Session::left() const { return impl_->field().left(); }
const std::string& Session::right() const { return impl_->field().right(); }
SessionCounters Session::counters() const { return impl_->counters(); }

}  // namespace inkling
