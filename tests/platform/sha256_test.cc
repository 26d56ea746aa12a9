#include "platform/sha256.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "platform/file.h"
#include "platform/sha256_blocks.h"

#if defined(__aarch64__) && defined(__linux__)
#include <asm/hwcap.h>
#include <sys/auxv.h>
#endif

namespace inkling {
namespace {

// The examples of NIST's "Cryptographic Standards and Guidelines: SHA-256".
TEST(Sha256, GivesTheHashesThatNistPublished) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(
      sha256_hex("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklm"
                 "nopqklmnopqrlmnopqrsmnopqrstnopqrstu"),
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, DoesNotDependOnHowTheDataIsCut) {
  std::string data;
  for (int i = 0; i < 300; ++i) data.push_back(static_cast<char>(i * 7));
  Sha256 whole;
  whole.update(std::as_bytes(std::span(data)));
  const auto expected = whole.finish();
  for (const std::size_t step : {1U, 3U, 55U, 63U, 64U, 65U, 128U}) {
    Sha256 cut;
    for (std::size_t at = 0; at < data.size(); at += step) {
      cut.update(std::as_bytes(std::span(data)).subspan(at, std::min(step, data.size() - at)));
    }
    EXPECT_EQ(cut.finish(), expected) << step;
  }
}

TEST(Sha256, InstructionsOfTheProcessorGiveWhatTheLoopGives) {
  const Sha256Blocks own = sha256_blocks_of_processor();
#if defined(__aarch64__) && defined(__linux__)
  EXPECT_EQ(own != nullptr, (getauxval(AT_HWCAP) & HWCAP_SHA2) != 0);
#endif
  if (own == nullptr) GTEST_SKIP() << "this processor has no instructions for it";
  std::vector<std::byte> blocks;
  for (std::size_t i = 0; i < 9 * kSha256Block; ++i) {
    blocks.push_back(static_cast<std::byte>((i * i + 13 * i) % 251));
  }
  for (const std::size_t count : {0U, 1U, 2U, 9U}) {
    std::array<uint32_t, 8> a = {1, 2, 3, 4, 5, 6, 7, 8};
    std::array<uint32_t, 8> b = a;
    own(a.data(), blocks.data(), count);
    sha256_blocks_portable(b.data(), blocks.data(), count);
    EXPECT_EQ(a, b) << count;
  }
}

TEST(Sha256, HashesAFileAndMissesOneThatIsNotThere) {
  const std::string path = testing::TempDir() + "/sha256_test." + std::to_string(::getpid());
  ASSERT_TRUE(write_file_atomic(path, "abc").ok());
  const auto hash = sha256_file(path);
  ASSERT_TRUE(hash.ok());
  EXPECT_EQ(*hash, sha256_hex("abc"));
  std::remove(path.c_str());
  const auto missing = sha256_file(path);
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace inkling
