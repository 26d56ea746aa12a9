/* Inkling's C interface: stable across versions of the library, for JNI and every other language.
 *
 *   inkling_engine engine;
 *   inkling_engine_options options = INKLING_ENGINE_OPTIONS_INIT;
 *   options.pack_dir = "packs/en";
 *   if (inkling_engine_open(&options, &engine) != INKLING_OK) puts(inkling_last_error());
 *   inkling_session session;
 *   inkling_session_open(engine, NULL, &session);
 *   inkling_session_key(session, inkling_text_of("h"), NULL, NULL);
 *   inkling_suggestions* strip;
 *   inkling_session_suggest(session, NULL, &strip);
 *   ...
 *   inkling_suggestions_free(strip);
 *   inkling_session_close(session);
 *   inkling_engine_close(engine);
 *
 * Ids. An engine or a session is a number with a generation in it: one that was closed, or that
 * never was, is answered with INKLING_CLOSED and never touches memory. Closing twice does nothing.
 * 0 is never an id. Sessions hold on to their engine: an engine that is closed first lives on until
 * its last session is closed.
 *
 * Text is UTF-8 in pointer and length, with no end mark; bytes that are not UTF-8 become U+FFFD.
 * Text that comes out lives as long as the object that it came with.
 *
 * Structs begin with their size, set by INKLING_..._INIT. A newer library reads an older caller's
 * smaller struct with the defaults for what is missing, and fills no more of it than there is; an
 * older library refuses what lies behind the fields that it knows, unless it is all zero, and
 * leaves it as it was in a struct that it fills. The structs without a size never change.
 *
 * Errors. Every function that can fail returns a status; inkling_last_error() says what, where and
 * what to do. Pointers may be NULL only where it says so. Nothing is thrown across this border,
 * nothing calls back.
 *
 * Threads. Engines may be used by any number of threads. A session is used by one thread at a time
 * (calls wait for one another); inkling_session_cancel and inkling_session_close may come from any
 * other thread: closing waits for the call that is running.
 */
#ifndef INKLING_C_H
#define INKLING_C_H

#include <stddef.h>
#include <stdint.h>

/* Named as C does. NOLINTBEGIN(readability-identifier-naming) */

#if defined(_WIN32)
#define INKLING_API
#else
#define INKLING_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Grows when something here changes in a way that a caller can see. The high 16 bits grow when an
 * older caller would break. */
#define INKLING_ABI_VERSION 0x00010005u
INKLING_API uint32_t inkling_abi_version(void);

typedef int32_t inkling_status;
enum {
  INKLING_OK = 0,
  INKLING_INVALID_ARGUMENT = 1,
  INKLING_NOT_FOUND = 2,
  INKLING_CORRUPT = 3,
  INKLING_IO = 4,
  INKLING_UNSUPPORTED = 5,
  INKLING_CANCELLED = 6,
  INKLING_INTERNAL = 7,
  INKLING_CLOSED = 8 /* the id is of nothing that is open */
};
/* "ok", "invalid_argument", ...; "unknown" for a number that is no status. Never freed. */
INKLING_API const char* inkling_status_name(inkling_status status);
/* What went wrong in this thread's last call that failed, NUL-terminated; "" when none did. Lives
 * until the thread's next call. */
INKLING_API const char* inkling_last_error(void);

typedef struct inkling_text {
  const char* data; /* may be NULL when size is 0 */
  size_t size;      /* bytes */
} inkling_text;
/* Of a NUL-terminated string; NULL is the empty text. */
INKLING_API inkling_text inkling_text_of(const char* text);

typedef uint64_t inkling_engine;
typedef uint64_t inkling_session;

/* ---- Engine ------------------------------------------------------------------------------- */

typedef struct inkling_engine_options {
  size_t size;
  const char* pack_dir;          /* NULL: no language pack, the literal and the history alone */
  const char* const* more_packs; /* packs of languages that this person mixes with the first */
  size_t more_pack_count;
  const char* history_path; /* NULL: history in memory only */
  /* 32 bytes that encrypt the history at rest, or none. Needs a build with INKLING_SQLCIPHER: else,
   * and with a key that is not the file's, the history is in memory only, as
   * inkling_engine_degradation() says. */
  inkling_text history_key;
} inkling_engine_options;
#define INKLING_ENGINE_OPTIONS_INIT                                  \
  {                                                                  \
    sizeof(inkling_engine_options), NULL, NULL, 0, NULL, { NULL, 0 } \
  }

