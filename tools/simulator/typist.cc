#include "tools/simulator/typist.h"

#include <algorithm>
#include <cmath>

#include "engine/lexicon/text_key.h"
#include "tokenizer/utf8.h"
#include "tools/items.h"
#include "tools/keys.h"

namespace inkling {
namespace {

constexpr float kNeighbour = 1.5F;  // squared distance in key widths: the six keys around one
// A person looks up before they have typed on for longer.
constexpr std::size_t kMaxRun = 12;

Touch as_touch(KeyPoint point) { return {point.x, point.y}; }

std::string utf8(char32_t letter) {
  std::string out;
  append_utf8(letter, &out);
  return out;
}

}  // namespace

Typist::Typist(const Layout& layout, const FingerParams& params, const TypistOptions& options)
    : layout_(layout),
      params_(params),
      hand_(params.posture(options.posture)),
      self_correct_(options.self_correct),
      noise_(options.noise),
      rates_(options.noise * hand_.rates),
      random_(options.seed),
      finger_(params_, options.posture, options.noise, &random_) {}

std::vector<Typist::Aim> Typist::aims_of(std::string_view word) const {
  std::vector<Aim> aims;
  for (std::string& text : split_keys(to_lower(word))) {
    const std::u32string letters = decode_utf8(text);
    Aim aim{std::move(text), 0};
    // An accent is chosen from the key of its base letter.
    for (const char32_t key : {letters[0], base_letter(letters[0])}) {
      if (letters.size() == 1 && aim.key == 0 && layout_.center(key)) aim.key = key;
    }
    aims.push_back(std::move(aim));
  }
  return aims;
}

std::vector<char32_t> Typist::keys_around(char32_t key, bool near) const {
  std::vector<char32_t> keys;
  for (const char32_t other : layout_.letters()) {
    const auto distance = layout_.distance_squared(key, other);
    if (distance && *distance > 0 && (*distance < kNeighbour) == near) keys.push_back(other);
  }
  return keys;
}

void Typist::press_key(char32_t key, double wait_ms, std::vector<Stroke>* out) {
  const KeyPoint point = finger_.touch(*layout_.center(key));
  out->push_back({StrokeKind::kKey, utf8(key), as_touch(point), wait_ms});
}

void Typist::press(const Aim& aim, double median_ms, std::vector<Stroke>* out) {
  const double wait_ms = finger_.interval_ms(median_ms);
  if (aim.key == 0) {
    out->push_back({StrokeKind::kKey, aim.text, std::nullopt, wait_ms});
    return;
  }
  if (slip(params_.wrong_key)) {
    const auto far = keys_around(aim.key, /*near=*/false);
    if (!far.empty()) {
      count(SlipKind::kWrongKey);
      press_key(far[random_.below(far.size())], wait_ms, out);
      return;
    }
  }
  const KeyPoint center = *layout_.center(aim.key);
  const KeyPoint point = finger_.touch(center);
  const char32_t hit = layout_.key_at({point.x, point.y - static_cast<float>(params_.hit_area_y)});
  Stroke stroke{StrokeKind::kKey, aim.text, as_touch(point), wait_ms};
  if (hit == U' ') {
    count(SlipKind::kLetterAsSpace);
    stroke.kind = StrokeKind::kSpace;
    stroke.text.clear();
  } else if (layout_.distance_squared(hit, aim.key).value_or(1) > 0) {
    count(SlipKind::kSubstitution);
    stroke.text = utf8(hit);
  }
  out->push_back(std::move(stroke));
}

void Typist::press_with_extras(const Aim& aim, double median_ms, std::vector<Stroke>* out) {
  press(aim, median_ms, out);
  if (aim.key == 0 || !slip(params_.insertion)) return;
  if (random_.chance(params_.repeat_share)) {
    count(SlipKind::kRepeat);
    Stroke again = out->back();
    again.wait_ms = finger_.interval_ms(params_.co_press_ms);
    out->push_back(std::move(again));
    return;
  }
  const auto near = keys_around(aim.key, /*near=*/true);
  if (near.empty()) return;
  count(SlipKind::kCoPress);
  const char32_t key = near[random_.below(near.size())];
  press_key(key, finger_.interval_ms(params_.co_press_ms), out);
  // Either of the two keys goes down first.
  if (random_.chance(0.5)) {
    std::swap(out->back(), *(out->end() - 2));
    std::swap(out->back().wait_ms, (out->end() - 2)->wait_ms);
  }
}

void Typist::press_and_take_back(const std::vector<Aim>& aims, std::size_t at,
                                 std::vector<Stroke>* out) {
  const auto near = keys_around(aims[at].key, /*near=*/true);
  if (near.empty()) return;
  count(SlipKind::kTakenBack);
  const char32_t slip_key = near[random_.below(near.size())];
  press_key(slip_key, finger_.interval_ms(at == 0 ? hand_.first_letter_ms : hand_.letter_ms), out);
  // A geometric number of further keys until it is seen, inside the word.
  std::size_t run = 1;
  while (run < kMaxRun && at + run < aims.size() && random_.chance(1 - 1 / hand_.backspaces)) {
    press(aims[at + run], hand_.letter_ms, out);
    ++run;
  }
  for (std::size_t i = 0; i < run; ++i) {
    const double wait = finger_.interval_ms(i == 0 ? hand_.backspace_ms : hand_.letter_ms);
    out->push_back({StrokeKind::kBackspace, "", std::nullopt, wait});
  }
}

void Typist::type_aims(const std::vector<Aim>& aims, std::vector<Stroke>* out) {
  for (std::size_t i = 0; i < aims.size(); ++i) {
    const double median = i == 0 ? hand_.first_letter_ms : hand_.letter_ms;
    if (aims[i].key == 0) {
      press(aims[i], median, out);
      continue;
    }
    if (self_correct_ && random_.chance(noise_ * hand_.corrections))
      press_and_take_back(aims, i, out);
    // Of a word with no letter left there is nothing to tell.
    const bool may_omit = i + 1 < aims.size() || !typed_text(*out).empty();
    if (may_omit && slip(params_.omission)) {
      count(SlipKind::kOmission);
      continue;
    }
    const bool has_next = i + 1 < aims.size() && aims[i + 1].key != 0;
    if (has_next && aims[i].text != aims[i + 1].text && slip(params_.transposition)) {
      count(SlipKind::kTransposition);
      press(aims[i + 1], median, out);
      press(aims[i], hand_.letter_ms, out);
      ++i;
      continue;
    }
    press_with_extras(aims[i], median, out);
  }
}

void Typist::add_extra_space(std::vector<Stroke>* out) {
  count(SlipKind::kExtraSpace);
  std::vector<Stroke> space;
  press_space(&space);
  const std::size_t at = 1 + random_.below(out->size() - 1);
  out->insert(out->begin() + static_cast<std::ptrdiff_t>(at), std::move(space.front()));
}

std::vector<Stroke> Typist::type_word(std::string_view word) {
  std::vector<Stroke> strokes;
  type_aims(aims_of(word), &strokes);
  const bool corrected = std::any_of(strokes.begin(), strokes.end(), [](const Stroke& stroke) {
    return stroke.kind == StrokeKind::kBackspace;
  });
  if (strokes.size() > 1 && !corrected && slip(params_.extra_space)) add_extra_space(&strokes);
  return strokes;
}

void Typist::press_space(std::vector<Stroke>* out) {
  const double wait_ms = finger_.interval_ms(hand_.space_ms);
  const KeyPoint point = finger_.touch_space_bar(layout_.space_bar());
  out->push_back({StrokeKind::kSpace, "", as_touch(point), wait_ms});
}

/// True when the space between two words was not typed; a letter may stand in its place.
bool Typist::miss_space(std::vector<Stroke>* out) {
  if (slip(params_.space_omitted)) {
    count(SlipKind::kSpaceOmitted);
    return true;
  }
  if (!slip(params_.space_as_letter)) return false;
  const double wait_ms = finger_.interval_ms(hand_.space_ms);
  const KeyPoint point = finger_.touch_above(layout_.space_bar());
  const char32_t hit = layout_.key_at({point.x, point.y - static_cast<float>(params_.hit_area_y)});
  if (hit == U' ') return false;
  count(SlipKind::kSpaceAsLetter);
  out->push_back({StrokeKind::kKey, utf8(hit), as_touch(point), wait_ms});
  return true;
}

void Typist::type_gap(std::string_view gap, std::vector<Stroke>* out) {
  for (const std::string& character : split_keys(gap)) {
    if (character == " ") {
      press_space(out);
      continue;
    }
    Stroke stroke{StrokeKind::kKey, character, std::nullopt,
                  finger_.interval_ms(hand_.first_letter_ms)};
    const std::u32string sign = decode_utf8(character);
    if (sign.size() == 1 && layout_.center(sign[0])) {
      const KeyPoint center = *layout_.center(sign[0]);
      stroke.touch = as_touch(finger_.touch(center));
    }
    out->push_back(std::move(stroke));
  }
}

std::vector<TypedPart> Typist::type_line(std::string_view line) {
  const std::vector<Item> items = find_items(line);
  std::vector<TypedPart> parts;
  std::size_t at = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Item& item = items[i];
    const std::string_view gap = line.substr(at, item.begin - at);
    if (i > 0 && gap == " " && miss_space(&parts.back().strokes)) {
      // Two words in one: the part of the word before goes on.
    } else {
      if (!gap.empty()) {
        parts.push_back({at, item.begin, false, {}});
        type_gap(gap, &parts.back().strokes);
      }
      parts.push_back({item.begin, item.begin, true, {}});
    }
    TypedPart& part = parts.back();
    const auto strokes = type_word(line.substr(item.begin, item.end - item.begin));
    part.strokes.insert(part.strokes.end(), strokes.begin(), strokes.end());
    part.end = at = item.end;
  }
  if (at < line.size()) {
    parts.push_back({at, line.size(), false, {}});
    type_gap(line.substr(at), &parts.back().strokes);
  }
  return parts;
}

}  // namespace inkling
