#include "jni/ids.h"

#include <initializer_list>

namespace inkling::jni {
namespace {

Ids the_ids;

jclass global_class(JNIEnv* env, const char* name) {
  jclass local = env->FindClass(name);
  if (local == nullptr) return nullptr;
  auto* global = static_cast<jclass>(env->NewGlobalRef(local));
  env->DeleteLocalRef(local);
  return global;
}

bool load_class(JNIEnv* env, const char* name, jclass& out) {
  out = global_class(env, name);
  return out != nullptr;
}

bool load_constructor(JNIEnv* env, jclass owner, const char* signature, jmethodID& out) {
  out = env->GetMethodID(owner, "<init>", signature);
  return out != nullptr;
}

bool load_empty(JNIEnv* env, jstring& out) {
  jstring local = env->NewString(nullptr, 0);
  if (local == nullptr) return false;
  out = static_cast<jstring>(env->NewGlobalRef(local));
  env->DeleteLocalRef(local);
  return out != nullptr;
}

}  // namespace

const Ids& ids() { return the_ids; }

bool load_ids(JNIEnv* env) {
  Ids& i = the_ids;
  return load_class(env, "java/lang/String", i.string) &&
         load_class(env, "dev/inkling/Edit", i.edit) &&
         load_constructor(env, i.edit,
                          "(IILjava/lang/String;Ljava/lang/String;Ljava/lang/String;"
                          "Ljava/lang/String;ZJ)V",
                          i.new_edit) &&
         load_class(env, "dev/inkling/Suggestions", i.suggestions) &&
         load_constructor(
             env, i.suggestions,
             "([Ljava/lang/String;[Ljava/lang/String;[D[I[IIIJZLdev/inkling/Decision;)V",
             i.new_suggestions) &&
         load_class(env, "dev/inkling/Decision", i.decision) &&
         load_constructor(env, i.decision,
                          "(Ljava/lang/String;Ljava/lang/String;DDZ[Ljava/lang/String;[D[D)V",
                          i.new_decision) &&
         load_class(env, "dev/inkling/EngineException", i.engine_exception) &&
         load_constructor(env, i.engine_exception, "(ILjava/lang/String;)V",
                          i.new_engine_exception) &&
         load_class(env, "java/lang/IllegalStateException", i.illegal_state) &&
         load_constructor(env, i.illegal_state, "(Ljava/lang/String;)V", i.new_illegal_state) &&
         load_class(env, "java/lang/OutOfMemoryError", i.out_of_memory) && load_empty(env, i.empty);
}

void drop_ids(JNIEnv* env) {
  const Ids& i = the_ids;
  for (jobject reference :
       {static_cast<jobject>(i.string), static_cast<jobject>(i.edit),
        static_cast<jobject>(i.suggestions), static_cast<jobject>(i.decision),
        static_cast<jobject>(i.engine_exception), static_cast<jobject>(i.illegal_state),
        static_cast<jobject>(i.out_of_memory), static_cast<jobject>(i.empty)}) {
    env->DeleteGlobalRef(reference);  // lets null pass
  }
  the_ids = {};
}

}  // namespace inkling::jni
