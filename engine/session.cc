#include <algorithm>
#include <array>
#include <utility>

#include "engine/autocorrect.h"
#include "engine/engine_parts.h"
#include "engine/field_learner.h"
#include "engine/inkling.h"
#include "engine/ranker.h"
#include "engine/recent_words.h"
#include "engine/shown_strip.h"
#include "engine/strip.h"
#include "engine/text_field.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

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

const Layout& layout_named(const std::string& name) {
  const Layout* layout = Layout::find(name);
  return layout != nullptr ? *layout : Layout::qwerty();
}

}  // namespace

class SessionImpl {
 public:
  SessionImpl(std::shared_ptr<Engine> engine, SessionOptions options)
      : engine_(std::move(engine)),
        parts_(engine_->parts()),
        options_(std::move(options)),
        ranker_(parts_, layout_named(options_.layout)),
        learner_(parts_),
        joiner_(parts_, layout_named(options_.layout)) {
    settle_field();
    text_changed();
  }

  void focus(FieldKind field, bool no_learning, std::string_view left, std::string_view right) {
    options_.field = field;
    options_.no_learning = no_learning;
    settle_field();
    set_context(left, right);
  }

  void set_context(std::string_view left, std::string_view right) {
    field_.set(left, right);
    undo_.clear();
    last_learned_.clear();
    auto_space_ = false;
    recent_.clear();
    retype_composing();
    text_changed();
  }

  Commit key(std::string_view raw, std::optional<Touch> touch) {
    const std::string character = repair_utf8(raw);
    if (character.empty()) return {};
    if (character == " ") return space();
    if (character == "\n" || character == "\r") return enter();
    if (!extends_word(field_.composing(), character)) return punctuation(character);
    undo_.clear();
    last_learned_.clear();
    auto_space_ = false;
    if (field_.composing().empty()) text_changed();
    field_.compose(character);
    ranker_.press(character, touch);
    ++version_;
    return {};
  }

  void backspace(int n) {
    for (int i = 0; i < n; ++i) {
      auto_space_ = false;
      if (!undo_.empty()) {
        take_back();
      } else {
        erase_left();
      }
    }
  }

  Commit space() {
    if (!field_.composing().empty()) return finish(" ", true);
    if (auto_space_) {
      auto_space_ = false;  // the space that a pick put in was the one that is wanted
    } else {
      field_.append(" ");
      recent_.clear();
    }
    undo_.clear();
    text_changed();
    return {};
  }

  Commit enter() {
    if (!field_.composing().empty()) return finish("\n", true);
    undo_.clear();
    auto_space_ = false;
    recent_.clear();
    field_.append("\n");
    text_changed();
    return {};
  }

  Commit pick(std::string_view raw) {
    const std::string text = repair_utf8(raw);
    Commit out{field_.composing(), text, false};
    undo_.clear();
    const std::string typed = field_.composing();
    const std::string replaces = shown_.of(version_) ? shown_.replaced_by(text) : std::string();
    if (!replaces.empty()) {
      unlearn_recent(typed.empty() ? 2 : 1);
      field_.drop(replaces.size());
      text_changed();
    }
    // Whoever picks what was typed refuses what a space would have put in.
    if (!typed.empty() && text == typed) refuse_autocorrect();
    learn_word(text, true);
    if (replaces.empty() && !typed.empty() && to_lower(typed) != to_lower(text)) {
      learner_.learn_pair(typed, text, true);
    }
    if (!text.empty() && typed.empty() && needs_space_before()) field_.append(" ");
    field_.commit(text, " ");
    auto_space_ = true;
    recent_.clear();
    ranker_.reset_keys();
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
  [[nodiscard]] SessionCounters counters() const { return ranker_.counters(); }

 private:
  /// An autocorrection that backspace takes back.
  struct Undo {
    std::string typed, committed, after;
    std::optional<TypedWord> joined = {};  // the word before, where both became one
    FieldLearner::Lesson learned = {};
  };

  void settle_field() {
    learner_.allow(allows_corrections(options_.field) && !options_.no_learning);
  }

  static std::ptrdiff_t letters(std::string_view text) {
    std::ptrdiff_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) next_code_point(text, &at);
    return count;
  }
  [[nodiscard]] bool needs_space_before() const {
    const std::string& text = field_.committed();
    if (text.empty()) return false;
    const char last = text.back();
    return last != ' ' && last != '\n' && last != '(' && last != '"' && last != '-' && last != '/';
  }

  void text_changed() {
    ++version_;
    ranker_.set_context(field_.committed());
  }

  void retype_composing() {
    ranker_.reset_keys();
    ranker_.press(field_.composing(), std::nullopt);
  }