/* A missing or damaged part is left out and named by inkling_engine_degradation(); this fails only
 * for options that make no sense. */
INKLING_API inkling_status inkling_engine_open(const inkling_engine_options* options,
                                               inkling_engine* engine);
/* INKLING_OK also when it was closed before. */
INKLING_API inkling_status inkling_engine_close(inkling_engine engine);

/* Parts that could not be used, or not in full ("cache": a model that reuses nothing, as converted
 * checkpoints do). INKLING_NOT_FOUND when there are no more than `index`. The texts are
 * NUL-terminated and live until the engine is closed. */
INKLING_API inkling_status inkling_engine_degradation(inkling_engine engine, size_t index,
                                                      const char** part, const char** message);

typedef int32_t inkling_trim_level;
enum {
  INKLING_TRIM_HIDDEN = 1,    /* nobody types: drop what sessions have worked out */
  INKLING_TRIM_BACKGROUND = 2 /* and give the model's memory back; it is opened again when needed */
};
/* Of the engine and of its open sessions; waits for calls that are running. */
INKLING_API inkling_status inkling_engine_trim(inkling_engine engine, inkling_trim_level level);

/* ---- Session: one text field -------------------------------------------------------------- */

typedef int32_t inkling_field;
enum {
  INKLING_FIELD_TEXT = 0,
  INKLING_FIELD_PASSWORD = 1, /* nothing is learned, nothing is shown */
  INKLING_FIELD_EMAIL = 2,
  INKLING_FIELD_URI = 3,
  INKLING_FIELD_NUMBER = 4,
  INKLING_FIELD_SEARCH = 5
};

typedef int32_t inkling_strength;
enum {
  INKLING_AUTOCORRECT_OFF = 0,
  INKLING_AUTOCORRECT_CAREFUL = 1,
  INKLING_AUTOCORRECT_NORMAL = 2,
  INKLING_AUTOCORRECT_BOLD = 3
};

typedef struct inkling_session_options {
  size_t size;
  /* "qwerty", "qwertz", "azerty", "dvorak", "colemak", "dubeolsik"; NULL: qwerty */
  const char* layout;
  inkling_field field;
  int32_t no_learning;          /* not 0: nothing of this field is learned; fixed for the session */
  inkling_strength autocorrect; /* how readily a space puts in another word than was typed */
  /* Since 1.5. */
  int32_t auto_capitals;     /* 0: inkling_session_wants_capital() never does; INIT has it at 1 */
  int32_t double_space_stop; /* not 0: a second space behind a word makes a full stop of the first;
                              * backspace right behind it gives the spaces back */
} inkling_session_options;
#define INKLING_SESSION_OPTIONS_INIT \
  { sizeof(inkling_session_options), NULL, INKLING_FIELD_TEXT, 0, INKLING_AUTOCORRECT_NORMAL, 1, 0 }

/* `options` may be NULL. INKLING_INVALID_ARGUMENT names a layout or field that is not known. */
INKLING_API inkling_status inkling_session_open(inkling_engine engine,
                                                const inkling_session_options* options,
                                                inkling_session* session);
/* INKLING_OK also when it was closed before. What was not finished is not learned. */
INKLING_API inkling_status inkling_session_close(inkling_session session);

/* The cursor is elsewhere, or the field was just entered: `left` and `right` is the text around it.
 * The word that the cursor stands in, or at the end of, becomes the composing text: what of it is
 * left of the cursor is, and inkling_session_composing_after() is the rest of it. Suggestions are
 * for the whole word. */
INKLING_API inkling_status inkling_session_set_context(inkling_session session, inkling_text left,
                                                       inkling_text right);

/* What a call did to the text, for an editor that keeps the composing text apart: take the
 * composing text out, delete `erased` units before the cursor and `erased_after` units behind it,
 * insert `inserted`, and let `composing` be the composing text. */
