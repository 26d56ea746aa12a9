#include "tools/eval_perplexity.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <string_view>

#include "engine/ranking/causal_predictor.h"
#include "tools/items.h"
#include "tools/progress.h"

namespace inkling {
namespace {

class Perplexity {
 public:
  explicit Perplexity(const LanguageParts& language)
      : language_(language),
        predictor_(*language.model, *language.tokenizer, language.ngrams.get(),
                   language.ranking.causal_weight) {
    const Tokenizer& tokenizer = *language.tokenizer;
    for (int32_t id = 0; id < tokenizer.vocab_size(); ++id) {
      if (!tokenizer.may_begin_word(id)) no_words_.push_back(id);
    }
  }

  /// log P(word | context, a word comes next); the word is one that the lexicon has.
  Result<double> score(std::string_view context, std::string_view word) {
    predictor_.set_context(context);
    std::vector<std::vector<int32_t>> forms;
    const auto add = [&](std::string_view form) {
      auto pieces = language_.tokenizer->encode_unit(form);
      if (std::find(forms.begin(), forms.end(), pieces) == forms.end()) {
        forms.push_back(std::move(pieces));
      }
    };
    for (const LexiconEntry& entry : language_.lexicon->find(word)) add(entry.text);
    add(word);
    const auto scores = predictor_.evaluate(forms, CancelToken());
    if (!scores) return scores.error();
    double sum = 0;
    for (const double log_prob : *scores) sum += std::exp(log_prob);
    double others = 0;
    for (const int32_t id : no_words_) {
      others += std::exp(static_cast<double>(predictor_.log_probs()[static_cast<std::size_t>(id)]));
    }
    const double words = std::max(1 - others, sum);
    return std::log(std::max(sum, std::numeric_limits<double>::min()) / words);
  }

 private:
  const LanguageParts& language_;
  CausalPredictor predictor_;
  std::vector<int32_t> no_words_;  // pieces that begin punctuation, or end a line
};

}  // namespace

nlohmann::ordered_json PerplexityResult::to_json() const {
  nlohmann::ordered_json out = {{"items", items}, {"known", known}};
  const double mean = nats / static_cast<double>(known);
  out["nats_per_word"] = known == 0 ? nlohmann::ordered_json() : nlohmann::ordered_json(mean);
  out["perplexity"] =
      known == 0 ? nlohmann::ordered_json() : nlohmann::ordered_json(std::exp(mean));
  return out;
}

Result<PerplexityResult> evaluate_perplexity(const LanguageParts& language,
                                             const std::vector<std::string>& lines,
                                             std::size_t limit) {
  if (language.lexicon == nullptr || language.tokenizer == nullptr || language.model == nullptr) {
    return make_error(ErrorCode::kInvalidArgument,
                      language.pack_dir +
                          ": perplexity needs a lexicon, a tokenizer and a model; "
                          "`inkling pack verify` says what is missing");
  }
  if (language.model->config().attention == Attention::kBidirectional) {
    return make_error(
        ErrorCode::kUnsupported,
        language.pack_dir +
            ": a bidirectional model has no perplexity: what it says of one word at a "
            "time does not add up to a distribution over texts; `inkling eval "
            "next-word` measures it");
  }
  Perplexity perplexity(language);
  PerplexityResult result;
  Progress progress("perplexity");
  for (const std::string& line : lines) {
    const std::string_view text = line;
    const std::vector<Item> items = find_items(text);
    for (std::size_t i = 1; i < items.size(); ++i) {
      if (result.items == limit) return result;
      ++result.items;
      progress.at(result.items);
      const std::string_view word = text.substr(items[i].begin, items[i].end - items[i].begin);
      if (!language.lexicon->contains(word)) continue;
      const auto score = perplexity.score(text.substr(0, items[i].begin), word);
      if (!score) return score.error();
      ++result.known;
      result.nats -= *score;
    }
  }
  return result;
}

}  // namespace inkling
