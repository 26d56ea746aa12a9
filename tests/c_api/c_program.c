/* The C interface as a C11 program sees it. Usage: c_program PACK_DIR */
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "engine/inkling_c.h"

static int failures = 0;

#define CHECK(condition)                                                     \
  do {                                                                       \
    if (!(condition)) {                                                      \
      printf("%s:%d: %s (last error: %s)\n", __FILE__, __LINE__, #condition, \
             inkling_last_error());                                          \
      ++failures;                                                            \
    }                                                                        \
  } while (0)

static int is(inkling_text text, const char* expected) {
  return text.size == strlen(expected) &&
         (text.size == 0 || memcmp(text.data, expected, text.size) == 0);
}

static inkling_text text(const char* of) { return inkling_text_of(of); }

static inkling_engine open_engine(const char* pack) {
  inkling_engine_options options = INKLING_ENGINE_OPTIONS_INIT;
  inkling_engine engine = 0;
  options.pack_dir = pack;
  CHECK(inkling_engine_open(&options, &engine) == INKLING_OK);
  CHECK(engine != 0);
  return engine;
}

static inkling_session open_session(inkling_engine engine) {
  inkling_session session = 0;
  CHECK(inkling_session_open(engine, NULL, &session) == INKLING_OK);
  CHECK(session != 0);
  return session;
}

static void type(inkling_session session, const char* keys, inkling_edit* edit) {
  for (; *keys != '\0'; ++keys) {
    inkling_text key = {keys, 1};
    CHECK(inkling_session_key(session, key, NULL, edit) == INKLING_OK);
  }
}

static int committed_is(inkling_session session, const char* expected) {
  inkling_text left;
  return inkling_session_text(session, &left, NULL, NULL) == INKLING_OK && is(left, expected);
}
static int composing_is(inkling_session session, const char* expected) {
  inkling_text composing;
  return inkling_session_text(session, NULL, &composing, NULL) == INKLING_OK &&
         is(composing, expected);
}

static inkling_suggestions* suggest(inkling_session session, uint64_t sequence) {
  inkling_suggest_options options = INKLING_SUGGEST_OPTIONS_INIT;
  inkling_suggestions* strip = NULL;
  options.sequence = sequence;
  options.count = 8;
  CHECK(inkling_session_suggest(session, &options, &strip) == INKLING_OK);
  CHECK(strip != NULL);
  return strip;
}

static void corrects_and_reverts(inkling_engine engine) {
  inkling_session session = open_session(engine);
  inkling_edit edit = INKLING_EDIT_INIT;
  uint64_t id;
  CHECK(inkling_session_set_context(session, text("how are "), text("")) == INKLING_OK);
  type(session, "yiu", &edit);
  CHECK(is(edit.composing, "yiu") && edit.inserted.size == 0 && edit.commit_id == 0);
  type(session, " ", &edit);
  CHECK(is(edit.inserted, "you ") && edit.composing.size == 0 && edit.erased_bytes == 0);
  CHECK(is(edit.typed, "yiu") && is(edit.committed, "you") && edit.autocorrected);
  CHECK(edit.commit_id != 0);
  id = edit.commit_id;
  CHECK(inkling_session_revert(session, id + 1, &edit) == INKLING_NOT_FOUND);
  CHECK(inkling_session_revert(session, 0, NULL) == INKLING_NOT_FOUND);
  CHECK(strlen(inkling_last_error()) > 0);
  CHECK(inkling_session_revert(session, id, &edit) == INKLING_OK);
  CHECK(edit.erased_bytes == 4 && edit.erased_utf16 == 4 && is(edit.composing, "yiu"));
  CHECK(inkling_session_revert(session, id, &edit) == INKLING_NOT_FOUND);
  type(session, " ", &edit);
  CHECK(is(edit.inserted, "yiu ") && !edit.autocorrected);
  CHECK(inkling_session_close(session) == INKLING_OK);
}

