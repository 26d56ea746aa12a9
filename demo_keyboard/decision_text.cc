#include "demo_keyboard/decision_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>
#include <utility>
#include <vector>

namespace inkling {
namespace {

constexpr std::size_t kShown = 3;  // shares for, and as many against

using Said = std::pair<std::string_view, std::string_view>;

constexpr std::array<Said, 24> kFeatures = {{{"bias", "to begin with"},
                                             {"lead", "lead over what was typed"},
                                             {"behind", "lead of what was typed"},
                                             {"known", "what was typed is a word"},
                                             {"usual", "how common that word is"},
                                             {"seen", "what was typed is seen in texts"},
                                             {"capital", "a capital was typed"},
                                             {"digit_ends", "a digit at an end"},
                                             {"digit_inside", "a digit inside"},
                                             {"apostrophes", "only apostrophes differ"},
                                             {"joins", "takes in the word before"},
                                             {"looks_back", "changes the word before"},
                                             {"splits", "several words"},
                                             {"channel", "its slips"},
                                             {"short", "a short word"},
                                             {"length", "letters typed"},
                                             {"unfinished", "letters not typed"},
                                             {"outshone", "something longer leads"},
                                             {"rival", "lead over the next best"},
                                             {"rare", "a rare word"},
                                             {"name", "a name"},
                                             {"alone", "no text before it"},
                                             {"other_name", "another name"},
                                             {"shouted", "typed in capitals"}}};

constexpr std::array<Said, 10> kVetoes = {{{"off", "autocorrect is off"},
                                           {"code", "it looks like code or an address"},
                                           {"capitals", "its capitals are mixed"},
                                           {"longer", "too many letters would have to be made up"},
                                           {"offensive", "the word for it is never put in unasked"},
                                           {"refused", "you took this correction back before"},
                                           {"personal", "it is a word of yours"},
                                           {"one_letter", "it is a single letter"},
                                           {"for_effect", "it is written so for effect"},
                                           {"own_writing", "it is a way to write that word"}}};

/// In plain words, or the name itself where there are none.
template <std::size_t kCount>
std::string in_words(const std::array<Said, kCount>& words, std::string_view name) {
  const auto* found = std::find_if(words.begin(), words.end(),
                                   [name](const Said& said) { return said.first == name; });
  return std::string(found == words.end() ? name : found->second);
}

/// Of "short*lead": both, as one.
std::string feature_in_words(std::string_view name) {
  const std::size_t star = name.find('*');
  if (star == std::string_view::npos) return in_words(kFeatures, name);
  return in_words(kFeatures, name.substr(0, star)) + " × " +
         in_words(kFeatures, name.substr(star + 1));
}

std::string quoted(const std::string& word) { return "“" + word + "”"; }

std::string with_one_decimal(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f", std::abs(value));
  return text.data();
}

std::string percent(double probability) { return with_one_decimal(100 * probability) + " %"; }

/// ": lead over the next best +4.0, …", the strongest first, of those on the side of `sign`.
std::string shares(const DecisionReport& report, const std::string& side, double sign) {
  std::vector<const DecisionReport::Feature*> found;
  for (const DecisionReport::Feature& feature : report.features) {
    constexpr double kSeen = 0.05;  // what is less would be shown as 0.0
    if (sign * feature.share >= kSeen) found.push_back(&feature);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto* a, const auto* b) {
    return std::abs(a->share) > std::abs(b->share);
  });
  if (found.size() > kShown) found.resize(kShown);
  std::string out;
  for (const DecisionReport::Feature* feature : found) {
    out += (out.empty() ? "\n" + side + ": " : ", ") + feature_in_words(feature->name) +
           (sign > 0 ? " +" : " −") + with_one_decimal(feature->share);
  }
  return out;
}

std::string typed_word(const KeyboardView& view) {
  return view.text.substr(view.text.size() - std::min(view.composing_bytes, view.text.size())) +
         view.right.substr(0, view.composing_after_bytes);
}

}  // namespace

std::string decision_words(const KeyboardView& view) {
  if (!view.decision || !view.strip_current) return {};
  const DecisionReport& report = *view.decision;
  constexpr double kSure = 0.95;
  constexpr double kRatherSure = 0.8;
  if (report.replaces()) {
    return "A space puts in " + quoted(report.reading) + ": it is " +
           (report.probability > kSure         ? "almost surely"
            : report.probability > kRatherSure ? "very probably"
                                               : "probably") +
           " what was meant.";
  }
  const std::string leaves = "A space leaves " + quoted(typed_word(view));
  if (report.reading.empty()) return leaves + ": nothing else comes to mind.";
  if (!report.veto.empty()) return leaves + ": " + in_words(kVetoes, report.veto) + ".";
  return leaves + ": " + quoted(report.reading) + " is not sure enough.";
}

std::string decision_text(const KeyboardView& view) {
  if (!view.decision || !view.strip_current) return {};
  const DecisionReport& report = *view.decision;
  const std::string leaves = "A space leaves " + quoted(typed_word(view));
  if (report.reading.empty()) return leaves + ": nothing else comes to mind.";
  if (!report.veto.empty()) {
    return leaves + ": " + in_words(kVetoes, report.veto) + ". The best other reading is " +
           quoted(report.reading) + ".";
  }
  const std::string asked = " is right with " + percent(report.probability) + ", and " +
                            percent(report.threshold) + " is asked.";
  const std::string does = report.replaces()
                               ? "A space puts in " + quoted(report.reading) + ": it" + asked
                               : leaves + ": " + quoted(report.reading) + asked;
  return does + shares(report, "For it", 1) + shares(report, "Against it", -1);
}

}  // namespace inkling
