#include "tools/eval_text.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

namespace inkling {
namespace {

using Json = nlohmann::ordered_json;

enum class Unit { kCount, kShare, kPerThousand, kNats, kMicros };

struct Meaning {
  std::string_view name;  // the whole path, or its end
  Unit unit;
  std::string_view words;
};

/// The first that fits: a longer path stands before its end.
constexpr std::array kMeanings = {
    Meaning{"items", Unit::kCount, "words that were asked for"},
    Meaning{"known", Unit::kCount, "of them those that the model can write"},
    Meaning{"nats_per_word", Unit::kNats, "surprise over a known word, on average; less is better"},
    Meaning{"perplexity", Unit::kNats, "as if so many words were equally likely; less is better"},
    Meaning{"top1_all", Unit::kShare, "of all words: first where mistyped, let be where right"},
    Meaning{"top1", Unit::kShare, "the word meant was the first suggestion"},
    Meaning{"top3", Unit::kShare, "… among the first three"},
    Meaning{"top5", Unit::kShare, "… among the first five"},
    Meaning{"first", Unit::kShare, "the word drawn was put in"},
    Meaning{"three", Unit::kShare, "… or is one of the first two others"},
    Meaning{"early", Unit::kShare, "… led the guess when two thirds of its points were drawn"},
    Meaning{"ksr", Unit::kShare, "key strokes saved with three slots"},
    Meaning{"wer_literal", Unit::kShare, "of all words: wrong as they were typed"},
    Meaning{"wer_autocorrect", Unit::kShare, "of all words: wrong after the space; less is better"},
    Meaning{"changed_right", Unit::kShare, "of mistyped words: a space put them right"},
    Meaning{"changed_wrong", Unit::kShare, "of mistyped words: a space made another wrong word"},
    Meaning{"precision", Unit::kShare, "of all that a space changed: changed to the word meant"},
    Meaning{"recall", Unit::kShare, "of mistyped words: put right (the same as changed_right)"},
    Meaning{"harm_per_1000", Unit::kPerThousand, "right words changed, of 1,000; less is better"},
    Meaning{"p50", Unit::kMicros, "half of the answers came within"},
    Meaning{"p95", Unit::kMicros, "95 of 100 came within"},
    Meaning{"p99", Unit::kMicros, "99 of 100 came within"},
    Meaning{"max", Unit::kMicros, "the slowest"}};

/// What a group of numbers is of.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kGroups = {
    {{"sketch_latency_us", "a guess while the finger moves: "},
     {"second_half.off", "its second half, nothing learned: "},
     {"second_half.on", "its second half, learning: "},
     {"off", "nothing learned: "},
     {"on", "learning from the text: "}}};

const Meaning* meaning_of(std::string_view name) {
  const auto* found =
      std::find_if(kMeanings.begin(), kMeanings.end(), [name](const Meaning& meaning) {
        return name == meaning.name || name.ends_with("." + std::string(meaning.name));
      });
  return found == kMeanings.end() ? nullptr : found;
}

std::string number(const Json& value, Unit unit) {
  if (!value.is_number()) return "–";
  std::array<char, 48> text{};
  const auto v = value.get<double>();
  const auto print = [&text](const char* format, double n) {
    std::snprintf(text.data(), text.size(), format, n);
  };
  switch (unit) {
    case Unit::kCount:
      print("%.0f  ", v);  // in line with the figures before the units
      break;
    case Unit::kShare:
      print("%.1f %%", 100 * v);
      break;
    case Unit::kPerThousand:
      print("%.1f  ", v);
      break;
    case Unit::kNats:
      print("%.2f  ", v);
      break;
    case Unit::kMicros:
      print("%.2f ms", v / 1000);
      break;
  }
  return text.data();
}

/// What the number `name` of `json` means. `prefix` is the path to `json`.
std::string words_for(const Json& json, const std::string& prefix, std::string_view name,
                      const Meaning& meaning) {
  std::string out;
  for (const auto& [group, what] : kGroups) {
    if (prefix == group) out += what;
  }
  // A correction set holds right words, too.
  const bool mistyped = json.contains("wer_literal") && (name == "top1" || name == "top3");
  if (mistyped) out += "of mistyped words: ";
  return out + std::string(meaning.words);
}

void add_lines(const Json& json, const std::string& prefix, std::string* out) {
  for (const auto& [key, value] : json.items()) {
    const std::string name = prefix.empty() ? key : std::string(prefix).append(".").append(key);
    if (value.is_object()) {
      add_lines(value, name, out);
      continue;
    }
    const Meaning* meaning = meaning_of(name);
    const std::string words = meaning ? words_for(json, prefix, name, *meaning) : "";
    const Unit unit = meaning == nullptr ? Unit::kNats : meaning->unit;
    std::array<char, 256> line{};
    const std::string shown = number(value, unit);
    // "–" is one column and three bytes.
    const int width = shown == "–" ? 12 : 10;
    std::snprintf(line.data(), line.size(), "%-26s %*s   %s\n", name.c_str(), width, shown.c_str(),
                  words.c_str());
    *out += line.data();
  }
}

}  // namespace

std::string eval_text(const Json& json) {
  std::string out;
  add_lines(json, "", &out);
  return out;
}

}  // namespace inkling
