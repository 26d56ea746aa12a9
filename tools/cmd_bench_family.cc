// inkling bench family: BERT, IB-BERT, MobileBERT and the pack's shape side by side.
#include <cstdio>
#include <string>
#include <utility>

#include "tools/bench_family.h"
#include "tools/command.h"
#include "tools/engine_options.h"
#include "tools/json_output.h"
#include "tools/metrics.h"

namespace inkling {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kRounds = 7;
constexpr const char* kBase = "bert-base";
constexpr std::size_t kCompared = kFamilyTokens.back();  // tokens at which ratios are taken

struct FamilyArguments {
  EngineArguments engine;
  bool json = false;
  int rounds = kRounds;
  std::vector<std::string> only;
  bool ablation = true;
};

Json to_json(const FamilyRow& row) {
  Json millis = Json::object();
  for (const auto& [tokens, value] : row.millis) {
    millis[std::to_string(tokens)] = rounded(value, 3);
  }
  return {{"model", row.model},
          {"precision", row.precision == Precision::kInt8 ? "int8" : "float32"},
          {"parameters", row.parameters},
          {"mb", rounded(row.megabytes, 1)},
          {"ms", std::move(millis)}};
}

/// Adds what of the rows' times and parameters are those of their model named `base`.
void add_ratios(const std::vector<FamilyRow>& rows, const std::string& base, const char* field,
                Json* out) {
  for (const FamilyRow& row : rows) {
    Json json = to_json(row);
    json[field] = nullptr;
    for (const FamilyRow& other : rows) {
      if (other.model != base || other.precision != row.precision) continue;
      json[field] = rounded(row.millis.at(kCompared) / other.millis.at(kCompared), 3);
    }
    out->push_back(std::move(json));
  }
}

void print_rows(const Json& rows, const char* ratio) {
  std::printf("%-18s %-8s %12s %9s", "model", "held in", "parameters", "MB");
  for (const std::size_t tokens : kFamilyTokens) {
    std::printf(" %9s", ("T=" + std::to_string(tokens)).c_str());
  }
  std::printf(" %7s\n", "ratio");
  for (const Json& row : rows) {
    std::printf("%-18s %-8s %12s %9s", row["model"].get<std::string>().c_str(),
                row["precision"].get<std::string>().c_str(), row["parameters"].dump().c_str(),
                row["mb"].dump().c_str());
    for (const auto& [tokens, value] : row["ms"].items()) {
      std::printf(" %9.2f", value.get<double>());
    }
    std::printf(" %7s\n", row[ratio].is_null() ? "-" : row[ratio].dump().c_str());
  }
}

Result<std::vector<FamilyModel>> chosen_models(const FamilyArguments& arguments) {
  std::vector<FamilyModel> all = family_models();
  const std::string pack = resolve_pack(arguments.engine.pack);
  if (!pack.empty()) {
    const auto config = load_model_config(pack + "/config.json");
    if (!config) return config.error();
    all.push_back(pack_shape(*config));
  }
  if (arguments.only.empty()) return all;
  std::vector<FamilyModel> out;
  for (const std::string& name : arguments.only) {
    const std::size_t before = out.size();
    for (const FamilyModel& model : all) {
      if (model.name == name) out.push_back(model);
    }
    if (out.size() > before) continue;
    std::string message = "--only: no model ";
    message.append(name).append("; there are");
    for (const FamilyModel& model : all) message.append(" ").append(model.name);
    return make_error(ErrorCode::kInvalidArgument, message);
  }
  return out;
}

int run_family(const FamilyArguments& arguments) {
  const auto models = chosen_models(arguments);
  if (!models) return fail(models.error());
  const auto say = [](const std::string& what) {
    std::fprintf(stderr, "inkling: %s\n", what.c_str());
  };
  std::vector<FamilyRow> rows;
  std::vector<FamilyRow> ablation;
  const std::vector<FamilyModel> pairs = ablation_models();
  for (const Precision precision : {Precision::kFloat32, Precision::kInt8}) {
    for (const auto& [set, out] : {std::pair(&*models, &rows), std::pair(&pairs, &ablation)}) {
      if (out == &ablation && !arguments.ablation) continue;
      auto measured = measure_family(*set, precision, arguments.rounds, say);
      if (!measured) return fail(measured.error());
      out->insert(out->end(), measured->begin(), measured->end());
    }
  }
  Json json = {{"rows", Json::array()}, {"ablation", Json::array()}};
  add_ratios(rows, kBase, "ratio_to_bert_base", &json["rows"]);
  add_ratios(ablation, pairs.front().name, "ratio_to_first", &json["ablation"]);
  json["note"] =
      "One thread. ms: a text of so many tokens from nothing to the distribution at its last "
      "token, median of interleaved rounds. Ratios: time at 128 tokens over BERT-base's, or over "
      "the ablation's first row's, held in the same precision. Weights are made up; parameters "
      "include the masked-LM head.";
  if (arguments.json) return print_json(json) ? kExitDone : kExitFailed;
  print_rows(json["rows"], "ratio_to_bert_base");
  if (arguments.ablation) std::printf("\nMobileBERT's norms and activations\n");
  if (arguments.ablation) print_rows(json["ablation"], "ratio_to_first");
  std::printf("\n%s\n", json["note"].get<std::string>().c_str());
  return kExitDone;
}

}  // namespace

void add_bench_family(CLI::App* app, int* exit_code) {
  auto arguments = std::make_shared<FamilyArguments>();
  CLI::App* command = app->add_subcommand(
      "family", "BERT, IB-BERT and MobileBERT beside the pack's shape; needs 4 GB of memory");
  add_pack_option(command, &arguments->engine);
  command->add_flag("--json", arguments->json, "Print JSON");
  command->add_option("--rounds", arguments->rounds, "Rounds of which medians are taken")
      ->check(CLI::Range(1, 1000));
  command->add_option("--only", arguments->only, "These models alone, such as bert-base,pack")
      ->delimiter(',');
  command->add_flag("!--no-ablation", arguments->ablation,
                    "Leave out MobileBERT's norms and activations");
  on_run(command, exit_code, [arguments] { return run_family(*arguments); });
}

}  // namespace inkling
