#include "engine/decoder/word_columns.h"

#include <algorithm>

namespace inkling {
namespace {

constexpr std::size_t kUsualLetters = 12;

}  // namespace

WordColumns::WordColumns(const ChannelModel& model, std::span<const PressCosts> presses,
                         float per_letter, float most)
    : model_(model),
      presses_(presses),
      per_letter_(per_letter),
      most_(most),
      stride_(presses.size() + 1) {
  cells_.reserve(kUsualLetters * stride_);
  letters_.reserve(kUsualLetters);
  cells_.resize(stride_);
  letters_.resize(1);
  // Keys in front of the first letter.
  cells_[0] = {0, false};
  for (std::size_t i = 1; i < stride_; ++i) {
    offer(&cells_[i], cells_[i - 1].cost + presses_[i - 1].extra(0), true);
  }
  letters_[kStart].last = stride_;
}

WordColumns::Step WordColumns::step(Step from, char32_t letter) {
  const auto at = static_cast<Step>(letters_.size());
  Letter next = letters_[from];
  next.letter = letter;
  next.base = base_letter(letter);
  next.spelling = spelling_class(letter);
  next.before = from;
  ++next.depth;
  next.first = stride_;
  next.last = 0;
  next.least = kNone;
  letters_.push_back(next);
  cells_.resize(cells_.size() + stride_);
  fill(at);
  finish(at);
  return at;
}

void WordColumns::fill(Step at) {
  Letter& here = letters_[at];
  const char32_t letter = here.letter;
  const char32_t base = here.base;
  // The letter before, and the one before that; 0 where the word begins.
  const Step last = here.before;
  const char32_t skipped = letters_[last].letter;
  const Step before = letters_[last].before;
  const bool has_skipped = here.depth >= 2;
  const char32_t skipped_base = letters_[last].base;
  const float omission =
      has_skipped ? model_.omission_by_class(letters_[before].spelling, letters_[last].spelling)
                  : kNone;
  const bool may_swap = has_skipped && skipped != letter && !is_key_apostrophe(skipped);
  const float swap =
      may_swap ? model_.transposition_by_class(letters_[last].spelling, here.spelling) : kNone;
  const auto first_letter = static_cast<float>(model_.params().first_letter);
  Cell* cells = column(at);
  const Cell* last_cells = column(last);
  const Cell* before_cells = column(before);
  // Where the columns before have nothing to go on from, only keys too many could.
  std::size_t begin = letters_[last].first + 1;
  std::size_t reach = letters_[last].last;
  if (has_skipped) {
    begin = std::min(begin, letters_[before].first + 1);
    reach = std::max(reach, letters_[before].last + 1);
  }
  const auto explain = [&](std::size_t i) {
    const PressCosts& now = presses_[i - 1];
    Cell* cell = cells + i;
    offer(cell, cells[i - 1].cost + now.extra_by_class(here.spelling), true);
    const float hit = now.hit(letter, base);
    const bool same = now.is_letter(letter, base);
    if (!is_key_apostrophe(letter) || is_key_apostrophe(now.letter())) {
      const float first = i == 1 && hit >= kCleanPress ? first_letter : 0;
      offer(cell, last_cells[i - 1].cost + hit + first, last_cells[i - 1].slipped || !same);
    }
    if (!has_skipped) return;
    const bool silent = is_key_apostrophe(skipped) && !is_key_apostrophe(now.letter());
    if (hit < kCleanPress || silent) {
      offer(cell, before_cells[i - 1].cost + omission + hit,
            before_cells[i - 1].slipped || !silent || !same);
    }
    // This key and the one before in the wrong order: the later letter came first.
    if (i < 2 || !may_swap) return;
    const float early = presses_[i - 2].hit(letter, base);
    const float late = now.hit(skipped, skipped_base);
    if (early >= kCleanPress || late >= kCleanPress) return;
    const float start = i == 2 ? first_letter : 0;
    offer(cell, before_cells[i - 2].cost + swap + start + early + late, true);
  };
  for (std::size_t i = begin; i < stride_; ++i) {
    if (i > reach && cells[i - 1].cost > most_) break;
    explain(i);
    if (cells[i].cost > most_) {
      cells[i] = {};
      continue;
    }
    here.first = std::min(here.first, i);
    here.last = i + 1;
    here.least = std::min(here.least, cells[i].cost);
  }
}

/// What the whole column says of the words that go on from it.
void WordColumns::finish(Step at) {
  Letter& here = letters_[at];
  // The letter may be left out, or come later.
  const float skip =
      std::min(model_.omission_by_class(letters_[here.before].spelling, here.spelling),
               model_.least_transposition_by_class(here.spelling));
  here.open = std::min(here.least, letters_[here.before].least + skip);
  const Cell& end = column(at)[stride_ - 1];
  if (end.cost == kNone) return;
  // Of two that cost the same, the one with fewer letters to come.
  if (!end.slipped) {
    if (end.cost <= here.clean.cost) here.clean = {end.cost, here.depth};
  } else if (here.slipped.cost == kNone ||
             end.cost <= here.slipped.cost +
                             per_letter_ * static_cast<float>(here.depth - here.slipped.depth)) {
    here.slipped = {end.cost, here.depth};
  }
}

std::optional<Reached> WordColumns::reached(Step at) const {
  const Letter& here = letters_[at];
  const Ending& clean = here.clean;
  const Ending& slipped = here.slipped;
  if (clean.cost == kNone && slipped.cost == kNone) return std::nullopt;
  const float total = slipped.cost + per_letter_ * static_cast<float>(here.depth - slipped.depth);
  const bool slips = total < clean.cost || (total == clean.cost && slipped.depth > clean.depth);
  const Ending& best = slips ? slipped : clean;
  return Reached{best.cost, here.depth - best.depth, slips};
}

float WordColumns::least_channel(Step at) const {
  const Letter& here = letters_[at];
  return std::min({here.open, here.clean.cost, here.slipped.cost});
}

float WordColumns::least_cost(Step at, float channel_weight) const {
  const Letter& here = letters_[at];
  const float to_come = per_letter_ * static_cast<float>(here.depth - here.slipped.depth);
  return std::min(channel_weight * std::min(here.open, here.clean.cost),
                  channel_weight * here.slipped.cost + to_come);
}

}  // namespace inkling
