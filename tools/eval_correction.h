// Correction and autocorrection over a set of slips and correct words (trace.md).
#pragma once

#include <cstddef>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/inkling.h"
#include "tools/correction_set.h"
#include "tools/eval_options.h"
#include "tools/latency.h"

namespace inkling {

/// What happened to one item.
struct CorrectionOutcome {
  std::vector<std::string> strip;  // when the word was typed in full
  std::string committed;           // what stood in the text after the space
};

/// Counts; words are compared case-insensitively. A word is noisy when what was typed is not it.
struct CorrectionResult {
  std::size_t items = 0;
  std::size_t noisy = 0;
  std::size_t top1_all = 0;       // of all: first if noisy, left alone if right
  std::size_t top1 = 0;           // of noisy words: the word is the first suggestion
  std::size_t top3 = 0;           // among the first three
  std::size_t wrong_after = 0;    // of all: what was committed is not the word
  std::size_t changed_right = 0;  // of noisy words: replaced by the word that was meant
  std::size_t changed_wrong = 0;  // of noisy words: replaced by another wrong one
  std::size_t harmed = 0;         // of correct words: replaced
  Latencies latency;              // of one key with its suggestions

  void add(const CorrectionItem& item, const CorrectionOutcome& outcome);
  /// The JSON of `inkling eval correction`. changed_right, changed_wrong and recall are shares of
  /// the noisy words, precision one of all replacements; shares of nothing are null.
  [[nodiscard]] nlohmann::ordered_json to_json() const;
};

/// Types one item key by key, each followed by a strip, then presses space.
CorrectionOutcome type_correction_item(Session* session, const CorrectionItem& item,
                                       const EvalOptions& options, Latencies* latency);

/// Runs the first items, as many as `options` allow. Nothing is learned.
CorrectionResult evaluate_correction(const std::shared_ptr<Engine>& engine,
                                     const std::vector<CorrectionItem>& items,
                                     const EvalOptions& options);

}  // namespace inkling
