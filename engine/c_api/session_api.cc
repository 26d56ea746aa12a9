// Sessions of the C interface: the text and what keys do to it.
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "engine/c_api/entries.h"
#include "engine/c_api/gesture_io.h"
#include "engine/c_api/struct_io.h"
#include "engine/layout.h"

namespace inkling::c_api {
namespace {

constexpr std::size_t kFirstSessionOptions =
    offsetof(inkling_session_options, autocorrect) + sizeof(inkling_strength);
constexpr std::size_t kFirstEdit = offsetof(inkling_edit, commit_id) + sizeof(uint64_t);

std::optional<FieldKind> field_of(inkling_field field) {
  switch (field) {
    case INKLING_FIELD_TEXT:
      return FieldKind::kText;
    case INKLING_FIELD_PASSWORD:
      return FieldKind::kPassword;
    case INKLING_FIELD_EMAIL:
      return FieldKind::kEmail;
    case INKLING_FIELD_URI:
      return FieldKind::kUri;
    case INKLING_FIELD_NUMBER:
      return FieldKind::kNumber;
    case INKLING_FIELD_SEARCH:
      return FieldKind::kSearch;
    default:
      return std::nullopt;
  }
}

std::optional<AutocorrectStrength> strength_of(inkling_strength strength) {
  switch (strength) {
    case INKLING_AUTOCORRECT_OFF:
      return AutocorrectStrength::kOff;
    case INKLING_AUTOCORRECT_CAREFUL:
      return AutocorrectStrength::kCareful;
    case INKLING_AUTOCORRECT_NORMAL:
      return AutocorrectStrength::kNormal;
    case INKLING_AUTOCORRECT_BOLD:
      return AutocorrectStrength::kBold;
    default:
      return std::nullopt;
  }
}

Result<SessionOptions> options_in(const inkling_session_options* from) {
  SessionOptions out;
  if (from == nullptr) return out;
  const auto read = read_struct<inkling_session_options>(
      "inkling_session_options", from, kFirstSessionOptions, INKLING_SESSION_OPTIONS_INIT);
  if (!read) return read.error();
  const auto bad = [](const std::string& message) {
    return make_error(ErrorCode::kInvalidArgument, message);
  };
  if (read->layout != nullptr) out.layout = read->layout;
  if (Layout::find(out.layout) == nullptr) {
    return bad("there is no layout \"" + out.layout + "\"; see inkling_session_options.layout");
  }
  const auto field = field_of(read->field);
  if (!field) return bad("there is no field " + std::to_string(read->field));
  const auto strength = strength_of(read->autocorrect);
  if (!strength) return bad("there is no strength " + std::to_string(read->autocorrect));
  out.field = *field;
  out.no_learning = read->no_learning != 0;
  out.autocorrect = *strength;
  out.auto_capitals = read->auto_capitals != 0;
  out.double_space_stop = read->double_space_stop != 0;
  return out;
}

/// Runs `call`, which changes the text and says what it committed, and tells `edit` about it:
/// Result<Commit>(Session&).
template <typename Call>
inkling_status with_edit(inkling_session id, inkling_edit* edit, Call&& call) noexcept {
  return with_session(id, [&](SessionEntry& entry) {
    if (edit == nullptr) {
      const Result<Commit> done = call(entry.session);
      return done ? inkling_status{INKLING_OK} : fail(done.error());
    }
    if (Status ok = check_struct_size("inkling_edit", edit->size, kFirstEdit); !ok.ok()) {
      return fail(ok.error());
    }
    const std::string before = entry.session.committed();
    const std::string right = entry.session.right();
    Result<Commit> done = call(entry.session);
    if (!done) return fail(done.error());
    entry.commit = std::move(done.value());
    entry.edit = text_edit({before, right}, {entry.session.committed(), entry.session.right()},
                           entry.session.composing());
    const inkling_edit out = {sizeof(inkling_edit),
                              entry.edit.erased_bytes,
                              entry.edit.erased_utf16,
                              text_out(entry.edit.inserted),
                              text_out(entry.edit.composing),
                              text_out(entry.commit.typed),
                              text_out(entry.commit.committed),
                              entry.commit.autocorrected ? 1 : 0,
                              entry.commit.id,
                              entry.edit.erased_after_bytes,
                              entry.edit.erased_after_utf16};
    write_struct(out, edit);
    return inkling_status{INKLING_OK};
  });
}

Result<std::optional<Touch>> touch_in(const inkling_touch* touch) {
  if (touch == nullptr) return std::optional<Touch>();
  if (!std::isfinite(touch->x) || !std::isfinite(touch->y)) {
    return make_error(ErrorCode::kInvalidArgument,
                      "a touch is not a number of key widths and heights; pass NULL for none");
  }
  return std::optional<Touch>(Touch{touch->x, touch->y});
}

}  // namespace
}  // namespace inkling::c_api

using namespace inkling;         // NOLINT: the functions below cannot be in a namespace
using namespace inkling::c_api;  // NOLINT