static void accepts(inkling_engine engine) {
  inkling_session session = open_session(engine);
  inkling_suggestion one = INKLING_SUGGESTION_INIT;
  inkling_edit edit = INKLING_EDIT_INIT;
  inkling_suggestions* strip;
  char first[64] = "";
  CHECK(inkling_session_accept(session, 0, &edit) == INKLING_NOT_FOUND);
  type(session, "see you tomo", NULL);
  strip = suggest(session, 0);
  CHECK(inkling_suggestions_count(strip) >= 2);
  CHECK(inkling_suggestions_stages(strip) & INKLING_STAGE_LEXICON);
  CHECK(inkling_suggestions_nanos(strip) > 0);
  CHECK(!inkling_suggestions_partial(strip));
  CHECK(inkling_suggestions_at(strip, 0, &one) == INKLING_OK);
  CHECK(is(one.text, "tomorrow") && one.kind == INKLING_KIND_COMPLETION);
  CHECK(one.reason_model > INKLING_NO_REASON && one.reason_model < 0);
  CHECK(one.reason_lexicon < 0 && one.reason_channel == 0);
  CHECK(one.replaces.size == 0);
  CHECK(inkling_suggestions_at(strip, 1000, &one) == INKLING_NOT_FOUND);
  snprintf(first, sizeof first, "%.*s ", (int)one.text.size, one.text.data);
  CHECK(inkling_session_accept(session, inkling_suggestions_count(strip), NULL) ==
        INKLING_NOT_FOUND);
  CHECK(inkling_session_accept(session, 0, &edit) == INKLING_OK);
  CHECK(is(edit.inserted, first) && edit.composing.size == 0);
  CHECK(is(edit.typed, "tomo") && is(edit.committed, "tomorrow") && !edit.autocorrected);
  /* The strip is of another text now, but what was handed out stays. */
  CHECK(inkling_session_accept(session, 0, NULL) == INKLING_NOT_FOUND);
  CHECK(is(one.text, "tomorrow"));
  CHECK(inkling_session_revert(session, edit.commit_id, &edit) == INKLING_OK);
  CHECK(committed_is(session, "see you ") && composing_is(session, "tomo"));
  inkling_suggestions_free(strip);
  CHECK(inkling_session_pick(session, text("today"), NULL) == INKLING_OK);
  CHECK(committed_is(session, "see you today "));
  type(session, "wiht", NULL);
  CHECK(inkling_session_finish(session, &edit) == INKLING_OK);
  CHECK(is(edit.inserted, "wiht") && !edit.autocorrected);
  CHECK(inkling_session_close(session) == INKLING_OK);
}

/* Straight over the middles of keys, four points from key to key. */
static size_t draw(const float keys[][2], size_t count, inkling_gesture_point* points) {
  size_t n = 0;
  size_t i;
  int step;
  for (i = 0; i + 1 < count; ++i) {
    for (step = 0; step < 4; ++step, ++n) {
      points[n].x = keys[i][0] + (float)step / 4 * (keys[i + 1][0] - keys[i][0]);
      points[n].y = keys[i][1] + (float)step / 4 * (keys[i + 1][1] - keys[i][1]);
      points[n].t = (int64_t)n * 20;
    }
  }
  points[n].x = keys[count - 1][0];
  points[n].y = keys[count - 1][1];
  points[n].t = (int64_t)n * 20;
  return n + 1;
}

static void takes_drawn_words(inkling_engine engine) {
  /* h e l o on QWERTY */
  static const float kHello[][2] = {{6.5F, 1.5F}, {2.5F, 0.5F}, {9.0F, 1.5F}, {8.5F, 0.5F}};
  inkling_gesture_point points[16];
  const size_t count = draw(kHello, 4, points);
  inkling_session session = open_session(engine);
  inkling_edit edit = INKLING_EDIT_INIT;
  inkling_suggestion one = INKLING_SUGGESTION_INIT;
  inkling_suggestions* strip;
  CHECK(inkling_session_set_context(session, text("they said"), text("")) == INKLING_OK);
  CHECK(inkling_session_sketch(session, points, count, INKLING_CASE_AS_WRITTEN, NULL, &strip) ==
        INKLING_OK);
  CHECK(inkling_suggestions_at(strip, 0, &one) == INKLING_OK);
  CHECK(is(one.text, "hello") && one.kind == INKLING_KIND_GESTURE);
  CHECK(composing_is(session, "said"));
  inkling_suggestions_free(strip);
  CHECK(inkling_session_gesture(session, points, count, INKLING_CASE_TITLE, &edit) == INKLING_OK);
  CHECK(is(edit.inserted, "said ") && is(edit.composing, "Hello") && is(edit.committed, "said"));
  CHECK(inkling_session_backspace(session, &edit) == INKLING_OK);
  CHECK(committed_is(session, "they said ") && composing_is(session, ""));
  CHECK(inkling_session_gesture(session, NULL, 0, INKLING_CASE_UPPER, &edit) == INKLING_OK);
  CHECK(composing_is(session, ""));
  CHECK(inkling_session_gesture(session, NULL, 1, 0, &edit) == INKLING_INVALID_ARGUMENT);
  CHECK(inkling_session_gesture(session, points, count, 4, &edit) == INKLING_INVALID_ARGUMENT);
  points[1].x = HUGE_VALF;
  CHECK(inkling_session_gesture(session, points, count, 0, &edit) == INKLING_INVALID_ARGUMENT);
  CHECK(inkling_session_sketch(session, points, count, 0, NULL, &strip) ==
        INKLING_INVALID_ARGUMENT);
  CHECK(inkling_session_close(session) == INKLING_OK);
}

