#include <algorithm>
#include <array>
#include <utility>

#include "engine/inkling.h"
#include "engine/session/engine_impl.h"
#include "platform/free_memory.h"

namespace inkling {
namespace {

template <typename T, std::size_t N>
const char* name_in(const std::array<std::pair<T, const char*>, N>& names, T value) {
  for (const auto& [known, name] : names) {
    if (known == value) return name;
  }
  return "unknown";
}

constexpr std::array<std::pair<SuggestionKind, const char*>, 8> kKinds = {{
    {SuggestionKind::kLiteral, "literal"},
    {SuggestionKind::kCompletion, "completion"},
    {SuggestionKind::kCorrection, "correction"},
    {SuggestionKind::kPrediction, "prediction"},
    {SuggestionKind::kEmoji, "emoji"},
    {SuggestionKind::kShortcut, "shortcut"},
    {SuggestionKind::kPhrase, "phrase"},
    {SuggestionKind::kGesture, "gesture"},
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

Engine::Engine(std::unique_ptr<EngineImpl> impl) : impl_(std::move(impl)) {}
Engine::~Engine() = default;

Result<std::shared_ptr<Engine>> Engine::open(const EngineOptions& options) {
  if (options.clock == nullptr) {
    return make_error(ErrorCode::kInvalidArgument, "an engine needs a clock");
  }
  auto impl = std::make_unique<EngineImpl>();
  EngineParts& parts = impl->parts;
  parts.clock = options.clock;
  parts.languages.push_back(open_language(options.pack_dir, &parts.status));
  for (const std::string& pack : options.more_packs) {
    parts.languages.push_back(open_language(pack, &parts.status));
  }
  std::vector<Error> warnings;
  parts.history = History::open({.path = options.history_path,
                                 .language = parts.primary().tag,
                                 .clock = options.clock,
                                 .weights = parts.primary().history,
                                 .key = options.history_key},
                                &warnings);
  for (Error& warning : warnings) parts.status.push_back({"history", std::move(warning)});
  return std::shared_ptr<Engine>(new Engine(std::move(impl)));  // NOLINT: private constructor
}

const std::vector<Degradation>& Engine::status() const { return impl_->parts.status; }
bool Engine::has_model() const {
  return std::any_of(impl_->parts.languages.begin(), impl_->parts.languages.end(),
                     [](const auto& language) { return language->model != nullptr; });
}
bool Engine::has_lexicon() const {
  return std::any_of(impl_->parts.languages.begin(), impl_->parts.languages.end(),
                     [](const auto& language) { return language->lexicon != nullptr; });
}
void Engine::trim(TrimLevel level) {
  if (level == TrimLevel::kBackground) {
    for (const auto& language : impl_->parts.languages) {
      if (language->model != nullptr) language->model->trim();
      if (language->ngrams != nullptr) language->ngrams->release_pages();
      if (language->lexicon != nullptr) language->lexicon->release_pages();
    }
  }
  return_free_memory();
}
History& Engine::history() const { return *impl_->parts.history; }
TouchSpread Engine::touch_spread() const {
  const ChannelParams& channel = impl_->parts.primary().channel;
  const auto touch = [](double x, double y) {
    return Touch{static_cast<float>(x), static_cast<float>(y)};
  };
  return {touch(channel.touch_offset_x, channel.touch_offset_y),
          touch(channel.touch_sigma_x, channel.touch_sigma_y)};
}
bool Engine::keeps_capital(std::string_view word) const {
  return impl_->parts.primary().case_policy->keeps_capital(word);
}

}  // namespace inkling
