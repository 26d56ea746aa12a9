#include <jni.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>

#include "engine/inkling_c.h"
#include "jni/errors.h"
#include "jni/natives.h"
#include "jni/text.h"

namespace inkling::jni {
namespace {

struct FreeBuffer {
  void operator()(inkling_buffer* buffer) const { inkling_buffer_free(buffer); }
};
using Buffer = std::unique_ptr<inkling_buffer, FreeBuffer>;

/// Runs a call of the C interface on a word.
template <inkling_status (*kCall)(inkling_engine, inkling_text)>
void with_text(JNIEnv* env, jclass, jobject, jlong engine, jstring text) {
  guarded(env, [&] {
    const std::string utf8 = to_utf8(env, text);
    check(env, kCall(id_of(engine), as_text(utf8)));
  });
}

template <inkling_status (*kCall)(inkling_engine)>
void without_text(JNIEnv* env, jclass, jobject, jlong engine) {
  guarded(env, [&] { check(env, kCall(id_of(engine))); });
}

void set_shortcut(JNIEnv* env, jclass, jobject, jlong engine, jstring typed, jstring expansion) {
  guarded(env, [&] {
    const std::string from = to_utf8(env, typed);
    const std::string to = to_utf8(env, expansion);
    check(env, inkling_history_set_shortcut(id_of(engine), as_text(from), as_text(to)));
  });
}

jstring take_text(JNIEnv* env, inkling_buffer* raw) {
  const Buffer buffer(raw);
  return to_java(env, as_view(inkling_buffer_text(buffer.get())));
}

jstring history_export(JNIEnv* env, jclass, jobject, jlong engine) {
  return guarded(env, [&]() -> jstring {
    inkling_buffer* json = nullptr;
    if (!check(env, inkling_history_export(id_of(engine), &json))) return nullptr;
    return take_text(env, json);
  });
}

jstring history_import(JNIEnv* env, jclass, jobject, jlong engine, jstring text) {
  return guarded(env, [&]() -> jstring {
    const std::string utf8 = to_utf8(env, text);
    inkling_buffer* sentence = nullptr;
    const inkling_status done =
        inkling_history_import_report(id_of(engine), as_text(utf8), &sentence);
    return check(env, done) ? take_text(env, sentence) : nullptr;
  });
}

jstring history_shortcuts(JNIEnv* env, jclass, jobject, jlong engine) {
  return guarded(env, [&]() -> jstring {
    inkling_buffer* lines = nullptr;
    if (!check(env, inkling_history_shortcuts(id_of(engine), &lines))) return nullptr;
    return take_text(env, lines);
  });
}

jstring history_words(JNIEnv* env, jclass, jobject, jlong engine, jstring prefix, jint limit) {
  return guarded(env, [&]() -> jstring {
    const std::string beginning = to_utf8(env, prefix);
    inkling_buffer* lines = nullptr;
    const auto most = static_cast<std::size_t>(std::max(limit, 0));
    if (!check(env, inkling_history_words(id_of(engine), as_text(beginning), most, &lines))) {
      return nullptr;
    }
    return take_text(env, lines);
  });
}

}  // namespace

std::span<const NativeMethod> history_natives() {
  static constexpr const char* kWithText = "(Ldev/inkling/Engine;JLjava/lang/String;)V";
  static constexpr const char* kWithoutText = "(Ldev/inkling/Engine;J)V";
  static const std::array kMethods = {
      NativeMethod{"historyForget", kWithText, pointer_of(with_text<inkling_history_forget>)},
      NativeMethod{"historyBlock", kWithText, pointer_of(with_text<inkling_history_block>)},
      NativeMethod{"historyUnblock", kWithText, pointer_of(with_text<inkling_history_unblock>)},
      NativeMethod{"historyClear", kWithoutText, pointer_of(without_text<inkling_history_clear>)},
      NativeMethod{"historyFlush", kWithoutText, pointer_of(without_text<inkling_history_flush>)},
      NativeMethod{"historySetShortcut",
                   "(Ldev/inkling/Engine;JLjava/lang/String;Ljava/lang/String;)V",
                   pointer_of(set_shortcut)},
      NativeMethod{"historyRemoveShortcut", kWithText,
                   pointer_of(with_text<inkling_history_remove_shortcut>)},
      NativeMethod{"historyExport", "(Ldev/inkling/Engine;J)Ljava/lang/String;",
                   pointer_of(history_export)},
      NativeMethod{"historyImport", "(Ldev/inkling/Engine;JLjava/lang/String;)Ljava/lang/String;",
                   pointer_of(history_import)},
      NativeMethod{"historyAddWord", kWithText, pointer_of(with_text<inkling_history_add_word>)},
      NativeMethod{"historyShortcuts", "(Ldev/inkling/Engine;J)Ljava/lang/String;",
                   pointer_of(history_shortcuts)},
      NativeMethod{"historyWords", "(Ldev/inkling/Engine;JLjava/lang/String;I)Ljava/lang/String;",
                   pointer_of(history_words)},
  };
  return kMethods;
}

}  // namespace inkling::jni
