#include "tools/simulator/simulate.h"

#include <cstdio>
#include <memory>
#include <numeric>

#include "engine/lexicon/text_key.h"
#include "tokenizer/normalize.h"
#include "tokenizer/utf8.h"
#include "tools/items.h"
#include "tools/simulator/drawn_trace.h"
#include "tools/simulator/typed_output.h"

namespace inkling {
namespace {

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

/// Normalised lines that hold something; a tab would break a row.
std::vector<std::string> lines_to_type(const std::vector<std::string>& lines) {
  std::vector<std::string> out;
  for (const std::string& raw : lines) {
    std::string line = normalize(raw);
    if (line.find_first_not_of(" \n") != std::string::npos) out.push_back(std::move(line));
  }
  return out;
}

Status check_letters(const std::vector<std::string>& lines, const Layout& layout) {
  bool any_word = false;
  for (const std::string& line : lines) {
    for (const Item& item : find_items(line)) {
      any_word = true;
      const std::string_view word = std::string_view(line).substr(item.begin);
      const char32_t first = lower_letter(decode_utf8(utf8_head(word, 4)).at(0));
      if (layout.center(first) || layout.center(base_letter(first))) return {};
    }
  }
  if (!any_word) {
    return make_error(ErrorCode::kCorrupt, "the text has no word to type; give lines of text");
  }
  return make_error(ErrorCode::kInvalidArgument, "layout " + layout.name() +
                                                     " has a key for none of the text's words; "
                                                     "choose one for its script with --layout");
}

std::string source_name(const SimulationOptions& options) {
  std::array<char, 128> text{};
  const bool drawn = options.mode == SimulationMode::kDrawnTrace;
  std::snprintf(text.data(), text.size(), "simulated: %s, noise %g, seed %llu",
                drawn ? "drawn words" : posture_name(options.typist.posture), options.typist.noise,
                static_cast<unsigned long long>(options.typist.seed));
  return text.data();
}

std::vector<std::unique_ptr<Typist>> make_typists(const Layout& layout, const FingerParams& params,
                                                  const SimulationOptions& options) {
  std::vector<std::unique_ptr<Typist>> typists;
  Random seeds(options.typist.seed);
  for (std::size_t i = 0; i < options.people; ++i) {
    TypistOptions person = options.typist;
    person.seed = seeds.next();
    typists.push_back(std::make_unique<Typist>(layout, params, person));
  }
  return typists;
}

void count_words(std::string_view line, const std::vector<TypedPart>& parts,
                 SimulationCounts* counts) {
  for (const TypedPart& part : parts) {
    const std::string_view text = line.substr(part.begin, part.end - part.begin);
    counts->characters += decode_utf8(text).size();
    if (!part.is_word) continue;
    const std::size_t words = find_items(text).size();
    counts->words += words;
    if (typed_text(part.strokes) != to_lower(text)) counts->wrong_words += words;
  }
}

Error cannot_write() { return make_error(ErrorCode::kIo, "the output cannot be written"); }

Result<SimulationCounts> simulate_drawn(const std::vector<std::string>& lines, const Layout& layout,
                                        const FingerParams& params,
                                        const SimulationOptions& options, const LineSink& sink) {
  bool written = sink(header_line({"en-US", layout.name(), source_name(options)}));
  std::vector<std::unique_ptr<DrawnTrace>> people;
  Random seeds(options.typist.seed);
  for (std::size_t i = 0; i < options.people; ++i) {
    people.push_back(std::make_unique<DrawnTrace>(
        layout, params, SwiperOptions{options.typist.noise, seeds.next()}));
  }
  for (std::size_t i = 0; i < lines.size() && written; ++i) {
    for (const TraceEvent& event : people[i % people.size()]->events_of(lines[i])) {
      written = written && sink(event_line(event));
    }
  }
  if (!written) return cannot_write();
  SimulationCounts counts;
  for (const auto& person : people) counts.words += person->words();
  return counts;
}

}  // namespace

double SimulationCounts::character_error_rate() const {
  const std::size_t all = std::accumulate(slips.begin(), slips.end(), std::size_t{0});
  return share(all - slips.at(static_cast<std::size_t>(SlipKind::kTakenBack)), characters);
}

double SimulationCounts::word_error_rate() const { return share(wrong_words, words); }

Result<SimulationCounts> simulate(const std::vector<std::string>& lines, const Layout& layout,
                                  const FingerParams& params, const SimulationOptions& options,
                                  const LineSink& sink) {
  if (options.people == 0) {
    return make_error(ErrorCode::kInvalidArgument, "at least one person must type");
  }
  const std::vector<std::string> texts = lines_to_type(lines);
  if (auto checked = check_letters(texts, layout); !checked) return checked.error();
  if (options.mode == SimulationMode::kDrawnTrace) {
    return simulate_drawn(texts, layout, params, options, sink);
  }
  const bool trace = options.mode == SimulationMode::kTrace;
  bool written = sink(trace ? header_line({"en-US", layout.name(), source_name(options)})
                            : correction_header());
  const auto typists = make_typists(layout, params, options);
  SimulationCounts counts;
  TraceWriter writer;
  for (std::size_t i = 0; i < texts.size() && written; ++i) {
    const std::string& line = texts[i];
    const auto parts = typists[i % typists.size()]->type_line(line);
    count_words(line, parts, &counts);
    if (trace) {
      for (const TraceEvent& event : writer.events_of(line, parts)) {
        written = written && sink(event_line(event));
      }
    } else {
      for (const CorrectionItem& item : correction_items(line, parts)) {
        written = written && sink(correction_row(item));
      }
    }
  }
  if (!written) return cannot_write();
  for (const auto& typist : typists) {
    for (std::size_t kind = 0; kind < kSlipKinds; ++kind) {
      counts.slips.at(kind) += typist->slips().at(kind);
    }
  }
  return counts;
}

}  // namespace inkling
