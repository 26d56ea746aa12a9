#include <jni.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/inkling_c.h"
#include "jni/errors.h"
#include "jni/natives.h"
#include "jni/results.h"
#include "jni/text.h"

namespace inkling::jni {
namespace {

struct FreeSuggestions {
  void operator()(inkling_suggestions* answer) const { inkling_suggestions_free(answer); }
};

enum class Throws { kEngineException, kNothing };

/// Runs `call(edit)` and answers the edit as a Java object.
template <typename Call>
jobject edited(JNIEnv* env, Throws throws, Call&& call) {
  return guarded(env, [&]() -> jobject {
    inkling_edit edit = INKLING_EDIT_INIT;
    const inkling_status status = call(&edit);
    const bool ok =
        throws == Throws::kEngineException ? check(env, status) : check_undeclared(env, status);
    return ok ? to_java(env, edit) : nullptr;
  });
}

void session_close(JNIEnv* env, jclass, jlong session) {
  guarded(env, [&] { check_undeclared(env, inkling_session_close(id_of(session))); });
}

void set_context(JNIEnv* env, jclass, jobject, jlong session, jstring before, jstring after) {
  guarded(env, [&] {
    const std::string left = to_utf8(env, before);
    const std::string right = to_utf8(env, after);
    check_undeclared(env,
                     inkling_session_set_context(id_of(session), as_text(left), as_text(right)));
  });
}

jboolean wants_capital(JNIEnv* env, jclass, jobject, jlong session) {
  return guarded(env, [&]() -> jboolean {
    int32_t wants = 0;
    check_undeclared(env, inkling_session_wants_capital(id_of(session), &wants));
    return wants != 0 ? JNI_TRUE : JNI_FALSE;
  });
}

jobject key(JNIEnv* env, jclass, jobject, jlong session, jstring character) {
  return edited(env, Throws::kNothing, [&](inkling_edit* edit) {
    const std::string utf8 = to_utf8(env, character);
    return inkling_session_key(id_of(session), as_text(utf8), nullptr, edit);
  });
}

jobject tap(JNIEnv* env, jclass, jobject, jlong session, jstring character, jfloat x, jfloat y) {
  return edited(env, Throws::kNothing, [&](inkling_edit* edit) {
    const std::string utf8 = to_utf8(env, character);
    const inkling_touch touch = {x, y};
    return inkling_session_key(id_of(session), as_text(utf8), &touch, edit);
  });
}

/// `places` holds x, y, x, y…
std::vector<inkling_gesture_point> points_of(JNIEnv* env, jfloatArray places, jlongArray times) {
  const auto count = static_cast<std::size_t>(
      std::min(env->GetArrayLength(places) / 2, env->GetArrayLength(times)));
  std::vector<jfloat> xy(2 * count);
  std::vector<jlong> when(count);
  env->GetFloatArrayRegion(places, 0, static_cast<jsize>(xy.size()), xy.data());
  env->GetLongArrayRegion(times, 0, static_cast<jsize>(count), when.data());
  std::vector<inkling_gesture_point> out(count);
  for (std::size_t i = 0; i < count; ++i) out[i] = {xy[2 * i], xy[2 * i + 1], when[i]};
  return out;
}

jobject gesture(JNIEnv* env, jclass, jobject, jlong session, jfloatArray places, jlongArray times,
                jint letter_case) {
  return edited(env, Throws::kNothing, [&](inkling_edit* edit) {
    const auto points = points_of(env, places, times);
    return inkling_session_gesture(id_of(session), points.data(), points.size(), letter_case, edit);
  });
}

jobject backspace(JNIEnv* env, jclass, jobject, jlong session) {
  return edited(env, Throws::kNothing, [&](inkling_edit* edit) {
    return inkling_session_backspace(id_of(session), edit);
  });
}

jobject accept(JNIEnv* env, jclass, jobject, jlong session, jint index) {
  return edited(env, Throws::kEngineException, [&](inkling_edit* edit) {
    // A negative index becomes one that no answer has.
    return inkling_session_accept(id_of(session), static_cast<std::size_t>(index), edit);
  });
}

jobject pick(JNIEnv* env, jclass, jobject, jlong session, jstring text) {
  return edited(env, Throws::kNothing, [&](inkling_edit* edit) {
    const std::string utf8 = to_utf8(env, text);
    return inkling_session_pick(id_of(session), as_text(utf8), edit);
  });
}

inkling_suggest_options bounds_of(jlong sequence, jlong deadline_nanos) {
  inkling_suggest_options options = INKLING_SUGGEST_OPTIONS_INIT;
  options.sequence = static_cast<uint64_t>(sequence);
  options.deadline_nanos = deadline_nanos;
  return options;
}

/// Where so many UTF-16 units of the session's text end, bytes; as far beyond its end as they are.
std::size_t bytes_of(JNIEnv* env, jlong session, jint units) {
  std::array<inkling_text, 3> texts = {};
  check_undeclared(env, inkling_session_text(id_of(session), &texts[0], &texts[1], &texts[2]));
  std::size_t bytes = 0;
  for (const inkling_text& text : texts) {
    for (const char c : as_view(text)) {
      const auto byte = static_cast<unsigned char>(c);
      const bool first = (byte & 0xC0U) != 0x80U;
      if (first && units <= 0) return bytes;
      if (first) units -= byte >= 0xF0U ? 2 : 1;
      ++bytes;
    }
  }
  return bytes + static_cast<std::size_t>(std::max(units, 0));
}

jobject look_at(JNIEnv* env, jclass, jobject, jlong session, jint at, jlong sequence,
                jlong deadline_nanos, jint count, jintArray numbers, jobjectArray texts) {
  return guarded(env, [&]() -> jobject {
    inkling_suggest_options options = bounds_of(sequence, deadline_nanos);
    options.count = count;
    inkling_word word = INKLING_WORD_INIT;
    inkling_suggestions* raw = nullptr;
    const std::size_t place = bytes_of(env, session, at);
    if (env->ExceptionCheck() == JNI_TRUE) return nullptr;
    const inkling_status status =
        inkling_session_look_at(id_of(session), place, &options, &word, &raw);
    const std::unique_ptr<inkling_suggestions, FreeSuggestions> others(raw);
    if (status == INKLING_NOT_FOUND || !check_undeclared(env, status)) return nullptr;
    const std::array<jint, 7> values = {static_cast<jint>(word.begin_utf16),
                                        static_cast<jint>(word.end_utf16),
                                        word.drawn,
                                        word.known,
                                        word.personal,
                                        word.learned,
                                        word.blocked};
    env->SetIntArrayRegion(numbers, 0, static_cast<jsize>(values.size()), values.data());
    const std::array<std::string_view, 2> parts = {as_view(word.text), as_view(word.typed)};
    for (jsize i = 0; i < 2; ++i) {
      jstring text = to_java(env, parts.at(static_cast<std::size_t>(i)));
      if (text == nullptr) return nullptr;
      env->SetObjectArrayElement(texts, i, text);
      env->DeleteLocalRef(text);
    }
    return env->ExceptionCheck() == JNI_TRUE ? nullptr : to_java(env, *others);
  });
}

jobject mend(JNIEnv* env, jclass, jobject, jlong session, jint begin, jstring text) {
  return edited(env, Throws::kEngineException, [&](inkling_edit* edit) {
    const std::string utf8 = to_utf8(env, text);
    return inkling_session_mend(id_of(session), bytes_of(env, session, begin), as_text(utf8), edit);
  });
}

jobject revert(JNIEnv* env, jclass, jobject, jlong session, jlong commit_id) {
  return edited(env, Throws::kEngineException, [&](inkling_edit* edit) {
    return inkling_session_revert(id_of(session), id_of(commit_id), edit);
  });
}

jobject finish(JNIEnv* env, jclass, jobject, jlong session) {
  return edited(env, Throws::kNothing,
                [&](inkling_edit* edit) { return inkling_session_finish(id_of(session), edit); });
}

jobject suggest(JNIEnv* env, jclass, jobject, jlong session, jlong sequence, jlong deadline_nanos,
                jint count, jboolean why) {
  return guarded(env, [&]() -> jobject {
    inkling_suggest_options options = bounds_of(sequence, deadline_nanos);
    options.count = count;
    options.why = why == JNI_TRUE ? 1 : 0;
    inkling_suggestions* raw = nullptr;
    const inkling_status status = inkling_session_suggest(id_of(session), &options, &raw);
    const std::unique_ptr<inkling_suggestions, FreeSuggestions> answer(raw);
    return check_undeclared(env, status) ? to_java(env, *answer) : nullptr;
  });
}

jobject sketch(JNIEnv* env, jclass, jobject, jlong session, jfloatArray places, jlongArray times,
               jint letter_case, jlong sequence, jlong deadline_nanos, jint count) {
  return guarded(env, [&]() -> jobject {
    inkling_suggest_options options = bounds_of(sequence, deadline_nanos);
    options.count = count;
    const auto points = points_of(env, places, times);
    inkling_suggestions* raw = nullptr;
    const inkling_status status = inkling_session_sketch(
        id_of(session), points.data(), points.size(), letter_case, &options, &raw);
    const std::unique_ptr<inkling_suggestions, FreeSuggestions> answer(raw);
    return check_undeclared(env, status) ? to_java(env, *answer) : nullptr;
  });
}

jstring phrase(JNIEnv* env, jclass, jobject, jlong session, jstring text, jlong sequence,
               jlong deadline_nanos) {
  return guarded(env, [&]() -> jstring {
    const std::string utf8 = to_utf8(env, text);
    const inkling_suggest_options options = bounds_of(sequence, deadline_nanos);
    inkling_text answer = {};
    const inkling_status status =
        inkling_session_phrase(id_of(session), as_text(utf8), &options, &answer);
    return check_undeclared(env, status) ? to_java(env, as_view(answer)) : nullptr;
  });
}

void cancel(JNIEnv* env, jclass, jobject, jlong session, jlong sequence) {
  guarded(env, [&] {
    check_undeclared(env, inkling_session_cancel(id_of(session), static_cast<uint64_t>(sequence)));
  });
}

jobjectArray text(JNIEnv* env, jclass, jobject, jlong session) {
  return guarded(env, [&]() -> jobjectArray {
    inkling_text left = {};
    inkling_text composing = {};
    inkling_text right = {};
    if (!check_undeclared(env, inkling_session_text(id_of(session), &left, &composing, &right))) {
      return nullptr;
    }
    // They live until the next call.
    const std::array<std::string, 3> copies = {
        std::string(as_view(left)), std::string(as_view(composing)), std::string(as_view(right))};
    inkling_text after = {};
    if (!check_undeclared(env, inkling_session_composing_after(id_of(session), &after))) {
      return nullptr;
    }
    const std::array<std::string_view, 4> texts = {copies[0], copies[1], copies[2], as_view(after)};
    return to_java_array(env, texts);
  });
}

}  // namespace

std::span<const NativeMethod> session_natives() {
  static const std::array kMethods = {
      NativeMethod{"sessionClose", "(J)V", pointer_of(session_close)},
      NativeMethod{"sessionSetContext",
                   "(Ldev/inkling/Session;JLjava/lang/String;Ljava/lang/String;)V",
                   pointer_of(set_context)},
      NativeMethod{"sessionWantsCapital", "(Ldev/inkling/Session;J)Z", pointer_of(wants_capital)},
      NativeMethod{"sessionKey", "(Ldev/inkling/Session;JLjava/lang/String;)Ldev/inkling/Edit;",
                   pointer_of(key)},
      NativeMethod{"sessionTap", "(Ldev/inkling/Session;JLjava/lang/String;FF)Ldev/inkling/Edit;",
                   pointer_of(tap)},
      NativeMethod{"sessionGesture", "(Ldev/inkling/Session;J[F[JI)Ldev/inkling/Edit;",
                   pointer_of(gesture)},
      NativeMethod{"sessionSketch", "(Ldev/inkling/Session;J[F[JIJJI)Ldev/inkling/Suggestions;",
                   pointer_of(sketch)},
      NativeMethod{"sessionBackspace", "(Ldev/inkling/Session;J)Ldev/inkling/Edit;",
                   pointer_of(backspace)},
      NativeMethod{"sessionAccept", "(Ldev/inkling/Session;JI)Ldev/inkling/Edit;",
                   pointer_of(accept)},
      NativeMethod{"sessionPick", "(Ldev/inkling/Session;JLjava/lang/String;)Ldev/inkling/Edit;",
                   pointer_of(pick)},
      NativeMethod{"sessionLookAt",
                   "(Ldev/inkling/Session;JIJJI[I[Ljava/lang/String;)Ldev/inkling/Suggestions;",
                   pointer_of(look_at)},
      NativeMethod{"sessionMend", "(Ldev/inkling/Session;JILjava/lang/String;)Ldev/inkling/Edit;",
                   pointer_of(mend)},
      NativeMethod{"sessionRevert", "(Ldev/inkling/Session;JJ)Ldev/inkling/Edit;",
                   pointer_of(revert)},
      NativeMethod{"sessionFinish", "(Ldev/inkling/Session;J)Ldev/inkling/Edit;",
                   pointer_of(finish)},
      NativeMethod{"sessionSuggest", "(Ldev/inkling/Session;JJJIZ)Ldev/inkling/Suggestions;",
                   pointer_of(suggest)},
      NativeMethod{"sessionPhrase",
                   "(Ldev/inkling/Session;JLjava/lang/String;JJ)Ljava/lang/String;",
                   pointer_of(phrase)},
      NativeMethod{"sessionCancel", "(Ldev/inkling/Session;JJ)V", pointer_of(cancel)},
      NativeMethod{"sessionText", "(Ldev/inkling/Session;J)[Ljava/lang/String;", pointer_of(text)},
  };
  return kMethods;
}

}  // namespace inkling::jni
