#include "engine/decoder/gesture_own_words.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/lexicon/text_key.h"

namespace inkling {
namespace {

constexpr float kNever = std::numeric_limits<float>::infinity();
constexpr std::size_t kMostLooks = 6000;  // letters
constexpr std::size_t kDeepest = 48;      // nobody draws longer words

}  // namespace

GestureOwnWords::Column& GestureOwnWords::column(std::size_t depth) {
  while (columns_.size() <= depth) columns_.emplace_back();
  columns_[depth].resize(channel_.samples());
  return columns_[depth];
}

bool GestureOwnWords::pass(std::size_t depth, uint8_t from, uint8_t key, float worst) {
  const std::size_t n = channel_.samples();
  Column& to = column(depth);
  float least = kNever;
  if (depth == 1) {
    to[0] = {channel_.at(key, 0), kNever};
    for (std::size_t i = 1; i < n; ++i) to[i] = {to[i - 1].here + channel_.stay(key, i), kNever};
    least = to[0].here;
  } else if (key == from) {
    const auto repeat = static_cast<float>(channel_.params().repeat);
    for (std::size_t i = 0; i < n; ++i) {
      to[i] = {columns_[depth - 1][i].here + repeat, kNever};
      least = std::min(least, to[i].here);
    }
  } else {
    const Column& before = columns_[depth - 1];
    to[0] = {kNever, kNever};
    for (std::size_t i = 1; i < n; ++i) {
      const float on_the_way = std::min(to[i - 1].ahead, before[i - 1].here);
      to[i].ahead = on_the_way + channel_.way(from, key, i);
      to[i].here =
          std::min(to[i - 1].here + channel_.stay(key, i), on_the_way + channel_.at(key, i));
      least = std::min(least, to[i].here);
    }
  }
  return least <= worst;
}

/// The letters of `node`, and what lies behind, after `depth` letters the last of which is on
/// `key`.
void GestureOwnWords::walk(const WordTrie::Node& node, std::size_t depth, uint8_t key,
                           float worst) {
  for (const char32_t written : node.label()) {
    const char32_t letter = search_letter(written);
    if (letter == U'\'' && depth > 0) continue;
    const uint8_t next = channel_.key_of(letter);
    if (next == GestureChannel::kNoKey || depth == kDeepest || ++looked_ > kMostLooks) return;
    ++depth;
    if (!pass(depth, key, next, worst)) return;
    key = next;
  }
  if (depth > 0 && node.word().text != nullptr) {
    const float cost = columns_[depth].back().here;
    if (cost <= worst) found_.push_back({*node.word().text, cost, node.word().count});
  }
  for (const WordTrie::Branch& branch : node.branches()) walk(*branch.node, depth, key, worst);
}

std::vector<GestureOwnWords::Match> GestureOwnWords::find(const WordTrie::Snapshot& words,
                                                          std::size_t limit, float worst) {
  found_.clear();
  looked_ = 0;
  if (channel_.samples() == 0 || words->most() <= 0) return {};
  walk(*words, 0, GestureChannel::kNoKey, worst);
  std::sort(found_.begin(), found_.end(), [](const Match& a, const Match& b) {
    return a.channel - std::log(a.count) < b.channel - std::log(b.count);
  });
  if (found_.size() > limit) found_.resize(limit);
  return std::move(found_);
}

}  // namespace inkling
