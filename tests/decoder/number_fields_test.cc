// Named numbers of a JSON object: bounds, what is missing, what is no number.
#include "engine/decoder/number_fields.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "engine/decoder/channel.h"
#include "tests/decoder/named_numbers.h"
#include "tests/temp_folder.h"

namespace inkling {
namespace {

class NumberFieldsTest : public ::testing::Test {
 protected:
  Status read(const char* text) {
    return read_numbers(nlohmann::json::parse(text), "numbers", fields_);
  }

  double speed_ = 3;
  double share_ = 0.5;
  std::vector<NumberField> fields_ = {{"speed", &speed_, -10, 10}, {"share", &share_, 0, 1}};
};

TEST_F(NumberFieldsTest, MissingSectionsAndFieldsKeepTheirValues) {
  EXPECT_TRUE(read("{}").ok());
  EXPECT_TRUE(read(R"({"numbers":{}})").ok());
  EXPECT_TRUE(read(R"({"others":{"speed":1}})").ok());
  EXPECT_EQ(speed_, 3);
  EXPECT_TRUE(read(R"({"numbers":{"share":0.25,"unheard_of":"x"}})").ok());
  EXPECT_EQ(speed_, 3);
  EXPECT_EQ(share_, 0.25);
}

TEST_F(NumberFieldsTest, BoundsThemselvesAreAllowed) {
  EXPECT_TRUE(read(R"({"numbers":{"speed":-10,"share":1}})").ok());
  EXPECT_EQ(speed_, -10);
  EXPECT_EQ(share_, 1);
  EXPECT_TRUE(read(R"({"numbers":{"speed":10,"share":0}})").ok());
  EXPECT_EQ(speed_, 10);
  EXPECT_EQ(share_, 0);
}

TEST_F(NumberFieldsTest, WhatIsOutOfBoundsIsNamedWithThem) {
  for (const char* text : {R"({"numbers":{"share":1.001}})", R"({"numbers":{"share":-0.001}})",
                           R"({"numbers":{"share":1e300}})"}) {
    const Status done = read(text);
    ASSERT_FALSE(done.ok()) << text;
    EXPECT_EQ(done.error().code, ErrorCode::kCorrupt);
    EXPECT_EQ(done.error().message, "numbers.share must be a number from 0 to 1");
    EXPECT_EQ(share_, 0.5) << text;
  }
}

TEST_F(NumberFieldsTest, WhatIsNoNumberIsNamed) {
  for (const char* value : {R"("5")", "null", "true", "[1]", "{}"}) {
    const std::string text = std::string(R"({"numbers":{"speed":)") + value + "}}";
    const Status done = read(text.c_str());
    ASSERT_FALSE(done.ok()) << text;
    EXPECT_NE(done.error().message.find("numbers.speed"), std::string::npos) << text;
    EXPECT_EQ(speed_, 3);
  }
  // JSON has no such number, but a program may have made the object.
  const nlohmann::json json = {{"numbers", {{"speed", std::nan("")}}}};
  EXPECT_FALSE(read_numbers(json, "numbers", fields_).ok());
}

TEST_F(NumberFieldsTest, ASectionThatIsNoObjectIsAnError) {
  for (const char* text : {R"({"numbers":[1]})", R"({"numbers":3})", R"({"numbers":null})"}) {
    const Status done = read(text);
    ASSERT_FALSE(done.ok()) << text;
    EXPECT_EQ(done.error().message, "\"numbers\" must be an object");
  }
}

TEST(ReadJsonObject, NamesTheFileThatIsNoObject) {
  const TempFolder folder;
  const std::string path = folder.file("numbers.json");
  EXPECT_EQ(read_json_object(path).error().code, ErrorCode::kNotFound);
  for (const char* text : {"", "[]", "3", "{\"a\":", "{} {}", "\xff"}) {
    std::ofstream(path, std::ios::binary) << text;
    const auto json = read_json_object(path);
    ASSERT_FALSE(json.ok()) << text;
    EXPECT_EQ(json.error().code, ErrorCode::kCorrupt);
    EXPECT_NE(json.error().message.find(path), std::string::npos);
  }
  std::ofstream(path) << R"({"a":{"b":2}})";
  EXPECT_EQ((*read_json_object(path))["a"]["b"], 2);
}

TEST(ChannelFields, EveryNumberHasItsOwnNameAndIsReadBack) {
  // All the struct holds but the tables.
  expect_named_numbers<ChannelParams>("channel", channel_fields, channel_from_json,
                                      offsetof(ChannelParams, spelling));
}

}  // namespace
}  // namespace inkling
