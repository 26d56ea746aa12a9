// SHA-256 by the SHA extensions of x86 (Intel, "Intel SHA Extensions", 2013).
#include "platform/sha256_blocks.h"

#if defined(__SHA__) && defined(__SSE4_1__)
#include <immintrin.h>

namespace inkling {
namespace {

void compress(uint32_t* state, const std::byte* blocks, std::size_t count) {
  const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  auto* words = reinterpret_cast<__m128i*>(state);
  // The instructions want the eight words as ABEF and CDGH.
  const __m128i cdab = _mm_shuffle_epi32(_mm_loadu_si128(words), 0xB1);
  const __m128i efgh = _mm_shuffle_epi32(_mm_loadu_si128(words + 1), 0x1B);
  __m128i abef = _mm_alignr_epi8(cdab, efgh, 8);
  __m128i cdgh = _mm_blend_epi16(efgh, cdab, 0xF0);
  for (; count > 0; --count, blocks += kSha256Block) {
    const __m128i abef_before = abef;
    const __m128i cdgh_before = cdgh;
    __m128i w[4];
    for (int i = 0; i < 16; ++i) {
      __m128i& here = w[i % 4];
      if (i < 4) {
        here = _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(blocks) + i),
                                big_endian);
      } else {
        const __m128i last = w[(i + 3) % 4];
        const __m128i seven_before = _mm_alignr_epi8(last, w[(i + 2) % 4], 4);
        here = _mm_add_epi32(_mm_sha256msg1_epu32(here, w[(i + 1) % 4]), seven_before);
        here = _mm_sha256msg2_epu32(here, last);
      }
      const __m128i rounds = _mm_loadu_si128(reinterpret_cast<const __m128i*>(kSha256Rounds) + i);
      const __m128i added = _mm_add_epi32(here, rounds);
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, added);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(added, 0x0E));
    }
    abef = _mm_add_epi32(abef, abef_before);
    cdgh = _mm_add_epi32(cdgh, cdgh_before);
  }
  const __m128i feba = _mm_shuffle_epi32(abef, 0x1B);
  const __m128i dchg = _mm_shuffle_epi32(cdgh, 0xB1);
  _mm_storeu_si128(words, _mm_blend_epi16(feba, dchg, 0xF0));
  _mm_storeu_si128(words + 1, _mm_alignr_epi8(dchg, feba, 8));
}

}  // namespace

Sha256Blocks sha256_blocks_x86() { return compress; }

}  // namespace inkling

#else

namespace inkling {
Sha256Blocks sha256_blocks_x86() { return nullptr; }
}  // namespace inkling

#endif
