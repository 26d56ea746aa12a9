// The history of the C interface.
#include <array>
#include <charconv>
#include <memory>
#include <sstream>
#include <string>
#include <utility>

#include "cache/history/history.h"
#include "engine/c_api/entries.h"

struct inkling_buffer {  // NOLINT(readability-identifier-naming): declared in C
  std::string bytes;
};

using namespace inkling;         // NOLINT: the functions below cannot be in a namespace
using namespace inkling::c_api;  // NOLINT

namespace {

/// Runs `call` on the history with a word of the caller.
template <typename Call>
inkling_status with_word(inkling_engine engine, inkling_text word, Call&& call) noexcept {
  return with_engine(engine, [&](const Engine& e) {
    const auto text = text_in("word", word);
    if (!text) return fail(text.error());
    call(e.history(), *text);
    return inkling_status{INKLING_OK};
  });
}

void hand_out(std::string bytes, inkling_buffer** buffer) {
  auto out = std::make_unique<inkling_buffer>();
  out->bytes = std::move(bytes);
  *buffer = out.release();
}

Result<HistoryImport> take_in(History& history, inkling_text given) {
  auto text = text_in("text", given);
  if (!text) return text.error();
  std::istringstream in(*std::move(text));
  return history.import_from(in);
}

/// Not printf: the decimal point must not depend on the caller's locale.
std::string number(double value) {
  std::array<char, 64> out = {};
  constexpr int kDigits = 3;
  const auto end =
      std::to_chars(out.data(), out.data() + out.size(), value, std::chars_format::fixed, kDigits);
  return {out.data(), end.ptr};
}

}  // namespace

extern "C" {

inkling_status inkling_history_forget(inkling_engine engine, inkling_text word) {
  return with_word(engine, word, [](History& h, const std::string& w) { h.forget(w); });
}
inkling_status inkling_history_block(inkling_engine engine, inkling_text word) {
  return with_word(engine, word, [](History& h, const std::string& w) { h.block(w); });
}
inkling_status inkling_history_unblock(inkling_engine engine, inkling_text word) {
  return with_word(engine, word, [](History& h, const std::string& w) { h.unblock(w); });
}
inkling_status inkling_history_add_word(inkling_engine engine, inkling_text word) {
  return with_engine(engine, [&](const Engine& e) {
    const auto text = text_in("word", word);
    if (!text) return fail(text.error());
    return status_of(e.history().add_personal(*text));
  });
}
inkling_status inkling_history_clear(inkling_engine engine) {
  return with_engine(engine, [](const Engine& e) { return status_of(e.history().clear()); });
}
inkling_status inkling_history_flush(inkling_engine engine) {
  return with_engine(engine, [](const Engine& e) { return status_of(e.history().flush()); });
}

inkling_status inkling_history_set_shortcut(inkling_engine engine, inkling_text typed,
                                            inkling_text expansion) {
  return with_engine(engine, [&](const Engine& e) {
    const auto key = text_in("typed", typed);
    if (!key) return fail(key.error());
    const auto text = text_in("expansion", expansion);
    if (!text) return fail(text.error());
    return status_of(e.history().set_shortcut(*key, *text));
  });
}
inkling_status inkling_history_remove_shortcut(inkling_engine engine, inkling_text typed) {
  return with_word(engine, typed, [](History& h, const std::string& w) { h.remove_shortcut(w); });
}

inkling_status inkling_history_export(inkling_engine engine, inkling_buffer** json) {
  return with_engine(engine, [&](const Engine& e) {
    if (json == nullptr) return fail_null("inkling_history_export() needs a place for the buffer");
    std::ostringstream out;
    if (Status done = e.history().export_json(out); !done.ok()) return fail(done.error());
    hand_out(std::move(out).str(), json);
    return inkling_status{INKLING_OK};
  });
}

inkling_status inkling_history_import(inkling_engine engine, inkling_text text) {
  return with_engine(engine, [&](const Engine& e) {
    const auto taken = take_in(e.history(), text);
    return taken ? inkling_status{INKLING_OK} : fail(taken.error());
  });
}

inkling_status inkling_history_import_report(inkling_engine engine, inkling_text text,
                                             inkling_buffer** sentence) {
  return with_engine(engine, [&](const Engine& e) {
    if (sentence == nullptr) {
      return fail_null("inkling_history_import_report() needs a place for the buffer");
    }
    const auto taken = take_in(e.history(), text);
    if (!taken) return fail(taken.error());
    hand_out(taken->sentence(), sentence);
    return inkling_status{INKLING_OK};
  });
}

inkling_status inkling_history_shortcuts(inkling_engine engine, inkling_buffer** lines) {
  return with_engine(engine, [&](const Engine& e) {
    if (lines == nullptr) {
      return fail_null("inkling_history_shortcuts() needs a place for the buffer");
    }
    std::string out;
    for (const auto& [typed, expansion] : e.history().shortcuts()) {
      out += typed;
      out += '\t';
      out += expansion;
      out += '\n';
    }
    hand_out(std::move(out), lines);
    return inkling_status{INKLING_OK};
  });
}

inkling_status inkling_history_words(inkling_engine engine, inkling_text prefix, size_t limit,
                                     inkling_buffer** lines) {
  return with_engine(engine, [&](const Engine& e) {
    if (lines == nullptr) return fail_null("inkling_history_words() needs a place for the buffer");
    const auto begin = text_in("prefix", prefix);
    if (!begin) return fail(begin.error());
    std::string out;
    for (const HistoryWord& word : e.history().words(*begin, limit)) {
      out += word.text + "\t" + number(word.count) + (word.personal ? "\t1" : "\t0") +
             (word.blocked ? "\t1\n" : "\t0\n");
    }
    hand_out(std::move(out), lines);
    return inkling_status{INKLING_OK};
  });
}

inkling_text inkling_buffer_text(const inkling_buffer* buffer) {
  return buffer == nullptr ? inkling_text{nullptr, 0} : text_out(buffer->bytes);
}
void inkling_buffer_free(inkling_buffer* buffer) {
  const std::unique_ptr<inkling_buffer> gone(buffer);
}

}  // extern "C"