typedef struct inkling_edit {
  size_t size;
  size_t erased_bytes; /* of committed text, in UTF-8 */
  size_t erased_utf16; /* the same in UTF-16 units */
  inkling_text inserted;
  inkling_text composing;
  inkling_text typed;     /* what had been typed, when a word was committed; else empty */
  inkling_text committed; /* what stands in the text for it */
  int32_t autocorrected;  /* not 0: they differ, and nobody asked */
  uint64_t commit_id;     /* of a committed word, for inkling_session_revert(); else 0 */
  /* Since 1.2: of the text right of the cursor. An editor that deletes nothing there keeps the end
   * of a word that was taken in the middle. */
  size_t erased_after_bytes;
  size_t erased_after_utf16;
} inkling_edit;
#define INKLING_EDIT_INIT \
  { sizeof(inkling_edit), 0, 0, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, 0, 0, 0, 0 }

/* Where a finger came down, in key widths (x) and key heights (y) from the keyboard's top left
 * corner. */
typedef struct inkling_touch {
  float x;
  float y;
} inkling_touch;

/* In all of these `edit` may be NULL; its texts live until the session's next call. */
/* One typed character (a grapheme); a letter, sign, space or line end. `touch` may be NULL. */
INKLING_API inkling_status inkling_session_key(inkling_session session, inkling_text character,
                                               const inkling_touch* touch, inkling_edit* edit);
/* A point of a finger's way over the keys, in the units of inkling_touch. Since 1.5. */
typedef struct inkling_gesture_point {
  float x;
  float y;
  int64_t t; /* milliseconds, from any start */
} inkling_gesture_point;
/* How a drawn word is written: shift is no key of its way. Since 1.5. */
typedef int32_t inkling_gesture_case;
enum {
  INKLING_CASE_AS_WRITTEN = 0, /* its own capitals, and one where a sentence begins */
  INKLING_CASE_TITLE = 1,
  INKLING_CASE_UPPER = 2,
  INKLING_CASE_PLAIN = 3 /* its own capitals only: the one of the sentence was declined */
};
/* A finger was drawn over the keys of one word: its likeliest reading becomes the composing text,
 * inkling_session_suggest() offers the others, and backspace takes it back whole. What was being
 * typed, or drawn, before is ended as by a space; `edit` tells of that commit. Spaces around drawn
 * words come by themselves. Nothing happens to the text where no word is drawn like that, or the
 * field is none of running text. INKLING_INVALID_ARGUMENT for points that are no numbers. Since
 * 1.5. */
INKLING_API inkling_status inkling_session_gesture(inkling_session session,
                                                   const inkling_gesture_point* points,
                                                   size_t count, inkling_gesture_case letter_case,
                                                   inkling_edit* edit);
/* Right after an autocorrection or a drawn word: takes it back. Else deletes one grapheme. */
INKLING_API inkling_status inkling_session_backspace(inkling_session session, inkling_edit* edit);
/* Takes the suggestion at `index` of the session's last strip; INKLING_NOT_FOUND when the text has
 * changed since, or there is none. */
INKLING_API inkling_status inkling_session_accept(inkling_session session, size_t index,
                                                  inkling_edit* edit);
/* Takes any text in place of the composing text and of what follows of the word. */
INKLING_API inkling_status inkling_session_pick(inkling_session session, inkling_text text,
                                                inkling_edit* edit);
/* Puts `text` in place of the word that begins at byte `begin` of the text: committed text,
 * composing text, and what is right of the cursor, taken together. inkling_session_look_at() says
 * where words begin. What was learned from the word is unlearned, and `text` is learned as meant.
 * No spaces come or go. INKLING_NOT_FOUND where no word begins there, INKLING_INVALID_ARGUMENT for
 * an empty text, INKLING_UNSUPPORTED for a word that begins right of the cursor, where an edit puts
 * nothing in: move the cursor first. Since 1.5. */
INKLING_API inkling_status inkling_session_mend(inkling_session session, size_t begin,
                                                inkling_text text, inkling_edit* edit);
/* Gives back what was typed for a committed word, as backspace does, as long as nothing was typed
 * behind it; INKLING_NOT_FOUND after that. */
INKLING_API inkling_status inkling_session_revert(inkling_session session, uint64_t commit_id,
                                                  inkling_edit* edit);
