// One key further: from the beam after the keys before it to the next.
#include <algorithm>
#include <array>
#include <limits>

#include "engine/decoder/decoder.h"

namespace inkling {
namespace {

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
constexpr float kRounding = 0.01F;          // nats by which a sum may come out otherwise

/// The depth of a node so many letters below a hypothesis.
uint8_t below(const Hypothesis& from, unsigned letters) {
  return static_cast<uint8_t>(from.depth + letters);
}

}  // namespace

void Decoder::step(std::size_t key) {
  costs_.emplace_back(model_, keys_[key], key == 0 ? 0 : keys_[key - 1].letter, offset_);
  const PressCosts& now = costs_.back();
  const Beam& beam = steps_.back().beam;
  next_.clear();
  now_.assign(symbols_, now);
  best_ = std::numeric_limits<float>::max();
  most_ = kMostBase + kMostPerKey * static_cast<float>(key + 1);
  order(beam);
  const float least = beam.empty() ? 0 : beam[order_.front()].value;
  one_.begin(least, width_);
  many_.begin(least, width_ / kManyWordsShare);
  // Best first: what is far behind then has little left to look at.
  for (const uint32_t at : order_) extend(beam[at], now, key);
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

/// By value, to a quarter of a nat: what matters is that the best come early.
void Decoder::order(const Beam& beam) {
  constexpr std::size_t kBuckets = 80;
  constexpr float kPerNat = 4;
  std::array<uint32_t, kBuckets + 1> ends{};
  float least = std::numeric_limits<float>::max();
  for (const Hypothesis& h : beam) least = std::min(least, h.value);
  const auto bucket = [least](const Hypothesis& h) {
    const float at = (h.value - least) * kPerNat;
    return at < static_cast<float>(kBuckets - 1) ? static_cast<std::size_t>(at) : kBuckets - 1;
  };
  for (const Hypothesis& h : beam) ++ends[bucket(h) + 1];
  for (std::size_t i = 1; i <= kBuckets; ++i) ends[i] += ends[i - 1];
  order_.resize(beam.size());
  for (uint32_t i = 0; i < beam.size(); ++i) order_[ends[bucket(beam[i])]++] = i;
}

/// The second half of two keys in the wrong order.
void Decoder::resolve(const Hypothesis& from, const PressCosts& now) {
  const bool ends = (from.pending & kEndsWord) != 0;
  const char32_t meant = from.pending & ~kEndsWord;
  const float cost = meant == U' ' ? now.space() : now.hit(meant);
  if (cost >= kCleanPress) return;
  const Hypothesis whole{from.node, from.cost + cost, from.before, 0, true, from.depth};
  if (!ends) return push(whole);
  const auto entry = word_that_ends(whole);
  if (!entry) return;
  if (const auto next = begin_word(whole, *entry, whole.cost, true, false)) push(*next);
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
      push({child, from.cost + cost, from.before, lexicon_.letter(child) | kEndsWord, true,
            below(from, 1)});
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
    auto next = begin_word(from, *entry, from.cost + cost + hit, true, true);
    next->node = child;
    next->depth = 1;
    next->pending = U' ';
    push(*next);
  }
}

void Decoder::extend(const Hypothesis& from, const PressCosts& now, std::size_t key) {
  if (from.pending != 0) return resolve(from, now);
  const std::size_t before = symbols_.spelling(lexicon_.symbol(from.node));
  push({from.node, from.cost + now.extra_by_class(before), from.before, 0, true, from.depth});
  const float first = key == 0 ? static_cast<float>(model_.params().first_letter) : 0;
  const bool apostrophe = is_key_apostrophe(now.letter());
  // No word below a child is better than the best below its parent: slips that cost more than this
  // lead to nothing that is kept, whichever child it is.
  const float hopeless = bound(from) + log_prob_before(from) + kRounding;
  const float room = std::min(most_, hopeless + kLookahead * lexicon_.best_below(from.node)) -
                     from.cost - std::min(first, 0.0F);
  const bool may_skip = model_.least_skip_by_class(before) <= room;
  const auto [begin, end] = lexicon_.children(from.node);
  for (LexiconNode child = begin; child < end; ++child) {
    const uint8_t symbol = lexicon_.symbol(child);
    // Nothing is paid for the apostrophe itself here, whatever was pressed.
    if (!apostrophe && symbol == symbols_.apostrophe()) {
      skip_apostrophe(from, child, before);
      continue;
    }
    const float cost = now_.hit(symbol);
    if (cost <= room || now_.is_letter(symbol)) {
      push({child, from.cost + cost + (cost < kCleanPress ? 0 : first), from.before, 0,
            from.slipped || !now_.is_letter(symbol), below(from, 1)});
    }
    if (!may_skip) continue;
    // The letter of `child` was left out, or comes later. Is there hope for the best of that?
    const std::size_t letter = symbols_.spelling(symbol);
    const float left_out = from.cost + model_.omission_by_class(before, letter);
    const float least =
        std::min(left_out, from.cost + first + model_.least_transposition_by_class(letter));
    if (least > most_ || least - kLookahead * lexicon_.best_below(child) > hopeless) continue;
    skip_letter(from, child, left_out, from.cost + first);
  }
}

/// The letter of `child` was left out, or comes later: what follows it must be what was pressed.
/// `left_out`, `swapped`: nats, the first without the key, the second without the swap, either.
void Decoder::skip_letter(const Hypothesis& from, LexiconNode child, float left_out,
                          float swapped) {
  const uint8_t symbol = lexicon_.symbol(child);
  const std::size_t letter = symbols_.spelling(symbol);
  const auto [begin, end] = lexicon_.children(child);
  for (LexiconNode next = begin; next < end; ++next) {
    const uint8_t following = lexicon_.symbol(next);
    if (!now_.is_clean(following)) continue;
    const float hit = now_.hit(following);
    push({next, left_out + hit, from.before, 0, true, below(from, 2)});
    if (following == symbol) continue;
    const float swap = model_.transposition_by_class(letter, symbols_.spelling(following));
    push({next, swapped + swap + hit, from.before, symbols_.letter(symbol), true, below(from, 2)});
  }
}

/// An apostrophe that was left out is hardly a slip, and the key may be any behind it.
void Decoder::skip_apostrophe(const Hypothesis& from, LexiconNode child, std::size_t before) {
  const std::size_t letter = symbols_.spelling(lexicon_.symbol(child));
  const float left_out = from.cost + model_.omission_by_class(before, letter);
  const auto [begin, end] = lexicon_.children(child);
  for (LexiconNode next = begin; next < end; ++next) {
    const uint8_t following = lexicon_.symbol(next);
    push({next, left_out + now_.hit(following), from.before, 0,
          from.slipped || !now_.is_letter(following), below(from, 2)});
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

/// `h` and a word behind it; nothing where that would be pruned anyway, unless asked for `always`.
std::optional<Hypothesis> Decoder::begin_word(const Hypothesis& h, uint32_t entry, float cost,
                                              bool slipped, bool always) {
  Before before{entry, h.before, lexicon_.log_prob(entry), 1};
  if (h.before != 0) {
    before.log_prob += befores_[h.before - 1].log_prob;
    before.words = static_cast<uint8_t>(before.words + befores_[h.before - 1].words);
  }
  // Its index, had it one, is that of some word.
  Hypothesis next{Lexicon::kRoot, cost, static_cast<uint32_t>(befores_.size() + 1), 0, slipped, 0};
  next.value = cost - kLookahead * lexicon_.best_below(Lexicon::kRoot) - before.log_prob;
  if (!always && is_hopeless(next)) return std::nullopt;
  befores_.push_back(before);
  return next;
}

/// The press was the space bar, or was meant for it: words end in front of it.
void Decoder::end_words(const PressCosts& now, const Beam& from) {
  if (now.space() > kMostSpace) return;
  for (const Hypothesis& h : from) {
    const auto entry = word_that_ends(h);
    if (!entry) continue;
    const bool slipped = h.slipped || now.letter() != U' ';
    if (const auto next = begin_word(h, *entry, h.cost + now.space(), slipped, false)) push(*next);
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
    beam->push_back(*begin_word(h, endings[i].entry, h.cost + missing, true, true));
  }
}

void Decoder::prune(Beam* beam) {
  if (beam->empty()) return;
  // What explains every key without a slip stays, however rare it is.
  std::erase_if(*beam, [this](const Hypothesis& h) { return h.slipped && h.value > bound(h); });
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
  const auto end_of_many = keep(many, beam->end(), many_.width());
  const auto end_of_one = keep(beam->begin(), many, one_.width());
  const auto moved = std::move(many, end_of_many, end_of_one);
  beam->erase(moved, beam->end());
}

}  // namespace inkling
