#include "tools/tune/recorrection_fit.h"

#include <string>
#include <string_view>

#include "engine/ranking/ranker.h"
#include "engine/session/recent_words.h"
#include "tools/items.h"
#include "tools/tune/press_item.h"

namespace inkling {
namespace {

constexpr double kMost = 8;  // nats
constexpr double kStep = 0.25;

/// The first word of what stood behind the item's; empty when another sign comes first.
std::string_view word_behind(const CorrectionItem& item) {
  const std::vector<Item> words = find_items(item.right);
  if (words.empty() || words[0].begin != 1 || item.right[0] != ' ') return {};
  return std::string_view(item.right).substr(words[0].begin, words[0].end - words[0].begin);
}

class DoubtCollector {
 public:
  DoubtCollector(const EngineParts& parts, const Layout& layout)
      : parts_(parts), ranker_(parts, layout) {}

  void collect(const CorrectionItem& item, std::string_view behind, double weight,
               std::vector<Doubt>* out) {
    const WordRecord word = type(item);
    std::string committed = item.left + word.committed() + " ";
    // The predictor knows the place from having stood there.
    ranker_.set_context(committed);
    (void)ranker_.rank("", true, {}, nullptr);
    committed += std::string(behind) + " ";
    ranker_.set_context(committed);
    (void)ranker_.rank("", true, {}, nullptr);
    WordRecord right;
    right.lesson.phrase = behind;
    right.typed = TypedText(behind);
    right.after = " ";
    const auto asked = look_back(parts_, word, right, committed, &ranker_);
    if (!asked) return;
    const Recorrection found = recorrect(parts_, word, right, *asked, {}, &ranker_);
    if (!found.better) return;
    const std::string_view text = found.better->text;
    const bool meant = same_word(text.substr(0, text.find(' ')), item.correct);
    out->push_back({found.lead, meant && !same_word(word.committed(), item.correct), weight});
  }

 private:
  WordRecord type(const CorrectionItem& item) {
    ranker_.set_context(item.left);
    (void)press_item(item, &ranker_);
    const Ranked& ranked = ranker_.rank(item.typo, true, {}, nullptr);
    WordRecord word;
    word.typed = TypedText(item.typo);
    word.lesson.phrase = ranked.decision.replaces ? ranked.items.front().text : item.typo;
    word.after = " ";
    word.presses = ranker_.presses();
    word.lesson.context = ranker_.context().words;
    word.readings = readings_of(ranked, word.committed());
    word.known = ranked.literal.known;
    return word;
  }

  const EngineParts& parts_;
  Ranker ranker_;
};

}  // namespace

std::vector<Doubt> collect_doubts(EngineParts* parts, const Layout& layout,
                                  const std::vector<TypingItem>& items,
                                  const std::function<void(std::size_t)>& progress) {
  double& margin = parts->languages.front()->ranking.recorrection_margin;
  const double kept = margin;
  margin = 0;
  std::vector<Doubt> out;
  DoubtCollector collector(*parts, layout);
  std::size_t done = 0;
  for (const TypingItem& item : items) {
    const std::string_view behind = word_behind(item.keys);
    if (!behind.empty()) collector.collect(item.keys, behind, item.weight, &out);
    progress(++done);
  }
  margin = kept;
  return out;
}

RecorrectionPoint choose_recorrection_margin(const std::vector<Doubt>& doubts, double precision) {
  RecorrectionPoint point;
  for (point.margin = 0;; point.margin += kStep) {
    double right = 0;
    point.offered = 0;
    for (const Doubt& doubt : doubts) {
      if (doubt.lead <= point.margin) continue;
      point.offered += doubt.weight;
      right += doubt.right ? doubt.weight : 0;
    }
    point.precision = point.offered > 0 ? right / point.offered : 0;
    if (point.precision >= precision || point.margin >= kMost) return point;
  }
}

}  // namespace inkling
