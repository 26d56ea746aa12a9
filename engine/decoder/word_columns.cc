#include "engine/decoder/word_columns.h"

#include <algorithm>
#include <utility>

namespace inkling {
namespace {

constexpr std::size_t kUsualLetters = 12;

}  // namespace

WordColumns::WordColumns(const ChannelModel& model, float per_letter, float most)
    : model_(model), per_letter_(per_letter), most_(most) {
  letters_.reserve(kUsualLetters);
  clear();
}

void WordColumns::clear() {
  presses_ = {};
  letters_.assign(1, Letter());
  letters_[kStart].first = 0;
  letters_[kStart].last = 1;
  letters_[kStart].least = 0;
  cells_.assign(stride_, Cell());
  cells_[0] = {0, false};
}

void WordColumns::see(std::span<const PressCosts> presses) {
  presses_ = presses;
  make_room();
  // Keys in front of the first letter.
  Letter& start = letters_[kStart];
  for (; start.seen < presses.size(); ++start.seen) {
    Cell* cell = &cells_[start.seen];
    offer(cell + 1, cell->cost + presses[start.seen].extra(0), true);
  }
  start.last = start.seen + 1;
}

void WordColumns::make_room() {
  const std::size_t needed = presses_.size() + 1;
  if (needed <= stride_) return;
  const std::size_t stride = letters_.size() == 1 ? needed : std::max(needed, 2 * stride_);
  std::vector<Cell> cells;
  cells.reserve(std::max(kUsualLetters, letters_.size()) * stride);
  for (Step at = 0; at < letters_.size(); ++at) {
    cells.insert(cells.end(), column(at), column(at) + stride_);
    cells.resize((at + 1) * stride);
  }
  cells_ = std::move(cells);
  stride_ = stride;
}

WordColumns::Step WordColumns::step(Step from, char32_t letter) {
  const auto at = static_cast<Step>(letters_.size());
  const Letter& last = letters_[from];
  Letter next;
  next.letter = letter;
  next.base = base_letter(letter);
  next.spelling = spelling_class(letter);
  next.before = from;
  next.depth = last.depth + 1;
  next.skip = std::min(model_.omission_by_class(last.spelling, next.spelling),
                       model_.least_transposition_by_class(next.spelling));
  if (next.depth >= 2) {
    next.omission = model_.omission_by_class(letters_[last.before].spelling, last.spelling);
    if (last.letter != letter && !is_key_apostrophe(last.letter)) {
      next.swap = model_.transposition_by_class(last.spelling, next.spelling);
    }
  }
  letters_.push_back(next);
  cells_.resize(cells_.size() + stride_);
  bring_up(at);
  return at;
}

void WordColumns::bring_up(Step at) {
  if (letters_[at].seen == presses_.size()) return;
  fill(at);
  finish(at);
}

/// The cells of presses that the column does not know of yet.
void WordColumns::fill(Step at) {
  Letter& here = letters_[at];
  const char32_t letter = here.letter;
  const char32_t base = here.base;
  // The letter before, and the one before that; the start where the word begins.
  const Step last = here.before;
  const char32_t skipped = letters_[last].letter;
  const char32_t skipped_base = letters_[last].base;
  const Step before = letters_[last].before;
  const bool has_skipped = here.depth >= 2;
  const bool may_swap = here.swap < kNone;
  const auto first_letter = static_cast<float>(model_.params().first_letter);
  Cell* cells = column(at);
  const Cell* last_cells = column(last);
  const Cell* before_cells = column(before);
  // Where the columns before have nothing to go on from, only keys too many could.
  uint32_t begin = letters_[last].first + 1;
  uint32_t reach = letters_[last].last;
  if (has_skipped) {
    begin = std::min(begin, letters_[before].first + 1);
    reach = std::max(reach, letters_[before].last + 1);
  }
  const auto explain = [&](uint32_t i) {
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
      offer(cell, before_cells[i - 1].cost + here.omission + hit,
            before_cells[i - 1].slipped || !silent || !same);
    }
    // This key and the one before in the wrong order: the later letter came first.
    if (i < 2 || !may_swap) return;
    const float early = presses_[i - 2].hit(letter, base);
    const float late = now.hit(skipped, skipped_base);
    if (early >= kCleanPress || late >= kCleanPress) return;
    const float start = i == 2 ? first_letter : 0;
    offer(cell, before_cells[i - 2].cost + here.swap + start + early + late, true);
  };
  const auto end = static_cast<uint32_t>(presses_.size() + 1);
  for (uint32_t i = std::max(begin, here.seen + 1); i < end; ++i) {
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
  here.seen = end - 1;
}

/// What the whole column says of the words that go on from it.
void WordColumns::finish(Step at) {
  Letter& here = letters_[at];
  const Letter& last = letters_[here.before];
  here.open = std::min(here.least, last.least + here.skip);
  here.clean = last.clean;
  here.slipped = last.slipped;
  const Cell& end = column(at)[presses_.size()];
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
