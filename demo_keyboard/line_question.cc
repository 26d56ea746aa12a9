#include "demo_keyboard/line_question.h"

#include "tokenizer/utf8.h"

namespace inkling {

LineQuestion::State LineQuestion::handle(const TerminalKey& key) {
  switch (key.kind) {
    case TerminalKeyKind::kEnter:
      return State::kAnswered;
    case TerminalKeyKind::kEscape:
    case TerminalKeyKind::kLeave:
      return State::kLeft;
    case TerminalKeyKind::kCharacter:
      answer_ += key.character;
      break;
    case TerminalKeyKind::kBackspace:
      answer_.resize(answer_.size() - last_grapheme_bytes(answer_));
      break;
    case TerminalKeyKind::kClear:
      answer_.clear();
      break;
    default:
      break;
  }
  return State::kAsking;
}

}  // namespace inkling
