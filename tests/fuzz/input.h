// What fuzz targets share: the input as files, in a folder that is gone at the end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace inkling {

/// The input cut at its first zero bytes into `count` files; the last has all that is left.
inline std::vector<std::string_view> joined_files(const uint8_t* data, std::size_t size,
                                                  std::size_t count) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::vector<std::string_view> out;
  while (out.size() + 1 < count) {
    const std::size_t cut = rest.find('\0');
    out.push_back(rest.substr(0, cut));
    rest = cut == std::string_view::npos ? std::string_view() : rest.substr(cut + 1);
  }
  out.push_back(rest);
  return out;
}

/// One for the process; in memory where there is such a place, for a file is written at each try.
class FuzzFolder {
 public:
  FuzzFolder() {
    const std::filesystem::path memory = "/dev/shm";
    std::error_code ec;
    const bool in_memory = std::filesystem::is_directory(memory, ec);
    std::string name =
        ((in_memory ? memory : std::filesystem::temp_directory_path()) / "inkling-fuzz-XXXXXX")
            .string();
    if (mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  ~FuzzFolder() {
    std::error_code ec;
    std::filesystem::remove_all(path_, ec);
  }
  FuzzFolder(const FuzzFolder&) = delete;
  FuzzFolder& operator=(const FuzzFolder&) = delete;
  std::string write(const std::string& name, std::string_view text) const {
    const std::string path = path_ + "/" + name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace inkling
