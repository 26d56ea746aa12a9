#include "tools/logs/import_logs.h"

#include <memory>
#include <set>

#include "tools/logs/aalto_log.h"
#include "tools/logs/log_file.h"
#include "tools/logs/texttest_log.h"

namespace inkling {
namespace {

std::optional<LogFormat> detect(const LogFile& file) {
  if (looks_like_texttest(file) || looks_like_texttest_json(file)) return LogFormat::kTextTest;
  if (looks_like_aalto(file)) return LogFormat::kAalto;
  return std::nullopt;
}

/// A name for the traces of a file, other than those that are taken.
std::string free_name(const std::string& name, std::set<std::string>* taken) {
  std::string out = name;
  for (int i = 2; !taken->insert(out).second; ++i) out = name + "-" + std::to_string(i);
  return out;
}

}  // namespace

std::optional<LogFormat> log_format_from_name(std::string_view name) {
  if (name == "aalto") return LogFormat::kAalto;
  if (name == "texttest") return LogFormat::kTextTest;
  return std::nullopt;
}

Status import_logs(const std::vector<std::string>& paths, std::optional<LogFormat> format,
                   const TextSink& sink, ImportCounts* counts) {
  const StandardInput input;
  std::vector<std::string> tables;
  std::set<std::string> names;
  for (const std::string& path : paths) {
    const auto file = input.open(path);
    if (!file) return file.error();
    if ((*file)->begin().empty()) return make_error(ErrorCode::kCorrupt, path + ": is empty");
    const auto kind = format ? format : detect(**file);
    if (!kind) {
      return make_error(ErrorCode::kCorrupt,
                        path +
                            ": is no log that is known; those of Aalto University and of "
                            "TextTest are. A text is typed by `inkling trace simulate`");
    }
    if (*kind == LogFormat::kAalto) {
      tables.push_back(path);
      continue;
    }
    const std::string name = free_name((*file)->name(), &names);
    auto read = looks_like_texttest_json(**file) ? import_texttest_json(**file, name, sink, counts)
                                                 : import_texttest(**file, name, sink, counts);
    if (!read) return read;
  }
  if (!tables.empty()) {
    if (auto read = import_aalto(tables, input, sink, counts); !read) return read;
  }
  if (counts->texts == 0) {
    return make_error(ErrorCode::kCorrupt,
                      paths.front() + ": holds nothing that was typed" +
                          (counts->bad_rows > 0 ? "; " + counts->first_bad : std::string()));
  }
  return {};
}

}  // namespace inkling
