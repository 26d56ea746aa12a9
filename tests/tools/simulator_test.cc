#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "platform/file.h"
#include "tests/temp_folder.h"
#include "tokenizer/utf8.h"
#include "tools/correction_set.h"
#include "tools/items.h"
#include "tools/simulator/simulate.h"
#include "tools/simulator/typed_output.h"
#include "tools/trace/trace.h"

namespace inkling {
namespace {

const std::vector<std::string> kLines = {
    "Hello, I think we could meet at the station before lunch tomorrow.",
    "My sister wants to bring the big tent, but nobody knows where it went!",
    "Can you send me the number of the plumber who came in March?",
    "That's fine with me, just don't forget to water the plants",
    "we saw a very quiet fox next to the old bridge and it looked at us",
    "Please buy 2 loaves of bread, some milk and a jar of honey.",
};

std::vector<std::string> repeated(std::size_t times) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < times; ++i) lines.insert(lines.end(), kLines.begin(), kLines.end());
  return lines;
}

struct Output {
  std::vector<std::string> lines;
  SimulationCounts counts;
};

Output run(const std::vector<std::string>& text, const SimulationOptions& options,
           const Layout& layout = Layout::qwerty()) {
  Output output;
  const auto counts =
      simulate(text, layout, default_finger_params(), options, [&output](std::string_view line) {
        output.lines.emplace_back(line);
        return true;
      });
  EXPECT_TRUE(counts.ok()) << (counts.ok() ? "" : counts.error().message);
  if (counts) output.counts = *counts;
  return output;
}

std::size_t slips(const SimulationCounts& counts, SlipKind kind) {
  return counts.slips.at(static_cast<std::size_t>(kind));
}