static void mends_a_word_that_stands_there(inkling_engine engine) {
  inkling_session session = open_session(engine);
  inkling_edit edit = INKLING_EDIT_INIT;
  inkling_word word = INKLING_WORD_INIT;
  inkling_suggestion one = INKLING_SUGGESTION_INIT;
  inkling_suggestions* others;
  CHECK(inkling_session_set_context(session, text("caf\303\251 and "), text("")) == INKLING_OK);
  type(session, "teh book th", NULL);
  CHECK(committed_is(session, "caf\303\251 and the book "));
  CHECK(inkling_session_look_at(session, 11, NULL, &word, &others) == INKLING_OK);
  CHECK(word.begin_bytes == 10 && word.end_bytes == 13);
  CHECK(word.begin_utf16 == 9 && word.end_utf16 == 12);
  CHECK(is(word.text, "the") && is(word.typed, "teh") && word.known && !word.drawn);
  CHECK(!word.blocked);
  CHECK(inkling_suggestions_at(others, 0, &one) == INKLING_OK);
  CHECK(is(one.text, "teh") && one.kind == INKLING_KIND_LITERAL);
  inkling_suggestions_free(others);
  CHECK(inkling_session_mend(session, 10, text("teh"), &edit) == INKLING_OK);
  CHECK(edit.erased_bytes == 8 && is(edit.inserted, "eh book ") && is(edit.composing, "th"));
  CHECK(committed_is(session, "caf\303\251 and teh book ") && composing_is(session, "th"));
  CHECK(inkling_session_mend(session, 9, text("the"), &edit) == INKLING_NOT_FOUND);
  CHECK(inkling_session_mend(session, 10, text(""), &edit) == INKLING_INVALID_ARGUMENT);
  CHECK(inkling_session_look_at(session, 1000, NULL, &word, NULL) == INKLING_OK);
  CHECK(is(word.text, "th"));
  CHECK(inkling_session_look_at(session, 5, NULL, NULL, NULL) == INKLING_INVALID_ARGUMENT);
  word.size = 3;
  CHECK(inkling_session_look_at(session, 5, NULL, &word, NULL) == INKLING_INVALID_ARGUMENT);
  CHECK(inkling_session_set_context(session, text("and "), text("the book")) == INKLING_OK);
  CHECK(inkling_session_mend(session, 4, text("a"), &edit) == INKLING_UNSUPPORTED);
  CHECK(inkling_session_close(session) == INKLING_OK);
}