  void erase_left() {
    const bool composing = !field_.composing().empty();
    const std::string before = field_.composing();
    const bool reopened = field_.erase_left();
    if (reopened) {
      // The word is being written anew: it counts once, when it is finished.
      learner_.unlearn(&last_learned_);
      retype_composing();
    } else if (composing) {
      // One grapheme may have been several presses.
      for (auto gone = letters(before) - letters(field_.composing()); gone > 0; --gone) {
        ranker_.backspace();
      }
    }
    last_learned_.clear();
    if (!composing || reopened) {
      recent_.clear();
      text_changed();
    }
    ++version_;
  }

  Commit punctuation(const std::string& character) {
    Commit out;
    if (!field_.composing().empty()) {
      out = finish(character, ends_word(character));
    } else {
      undo_.clear();
      recent_.clear();
      if (auto_space_ && hugs_left(character)) {
        field_.drop(1);
        field_.append(character + " ");
        text_changed();
        return out;
      }
      auto_space_ = false;
      field_.append(character);
    }
    learner_.learn_emoji(character, ranker_.context().last);
    text_changed();
    return out;
  }

  /// Commits the composing text, followed by `after`.
  Commit finish(const std::string& after, bool may_correct) {
    const std::string typed = field_.composing();
    Commit out{typed, typed, false};
    const bool insisted = literal_version_ == version_;
    undo_.clear();
    auto_space_ = false;
    std::string replaced;
    TypedWord word;
    if (may_correct && allows_corrections(options_.field)) {
      const Ranked& ranked = rank_now({}, nullptr);
      if (const Candidate* better = wanted(ranked)) {
        out.committed = candidate_surface(*better, typed, ranker_.sentence_start());
        replaced = better->replaces;
        out.autocorrected = out.committed != typed || !replaced.empty();
      }
      word = {.typed = typed,
              .committed = out.committed,
              .after = after,
              .presses = ranker_.presses(),
              .context = ranker_.context(),
              .readings = readings_of(ranked, out.committed),
              .known = ranked.literal.known,
              .learned = {}};
    }
    std::optional<TypedWord> joined;
    if (!replaced.empty()) {
      joined = *recent_.last();
      unlearn_recent(1);  // a piece of a word is none
      field_.drop(replaced.size());
      ranker_.set_context(field_.committed());
    }
    word.learned = learn_word(out.committed, !out.autocorrected);
    if (learner_.allowed()) ranker_.learn_touches(out.committed);
    if (out.autocorrected) {
      if (!joined) learner_.learn_pair(typed, out.committed, true);
      if (joined && joined->typed != joined->committed) {
        undo_.push_back({joined->typed, joined->committed, joined->after});
      }
      undo_.push_back({typed, out.committed, after, joined, word.learned});
    } else {
      last_learned_ = word.learned;
    }
    field_.commit(out.committed, after);
    // A word that was given back is not doubted later, either.
    if (word.typed.empty() || joined || insisted) {
      recent_.clear();
    } else {
      recent_.push(std::move(word));
    }
    ranker_.reset_keys();
    text_changed();
    return out;
  }

  /// Takes the newest autocorrection back: the text is what it was right before it.
  void take_back() {
    Undo undo = std::move(undo_.back());
    undo_.pop_back();
    field_.drop(undo.committed.size() + undo.after.size());
    learner_.unlearn(&undo.learned);
    text_changed();
    last_learned_.clear();
    recent_.clear();
    if (!field_.composing().empty()) {
      // One more step behind a join: the word before it, too, as it was typed. That may be meant to
      // delete a letter only, so it does not forbid the correction for good.
      learn_word(undo.typed, true);
      field_.append(undo.typed + undo.after);
    } else {
      if (undo.joined) give_back(*undo.joined);
      field_.compose(undo.typed);
      learner_.learn_pair(undo.typed, undo.committed, false);
      retype_composing();
    }
    text_changed();
    literal_version_ = version_;
  }
  /// The word that a join took in stands for itself again.
  void give_back(const TypedWord& word) {
    auto learned = learn_word(word.committed, word.typed == word.committed);
    if (!undo_.empty()) undo_.back().learned = std::move(learned);
    field_.append(word.committed + word.after);
  }