/* Commits the composing text as it stands (the field is being left); nothing is corrected. */
INKLING_API inkling_status inkling_session_finish(inkling_session session, inkling_edit* edit);
/* The text as the session knows it: committed before the composing text, the composing text, and
 * what follows the cursor. Each may be NULL when it is not wanted; they live until the session's
 * next call. */
INKLING_API inkling_status inkling_session_text(inkling_session session, inkling_text* left,
                                                inkling_text* composing, inkling_text* right);

/* What of the word stands right of the cursor: `right` begins with it. Empty unless the cursor is
 * in the middle of a word. Lives until the session's next call. Since 1.2. */
INKLING_API inkling_status inkling_session_composing_after(inkling_session session,
                                                           inkling_text* after);

/* `wants` becomes 1 where the next letter would begin a sentence, so that the shift key should be
 * down for it, else 0: only where nothing is being typed, in INKLING_FIELD_TEXT, and unless
 * inkling_session_options.auto_capitals is 0. Since 1.5. */
INKLING_API inkling_status inkling_session_wants_capital(inkling_session session, int32_t* wants);

/* ---- Suggestions -------------------------------------------------------------------------- */

typedef struct inkling_suggest_options {
  size_t size;
  int32_t count;          /* 1 to 100 */
  uint64_t sequence;      /* for cancelling; grows from call to call, 0: not to be cancelled */
  int64_t deadline_nanos; /* from the call on; negative: none */
  /* Since 1.3. Not 0: inkling_suggestions_decision() will be asked. Of no matter to a phrase. */
  int32_t why;
} inkling_suggest_options;
#define INKLING_SUGGEST_OPTIONS_INIT \
  { sizeof(inkling_suggest_options), 3, 0, -1, 0 }

typedef int32_t inkling_kind;
enum {
  INKLING_KIND_LITERAL = 0,
  INKLING_KIND_COMPLETION = 1,
  INKLING_KIND_CORRECTION = 2,
  INKLING_KIND_PREDICTION = 3,
  INKLING_KIND_EMOJI = 4,
  INKLING_KIND_SHORTCUT = 5,
  INKLING_KIND_PHRASE = 6,
  INKLING_KIND_GESTURE = 7
};
enum { INKLING_SOURCE_MODEL = 1, INKLING_SOURCE_LEXICON = 2, INKLING_SOURCE_HISTORY = 4 };
enum {
  INKLING_STAGE_LEXICON = 1,
  INKLING_STAGE_HISTORY = 2,
  INKLING_STAGE_NEXT_WORD = 4,
  INKLING_STAGE_CONTINUATION = 8,
  INKLING_STAGE_RECORRECTION = 16
};

/* What a reason is that has nothing to say; every other one is greater. */
#define INKLING_NO_REASON (-1e9)

typedef struct inkling_suggestion {
  size_t size;
  inkling_text text;
  inkling_kind kind;
  uint32_t sources;    /* INKLING_SOURCE bits */
  double score;        /* nats: log posterior up to a constant */
  int32_t autocorrect; /* not 0: a space would put it in */
  /* The end of the committed text that accepting it also takes the place of; mostly empty. */
  inkling_text replaces;
  /* Why it was offered, in nats, or INKLING_NO_REASON: log P of the word by the model, by its
   * frequency alone, by this person's history; and minus the cost of the slips in what was typed */
  double reason_model;
  double reason_lexicon;
  double reason_history;
  double reason_channel;
} inkling_suggestion;
#define INKLING_SUGGESTION_INIT                                                      \
  {                                                                                  \
    sizeof(inkling_suggestion), {NULL, 0}, 0, 0, 0, 0, {NULL, 0}, INKLING_NO_REASON, \
        INKLING_NO_REASON, INKLING_NO_REASON, INKLING_NO_REASON                      \
  }

/* Why a space does, or does not, put another word in: the probability that this is right, and what
 * it must reach. Since 1.3. */
typedef struct inkling_decision {
  size_t size;
  inkling_text reading; /* the best other reading; empty where there is none */
  /* A word for the rule by which what was typed stays, whatever speaks for the reading ("code",
   * "capitals", ...; later versions have others); empty: none, and probability decides */
  inkling_text veto;
  double probability;
  double threshold;
  int32_t replaces;     /* not 0: a space puts the reading in */
  size_t feature_count; /* of inkling_suggestions_decision_feature() */
} inkling_decision;
#define INKLING_DECISION_INIT \
  { sizeof(inkling_decision), {NULL, 0}, {NULL, 0}, 0, 0, 0, 0 }