static void says_why_a_space_replaces(inkling_engine engine) {
  inkling_session session = open_session(engine);
  inkling_suggest_options options = INKLING_SUGGEST_OPTIONS_INIT;
  inkling_decision decision = INKLING_DECISION_INIT;
  inkling_decision_feature feature = INKLING_DECISION_FEATURE_INIT;
  inkling_suggestions* strip;
  options.why = 1;
  CHECK(inkling_session_set_context(session, text("I will "), text("")) == INKLING_OK);
  CHECK(inkling_session_suggest(session, &options, &strip) == INKLING_OK);
  CHECK(inkling_suggestions_decision(strip, &decision) == INKLING_NOT_FOUND); /* nothing typed */
  CHECK(inkling_suggestions_decision_feature(strip, 0, &feature) == INKLING_NOT_FOUND);
  inkling_suggestions_free(strip);
  type(session, "recieve", NULL);
  CHECK(inkling_session_suggest(session, &options, &strip) == INKLING_OK);
  CHECK(inkling_suggestions_decision(strip, &decision) == INKLING_OK);
  CHECK(is(decision.reading, "receive") && is(decision.veto, ""));
  CHECK(decision.replaces && decision.probability >= decision.threshold);
  CHECK(inkling_suggestions_decision_feature(strip, 0, &feature) == INKLING_OK);
  CHECK(feature.name.size > 0 && feature.value != 0);
  CHECK(inkling_suggestions_decision_feature(strip, decision.feature_count, &feature) ==
        INKLING_NOT_FOUND);
  inkling_suggestions_free(strip);
  CHECK(inkling_session_close(session) == INKLING_OK);
}

static void knows_how_a_phrase_goes_on(const char* pack) {
  inkling_engine engine = open_engine(pack);
  inkling_session session = open_session(engine);
  inkling_suggest_options options = INKLING_SUGGEST_OPTIONS_INIT;
  inkling_text phrase = {NULL, 0};
  int i;
  for (i = 0; i < 40; ++i) {
    CHECK(inkling_session_set_context(session, text(""), text("")) == INKLING_OK);
    type(session, "see you soon then\n", NULL);
  }
  CHECK(inkling_session_set_context(session, text(""), text("")) == INKLING_OK);
  CHECK(inkling_session_phrase(session, text("see"), NULL, &phrase) == INKLING_OK);
  CHECK(phrase.size >= 9 && memcmp(phrase.data, " you soon", 9) == 0);
  CHECK(inkling_session_phrase(session, text(""), NULL, &phrase) == INKLING_OK);
  CHECK(phrase.size == 0);
  options.deadline_nanos = 0;
  CHECK(inkling_session_phrase(session, text("see"), &options, &phrase) == INKLING_OK);
  CHECK(phrase.size == 0);
  options.deadline_nanos = -1;
  options.sequence = 4;
  CHECK(inkling_session_cancel(session, 4) == INKLING_OK);
  CHECK(inkling_session_phrase(session, text("see"), &options, &phrase) == INKLING_OK);
  CHECK(phrase.size == 0);
  options.count = 0;
  CHECK(inkling_session_phrase(session, text("see"), &options, &phrase) ==
        INKLING_INVALID_ARGUMENT);
  CHECK(inkling_session_phrase(session, text("see"), NULL, NULL) == INKLING_INVALID_ARGUMENT);
  CHECK(inkling_session_close(session) == INKLING_OK);
  CHECK(inkling_session_phrase(session, text("see"), NULL, &phrase) == INKLING_CLOSED);
  CHECK(inkling_engine_close(engine) == INKLING_OK);
}

static void cancels(inkling_engine engine) {
  inkling_session session = open_session(engine);
  inkling_suggestions* strip;
  type(session, "hel", NULL);
  CHECK(inkling_session_cancel(session, 5) == INKLING_OK);
  CHECK(inkling_session_cancel(session, 3) == INKLING_OK);
  strip = suggest(session, 5);
  CHECK(inkling_suggestions_partial(strip));
  inkling_suggestions_free(strip);
  /* A cancelled strip is shown to nobody, so nothing of it can be taken. */
  CHECK(inkling_session_accept(session, 0, NULL) == INKLING_NOT_FOUND);
  strip = suggest(session, 0);
  CHECK(!inkling_suggestions_partial(strip));
  inkling_suggestions_free(strip);
  strip = suggest(session, 6);
  CHECK(!inkling_suggestions_partial(strip));
  inkling_suggestions_free(strip);
  CHECK(inkling_session_close(session) == INKLING_OK);
}

static void has_no_time(inkling_engine engine) {
  inkling_session session = open_session(engine);
  inkling_suggest_options options = INKLING_SUGGEST_OPTIONS_INIT;
  inkling_suggestions* strip = NULL;
  type(session, "I will be there tomor", NULL);
  options.deadline_nanos = 0;
  CHECK(inkling_session_suggest(session, &options, &strip) == INKLING_OK);
  CHECK(inkling_suggestions_partial(strip) && inkling_suggestions_count(strip) > 0);
  inkling_suggestions_free(strip);
  options.deadline_nanos = INT64_MAX;
  CHECK(inkling_session_suggest(session, &options, &strip) == INKLING_OK);
  CHECK(!inkling_suggestions_partial(strip));
  inkling_suggestions_free(strip);
  CHECK(inkling_session_close(session) == INKLING_OK);
}

