// Which traces a replay is to run.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "platform/result.h"

namespace inkling {

/// The i-th of n parts of a list, from 1.
struct Shard {
  std::size_t index = 1, count = 1;
};
/// "2/8". kInvalidArgument for anything else.
Result<Shard> parse_shard(const std::string& text);

/// Files as they are, folders as the *.jsonl below them, in order of their names; then the lines of
/// `list` ("-": standard input; empty: none). kNotFound names what is not there.
Result<std::vector<std::string>> list_traces(const std::vector<std::string>& given,
                                             const std::string& list);
/// Every `shard.count`-th of `traces`, from `shard.index` on.
std::vector<std::string> take_shard(const std::vector<std::string>& traces, const Shard& shard);

}  // namespace inkling
