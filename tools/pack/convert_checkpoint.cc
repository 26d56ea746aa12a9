#include "tools/pack/convert_checkpoint.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>
#include <optional>
#include <utility>

#include "engine/model/safetensors.h"
#include "platform/file.h"
#include "tokenizer/utf8.h"
#include "tokenizer/wordpiece_tokenizer.h"
#include "tools/pack/checkpoint_config.h"
#include "tools/pack/checkpoint_tensors.h"
#include "tools/pack/pack_manifest.h"
#include "tools/pack/tensor_writer.h"
#include "tools/pack/words_of_pack.h"

namespace inkling {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* kModelName = "model.safetensors";

bool exists(const std::string& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

/// The file readers speak of packs.
Error of_checkpoint(Error error) {
  constexpr std::string_view kPack = "reinstall the pack";
  if (const auto at = error.message.find(kPack); at != std::string::npos) {
    error.message.replace(at, kPack.size(), "get the file anew, it is not whole");
  }
  return error;
}

Result<std::shared_ptr<const SafeTensors>> open_tensors(const std::string& folder) {
  const std::string path = folder + "/" + kModelName;
  if (!exists(path)) {
    std::string what = ": there is none";
    if (exists(path + ".index.json")) {
      what =
          ": the checkpoint is in several files; join them: load the folder with transformers' "
          "AutoModelForMaskedLM and save_pretrained(FOLDER, max_shard_size=\"100GB\")";
    } else if (exists(folder + "/pytorch_model.bin")) {
      what =
          ": there is none, only pytorch_model.bin, which can run code when it is read; save it "
          "as safetensors: python -c \"from transformers import AutoModelForMaskedLM as M; "
          "M.from_pretrained('" +
          folder + "').save_pretrained('" + folder + "')\"";
    }
    return make_error(ErrorCode::kNotFound, path + what);
  }
  auto file = SafeTensors::open(path);
  if (!file) return of_checkpoint(file.error());
  return std::make_shared<const SafeTensors>(std::move(*file));
}

/// Has the vocabulary capitals? A few letters without a small form are in every one.
bool has_capitals(const std::string& vocabulary) {
  constexpr std::size_t kFew = 100;  // one piece in so many
  std::size_t pieces = 0;
  std::size_t capitals = 0;
  bool capital = false;
  bool special = false;
  for (std::size_t at = 0; at < vocabulary.size();) {
    const bool first = at == 0 || vocabulary[at - 1] == '\n';
    if (first) special = vocabulary[at] == '[';
    const char32_t c = next_code_point(vocabulary, &at);
    capital = (capital && !first) || (!special && is_upper(c));
    if (at < vocabulary.size() && vocabulary[at] != '\n') continue;
    ++pieces;
    capitals += capital ? 1 : 0;
  }
  return capitals * kFew > pieces;
}

struct Wording {
  WordPieceSettings settings;
  bool case_guessed = false;
};

/// tokenizer_config.json, with the defaults of transformers but for the case.
Result<Wording> read_wording(const std::string& folder, const std::string& vocabulary) {
  const std::string path = folder + "/tokenizer_config.json";
  Json json = Json::object();
  if (exists(path)) {
    const auto text = read_file(path, std::size_t{16} << 20);
    if (!text) return text.error();
    json = Json::parse(*text, nullptr, false);
    if (!json.is_object()) return make_error(ErrorCode::kCorrupt, path + ": not a JSON object");
  }
  const auto flag = [&json](const char* name) -> std::optional<bool> {
    const auto found = json.find(name);
    if (found == json.end() || !found->is_boolean()) return std::nullopt;
    return found->get<bool>();
  };
  Wording out;
  const auto lower = flag("do_lower_case");
  out.case_guessed = !lower;
  BertTextOptions& text = out.settings.text;
  text.lower_case = lower.value_or(!has_capitals(vocabulary));
  text.strip_accents = flag("strip_accents").value_or(text.lower_case);
  text.split_chinese = flag("tokenize_chinese_chars").value_or(true);
  const auto name = [&json](const char* field, std::string* out_name) {
    const auto found = json.find(field);
    if (found == json.end()) return;
    const Json& value =
        found->is_object() && found->contains("content") ? (*found)["content"] : *found;
    if (value.is_string()) *out_name = value.get<std::string>();
  };
  name("pad_token", &out.settings.pad);
  name("unk_token", &out.settings.unknown);
  name("cls_token", &out.settings.begin);
  name("sep_token", &out.settings.end);
  name("mask_token", &out.settings.mask);
  return out;
}

Result<Wording> check_vocabulary(const std::string& folder, std::size_t vocab_size) {
  const std::string path = folder + "/" + kVocabularyName;
  const auto text = read_file(path);
  if (!text) {
    if (text.error().code != ErrorCode::kNotFound) return text.error();
    return make_error(ErrorCode::kNotFound,
                      path +
                          ": there is none; get it from where the checkpoint came from (a "
                          "tokenizer.json is not read)");
  }
  auto wording = read_wording(folder, *text);
  if (!wording) return wording;
  const auto tokenizer = open_wordpiece(path, wording->settings);
  if (!tokenizer) return tokenizer.error();
  const auto pieces = static_cast<std::size_t>((*tokenizer)->vocab_size());
  if (pieces != vocab_size) {
    return make_error(ErrorCode::kCorrupt, path + ": has " + std::to_string(pieces) +
                                               " pieces, config.json says vocab_size " +
                                               std::to_string(vocab_size) +
                                               "; are both of the same checkpoint?");
  }
  return wording;
}

/// A folder that is not there, or that holds nothing which would be mistaken for a part of this
/// pack.
Status check_place(const ConvertOptions& options) {
  std::error_code ignored;
  for (const std::string& from : {options.checkpoint_dir, options.words_dir}) {
    if (!from.empty() && fs::equivalent(from, options.pack_dir, ignored)) {
      return make_error(ErrorCode::kInvalidArgument,
                        options.pack_dir +
                            ": the pack would take the place of what it is made "
                            "from; name another folder");
    }
  }
  for (const char* foreign : {"tokenizer.model", "ngrams.bin"}) {
    if (!exists(options.pack_dir + "/" + foreign)) continue;
    return make_error(ErrorCode::kInvalidArgument, options.pack_dir + ": holds another pack (" +
                                                       foreign +
                                                       "); name a folder that is new or empty");
  }
  return {};
}

Status write_text(const std::string& path, const std::string& text) {
  if (Status done = write_file_atomic(path, text); !done.ok()) return done;
  std::error_code ignored;
  fs::permissions(path, fs::perms::group_read | fs::perms::others_read, fs::perm_options::add,
                  ignored);
  return {};
}

}  // namespace

Result<ConvertReport> convert_checkpoint(const ConvertOptions& options) {
  const std::string& from = options.checkpoint_dir;
  const std::string& to = options.pack_dir;
  const auto config = read_checkpoint_config(from);
  if (!config) return config.error();
  auto file = open_tensors(from);
  if (!file) return file.error();
  const auto wording = check_vocabulary(from, config->model.vocab_size);
  if (!wording) return wording.error();
  const auto tensors = find_tensors(*file, *config, options.eight_bits);
  if (!tensors) return of_checkpoint(tensors.error());
  if (Status free = check_place(options); !free.ok()) return free.error();
  ConvertReport report;
  report.model_type = config->model_type;
  report.lower_case = wording->settings.text.lower_case;
  report.case_guessed = wording->case_guessed;
  report.sources = {config->model_type + " checkpoint " +
                    fs::absolute(from / fs::path()).parent_path().filename().string()};
  std::optional<WordsOfPack> words;
  if (!options.words_dir.empty()) {
    auto read = read_words_of_pack(options.words_dir);
    if (!read) return read.error();
    words = std::move(*read);
    report.sources.insert(report.sources.end(), words->sources.begin(), words->sources.end());
    report.languages = words->languages;
    report.words_licence = words->licence;
  }
  std::error_code failed;
  fs::create_directories(to, failed);
  if (failed) return make_error(ErrorCode::kIo, to + ": cannot be made: " + failed.message());
  for (const PackTensor& tensor : *tensors) {
    report.parameters += std::accumulate(tensor.shape.begin(), tensor.shape.end(), std::size_t{1},
                                         std::multiplies<>());
  }
  const auto vocabulary = read_file(from + "/" + kVocabularyName);
  if (!vocabulary) return vocabulary.error();
  Status done = write_tensors(to + "/" + kModelName, *tensors);
  if (done.ok()) done = write_text(to + "/config.json", to_json_text(config->model));
  if (done.ok()) done = write_text(to + "/" + kVocabularyName, *vocabulary);
  if (done.ok()) done = write_text(to + "/" + kWordPieceName, to_json_text(wording->settings));
  if (done.ok() && words) done = write_words(*words, to);
  if (!done.ok()) return of_checkpoint(done.error());
  return report;
}

}  // namespace inkling
