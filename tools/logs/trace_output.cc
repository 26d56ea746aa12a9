#include "tools/logs/trace_output.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <functional>
#include <iostream>
#include <utility>

namespace inkling {
namespace {

namespace fs = std::filesystem;

constexpr double kPauseMs = 1500;  // from one text to the next

Error cannot_write(const std::string& path) {
  return make_error(ErrorCode::kIo, (path == "-" ? "standard output" : path) +
                                        ": cannot write: " + std::strerror(errno));
}

bool names_folder(const std::string& path) {
  std::error_code ec;
  if (path == "-") return false;
  if (fs::exists(path, ec)) return fs::is_directory(path, ec);
  return !path.ends_with(".jsonl");
}

/// A file name of a trace's name, which came out of a log.
std::string file_name(const std::string& name) {
  constexpr std::size_t kLongest = 100;
  std::string out = name.substr(0, kLongest);
  std::replace_if(
      out.begin(), out.end(),
      [](unsigned char c) { return std::isalnum(c) == 0 && c != '-' && c != '_' && c != '.'; },
      '_');
  if (out.starts_with('.')) out.front() = '_';
  // Two names must not become one.
  if (out != name) out += "-" + std::to_string(std::hash<std::string>()(name));
  return out + ".jsonl";
}

}  // namespace

TraceOutput::TraceOutput(std::string path, TraceHeader header)
    : path_(std::move(path)), header_(std::move(header)), folder_(names_folder(path_)) {}

TraceOutput::~TraceOutput() {
  if (!file_.is_open()) return;
  file_.close();
  std::error_code ec;
  fs::remove(path_ + ".part", ec);
}

Status TraceOutput::add(const std::string& name, std::vector<TraceEvent> events) {
  const auto [known, first] = ends_.try_emplace(name, 0);
  if (!folder_ && first && ends_.size() > 1) {
    return make_error(ErrorCode::kInvalidArgument,
                      path_ + ": is one file, and there is more than one trace; name a folder");
  }
  std::string text;
  if (first) {
    TraceHeader header = header_;
    header.source += ", " + name;
    text = header_line(header) + "\n";
  }
  const double start = first ? 0 : known->second + kPauseMs;
  for (TraceEvent& event : events) {
    event.t = std::round(start + event.t);
    known->second = event.t;
    text += event_line(event) + "\n";
  }
  return write(name, first, text);
}

Status TraceOutput::write(const std::string& name, bool first, const std::string& text) {
  if (folder_) {
    std::error_code ec;
    fs::create_directories(path_, ec);
    const std::string path = (fs::path(path_) / file_name(name)).string();
    std::ofstream file(path, std::ios::binary | (first ? std::ios::trunc : std::ios::app));
    file << text;
    file.close();
    return file.good() ? Status() : cannot_write(path);
  }
  if (path_ == "-") {
    std::cout << text;
    return std::cout.good() ? Status() : cannot_write(path_);
  }
  if (!file_.is_open()) file_.open(path_ + ".part", std::ios::binary);
  file_ << text;
  return file_.good() ? Status() : cannot_write(path_);
}

Status TraceOutput::finish() {
  if (path_ == "-") return std::cout.flush().good() ? Status() : cannot_write(path_);
  if (!file_.is_open()) return {};
  file_.close();
  if (!file_.good()) return cannot_write(path_);
  std::error_code ec;
  fs::rename(path_ + ".part", path_, ec);
  if (ec) return make_error(ErrorCode::kIo, path_ + ": cannot write: " + ec.message());
  return {};
}

}  // namespace inkling
