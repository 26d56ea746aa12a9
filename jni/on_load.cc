// What the JVM calls when it loads and unloads the library; the only symbols it exports.
#include <jni.h>

#include <array>
#include <span>
#include <vector>

#include "jni/ids.h"
#include "jni/natives.h"

namespace inkling::jni {
namespace {

jint abi_version(JNIEnv*, jclass) { return kAbiVersion; }

bool register_methods(JNIEnv* env, jclass owner, std::span<const NativeMethod> methods) {
  std::vector<JNINativeMethod> table;
  table.reserve(methods.size());
  for (const NativeMethod& method : methods) {
    // OpenJDK's header forgot the const; it does not write.
    table.push_back(
        {const_cast<char*>(method.name), const_cast<char*>(method.signature), method.function});
  }
  return env->RegisterNatives(owner, table.data(), static_cast<jint>(table.size())) == JNI_OK;
}

/// The version that the Java classes expect; -1 when they are so different that they say none.
jint expected_version(JNIEnv* env, jclass owner) {
  jfieldID field = env->GetStaticFieldID(owner, "ABI_VERSION", "I");
  if (field == nullptr) {
    env->ExceptionClear();
    return -1;
  }
  return env->GetStaticIntField(owner, field);
}

bool load(JNIEnv* env) {
  jclass owner = env->FindClass("dev/inkling/Native");
  if (owner == nullptr) return false;
  const std::array version = {NativeMethod{"nativeAbiVersion", "()I", pointer_of(abi_version)}};
  if (!register_methods(env, owner, version)) return false;
  // The methods of another version may not be there, nor the classes that they need. Native's own
  // check, which comes next, says what is wrong better than a missing method would.
  if (expected_version(env, owner) != kAbiVersion) return true;
  return load_ids(env) && register_methods(env, owner, engine_natives()) &&
         register_methods(env, owner, history_natives()) &&
         register_methods(env, owner, session_natives());
}

}  // namespace
}  // namespace inkling::jni

extern "C" JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM* vm, void*) {
  void* env = nullptr;
  if (vm->GetEnv(&env, JNI_VERSION_1_6) != JNI_OK) return JNI_ERR;
  return inkling::jni::load(static_cast<JNIEnv*>(env)) ? JNI_VERSION_1_6 : JNI_ERR;
}

extern "C" JNIEXPORT void JNICALL JNI_OnUnload(JavaVM* vm, void*) {
  void* env = nullptr;
  if (vm->GetEnv(&env, JNI_VERSION_1_6) != JNI_OK) return;
  inkling::jni::drop_ids(static_cast<JNIEnv*>(env));
}
