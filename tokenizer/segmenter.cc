#include "tokenizer/segmenter.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>

#include "tokenizer/utf8.h"

namespace inkling {
namespace {

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Punctuation that ICU always breaks off a neighbouring letter, so that no iterator is needed.
bool is_plain_punctuation(char c) {
  return std::string_view("!\"#$%&()*+,-/;<=>?[\\]^`{|}~").find(c) != std::string_view::npos;
}

/// ICU's word iterator is not thread-safe and costs more to make than to use: one per thread.
icu::BreakIterator* word_iterator() {
  struct Words {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> iterator{
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status)};
  };
  thread_local const Words words;
  return words.iterator.get();
}

class Splitter {
 public:
  Splitter(std::string_view text, const CasePolicy* policy, std::vector<Unit>* out)
      : text_(text), policy_(policy), out_(out) {}

  void run() {
    std::size_t i = 0;
    while (i < text_.size()) {
      if (text_[i] == '\n') {
        add(i, i + 1, UnitKind::kNewline);
        ++i;
      } else if (text_[i] == ' ') {
        ++i;
      } else {
        const std::size_t end = text_.find_first_of(" \n", i);
        const std::size_t stop = end == std::string_view::npos ? text_.size() : end;
        chunk_begin_ = i;
        split_at_signs(i, stop);
        i = stop;
      }
    }
  }

  [[nodiscard]] bool sentence_start() const { return sentence_start_; }

 private:
  /// ICU versions disagree about "@": here it is punctuation, always.
  void split_at_signs(std::size_t begin, std::size_t end) {
    while (begin < end) {
      const std::size_t at = std::min(text_.find('@', begin), end);
      if (at > begin) split_chunk(begin, at);
      if (at < end) add_or_extend_punctuation(at, at + 1);
      begin = at + 1;
    }
  }

  /// A chunk has no white space inside. Plain ASCII words, the bulk of English, skip ICU.
  void split_chunk(std::size_t begin, std::size_t end) {
    std::size_t first = begin;
    while (first < end && is_plain_punctuation(text_[first])) ++first;
    std::size_t last = first;
    while (last < end && (is_ascii_letter(text_[last]) ||
                          (text_[last] == '\'' && last > first && last + 1 < end &&
                           is_ascii_letter(text_[last - 1]) && is_ascii_letter(text_[last + 1])))) {
      ++last;
    }
    std::size_t tail = last;
    while (tail < end && is_tail_punctuation(tail)) ++tail;
    if (tail == end) {
      if (first > begin) add_or_extend_punctuation(begin, first);
      if (last > first) add(first, last, UnitKind::kWord);
      if (end > last) add_or_extend_punctuation(last, end);
      return;
    }
    split_with_icu(begin, end);
  }

  /// A full stop, colon or quote at the end of the chunk joins nothing; inside it may.
  [[nodiscard]] bool is_tail_punctuation(std::size_t i) const {
    const char c = text_[i];
    return is_plain_punctuation(c) || c == '.' || c == ':' || c == '\'';
  }

  void split_with_icu(std::size_t begin, std::size_t end) {
    const std::string_view chunk = text_.substr(begin, end - begin);
    icu::BreakIterator* words = word_iterator();
    UErrorCode status = U_ZERO_ERROR;
    UText utext = UTEXT_INITIALIZER;
    utext_openUTF8(&utext, chunk.data(), static_cast<int64_t>(chunk.size()), &status);
    if (words == nullptr || U_FAILURE(status)) {
      add(begin, end, UnitKind::kWord);
      return;
    }
    words->setText(&utext, status);
    int32_t from = words->first();
    for (int32_t to = words->next(); to != icu::BreakIterator::DONE; to = words->next()) {
      const std::size_t a = begin + static_cast<std::size_t>(from);
      const std::size_t b = begin + static_cast<std::size_t>(to);
      std::size_t offset = a;
      const char32_t c = next_code_point(text_, &offset);
      const bool counted = words->getRuleStatus() >= UBRK_WORD_NUMBER;
      if (!counted && (is_emoji(c) || is_keycap(a, b))) {
        add(a, b, UnitKind::kEmoji);
      } else if (counted || is_letter(c)) {
        add(a, b, UnitKind::kWord);
      } else {
        add_or_extend_punctuation(a, b);
      }
      from = to;
    }
    utext_close(&utext);
  }

  [[nodiscard]] bool is_keycap(std::size_t a, std::size_t b) const {
    return text_.substr(a, b - a).ends_with("\u20E3");
  }

  void add_or_extend_punctuation(std::size_t a, std::size_t b) {
    if (!out_->empty() && out_->back().kind == UnitKind::kPunctuation && out_->back().end == a) {
      Unit& last = out_->back();
      last.text.append(text_.substr(a, b - a));
      last.end = b;
      note_punctuation(last);
      return;
    }
    add(a, b, UnitKind::kPunctuation);
  }

  void add(std::size_t a, std::size_t b, UnitKind kind) {
    Unit unit;
    unit.text = std::string(text_.substr(a, b - a));
    unit.begin = a;
    unit.end = b;
    unit.kind = kind;
    if (kind == UnitKind::kWord) {
      unit.sentence_initial = sentence_start_;
      sentence_start_ = false;
      maybe_lower(&unit);
    } else if (kind == UnitKind::kNewline) {
      sentence_start_ = true;
    }
    out_->push_back(std::move(unit));
    if (kind == UnitKind::kPunctuation) note_punctuation(out_->back());
  }

  void note_punctuation(const Unit& unit) {
    // A quotation mark at the start of a chunk opens a quotation, which starts its own sentence.
    const bool opens = unit.begin == chunk_begin_ && unit.text.find('"') != std::string::npos;
    if (ends_sentence(unit) || opens) sentence_start_ = true;
  }

  void maybe_lower(Unit* unit) const {
    if (!unit->sentence_initial || policy_ == nullptr) return;
    if (case_pattern(unit->text) != CasePattern::kTitle) return;
    if (policy_->keeps_capital(unit->text)) return;
    std::string lower = to_lower(unit->text);
    unit->lowered = lower != unit->text;
    unit->text = std::move(lower);
  }

  std::string_view text_;
  const CasePolicy* policy_;
  std::vector<Unit>* out_;
  std::size_t chunk_begin_ = 0;
  bool sentence_start_ = true;
};

}  // namespace

bool ends_sentence(const Unit& unit) {
  return unit.kind == UnitKind::kPunctuation &&
         (unit.text.find_first_of(".!?") != std::string::npos ||
          unit.text.find("\u2026") != std::string::npos ||
          unit.text.find("\u3002") != std::string::npos);
}

std::vector<Unit> split_units(std::string_view normalized, const CasePolicy* policy) {
  std::vector<Unit> units;
  Splitter(normalized, policy, &units).run();
  return units;
}

bool at_sentence_start(std::string_view normalized) {
  std::vector<Unit> units;
  Splitter splitter(normalized, nullptr, &units);
  splitter.run();
  // A sentence ends only once white space follows its full stop: "example.c" is one address.
  const bool glued = !normalized.empty() && normalized.back() != ' ' && normalized.back() != '\n' &&
                     !units.empty() && units.back().kind == UnitKind::kPunctuation &&
                     units.back().text.find_first_of("\"([") == std::string::npos;
  return splitter.sentence_start() && !glued;
}

}  // namespace inkling
