// Opening a language pack, part by part.
#include <filesystem>
#include <nlohmann/json.hpp>
#include <utility>

#include "engine/pack/language_parts.h"
#include "engine/pack/pack_check.h"
#include "tokenizer/sentencepiece_tokenizer.h"
#include "tokenizer/wordpiece_tokenizer.h"

namespace inkling {
namespace {

/// Opens the parts of one pack; what fails is noted and left out.
class PackOpener {
 public:
  PackOpener(LanguageParts* parts, PackCheck check, std::vector<Degradation>* status)
      : parts_(*parts), check_(std::move(check)), status_(*status) {}

  void open() {
    // By far the largest; opening the others takes as long as their hashes do.
    check_.check_beside({"ngrams.bin", "model.safetensors"});
    open_lexicon();
    parts_.case_policy = std::make_unique<LexiconCase>(parts_.lexicon.get());
    open_tokenizer();
    open_model();
    open_ngrams();
    open_numbers();
    open_table();
    if (parts_.lexicon != nullptr && parts_.pieces != nullptr) {
      parts_.vocabulary = std::make_unique<VocabularyPaths>(*parts_.lexicon, *parts_.pieces);
    }
  }

 private:
  [[nodiscard]] std::string path(const std::string& name) const {
    return parts_.pack_dir + "/" + name;
  }
  void note(const std::string& part, Error error) { status_.push_back({part, std::move(error)}); }
  /// False, and noted, when the file is not the one that the pack names.
  bool whole(const std::string& part, const std::string& name) {
    auto problem = check_.problem(name);
    if (!problem) return true;
    note(part, std::move(*problem));
    return false;
  }