/// Edits, with transpositions of neighbours, between two strings.
std::size_t edit_distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      d[i][j] = std::min(
          {d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

std::u32string wide(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) out.push_back(next_code_point(text, &at));
  return out;
}

TEST(RandomNumbers, AreTheSameEverywhereAndNormal) {
  Random random(1);
  EXPECT_EQ(random.next(), 12966619160104079557U);
  EXPECT_EQ(random.next(), 9600361134598540522U);
  double sum = 0;
  double squares = 0;
  int beyond = 0;
  constexpr int kCount = 200'000;
  for (int i = 0; i < kCount; ++i) {
    const double value = random.normal();
    sum += value;
    squares += value * value;
    if (std::abs(value) > 1.959964) ++beyond;
  }
  EXPECT_NEAR(sum / kCount, 0, 0.01);
  EXPECT_NEAR(squares / kCount, 1, 0.02);
  EXPECT_NEAR(double(beyond) / kCount, 0.05, 0.002);
}

TEST(Simulator, RepeatsExactlyAndDiffersBySeed) {
  const SimulationOptions seven = {.typist = {.self_correct = true, .seed = 7}, .people = 3};
  const auto first = run(repeated(5), seven);
  EXPECT_EQ(first.lines, run(repeated(5), seven).lines);
  SimulationOptions eight = seven;
  eight.typist.seed = 8;
  EXPECT_NE(first.lines, run(repeated(5), eight).lines);
}

TEST(Simulator, MakesAsManyErrorsAsPeopleDo) {
  const auto output = run(repeated(500), {.typist = {.seed = 3}, .people = 1000});
  EXPECT_NEAR(output.counts.character_error_rate(), 0.037, 0.005);
  EXPECT_NEAR(output.counts.word_error_rate(), 0.15, 0.025);
}

TEST(Simulator, CountsTheErrorsThatStandInTheText) {
  Typist typist(Layout::qwerty(), default_finger_params(), {.seed = 5});
  std::size_t distance = 0;
  for (const std::string& line : repeated(200)) {
    std::string typed;
    for (const TypedPart& part : typist.type_line(line)) typed += typed_text(part.strokes);
    distance += edit_distance(wide(to_lower(line)), wide(typed));
  }
  std::size_t counted = 0;
  for (const std::size_t count : typist.slips()) counted += count;
  // Two slips at one place may look like one.
  EXPECT_NEAR(double(distance), double(counted), 0.03 * double(counted));
}

TEST(Simulator, SharesOfSlipsAreThoseOfPeople) {
  const auto counts = run(repeated(1000), {.typist = {.seed = 4}, .people = 2000}).counts;
  std::size_t all = 0;
  for (const std::size_t count : counts.slips) all += count;
  const auto share = [&](std::initializer_list<SlipKind> kinds) {
    std::size_t sum = 0;
    for (const SlipKind kind : kinds) sum += slips(counts, kind);
    return double(sum) / double(all);
  };
  EXPECT_NEAR(share({SlipKind::kSubstitution, SlipKind::kLetterAsSpace, SlipKind::kWrongKey,
                     SlipKind::kSpaceAsLetter}),
              0.784, 0.03);
  EXPECT_NEAR(share({SlipKind::kOmission, SlipKind::kSpaceOmitted}), 0.133, 0.02);
  EXPECT_NEAR(share({SlipKind::kRepeat, SlipKind::kCoPress, SlipKind::kExtraSpace}), 0.069, 0.015);
  EXPECT_NEAR(share({SlipKind::kTransposition}), 0.013, 0.004);
}

TEST(Simulator, EveryKindOfSlipHappens) {
  const auto counts =
      run(repeated(300), {.typist = {.self_correct = true, .seed = 2}, .people = 20}).counts;
  for (std::size_t kind = 0; kind < kSlipKinds; ++kind) {
    EXPECT_GT(counts.slips.at(kind), 0U) << slip_name(static_cast<SlipKind>(kind));
  }
}

TEST(Simulator, WithoutNoiseEveryoneTypesRight) {
  for (const char* name : {"qwerty", "qwertz", "azerty", "dvorak", "colemak"}) {
    const auto output =
        run(repeated(20), {.typist = {.noise = 0}, .people = 50}, *Layout::find(name));
    EXPECT_EQ(output.counts.wrong_words, 0U) << name;
    EXPECT_EQ(output.counts.character_error_rate(), 0) << name;
  }
}

TEST(Simulator, NoiseAndPostureChangeTheErrorRate) {
  const auto rate = [](double noise, Posture posture) {
    return run(repeated(100), {.typist = {.posture = posture, .noise = noise}, .people = 300})
        .counts.character_error_rate();
  };
  EXPECT_LT(rate(0.5, Posture::kTwoThumbs), 0.6 * rate(1, Posture::kTwoThumbs));
  EXPECT_GT(rate(1.5, Posture::kTwoThumbs), 1.6 * rate(1, Posture::kTwoThumbs));
  EXPECT_LT(rate(1, Posture::kOneFinger), rate(1, Posture::kTwoThumbs));
}

TEST(Simulator, TouchesLieAroundTheKeysAsMeasured) {
  const FingerParams& params = default_finger_params();
  double sum_y = 0;
  double person_squares = 0;
  std::size_t touches = 0;
  constexpr int kPeople = 400;
  for (uint64_t seed = 0; seed < kPeople; ++seed) {
    Random random(seed);
    Finger finger(params, Posture::kOneThumb, 1, &random);
    double sum = 0;
    double squares = 0;
    constexpr int kTouches = 500;
    for (int i = 0; i < kTouches; ++i) {
      const KeyPoint point = finger.touch({3, 1.5F});
      sum += point.x;
      squares += double(point.x) * point.x;
      sum_y += point.y - 1.5;
      ++touches;
    }
    const double mean = sum / kTouches;
    person_squares += squares / kTouches - mean * mean;
  }
  EXPECT_NEAR(sum_y / double(touches), params.offset_y, 0.01);
  EXPECT_NEAR(std::sqrt(person_squares / kPeople), params.spread_x, 0.015);
}

TEST(Simulator, IntervalsHaveTheMediansOfThePosture) {
  const FingerParams& params = default_finger_params();
  const PostureParams& hand = params.posture(Posture::kTwoThumbs);
  std::vector<double> letters;
  std::vector<double> firsts;
  for (uint64_t seed = 0; seed < 300; ++seed) {
    Typist typist(Layout::qwerty(), params, {.noise = 0, .seed = seed});
    for (const TypedPart& part : typist.type_line(kLines[4])) {
      if (!part.is_word) continue;
      firsts.push_back(part.strokes[0].wait_ms);
      for (std::size_t i = 1; i < part.strokes.size(); ++i) {
        letters.push_back(part.strokes[i].wait_ms);
      }
    }
  }
  const auto median = [](std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
  };
  EXPECT_NEAR(median(letters), hand.letter_ms, 0.08 * hand.letter_ms);
  EXPECT_NEAR(median(firsts), hand.first_letter_ms, 0.08 * hand.first_letter_ms);
}

TEST(Simulator, SelfCorrectionLeavesNoTraceInTheText) {
  const FingerParams& params = default_finger_params();
  Typist typist(Layout::qwerty(), params, {.noise = 1, .self_correct = true, .seed = 9});
  std::size_t backspaces = 0;
  std::size_t letters = 0;
  std::size_t wrong = 0;
  for (const std::string& line : repeated(300)) {
    for (const TypedPart& part : typist.type_line(line)) {
      if (!part.is_word) continue;
      const std::string meant = to_lower(line.substr(part.begin, part.end - part.begin));
      letters += meant.size();
      if (typed_text(part.strokes) != meant) ++wrong;
      for (const Stroke& stroke : part.strokes) {
        if (stroke.kind == StrokeKind::kBackspace) ++backspaces;
      }
    }
  }
  const auto taken_back = typist.slips().at(static_cast<std::size_t>(SlipKind::kTakenBack));
  const PostureParams& hand = params.posture(Posture::kTwoThumbs);
  EXPECT_NEAR(double(taken_back) / double(letters), hand.corrections, 0.005);
  EXPECT_GT(backspaces, taken_back);
  EXPECT_LT(double(backspaces) / double(taken_back), hand.backspaces + 0.1);
  EXPECT_GT(wrong, 0U);
}

TEST(Simulator, WritesAWellFormedTrace) {
  const auto output =
      run(repeated(20), {.typist = {.noise = 2, .self_correct = true, .seed = 6}, .people = 4});
  TraceParser parser;
  std::size_t intends = 0;
  std::size_t focuses = 0;
  for (std::size_t i = 0; i < output.lines.size(); ++i) {
    const auto event = parser.parse(output.lines[i], i + 1);
    ASSERT_TRUE(event.ok()) << event.error().message;
    if (!event->has_value()) continue;
    if ((*event)->kind == EventKind::kIntend) ++intends;
    if ((*event)->kind == EventKind::kFocus) ++focuses;
  }
  EXPECT_EQ(parser.header()->layout, "qwerty");
  EXPECT_EQ(focuses, 20 * kLines.size());
  EXPECT_GT(intends, output.counts.words / 2);
  EXPECT_LE(intends, output.counts.words);
}

TEST(Simulator, WritesACorrectionSetThatTellsWhatWasTyped) {
  const auto output = run(
      repeated(100),
      {.typist = {.noise = 1.5, .seed = 6}, .people = 10, .mode = SimulationMode::kCorrectionSet});
  const auto items = parse_correction_set(output.lines, "simulated");
  ASSERT_TRUE(items.ok()) << items.error().message;
  std::size_t right = 0;
  std::size_t with_space = 0;
  std::size_t joined = 0;
  for (const CorrectionItem& item : *items) {
    if (same_word(item.typo, item.correct)) ++right;
    if (item.typo.find(' ') != std::string::npos) ++with_space;
    const bool two = item.correct.find(' ') != std::string::npos;
    if (two) ++joined;
    // Every word but those with a sign has its touches.
    const bool sign = item.typo.find('\'') != std::string::npos;
    EXPECT_EQ(item.taps.empty(), sign) << item.typo;
    EXPECT_NE(item.typo.front(), ' ');
    EXPECT_NE(item.typo.back(), ' ');
  }
  EXPECT_GT(right, items->size() / 3);
  EXPECT_GT(with_space, 0U);
  EXPECT_GT(joined, 0U);
  EXPECT_LT(right, items->size());
}

TEST(Simulator, ContextsOfTheCorrectionSetAreThoseOfTheText) {
  Typist typist(Layout::qwerty(), default_finger_params(), {.noise = 0});
  const std::string line = "We met 2 foxes, 8th of May";
  const auto items = correction_items(line, typist.type_line(line));
  // "th" goes on a number and is no word of its own.
  ASSERT_EQ(items.size(), 5U);
  for (const CorrectionItem& item : items) {
    EXPECT_EQ(item.left + item.correct + item.right, line);
    EXPECT_EQ(item.typo, to_lower(item.correct));
  }
  EXPECT_EQ(items[2].correct, "foxes");
}

TEST(Simulator, LettersWithAccentsAreTypedFromTheirBaseKeys) {
  Typist typist(Layout::qwerty(), default_finger_params(), {.noise = 0});
  const auto strokes = typist.type_word("Caf\u00e9");
  ASSERT_EQ(strokes.size(), 4U);
  EXPECT_EQ(strokes[3].text, "\u00e9");
  ASSERT_TRUE(strokes[3].touch.has_value());
  EXPECT_NEAR(strokes[3].touch->x, Layout::qwerty().center(U'e')->x, 0.5);
  const auto greek = typist.type_word("\u03bb\u03cc\u03b3\u03bf\u03c2");
  ASSERT_EQ(greek.size(), 5U);
  EXPECT_FALSE(greek[0].touch.has_value());
}

TEST(Simulator, RefusesATextItCannotType) {
  const auto complaint = [](const std::vector<std::string>& lines, const Layout& layout) {
    const auto result =
        simulate(lines, layout, default_finger_params(), {}, [](std::string_view) { return true; });
    return result.ok() ? Error{} : result.error();
  };
  EXPECT_EQ(complaint({}, Layout::qwerty()).code, ErrorCode::kCorrupt);
  EXPECT_EQ(complaint({"", "  ", "12 !"}, Layout::qwerty()).code, ErrorCode::kCorrupt);
  const Error script = complaint({"hello"}, *Layout::find("dubeolsik"));
  EXPECT_EQ(script.code, ErrorCode::kInvalidArgument);
  EXPECT_NE(script.message.find("dubeolsik"), std::string::npos);
  const auto stopped = simulate(kLines, Layout::qwerty(), default_finger_params(), {},
                                [](std::string_view) { return false; });
  EXPECT_EQ(stopped.error().code, ErrorCode::kIo);
}

TEST(Simulator, TypesAHugeWordAndALongLine) {
  const std::string word(300'000, 'x');
  std::string line;
  while (line.size() < 300'000) line += kLines[4] + " ";
  for (const auto mode : {SimulationMode::kTrace, SimulationMode::kCorrectionSet}) {
    const auto output =
        run({word, line}, {.typist = {.noise = 1, .self_correct = true}, .mode = mode});
    EXPECT_GT(output.counts.words, 50'000U);
    EXPECT_GT(output.counts.wrong_words, 1000U);
  }
}

TEST(Simulator, SurvivesTheWildestParameters) {
  FingerParams params = default_finger_params();
  params.omission = params.insertion = params.transposition = params.wrong_key = 1;
  params.extra_space = params.space_as_letter = 1;
  for (auto& hand : params.postures) hand.corrections = 1;
  Typist typist(Layout::qwerty(), params, {.noise = 10, .self_correct = true});
  for (const std::string& line : kLines) EXPECT_FALSE(typist.type_line(line).empty());
}

TEST(FingerParamsTest, ReadOverTheDefaultsAndNameBadOnes) {
  const TempFolder folder;
  const std::string path = folder.file("finger_params.json");
  const auto load = [&path](const std::string& text) {
    EXPECT_TRUE(write_file_atomic(path, text).ok());
    return load_finger_params(path);
  };
  const auto params =
      load(R"({"_why":"x","omission":0.5,"one_thumb":{"letter_ms":{"value":99,"source":"me"}}})");
  ASSERT_TRUE(params.ok()) << params.error().message;
  EXPECT_EQ(params->omission, 0.5);
  EXPECT_EQ(params->posture(Posture::kOneThumb).letter_ms, 99);
  EXPECT_EQ(params->insertion, default_finger_params().insertion);
  for (const char* text : {"", "[]", R"({"omission":2})", R"({"omission":"x"})", R"({"omision":0})",
                           R"({"one_thumb":7})", R"({"one_thumb":{"wink":1}})",
                           R"({"one_thumb":{"sigma":-1}})", R"({"spread_x":{"source":"me"}})"}) {
    const auto bad = load(text);
    ASSERT_FALSE(bad.ok()) << text;
    EXPECT_EQ(bad.error().code, ErrorCode::kCorrupt) << text;
    EXPECT_NE(bad.error().message.find(path), std::string::npos) << bad.error().message;
  }
  EXPECT_EQ(load_finger_params(path + ".none").error().code, ErrorCode::kNotFound);
}

TEST(FingerParamsTest, EveryDefaultNamesItsSource) {
  const auto text = read_file(std::string(INKLING_SOURCE_DIR) + "/tools/simulator/params.json");
  ASSERT_TRUE(text.ok());
  const auto json = nlohmann::json::parse(*text);
  const auto check = [](const nlohmann::json& section) {
    for (const auto& [name, entry] : section.items()) {
      if (name.starts_with('_') || posture_from_name(name) || name == "swipe") continue;
      EXPECT_FALSE(entry.value("source", "").empty()) << name;
      EXPECT_TRUE(entry.at("value").is_number()) << name;
    }
  };
  check(json);
  for (const char* part : {"one_finger", "one_thumb", "two_thumbs", "swipe"}) check(json.at(part));
}

}  // namespace
}  // namespace inkling
