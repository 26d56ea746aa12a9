// The channel's costs of one item's candidates under any parameters, without a search.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "engine/decoder/channel.h"
#include "engine/decoder/decoder.h"
#include "engine/lexicon/lexicon.h"

namespace inkling {

/// Explains words by the decoder's own rules, but beside the lexicon: a beam that has next to
/// nothing in it costs next to nothing. Used by one thread; `params` and `layout` are borrowed.
class ChannelCosts {
 public:
  ChannelCosts(const ChannelParams& params, const Layout& layout);

  /// The presses that the next costs are asked about.
  void set_presses(std::span<const KeyPress> presses);
  /// -log P(presses | word and nothing more) in nats, letters missing at its end counted as left
  /// out. Words joined by a space: each way to divide the presses, the space missed or its bar.
  /// kNoWay when no slips explain it.
  double cost(std::u32string_view word);

  static constexpr double kNoWay = 40;

 private:
  void load(std::span<const KeyPress> presses);
  double explain(std::u32string_view word);
  double cost_of_one(std::span<const KeyPress> presses, std::u32string_view word);
  double cost_of_two(std::u32string_view first, std::u32string_view second);

  const ChannelParams& params_;
  std::unique_ptr<Lexicon> lexicon_;
  ChannelModel model_;
  std::vector<KeyPress> presses_;
  bool loaded_ = false;  // decoder_ holds presses_
  Decoder decoder_;
};

}  // namespace inkling
