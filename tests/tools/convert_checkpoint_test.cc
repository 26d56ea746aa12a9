// Published checkpoints as packs: logits against transformers, names, words, and what is refused.
#include "tools/pack/convert_checkpoint.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>

#include "engine/model/mobilebert.h"
#include "engine/session/engine_impl.h"
#include "platform/file.h"
#include "tests/checkpoint_fixture.h"
#include "tokenizer/wordpiece_tokenizer.h"

namespace inkling {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

Result<ConvertReport> convert(const std::string& from, const std::string& to,
                              bool eight_bits = false, const std::string& words = "") {
  return convert_checkpoint({from, to, words, eight_bits});
}

/// The largest difference from the logits that transformers has, over their standard deviation.
double difference(const std::string& pack, const std::string& name) {
  const auto model = MobileBert::open(pack);
  const auto tokenizer = open_wordpiece(pack);
  EXPECT_TRUE(model.ok()) << (model.ok() ? "" : model.error().message);
  EXPECT_TRUE(tokenizer.ok()) << (tokenizer.ok() ? "" : tokenizer.error().message);
  if (!model.ok() || !tokenizer.ok()) return 1e9;
  const auto& config = (*model)->config();
  double worst = 0;
  for (const json& asked : json::parse(file_text(published_folder(name) + "/expected.json"))) {
    const auto ids = asked["ids"].get<std::vector<int32_t>>();
    std::vector<float> features(ids.size() * config.head_size);
    EXPECT_TRUE((*model)->forward_bidirectional(ids, features).ok());
    for (std::size_t r = 0; r < asked["rows"].size(); ++r) {
      const auto at = asked["rows"][r].get<std::size_t>();
      std::vector<float> logits(config.vocab_size);
      const auto row = std::span(features).subspan(at * config.head_size, config.head_size);
      EXPECT_TRUE((*model)->logits(row, logits).ok());
      const auto want = asked["logits"][r].get<std::vector<double>>();
      EXPECT_EQ(want.size(), logits.size());
      for (std::size_t i = 0; i < want.size(); ++i) {
        const double apart = std::abs(static_cast<double>(logits[i]) - want[i]);
        worst = std::max(worst, apart / asked["scale"].get<double>());
      }
    }
  }
  return worst;
}

class ConvertTest : public ::testing::TestWithParam<const char*> {
 protected:
  [[nodiscard]] std::string pack() const { return folder_.file("pack"); }
  /// The message with which `from` is refused; nothing has been written then.
  std::string refusal(const std::string& from, ErrorCode code, const std::string& words = "") {
    const auto done = convert(from, pack(), false, words);
    EXPECT_FALSE(done.ok());
    if (done.ok()) return "";
    EXPECT_EQ(done.error().code, code) << done.error().message;
    EXPECT_FALSE(fs::exists(pack()));
    return done.error().message;
  }
  TempFolder folder_;
};

INSTANTIATE_TEST_SUITE_P(Published, ConvertTest, ::testing::Values("bert", "mobilebert"));

TEST_P(ConvertTest, LogitsAreThoseOfTransformers) {
  const auto report = convert(published_folder(GetParam()), pack());
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->model_type, GetParam());
  EXPECT_TRUE(report->lower_case);
  EXPECT_FALSE(report->case_guessed);
  EXPECT_LT(difference(pack(), GetParam()), 2e-5);
}

TEST_P(ConvertTest, EightBitsAreNear) {
  ASSERT_TRUE(convert(published_folder(GetParam()), pack(), true).ok());
  const double apart = difference(pack(), GetParam());
  EXPECT_GT(apart, 1e-5);
  EXPECT_LT(apart, 0.1);
  EXPECT_LT(fs::file_size(pack() + "/model.safetensors"),
            fs::file_size(published_folder(GetParam()) + "/model.safetensors") * 2 / 3);
}

