#include "tools/bench_operations.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <initializer_list>
#include <utility>

#include "engine/model/kernels.h"
#include "engine/session/engine_impl.h"
#include "tools/bench_gesture.h"
#include "tools/bench_history.h"
#include "tools/bench_history_file.h"
#include "tools/bench_model.h"
#include "tools/bench_typing.h"
#include "tools/memory.h"
#include "tools/metrics.h"

namespace inkling {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kTypingRounds = 3;
constexpr int kModelRounds = 60;
constexpr int kOpenings = 5;
constexpr std::size_t kHistoryWords = 20000;
constexpr int kHistoryRounds = 3;
constexpr std::size_t kHistoryNgrams = 400'000;

constexpr std::array<BenchOperation, 17> kOperations = {{
    {"ratios",
     "a token against a full recompute, against reading the weights, and against float32"},
    {"letter", "a letter of a word, and its suggestions"},
    {"first_letter", "the first letter of a word, and its suggestions"},
    {"commit", "a space, and the suggestions for the next word"},
    {"space", "of that, until the word is in the text"},
    {"next_word", "of that, the suggestions"},
    {"cursor_jump", "a jump into about 60 words of text, and the suggestions there"},
    {"gesture", "a word drawn over the keys, and its suggestions"},
    {"token",
     "the model: one more token behind a full context, with the next piece's distribution"},
    {"vocabulary", "of that, the product with the vocabulary and its softmax"},
    {"full", "the model: 128 tokens anew"},
    {"history_letter", "a letter and a first letter beside a history of 20,000 words"},
    {"history_learn", "a word learned by it"},
    {"history_open", "a history's file of 400,000 n-grams: opening, memory"},
    {"allocations", "calls of operator new of a letter and a commit"},
    {"memory", "resident after typing, and the pack on disk"},
    {"open", "from nothing to the first suggestions"},
}};

void say(const char* what) { std::fprintf(stderr, "inkling: %s\n", what); }

/// The names that were asked for.
class Chosen {
 public:
  explicit Chosen(const std::set<std::string>& names) : names_(names) {}
  [[nodiscard]] bool has(const char* name) const { return names_.empty() || names_.contains(name); }
  [[nodiscard]] bool any(std::initializer_list<const char*> names) const {
    return std::any_of(names.begin(), names.end(), [this](const char* name) { return has(name); });
  }

