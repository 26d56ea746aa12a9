#include "cache/history/history_json.h"

#include <cmath>
#include <istream>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cache/history/history_rules.h"
#include "cache/history/history_seal.h"

namespace inkling {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "inkling-history";
constexpr int kVersion = 1;

std::string name_of(const HistoryIndex& index, HistoryIndex::Id id) {
  return id == HistoryIndex::kNone ? std::string() : index.word(id).text;
}

bool storable(const std::string& text) { return text == kSentenceStart || may_learn(text); }

/// Reads typed fields of one entry; throws Json exceptions, caught once below.
double count_of(const Json& entry) {
  const double count = entry.at("count").get<double>();
  if (!std::isfinite(count) || count < 0) throw std::invalid_argument("count must not be negative");
  return count;
}

void read_words(const Json& list, std::vector<HistoryOp>* out) {
  for (const Json& entry : list) {
    HistoryOp op;
    op.kind = HistoryOp::Kind::kWord;
    op.a = entry.at("text").get<std::string>();
    op.delta = count_of(entry);
    op.time = entry.at("last_used").get<int64_t>();
    if (entry.value("personal", false)) op.flags_set |= kHistoryPersonal;
    if (entry.value("blocked", false)) op.flags_set |= kHistoryBlocked;
    if (entry.value("waiting", false)) op.flags_set |= kHistoryWaiting;
    if (storable(op.a)) out->push_back(std::move(op));
  }
}

void read_ngrams(const Json& list, std::vector<HistoryOp>* out) {
  for (const Json& entry : list) {
    HistoryOp op;
    op.kind = HistoryOp::Kind::kNgram;
    const auto words = entry.at("words").get<std::vector<std::string>>();
    if (words.size() != 2 && words.size() != 3) {
      throw std::invalid_argument("an n-gram has two or three words");
    }
    op.a = words.size() == 3 ? words[0] : std::string();
    op.b = words[words.size() - 2];
    op.c = words.back();
    op.delta = count_of(entry);
    op.time = entry.at("last_used").get<int64_t>();
    if ((op.a.empty() || storable(op.a)) && storable(op.b) && storable(op.c)) {
      out->push_back(std::move(op));
    }
  }
}

void read_rest(const Json& json, std::vector<HistoryOp>* out) {
  for (const Json& entry : json.value("corrections", Json::array())) {
    HistoryOp op;
    op.kind = HistoryOp::Kind::kCorrection;
    op.a = entry.at("typed").get<std::string>();
    op.b = entry.at("word").get<std::string>();
    op.accepted = entry.at("accepted").get<uint32_t>();
    op.reverted = entry.at("reverted").get<uint32_t>();
    if (may_learn(op.a) && may_learn(op.b)) out->push_back(std::move(op));
  }
  for (const Json& entry : json.value("shortcuts", Json::array())) {
    HistoryOp op;
    op.kind = HistoryOp::Kind::kShortcut;
    op.a = entry.at("typed").get<std::string>();
    op.b = entry.at("expansion").get<std::string>();
    if (is_clean_text(op.a, kMaxWordBytes) && is_clean_text(op.b, kMaxExpansionBytes)) {
      out->push_back(std::move(op));
    }
  }
  for (const Json& entry : json.value("emoji", Json::array())) {
    HistoryOp op;
    op.kind = HistoryOp::Kind::kEmoji;
    op.a = entry.at("emoji").get<std::string>();
    op.b = entry.at("word").get<std::string>();
    op.delta = count_of(entry);
    op.time = entry.at("last_used").get<int64_t>();
    if (may_learn(op.a) && (op.b.empty() || may_learn(op.b))) out->push_back(std::move(op));
  }
}

}  // namespace

Status write_history_json(const HistoryIndex& index, const std::string& language, int64_t now,
                          std::ostream& out) {
  const double unscale = 1.0 / index.scale_at(now);
  // Counts are given as of `now`, so that is when they hold.
  Json json = {{"format", kFormat}, {"version", kVersion}, {"language", language}};
  Json& words = json["words"] = Json::array();
  for (const auto& [key, id] : index.keys()) {
    const HistoryIndex::Word& word = index.word(id);
    if (is_sealed(word.text)) continue;  // it says nothing to another database
    Json entry = {{"text", word.text}, {"count", word.scaled * unscale}, {"last_used", now}};
    if ((word.flags & kHistoryPersonal) != 0) entry["personal"] = true;
    if ((word.flags & kHistoryBlocked) != 0) entry["blocked"] = true;
    if ((word.flags & kHistoryWaiting) != 0) entry["waiting"] = true;
    words.push_back(std::move(entry));
  }
  Json& ngrams = json["ngrams"] = Json::array();
  for (const HistoryNgrams::Context& context : index.ngrams().contexts()) {
    for (const HistoryNgrams::Use& next : index.ngrams().uses(context)) {
      Json texts = Json::array();
      if (context.before_last != HistoryIndex::kNone) {
        texts.push_back(name_of(index, context.before_last));
      }
      texts.push_back(name_of(index, context.last));
      texts.push_back(name_of(index, next.word));
      ngrams.push_back(
          {{"words", std::move(texts)}, {"count", next.scaled * unscale}, {"last_used", now}});
    }
  }
  Json& corrections = json["corrections"] = Json::array();
  for (const auto& [pair, record] : index.corrections()) {
    corrections.push_back({{"typed", pair.first},
                           {"word", pair.second},
                           {"accepted", record.accepted},
                           {"reverted", record.reverted}});
  }
  Json& shortcuts = json["shortcuts"] = Json::array();
  for (const auto& [typed, expansion] : index.shortcuts) {
    shortcuts.push_back({{"typed", typed}, {"expansion", expansion}});
  }
  Json& emoji = json["emoji"] = Json::array();
  for (const auto& e : index.emoji_habits()) {
    emoji.push_back(
        {{"emoji", e.emoji}, {"word", e.word}, {"count", e.scaled * unscale}, {"last_used", now}});
  }
  out << json.dump(1) << '\n';
  if (!out.flush()) return make_error(ErrorCode::kIo, "the export could not be written in full");
  return {};
}

Result<std::vector<HistoryOp>> read_history_json(std::istream& in) {
  const auto corrupt = [](const std::string& what) {
    return make_error(ErrorCode::kCorrupt, "not a history export: " + what);
  };
  try {
    const Json json = Json::parse(in);
    if (!json.is_object() || json.value("format", "") != kFormat) {
      return corrupt("\"format\" must be \"inkling-history\"");
    }
    if (json.at("version").get<int>() != kVersion) return corrupt("an unknown version");
    std::vector<HistoryOp> out;
    read_words(json.at("words"), &out);
    read_ngrams(json.at("ngrams"), &out);
    read_rest(json, &out);
    return out;
  } catch (const std::exception& error) {  // the JSON library's own, or ours from above
    return corrupt(error.what());
  }
}

}  // namespace inkling
