#include "tools/pack/lexicon_builder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "engine/lexicon/lexicon.h"
#include "engine/lexicon/text_key.h"
#include "tokenizer/utf8.h"
#include "tools/pack/emoji_names.h"
#include "tools/pack/lexicon_writer.h"
#include "tools/pack/word_forms.h"
#include "tools/pack/word_table.h"

namespace inkling {
namespace {

// How much each count has to say about a word's probability.
constexpr double kTypedShare = 0.5;
constexpr double kWebShare = 0.35;
constexpr double kSubtitleShare = 0.1;
constexpr double kBookShare = 0.05;
// Words that only dictionaries know: rarer than anything that was counted.
constexpr double kCuratedFloor = 4e-10;
constexpr double kCuratedPerSize = 4e-9;  // divided by the SCOWL size: commoner lists first
// A word that no curated list has must be at least this frequent on the web and in typed text.
constexpr double kUnlistedWeb = 3e-7;
constexpr double kUnlistedTyped = 5e-7;
// Two words of a list that are often written as one ("helpdesk") are nobody's slip.
constexpr double kCompoundWeb = 1e-7;
constexpr double kCompoundTyped = 1.5e-7;
constexpr std::size_t kCompoundPart = 3;  // letters: shorter halves are found in any word
constexpr double kRareTarget = 1.5e-8;    // rarer words never replace what was typed
constexpr double kFrequentPart = 3e-5;    // words that people run together
constexpr double kTypoRatio = 8;          // a known slip must be this much rarer than its word
constexpr double kEstablished = 1e-6;     // what so many write is no slip, if a list has it
constexpr double kAbbreviation = 3e-7;    // nor what so many write, if texts spell it out
constexpr double kNameTyped = 15;  // sightings with a capital that make a name of a known slip

// Contractions without their apostrophe that are words of their own.
constexpr std::array<std::string_view, 14> kOwnWords = {"its",  "well",  "were", "ill",  "id",
                                                        "hell", "shell", "wont", "shed", "wed",
                                                        "lets", "cant",  "hed",  "whore"};

// Spoken forms that look like two words, the last one "a", with the space forgotten.
constexpr std::array<std::string_view, 8> kSpoken = {"woulda", "coulda", "shoulda", "musta",
                                                     "outta",  "lotta",  "oughta",  "hafta"};

bool is_spoken(std::string_view key) {
  return std::find(kSpoken.begin(), kSpoken.end(), key) != kSpoken.end();
}

double pooled(const WordEvidence& w) {
  double p = kTypedShare * w.typed + kWebShare * w.web + kSubtitleShare * w.subtitles +
             kBookShare * w.books;
  if (w.scowl > 0 || w.aosp > 0 || w.books > 0) {
    p += kCuratedFloor + (w.scowl > 0 ? kCuratedPerSize / w.scowl : 0);
  }
  return p;
}

/// Two to four letters over and over: "haha", "hehehe". Nobody means "ha ha" by it.
bool repeats_itself(std::string_view key) {
  for (std::size_t period = 2; period <= 4; ++period) {
    if (key.size() % period == 0 && key.size() > period &&
        key.substr(period) == key.substr(0, key.size() - period)) {
      return true;
    }
  }
  return false;
}

bool is_own_word(std::string_view key) { return repeats_itself(key) || is_spoken(key); }

bool curated(const WordEvidence& w) { return w.scowl > 0 || w.aosp > 0 || w.books > 0; }

bool is_capital(std::string_view text) { return case_pattern(text) != CasePattern::kLower; }

/// Does running text mostly write it with one capital, its first letter?
bool is_name(const WordEvidence& w) {
  double all = 0;
  double titled = 0;
  for (const auto& [form, count] : w.typed_forms) {
    all += count;
    if (case_pattern(form) == CasePattern::kTitle) titled += count;
  }
  return titled >= kNameTyped && titled > 0.5 * all;
}

bool is_contraction(std::string_view key) {
  constexpr std::array<std::string_view, 6> kEndings = {"n't", "'m", "'ve", "'ll", "'re", "'d"};
  for (const std::string_view ending : kEndings) {
    if (key.ends_with(ending)) return true;
  }
  constexpr std::array<std::string_view, 10> kWithS = {"it's",  "that's", "what's",  "let's",
                                                       "he's",  "she's",  "there's", "here's",
                                                       "who's", "where's"};
  return std::find(kWithS.begin(), kWithS.end(), key) != kWithS.end();
}

class Builder {
 public:
  Builder(WordTable table, const BuildOptions& options)
      : table_(std::move(table)), options_(options) {}

  LexiconSource build(BuildReport* report);

 private:
  struct Chosen {
    std::string_view key;
    const WordEvidence* word;
    double p;
  };
  [[nodiscard]] bool on_purpose(const std::string& key, const WordEvidence& w) const;
  void drop_typos();
  void drop_bare_contractions();
  [[nodiscard]] bool accepted(const std::string& key, const WordEvidence& w) const;
  [[nodiscard]] bool offensive(std::string_view key, const WordEvidence& w) const;
  [[nodiscard]] std::size_t split_of(const std::string& key) const;
  [[nodiscard]] bool runs_together(const std::string& key) const;
  [[nodiscard]] bool is_compound(const std::string& key) const;
  [[nodiscard]] std::vector<JoinedWords> joined() const;
  [[nodiscard]] uint8_t flags(const Chosen& chosen) const;

