// inkling pack convert: a published checkpoint becomes a pack.
#include <cstdio>
#include <memory>
#include <string>

#include "engine/model/mobilebert.h"
#include "tools/command.h"
#include "tools/pack/convert_checkpoint.h"
#include "tools/pack_actions.h"

namespace inkling {
namespace {

struct ConvertArguments {
  ConvertOptions options;
  PackDescription description;
};

/// Of model and words, as far as somebody said it.
PackDescription described(const PackDescription& given, const ConvertReport& report) {
  PackDescription out = given;
  if (out.languages.empty()) out.languages = report.languages;
  if (out.licence.empty()) {
    out.licence = "model: that of the checkpoint";
    if (!report.words_licence.empty()) out.licence += "; words: " + report.words_licence;
  }
  return out;
}

int run_convert(const ConvertArguments& arguments) {
  const auto report = convert_checkpoint(arguments.options);
  if (!report) return fail(report.error());
  const std::string& folder = arguments.options.pack_dir;
  const PackDescription description = described(arguments.description, *report);
  if (auto done = refresh_manifest(folder, description, report->sources); !done) {
    return fail(done.error());
  }
  // Loading it is the last of the checks: values that are not finite are found there.
  if (const auto model = MobileBert::open(folder); !model) return fail(model.error());
  if (report->case_guessed) {
    std::fprintf(stderr,
                 "inkling: no tokenizer_config.json says whether text is lowered; the vocabulary "
                 "has %s capitals, so it is%s\n",
                 report->lower_case ? "no" : "", report->lower_case ? "" : " not");
  }
  if (arguments.options.words_dir.empty()) {
    std::fprintf(stderr,
                 "inkling: the pack has no words of its own, so keys are not corrected; --words "
                 "packs/en takes those of another pack\n");
  }
  std::printf("%s: %s, %.3g million parameters, %s, %s\n", folder.c_str(),
              report->model_type.c_str(), static_cast<double>(report->parameters) / 1e6,
              arguments.options.eight_bits ? "matrices in 8 bits" : "float32",
              report->lower_case ? "lower case" : "true case");
  return kExitDone;
}

}  // namespace

void add_pack_convert(CLI::App* pack, int* exit_code) {
  CLI::App* convert =
      pack->add_subcommand("convert", "Make a pack of a published BERT or MobileBERT checkpoint");
  auto arguments = std::make_shared<ConvertArguments>();
  ConvertOptions& options = arguments->options;
  convert
      ->add_option("CHECKPOINT_DIR", options.checkpoint_dir,
                   "Folder with config.json, model.safetensors and vocab.txt")
      ->required();
  convert->add_option("PACK_DIR", options.pack_dir, "Folder of the pack to make")->required();
  convert->add_option("--words", options.words_dir, "Take words and keys from this pack")
      ->type_name("FOLDER");
  convert->add_flag("--eight-bits", options.eight_bits, "Store matrices in 8 bits, not 32");
  add_description_options(convert, &arguments->description);
  on_run(convert, exit_code, [arguments] { return run_convert(*arguments); });
}

}  // namespace inkling
