#include "engine/ranking/context_tail.h"

#include <cstddef>

#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr std::size_t kMaxContextBytes = 1024;
constexpr std::size_t kContextStep = 512;

}  // namespace

std::string_view context_tail(std::string_view committed) {
  if (committed.size() <= kMaxContextBytes) return committed;
  const std::size_t steps = (committed.size() - kMaxContextBytes + kContextStep - 1) / kContextStep;
  const std::size_t space = committed.find_first_of(" \n\t", steps * kContextStep);
  if (space == std::string_view::npos) return utf8_tail(committed, kMaxContextBytes - kContextStep);
  return committed.substr(space + 1);
}

}  // namespace inkling
