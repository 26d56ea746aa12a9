#include "tools/replay/word_figures.h"

#include <algorithm>
#include <vector>

#include "engine/lexicon/lexicon.h"
#include "engine/lexicon/text_key.h"
#include "engine/ranking/casing.h"
#include "tokenizer/utf8.h"
#include "tools/items.h"
#include "tools/keys.h"
#include "tools/metrics.h"

namespace inkling {
namespace {

constexpr std::size_t kStretch = 20;  // words

constexpr std::array<FigureInfo, kFigures> kInfos = {{
    {"next_top1", "next word first", 1, 0, true, true},
    {"next_top3", "next word among three", 1, 0, true, true},
    {"ksr", "keystrokes saved", -1, 1, true, true},
    {"top3", "typed or among three at the end", 1, 0, true, true},
    {"wer_literal", "words wrong as typed", 1, 0, true, false},
    {"wer_autocorrect", "words wrong after autocorrect", 1, 0, true, false},
    {"precision", "changes that were right", 1, 0, true, true},
    {"recall", "slips put right", 1, 0, true, true},
    {"harm_per_1000", "right words harmed, of 1,000", 1000, 0, false, false},
    {"taps_saved", "taps saved a word, undoing paid", 1, 0, false, true},
    {"undo_taps", "taps a word that undo wrong changes", 1, 0, false, false},
}};

using Codes = std::u32string;

/// Is `b` what `a` becomes by one slip, and by which? Empty: it takes more.
std::string_view one_slip(const Codes& meant, const Codes& typed) {
  const std::size_t most = std::min(meant.size(), typed.size());
  std::size_t front = 0;
  while (front < most && meant[front] == typed[front]) ++front;
  std::size_t back = 0;
  while (back < most - front && meant[meant.size() - 1 - back] == typed[typed.size() - 1 - back]) {
    ++back;
  }
  const std::size_t of_meant = meant.size() - front - back;
  const std::size_t of_typed = typed.size() - front - back;
  if (of_meant == 1 && of_typed == 1) return "substitution";
  if (of_meant == 1 && of_typed == 0) return "omission";
  if (of_meant == 0 && of_typed == 1) return "insertion";
  const bool swapped = of_meant == 2 && of_typed == 2 && meant[front] == typed[front + 1] &&
                       meant[front + 1] == typed[front];
  return swapped ? "transposition" : std::string_view();
}

constexpr std::array<std::string_view, 4> kLengths = {"1-3", "4-6", "7-9", "10 or more"};
constexpr std::array<std::string_view, 4> kPositions = {"1st", "2nd and 3rd", "4th to 8th",
                                                        "later"};
constexpr std::array<std::string_view, 5> kFrequencies = {
    "1 in 400 words or more", "1 in 8,000 or more", "1 in 160,000 or more", "rarer",
    "in no lexicon"};
constexpr std::array<std::string_view, 7> kErrors = {
    "none", "substitution", "omission", "insertion", "transposition", "space", "several"};

std::string_view length_group(std::string_view word) {
  const std::size_t letters = decode_utf8(word).size();
  if (letters <= 3) return kLengths[0];
  if (letters <= 6) return kLengths[1];
  return letters <= 9 ? kLengths[2] : kLengths[3];
}

std::string_view position_group(std::size_t position) {
  if (position == 0) return kPositions[0];
  if (position <= 2) return kPositions[1];
  return position <= 7 ? kPositions[2] : kPositions[3];
}

/// By log P of the word alone, nats.
std::string_view frequency_group(const Lexicon* lexicon, std::string_view word) {
  if (lexicon == nullptr) return {};
  std::vector<LexiconEntry> forms = lexicon->find(word);
  if (forms.empty()) return kFrequencies[4];
  float best = forms.front().log_prob;
  for (const LexiconEntry& form : forms) best = std::max(best, form.log_prob);
  if (best > -6) return kFrequencies[0];
  if (best > -9) return kFrequencies[1];
  return best > -12 ? kFrequencies[2] : kFrequencies[3];
}

}  // namespace

const FigureInfo& figure_info(Figure figure) { return kInfos.at(static_cast<std::size_t>(figure)); }

std::span<const std::string_view> group_order(std::string_view by) {
  if (by == "frequency") return kFrequencies;
  if (by == "length") return kLengths;
  if (by == "position") return kPositions;
  if (by == "error") return kErrors;
  return {};
}

std::string_view kind_of_error(std::string_view typed, std::string_view intended, bool picked) {
  const std::string meant = to_lower(intended);
  const std::string keys = to_lower(typed);
  if (keys == meant || (picked && meant.starts_with(keys))) return "none";
  if (keys.find(' ') != std::string::npos) return "space";
  Codes whole = decode_utf8(meant);
  const Codes given = decode_utf8(keys);
  // A word that was picked was typed no further than its slip showed.
  if (picked && given.size() < whole.size()) {
    for (const std::size_t size : {given.size(), given.size() + 1}) {
      if (size > whole.size()) continue;
      const std::string_view slip = one_slip(whole.substr(0, size), given);
      if (!slip.empty()) return slip;
    }
    return "several";
  }
  const std::string_view slip = one_slip(whole, given);
  return slip.empty() ? "several" : slip;
}

void FigureSums::add(const ReplayedWord& word, const Weights& weights) {
  const std::string& meant = *word.intended;
  const auto sum = [&](Figure figure, int64_t part, int64_t whole) {
    sums_.at(static_cast<std::size_t>(figure)).add(part, whole, weights);
  };
  const bool typed_right = same_word(word.typed, meant);
  const bool right = same_word(word.committed, meant);
  if (word.position > 0 && word.from_nothing) {
    const int place = place_on_strip(word.strips.front(), meant);
    sum(Figure::kTop1, place == 0 ? 1 : 0, 1);
    sum(Figure::kTop3, place >= 0 ? 1 : 0, 1);
  }
  const auto keystrokes = static_cast<int64_t>(least_keystrokes(word));
  const auto characters = static_cast<int64_t>(split_keys(meant).size()) + 1;
  sum(Figure::kKeystrokesSaved, keystrokes, characters);
  const bool among = typed_right || place_on_strip(word.offered(), meant) >= 0;
  sum(Figure::kAmongThree, among ? 1 : 0, 1);
  if (!word.picked) sum(Figure::kErrorTyped, typed_right ? 0 : 1, 1);
  sum(Figure::kErrorAfter, right ? 0 : 1, 1);
  const bool wrong_change = word.autocorrected && !right;
  if (word.autocorrected) sum(Figure::kPrecision, right ? 1 : 0, 1);
  if (!word.picked && !typed_right) sum(Figure::kRecall, word.autocorrected && right ? 1 : 0, 1);
  if (!word.picked && typed_right) sum(Figure::kHarm, wrong_change ? 1 : 0, 1);
  const int64_t undo = wrong_change ? kUndoKeystrokes : 0;
  sum(Figure::kTapsSaved, characters - keystrokes - undo, 1);
  sum(Figure::kUndoTaps, undo, 1);
}

void FigureSums::add(const FigureSums& other) {
  for (std::size_t i = 0; i < kFigures; ++i) sums_.at(i).add(other.sums_.at(i));
}

std::optional<Estimate> FigureSums::estimate(Figure figure) const {
  auto out = sums(figure).estimate();
  if (!out) return out;
  const FigureInfo& info = figure_info(figure);
  for (double* value : {&out->value, &out->low, &out->high}) {
    *value = info.offset + info.scale * *value;
  }
  if (out->low > out->high) std::swap(out->low, out->high);
  return out;
}

nlohmann::ordered_json FigureSums::figures() const {
  nlohmann::ordered_json out = nlohmann::ordered_json::object();
  for (std::size_t i = 0; i < kFigures; ++i) {
    const auto figure = static_cast<Figure>(i);
    const auto estimate = this->estimate(figure);
    if (!estimate) continue;
    out[figure_info(figure).name] = {{"value", rounded(estimate->value, 4)},
                                     {"low", rounded(estimate->low, 4)},
                                     {"high", rounded(estimate->high, 4)},
                                     {"n", estimate->count}};
  }
  return out;
}

nlohmann::ordered_json FigureSums::to_json() const {
  auto out = nlohmann::ordered_json::array();
  for (const ResampledRatio& ratio : sums_) out.push_back(ratio.to_json());
  return out;
}

bool FigureSums::from_json(const nlohmann::ordered_json& json) {
  if (!json.is_array() || json.size() != kFigures) return false;
  for (std::size_t i = 0; i < kFigures; ++i) {
    if (!sums_.at(i).from_json(json[i])) return false;
  }
  return true;
}

void WordFigures::add(const ReplayedWord& word, std::string_view trace, std::size_t number,
                      const Lexicon* lexicon) {
  if (!word.intended || word.strips.empty()) return;
  ++words_;
  const Weights weights = weights_of(trace, number / kStretch);
  all_.add(word, weights);
  const auto in_group = [&](const char* by, std::string_view value) {
    if (!value.empty()) groups_[{by, std::string(value)}].add(word, weights);
  };
  in_group("frequency", frequency_group(lexicon, *word.intended));
  in_group("length", length_group(*word.intended));
  in_group("position", position_group(word.position));
  in_group("error", kind_of_error(word.typed, *word.intended, word.picked));
}

void WordFigures::add(const WordFigures& other) {
  all_.add(other.all_);
  for (const auto& [key, sums] : other.groups_) groups_[key].add(sums);
  words_ += other.words_;
}

nlohmann::ordered_json WordFigures::to_json() const {
  auto groups = nlohmann::ordered_json::array();
  for (const auto& [key, sums] : groups_) {
    groups.push_back({key.first, key.second, sums.to_json()});
  }
  return {{"words", words_}, {"all", all_.to_json()}, {"groups", std::move(groups)}};
}

bool WordFigures::from_json(const nlohmann::ordered_json& json) {
  *this = {};
  if (!json.is_object() || !json.contains("all") || !json.contains("groups")) return false;
  if (!json.contains("words") || !json["words"].is_number_unsigned()) return false;
  words_ = json["words"].get<std::size_t>();
  if (!all_.from_json(json["all"]) || !json["groups"].is_array()) return false;
  for (const auto& group : json["groups"]) {
    const bool ok =
        group.is_array() && group.size() == 3 && group[0].is_string() && group[1].is_string();
    if (!ok) return false;
    FigureSums sums;
    if (!sums.from_json(group[2])) return false;
    groups_[{group[0].get<std::string>(), group[1].get<std::string>()}] = sums;
  }
  return true;
}

}  // namespace inkling