static void closes(const char* pack) {
  inkling_engine engine = open_engine(pack);
  inkling_session session = open_session(engine);
  inkling_session second = open_session(engine);
  inkling_edit edit = INKLING_EDIT_INIT;
  inkling_suggestions* strip = NULL;
  inkling_session other = 77;
  CHECK(inkling_engine_close(engine) == INKLING_OK);
  CHECK(inkling_engine_close(engine) == INKLING_OK);
  CHECK(inkling_session_open(engine, NULL, &other) == INKLING_CLOSED && other == 77);
  CHECK(inkling_history_clear(engine) == INKLING_CLOSED);
  CHECK(inkling_engine_trim(engine, INKLING_TRIM_HIDDEN) == INKLING_CLOSED);
  /* Sessions hold on to their engine. */
  type(session, "helo ", &edit);
  CHECK(edit.commit_id != 0);
  CHECK(inkling_session_close(session) == INKLING_OK);
  CHECK(inkling_session_close(session) == INKLING_OK);
  CHECK(inkling_session_key(session, text("a"), NULL, &edit) == INKLING_CLOSED);
  CHECK(strstr(inkling_last_error(), "session") != NULL);
  CHECK(inkling_session_suggest(session, NULL, &strip) == INKLING_CLOSED && strip == NULL);
  CHECK(inkling_session_cancel(session, 1) == INKLING_CLOSED);
  CHECK(inkling_session_backspace(session, NULL) == INKLING_CLOSED);
  /* An id that was given anew is another one. */
  engine = open_engine(pack);
  CHECK((other = open_session(engine)) != session);
  CHECK(inkling_session_backspace(session, NULL) == INKLING_CLOSED);
  CHECK(inkling_session_close(session) == INKLING_OK);
  CHECK(inkling_session_backspace(other, NULL) == INKLING_OK);
  /* Ids of the other kind, of nothing, made up. */
  CHECK(inkling_session_close(engine) == INKLING_CLOSED);
  CHECK(inkling_engine_close(other) == INKLING_CLOSED);
  CHECK(inkling_session_backspace(engine, NULL) == INKLING_CLOSED);
  CHECK(inkling_session_backspace(0, NULL) == INKLING_CLOSED);
  CHECK(inkling_session_close(0) == INKLING_CLOSED);
  CHECK(inkling_session_backspace(UINT64_MAX, NULL) == INKLING_CLOSED);
  CHECK(inkling_session_backspace(other + 1000, NULL) == INKLING_CLOSED);
  CHECK(inkling_session_close(other) == INKLING_OK);
  CHECK(inkling_session_close(second) == INKLING_OK);
  CHECK(inkling_engine_close(engine) == INKLING_OK);
}

