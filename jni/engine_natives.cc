#include <jni.h>

#include <array>
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

/// A path or name as the C interface takes it, NUL-terminated; one that holds a NUL itself would be
/// cut short there and name something else, so it is refused with an exception.
bool read_name(JNIEnv* env, jstring text, std::string& out) {
  out = to_utf8(env, text);
  if (out.find('\0') == std::string::npos) return true;
  throw_engine_exception(env, INKLING_INVALID_ARGUMENT,
                         "the name \"" + out + "\" holds the character U+0000; leave it out");
  return false;
}

const char* null_or_text(jstring given, const std::string& text) {
  return given == nullptr ? nullptr : text.c_str();
}

bool read_names(JNIEnv* env, jobjectArray array, std::vector<std::string>& out) {
  const jsize count = env->GetArrayLength(array);
  for (jsize i = 0; i < count; ++i) {
    auto* text = static_cast<jstring>(env->GetObjectArrayElement(array, i));
    if (env->ExceptionCheck() == JNI_TRUE) return false;
    if (!read_name(env, text, out.emplace_back())) return false;
    env->DeleteLocalRef(text);
  }
  return true;
}

/// The bytes of an array; null has none.
std::string read_bytes(JNIEnv* env, jbyteArray array) {
  if (array == nullptr) return {};
  std::vector<jbyte> bytes(static_cast<std::size_t>(env->GetArrayLength(array)));
  env->GetByteArrayRegion(array, 0, static_cast<jsize>(bytes.size()), bytes.data());
  return {bytes.begin(), bytes.end()};
}

jlong engine_open(JNIEnv* env, jclass, jstring pack_dir, jobjectArray more, jstring history_path,
                  jbyteArray history_key) {
  return guarded(env, [&]() -> jlong {
    std::string pack;
    std::string history;
    std::vector<std::string> more_packs;
    if (!read_name(env, pack_dir, pack) || !read_name(env, history_path, history) ||
        !read_names(env, more, more_packs)) {
      return 0;
    }
    std::vector<const char*> more_pointers;
    more_pointers.reserve(more_packs.size());
    for (const std::string& folder : more_packs) more_pointers.push_back(folder.c_str());
    inkling_engine_options options = INKLING_ENGINE_OPTIONS_INIT;
    options.pack_dir = null_or_text(pack_dir, pack);
    options.more_packs = more_pointers.data();
    options.more_pack_count = more_pointers.size();
    options.history_path = null_or_text(history_path, history);
    const std::string key = read_bytes(env, history_key);
    options.history_key = {key.data(), key.size()};
    inkling_engine engine = 0;
    if (!check(env, inkling_engine_open(&options, &engine))) return 0;
    return static_cast<jlong>(engine);
  });
}

void engine_close(JNIEnv* env, jclass, jlong engine) {
  guarded(env, [&] { check_undeclared(env, inkling_engine_close(id_of(engine))); });
}

jobjectArray engine_status(JNIEnv* env, jclass, jobject, jlong engine) {
  return guarded(env, [&]() -> jobjectArray {
    std::vector<std::string_view> texts;
    while (true) {
      const char* part = nullptr;
      const char* message = nullptr;
      const inkling_status status =
          inkling_engine_degradation(id_of(engine), texts.size() / 2, &part, &message);
      if (status == INKLING_NOT_FOUND) break;
      if (!check_undeclared(env, status)) return nullptr;
      texts.insert(texts.end(), {part, message});
    }
    return to_java_array(env, texts);
  });
}

void engine_trim(JNIEnv* env, jclass, jobject, jlong engine, jint level) {
  guarded(env, [&] { check_undeclared(env, inkling_engine_trim(id_of(engine), level)); });
}

jlong session_open(JNIEnv* env, jclass, jobject, jlong engine, jstring layout, jint field,
                   jboolean no_learning, jint autocorrect, jboolean auto_capitals,
                   jboolean double_space_stop) {
  return guarded(env, [&]() -> jlong {
    std::string name;
    if (!read_name(env, layout, name)) return 0;
    inkling_session_options options = INKLING_SESSION_OPTIONS_INIT;
    options.layout = null_or_text(layout, name);
    options.field = field;
    options.no_learning = no_learning;
    options.autocorrect = autocorrect;
    options.auto_capitals = auto_capitals;
    options.double_space_stop = double_space_stop;
    inkling_session session = 0;
    if (!check(env, inkling_session_open(id_of(engine), &options, &session))) return 0;
    return static_cast<jlong>(session);
  });
}

}  // namespace

std::span<const NativeMethod> engine_natives() {
  static const std::array kMethods = {
      NativeMethod{"engineOpen", "(Ljava/lang/String;[Ljava/lang/String;Ljava/lang/String;[B)J",
                   pointer_of(engine_open)},
      NativeMethod{"engineClose", "(J)V", pointer_of(engine_close)},
      NativeMethod{"engineStatus", "(Ldev/inkling/Engine;J)[Ljava/lang/String;",
                   pointer_of(engine_status)},
      NativeMethod{"engineTrim", "(Ldev/inkling/Engine;JI)V", pointer_of(engine_trim)},
      NativeMethod{"sessionOpen", "(Ldev/inkling/Engine;JLjava/lang/String;IZIZZ)J",
                   pointer_of(session_open)},
  };
  return kMethods;
}

}  // namespace inkling::jni
