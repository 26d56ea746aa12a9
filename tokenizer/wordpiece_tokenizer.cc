#include "tokenizer/wordpiece_tokenizer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "platform/file.h"
#include "tokenizer/normalize.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr std::string_view kInsideMark = "##";
constexpr std::size_t kMaxCharacters = 100;  // of a word; BERT's own limit
constexpr std::size_t kMaxPieces = 262144;   // as config.json has it
constexpr std::size_t kMaxVocabularyBytes = std::size_t{32} << 20;

/// Names and places of the special pieces.
using Names = std::array<std::pair<const char*, std::string WordPieceSettings::*>, 5>;
constexpr Names kNames = {{{"pad", &WordPieceSettings::pad},
                           {"unknown", &WordPieceSettings::unknown},
                           {"begin", &WordPieceSettings::begin},
                           {"end", &WordPieceSettings::end},
                           {"mask", &WordPieceSettings::mask}}};
constexpr std::array<std::pair<const char*, bool BertTextOptions::*>, 3> kFlags = {
    {{"lower_case", &BertTextOptions::lower_case},
     {"strip_accents", &BertTextOptions::strip_accents},
     {"split_chinese", &BertTextOptions::split_chinese}}};
constexpr std::array<int32_t SpecialPieces::*, 5> kPlaces = {
    &SpecialPieces::pad, &SpecialPieces::unknown, &SpecialPieces::begin, &SpecialPieces::end,
    &SpecialPieces::mask};

class WordPieceTokenizer final : public Tokenizer {
 public:
  explicit WordPieceTokenizer(const BertTextOptions& options) : options_(options) {
    lower_cases_ = options.lower_case;
  }

  Status load(const std::string& path, const WordPieceSettings& settings);

  [[nodiscard]] Encoding encode(std::string_view text) const override {
    return {spell(text), split_units(normalize(text), nullptr)};
  }
  [[nodiscard]] std::vector<int32_t> encode_unit(std::string_view unit) const override {
    std::vector<int32_t> ids = spell(unit);
    if (ids.empty()) ids.push_back(specials_.unknown);
    return ids;
  }
  [[nodiscard]] bool may_begin_word(int32_t id) const override {
    return known(id) && begins_[static_cast<std::size_t>(id)];
  }

 private:
  [[nodiscard]] std::vector<int32_t> spell(std::string_view text) const;
  void spell_word(std::string_view word, std::vector<int32_t>* out) const;

  BertTextOptions options_;
  // Keys are the texts of pieces_.
  std::unordered_map<std::string_view, int32_t> first_;   // of a word
  std::unordered_map<std::string_view, int32_t> inside_;  // behind the first
  std::vector<bool> begins_;
};

/// One piece a line, as BERT's vocabularies are.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

Status WordPieceTokenizer::load(const std::string& path, const WordPieceSettings& settings) {
  const auto text = read_file(path, kMaxVocabularyBytes);
  if (!text) return text.error();
  if (!is_valid_utf8(*text)) {
    return make_error(ErrorCode::kCorrupt, path + ": not UTF-8 text; get the file anew");
  }
  const std::vector<std::string_view> lines = lines_of(*text);
  if (lines.size() > kMaxPieces) {
    return make_error(ErrorCode::kUnsupported, path + ": more than 262144 pieces");
  }
  std::size_t inside = 0;
  pieces_.resize(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool behind = lines[i].size() > kInsideMark.size() && lines[i].starts_with(kInsideMark);
    inside += behind ? 1 : 0;
    pieces_[i].text = lines[i].substr(behind ? kInsideMark.size() : 0);
  }
  const auto share = [](std::size_t count) {
    return -std::log(static_cast<float>(std::max<std::size_t>(count, 1)));
  };
  begins_.resize(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Piece& piece = pieces_[i];
    const bool behind = piece.text.size() < lines[i].size();
    // Of pieces that stand there twice the last one counts, as in transformers.
    (behind ? inside_ : first_)[piece.text] = static_cast<int32_t>(i);
    piece.log_prob = share(behind ? inside : lines.size() - inside);
    if (behind) continue;
    piece.whole_word = consists_of_letters(piece.text);
    begins_[i] = !piece.text.empty() && begins_like_word(piece.text);
  }
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    const std::string& name = settings.*kNames[i].second;
    const auto found = first_.find(name);
    if (found == first_.end()) {
      std::string what = path + ": has no piece ";
      what += name;
      what += ", which the engine needs; was it made for a masked language model?";
      return make_error(ErrorCode::kUnsupported, std::move(what));
    }
    specials_.*kPlaces[i] = found->second;
  }
  for (const auto place : kPlaces) {
    const auto id = static_cast<std::size_t>(specials_.*place);
    first_.erase(pieces_[id].text);  // before the key goes
    pieces_[id] = {};
    begins_[id] = false;
  }
  return {};
}

