// Which of several languages is being written.
#pragma once

#include <string_view>
#include <vector>

#include "engine/pack/engine_parts.h"

namespace inkling {

/// log P(language of the next word | the words of `committed`), one for each language of `parts`,
/// nats. The filter of a hidden Markov model: languages change rarely, each word speaks for those
/// that know it (as in Lui, Lau and Baldwin 2014, word by word). Pure.
std::vector<double> language_log_posterior(const EngineParts& parts, std::string_view committed);

}  // namespace inkling