  WordTable table_;
  const BuildOptions& options_;
  std::unordered_map<std::string_view, double> p_;
  std::unordered_set<std::string_view> dropped_;
};

/// Lists of slips hold what people write on purpose, too: chat words ("yay", which is nobody's
/// "way"; "thx") and the other side's spelling.
bool Builder::on_purpose(const std::string& key, const WordEvidence& w) const {
  if (w.scowl > 0 || is_own_word(key)) return true;
  const bool abbreviation = table_.abbreviations.contains(key);
  if (w.aosp <= 0 && !abbreviation) return false;
  const double least = abbreviation ? kAbbreviation : kEstablished;
  return decode_utf8(key).size() >= 3 && std::min(w.typed, w.web) >= least;
}

void Builder::drop_typos() {
  for (const auto& [typo, correct] : table_.typos) {
    const auto word = table_.words.find(typo);
    const auto meant = p_.find(correct);
    if (word == table_.words.end() || meant == p_.end() || on_purpose(typo, word->second)) continue;
    // "Theo" is no slip for "the"; but "Fransisco" is one.
    if (is_name(word->second) && !is_name(table_.words.at(correct))) continue;
    if (meant->second > kTypoRatio * p_[typo]) dropped_.insert(word->first);
  }
}

void Builder::drop_bare_contractions() {
  for (const auto& [key, w] : table_.words) {
    if (!is_contraction(key)) continue;
    std::string bare = key;
    std::erase(bare, '\'');
    const auto found = table_.words.find(bare);
    if (found == table_.words.end() || p_[key] < p_[found->first]) continue;
    if (std::find(kOwnWords.begin(), kOwnWords.end(), bare) == kOwnWords.end()) {
      if (found->second.scowl == 0 || found->second.scowl > 50) dropped_.insert(found->first);
    } else if (found->second.books > 0) {
      // Careless writing inflates its count: trust the books.
      p_[found->first] = std::min(p_[found->first], found->second.books);
    }
  }
}

bool Builder::accepted(const std::string& key, const WordEvidence& w) const {
  if (dropped_.contains(key)) return false;
  const std::u32string letters = decode_utf8(key);
  if (letters.size() == 1) return key == "a" || key == "i";
  if (key.find('\'') != std::string::npos && w.typed + w.web + w.subtitles <= 0) return false;
  // Careless lists have "ofcourse", too.
  if (w.scowl == 0 && letters.size() > 3 && w.books <= 0 && runs_together(key)) return false;
  if (curated(w)) return true;
  if (is_compound(key) && w.web >= kCompoundWeb && w.typed >= kCompoundTyped) return true;
  const double typed = table_.abbreviations.contains(key) ? kAbbreviation : kUnlistedTyped;
  return letters.size() >= 3 && w.web >= kUnlistedWeb && w.typed >= typed;
}

/// Two listed words that are usually written as one, or as often as not.
bool Builder::is_compound(const std::string& key) const {
  if (!table_.one_word.contains(key)) return false;
  const auto listed = [this](const std::string& part) {
    const auto word = table_.words.find(part);
    return word != table_.words.end() && word->second.scowl > 0 && word->second.scowl <= 50;
  };
  for (std::size_t at = kCompoundPart; at + kCompoundPart <= key.size(); ++at) {
    if (listed(key.substr(0, at)) && listed(key.substr(at))) return true;
  }
  return false;
}

/// Where the likeliest two of frequent words meet in it; 0 where there are none.
std::size_t Builder::split_of(const std::string& key) const {
  const auto frequent = [this](const std::string& part) {
    const auto word = table_.words.find(part);
    if (word == table_.words.end() || (part.size() == 1 && part != "a" && part != "i")) return 0.0;
    const double p = p_.at(word->first);
    return p >= kFrequentPart ? p : 0.0;
  };
  std::size_t best = 0;
  double best_p = 0;
  for (std::size_t at = 1; at < key.size(); ++at) {
    const double p = frequent(key.substr(0, at)) * frequent(key.substr(at));
    if (p <= best_p) continue;
    best = at;
    best_p = p;
  }
  return best;
}

/// Two frequent words with the space left out ("ofcourse").
bool Builder::runs_together(const std::string& key) const {
  return !is_own_word(key) && !table_.one_word.contains(key) && split_of(key) > 0;
}

/// What is no word, but two that many write as one ("alot").
std::vector<JoinedWords> Builder::joined() const {
  std::vector<JoinedWords> out;
  const auto usual_form = [this](const std::string& key) {
    const auto word = table_.words.find(key);
    return word_forms(word->first, word->second).front().form;
  };
  for (const auto& [key, share] : table_.two_words) {
    const auto word = table_.words.find(key);
    if (is_own_word(key) || (word != table_.words.end() && accepted(key, word->second))) continue;
    // "feelin" is no "feel in".
    if (key.ends_with("in") && table_.words.contains(key + "g")) continue;
    const std::size_t at = split_of(key);
    if (at == 0) continue;
    std::string first = usual_form(key.substr(0, at));
    std::string second = usual_form(key.substr(at));
    // A name of two words has both capitals.
    if (is_capital(first) != is_capital(second) && first != "I" && second != "I") {
      first = to_lower(first);
      second = to_lower(second);
    }
    first.append(1, ' ').append(second);
    out.push_back({key, std::move(first), static_cast<float>(-std::log(share))});
  }
  return out;
}

bool Builder::offensive(std::string_view key, const WordEvidence& w) const {
  if (w.sureness >= 2 || (w.sureness == 1 && w.aosp_offensive)) return true;
  const double p = p_.at(key);
  if (w.listed_offensive && (w.sureness < 0 ? p < 2e-6 : p < 5e-6 && w.sureness > 0)) return true;
  if (!w.aosp_offensive) return false;
  // Inflections of a word that is surely profane.
  for (std::size_t n = 4; n < key.size(); ++n) {
    const auto stem = table_.words.find(std::string(key.substr(0, n)));
    if (stem != table_.words.end() && stem->second.sureness >= 2) return true;
  }
  return false;
}

uint8_t Builder::flags(const Chosen& chosen) const {
  unsigned out = 0;
  if (offensive(chosen.key, *chosen.word)) out |= kWordOffensive | kWordNeverAutocorrect;
  if (chosen.word->abbreviation) out |= kWordAbbreviation;
  if (chosen.p < kRareTarget) out |= kWordNeverAutocorrect;
  return static_cast<uint8_t>(out);
}

/// Behind the emoji that a list gives for a word, those that bear its name; a few for each word.
void add_emoji_names(std::vector<std::pair<std::string, std::string>>* emoji) {
  constexpr std::size_t kMostPerWord = 4;
  std::unordered_map<std::string, std::size_t> count;
  for (const auto& [word, listed] : *emoji) ++count[word];
  for (auto& [word, named] : emoji_names()) {
    if (count[word]++ < kMostPerWord) emoji->emplace_back(word, named);
  }
}

LexiconSource Builder::build(BuildReport* report) {
  for (const auto& [key, w] : table_.words) p_[key] = pooled(w);
  drop_typos();
  drop_bare_contractions();
  std::vector<Chosen> chosen;
  for (const auto& [key, w] : table_.words) {
    if (accepted(key, w)) chosen.push_back({key, &w, p_[key]});
  }
  LexiconSource out;
  for (const auto& [key, w] : table_.words) {
    // Slips are seen on the web, too.
    const bool slip = dropped_.contains(key) || table_.typos.contains(key) || runs_together(key);
    if (!accepted(key, w) && !slip && p_[key] > 0) {
      out.seen.emplace_back(key, static_cast<float>(std::log(std::min(p_[key], 1.0))));
    }
  }
  std::sort(chosen.begin(), chosen.end(), [](const Chosen& a, const Chosen& b) {
    return a.p != b.p ? a.p > b.p : a.key < b.key;
  });
  if (chosen.size() > options_.max_words) chosen.resize(options_.max_words);
  double total = 0;
  for (const Chosen& c : chosen) total += c.p;
  for (const Chosen& c : chosen) {
    const uint8_t bits = flags(c);
    if ((bits & kWordOffensive) != 0) ++report->offensive;
    const auto ways = word_forms(c.key, *c.word);
    double shares = 0;
    for (const auto& [form, share] : ways) shares += share;
    for (const auto& [form, share] : ways) {
      const double p = c.p / total * share / shares;
      out.words.push_back({form, static_cast<float>(std::min(std::log(p), 0.0)), bits});
    }
  }
  out.emoji = std::move(table_.emoji);
  add_emoji_names(&out.emoji);
  out.joined = joined();
  return out;
}

}  // namespace

Result<std::pair<std::vector<std::byte>, BuildReport>> build_lexicon(const BuildOptions& options) {
  BuildReport report;
  auto table = read_word_table(options, &report);
  if (!table) return table.error();
  const LexiconSource source = Builder(std::move(table.value()), options).build(&report);
  auto bytes = write_lexicon(source);
  if (!bytes) return bytes.error();
  if (bytes->size() > options.max_bytes) {
    return make_error(ErrorCode::kInvalidArgument,
                      "the lexicon has " + std::to_string(bytes->size()) + " bytes, more than " +
                          std::to_string(options.max_bytes) + "; ask for fewer words");
  }
  const auto lexicon = Lexicon::from_bytes(*bytes);
  if (!lexicon) return lexicon.error();
  report.words = (*lexicon)->size();
  report.nodes = (*lexicon)->node_count();
  report.bytes = bytes->size();
  return std::pair(std::move(bytes.value()), std::move(report));
}

}  // namespace inkling
