#include "platform/sha256.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "platform/mapped_file.h"
#include "platform/sha256_blocks.h"

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#elif defined(__aarch64__) && defined(__linux__)
#include <asm/hwcap.h>
#include <sys/auxv.h>
#endif

namespace inkling {
namespace {

constexpr std::size_t kLengthAt = 56;  // the last block ends with the length in bits, 8 bytes

uint32_t load_big_endian(const std::byte* from) {
  uint32_t word = 0;
  for (std::size_t i = 0; i < 4; ++i) word = word << 8U | std::to_integer<uint32_t>(from[i]);
  return word;
}

#if defined(__x86_64__) || defined(__i386__)
bool has_sha() {
  constexpr unsigned kShaBit = 1U << 29U;
  unsigned a = 0;
  unsigned b = 0;
  unsigned c = 0;
  unsigned d = 0;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & kShaBit) != 0 &&
         __builtin_cpu_supports("sse4.1") != 0;
}
#elif defined(__aarch64__) && defined(__linux__)
bool has_sha() { return (getauxval(AT_HWCAP) & HWCAP_SHA2) != 0; }
#else
bool has_sha() { return false; }
#endif

void compress(uint32_t* state, const std::byte* block) {
  std::array<uint32_t, 64> w{};
  for (std::size_t i = 0; i < 16; ++i) w[i] = load_big_endian(block + 4 * i);
  for (std::size_t i = 16; i < 64; ++i) {
    const uint32_t s0 = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ (w[i - 15] >> 3U);
    const uint32_t s1 = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ (w[i - 2] >> 10U);
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  std::array<uint32_t, 8> now{};
  std::copy_n(state, now.size(), now.begin());
  auto& [a, b, c, d, e, f, g, h] = now;
  for (std::size_t i = 0; i < 64; ++i) {
    const uint32_t s1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
    const uint32_t t1 = h + s1 + ((e & f) ^ (~e & g)) + kSha256Rounds[i] + w[i];
    const uint32_t s0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
    const uint32_t t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = d + t1;
    d = c;
    c = b;
    b = a;
    a = t1 + t2;
  }
  for (std::size_t i = 0; i < now.size(); ++i) state[i] += now[i];
}

Sha256Blocks best_blocks() {
  const Sha256Blocks own = sha256_blocks_of_processor();
  return own != nullptr ? own : sha256_blocks_portable;
}

}  // namespace

void sha256_blocks_portable(uint32_t* state, const std::byte* blocks, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) compress(state, blocks + i * kSha256Block);
}

Sha256Blocks sha256_blocks_of_processor() {
  if (!has_sha()) return nullptr;
  const Sha256Blocks x86 = sha256_blocks_x86();
  return x86 != nullptr ? x86 : sha256_blocks_arm();
}

void Sha256::compress(const std::byte* blocks, std::size_t count) {
  static const Sha256Blocks best = best_blocks();
  best(state_.data(), blocks, count);
}

void Sha256::update(std::span<const std::byte> data) {
  bytes_ += data.size();
  while (!data.empty()) {
    if (filled_ == 0 && data.size() >= block_.size()) {
      const std::size_t whole = data.size() / block_.size();
      compress(data.data(), whole);
      data = data.subspan(whole * block_.size());
      continue;
    }
    const std::size_t part = std::min(data.size(), block_.size() - filled_);
    std::memcpy(block_.data() + filled_, data.data(), part);
    filled_ += part;
    data = data.subspan(part);
    if (filled_ == block_.size()) {
      compress(block_.data(), 1);
      filled_ = 0;
    }
  }
}

Sha256::Digest Sha256::finish() {
  const uint64_t bits = bytes_ * 8;
  block_[filled_++] = std::byte{0x80};
  if (filled_ > kLengthAt) {
    std::fill(block_.begin() + static_cast<std::ptrdiff_t>(filled_), block_.end(), std::byte{0});
    compress(block_.data(), 1);
    filled_ = 0;
  }
  std::fill(block_.begin() + static_cast<std::ptrdiff_t>(filled_), block_.end(), std::byte{0});
  for (std::size_t i = 0; i < 8; ++i) {
    block_[kLengthAt + i] = static_cast<std::byte>(bits >> (56 - 8 * i) & 0xff);
  }
  compress(block_.data(), 1);
  Digest digest{};
  for (std::size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<uint8_t>(state_[i / 4] >> (24 - 8 * (i % 4)) & 0xff);
  }
  return digest;
}

std::string sha256_hex(std::span<const std::byte> data) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  Sha256 hash;
  hash.update(data);
  std::string text;
  for (const uint8_t byte : hash.finish()) {
    text.push_back(kDigits[byte >> 4U]);
    text.push_back(kDigits[byte & 0xfU]);
  }
  return text;
}

std::string sha256_hex(std::string_view data) {
  return sha256_hex(std::as_bytes(std::span(data.data(), data.size())));
}

Result<std::string> sha256_file(const std::string& path) {
  auto file = MappedFile::open(path);
  if (!file) return file.error();
  std::string text = sha256_hex(file->bytes());
  // Hashing touches every page; a caller that maps the file again reads back only what it uses.
  file->release_pages();
  return text;
}

}  // namespace inkling
