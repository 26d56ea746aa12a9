#include "tests/demo_fcitx5/fcitx_fixture.h"

#include "demo_keyboard/fcitx5/field.h"

namespace inkling {

void FcitxTest::settle() {
  // The addon has its own copy of the code; its objects are the same.
  EXPECT_TRUE(fcitx_->until([this] {
    return static_cast<Field*>(app_->property("inkling"))->idle();
  })) << "the engine does not come to rest";
}

}  // namespace inkling
