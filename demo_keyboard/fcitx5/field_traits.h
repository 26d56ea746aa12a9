// What an application says about a text field, in the engine's terms.
#pragma once

#include <fcitx-utils/capabilityflags.h>

#include "engine/inkling.h"

namespace inkling {

struct FieldTraits {
  FieldKind kind = FieldKind::kText;
  bool corrects = true;  // false: nothing is put in unasked

  bool operator==(const FieldTraits&) const = default;
};

/// A password and everything that is called sensitive is kPassword.
FieldTraits field_traits(fcitx::CapabilityFlags flags);

}  // namespace inkling
