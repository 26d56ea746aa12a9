#include <utility>

#include "engine/inkling.h"
#include "engine/layout.h"
#include "engine/session/engine_impl.h"
#include "engine/session/session_impl.h"

namespace inkling {
namespace {

const Layout& layout_named(const std::string& name) {
  const Layout* layout = Layout::find(name);
  return layout != nullptr ? *layout : Layout::qwerty();
}

}  // namespace

SessionImpl::SessionImpl(std::shared_ptr<Engine> engine, SessionOptions options)
    : engine_(std::move(engine)),
      parts_(parts_of(*engine_)),
      options_(std::move(options)),
      ranker_(parts_, layout_named(options_.layout), options_.autocorrect),
      feed_(&ranker_),
      learner_(parts_),
      pending_(parts_, &learner_),
      joiner_(parts_, layout_named(options_.layout)) {
  settle_field();
  feed_.follow(document_, /*anew=*/true);
}

SessionImpl::~SessionImpl() { pending_.settle_all(document_); }

void SessionImpl::focus(FieldKind field, bool no_learning, std::string_view left,
                        std::string_view right) {
  // By the rules of the field that is left.
  pending_.settle_all(document_);
  options_.field = field;
  options_.no_learning = no_learning;
  settle_field();
  standing_.clear();
  set_context(left, right);
}

void SessionImpl::set_context(std::string_view left, std::string_view right) {
  refusal_.reset();
  const Document before = document_;
  document_.reset(left, right);
  pending_.move(before, document_);
  standing_.move(before, document_);
  feed_.follow(document_, /*anew=*/true);
}

void SessionImpl::apply(Edit edit, bool teaches) {
  if (edit.kind != Edit::Kind::kTakeBack) teaches = edit.word != nullptr;
  document_.apply(std::move(edit));
  standing_.follow(document_);
  if (teaches) pending_.add(document_);
  pending_.settle(document_);
  follow_refusal();
  feed_.follow(document_, /*anew=*/false);
}

void SessionImpl::unlearn(Lesson* lesson) {
  pending_.drop(*lesson);
  learner_.unlearn(lesson);
  if (std::exchange(lesson->used, false)) ranker_.take_back_use(lesson->phrase);
}

bool SessionImpl::may_correct_field() const {
  return options_.field == FieldKind::kText || options_.field == FieldKind::kSearch;
}

bool SessionImpl::may_suggest() const {
  return options_.field != FieldKind::kPassword && options_.field != FieldKind::kNumber;
}

bool SessionImpl::wants_capital() const {
  return document_.composing().empty() && document_.rest().empty() && begins_sentence();
}

bool SessionImpl::begins_sentence() const {
  if (!options_.auto_capitals || options_.field != FieldKind::kText) return false;
  const ContextSnapshot& around = ranker_.context();
  return around.sentence_start && !around.in_token;
}

void SessionImpl::settle_field() { learner_.allow(may_correct_field() && !options_.no_learning); }

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
Commit Session::gesture(std::span<const GesturePoint> points, GestureCase letter_case) {
  return impl_->gesture(points, letter_case);
}
Suggestions Session::sketch(std::span<const GesturePoint> points, const SuggestOptions& options,
                            GestureCase letter_case) {
  return impl_->sketch(points, options, letter_case);
}
void Session::backspace(int n) { impl_->backspace(n); }
Commit Session::space() { return impl_->space(); }
Commit Session::enter() { return impl_->enter(); }
Commit Session::pick(std::string_view text) { return impl_->pick(text); }
Result<Commit> Session::accept(std::size_t index) { return impl_->accept(index); }
bool Session::revert(uint64_t id) { return impl_->revert(id); }
std::optional<WordChoices> Session::look_at(std::size_t at, const SuggestOptions& options) {
  return impl_->look_at(at, options);
}
Result<Commit> Session::mend(std::size_t begin, std::string_view text) {
  return impl_->mend(begin, text);
}
Commit Session::finish() { return impl_->finish(); }
void Session::trim() { impl_->trim(); }
Suggestions Session::suggest(const SuggestOptions& options) { return impl_->suggest(options); }
std::string Session::phrase(std::string_view text, const SuggestOptions& options) {
  return impl_->phrase(text, options);
}
const std::string& Session::composing() const { return impl_->document().composing(); }
const std::string& Session::committed() const { return impl_->document().committed(); }
std::string Session::composing_after() const { return std::string(impl_->document().rest()); }
bool Session::wants_capital() const { return impl_->wants_capital(); }
const Document& Session::document() const { return impl_->document(); }
std::string Session::left() const { return impl_->document().left(); }
const std::string& Session::right() const { return impl_->document().right(); }
SessionCounters Session::counters() const { return impl_->counters(); }
Touch Session::touch_offset() const {
  const KeyPoint mean = impl_->touch_offset();
  return {mean.x, mean.y};
}

}  // namespace inkling
