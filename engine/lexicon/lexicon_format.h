// The file format of lexicon.bin, version 1. Little-endian throughout.
//
//   header (32 bytes)   magic "INKLEX\r\n", u32 version, u32 number of sections,
//                       u64 file size, u64 checksum of every byte after the header
//   section table       per section: u32 id, u32 zero, u64 offset, u64 length
//   sections            each begins at a multiple of 8; ids below; unknown ids are skipped
//
// The trie is stored level by level, so the children of a node are neighbours, and the first-child
// numbers never decrease: the children of n are [first_child(n), first_child(n + 1)). One pass
// over the array therefore proves that every walk stays inside it and ends. A word's key is the
// path of its letters; letters are one-byte symbols that index the alphabet.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace inkling::lexicon_format {

static_assert(std::endian::native == std::endian::little, "lexicon.bin is mapped, not parsed");

inline constexpr unsigned char kMagic[8] = {'I', 'N', 'K', 'L', 'E', 'X', '\r', '\n'};
inline constexpr uint32_t kVersion = 1;
inline constexpr size_t kHeaderBytes = 32;
inline constexpr size_t kSectionRecordBytes = 24;
inline constexpr uint32_t kMaxSections = 64;
inline constexpr uint32_t kMaxNodes = 1U << 24;  // first-child numbers have 24 bits
inline constexpr uint32_t kMaxEntriesPerNode = 3;
inline constexpr size_t kMaxAlphabet = 255;

enum Section : uint32_t {
  kSectionMeta = 1,          // u32 nodes, u32 entries, u32 letters, u32 zero
  kSectionAlphabet = 2,      // u32 per letter: code points; symbol s is entry s - 1
  kSectionNodes = 3,         // u32 per node: first_child << 8 | symbol
  kSectionBest = 4,          // u8 per node: -best log probability below, in tenths of a nat, floor
  kSectionCounts = 5,        // u64 per 32 nodes: two bits per node, how many entries it has
  kSectionCountSums = 6,     // u32 per 32 nodes: entries before this group
  kSectionProbs = 7,         // u16 per entry: -log probability in 1/2048 nat
  kSectionFlags = 8,         // u8 per entry: LexiconFlag bits, and case in the two top bits
  kSectionSpelled = 9,       // {u32 entry, u32 offset} for entries of irregular case, by entry
  kSectionSpelledText = 10,  // their texts, each ended by a zero byte
  kSectionPieces = 11,       // reserved: model piece ids per entry
  kSectionEmoji = 12,        // lines "word TAB emoji", sorted by word
  // 13 was a list that nobody asked; files may still have it.
  kSectionSeen = 14,    // u32 per word that is no entry but was seen, see seen_hash(); sorted
  kSectionJoined = 15,  // lines "word TAB cost SPACE words", the cost in kJoinedStep; sorted
  kLastSection = kSectionJoined,
};

/// How an entry's text comes from its key; the two top bits of its flags.
enum CaseKind : uint8_t { kCaseLower = 0, kCaseTitle = 1, kCaseUpper = 2, kCaseSpelled = 3 };
inline constexpr int kCaseShift = 6;
inline constexpr uint8_t kFlagMask = 0x3f;

/// A word that was seen is kept as the 27 upper bits of a hash of its key and, in the 5 lower ones,
/// -log P in steps of kSeenStep above kSeenBest: one string in a thousand is mistaken for another.
inline constexpr int kSeenBits = 5;
inline constexpr float kSeenBest = 9.0F;
inline constexpr float kSeenStep = 0.4F;
inline constexpr float kJoinedStep = 0.01F;  // nats
/// FNV-1a of the UTF-8 key, the lower bits zero.
uint32_t seen_hash(std::string_view key);

/// Finds damage, not malice: FNV-1a over 64-bit words, the tail padded with zeros.
uint64_t checksum(std::span<const std::byte> bytes);

}  // namespace inkling::lexicon_format
