/* Prints the size and the places of the fields of every struct of the interface, for a comparison
 * with engine/inkling_c.layout: what a compiled caller has built in. */
#include <stdio.h>

#include "engine/inkling_c.h"

#define STRUCT(type) printf(#type "\t%zu\t\n", sizeof(type))
#define FIELD(type, name) \
  printf(#type "." #name "\t%zu\t%zu\n", sizeof(((type*)0)->name), offsetof(type, name))
#define VALUE(name) printf(#name "\t%ld\t\n", (long)(name))

int main(void) {
  STRUCT(inkling_text);
  FIELD(inkling_text, data);
  FIELD(inkling_text, size);
  STRUCT(inkling_engine_options);
  FIELD(inkling_engine_options, size);
  FIELD(inkling_engine_options, pack_dir);
  FIELD(inkling_engine_options, more_packs);
  FIELD(inkling_engine_options, more_pack_count);
  FIELD(inkling_engine_options, history_path);
  FIELD(inkling_engine_options, history_key);
  STRUCT(inkling_session_options);
  FIELD(inkling_session_options, size);
  FIELD(inkling_session_options, layout);
  FIELD(inkling_session_options, field);
  FIELD(inkling_session_options, no_learning);
  FIELD(inkling_session_options, autocorrect);
  FIELD(inkling_session_options, auto_capitals);
  FIELD(inkling_session_options, double_space_stop);
  STRUCT(inkling_edit);
  FIELD(inkling_edit, size);
  FIELD(inkling_edit, erased_bytes);
  FIELD(inkling_edit, erased_utf16);
  FIELD(inkling_edit, inserted);
  FIELD(inkling_edit, composing);
  FIELD(inkling_edit, typed);
  FIELD(inkling_edit, committed);
  FIELD(inkling_edit, autocorrected);
  FIELD(inkling_edit, commit_id);
  FIELD(inkling_edit, erased_after_bytes);
  FIELD(inkling_edit, erased_after_utf16);
  STRUCT(inkling_touch);
  FIELD(inkling_touch, x);
  FIELD(inkling_touch, y);
  STRUCT(inkling_gesture_point);
  FIELD(inkling_gesture_point, x);
  FIELD(inkling_gesture_point, y);
  FIELD(inkling_gesture_point, t);
  STRUCT(inkling_word);
  FIELD(inkling_word, size);
  FIELD(inkling_word, begin_bytes);
  FIELD(inkling_word, end_bytes);
  FIELD(inkling_word, begin_utf16);
  FIELD(inkling_word, end_utf16);
  FIELD(inkling_word, text);
  FIELD(inkling_word, typed);
  FIELD(inkling_word, drawn);
  FIELD(inkling_word, known);
  FIELD(inkling_word, personal);
  FIELD(inkling_word, learned);
  FIELD(inkling_word, blocked);
  STRUCT(inkling_suggest_options);
  FIELD(inkling_suggest_options, size);
  FIELD(inkling_suggest_options, count);
  FIELD(inkling_suggest_options, sequence);
  FIELD(inkling_suggest_options, deadline_nanos);
  FIELD(inkling_suggest_options, why);
  STRUCT(inkling_suggestion);
  FIELD(inkling_suggestion, size);
  FIELD(inkling_suggestion, text);
  FIELD(inkling_suggestion, kind);
  FIELD(inkling_suggestion, sources);
  FIELD(inkling_suggestion, score);
  FIELD(inkling_suggestion, autocorrect);
  FIELD(inkling_suggestion, replaces);
  FIELD(inkling_suggestion, reason_model);
  FIELD(inkling_suggestion, reason_lexicon);
  FIELD(inkling_suggestion, reason_history);
  FIELD(inkling_suggestion, reason_channel);
  STRUCT(inkling_decision);
  FIELD(inkling_decision, size);
  FIELD(inkling_decision, reading);
  FIELD(inkling_decision, veto);
  FIELD(inkling_decision, probability);
  FIELD(inkling_decision, threshold);
  FIELD(inkling_decision, replaces);
  FIELD(inkling_decision, feature_count);
  STRUCT(inkling_decision_feature);
  FIELD(inkling_decision_feature, size);
  FIELD(inkling_decision_feature, name);
  FIELD(inkling_decision_feature, value);
  FIELD(inkling_decision_feature, share);
  VALUE(INKLING_ABI_VERSION);
  VALUE(INKLING_OK);
  VALUE(INKLING_INVALID_ARGUMENT);
  VALUE(INKLING_NOT_FOUND);
  VALUE(INKLING_CORRUPT);
  VALUE(INKLING_IO);
  VALUE(INKLING_UNSUPPORTED);
  VALUE(INKLING_CANCELLED);
  VALUE(INKLING_INTERNAL);
  VALUE(INKLING_CLOSED);
  VALUE(INKLING_TRIM_HIDDEN);
  VALUE(INKLING_TRIM_BACKGROUND);
  VALUE(INKLING_FIELD_TEXT);
  VALUE(INKLING_FIELD_PASSWORD);
  VALUE(INKLING_FIELD_EMAIL);
  VALUE(INKLING_FIELD_URI);
  VALUE(INKLING_FIELD_NUMBER);
  VALUE(INKLING_FIELD_SEARCH);
  VALUE(INKLING_AUTOCORRECT_OFF);
  VALUE(INKLING_AUTOCORRECT_CAREFUL);
  VALUE(INKLING_AUTOCORRECT_NORMAL);
  VALUE(INKLING_AUTOCORRECT_BOLD);
  VALUE(INKLING_KIND_LITERAL);
  VALUE(INKLING_KIND_COMPLETION);
  VALUE(INKLING_KIND_CORRECTION);
  VALUE(INKLING_KIND_PREDICTION);
  VALUE(INKLING_KIND_EMOJI);
  VALUE(INKLING_KIND_SHORTCUT);
  VALUE(INKLING_KIND_PHRASE);
  VALUE(INKLING_KIND_GESTURE);
  VALUE(INKLING_CASE_AS_WRITTEN);
  VALUE(INKLING_CASE_TITLE);
  VALUE(INKLING_CASE_UPPER);
  VALUE(INKLING_SOURCE_MODEL);
  VALUE(INKLING_SOURCE_LEXICON);
  VALUE(INKLING_SOURCE_HISTORY);
  VALUE(INKLING_STAGE_LEXICON);
  VALUE(INKLING_STAGE_HISTORY);
  VALUE(INKLING_STAGE_NEXT_WORD);
  VALUE(INKLING_STAGE_CONTINUATION);
  VALUE(INKLING_STAGE_RECORRECTION);
  return 0;
}
