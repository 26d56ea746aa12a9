// A struct of numbers that are read by name: is each of them there, once, and read back?
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "engine/decoder/number_fields.h"

namespace inkling {

/// `fields` names the numbers of a Params, `read` reads one from JSON, `bytes` is how many of the
/// struct's bytes are such numbers: one that was added without a name shows there.
template <typename Params, typename Fields, typename Read>
void expect_named_numbers(const std::string& section_name, Fields fields, Read read,
                          std::size_t bytes) {
  Params wanted;
  nlohmann::json section = nlohmann::json::object();
  std::set<std::string> names;
  std::set<const double*> places;
  double step = 0;
  for (const NumberField& field : fields(&wanted)) {
    EXPECT_TRUE(names.insert(field.name).second) << field.name;
    EXPECT_TRUE(places.insert(field.value).second) << field.name;
    EXPECT_LE(field.least, *field.value) << field.name << ": the default is out of bounds";
    EXPECT_GE(field.most, *field.value) << field.name << ": the default is out of bounds";
    // Different for each, so that two that were mixed up show.
    step += 0.01;
    *field.value = field.least + (field.most - field.least) * step;
    section[field.name] = *field.value;
  }
  EXPECT_EQ(names.size() * sizeof(double), bytes);
  auto got = read({{section_name, section}});
  ASSERT_TRUE(got.ok());
  const auto got_fields = fields(&*got);
  const auto wanted_fields = fields(&wanted);
  for (std::size_t i = 0; i < wanted_fields.size(); ++i) {
    EXPECT_EQ(*got_fields[i].value, *wanted_fields[i].value) << wanted_fields[i].name;
  }
}

}  // namespace inkling