TEST_P(ConvertTest, SpellsAsTransformersDoes) {
  ASSERT_TRUE(convert(published_folder(GetParam()), pack()).ok());
  const auto tokenizer = open_wordpiece(pack());
  ASSERT_TRUE(tokenizer.ok());
  const auto asked = json::parse(file_text(published_folder(GetParam()) + "/expected.json"));
  // "Hello, I'm [MASK] [MASK] tomorrow"
  std::vector<int32_t> ids = {(*tokenizer)->specials().begin};
  for (const char* part : {"Hello, I'm ", "", " tomorrow"}) {
    if (ids.size() > 1) ids.push_back((*tokenizer)->specials().mask);
    const auto more = (*tokenizer)->encode(part).ids;
    ids.insert(ids.end(), more.begin(), more.end());
  }
  ids.push_back((*tokenizer)->specials().end);
  EXPECT_EQ(ids, asked[1]["ids"].get<std::vector<int32_t>>());
}

TEST_P(ConvertTest, NamesMayHaveAnyOfTheUsualPrefixesOrNone) {
  const std::string type = GetParam();
  for (const std::string& prefix : {std::string(), type + "."}) {
    const CheckpointCopy copy(type);
    copy.rename_tensors([&](const std::string& name) {
      if (!name.starts_with(type + ".")) return name;
      return prefix + name.substr(type.size() + 1);
    });
    const auto done = convert(copy.path(), pack());
    ASSERT_TRUE(done.ok()) << done.error().message;
    EXPECT_LT(difference(pack(), type), 2e-5);
  }
}

TEST_P(ConvertTest, NormsMayHaveTheirOldNamesOrTheNew) {
  const auto other_way = [](std::string name) {
    for (const auto& [a, b] : {std::pair("LayerNorm.weight", "LayerNorm.gamma"),
                               std::pair("LayerNorm.bias", "LayerNorm.beta")}) {
      for (const auto& [from, to] : {std::pair(a, b), std::pair(b, a)}) {
        const auto at = name.find(from);
        if (at != std::string::npos) return name.substr(0, at) + to;
      }
    }
    return name;
  };
  const CheckpointCopy copy(GetParam());
  copy.rename_tensors(other_way);
  const auto done = convert(copy.path(), pack());
  ASSERT_TRUE(done.ok()) << done.error().message;
  EXPECT_LT(difference(pack(), GetParam()), 2e-5);
}

TEST_P(ConvertTest, ADecoderThatIsTiedIsTakenAndOneThatIsNotRefused) {
  const std::string words = std::string(GetParam()) + ".embeddings.word_embeddings.weight";
  const CheckpointCopy tied(GetParam());
  tied.edit_header([&](json& header) {
    header["cls.predictions.decoder.weight"] = header[words];
    header["cls.predictions.decoder.bias"] = header["cls.predictions.bias"];
    header.erase("cls.predictions.bias");
  });
  ASSERT_TRUE(convert(tied.path(), pack()).ok());
  EXPECT_LT(difference(pack(), GetParam()), 2e-5);
  fs::remove_all(pack());
  const CheckpointCopy other(GetParam());
  other.edit_header([&](json& header) {
    // Other bytes of the same size: those of the tensor that begins where the file does.
    json entry = header[words];
    const std::size_t bytes =
        std::size_t{entry["data_offsets"][1]} - std::size_t{entry["data_offsets"][0]};
    const std::size_t at = std::size_t{entry["data_offsets"][0]} == 0 ? 4 : 0;
    entry["data_offsets"] = {at, at + bytes};
    header["cls.predictions.decoder.weight"] = entry;
  });
  const std::string message = refusal(other.path(), ErrorCode::kUnsupported);
  EXPECT_NE(message.find("cls.predictions.decoder.weight"), std::string::npos) << message;
  EXPECT_NE(message.find("tied"), std::string::npos) << message;
}

