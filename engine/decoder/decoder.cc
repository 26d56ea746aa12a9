#include "engine/decoder/decoder.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/decoder/word_columns.h"

namespace inkling {
namespace {

constexpr std::size_t kLeastWidth = 12;

}  // namespace

Decoder::Decoder(const Lexicon& lexicon, const ChannelParams& params, const Layout& layout)
    : lexicon_(lexicon), model_(params, layout), symbols_(lexicon), own_words_(model_) {
  reset();
}

void Decoder::reset() {
  keys_.clear();
  befores_.clear();
  costs_.clear();
  steps_.assign(1, Step{Beam{Hypothesis{}}, 0, kFullWidth});
  indexed_ = false;
  own_words_.clear();
}

void Decoder::set_width(std::size_t width) { width_ = std::clamp(width, kLeastWidth, kFullWidth); }

std::size_t Decoder::least_width() const {
  std::size_t least = kFullWidth;
  for (const Step& step : steps_) least = std::min(least, step.width);
  return least;
}

void Decoder::forget_narrow_steps() {
  const auto narrow = std::find_if(steps_.begin(), steps_.end(),
                                   [this](const Step& step) { return step.width < width_; });
  if (narrow == steps_.end()) return;
  steps_.erase(narrow, steps_.end());
  costs_.erase(costs_.begin() + static_cast<std::ptrdiff_t>(steps_.size() - 1), costs_.end());
  befores_.resize(steps_.back().befores);
  indexed_ = false;
}

Decoder::Trail Decoder::give_up() {
  Trail out;
  out.keys_ = std::move(keys_);
  out.steps_ = std::move(steps_);
  out.befores_ = std::move(befores_);
  out.costs_ = std::move(costs_);
  reset();
  return out;
}

void Decoder::take_over(Trail trail) {
  reset();
  if (trail.steps_.empty()) return;
  keys_ = std::move(trail.keys_);
  steps_ = std::move(trail.steps_);
  befores_ = std::move(trail.befores_);
  costs_ = std::move(trail.costs_);
}

void Decoder::backspace() {
  if (keys_.empty()) return;
  keys_.pop_back();
  if (steps_.size() > keys_.size() + 1) drop_last_step();
}

void Decoder::drop_last_step() {
  steps_.pop_back();
  costs_.pop_back();
  befores_.resize(steps_.back().befores);
  indexed_ = false;
}

std::size_t Decoder::behind() const {
  const std::size_t wanted = std::min(keys_.size(), kMaxKeys);
  return wanted + 1 - std::min(steps_.size(), wanted + 1);
}

void Decoder::advance() {
  // What changes places with the bar is looked for in the step before it, too.
  const std::size_t taken = steps_.size() - 1;
  if (taken > 0 && is_bar(taken) != steps_.back().before_bar) drop_last_step();
  while (behind() > 0) step(steps_.size() - 1);
}

void Decoder::index_beam() {
  if (indexed_) return;
  index_.assign(steps_.back().beam);
  indexed_ = true;
}

std::optional<Reached> Decoder::reach(std::span<const LexiconNode> path, float per_letter) {
  std::optional<Reached> out;
  reach_all(
      1, per_letter, [path](std::size_t) { return path; },
      [&out](std::size_t, const Reached* reached) {
        if (reached != nullptr) out = *reached;
      });
  return out;
}

std::vector<PersonalMatch> Decoder::personal(const WordTrie::Snapshot& words, std::size_t limit,
                                             float per_letter, float channel_weight) {
  advance();
  if (!can_answer()) return {};
  if (own_words_.presses() > 0 && own_words_.named() != step_name(own_words_.presses() - 1)) {
    own_words_.clear();
  }
  float lexicon = std::numeric_limits<float>::infinity();
  for (const Hypothesis& h : steps_.back().beam) lexicon = std::min(lexicon, h.cost);
  return own_words_.find(words, costs_, steps_.back().name,
                         {limit, per_letter, channel_weight, lexicon});
}

std::optional<Reached> Decoder::explain(std::u32string_view word, float per_letter) {
  advance();
  if (!can_answer() || word.empty() || word.size() > kMaxKeys) {
    return std::nullopt;
  }
  WordColumns columns(model_, per_letter);
  columns.see(costs_);
  WordColumns::Step at = WordColumns::kStart;
  for (const char32_t letter : word) at = columns.step(at, letter);
  return columns.reached(at);
}

}  // namespace inkling