/* What spoke for the reading or against it. Since 1.3. */
typedef struct inkling_decision_feature {
  size_t size;
  inkling_text name; /* later versions have others */
  double value;      /* nats, letters, or 1 for yes */
  double share;      /* nats of log odds: greater than 0 speaks for the reading */
} inkling_decision_feature;
#define INKLING_DECISION_FEATURE_INIT \
  { sizeof(inkling_decision_feature), {NULL, 0}, 0, 0 }

typedef struct inkling_suggestions inkling_suggestions; /* owned by the caller */

/* Always answers: what the deadline cut short says so in its stages. A call whose sequence was
 * cancelled, before or meanwhile, answers what it has. `options` may be NULL. */
INKLING_API inkling_status inkling_session_suggest(inkling_session session,
                                                   const inkling_suggest_options* options,
                                                   inkling_suggestions** suggestions);
/* What a finger that still moves may be drawing, best first: words that end here, and words that
 * may come of it. The text stays as it is. `options` may be NULL. Since 1.5. */
INKLING_API inkling_status inkling_session_sketch(inkling_session session,
                                                  const inkling_gesture_point* points, size_t count,
                                                  inkling_gesture_case letter_case,
                                                  const inkling_suggest_options* options,
                                                  inkling_suggestions** suggestions);
/* A word that stands in the text; see inkling_session_look_at(). Since 1.5. */
typedef struct inkling_word {
  size_t size;
  /* Where it begins and ends, from the front of the committed text on, the composing text and what
   * is right of the cursor taken together: in UTF-8, and in UTF-16 units */
  size_t begin_bytes;
  size_t end_bytes;
  size_t begin_utf16;
  size_t end_utf16;
  inkling_text text; /* as it stands there */
  /* The keys that another word was put in for; empty where `text` is what was typed, or that is not
   * known any more, or the word was drawn */
  inkling_text typed;
  int32_t drawn;
  int32_t known;    /* not 0: a lexicon has it */
  int32_t personal; /* not 0: it is one of this person's own */
  int32_t learned;  /* not 0: inkling_history_forget() would forget something */
  int32_t blocked;  /* not 0: inkling_history_unblock() would let it be suggested again */
} inkling_word;
#define INKLING_WORD_INIT \
  { sizeof(inkling_word), 0, 0, 0, 0, {NULL, 0}, {NULL, 0}, 0, 0, 0, 0, 0 }

/* The word that stands at byte `at` of the text, or ends there, and what else its keys or its path
 * may have meant between the words around it, for a person who taps a word to mend it: in `others`,
 * what was typed first (INKLING_KIND_LITERAL), then the best. They are no strip that
 * inkling_session_accept() knows: inkling_session_mend() puts one in. The text stays as it is.
 * INKLING_NOT_FOUND where no word stands, and in fields that show nothing. The word's texts live
 * until the session's next call. `options` and `others` may be NULL. Since 1.5. */
INKLING_API inkling_status inkling_session_look_at(inkling_session session, size_t at,
                                                   const inkling_suggest_options* options,
                                                   inkling_word* word,
                                                   inkling_suggestions** others);
/* From any thread: suggest calls with this sequence or an older one give up soon. */
INKLING_API inkling_status inkling_session_cancel(inkling_session session, uint64_t sequence);

/* What is likely to follow the suggestion `text`, should it be picked: " forward to", each word
 * with a space before it, to be shown dimly behind it. Empty when nothing is likelier than not,
 * where the line goes on right of the word, where nothing is shown, and when it was cancelled or
 * there was no time. `options` may be NULL; its count does not matter. The phrase lives until the
 * session's next call. Since 1.1. */
INKLING_API inkling_status inkling_session_phrase(inkling_session session, inkling_text text,
                                                  const inkling_suggest_options* options,
                                                  inkling_text* phrase);

