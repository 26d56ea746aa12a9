// A step of the lattice, and the words that it comes to.
#include <string_view>

#include "engine/decoder/decoder.h"
#include "engine/lexicon/text_key.h"
#include "tests/bench/bench_pack.h"

namespace inkling {
namespace {

// With a slip, so that the beam stays wide.
constexpr std::string_view kTyped = "yomorrpw";

/// The presses of all but the last `but` keys.
void press(Decoder* decoder, std::size_t count) {
  const std::u32string letters = search_key(kTyped);
  for (std::size_t i = 0; i < count; ++i) decoder->press({letters[i], std::nullopt});
  decoder->advance();
}

/// Key number range(0) of a word, pressed, taken by the lattice, and deleted again.
void BM_DecoderStep(benchmark::State& state) {
  const LanguageParts& pack = bench_pack();
  if (!there(pack.lexicon, "lexicon", &state)) return;
  Decoder decoder(*pack.lexicon, pack.channel, Layout::qwerty());
  const auto key = static_cast<std::size_t>(state.range(0));
  press(&decoder, key - 1);
  const char32_t letter = search_key(kTyped)[key - 1];
  for ([[maybe_unused]] auto _ : state) {
    decoder.press({letter, std::nullopt});
    decoder.advance();
    decoder.backspace();
  }
}
BENCHMARK(BM_DecoderStep)->Arg(1)->Arg(2)->Arg(4)->Arg(8)->Unit(benchmark::kMicrosecond);

/// The 100 best words of a lattice of range(0) keys.
void BM_DecoderMatches(benchmark::State& state) {
  const LanguageParts& pack = bench_pack();
  if (!there(pack.lexicon, "lexicon", &state)) return;
  Decoder decoder(*pack.lexicon, pack.channel, Layout::qwerty());
  press(&decoder, static_cast<std::size_t>(state.range(0)));
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(decoder.matches(100));
}
BENCHMARK(BM_DecoderMatches)->Arg(1)->Arg(4)->Arg(8)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace inkling