TEST_P(ConvertTest, AMissingTensorIsNamed) {
  const CheckpointCopy headless(GetParam());
  headless.edit_header(
      [](json& header) { header.erase("cls.predictions.transform.dense.weight"); });
  std::string message = refusal(headless.path(), ErrorCode::kNotFound);
  EXPECT_NE(message.find("cls.predictions.transform.dense.weight"), std::string::npos) << message;
  EXPECT_NE(message.find("ForMaskedLM"), std::string::npos) << message;
  const CheckpointCopy lacking(GetParam());
  const std::string query = std::string(GetParam()) + ".encoder.layer.1.attention.self.query.bias";
  lacking.edit_header([&](json& header) { header.erase(query); });
  message = refusal(lacking.path(), ErrorCode::kNotFound);
  EXPECT_NE(message.find(query), std::string::npos) << message;
  EXPECT_NE(message.find("model.safetensors"), std::string::npos) << message;
}

TEST_P(ConvertTest, ATensorOfAnotherShapeIsNamed) {
  const CheckpointCopy copy(GetParam());
  copy.edit_config([](json& config) { config["intermediate_size"] = 19; });
  const std::string message = refusal(copy.path(), ErrorCode::kCorrupt);
  EXPECT_NE(message.find("intermediate.dense.weight has shape [20, "), std::string::npos)
      << message;
}

