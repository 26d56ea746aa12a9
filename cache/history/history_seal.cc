#include "cache/history/history_seal.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>

#include "cache/history/history_rules.h"
#include "platform/sha256.h"

namespace inkling {
namespace {

constexpr std::string_view kMark = "<w>";
constexpr std::size_t kDigits = 20;  // 80 bits: no two words of a person meet
constexpr std::size_t kBlock = 64;   // of SHA-256

std::string digest(std::string_view pad, std::string_view text) {
  Sha256 hash;
  hash.update(std::as_bytes(std::span(pad)));
  hash.update(std::as_bytes(std::span(text)));
  const Sha256::Digest out = hash.finish();
  return {out.begin(), out.end()};
}

/// RFC 2104; keys are no longer than a block.
std::string hmac(std::string_view key, std::string_view text) {
  std::string inner(kBlock, '\x36');
  std::string outer(kBlock, '\x5C');
  for (std::size_t i = 0; i < key.size() && i < kBlock; ++i) {
    inner[i] = static_cast<char>(inner[i] ^ key[i]);
    outer[i] = static_cast<char>(outer[i] ^ key[i]);
  }
  return digest(outer, digest(inner, text));
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<uint8_t>(c);
    out += kHex[byte >> 4U];
    out += kHex[byte & 0xFU];
  }
  return out;
}

}  // namespace

std::string HistorySeal::new_key() {
  std::random_device source;
  std::string bytes;
  while (bytes.size() < kBlock / 2) bytes += static_cast<char>(source() & 0xFFU);
  return hex(bytes);
}

std::string HistorySeal::name_of(std::string_view word) const {
  return std::string(kMark) + hex(hmac(key_, history_key(word))).substr(0, kDigits);
}

bool is_sealed(std::string_view text) {
  return text.size() == kMark.size() + kDigits && text.starts_with(kMark);
}

}  // namespace inkling