INKLING_API size_t inkling_suggestions_count(const inkling_suggestions* suggestions);
/* INKLING_NOT_FOUND beyond the last. Its text lives as long as `suggestions`. */
INKLING_API inkling_status inkling_suggestions_at(const inkling_suggestions* suggestions,
                                                  size_t index, inkling_suggestion* suggestion);
INKLING_API uint32_t inkling_suggestions_stages(const inkling_suggestions* suggestions);
INKLING_API int64_t inkling_suggestions_nanos(const inkling_suggestions* suggestions);
/* Not 0: a deadline or a cancellation cut it short. */
INKLING_API int32_t inkling_suggestions_partial(const inkling_suggestions* suggestions);
/* INKLING_NOT_FOUND when inkling_suggest_options.why did not ask for it, or nothing is being typed.
 * Its texts live as long as `suggestions`. Since 1.3. */
INKLING_API inkling_status inkling_suggestions_decision(const inkling_suggestions* suggestions,
                                                        inkling_decision* decision);
/* INKLING_NOT_FOUND beyond the last, and where there is no decision. There are none where a rule
 * came first. Its text lives as long as `suggestions`. Since 1.3. */
INKLING_API inkling_status inkling_suggestions_decision_feature(
    const inkling_suggestions* suggestions, size_t index, inkling_decision_feature* feature);
/* NULL is let pass. */
INKLING_API void inkling_suggestions_free(inkling_suggestions* suggestions);

/* ---- History: what this person writes ------------------------------------------------------ */

INKLING_API inkling_status inkling_history_forget(inkling_engine engine, inkling_text word);
INKLING_API inkling_status inkling_history_block(inkling_engine engine, inkling_text word);
INKLING_API inkling_status inkling_history_unblock(inkling_engine engine, inkling_text word);
/* Makes it a word of this person's own at once, and takes it from the blocked ones.
 * INKLING_INVALID_ARGUMENT says why a text cannot be one: digits, addresses, more than one word,
 * more than 48 bytes. Since 1.4. */
INKLING_API inkling_status inkling_history_add_word(inkling_engine engine, inkling_text word);
INKLING_API inkling_status inkling_history_clear(inkling_engine engine);
/* `expansion` is offered for `typed` from now on. INKLING_INVALID_ARGUMENT for one that is empty,
 * too long (48 and 1024 bytes) or holds control characters. */
INKLING_API inkling_status inkling_history_set_shortcut(inkling_engine engine, inkling_text typed,
                                                        inkling_text expansion);
INKLING_API inkling_status inkling_history_remove_shortcut(inkling_engine engine,
                                                           inkling_text typed);
/* Waits until all that was learned is on disk. */
INKLING_API inkling_status inkling_history_flush(inkling_engine engine);

typedef struct inkling_buffer inkling_buffer; /* bytes, owned by the caller */
INKLING_API inkling_text inkling_buffer_text(const inkling_buffer* buffer);
INKLING_API void inkling_buffer_free(inkling_buffer* buffer); /* NULL is let pass */

/* All shortcuts, by what is typed: "typed\texpansion\n" a line. Since 1.4. */
INKLING_API inkling_status inkling_history_shortcuts(inkling_engine engine, inkling_buffer** lines);

/* Everything as JSON, and back: an import adds to what is there, malformed input changes nothing.
 * Since 1.4 it reads the dictionaries of other keyboards, too, told apart by what they say: the
 * dictionary.txt that Gboard exports (in an archive), combined word lists, one word a line. */
INKLING_API inkling_status inkling_history_export(inkling_engine engine, inkling_buffer** json);
INKLING_API inkling_status inkling_history_import(inkling_engine engine, inkling_text text);
/* The same, and a sentence on what was taken in and what was left out, and why. Since 1.4. */
INKLING_API inkling_status inkling_history_import_report(inkling_engine engine, inkling_text text,
                                                         inkling_buffer** sentence);
/* Learned words that begin with `prefix`, most used first, at most `limit`:
 * "word\tcount\tpersonal\tblocked\n" a line, personal and blocked 0 or 1. */
INKLING_API inkling_status inkling_history_words(inkling_engine engine, inkling_text prefix,
                                                 size_t limit, inkling_buffer** lines);

#ifdef __cplusplus
}
#endif

/* NOLINTEND(readability-identifier-naming) */
#endif /* INKLING_C_H */
