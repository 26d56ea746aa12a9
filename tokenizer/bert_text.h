// BERT's basic tokenizer: what a checkpoint's text looked like before it became pieces.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace inkling {

/// How a vocabulary's text was prepared.
struct BertTextOptions {
  bool lower_case = true;
  bool strip_accents = true;  // NFD without its non-spacing marks
  bool split_chinese = true;  // every CJK ideograph is a word
};

/// The words of `text`, in order: without control characters, split at white space and around each
/// punctuation character. The same as BERT's own tokenization.py and `BasicTokenizer` of
/// transformers, step by step, so that the model meets what it was trained with. Text is
/// well-formed UTF-8 or has its ill-formed bytes dropped. Thread-safe.
std::vector<std::string> bert_words(std::string_view text, const BertTextOptions& options);

}  // namespace inkling