  void open_lexicon() {
    if (!whole("lexicon", "lexicon.bin")) return;
    auto opened = Lexicon::open(path("lexicon.bin"));
    if (!opened) return note("lexicon", opened.error());
    parts_.lexicon = std::move(opened.value());
  }
  void open_tokenizer() {
    std::error_code ec;
    if (std::filesystem::exists(path(kVocabularyName), ec)) return open_wordpiece_tokenizer();
    if (!whole("tokenizer", "tokenizer.model")) return;
    auto opened = open_sentencepiece(path("tokenizer.model"), parts_.case_policy.get());
    use_tokenizer(std::move(opened));
  }
  /// Of a converted checkpoint.
  void open_wordpiece_tokenizer() {
    if (!whole("tokenizer", kVocabularyName) || !whole("tokenizer", kWordPieceName)) return;
    use_tokenizer(open_wordpiece(parts_.pack_dir));
    wordpiece_ = true;
  }
  void use_tokenizer(Result<std::unique_ptr<Tokenizer>> opened) {
    if (!opened) return note("tokenizer", opened.error());
    parts_.tokenizer = std::move(opened.value());
    parts_.pieces = std::make_unique<WordPieces>(*parts_.tokenizer);
  }
  void open_model() {
    if (!whole("model", "config.json") || !whole("model", "model.safetensors")) return;
    auto opened = MobileBert::open(parts_.pack_dir);
    if (!opened) return note("model", opened.error());
    const ModelConfig& config = (*opened)->config();
    const bool both_ways = config.attention == Attention::kBidirectional;
    if (parts_.tokenizer != nullptr && both_ways != wordpiece_) {
      return note("model",
                  make_error(ErrorCode::kUnsupported,
                             path("config.json") + ": a " +
                                 (both_ways ? "bidirectional model needs vocab.txt"
                                            : "prefix-causal model needs tokenizer.model") +
                                 "; convert the checkpoint anew, or reinstall the pack"));
    }
    if (parts_.tokenizer != nullptr &&
        static_cast<std::size_t>(parts_.tokenizer->vocab_size()) != config.vocab_size) {
      return note("model", make_error(ErrorCode::kCorrupt,
                                      path(wordpiece_ ? kVocabularyName : "tokenizer.model") +
                                          " and " + path("config.json") +
                                          " disagree about the vocabulary; reinstall the pack"));
    }
    if (parts_.tokenizer == nullptr) return;  // noted already, and a model needs it
    parts_.model = std::move(opened.value());
    if (both_ways) note_no_reuse(config);
  }
  void note_no_reuse(const ModelConfig& config) {
    const std::string most = std::to_string(config.max_context);
    status_.push_back(
        {"cache",
         make_error(ErrorCode::kUnsupported,
                    path("config.json") +
                        ": the model is bidirectional: each token sees those to its right, so "
                        "nothing of one word's evaluation is reused for the next; a window of up "
                        "to " +
                        most + " tokens to the left is evaluated anew for every word"),
         /*left_out=*/false});
  }
  void open_ngrams() {
    std::error_code ec;
    // A pack may do without them.
    if (parts_.model == nullptr || !std::filesystem::exists(path("ngrams.bin"), ec)) return;
    if (wordpiece_) {
      return note("ngrams", make_error(ErrorCode::kUnsupported,
                                       path("ngrams.bin") +
                                           ": n-grams are counted over the pieces of "
                                           "tokenizer.model, this pack has vocab.txt; remove it"));
    }
    if (!whole("ngrams", "ngrams.bin")) return;
    auto opened = NgramTable::open(path("ngrams.bin"));
    if (!opened) return note("ngrams", opened.error());
    if ((*opened)->vocab_size() != parts_.model->config().vocab_size) {
      return note("ngrams", make_error(ErrorCode::kCorrupt,
                                       path("ngrams.bin") + " and " + path("config.json") +
                                           " disagree about the vocabulary; reinstall the pack"));
    }
    parts_.ngrams = std::move(opened.value());
  }
  void open_numbers() {
    std::error_code ec;
    // The numbers are optional: the defaults serve any pack.
    if (!std::filesystem::exists(path("decoder.json"), ec)) return;
    if (!whole("decoder", "decoder.json")) return;
    const auto json = read_json_object(path("decoder.json"));
    if (!json) return note("decoder", json.error());
    const auto bad = [this](const Error& error) {
      note("decoder", error_in_pack(path("decoder.json"), error));
    };
    const auto ranking = ranking_from_json(*json);
    if (!ranking) return bad(ranking.error());
    const auto history = history_from_json(*json);
    if (!history) return bad(history.error());
    const auto habit = habit_from_json(*json);
    if (!habit) return bad(habit.error());
    const auto decision = decision_from_json(*json);
    if (!decision) return bad(decision.error());
    const auto channel = channel_from_json(*json);
    if (!channel) return bad(channel.error());
    const auto gesture = gesture_from_json(*json);
    if (!gesture) return bad(gesture.error());
    if (const auto section = json->find("letters"); section != json->end()) {
      auto letters = LetterModel::from_json(*section);
      if (!letters) return bad(letters.error());
      parts_.letters = std::make_unique<LetterModel>(std::move(letters.value()));
    }
    parts_.ranking = *ranking;
    parts_.history = *history;
    parts_.habit = *habit;
    parts_.decision = *decision;
    parts_.channel = *channel;
    parts_.gesture = *gesture;
  }

  void open_table() {
    std::error_code ec;
    // A language may do without one.
    if (!std::filesystem::exists(path("language.json"), ec)) return;
    if (!whole("language", "language.json")) return;
    const auto json = read_json_object(path("language.json"));
    if (!json) return note("language", json.error());
    auto table = language_table_from_json(*json);
    if (!table) return note("language", error_in_pack(path("language.json"), table.error()));
    parts_.table = std::move(table.value());
  }

  LanguageParts& parts_;
  PackCheck check_;
  std::vector<Degradation>& status_;
  bool wordpiece_ = false;
};

}  // namespace

std::unique_ptr<LanguageParts> open_language(const std::string& pack_dir,
                                             std::vector<Degradation>* status) {
  auto parts = std::make_unique<LanguageParts>();
  parts->pack_dir = pack_dir;
  if (pack_dir.empty()) {
    parts->case_policy = std::make_unique<LexiconCase>(nullptr);
    return parts;
  }
  auto check = PackCheck::open(pack_dir);
  if (!check) status->push_back({"pack", check.error()});
  // What a newer format means by the files of the same names is not known here.
  if (!check && check.error().code == ErrorCode::kUnsupported) {
    parts->case_policy = std::make_unique<LexiconCase>(nullptr);
    return parts;
  }
  if (check && !check->language().empty()) parts->tag = check->language();
  PackOpener(parts.get(), check ? std::move(check.value()) : PackCheck(), status).open();
  return parts;
}

}  // namespace inkling
