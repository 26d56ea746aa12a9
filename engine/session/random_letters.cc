#include "engine/session/random_letters.h"

#include <array>
#include <cstddef>

namespace inkling {
namespace {

// Bits of surprise, 0 to 9, at the second letter of a pair: a row for each first letter, a column
// for each second one. Counted in the words of an English spelling list, with pairs that are common
// in the names of other languages ("cz", "rz", "ij") raised.
constexpr std::array<std::string_view, 26> kSurprise = {
    "54447646556242949342567767",  // a
    "24772998279288299357399969",  // b
    "29593992394499299473459955",  // c
    "36751766259566389357476955",  // d
    "46445657658342558233666568",  // e
    "38892399299399259384399959",  // f
    "38982844359464399267397949",  // g
    "27882899259556289454457939",  // h
    "35345559557342358533659895",  // i
    "19952998385999289889299999",  // j
    "26781685255464479546555945",  // k
    "27752778257367379965478939",  // l
    "24792899299846239869499955",  // m
    "37432637356775389742578965",  // n
    "55456647556332449244355778",  // o
    "38992592399388349354499959",  // p
    "68998999599789898898098999",  // q
    "25552757256655269554567945",  // r
    "47483893356645447932456955",  // s
    "38692893259677389364457945",  // t
    "44454659457333649223575797",  // u
    "29991999299599399579689959",  // v
    "26862783297564279557598959",  // w
    "37393795299778339862467549",  // x
    "35344757555333439334685797",  // y
    "25581986395577399855585944",  // z
};
// Less than one English word in ten thousand comes as high ("Qiqihar"), three in four strings of
// letters drawn at random do.
constexpr double kRandom = 5.25;
constexpr std::size_t kLeastLetters = 7;

}  // namespace

bool looks_random(std::string_view word) {
  if (word.size() < kLeastLetters) return false;
  std::size_t before = kSurprise.size();
  int bits = 0;
  for (const char c : word) {
    const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (small < 'a' || small > 'z') return false;
    const auto letter = static_cast<std::size_t>(small - 'a');
    if (before < kSurprise.size()) bits += kSurprise.at(before).at(letter) - '0';
    before = letter;
  }
  return bits >= kRandom * static_cast<double>(word.size() - 1);
}

}  // namespace inkling