static void refuses_null(inkling_engine engine) {
  inkling_session session = open_session(engine);
  inkling_engine_options options = INKLING_ENGINE_OPTIONS_INIT;
  inkling_engine none = 0;
  inkling_text broken = {NULL, 3};
  const char* part = NULL;
  CHECK(inkling_engine_open(NULL, &none) == INKLING_INVALID_ARGUMENT);
  CHECK(inkling_engine_open(&options, NULL) == INKLING_INVALID_ARGUMENT);
  options.more_pack_count = 1;
  CHECK(inkling_engine_open(&options, &none) == INKLING_INVALID_ARGUMENT && none == 0);
  options.more_pack_count = 0;
  options.history_key = broken;
  CHECK(inkling_engine_open(&options, &none) == INKLING_INVALID_ARGUMENT && none == 0);
  CHECK(inkling_session_open(engine, NULL, NULL) == INKLING_INVALID_ARGUMENT);
  CHECK(inkling_session_key(session, broken, NULL, NULL) == INKLING_INVALID_ARGUMENT);
  CHECK(inkling_session_set_context(session, broken, text("")) == INKLING_INVALID_ARGUMENT);
  CHECK(inkling_session_pick(session, broken, NULL) == INKLING_INVALID_ARGUMENT);
  CHECK(inkling_session_key(session, text(NULL), NULL, NULL) == INKLING_OK);
  CHECK(inkling_session_text(session, NULL, NULL, NULL) == INKLING_OK);
  CHECK(inkling_session_suggest(session, NULL, NULL) == INKLING_INVALID_ARGUMENT);
  CHECK(inkling_engine_degradation(engine, 0, &part, NULL) == INKLING_INVALID_ARGUMENT);
  CHECK(inkling_history_export(engine, NULL) == INKLING_INVALID_ARGUMENT);
  CHECK(inkling_history_words(engine, text(""), 3, NULL) == INKLING_INVALID_ARGUMENT);
  CHECK(inkling_history_shortcuts(engine, NULL) == INKLING_INVALID_ARGUMENT);
  CHECK(inkling_history_import_report(engine, text("a"), NULL) == INKLING_INVALID_ARGUMENT);
  CHECK(inkling_history_add_word(engine, broken) == INKLING_INVALID_ARGUMENT);
  CHECK(inkling_history_block(engine, broken) == INKLING_INVALID_ARGUMENT);
  CHECK(inkling_suggestions_count(NULL) == 0 && inkling_suggestions_stages(NULL) == 0);
  CHECK(inkling_suggestions_at(NULL, 0, NULL) == INKLING_INVALID_ARGUMENT);
  CHECK(inkling_buffer_text(NULL).size == 0);
  inkling_suggestions_free(NULL);
  inkling_buffer_free(NULL);
  CHECK(inkling_session_close(session) == INKLING_OK);
}

static void refuses_sizes(inkling_engine engine) {
  struct {
    inkling_session_options options;
    char more[16];
  } larger = {INKLING_SESSION_OPTIONS_INIT, {0}};
  struct {
    inkling_edit edit;
    char more[16];
  } larger_edit = {INKLING_EDIT_INIT, "untouched"};
  inkling_session_options options = INKLING_SESSION_OPTIONS_INIT;
  inkling_session session = open_session(engine);
  inkling_session other = 0;
  inkling_edit edit = INKLING_EDIT_INIT;
  larger.options.size = sizeof larger;
  CHECK(inkling_session_open(engine, &larger.options, &other) == INKLING_OK);
  CHECK(inkling_session_close(other) == INKLING_OK);
  larger.more[3] = 1;
  CHECK(inkling_session_open(engine, &larger.options, &other) == INKLING_UNSUPPORTED);
  options.size = 0;
  CHECK(inkling_session_open(engine, &options, &other) == INKLING_INVALID_ARGUMENT);
  CHECK(strstr(inkling_last_error(), "inkling_session_options.size is 0") != NULL);
  options.size = offsetof(inkling_session_options, autocorrect);
  CHECK(inkling_session_open(engine, &options, &other) == INKLING_INVALID_ARGUMENT);
  options.size = (size_t)1 << 40;
  CHECK(inkling_session_open(engine, &options, &other) == INKLING_INVALID_ARGUMENT);
  /* A call that is refused changes nothing. */
  edit.size = 4;
  CHECK(inkling_session_key(session, text("a"), NULL, &edit) == INKLING_INVALID_ARGUMENT);
  CHECK(composing_is(session, ""));
  larger_edit.edit.size = sizeof larger_edit;
  CHECK(inkling_session_key(session, text("a"), NULL, &larger_edit.edit) == INKLING_OK);
  CHECK(is(larger_edit.edit.composing, "a") && larger_edit.edit.size == sizeof larger_edit);
  CHECK(strcmp(larger_edit.more, "untouched") == 0);
  CHECK(inkling_session_close(session) == INKLING_OK);
}

