#include <algorithm>
#include <array>
#include <utility>

#include "engine/autocorrect.h"
#include "engine/engine_parts.h"
#include "engine/field_learner.h"
#include "engine/inkling.h"
#include "engine/ranker.h"
#include "engine/recent_words.h"
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
    undo_.reset();
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
    undo_.reset();
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
      if (undo_) {
        undo_autocorrect();
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
    undo_.reset();
    text_changed();
    return {};
  }

  Commit enter() {
    if (!field_.composing().empty()) return finish("\n", true);
    undo_.reset();
    auto_space_ = false;
    recent_.clear();
    field_.append("\n");
    text_changed();
    return {};
  }

  Commit pick(std::string_view raw) {
    const std::string text = repair_utf8(raw);
    Commit out{field_.composing(), text, false};
    undo_.reset();
    const std::string typed = field_.composing();
    const std::string replaces = replaced_by(text);
    field_.drop(replaces.size());
    if (!replaces.empty()) text_changed();
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
  /// What backspace right after an autocorrection takes back.
  struct Undo {
    std::string typed, committed, after;
    std::string replaced;  // committed text that gave way, too
    FieldLearner::Lesson learned;
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
      undo_.reset();
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
    undo_.reset();
    auto_space_ = false;
    std::string replaced;
    TypedWord word;
    if (may_correct && allows_corrections(options_.field)) {
      const Ranked& ranked = rank_now({}, nullptr);
      if (ranked.autocorrect) {
        out.committed = candidate_surface(ranked.items.front(), typed, ranker_.sentence_start());
        replaced = ranked.items.front().replaces;
        out.autocorrected = out.committed != typed || !replaced.empty();
      }
      word = {typed,
              out.committed,
              after,
              ranker_.presses(),
              ranker_.context(),
              readings_of(ranked, out.committed),
              ranked.literal.known};
    }
    if (!replaced.empty()) {
      field_.drop(replaced.size());
      ranker_.set_context(field_.committed());
    }
    FieldLearner::Lesson learned = learn_word(out.committed, !out.autocorrected);
    if (learner_.allowed()) ranker_.learn_touches(out.committed);
    if (out.autocorrected) {
      if (replaced.empty()) learner_.learn_pair(typed, out.committed, true);
      undo_ = Undo{typed, out.committed, after, replaced, std::move(learned)};
    } else {
      last_learned_ = std::move(learned);
    }
    field_.commit(out.committed, after);
    if (word.typed.empty() || !replaced.empty()) {
      recent_.clear();
    } else {
      recent_.push(std::move(word));
    }
    ranker_.reset_keys();
    text_changed();
    return out;
  }

  void undo_autocorrect() {
    Undo undo = std::move(*undo_);
    undo_.reset();
    field_.drop(undo.committed.size() + undo.after.size());
    field_.append(undo.replaced);
    field_.compose(undo.typed);
    learner_.unlearn(&undo.learned);
    learner_.learn_pair(undo.typed, undo.committed, false);
    recent_.clear();
    retype_composing();
    text_changed();
  }

  FieldLearner::Lesson learn_word(const std::string& word, bool deliberate) {
    return learner_.learn(word, deliberate, ranker_.context(), ranker_.sentence_start());
  }
  void refuse_autocorrect() {
    const Ranked& ranked = rank_now({}, nullptr);
    if (ranked.autocorrect)
      learner_.learn_pair(ranked.literal.typed, ranked.items.front().text, false);
  }

  /// Ranks everything for the text as it is, words that a stray space divided included.
  const Ranked& rank_now(const SuggestOptions& options, std::vector<Stage>* stages) {
    const std::string& typed = field_.composing();
    const bool corrections =
        allows_corrections(options_.field) && !is_code(typed) && !inside_token(field_.committed());
    const Ranked& ranked = ranker_.rank(typed, corrections, options, stages);
    if (recent_.last() == nullptr || typed.empty() || !corrections) return ranked;
    std::vector<Candidate> joined;
    joiner_.collect(*recent_.last(), ranker_.presses(), typed, ranked.literal.known, options,
                    &ranker_, &joined);
    if (joined.empty() && !joiner_.hurried()) return ranked;
    with_joined_ = ranked;
    with_joined_.hurried = ranked.hurried || joiner_.hurried();
    if (joined.empty()) return with_joined_;
    for (Candidate& c : joined) with_joined_.items.push_back(std::move(c));
    std::stable_sort(with_joined_.items.begin(), with_joined_.items.end(),
                     [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
    decide_autocorrect(parts_, ranker_.sentence_start(), &with_joined_);
    return with_joined_;
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
    offered_.clear();
    for (const Suggestion& s : out->items) {
      if (!s.replaces.empty()) offered_.emplace_back(s.text, s.replaces);
    }
    offered_version_ = version_;
  }

  /// The word before the last may have been another one: offered, never put in unasked.
  void offer_recorrection(const SuggestOptions& options, Suggestions* out) {
    const auto [better, hurried] =
        recorrect(parts_, recent_, field_.committed(), options, &ranker_);
    out->hurried = out->hurried || hurried;
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

  /// The committed text that the suggestion `text` takes the place of.
  [[nodiscard]] std::string replaced_by(const std::string& text) const {
    if (offered_version_ != version_) return {};
    for (const auto& [offered, replaces] : offered_) {
      if (offered == text && field_.committed().ends_with(replaces)) return replaces;
    }
    return {};
  }

  std::shared_ptr<Engine> engine_;
  const EngineParts& parts_;
  SessionOptions options_;
  TextField field_;
  Ranker ranker_;
  FieldLearner learner_;
  Joiner joiner_;
  RecentWords recent_;
  Ranked with_joined_;
  bool auto_space_ = false;  // the committed text ends in a space that a pick put there
  std::optional<Undo> undo_;
  FieldLearner::Lesson last_learned_;  // from the word that was finished last, while it may reopen
  uint64_t version_ = 1;               // grows with every change of the text
  // Suggestions that would replace committed text, and the version they belong to.
  std::vector<std::pair<std::string, std::string>> offered_;
  uint64_t offered_version_ = 0;
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
