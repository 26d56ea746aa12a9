// Capitals and full stops of the C interface, and callers from before they were there.
#include <gtest/gtest.h>

#include <cstddef>
#include <string>

#include "engine/inkling_c.h"

namespace inkling {
namespace {

class CCapitals : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(inkling_engine_open(&pack_, &engine_), INKLING_OK); }
  void TearDown() override {
    inkling_session_close(session_);
    inkling_engine_close(engine_);
  }
  void open(const inkling_session_options& options) {
    inkling_session_close(session_);
    ASSERT_EQ(inkling_session_open(engine_, &options, &session_), INKLING_OK);
  }
  void type(const std::string& text) {
    for (const char& c : text) {
      ASSERT_EQ(inkling_session_key(session_, {&c, 1}, nullptr, nullptr), INKLING_OK);
    }
  }
  [[nodiscard]] int32_t wants() const {
    int32_t out = -1;
    EXPECT_EQ(inkling_session_wants_capital(session_, &out), INKLING_OK);
    return out;
  }
  [[nodiscard]] std::string left() const {
    inkling_text text = {};
    EXPECT_EQ(inkling_session_text(session_, &text, nullptr, nullptr), INKLING_OK);
    return {text.data, text.size};
  }

  inkling_engine_options pack_ = INKLING_ENGINE_OPTIONS_INIT;  // none: the text is enough
  inkling_engine engine_ = 0;
  inkling_session session_ = 0;
};

TEST_F(CCapitals, AreWantedUnlessTheOptionsSwitchThemOff) {
  inkling_session_options options = INKLING_SESSION_OPTIONS_INIT;
  open(options);
  EXPECT_EQ(wants(), 1);
  type("see ");
  EXPECT_EQ(wants(), 0);
  options.auto_capitals = 0;
  open(options);
  EXPECT_EQ(wants(), 0);
  EXPECT_EQ(inkling_session_wants_capital(session_, nullptr), INKLING_INVALID_ARGUMENT);
  EXPECT_EQ(inkling_session_wants_capital(0, nullptr), INKLING_CLOSED);
}

TEST_F(CCapitals, TwoSpacesAreAFullStopForWhoAsks) {
  inkling_session_options options = INKLING_SESSION_OPTIONS_INIT;
  open(options);
  type("see  ");
  EXPECT_EQ(left(), "see  ");
  options.double_space_stop = 1;
  open(options);
  type("see  ");
  EXPECT_EQ(left(), "see. ");
  EXPECT_EQ(wants(), 1);
}

TEST_F(CCapitals, ACallerFromBeforeHasTheDefaults) {
  inkling_session_options options = INKLING_SESSION_OPTIONS_INIT;
  options.size = offsetof(inkling_session_options, auto_capitals);
  options.auto_capitals = 0;      // lies behind what it has
  options.double_space_stop = 1;  // and so does this
  open(options);
  EXPECT_EQ(wants(), 1);
  type("see  ");
  EXPECT_EQ(left(), "see  ");
}

}  // namespace
}  // namespace inkling
