#include <array>
#include <filesystem>
#include <utility>

#include "engine/engine_parts.h"
#include "engine/inkling.h"
#include "engine/pack_check.h"

namespace inkling {
namespace {

/// Opens the parts of one pack; what fails is noted and left out.
class PackOpener {
 public:
  PackOpener(EngineParts* parts, PackCheck check) : parts_(*parts), check_(std::move(check)) {}

  void open() {
    open_lexicon();
    parts_.case_policy = std::make_unique<LexiconCase>(parts_.lexicon.get());
    open_tokenizer();
    open_model();
    open_ngrams();
    open_numbers();
  }

 private:
  [[nodiscard]] std::string path(const std::string& name) const {
    return parts_.pack_dir + "/" + name;
  }
  void note(const std::string& part, Error error) {
    parts_.status.push_back({part, std::move(error)});
  }
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
    if (!whole("tokenizer", "tokenizer.model")) return;
    auto opened = Tokenizer::open(path("tokenizer.model"), parts_.case_policy.get());
    if (!opened) return note("tokenizer", opened.error());
    parts_.tokenizer = std::move(opened.value());
    parts_.pieces = std::make_unique<WordPieces>(*parts_.tokenizer);
  }
  void open_model() {
    if (!whole("model", "config.json") || !whole("model", "model.safetensors")) return;
    auto opened = MobileBert::open(parts_.pack_dir);
    if (!opened) return note("model", opened.error());
    const ModelConfig& config = (*opened)->config();
    if (config.attention != Attention::kPrefixCausal) {
      return note("model", make_error(ErrorCode::kUnsupported,
                                      path("config.json") +
                                          ": a bidirectional model cannot serve a keyboard"));
    }
    if (parts_.tokenizer != nullptr &&
        static_cast<std::size_t>(parts_.tokenizer->vocab_size()) != config.vocab_size) {
      return note("model", make_error(ErrorCode::kCorrupt,
                                      path("tokenizer.model") + " and " + path("config.json") +
                                          " disagree about the vocabulary; reinstall the pack"));
    }
    if (parts_.tokenizer == nullptr) return;  // noted already, and a model needs it
    parts_.model = std::move(opened.value());
  }
  void open_ngrams() {
    std::error_code ec;
    // A pack may do without them.
    if (parts_.model == nullptr || !std::filesystem::exists(path("ngrams.bin"), ec)) return;
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
    const auto ranking = load_ranking_params(path("decoder.json"));
    if (!ranking) return note("decoder", ranking.error());
    const auto channel = load_channel_params(path("decoder.json"));
    if (!channel) return note("decoder", channel.error());
    parts_.ranking = *ranking;
    parts_.channel = *channel;
  }

  EngineParts& parts_;
  PackCheck check_;
};

template <typename T, std::size_t N>
const char* name_in(const std::array<std::pair<T, const char*>, N>& names, T value) {
  for (const auto& [known, name] : names) {
    if (known == value) return name;
  }
  return "unknown";
}

constexpr std::array<std::pair<SuggestionKind, const char*>, 7> kKinds = {{
    {SuggestionKind::kLiteral, "literal"},
    {SuggestionKind::kCompletion, "completion"},
    {SuggestionKind::kCorrection, "correction"},
    {SuggestionKind::kPrediction, "prediction"},
    {SuggestionKind::kEmoji, "emoji"},
    {SuggestionKind::kShortcut, "shortcut"},
    {SuggestionKind::kPhrase, "phrase"},
}};
constexpr std::array<std::pair<Stage, const char*>, 5> kStages = {{
    {Stage::kLexicon, "lexicon"},
    {Stage::kHistory, "history"},
    {Stage::kNextWord, "next_word"},
    {Stage::kContinuation, "continuation"},
    {Stage::kRecorrection, "recorrection"},
}};
constexpr std::array<std::pair<FieldKind, const char*>, 6> kFields = {{
    {FieldKind::kText, "text"},
    {FieldKind::kPassword, "password"},
    {FieldKind::kEmail, "email"},
    {FieldKind::kUri, "uri"},
    {FieldKind::kNumber, "number"},
    {FieldKind::kSearch, "search"},
}};

}  // namespace

const char* suggestion_kind_name(SuggestionKind kind) { return name_in(kKinds, kind); }
const char* stage_name(Stage stage) { return name_in(kStages, stage); }

std::optional<FieldKind> field_kind_from_name(std::string_view name) {
  for (const auto& [field, known] : kFields) {
    if (name == known) return field;
  }
  return std::nullopt;
}

Engine::Engine(std::unique_ptr<EngineParts> parts) : parts_(std::move(parts)) {}
Engine::~Engine() = default;

Result<std::shared_ptr<Engine>> Engine::open(const EngineOptions& options) {
  if (options.clock == nullptr) {
    return make_error(ErrorCode::kInvalidArgument, "an engine needs a clock");
  }
  auto parts = std::make_unique<EngineParts>();
  parts->clock = options.clock;
  parts->pack_dir = options.pack_dir;
  if (options.pack_dir.empty()) {
    parts->case_policy = std::make_unique<LexiconCase>(nullptr);
  } else {
    auto check = PackCheck::open(options.pack_dir);
    if (!check) parts->status.push_back({"pack", check.error()});
    PackOpener(parts.get(), check ? std::move(check.value()) : PackCheck()).open();
  }
  std::vector<Error> warnings;
  parts->history = History::open(
      {.path = options.history_path, .language = "en", .clock = options.clock}, &warnings);
  for (Error& warning : warnings) parts->status.push_back({"history", std::move(warning)});
  return std::shared_ptr<Engine>(new Engine(std::move(parts)));  // NOLINT: private constructor
}

const std::vector<Degradation>& Engine::status() const { return parts_->status; }
bool Engine::has_model() const { return parts_->model != nullptr; }
bool Engine::has_lexicon() const { return parts_->lexicon != nullptr; }
History& Engine::history() const { return *parts_->history; }

}  // namespace inkling
