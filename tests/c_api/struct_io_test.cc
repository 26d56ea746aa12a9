// Structs of callers that are older or newer than the library.
#include "engine/c_api/struct_io.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <cstring>

namespace inkling::c_api {
namespace {

struct First {
  std::size_t size;
  int32_t count;
  int32_t mode;
};
struct Second {
  std::size_t size;
  int32_t count;
  int32_t mode;
  double weight;
};
constexpr Second kDefaults = {sizeof(Second), 3, 0, 0.5};

TEST(StructIo, AnOlderCallersStructKeepsTheDefaultsOfWhatIsNew) {
  struct {
    First first;
    double beyond;
  } caller = {{sizeof(First), 7, 1}, 99};
  const auto read =
      read_struct("s", reinterpret_cast<const Second*>(&caller), sizeof(First), kDefaults);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->count, 7);
  EXPECT_EQ(read->mode, 1);
  EXPECT_EQ(read->weight, 0.5);
}

TEST(StructIo, ANewerCallersStructPassesAsLongAsWhatIsNewIsZero) {
  alignas(Second) std::array<unsigned char, sizeof(Second)> caller = {};
  const First known = {sizeof(Second), 7, 1};
  std::memcpy(caller.data(), &known, sizeof known);
  const First defaults = {sizeof(First), 3, 0};
  const auto* as_first = reinterpret_cast<const First*>(caller.data());
  EXPECT_TRUE(read_struct("s", as_first, sizeof(First), defaults).ok());
  caller.back() = 1;
  const auto refused = read_struct("s", as_first, sizeof(First), defaults);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kUnsupported);
}

TEST(StructIo, ASizeThatCannotBeIsRefused) {
  for (const std::size_t size : {std::size_t{0}, sizeof(First) - 1, kMostStructBytes + 1}) {
    const Second caller = {size, 7, 1, 0};
    const auto read = read_struct("s", &caller, sizeof(First), kDefaults);
    ASSERT_FALSE(read.ok());
    EXPECT_EQ(read.error().code, ErrorCode::kInvalidArgument);
    EXPECT_NE(read.error().message.find("s.size is " + std::to_string(size)), std::string::npos);
  }
}

TEST(StructIo, AnOlderCallersStructIsFilledAsFarAsItGoes) {
  struct {
    First first;
    double beyond;
  } caller = {{sizeof(First), 0, 0}, 99};
  write_struct(Second{sizeof(Second), 4, 2, 8}, reinterpret_cast<Second*>(&caller));
  EXPECT_EQ(caller.first.size, sizeof(First));
  EXPECT_EQ(caller.first.count, 4);
  EXPECT_EQ(caller.first.mode, 2);
  EXPECT_EQ(caller.beyond, 99);
}

TEST(StructIo, ANewerCallersStructKeepsWhatTheLibraryDoesNotKnow) {
  Second caller = {sizeof(Second), 0, 0, 99};
  write_struct(First{sizeof(First), 4, 2}, reinterpret_cast<First*>(&caller));
  EXPECT_EQ(caller.size, sizeof(Second));
  EXPECT_EQ(caller.count, 4);
  EXPECT_EQ(caller.weight, 99);
}

}  // namespace
}  // namespace inkling::c_api