static void refuses_values(inkling_engine engine) {
  inkling_session_options options = INKLING_SESSION_OPTIONS_INIT;
  inkling_suggest_options asked = INKLING_SUGGEST_OPTIONS_INIT;
  inkling_suggestions* strip = NULL;
  inkling_session session = 0;
  inkling_touch touch = {NAN, 1};
  options.layout = "abcdef";
  CHECK(inkling_session_open(engine, &options, &session) == INKLING_INVALID_ARGUMENT);
  CHECK(strstr(inkling_last_error(), "abcdef") != NULL);
  options.layout = NULL;
  options.field = 6;
  CHECK(inkling_session_open(engine, &options, &session) == INKLING_INVALID_ARGUMENT);
  options.field = INKLING_FIELD_TEXT;
  options.autocorrect = -1;
  CHECK(inkling_session_open(engine, &options, &session) == INKLING_INVALID_ARGUMENT);
  CHECK(inkling_engine_trim(engine, 3) == INKLING_INVALID_ARGUMENT);
  session = open_session(engine);
  asked.count = 0;
  CHECK(inkling_session_suggest(session, &asked, &strip) == INKLING_INVALID_ARGUMENT);
  asked.count = 101;
  CHECK(inkling_session_suggest(session, &asked, &strip) == INKLING_INVALID_ARGUMENT);
  CHECK(inkling_session_key(session, text("a"), &touch, NULL) == INKLING_INVALID_ARGUMENT);
  touch.x = 0.5F;
  CHECK(inkling_session_key(session, text("a"), &touch, NULL) == INKLING_OK);
  CHECK(inkling_session_close(session) == INKLING_OK);
  CHECK(strcmp(inkling_status_name(INKLING_CLOSED), "closed") == 0);
  CHECK(strcmp(inkling_status_name(99), "unknown") == 0);
}

static void repairs_text(inkling_engine engine) {
  inkling_session session = open_session(engine);
  inkling_edit edit = INKLING_EDIT_INIT;
  CHECK(inkling_session_key(session, text("\xff"), NULL, &edit) == INKLING_OK);
  CHECK(is(edit.inserted, "\xef\xbf\xbd"));
  /* A lone surrogate in three bytes. */
  CHECK(inkling_session_set_context(session, text("a \xed\xa0\xbd b "), text("")) == INKLING_OK);
  type(session, "x", NULL);
  CHECK(inkling_session_key(session, text("\xf0\x9f\x98\x80"), NULL, &edit) == INKLING_OK);
  CHECK(is(edit.inserted, "x\xf0\x9f\x98\x80"));
  CHECK(inkling_session_backspace(session, &edit) == INKLING_OK);
  CHECK(edit.erased_bytes == 5 && edit.erased_utf16 == 3 && is(edit.composing, "x"));
  CHECK(inkling_session_close(session) == INKLING_OK);
}

static void keeps_history(inkling_engine engine) {
  inkling_buffer* buffer = NULL;
  inkling_session session = open_session(engine);
  CHECK(inkling_history_clear(engine) == INKLING_OK);
  type(session, "we meet at the harbour ", NULL);
  CHECK(inkling_history_words(engine, text("harb"), 5, &buffer) == INKLING_OK);
  CHECK(inkling_buffer_text(buffer).size > 8);
  CHECK(memcmp(inkling_buffer_text(buffer).data, "harbour\t", 8) == 0);
  inkling_buffer_free(buffer);
  CHECK(inkling_history_block(engine, text("harbour")) == INKLING_OK);
  CHECK(inkling_history_unblock(engine, text("harbour")) == INKLING_OK);
  CHECK(inkling_history_set_shortcut(engine, text("omw"), text("on my way")) == INKLING_OK);
  CHECK(inkling_history_set_shortcut(engine, text(""), text("x")) == INKLING_INVALID_ARGUMENT);
  CHECK(inkling_history_export(engine, &buffer) == INKLING_OK);
  CHECK(inkling_history_clear(engine) == INKLING_OK);
  CHECK(inkling_history_import(engine, text("{\"not\": ")) != INKLING_OK);
  CHECK(inkling_history_import(engine, inkling_buffer_text(buffer)) == INKLING_OK);
  inkling_buffer_free(buffer);
  CHECK(inkling_history_words(engine, text("harb"), 5, &buffer) == INKLING_OK);
  CHECK(inkling_buffer_text(buffer).size > 8);
  inkling_buffer_free(buffer);
  CHECK(inkling_history_shortcuts(engine, &buffer) == INKLING_OK);
  CHECK(is(inkling_buffer_text(buffer), "omw\ton my way\n"));
  inkling_buffer_free(buffer);
  CHECK(inkling_history_remove_shortcut(engine, text("omw")) == INKLING_OK);
  CHECK(inkling_history_add_word(engine, text("Grobnitz")) == INKLING_OK);
  CHECK(inkling_history_add_word(engine, text("hunter2")) == INKLING_INVALID_ARGUMENT);
  CHECK(inkling_history_import(engine, text("# Gboard Dictionary version:1\n\tZnaim\ten\n")) ==
        INKLING_OK);
  CHECK(inkling_history_import_report(engine, text("Priya\nhunter2\n"), &buffer) == INKLING_OK);
  CHECK(memcmp(inkling_buffer_text(buffer).data, "a list of words: 1 word; 1 of 2", 31) == 0);
  inkling_buffer_free(buffer);
  CHECK(inkling_history_words(engine, text("gro"), 5, &buffer) == INKLING_OK);
  CHECK(is(inkling_buffer_text(buffer), "Grobnitz\t2.000\t1\t0\n"));
  inkling_buffer_free(buffer);
  CHECK(inkling_history_forget(engine, text("harbour")) == INKLING_OK);
  CHECK(inkling_history_words(engine, text("harb"), 5, &buffer) == INKLING_OK);
  CHECK(inkling_buffer_text(buffer).size == 0);
  inkling_buffer_free(buffer);
  CHECK(inkling_history_flush(engine) == INKLING_OK);
  CHECK(inkling_session_close(session) == INKLING_OK);
}