  /// The last words that were typed, one or two, give way to what was meant.
  void unlearn_recent(int words) {
    const TypedWord* last = recent_.last();
    const TypedWord* before = words > 1 ? recent_.before_last() : nullptr;
    for (const TypedWord* word : {last, before}) {
      if (word == nullptr) continue;
      FieldLearner::Lesson lesson = word->learned;
      learner_.unlearn(&lesson);
    }
  }
  FieldLearner::Lesson learn_word(const std::string& word, bool deliberate) {
    return learner_.learn(word, deliberate, ranker_.context(), ranker_.sentence_start());
  }
  void refuse_autocorrect() {
    const Ranked& ranked = rank_now({}, nullptr);
    if (const Candidate* better = wanted(ranked)) {
      learner_.learn_pair(ranked.literal.typed, better->text, false);
    }
  }
  /// What a space puts in: what the strip of this very text marked, whatever more time would have
  /// said; where no strip was asked for, what is ranked now. Null: what was typed.
  [[nodiscard]] const Candidate* wanted(const Ranked& ranked) const {
    if (shown_.of(version_)) return shown_.marked();
    return ranked.autocorrect ? &ranked.items.front() : nullptr;
  }

  /// Ranks everything for the text as it is. What backspace gave back stays as it was typed, even
  /// where nothing may be learned from that.
  const Ranked& rank_now(const SuggestOptions& options, std::vector<Stage>* stages) {
    const Ranked& ranked = rank_all(options, stages);
    if (!ranked.autocorrect || literal_version_ != version_) return ranked;
    if (&ranked != &mended_) mended_ = ranked;
    mended_.autocorrect = false;
    return mended_;
  }

  /// Words that a stray space divided included.
  const Ranked& rank_all(const SuggestOptions& options, std::vector<Stage>* stages) {
    const std::string& typed = field_.composing();
    const bool corrections =
        allows_corrections(options_.field) && !is_code(typed) && !inside_token(field_.committed());
    const Ranked& ranked = ranker_.rank(typed, corrections, options, stages);
    if (recent_.last() == nullptr || typed.empty() || !corrections) return ranked;
    std::vector<Candidate> joined;
    joiner_.collect(*recent_.last(), ranker_.presses(), typed, ranked.literal.known, options,
                    &ranker_, &joined);
    if (joined.empty() && !joiner_.hurried()) return ranked;
    mended_ = ranked;
    mended_.hurried = ranked.hurried || joiner_.hurried();
    if (joined.empty()) return mended_;
    for (Candidate& c : joined) mended_.items.push_back(std::move(c));
    std::stable_sort(mended_.items.begin(), mended_.items.end(),
                     [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
    decide_autocorrect(parts_, ranker_.sentence_start(), &mended_);
    return mended_;
  }

  void answer(const SuggestOptions& options, Suggestions* out) {
    const Ranked& ranked = rank_now(options, &out->stages);
    const std::string& typed = field_.composing();
    const bool corrections = allows_corrections(options_.field);
    const StripContext context{typed, ranker_.context().last, ranker_.sentence_start(), corrections,
                               static_cast<std::size_t>(std::max(options.count, 0))};
    out->items = make_strip(parts_, ranked, context);
    out->hurried = ranked.hurried;
    if (typed.empty() && corrections) offer_recorrection(options, out);
    // A cancelled answer is shown to nobody.
    if (options.count > 0 && !options.cancel.cancelled()) {
      shown_.remember(version_, out->items, ranked);
    }
  }

  /// The word before the last may have been another one: offered, never put in unasked.
  void offer_recorrection(const SuggestOptions& options, Suggestions* out) {
    const Recorrection found = recorrect(parts_, recent_, field_.committed(), options, &ranker_);
    out->hurried = out->hurried || found.hurried;
    const auto& better = found.better;
    if (!better) return;
    out->stages.push_back(Stage::kRecorrection);
    const auto place = std::min<std::size_t>(out->items.size(), 1);
    out->items.insert(out->items.begin() + static_cast<std::ptrdiff_t>(place),
                      {better->text, SuggestionKind::kCorrection, better->score, false,
                       better->word.sources, better->replaces});
    if (out->items.size() > static_cast<std::size_t>(std::max(options.count, 0))) {
      out->items.pop_back();
    }
  }

  std::shared_ptr<Engine> engine_;
  const EngineParts& parts_;
  SessionOptions options_;
  TextField field_;
  Ranker ranker_;
  FieldLearner learner_;
  Joiner joiner_;
  RecentWords recent_;
  Ranked mended_;            // a ranking of ranker_, with what the session knows besides
  bool auto_space_ = false;  // the committed text ends in a space that a pick put there
  // Newest last, as long as nothing but backspace happened since: a join lies upon the correction
  // of the word that it took in.
  std::vector<Undo> undo_;
  FieldLearner::Lesson last_learned_;  // from the word that was finished last, while it may reopen
  uint64_t version_ = 1;               // grows with every change of the text
  ShownStrip shown_;
  uint64_t literal_version_ = 0;  // of the text that backspace gave back: nothing is put in there
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
