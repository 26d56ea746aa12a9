// inkling pack ask: what a converted checkpoint puts in the place of [MASK].
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/model/mobilebert.h"
#include "engine/model/safetensors.h"
#include "tokenizer/wordpiece_tokenizer.h"
#include "tools/command.h"
#include "tools/json_output.h"
#include "tools/pack_actions.h"

namespace inkling {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kMask = "[MASK]";

struct AskArguments {
  std::string folder;
  std::string text;
  std::string logits;  // file
  std::size_t count = 5;
  bool json = false;
};

/// [CLS] text [SEP], each [MASK] in it one token.
std::vector<int32_t> ids_of(const Tokenizer& tokenizer, std::string_view text) {
  std::vector<int32_t> ids = {tokenizer.specials().begin};
  for (;;) {
    const std::size_t at = std::min(text.find(kMask), text.size());
    const auto more = tokenizer.encode(text.substr(0, at)).ids;
    ids.insert(ids.end(), more.begin(), more.end());
    if (at == text.size()) break;
    ids.push_back(tokenizer.specials().mask);
    text.remove_prefix(at + kMask.size());
  }
  ids.push_back(tokenizer.specials().end);
  return ids;
}

Json best_pieces(const Tokenizer& tokenizer, const std::vector<float>& probabilities,
                 std::size_t count) {
  std::vector<int32_t> order(probabilities.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int32_t>(i);
  const auto probability = [&](int32_t id) { return probabilities[static_cast<std::size_t>(id)]; };
  const auto most = static_cast<std::ptrdiff_t>(std::min(count, order.size()));
  std::partial_sort(order.begin(), order.begin() + most, order.end(),
                    [&](int32_t a, int32_t b) { return probability(a) > probability(b); });
  Json out = Json::array();
  for (std::ptrdiff_t i = 0; i < most; ++i) {
    const int32_t id = order[static_cast<std::size_t>(i)];
    out.push_back({{"id", id},
                   {"text", tokenizer.piece_text(id)},
                   {"probability", static_cast<double>(probability(id))}});
  }
  return out;
}

/// Every token's logits, [tokens][V], as raw little-endian floats.
Status write_logits(const MobileBert& model, const std::vector<float>& features,
                    const std::string& path) {
  const std::size_t width = model.config().head_size;
  std::vector<float> row(model.config().vocab_size);
  std::ofstream out(path, std::ios::binary);
  for (std::size_t at = 0; at < features.size(); at += width) {
    if (Status done = model.logits(std::span(features).subspan(at, width), row); !done.ok()) {
      return done;
    }
    out.write(reinterpret_cast<const char*>(row.data()),
              static_cast<std::streamsize>(row.size() * sizeof(float)));
  }
  if (out.flush()) return {};
  return make_error(ErrorCode::kIo, path + ": cannot be written");
}

Result<Json> ask(const AskArguments& arguments) {
  const auto model = MobileBert::open(arguments.folder);
  if (!model) return model.error();
  if ((*model)->config().attention != Attention::kBidirectional) {
    return make_error(ErrorCode::kUnsupported,
                      arguments.folder + ": not a converted checkpoint; `inkling suggest` asks it");
  }
  const auto tokenizer = open_wordpiece(arguments.folder);
  if (!tokenizer) return tokenizer.error();
  const std::vector<int32_t> ids = ids_of(**tokenizer, arguments.text);
  const std::size_t width = (*model)->config().head_size;
  std::vector<float> features(ids.size() * width);
  if (Status done = (*model)->forward_bidirectional(ids, features); !done.ok()) {
    return done.error();
  }
  if (!arguments.logits.empty()) {
    Status done = write_logits(**model, features, arguments.logits);
    if (!done.ok()) return done.error();
  }
  Json json = {{"ids", ids}, {"masks", Json::array()}};
  std::vector<float> row((*model)->config().vocab_size);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (ids[i] != (*tokenizer)->specials().mask) continue;
    const std::span<float> out = row;
    Status done = (*model)->probabilities(std::span(features).subspan(i * width, width), {&out, 1});
    if (!done.ok()) return done.error();
    json["masks"].push_back(
        {{"token", i}, {"pieces", best_pieces(**tokenizer, row, arguments.count)}});
  }
  return json;
}

int run_ask(const AskArguments& arguments) {
  const auto json = ask(arguments);
  if (!json) return fail(json.error());
  if (arguments.json) return print_json(*json) ? kExitDone : kExitFailed;
  if ((*json)["masks"].empty()) std::printf("no [MASK] in the text\n");
  for (const Json& mask : (*json)["masks"]) {
    std::printf("token %zu:", mask["token"].get<std::size_t>());
    for (const Json& piece : mask["pieces"]) {
      std::printf("  %s %.1f%%", piece["text"].get_ref<const std::string&>().c_str(),
                  100 * piece["probability"].get<double>());
    }
    std::printf("\n");
  }
  return kExitDone;
}

}  // namespace

void add_pack_ask(CLI::App* pack, int* exit_code) {
  CLI::App* command =
      pack->add_subcommand("ask", "What a converted checkpoint puts in the place of [MASK]");
  auto arguments = std::make_shared<AskArguments>();
  command->add_option("PACK_DIR", arguments->folder, "Folder of the pack")->required();
  command->add_option("TEXT", arguments->text, "Text with [MASK] in it")->required();
  command->add_option("--count", arguments->count, "Pieces for each [MASK]");
  command
      ->add_option("--logits", arguments->logits,
                   "Write every token's logits to this file, raw float32 [tokens][vocabulary]")
      ->type_name("FILE");
  command->add_flag("--json", arguments->json, "Print JSON");
  on_run(command, exit_code, [arguments] { return run_ask(*arguments); });
}

}  // namespace inkling