 private:
  const std::set<std::string>& names_;
};

/// Puts what has a value into `out`.
void put(const char* name, Json value, Json* out) {
  if (!value.empty()) (*out)[name] = std::move(value);
}

/// Milliseconds from nothing to the first suggestions; the median of a few.
double measure_opening(const EngineOptions& options) {
  Latencies openings;
  for (int i = 0; i < kOpenings; ++i) {
    const Stopwatch watch;
    const auto engine = Engine::open(options);
    if (!engine) return 0;
    Session session(*engine);
    (void)session.suggest({});
    openings.add(watch.micros());
  }
  return openings.percentile(0.5) / 1000;
}

/// What is known of the model, or why nothing is.
struct ModelReport {
  Json ratios = {{"incremental_vs_full", nullptr},
                 {"incremental_vs_floor", nullptr},
                 {"int8_vs_f32", nullptr}};
  Json micros = {{"token", nullptr}, {"vocabulary", nullptr}, {"full", nullptr}};
  std::string note;
};

void report_ratios(const ModelTimes& times, bool eight_bits, std::size_t bytes, ModelReport* out) {
  const double token = times.token.percentile(0.5);
  const double full = times.full.percentile(0.5);
  const double floor = times.read_weights.percentile(0.5);
  const double other = times.other_token.percentile(0.5);
  const double in_8_bits = eight_bits ? token : other;
  const double in_floats = eight_bits ? other : token;
  const auto us = [](double micros) { return std::to_string(std::lround(micros)) + " us"; };
  out->ratios["incremental_vs_full"] = rounded(full / token, 2);
  out->ratios["incremental_vs_floor"] = rounded(token / floor, 2);
  out->ratios["int8_vs_f32"] = rounded(in_8_bits / in_floats, 2);
  out->note = "incremental_vs_full: " + std::to_string(times.windows) + " full window(s) of " +
              std::to_string(times.window) + " tokens, " +
              std::to_string(times.windows * times.window) + " tokens in all (" + us(full) +
              "), over one appended token (" + us(token) +
              "); each with the next piece's distribution. incremental_vs_floor: that token over "
              "reading " +
              std::to_string(bytes) + " bytes of weights and vocabulary (" + us(floor) +
              "). int8_vs_f32: one token with weights held in 8 bits (" + us(in_8_bits) +
              ") over the same in float32 (" + us(in_floats) + "). Medians of interleaved rounds.";
}

Result<ModelReport> measure_model_parts(const Engine& engine, bool with_ratios) {
  ModelReport out;
  const MobileBert* model = parts_of(engine).primary().model.get();
  if (model == nullptr) {
    out.note = "the pack has no model, so there are no ratios";
    return out;
  }
  if (model->config().attention == Attention::kBidirectional) {
    out.note = "the model is bidirectional and reuses nothing, so there are no ratios";
    return out;
  }
  // The other way to hold the same weights.
  const bool eight_bits = std::string(model->kernel_name()) == kernels().name;
  std::unique_ptr<MobileBert> other;
  if (with_ratios) {
    auto opened = MobileBert::open(parts_of(engine).primary().pack_dir,
                                   eight_bits ? Precision::kFloat32 : Precision::kInt8);
    if (!opened) return opened.error();
    other = std::move(opened.value());
  }
  const auto times = measure_model(*model, other.get(), kModelRounds);
  if (!times) return times.error();
  out.micros["token"] = times->token.to_json();
  out.micros["vocabulary"] = times->vocabulary.to_json();
  out.micros["full"] = times->full.to_json();
  if (with_ratios) {
    report_ratios(*times, eight_bits, model->weight_bytes() + model->vocabulary_bytes(), &out);
  }
  return out;
}

/// Microseconds, and how many times as long a letter takes beside a long history; then what a file
/// with many n-grams takes to open and holds.
Result<Json> measure_long_history(const EngineOptions& options, const Chosen& chosen) {
  Json json = Json::object();
  if (chosen.any({"history_letter", "history_learn"})) {
    const auto times = measure_history(options, kHistoryWords, kHistoryRounds);
    if (!times) return times.error();
    json["words"] = times->words;
    json["personal"] = times->personal;
    const auto add = [&](const std::string& name, const Latencies& full, const Latencies& empty) {
      if (!chosen.has("history_letter")) return;
      const double slow = full.percentile(0.5);
      const double quick = empty.percentile(0.5);
      json[name + "_p50"] = rounded(slow, 0);
      json[name + "_p50_empty"] = rounded(quick, 0);
      json[name + "_ratio"] = quick > 0 ? Json(rounded(slow / quick, 2)) : Json(nullptr);
    };
    add("letter", times->full.letter, times->empty.letter);
    add("first_letter", times->full.first_letter, times->empty.first_letter);
    if (chosen.has("history_learn")) json["learn_mean"] = rounded(times->learn_micros, 1);
  }
  if (!chosen.has("history_open")) return json;
  const auto file = measure_history_file(kHistoryWords, kHistoryNgrams, kOpenings);
  if (!file) return file.error();
  json["ngrams"] = file->ngrams;
  json["open_ms"] = rounded(file->open.percentile(0.5) / 1000, 1);
  json["memory_mb"] = file->held_mb > 0 ? Json(rounded(file->held_mb, 1)) : Json(nullptr);
  return json;
}

/// Latencies of what the person does, allocations and memory; the latter is read before anything
/// else takes what a keyboard would not.
struct TypingReport {
  Json latency = Json::object();
  Json allocations = Json::object();
  Json memory = Json::object();
};

TypingReport measure_person(const std::shared_ptr<Engine>& engine, const std::string& pack_dir,
                            const Chosen& chosen) {
  TypingReport out;
  if (chosen.any({"letter", "first_letter", "commit", "space", "next_word", "cursor_jump",
                  "allocations", "memory"})) {
    say("typing");
    const TypingTimes typing = measure_typing(engine, kTypingRounds);
    for (const auto& [name, times] :
         {std::pair("letter", &typing.letter), std::pair("first_letter", &typing.first_letter),
          std::pair("commit", &typing.commit), std::pair("space", &typing.space),
          std::pair("next_word", &typing.next_word),
          std::pair("cursor_jump", &typing.cursor_jump)}) {
      if (chosen.has(name)) out.latency[name] = times->to_json();
    }
    if (chosen.has("allocations")) {
      out.allocations = {{"letter", rounded(typing.letter_allocations, 1)},
                         {"commit", rounded(typing.commit_allocations, 1)}};
    }
  }
  if (chosen.has("memory")) {
    out.memory = {{"rss", rounded(resident_mb(), 2)}, {"pack", rounded(folder_mb(pack_dir), 2)}};
  }
  if (chosen.has("gesture")) {
    say("gestures");
    out.latency["gesture"] = measure_gestures(engine, kTypingRounds).to_json();
  }
  return out;
}

}  // namespace

std::span<const BenchOperation> bench_operations() { return kOperations; }

Result<Json> measure_operations(const std::shared_ptr<Engine>& engine, const EngineOptions& options,
                                const std::set<std::string>& names) {
  const Chosen chosen(names);
  TypingReport person = measure_person(engine, options.pack_dir, chosen);
  ModelReport model;
  const bool of_model = chosen.any({"ratios", "token", "vocabulary", "full"});
  if (of_model) {
    say("model");
    auto measured = measure_model_parts(*engine, chosen.has("ratios"));
    if (!measured) return measured.error();
    model = std::move(measured.value());
  }
  Json history = Json::object();
  if (chosen.any({"history_letter", "history_learn", "history_open"})) {
    say("history");
    auto measured = measure_long_history(options, chosen);
    if (!measured) return measured.error();
    history = std::move(measured.value());
  }
  Json json = Json::object();
  if (chosen.has("ratios")) json["ratios"] = std::move(model.ratios);
  put("latency_us", std::move(person.latency), &json);
  for (const char* name : {"token", "vocabulary", "full"}) {
    if (chosen.has(name)) json["model_us"][name] = std::move(model.micros[name]);
  }
  put("history", std::move(history), &json);
  put("allocations", std::move(person.allocations), &json);
  put("memory_mb", std::move(person.memory), &json);
  if (chosen.has("open")) {
    say("opening");
    json["open_ms"] = rounded(measure_opening(options), 2);
  }
  json["kernel"] = nullptr;
  if (const auto& of_pack = parts_of(*engine).primary().model) {
    json["kernel"] = of_pack->kernel_name();
  }
  if (!model.note.empty()) json["note"] = std::move(model.note);
  return json;
}

}  // namespace inkling
