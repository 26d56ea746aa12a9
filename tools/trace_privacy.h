// Finds in a trace what nobody should keep of somebody's typing.
#pragma once

#include <cstddef>
#include <vector>

#include "tools/trace/trace.h"

namespace inkling {

enum class PrivateKind {
  kPasswordField,    // something was typed, or stands, in a password field
  kNoLearningField,  // the same in a field that forbids learning
  kEmail,
  kCard,      // a number of 13 to 19 digits with the check digit of cards
  kAccount,   // an IBAN
  kPhone,     // another long number
  kPassword,  // what is called one: "password: …", "my PIN is …", a link with one
  kKey,       // letters, digits and signs as in passwords and keys
};
/// "password_field", "email", …
const char* private_kind_name(PrivateKind kind);
/// For people: "an e-mail address".
const char* private_kind_words(PrivateKind kind);

struct PrivateFind {
  std::size_t event = 0;  // number in the trace, from 1: where it came into the text
  PrivateKind kind = PrivateKind::kKey;
};

/// Looks through the text of every field, as it was given with `focus` and `cursor` and as the
/// events make it while nothing is corrected, and through what `intend` says. The same text is
/// found once. A guess: it asks no lexicon, and drawn words are not read.
std::vector<PrivateFind> find_private(const Trace& trace);

}  // namespace inkling