extern "C" {

inkling_status inkling_session_open(inkling_engine engine, const inkling_session_options* options,
                                    inkling_session* session) {
  return guarded([&] {
    if (session == nullptr)
      return fail_null("inkling_session_open() needs a place for the session");
    const auto of = engines().find(engine);
    if (of == nullptr) return fail_closed("engine");
    const auto read = options_in(options);
    if (!read) return fail(read.error());
    const auto id = sessions().add(std::make_shared<SessionEntry>(of->engine, *read));
    if (id == 0) return fail(INKLING_UNSUPPORTED, "too many sessions are open; close some");
    *session = id;
    return inkling_status{INKLING_OK};
  });
}

inkling_status inkling_session_close(inkling_session session) {
  return guarded([&] {
    const bool given = sessions().was_given(session);
    const auto entry = sessions().remove(session);
    if (entry == nullptr) return given ? inkling_status{INKLING_OK} : fail_closed("session");
    entry->cancelling.cancel(std::numeric_limits<uint64_t>::max());
    const MutexLock lock(entry->mutex);
    entry->closed = true;
    return inkling_status{INKLING_OK};
  });
}

inkling_status inkling_session_set_context(inkling_session session, inkling_text left,
                                           inkling_text right) {
  return with_session(session, [&](SessionEntry& entry) {
    const auto before = text_in("left", left);
    if (!before) return fail(before.error());
    const auto after = text_in("right", right);
    if (!after) return fail(after.error());
    entry.session.set_context(*before, *after);
    return inkling_status{INKLING_OK};
  });
}

inkling_status inkling_session_key(inkling_session session, inkling_text character,
                                   const inkling_touch* touch, inkling_edit* edit) {
  return with_edit(session, edit, [&](Session& s) -> Result<Commit> {
    const auto text = text_in("character", character);
    if (!text) return text.error();
    const auto where = touch_in(touch);
    if (!where) return where.error();
    return s.key(*text, *where);
  });
}

inkling_status inkling_session_gesture(inkling_session session, const inkling_gesture_point* points,
                                       size_t count, inkling_gesture_case letter_case,
                                       inkling_edit* edit) {
  return with_edit(session, edit, [&](Session& s) -> Result<Commit> {
    const auto drawn = drawn_in(points, count, letter_case);
    if (!drawn) return drawn.error();
    return s.gesture(drawn->points, drawn->letter_case);
  });
}

inkling_status inkling_session_backspace(inkling_session session, inkling_edit* edit) {
  return with_edit(session, edit, [](Session& s) -> Result<Commit> {
    s.backspace();
    return Commit{};
  });
}

inkling_status inkling_session_accept(inkling_session session, size_t index, inkling_edit* edit) {
  return with_edit(session, edit, [index](Session& s) { return s.accept(index); });
}

inkling_status inkling_session_pick(inkling_session session, inkling_text text,
                                    inkling_edit* edit) {
  return with_edit(session, edit, [&](Session& s) -> Result<Commit> {
    const auto picked = text_in("text", text);
    if (!picked) return picked.error();
    return s.pick(*picked);
  });
}

inkling_status inkling_session_mend(inkling_session session, size_t begin, inkling_text text,
                                    inkling_edit* edit) {
  return with_edit(session, edit, [&](Session& s) -> Result<Commit> {
    const auto word = text_in("text", text);
    if (!word) return word.error();
    if (begin >= s.committed().size() + s.composing().size() &&
        begin < s.left().size() + s.right().size()) {
      return make_error(ErrorCode::kUnsupported,
                        "byte " + std::to_string(begin) +
                            " is right of the cursor, where an edit puts nothing in; move the "
                            "cursor to the word first");
    }
    return s.mend(begin, *word);
  });
}

inkling_status inkling_session_revert(inkling_session session, uint64_t commit_id,
                                      inkling_edit* edit) {
  return with_edit(session, edit, [commit_id](Session& s) -> Result<Commit> {
    if (s.revert(commit_id)) return Commit{};
    return make_error(ErrorCode::kNotFound,
                      "commit " + std::to_string(commit_id) +
                          " cannot be taken back: there is none, or the text has changed since");
  });
}

inkling_status inkling_session_finish(inkling_session session, inkling_edit* edit) {
  return with_edit(session, edit, [](Session& s) -> Result<Commit> { return s.finish(); });
}

inkling_status inkling_session_text(inkling_session session, inkling_text* left,
                                    inkling_text* composing, inkling_text* right) {
  return with_session(session, [&](const SessionEntry& entry) {
    if (left != nullptr) *left = text_out(entry.session.committed());
    if (composing != nullptr) *composing = text_out(entry.session.composing());
    if (right != nullptr) *right = text_out(entry.session.right());
    return inkling_status{INKLING_OK};
  });
}

inkling_status inkling_session_wants_capital(inkling_session session, int32_t* wants) {
  return with_session(session, [&](SessionEntry& entry) {
    if (wants == nullptr)
      return fail_null("inkling_session_wants_capital() needs a place for the answer");
    *wants = entry.session.wants_capital() ? 1 : 0;
    return inkling_status{INKLING_OK};
  });
}

inkling_status inkling_session_composing_after(inkling_session session, inkling_text* after) {
  return with_session(session, [&](SessionEntry& entry) {
    if (after == nullptr) {
      return fail_null("inkling_session_composing_after() needs a place for the text");
    }
    entry.composing_after = entry.session.composing_after();
    *after = text_out(entry.composing_after);
    return inkling_status{INKLING_OK};
  });
}

}  // extern "C"
