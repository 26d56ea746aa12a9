#include "cache/history/history_ngrams.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "cache/history/sparing_growth.h"

namespace inkling {
namespace {

using Use = HistoryNgrams::Use;
constexpr float kNothing = 1e-3F;  // of one use: what rounding leaves of uses that were taken back

unsigned room_of(uint32_t size) { return static_cast<unsigned>(std::bit_width(size - 1)); }

/// What is left at `now`, in words typed, of a use at `since`.
double faded(uint32_t since, uint32_t now, double fades) {
  return since >= now ? 1 : std::exp2(-static_cast<double>(now - since) / fades);
}

template <typename Uses>
auto place_of(Uses&& uses, HistoryNgrams::Id word) {
  return std::lower_bound(uses.begin(), uses.end(), word,
                          [](const Use& use, HistoryNgrams::Id id) { return use.word < id; });
}

}  // namespace

double HistoryNgrams::weight(float scaled, float recent, uint32_t at, const Clock& clock) {
  const double left = static_cast<double>(recent) * faded(at, clock.words, clock.fades);
  return (clock.old * static_cast<double>(scaled) + (1 - clock.old) * left) * clock.unscale;
}

std::size_t HistoryNgrams::slot(Id before_last, Id last) const {
  uint64_t mixed = (uint64_t{before_last} << 32U | last) * 0x9E3779B97F4A7C15U;
  mixed ^= mixed >> 29U;
  std::size_t at = mixed % slots_.size();
  while (slots_[at] != 0) {
    const Context& context = contexts_[slots_[at] - 1];
    if (context.before_last == before_last && context.last == last) break;
    at = at + 1 == slots_.size() ? 0 : at + 1;
  }
  return at;
}

const HistoryNgrams::Context* HistoryNgrams::find(Id before_last, Id last) const {
  if (slots_.empty()) return nullptr;
  const uint32_t number = slots_[slot(before_last, last)];
  if (number == 0 || contexts_[number - 1].size == 0) return nullptr;
  return &contexts_[number - 1];
}

void HistoryNgrams::grow_slots(std::size_t contexts) {
  if (contexts * 4 < slots_.size() * 3) return;
  slots_.assign(std::max<std::size_t>(64, contexts * 2), 0);
  for (std::size_t i = 0; i < contexts_.size(); ++i) {
    slots_[slot(contexts_[i].before_last, contexts_[i].last)] = static_cast<uint32_t>(i + 1);
  }
}

HistoryNgrams::Context& HistoryNgrams::at(Id before_last, Id last) {
  grow_slots(contexts_.size() + 1);
  uint32_t& number = slots_[slot(before_last, last)];
  if (number == 0) {
    make_room(&contexts_, 1);
    contexts_.push_back({before_last, last});
    number = static_cast<uint32_t>(contexts_.size());
  }
  return contexts_[number - 1];
}

std::span<const Use> HistoryNgrams::uses(const Context& context) const {
  return std::span(pool_).subspan(context.first, context.size);
}

const Use* HistoryNgrams::find(const Context& context, Id word) const {
  const auto all = uses(context);
  const auto found = place_of(all, word);
  return found != all.end() && found->word == word ? &*found : nullptr;
}

uint32_t HistoryNgrams::allocate(unsigned room) {
  if (free_.size() <= room) free_.resize(room + 1);
  if (!free_[room].empty()) {
    const uint32_t block = free_[room].back();
    free_[room].pop_back();
    return block;
  }
  const auto block = static_cast<uint32_t>(pool_.size());
  make_room(&pool_, std::size_t{1} << room);
  pool_.resize(pool_.size() + (std::size_t{1} << room));
  return block;
}

Use* HistoryNgrams::insert(Context* context, std::size_t place) {
  const uint32_t size = context->size;
  if (size == 0) {
    context->first = allocate(0);
  } else if (room_of(size + 1) != room_of(size)) {
    const uint32_t larger = allocate(room_of(size + 1));
    std::copy_n(pool_.begin() + context->first, size, pool_.begin() + larger);
    free_[room_of(size)].push_back(context->first);
    context->first = larger;
  }
  const auto begin = pool_.begin() + context->first;
  const auto at = begin + static_cast<std::ptrdiff_t>(place);
  std::move_backward(at, begin + size, begin + size + 1);
  *at = {};
  ++context->size;
  ++size_;
  return &*at;
}

void HistoryNgrams::release(Context* context) {
  if (context->size == 0) return;
  free_[room_of(context->size)].push_back(context->first);
  size_ -= context->size;
  *context = {context->before_last, context->last};
}

void HistoryNgrams::erase(Context* context, std::size_t place, const Clock& clock) {
  if (context->size == 1) {
    release(context);
    return;
  }
  const auto begin = pool_.begin() + context->first;
  std::move(begin + static_cast<std::ptrdiff_t>(place) + 1, begin + context->size,
            begin + static_cast<std::ptrdiff_t>(place));
  const uint32_t size = context->size - 1;
  if (room_of(size) != room_of(size + 1)) {
    const uint32_t smaller = allocate(room_of(size));
    std::copy_n(pool_.begin() + context->first, size, pool_.begin() + smaller);
    free_[room_of(size + 1)].push_back(context->first);
    context->first = smaller;
  }
  context->size = size;
  --size_;
  sum_up(context, clock);
  find_best(context, clock);
}

void HistoryNgrams::sum_up(Context* context, const Clock& clock) {
  context->scaled = 0;
  context->recent = 0;
  context->at = clock.words;
  for (const Use& use : uses(*context)) {
    context->scaled += use.scaled;
    context->recent += use.recent * static_cast<float>(faded(use.at, clock.words, clock.fades));
  }
}

void HistoryNgrams::find_best(Context* context, const Clock& clock) {
  double most = -1;
  for (const Use& use : uses(*context)) {
    const double here = weight(use, clock);
    if (here <= most) continue;
    most = here;
    context->best = use.word;
  }
}

void HistoryNgrams::add(Id before_last, Id last, Id word, float scaled, float recent,
                        const Clock& clock) {
  Context& context = at(before_last, last);
  const auto all = uses(context);
  const auto found = place_of(all, word);
  const auto place = static_cast<std::size_t>(found - all.begin());
  const bool known = found != all.end() && found->word == word;
  if (!known && scaled <= 0) return;
  Use& use = known ? pool_[context.first + place] : *insert(&context, place);
  use.word = word;
  const auto brought_up = [&clock, recent](float* uses, uint32_t* since) {
    const auto left = static_cast<float>(faded(*since, clock.words, clock.fades));
    *uses = std::max(0.0F, *uses * left + recent);
    *since = clock.words;
  };
  brought_up(&use.recent, &use.at);
  brought_up(&context.recent, &context.at);
  const float before = use.scaled;
  use.scaled = std::max(0.0F, use.scaled + scaled);
  context.scaled += use.scaled - before;
  if (use.scaled <= std::abs(scaled) * kNothing) {
    erase(&context, place, clock);
  } else if (scaled < 0) {
    find_best(&context, clock);
  } else {
    const Use* best = context.best != 0 ? find(context, context.best) : nullptr;
    if (best == nullptr || weight(use, clock) >= weight(*best, clock)) context.best = word;
  }
}

namespace {

using Row = HistoryNgrams::Row;

/// How many rows at the start are of one context, in the order of their words.
std::size_t run_of(std::span<const Row> rows) {
  std::size_t size = 1;
  while (size < rows.size() && rows[size].before_last == rows[0].before_last &&
         rows[size].last == rows[0].last && rows[size].word > rows[size - 1].word &&
         rows[size].scaled > 0) {
    ++size;
  }
  return rows[0].scaled > 0 ? size : 1;
}

}  // namespace

void HistoryNgrams::load(std::span<const Row> rows, const Clock& clock) {
  std::size_t contexts = 0;
  std::size_t room = 0;
  for (std::span<const Row> rest = rows; !rest.empty(); ++contexts) {
    const std::size_t size = run_of(rest);
    room += std::bit_ceil(size);
    rest = rest.subspan(size);
  }
  contexts_.reserve(contexts_.size() + contexts);
  pool_.reserve(pool_.size() + room);
  grow_slots(contexts_.size() + contexts);
  while (!rows.empty()) {
    const std::size_t size = run_of(rows);
    load_context(rows.first(size), clock);
    rows = rows.subspan(size);
  }
}

void HistoryNgrams::load_context(std::span<const Row> rows, const Clock& clock) {
  const Row& first = rows.front();
  if (first.scaled <= 0 || find(first.before_last, first.last) != nullptr) {
    for (const Row& row : rows) add(row.before_last, row.last, row.word, row.scaled, 0, clock);
    return;
  }
  Context& context = at(first.before_last, first.last);
  context.size = static_cast<uint32_t>(rows.size());
  context.first = allocate(room_of(context.size));
  context.at = clock.words;
  size_ += rows.size();
  float most = 0;
  Use* use = &pool_[context.first];
  for (const Row& row : rows) {
    *use++ = {row.word, row.scaled, 0, clock.words};
    context.scaled += row.scaled;
    if (row.scaled < most) continue;
    most = row.scaled;
    context.best = row.word;
  }
}

void HistoryNgrams::remove(Id word, const Clock& clock) {
  for (Context& context : contexts_) {
    if (context.before_last == word || context.last == word) {
      release(&context);
      continue;
    }
    if (context.size == 0) continue;
    const auto all = uses(context);
    const auto found = place_of(all, word);
    if (found == all.end() || found->word != word) continue;
    erase(&context, static_cast<std::size_t>(found - all.begin()), clock);
  }
}

}  // namespace inkling
