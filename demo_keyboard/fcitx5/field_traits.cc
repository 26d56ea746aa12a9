#include "demo_keyboard/fcitx5/field_traits.h"

namespace inkling {

FieldTraits field_traits(fcitx::CapabilityFlags flags) {
  using fcitx::CapabilityFlag;
  const auto any = [&flags](auto... flag) { return (flags.test(flag) || ...); };
  FieldTraits out;
  // A terminal takes commands: one word for another would be another command.
  out.corrects = !any(CapabilityFlag::NoSpellCheck, CapabilityFlag::Terminal);
  if (any(CapabilityFlag::Password, CapabilityFlag::Sensitive)) {
    out.kind = FieldKind::kPassword;
  } else if (any(CapabilityFlag::Email)) {
    out.kind = FieldKind::kEmail;
  } else if (any(CapabilityFlag::Url)) {
    out.kind = FieldKind::kUri;
  } else if (any(CapabilityFlag::Number, CapabilityFlag::Digit, CapabilityFlag::Dialable,
                 CapabilityFlag::Date, CapabilityFlag::Time)) {
    out.kind = FieldKind::kNumber;
  }
  return out;
}

}  // namespace inkling
