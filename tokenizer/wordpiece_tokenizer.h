// The tokenizer of published BERT and MobileBERT checkpoints.
#pragma once

#include <memory>
#include <string>

#include "platform/result.h"
#include "tokenizer/bert_text.h"
#include "tokenizer/tokenizer.h"

namespace inkling {

inline constexpr const char* kVocabularyName = "vocab.txt";
inline constexpr const char* kWordPieceName = "wordpiece.json";

/// What a pack's wordpiece.json says beside the vocabulary.
struct WordPieceSettings {
  BertTextOptions text;
  std::string pad = "[PAD]";
  std::string unknown = "[UNK]";
  std::string begin = "[CLS]";
  std::string end = "[SEP]";
  std::string mask = "[MASK]";
};

/// The object that wordpiece.json holds.
std::string to_json_text(const WordPieceSettings& settings);

/// Words as BERT's basic tokenizer has them (bert_text.h), each the longest pieces of FOLDER's
/// vocab.txt from left to right, those behind the first marked "##" there; a word that has none, or
/// more than a hundred characters, is the unknown piece. What a text spells like a special piece is
/// text. kNotFound names the file that is missing, kCorrupt or kUnsupported what is wrong with it.
Result<std::unique_ptr<Tokenizer>> open_wordpiece(const std::string& folder);
/// The same with settings of one's own.
Result<std::unique_ptr<Tokenizer>> open_wordpiece(const std::string& vocabulary_path,
                                                  const WordPieceSettings& settings);

}  // namespace inkling