static void trims(inkling_engine engine) {
  inkling_session session = open_session(engine);
  inkling_suggestion before = INKLING_SUGGESTION_INIT;
  inkling_suggestion after = INKLING_SUGGESTION_INIT;
  inkling_suggestions* first;
  inkling_suggestions* second;
  inkling_trim_level level;
  type(session, "it was good to see y", NULL);
  first = suggest(session, 0);
  CHECK(inkling_suggestions_at(first, 0, &before) == INKLING_OK);
  for (level = INKLING_TRIM_HIDDEN; level <= INKLING_TRIM_BACKGROUND; ++level) {
    CHECK(inkling_engine_trim(engine, level) == INKLING_OK);
    second = suggest(session, 0);
    CHECK(inkling_suggestions_stages(second) & INKLING_STAGE_NEXT_WORD);
    CHECK(inkling_suggestions_at(second, 0, &after) == INKLING_OK);
    CHECK(after.text.size == before.text.size &&
          memcmp(after.text.data, before.text.data, after.text.size) == 0);
    CHECK(fabs(after.score - before.score) < 1e-3);
    inkling_suggestions_free(second);
  }
  inkling_suggestions_free(first);
  CHECK(inkling_session_close(session) == INKLING_OK);
}

static void names_what_is_missing(void) {
  const char* part = NULL;
  const char* message = NULL;
  inkling_engine engine = open_engine("/nowhere/at/all");
  inkling_session session = open_session(engine);
  CHECK(inkling_engine_degradation(engine, 0, &part, &message) == INKLING_OK);
  CHECK(part != NULL && message != NULL && strstr(message, "/nowhere/at/all") != NULL);
  CHECK(inkling_engine_degradation(engine, 1000, &part, &message) == INKLING_NOT_FOUND);
  type(session, "abc ", NULL);
  CHECK(committed_is(session, "abc "));
  CHECK(inkling_session_close(session) == INKLING_OK);
  CHECK(inkling_engine_close(engine) == INKLING_OK);
}

int main(int argc, char** argv) {
  inkling_engine engine;
  if (argc != 2) {
    fprintf(stderr, "usage: c_program PACK_DIR\n");
    return 2;
  }
  CHECK(inkling_abi_version() == INKLING_ABI_VERSION);
  CHECK(strcmp(inkling_last_error(), "") == 0);
  engine = open_engine(argv[1]);
  corrects_and_reverts(engine);
  accepts(engine);
  takes_drawn_words(engine);
  mends_a_word_that_stands_there(engine);
  says_why_a_space_replaces(engine);
  knows_how_a_phrase_goes_on(argv[1]);
  cancels(engine);
  has_no_time(engine);
  closes(argv[1]);
  refuses_null(engine);
  refuses_sizes(engine);
  refuses_values(engine);
  repairs_text(engine);
  keeps_history(engine);
  trims(engine);
  names_what_is_missing();
  CHECK(inkling_engine_close(engine) == INKLING_OK);
  printf("%d failures\n", failures);
  return failures == 0 ? 0 : 1;
}
