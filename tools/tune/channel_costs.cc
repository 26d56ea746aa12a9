#include "tools/tune/channel_costs.h"

#include <algorithm>
#include <utility>

#include "tools/pack/lexicon_writer.h"

namespace inkling {
namespace {

/// A lexicon of one word: the decoder asks for one.
std::unique_ptr<Lexicon> tiny_lexicon() {
  LexiconSource source;
  source.words.push_back({"a", -1, 0});
  return std::move(Lexicon::from_bytes(write_lexicon(source).value()).value());
}

}  // namespace

ChannelCosts::ChannelCosts(const ChannelParams& params, const Layout& layout)
    : params_(params),
      lexicon_(tiny_lexicon()),
      model_(params, layout),
      decoder_(*lexicon_, params, layout) {}

void ChannelCosts::set_presses(std::span<const KeyPress> presses) {
  presses_.assign(presses.begin(), presses.end());
  loaded_ = false;
}

double ChannelCosts::cost(std::u32string_view word) {
  const std::size_t space = word.find(U' ');
  if (space != std::u32string_view::npos) {
    return cost_of_two(word.substr(0, space), word.substr(space + 1));
  }
  if (!loaded_) load(presses_);
  loaded_ = true;
  return explain(word);
}

void ChannelCosts::load(std::span<const KeyPress> presses) {
  decoder_.reset();
  for (const KeyPress& press : presses) decoder_.press(press);
}

double ChannelCosts::explain(std::u32string_view word) {
  const auto reached = decoder_.explain(word, static_cast<float>(params_.omission));
  if (!reached) return kNoWay;
  return static_cast<double>(reached->channel) + params_.omission * reached->remaining;
}

double ChannelCosts::cost_of_one(std::span<const KeyPress> presses, std::u32string_view word) {
  loaded_ = false;
  load(presses);
  return explain(word);
}

double ChannelCosts::cost_of_two(std::u32string_view first, std::u32string_view second) {
  constexpr std::size_t kSlack = 1;  // letters that the first word may have lost or won
  double best = kNoWay;
  const std::span<const KeyPress> all = presses_;
  const std::size_t from = first.size() > kSlack ? first.size() - kSlack : 1;
  for (std::size_t cut = from; cut <= first.size() + kSlack && cut < all.size(); ++cut) {
    const double left = cost_of_one(all.first(cut), first);
    if (left >= best) continue;
    best = std::min(best, left + params_.space_missing + cost_of_one(all.subspan(cut), second));
    if (cut + 1 >= all.size()) continue;
    const PressCosts bar(model_, all[cut], all[cut - 1].letter, {});
    best = std::min(
        best, left + static_cast<double>(bar.space()) + cost_of_one(all.subspan(cut + 1), second));
  }
  return best;
}

}  // namespace inkling
