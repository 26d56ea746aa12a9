// A small SentencePiece model, trained in the test from sentences written for it.
#pragma once

#include <string>

namespace inkling::testing {

/// Path of a tokenizer model of a few hundred pieces; trained once per process.
const std::string& tiny_tokenizer_path();

}  // namespace inkling::testing
