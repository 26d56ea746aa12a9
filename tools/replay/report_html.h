// Pieces of HTML that all parts of the report are made of.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace inkling {

/// The document up to and with its heading.
std::string page_head();

/// A number as a person reads it: four digits that matter.
std::string figure(double value);
std::string figure(const std::optional<double>& value);
std::string percent(const std::optional<double>& share);

std::string cell(std::string_view text);         // escaped
std::string number_cell(std::string_view html);  // as it is
std::string row_head(std::string_view text);     // escaped

/// A table that can be pushed aside where the screen is narrow. Columns whose name begins with '#'
/// hold numbers.
std::string open_table(std::string_view caption, std::initializer_list<std::string_view> columns);
std::string close_table();
std::string section(std::string_view id, std::string_view title, const std::string& html);

}  // namespace inkling