std::vector<int32_t> WordPieceTokenizer::spell(std::string_view text) const {
  std::vector<int32_t> out;
  for (const std::string& word : bert_words(text, options_)) spell_word(word, &out);
  return out;
}

/// Greedy, the longest piece first.
void WordPieceTokenizer::spell_word(std::string_view word, std::vector<int32_t>* out) const {
  std::array<std::size_t, kMaxCharacters + 1> ends{};  // byte offsets behind each character
  std::size_t characters = 0;
  for (std::size_t i = 0; i < word.size();) {
    if (characters == kMaxCharacters) return out->push_back(specials_.unknown);
    next_code_point(word, &i);
    ends[++characters] = i;
  }
  const std::size_t before = out->size();
  for (std::size_t start = 0; start < characters;) {
    const auto& pieces = start == 0 ? first_ : inside_;
    std::size_t end = characters;
    auto found = pieces.end();
    for (; end > start && found == pieces.end(); --end) {
      found = pieces.find(word.substr(ends[start], ends[end] - ends[start]));
    }
    if (found == pieces.end()) {
      out->resize(before);
      return out->push_back(specials_.unknown);
    }
    out->push_back(found->second);
    start = end + 1;
  }
}

Result<WordPieceSettings> read_settings(const std::string& path) {
  const auto text = read_file(path, std::size_t{1} << 20);
  if (!text) return text.error();
  const auto bad = [&path](const char* name, const char* what) {
    return make_error(ErrorCode::kCorrupt,
                      path + ": " + name + " " + what + "; convert the checkpoint anew");
  };
  const auto json = nlohmann::json::parse(*text, nullptr, false);
  if (!json.is_object()) return bad("it", "is not a JSON object");
  WordPieceSettings out;
  for (const auto& [name, flag] : kFlags) {
    const auto found = json.find(name);
    if (found == json.end() || !found->is_boolean()) return bad(name, "must be true or false");
    out.text.*flag = found->get<bool>();
  }
  for (const auto& [name, text_of] : kNames) {
    const auto found = json.find(name);
    if (found == json.end() || !found->is_string()) return bad(name, "must be a string");
    out.*text_of = found->get<std::string>();
  }
  return out;
}

}  // namespace

std::string to_json_text(const WordPieceSettings& settings) {
  nlohmann::ordered_json json;
  for (const auto& [name, flag] : kFlags) json[name] = settings.text.*flag;
  for (const auto& [name, text_of] : kNames) json[name] = settings.*text_of;
  return json.dump(1) + "\n";
}

Result<std::unique_ptr<Tokenizer>> open_wordpiece(const std::string& vocabulary_path,
                                                  const WordPieceSettings& settings) {
  auto tokenizer = std::make_unique<WordPieceTokenizer>(settings.text);
  if (Status done = tokenizer->load(vocabulary_path, settings); !done.ok()) return done.error();
  return std::unique_ptr<Tokenizer>(std::move(tokenizer));
}

Result<std::unique_ptr<Tokenizer>> open_wordpiece(const std::string& folder) {
  const auto settings = read_settings(folder + "/" + kWordPieceName);
  if (!settings) return settings.error();
  return open_wordpiece(folder + "/" + kVocabularyName, *settings);
}

}  // namespace inkling
