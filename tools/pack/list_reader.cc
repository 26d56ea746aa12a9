#include "tools/pack/list_reader.h"

#include <lzma.h>

#include <cstdint>

#include "platform/file.h"

namespace inkling {
namespace {

constexpr std::size_t kMaxUnpacked = std::size_t{1} << 30;
constexpr uint64_t kMaxDecoderMemory = uint64_t{256} << 20;

Result<std::string> unpack(const std::string& path, const std::string& packed) {
  const auto corrupt = [&path](const char* what) {
    return make_error(ErrorCode::kCorrupt, path + ": " + what + "; fetch the list again");
  };
  lzma_stream stream = LZMA_STREAM_INIT;
  if (lzma_stream_decoder(&stream, kMaxDecoderMemory, LZMA_CONCATENATED) != LZMA_OK) {
    return make_error(ErrorCode::kInternal, "liblzma could not start");
  }
  stream.next_in = reinterpret_cast<const uint8_t*>(packed.data());
  stream.avail_in = packed.size();
  std::string out;
  std::vector<uint8_t> chunk(std::size_t{1} << 16);
  lzma_ret result = LZMA_OK;
  while (result == LZMA_OK && out.size() <= kMaxUnpacked) {
    stream.next_out = chunk.data();
    stream.avail_out = chunk.size();
    result = lzma_code(&stream, LZMA_FINISH);
    out.append(reinterpret_cast<const char*>(chunk.data()), chunk.size() - stream.avail_out);
  }
  lzma_end(&stream);
  if (out.size() > kMaxUnpacked) return corrupt("larger than 1 GB when unpacked");
  if (result != LZMA_STREAM_END) return corrupt("not a whole xz file");
  return out;
}

}  // namespace

Status read_numbered_list(
    const std::string& path,
    const std::function<void(std::size_t line, const std::vector<std::string_view>& cells)>& row) {
  auto text = read_file(path);
  if (!text) return text.error();
  if (path.ends_with(".xz")) {
    text = unpack(path, *text);
    if (!text) return text.error();
  }
  std::vector<std::string_view> cells;
  std::size_t number = 0;
  for (std::string_view rest = *text; !rest.empty();) {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    cells.clear();
    while (true) {
      const std::size_t tab = line.find('\t');
      cells.push_back(line.substr(0, tab));
      if (tab == std::string_view::npos) break;
      line.remove_prefix(tab + 1);
    }
    row(number, cells);
  }
  return {};
}

Status read_list(const std::string& path,
                 const std::function<void(const std::vector<std::string_view>& cells)>& row) {
  return read_numbered_list(
      path, [&row](std::size_t, const std::vector<std::string_view>& cells) { row(cells); });
}

}  // namespace inkling
