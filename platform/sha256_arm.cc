// SHA-256 by the cryptographic instructions of Armv8.
#include "platform/sha256_blocks.h"

#if defined(__aarch64__) && defined(__ARM_FEATURE_CRYPTO)
#include <arm_neon.h>

namespace inkling {
namespace {

void compress(uint32_t* state, const std::byte* blocks, std::size_t count) {
  uint32x4_t abcd = vld1q_u32(state);
  uint32x4_t efgh = vld1q_u32(state + 4);
  for (; count > 0; --count, blocks += kSha256Block) {
    const uint32x4_t abcd_before = abcd;
    const uint32x4_t efgh_before = efgh;
    const auto* bytes = reinterpret_cast<const uint8_t*>(blocks);
    uint32x4_t w[4];
    for (int i = 0; i < 4; ++i) {
      w[i] = vreinterpretq_u32_u8(vrev32q_u8(vld1q_u8(bytes + 16 * i)));
    }
    for (int i = 0; i < 16; ++i) {
      const uint32x4_t added = vaddq_u32(w[i % 4], vld1q_u32(kSha256Rounds + 4 * i));
      const uint32x4_t abcd_now = abcd;
      abcd = vsha256hq_u32(abcd, efgh, added);
      efgh = vsha256h2q_u32(efgh, abcd_now, added);
      // Words of four rounds further on; the last four rounds make some for nobody.
      w[i % 4] = vsha256su1q_u32(vsha256su0q_u32(w[i % 4], w[(i + 1) % 4]), w[(i + 2) % 4],
                                 w[(i + 3) % 4]);
    }
    abcd = vaddq_u32(abcd, abcd_before);
    efgh = vaddq_u32(efgh, efgh_before);
  }
  vst1q_u32(state, abcd);
  vst1q_u32(state + 4, efgh);
}

}  // namespace

Sha256Blocks sha256_blocks_arm() { return compress; }

}  // namespace inkling

#else

namespace inkling {
Sha256Blocks sha256_blocks_arm() { return nullptr; }
}  // namespace inkling

#endif
