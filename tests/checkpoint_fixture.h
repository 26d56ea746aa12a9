// Small published checkpoints of random weights (training/make_published.py), and damaged copies.
#pragma once

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "tests/temp_folder.h"

namespace inkling {

inline std::string published_folder(const std::string& name) {
  return std::string(INKLING_SOURCE_DIR) + "/tests/golden/published/" + name;
}

inline std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

inline void write_file_text(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

/// A checkpoint of one's own to change.
class CheckpointCopy {
 public:
  explicit CheckpointCopy(const std::string& name) {
    for (const char* file :
         {"config.json", "model.safetensors", "vocab.txt", "tokenizer_config.json"}) {
      std::filesystem::copy_file(published_folder(name) + "/" + file, folder_.file(file));
    }
  }
  [[nodiscard]] const std::string& path() const { return folder_.path(); }
  [[nodiscard]] std::string file(const std::string& name) const { return folder_.file(name); }

  void edit_config(const std::function<void(nlohmann::json&)>& edit) const {
    auto json = nlohmann::json::parse(file_text(file("config.json")));
    edit(json);
    write_file_text(file("config.json"), json.dump());
  }
  /// What model.safetensors says of its tensors. Each gets the bytes that it names, behind those of
  /// the one before it, so that two may name the same and none need be named.
  void edit_header(const std::function<void(nlohmann::json&)>& edit) const {
    const std::string path = file("model.safetensors");
    const std::string text = file_text(path);
    uint64_t size = 0;
    std::memcpy(&size, text.data(), sizeof size);
    auto header = nlohmann::json::parse(text.substr(sizeof size, size));
    edit(header);
    const std::string before = text.substr(sizeof size + size);
    std::string data;
    for (auto& [name, entry] : header.items()) {
      if (name == "__metadata__") continue;
      const std::size_t begin = entry["data_offsets"][0];
      const std::size_t end = entry["data_offsets"][1];
      entry["data_offsets"] = {data.size(), data.size() + end - begin};
      data += before.substr(begin, end - begin);
    }
    const std::string written = header.dump();
    const uint64_t bytes = written.size();
    std::string start(sizeof bytes, '\0');
    std::memcpy(start.data(), &bytes, sizeof bytes);
    write_file_text(path, start + written + data);
  }
  void rename_tensors(const std::function<std::string(const std::string&)>& renamed) const {
    edit_header([&](nlohmann::json& header) {
      nlohmann::json out = nlohmann::json::object();
      for (const auto& [name, entry] : header.items()) out[renamed(name)] = entry;
      header = out;
    });
  }

 private:
  TempFolder folder_;
};

}  // namespace inkling