TEST_P(ConvertTest, ATruncatedFileIsRefused) {
  const CheckpointCopy copy(GetParam());
  const std::string path = copy.file("model.safetensors");
  for (const std::size_t size : {std::size_t{4}, std::size_t{100}, std::size_t{30'000}}) {
    fs::resize_file(path, size);
    const std::string message = refusal(copy.path(), ErrorCode::kCorrupt);
    EXPECT_NE(message.find("get the file anew"), std::string::npos) << message;
    fs::copy_file(published_folder(GetParam()) + "/model.safetensors", path,
                  fs::copy_options::overwrite_existing);
  }
}

TEST_P(ConvertTest, FilesThatAreMissingAreNamedWithWhatToDo) {
  const CheckpointCopy copy(GetParam());
  fs::remove(copy.file("vocab.txt"));
  EXPECT_NE(refusal(copy.path(), ErrorCode::kNotFound).find("vocab.txt: there is none"),
            std::string::npos);
  fs::rename(copy.file("model.safetensors"), copy.file("pytorch_model.bin"));
  const std::string message = refusal(copy.path(), ErrorCode::kNotFound);
  EXPECT_NE(message.find("only pytorch_model.bin"), std::string::npos) << message;
  EXPECT_NE(message.find("save_pretrained"), std::string::npos) << message;
  fs::remove(copy.file("config.json"));
  EXPECT_NE(refusal(copy.path(), ErrorCode::kNotFound).find("config.json"), std::string::npos);
  EXPECT_NE(refusal("/nowhere", ErrorCode::kNotFound).find("/nowhere"), std::string::npos);
}

TEST_P(ConvertTest, AVocabularyOfAnotherSizeOrWithoutAMaskIsRefused) {
  const CheckpointCopy copy(GetParam());
  const std::string text = file_text(copy.file("vocab.txt"));
  write_file_text(copy.file("vocab.txt"), text + "more\n");
  EXPECT_NE(refusal(copy.path(), ErrorCode::kCorrupt).find("vocab_size"), std::string::npos);
  std::string maskless = text;
  maskless.replace(maskless.find("[MASK]"), 6, "[MISK]");
  write_file_text(copy.file("vocab.txt"), maskless);
  EXPECT_NE(refusal(copy.path(), ErrorCode::kUnsupported).find("has no piece [MASK]"),
            std::string::npos);
}

TEST_P(ConvertTest, WhatTheRuntimeCannotDoIsRefused) {
  const auto refused = [&](const char* field, const json& value, const char* says) {
    const CheckpointCopy copy(GetParam());
    copy.edit_config([&](json& config) { config[field] = value; });
    const std::string message = refusal(copy.path(), ErrorCode::kUnsupported);
    EXPECT_NE(message.find(says), std::string::npos) << message;
    EXPECT_NE(message.find("config.json"), std::string::npos) << message;
  };
  refused("model_type", "gpt2", "gpt2");
  refused("hidden_act", "gelu_new", "gelu_new");
  refused("num_attention_heads", 7, "num_attention_heads");
  refused("position_embedding_type", "relative_key", "position_embedding_type");
  refused("is_decoder", true, "is_decoder");
  refused("num_hidden_layers", 4'000'000'000, "num_hidden_layers");
  if (std::string(GetParam()) == "bert") return;
  refused("key_query_shared_bottleneck", false, "key_query_shared_bottleneck");
  refused("trigram_input", false, "trigram_input");
  refused("normalization_type", "batch_norm", "batch_norm");
  refused("normalization_type", "layer_norm", "epsilon");
  refused("true_hidden_size", 24, "true_hidden_size");
  refused("num_feedforward_networks", 4'000'000'000, "num_feedforward_networks");
}

TEST_P(ConvertTest, WithoutATokenizerConfigTheVocabularySaysTheCase) {
  const CheckpointCopy copy(GetParam());
  fs::remove(copy.file("tokenizer_config.json"));
  const auto lower = convert(copy.path(), pack());
  ASSERT_TRUE(lower.ok()) << lower.error().message;
  EXPECT_TRUE(lower->lower_case);
  EXPECT_TRUE(lower->case_guessed);
  std::string text = file_text(copy.file("vocab.txt"));
  for (const char* word : {"\nthank\n", "\nmonday\n", "\nhello\n"}) {
    text[text.find(word) + 1] -= 'a' - 'A';
  }
  write_file_text(copy.file("vocab.txt"), text);
  const auto cased = convert(copy.path(), pack());
  ASSERT_TRUE(cased.ok()) << cased.error().message;
  EXPECT_FALSE(cased->lower_case);
}

TEST_P(ConvertTest, TakesTheWordsOfAnotherPackAndLeavesWhatWasFittedToItsModel) {
  const std::string english = std::string(INKLING_SOURCE_DIR) + "/packs/en";
  const auto report = convert(published_folder(GetParam()), pack(), false, english);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->languages, std::vector<std::string>{"en"});
  for (const char* name : {"lexicon.bin", "language.json", "NOTICE"}) {
    EXPECT_EQ(file_text(pack() + "/" + name), file_text(english + "/" + name)) << name;
  }
  EXPECT_FALSE(fs::exists(pack() + "/ngrams.bin"));
  EXPECT_FALSE(fs::exists(pack() + "/tokenizer.model"));
  const auto theirs = json::parse(file_text(english + "/decoder.json"));
  const auto ours = json::parse(file_text(pack() + "/decoder.json"));
  EXPECT_EQ(ours["channel"], theirs["channel"]);
  EXPECT_EQ(ours["letters"], theirs["letters"]);
  EXPECT_EQ(ours["ranking"]["unknown_share"], theirs["ranking"]["unknown_share"]);
  EXPECT_FALSE(ours.contains("decision"));
  EXPECT_FALSE(ours["ranking"].contains("channel_weight"));
  EXPECT_FALSE(ours["ranking"].contains("unigram_share"));
  fs::remove_all(pack());
  EXPECT_NE(refusal(published_folder(GetParam()), ErrorCode::kNotFound, "/nowhere")
                .find("/nowhere/lexicon.bin"),
            std::string::npos);
}

TEST_P(ConvertTest, NeverWritesOverWhatItReadsOrAnotherPack) {
  const CheckpointCopy copy(GetParam());
  const std::string before = file_text(copy.file("config.json"));
  const auto onto_itself = convert(copy.path(), copy.path() + "/.");
  ASSERT_FALSE(onto_itself.ok());
  EXPECT_EQ(onto_itself.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(file_text(copy.file("config.json")), before);
  fs::create_directories(pack());
  write_file_text(pack() + "/tokenizer.model", "");
  const auto onto_another = convert(copy.path(), pack());
  ASSERT_FALSE(onto_another.ok());
  EXPECT_NE(onto_another.error().message.find("tokenizer.model"), std::string::npos);
}

}  // namespace
}  // namespace inkling
