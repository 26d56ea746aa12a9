#include "engine/decoder/decoder.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/decoder/word_columns.h"

namespace inkling {
namespace {

constexpr std::size_t kLeastWidth = 12;
// A string that needs more slips than these stands for no word of the lexicon.
constexpr float kMostBase = 6;
constexpr float kMostPerKey = 3;
// Several words: how many may stand in one string, and how many hypotheses a key may add and keep.
constexpr uint8_t kMostBefore = 2;
constexpr std::size_t kMostSpawned = 10;
constexpr std::size_t kManyWordsShare = 3;  // of the width: one part in so many
constexpr float kMostSpace = 12;            // nats: a press that was hardly meant for the bar
constexpr char32_t kEndsWord = 0x80000000;  // with a pending letter: the word is over behind it
constexpr float kLeastBefore = -15;         // nats: rarer words do not stand in front of others

}  // namespace

Decoder::Decoder(const Lexicon& lexicon, const ChannelParams& params, const Layout& layout)
    : lexicon_(lexicon), model_(params, layout), symbols_(lexicon) {
  reset();
}

void Decoder::reset() {
  keys_.clear();
  befores_.clear();
  costs_.clear();
  steps_.assign(1, Step{Beam{Hypothesis{}}, 0, kFullWidth});
  indexed_ = false;
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

void Decoder::step(std::size_t key) {
  costs_.emplace_back(model_, keys_[key], key == 0 ? 0 : keys_[key - 1].letter, offset_);
  const PressCosts& now = costs_.back();
  const Beam& beam = steps_.back().beam;
  next_.clear();
  now_.assign(symbols_, now);
  best_ = std::numeric_limits<float>::max();
  one_ = {best_, 0, width_};
  many_ = {best_, 0, width_ / kManyWordsShare};
  most_ = kMostBase + kMostPerKey * static_cast<float>(key + 1);
  for (const Hypothesis& h : beam) extend(h, now, key);
  const bool before_bar = is_bar(key + 1);
  if (before_bar || is_bar(key)) {
    for (const Hypothesis& h : beam) {
      if (h.pending == 0) misplace_space(h, now);
    }
  }
  end_words(now, beam);
  prune(&next_.beam());
  spawn_after_words(&next_.beam());
  steps_.push_back({next_.beam(), befores_.size(), width_, before_bar, ++steps_taken_});
  indexed_ = false;
}

/// The second half of two keys in the wrong order.
void Decoder::resolve(const Hypothesis& from, const PressCosts& now) {
  const bool ends = (from.pending & kEndsWord) != 0;
  const char32_t meant = from.pending & ~kEndsWord;
  const float cost = meant == U' ' ? now.space() : now.hit(meant);
  if (cost >= kCleanPress) return;
  const Hypothesis whole{from.node, from.cost + cost, from.before, 0, true};
  if (!ends) return push(whole);
  if (const auto entry = word_that_ends(whole)) push(begin_word(whole, *entry, whole.cost, true));
}

/// The bar and the last or first letter of a word in the wrong order.
void Decoder::misplace_space(const Hypothesis& from, const PressCosts& now) {
  const auto cost = static_cast<float>(model_.params().transposition);
  if (now.letter() == U' ') {
    // The bar came before the last letter.
    const auto [begin, end] = lexicon_.children(from.node);
    if (from.node == Lexicon::kRoot) return;
    for (LexiconNode child = begin; child < end; ++child) {
      const auto [first, last] = lexicon_.entry_ids(child);
      if (first == last) continue;
      push({child, from.cost + cost, from.before, lexicon_.letter(child) | kEndsWord, true});
    }
    return;
  }
  // The first letter of the next word came before the bar.
  const auto entry = word_that_ends(from);
  if (!entry) return;
  const auto [begin, end] = lexicon_.children(Lexicon::kRoot);
  for (LexiconNode child = begin; child < end; ++child) {
    const float hit = now.hit(lexicon_.letter(child));
    if (hit >= kCleanPress) continue;
    Hypothesis next = begin_word(from, *entry, from.cost + cost + hit, true);
    next.node = child;
    next.pending = U' ';
    push(next);
  }
}

void Decoder::extend(const Hypothesis& from, const PressCosts& now, std::size_t key) {
  if (from.pending != 0) return resolve(from, now);
  const std::size_t before = symbols_.spelling(lexicon_.symbol(from.node));
  push({from.node, from.cost + now.extra_by_class(before), from.before, 0, true});
  const float first = key == 0 ? static_cast<float>(model_.params().first_letter) : 0;
  const bool apostrophe = is_key_apostrophe(now.letter());
  const auto [begin, end] = lexicon_.children(from.node);
  for (LexiconNode child = begin; child < end; ++child) {
    const uint8_t symbol = lexicon_.symbol(child);
    // Nothing is paid for the apostrophe itself here, whatever was pressed.
    if (apostrophe || symbol != symbols_.apostrophe()) {
      const float cost = now_.hit(symbol);
      push({child, from.cost + cost + (cost < kCleanPress ? 0 : first), from.before, 0,
            from.slipped || !now_.is_letter(symbol)});
      skip_letter(from, child, first, before, false);
    } else {
      skip_letter(from, child, first, before, true);
    }
  }
}

/// The letter of `child` was left out, or comes later: what follows it must be what was pressed.
void Decoder::skip_letter(const Hypothesis& from, LexiconNode child, float first,
                          std::size_t before, bool silent) {
  const auto [begin, end] = lexicon_.children(child);
  if (begin == end) return;
  const uint8_t symbol = lexicon_.symbol(child);
  const std::size_t letter = symbols_.spelling(symbol);
  const float omission = from.cost + model_.omission_by_class(before, letter);
  if (!silent) {
    // Is there any hope for the best of them?
    const Hypothesis hope{
        child, std::min(omission, from.cost + first + model_.least_transposition_by_class(letter)),
        from.before, 0, true};
    if (hope.cost > most_ || value(hope) > bound(hope)) return;
  }
  const auto follow = [&](LexiconNode next, uint8_t following) {
    const float hit = now_.hit(following);
    push({next, omission + hit, from.before, 0,
          from.slipped || !silent || !now_.is_letter(following)});
    if (!silent && following != symbol) {
      push({next,
            from.cost + model_.transposition_by_class(letter, symbols_.spelling(following)) +
                first + hit,
            from.before, symbols_.letter(symbol), true});
    }
  };
  if (silent) {
    for (LexiconNode next = begin; next < end; ++next) follow(next, lexicon_.symbol(next));
    return;
  }
  // Both are in the order of symbols.
  LexiconNode next = begin;
  for (const uint8_t wanted : now_.clean()) {
    if (lexicon_.symbol(end - 1) < wanted) return;
    while (lexicon_.symbol(next) < wanted) ++next;
    if (lexicon_.symbol(next) == wanted) follow(next, wanted);
  }
}

std::optional<uint32_t> Decoder::word_that_ends(const Hypothesis& h) const {
  if (h.pending != 0 || h.node == Lexicon::kRoot) return std::nullopt;
  if (h.before != 0 && befores_[h.before - 1].words >= kMostBefore) return std::nullopt;
  const auto [first, last] = lexicon_.entry_ids(h.node);
  if (first == last) return std::nullopt;
  if ((lexicon_.flags(first) & (kWordNeverAutocorrect | kWordOffensive)) != 0) return std::nullopt;
  if (lexicon_.log_prob(first) < kLeastBefore) return std::nullopt;
  return first;
}

Hypothesis Decoder::begin_word(const Hypothesis& h, uint32_t entry, float cost, bool slipped) {
  Before before{entry, h.before, lexicon_.log_prob(entry), 1};
  if (h.before != 0) {
    before.log_prob += befores_[h.before - 1].log_prob;
    before.words = static_cast<uint8_t>(before.words + befores_[h.before - 1].words);
  }
  befores_.push_back(before);
  return {Lexicon::kRoot, cost, static_cast<uint32_t>(befores_.size()), 0, slipped};
}

/// The press was the space bar, or was meant for it: words end in front of it.
void Decoder::end_words(const PressCosts& now, const Beam& from) {
  if (now.space() > kMostSpace) return;
  for (const Hypothesis& h : from) {
    const auto entry = word_that_ends(h);
    if (!entry) continue;
    push(begin_word(h, *entry, h.cost + now.space(), h.slipped || now.letter() != U' '));
  }
}

/// The space after a finished word was left out: the next key begins another word.
void Decoder::spawn_after_words(Beam* beam) {
  struct Ending {
    float cost;
    std::size_t at;
    uint32_t entry;
  };
  std::vector<Ending> endings;
  for (std::size_t i = 0; i < beam->size(); ++i) {
    const Hypothesis& h = (*beam)[i];
    const auto entry = word_that_ends(h);
    if (!entry) continue;
    endings.push_back({h.cost - lexicon_.log_prob(*entry) - log_prob_before(h), i, *entry});
  }
  const std::size_t most = std::min(endings.size(), kMostSpawned);
  std::partial_sort(endings.begin(), endings.begin() + static_cast<std::ptrdiff_t>(most),
                    endings.end(),
                    [](const Ending& a, const Ending& b) { return a.cost < b.cost; });
  const auto missing = static_cast<float>(model_.params().space_missing);
  for (std::size_t i = 0; i < most; ++i) {
    const Hypothesis h = (*beam)[endings[i].at];
    beam->push_back(begin_word(h, endings[i].entry, h.cost + missing, true));
  }
}

/// The value that the last one to be kept has, of those so far.
void Decoder::Bound::tighten(const Beam& beam, bool many, std::vector<float>* scratch) {
  scratch->clear();
  for (const Hypothesis& h : beam) {
    if ((h.before != 0) == many) scratch->push_back(h.value);
  }
  pushed = 0;
  if (width == 0 || scratch->size() < width) return;
  const auto last = scratch->begin() + static_cast<std::ptrdiff_t>(width - 1);
  std::nth_element(scratch->begin(), last, scratch->end());
  worst = std::min(worst, *last);
}

void Decoder::prune(Beam* beam) {
  if (beam->empty()) return;
  const float best = best_;
  // What explains every key without a slip stays, however rare it is.
  std::erase_if(*beam,
                [&](const Hypothesis& h) { return h.slipped && h.value > best + kBeamMargin; });
  const auto many =
      std::partition(beam->begin(), beam->end(), [](const Hypothesis& h) { return h.before == 0; });
  const auto keep = [](Beam::iterator first, Beam::iterator last, std::size_t width) {
    if (static_cast<std::size_t>(last - first) <= width) return last;
    const auto end = first + static_cast<std::ptrdiff_t>(width);
    std::nth_element(first, end, last, [](const Hypothesis& a, const Hypothesis& b) {
      if (a.slipped != b.slipped) return !a.slipped;
      return a.value < b.value;
    });
    return end;
  };
  const auto end_of_many = keep(many, beam->end(), many_.width);
  const auto end_of_one = keep(beam->begin(), many, one_.width);
  const auto moved = std::move(many, end_of_many, end_of_one);
  beam->erase(moved, beam->end());
}

void Decoder::index_beam() {
  if (indexed_) return;
  index_.assign(steps_.back().beam);
  indexed_ = true;
}

bool Decoder::may_reach(std::span<const LexiconNode> path) {
  advance();
  if (!can_answer()) return false;
  index_beam();
  // Every step goes down the trie: what is on no hypothesis' way never will be.
  return index_.has_root() || std::any_of(path.begin(), path.end(),
                                          [this](LexiconNode n) { return index_.may_hold(n); });
}

std::optional<Reached> Decoder::reach(std::span<const LexiconNode> path, float per_letter) {
  advance();
  if (!can_answer()) return std::nullopt;
  index_beam();
  const Hypothesis* best = nullptr;
  float best_total = std::numeric_limits<float>::max();
  int remaining = 0;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const Hypothesis* h = index_.find(path[i]);
    if (h == nullptr) continue;
    const auto left = static_cast<int>(path.size() - 1 - i);
    const float total = h->cost + (h->slipped ? per_letter * static_cast<float>(left) : 0);
    if (total > best_total) continue;
    best = h;
    best_total = total;
    remaining = left;
  }
  if (best == nullptr) return std::nullopt;
  return Reached{best->cost, remaining, best->slipped};
}

std::optional<Reached> Decoder::explain(std::u32string_view word, float per_letter) {
  advance();
  if (!can_answer() || word.empty() || word.size() > kMaxKeys) {
    return std::nullopt;
  }
  WordColumns columns(model_, costs_, per_letter);
  WordColumns::Step at = WordColumns::kStart;
  for (const char32_t letter : word) at = columns.step(at, letter);
  return columns.reached(at);
}

}  // namespace inkling
