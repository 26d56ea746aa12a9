#include "tools/replay/trace_list.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <istream>

namespace inkling {
namespace {

Result<void> add_folder(const std::string& folder, std::vector<std::string>* out) {
  std::error_code error;
  std::vector<std::string> found;
  auto entries = std::filesystem::recursive_directory_iterator(folder, error);
  for (; !error && entries != std::filesystem::recursive_directory_iterator();
       entries.increment(error)) {
    std::error_code ignored;
    if (!entries->is_regular_file(ignored)) continue;
    if (entries->path().extension() == ".jsonl") found.push_back(entries->path().string());
  }
  if (error) return make_error(ErrorCode::kIo, folder + ": cannot be read: " + error.message());
  if (found.empty()) {
    return make_error(ErrorCode::kNotFound, folder + ": holds no traces (files named *.jsonl)");
  }
  std::sort(found.begin(), found.end());
  out->insert(out->end(), found.begin(), found.end());
  return {};
}

void add_lines(std::istream& in, std::vector<std::string>* out) {
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!line.empty()) out->push_back(line);
  }
}

}  // namespace

Result<Shard> parse_shard(const std::string& text) {
  Shard out;
  const char* const end = text.data() + text.size();
  const auto index = std::from_chars(text.data(), end, out.index);
  const bool slash = index.ec == std::errc() && index.ptr != end && *index.ptr == '/';
  const auto count = slash ? std::from_chars(index.ptr + 1, end, out.count) : index;
  const bool ok = slash && count.ec == std::errc() && count.ptr == end && out.index >= 1 &&
                  out.index <= out.count;
  if (ok) return out;
  return make_error(ErrorCode::kInvalidArgument,
                    "a shard is i/n, from 1/n to n/n, and not \"" + text + "\"");
}

Result<std::vector<std::string>> list_traces(const std::vector<std::string>& given,
                                             const std::string& list) {
  std::vector<std::string> out;
  for (const std::string& path : given) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(path, ignored)) {
      out.push_back(path);
    } else if (auto added = add_folder(path, &out); !added) {
      return added.error();
    }
  }
  if (list == "-") {
    add_lines(std::cin, &out);
  } else if (!list.empty()) {
    std::ifstream file(list);
    if (!file) return make_error(ErrorCode::kNotFound, list + ": cannot open the list of traces");
    add_lines(file, &out);
  }
  return out;
}

std::vector<std::string> take_shard(const std::vector<std::string>& traces, const Shard& shard) {
  std::vector<std::string> out;
  for (std::size_t i = shard.index - 1; i < traces.size(); i += shard.count) {
    out.push_back(traces[i]);
  }
  return out;
}

}  // namespace inkling
